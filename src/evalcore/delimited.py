"""CSV files (also separated by tabs or semicolons) in UTF-8, UTF-16 or GB18030 → rows of text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from evalcore.cells import Grid, Row
from evalcore.errors import InputError, Place, Problem
from evalcore.places import path_text, read_bytes

MAX_SIZE = 200_000_000  # assumed: bytes; about a million places of a small standard. `batch` takes more
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = ",\t;"
_SAMPLE = 2_000  # characters that show which separator is used


def read_delimited(path: Path) -> tuple[list[Grid], list[Problem]]:
    """The rows of a file, and what is wrong with its text. Raises `InputError` when it cannot be read at all."""
    text = _decoded(read_bytes(path, MAX_SIZE), path_text(path))
    rows: list[Row] = []
    problems: list[Problem] = []
    grid = Grid(path_text(path), None, rows)
    for number, cells in _records(text, grid, problems):
        filled = {column: cell for column, cell in enumerate(cells, 1) if cell.strip()}
        if filled:
            rows.append(Row(number, filled, len(cells)))
    return [grid], problems


def _decoded(content: bytes, name: str) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else GB18030 as offices in China save it."""
    marked = next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            stop = error.start
    line = content[:stop].count(b"\n") + 1
    raise InputError([Problem("table-encoding", Place(name, line), {})])


def _records(text: str, grid: Grid, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number; a text that breaks the form of CSV ends there, with a problem."""
    first = text[:_SAMPLE]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            problems.append(Problem("table-syntax", grid.place(number, 1), {"detail": str(error)}))
            return
        if cells is None:
            return
        yield number, cells
