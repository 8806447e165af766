"""A file of evidence, of whatever kind → for each place in it plain data that knows its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evalcore.cells import Grid
from evalcore.delimited import read_delimited
from evalcore.errors import Place, Problem
from evalcore.places import Document, path_text, read_document
from evalcore.tables import read_tables
from evalcore.workbooks import read_workbook

if TYPE_CHECKING:
    from evalcore.standard import Standard

TABLES: dict[str, Callable[[Path], tuple[Sequence[Grid], list[Problem]]]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), read_delimited),
    **dict.fromkeys((".xlsx", ".xlsm"), read_workbook),
}


class Piece(NamedTuple):
    """One place's part of a file. `locate_key` gives the place of a key; `problems` are what is wrong already."""

    data: object
    locate: Callable[..., Place]
    locate_key: Callable[..., Place]
    problems: Sequence[Problem] = ()


def read_file(standard: Standard, source: Document | str | Path) -> tuple[list[Piece], list[Problem]]:
    """The places of a file, and what is wrong with the file as a whole. Raises `InputError` for one that is unreadable."""
    if not isinstance(source, Document):
        path = Path(source)
        reader = TABLES.get(path.suffix.lower())
        if reader is not None:
            return _of_tables(standard, path, *reader(path))
        source = read_document(path)
    return list(_of_document(source)), []


def _of_document(document: Document) -> Iterator[Piece]:
    places = isinstance(document.data, list) and any(isinstance(each, dict) for each in document.data)
    if not places or not isinstance(document.data, list):
        yield Piece(document.data, document.place, partial(document.place, key=True))
        return
    for index, data in enumerate(document.data):
        inside = partial(_inside, document, index)
        yield Piece(data, inside, partial(inside, key=True))


def _inside(document: Document, index: int, path: tuple[str | int, ...], *, key: bool = False) -> Place:
    return document.place((index, *path), key=key)


def _of_tables(
    standard: Standard, path: Path, grids: Sequence[Grid], wrong: Sequence[Problem]
) -> tuple[list[Piece], list[Problem]]:
    filed, problems = read_tables(standard, grids)
    pieces = [Piece(each.data(), each.locate, each.locate, each.problems) for each in filed]
    problems = [*wrong, *problems]
    if not pieces and not problems:
        problems.append(Problem("table-empty", Place(path_text(path))))
    return pieces, problems
