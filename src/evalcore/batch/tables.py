"""Wide tables, whatever they were opened from: names of columns, and rows in parts that fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from evalcore.errors import EvidenceError, Place, Problem
from evalcore.places import path_text


class Fault(NamedTuple):
    """A thing that is wrong with a row; `column` where one cell is to blame."""

    problem: Problem
    column: int | None = None


class Broken(NamedTuple):
    """A row that could not even be taken apart, such as one with too many cells.

    `cells` are the first ones, as far as it is certain that they stand in their columns: one may name the place.
    """

    row: int
    faults: tuple[Fault, ...]
    cells: tuple[object, ...] = ()


class Part(NamedTuple):
    """Some rows of a wide table: their positions (from 1) and their cells, one column for each header, in that order."""

    rows: pl.Series
    cells: pl.DataFrame
    broken: tuple[Broken, ...] = ()

    @property
    def size(self) -> int:
        return len(self.rows) + len(self.broken)

    @property
    def last(self) -> int:
        """The position of the last row; 0 where there is none."""
        ends = [int(self.rows[-1])] if len(self.rows) else []
        return max([0, *ends, *(broken.row for broken in self.broken[-1:])])

    def only(self, kept: pl.Series) -> Part:
        """The rows at which a mask is true."""
        if not kept.any():
            return Part(self.rows.clear(), self.cells.clear())
        return Part(self.rows.filter(kept), self.cells.filter(kept))

    def at(self, places: pl.Series) -> Part:
        """The rows at a few places, counted from 0."""
        return Part(self.rows.gather(places), self.cells[places])


@dataclass(frozen=True)
class Table:
    """An opened wide table.

    `blocks` gives its rows after the first so many, in pieces of about so many rows, each with their positions from 1.
    `total` is how many there are; an estimate, of a CSV file, unless it is `exact`. `first` is the row of a file that holds the headers.
    """

    source: str | None
    names: tuple[str, ...]
    dtypes: tuple[pl.DataType, ...]
    total: int
    blocks: Callable[[int, int], Iterator[Part]]
    sheet: str | None = None
    first: int = 1
    exact: bool = True

    def parts(self, size: int, *, first: int = 0) -> Iterator[Part]:
        """The rows in parts of `size` positions each, leaving out the first `first` parts.

        A table without rows has one part without rows.
        """
        held: list[Part] = []
        end = (first + 1) * size
        for block in self.blocks(first * size, size):
            held.append(block)
            while held[-1].last > end:
                whole = joined(held)
                yield until(whole, end)
                held, end = [behind(whole, end)], end + size
        if held and (first == 0 or any(part.size for part in held)):
            yield joined(held)


def joined(parts: list[Part]) -> Part:
    """Parts that follow each other, as one."""
    if len(parts) == 1:
        return parts[0]
    rows = pl.concat([part.rows for part in parts])
    cells = pl.concat([part.cells for part in parts])
    return Part(rows, cells, tuple(broken for part in parts for broken in part.broken))


def until(part: Part, end: int) -> Part:
    """The rows up to a position."""
    kept = part.rows <= end
    return Part(*part.only(kept)[:2], tuple(broken for broken in part.broken if broken.row <= end))


def behind(part: Part, end: int) -> Part:
    """The rows behind a position."""
    kept = part.rows > end
    return Part(*part.only(kept)[:2], tuple(broken for broken in part.broken if broken.row > end))


def split(part: Part, count: int) -> tuple[Part, Part]:
    """The first so many rows, and the rest."""
    if count >= len(part.rows):
        return part, Part(part.rows.clear(), part.cells.clear())
    end = int(part.rows[count - 1])
    return until(part, end), behind(part, end)


def positions(start: int, count: int) -> pl.Series:
    """The positions of so many rows behind the first `start`."""
    return pl.int_range(start + 1, start + count + 1, dtype=pl.Int64, eager=True)


def positional(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame whose columns are named by where they stand, since names in files may repeat."""
    return frame.rename(dict(zip(frame.columns, map(str, range(frame.width)), strict=True)))


def unusable(code: str, path: Path, **params: object) -> EvidenceError:
    """The error that a file as a whole cannot be used."""
    return EvidenceError([Problem(code, Place(path_text(path)), params)])
