"""Tables of evidence → what each place filed.

A wide table has one place a row; a long table has one entry a row; a sheet named after an `items` field has one record
a row. The sheets of a workbook add up. See `docs/evidence.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from evalcore.cells import Grid, Row
from evalcore.errors import Place, Problem
from evalcore.filed import Filed, Spot, entries_of
from evalcore.headers import SUBJECT, Header, HeaderReader, squeezed
from evalcore.longtables import long_columns, with_unit

if TYPE_CHECKING:
    from evalcore.standard import EvidenceField, Standard

SEARCHED = 10  # assumed: rows that titles may take above the headers
_NOTES = re.compile(r"说明|须知|示例|字典|notes?|readme|help|instructions", re.IGNORECASE)


def read_tables(standard: Standard, grids: Sequence[Grid]) -> tuple[list[Filed], list[Problem]]:
    """What each place filed, in the order of the rows, and what is wrong with the tables themselves."""
    reader = _Reader(standard)
    filled = [grid for grid in grids if grid.rows]
    for grid in filled:
        reader.read(grid, alone=len(filled) == 1)
    return reader.places(), reader.problems


class _Reader:
    """Collects what places filed over the sheets of one file."""

    def __init__(self, standard: Standard) -> None:
        self.standard, self.headers = standard, HeaderReader.of(standard)
        self.filed: dict[str | None, Filed] = {}
        self.nameless: list[Filed] = []
        self.problems: list[Problem] = []

    def report(self, code: str, place: Place, **params: object) -> None:
        self.problems.append(Problem(code, place, params))

    def place(self, row: Row, head: Row, subject: str | None, spot: Spot, *, must_be_named: bool) -> Filed:
        """What the place that a row is about filed so far; what is wrong with the row as such is a problem of it."""
        if subject is None and must_be_named:
            filed = Filed(None, spot, problems=[Problem("table-row-nameless", spot.place)])
            self.nameless.append(filed)
        else:
            key = None if subject is None else squeezed(subject)
            filed = self.filed.setdefault(key, Filed(subject, spot))
        filed.problems.extend(_misplaced(spot.grid, row, head))
        return filed

    def places(self) -> list[Filed]:
        """The places. Rows of tables that name none belong to the only one there is."""
        named = [filed for key, filed in self.filed.items() if key is not None]
        unnamed = self.filed.get(None)
        if unnamed is not None and len(named) == 1:
            named[0].join(unnamed)
        elif unnamed is not None and named:
            self.report("table-no-subject", unnamed.spot.place, n=len(named))
        elif unnamed is not None:
            named = [unnamed]
        _strangers(named)
        return [*named, *self.nameless]

    # -- what a sheet is -------------------------------------------------------------------------------------------

    def read(self, grid: Grid, *, alone: bool) -> None:
        """Read one sheet, as what its name or its headers say it is."""
        named = self.headers.read(grid.sheet) if grid.sheet else None
        if isinstance(named, Header) and (items := self._items(named)) is not None:
            self._records(grid, named, HeaderReader.of_records(items.columns))
            return
        head = next((row for row in grid.rows[:SEARCHED] if long_columns(row)), None) or _head(self.headers, grid)
        if head is not None:
            columns = long_columns(head)
            if columns is None:
                self._wide(grid, head)
            else:
                self._long(grid, head, columns)
        elif alone:
            self.report("table-no-headers", grid.place(grid.rows[0].number, 1), rows=SEARCHED)
        elif not _NOTES.search(grid.sheet or ""):
            names = [each.label for each in self.standard.evidence.values() if each.type == "items"]
            near = get_close_matches(grid.sheet or "", names, n=1) or names or ["—"]
            self.report("table-sheet-unknown", grid.place(grid.rows[0].number, 1), names="、".join(near))

    def _items(self, header: Header) -> EvidenceField | None:
        declared = self.standard.evidence.get(header.id) if header.section == "evidence" else None
        return declared if declared is not None and declared.type == "items" else None

    # -- headers and the rows below them ---------------------------------------------------------------------------

    def _heads(self, grid: Grid, row: Row, reader: HeaderReader) -> dict[int, Header]:
        """What the columns under a row of headers hold; what is wrong with a header is reported."""
        headers: dict[int, Header] = {}
        for column, name in row.cells.items():
            found = reader.read(name)
            place = grid.place(row.number, column, name)
            if isinstance(found, Problem):
                self.problems.append(replace(found, place=place))
            elif found is not None and found in headers.values():
                other = next(row.cells[known] for known, header in headers.items() if header == found)
                self.report("header-twice", place, header=str(name).strip(), other=str(other).strip())
            elif found is not None:
                headers[column] = found
        return headers

    def _below(self, grid: Grid, head: Row, columns: Mapping[int, object]) -> Iterator[Row]:
        """The rows under the headers that say anything."""
        for row in grid.rows:
            if row.number > head.number and (row.cells.keys() & columns.keys() or row.cells.keys() - head.cells.keys()):
                yield row

    # -- the three kinds -------------------------------------------------------------------------------------------

    def _wide(self, grid: Grid, head: Row) -> None:
        headers = self._heads(grid, head, self.headers)
        subjects = _subjects(headers)
        rows = list(self._below(grid, head, headers))
        if subjects is None and len(rows) > 1:
            self.report("table-no-subject", grid.place(head.number, min(head.cells)), n=len(rows))
            return
        seen: dict[str, Spot] = {}
        for row in rows:
            subject, spot = _subject(grid, row, subjects, head)
            filed = self.place(row, head, subject, spot, must_be_named=subjects is not None)
            first = seen.setdefault(squeezed(subject), spot) if subject else spot
            if first is not spot:
                for one, other in ((first, spot), (spot, first)):
                    filed.problems.append(
                        Problem("table-place-twice", one.place, {"subject": subject, "row": other.row})
                    )
                continue
            filed.add(
                (header, row.cells[column], Spot(grid, row.number, column, head.cells[column]))
                for column, header in headers.items()
                if column in row.cells and header.section != "subject"
            )

    def _long(self, grid: Grid, head: Row, columns: Mapping[str, int]) -> None:
        for column, name in head.cells.items():
            if column not in columns.values() and self.headers.read(name) is not None:
                self.report("table-column-unknown", grid.place(head.number, column, name), header=str(name).strip())
        above = _named_above(grid, head)
        for row in self._below(grid, head, dict.fromkeys(columns.values())):
            cells = {name: row.cells[column] for name, column in columns.items() if column in row.cells}
            spots = {name: Spot(grid, row.number, column, head.cells[column]) for name, column in columns.items()}
            subject, spot = _subject(grid, row, columns.get("subject"), head)
            if subject is None and above is not None:
                subject, spot = above
            filed = self.place(row, head, subject, spot, must_be_named="subject" in columns)
            header = self.headers.read(cells.get("field", ""), cells.get("period"))
            if header is None:
                filed.problems.append(Problem("table-row-without-field", spots["field"].place))
            elif isinstance(header, Problem):
                filed.problems.append(replace(header, place=spots["field"].place))
            else:
                quantity, value = self.headers.quantity(header), cells.get("value")
                if quantity is not None:
                    value = with_unit(quantity, value, cells.get("unit"))
                beside = cells.keys() - {"subject", "field", "value", "unit", *(["period"] if header.period else [])}
                parts = [(header._replace(part=name), cells[name], spots[name]) for name in cells if name in beside]
                filed.add([(header, value, spots["value"]), *parts])

    def _records(self, grid: Grid, items: Header, reader: HeaderReader) -> None:
        head = _head(reader, grid) or grid.rows[0]
        headers = self._heads(grid, head, reader)
        subjects = _subjects(headers)
        for row in self._below(grid, head, headers):
            subject, spot = _subject(grid, row, subjects, head)
            filed = self.place(row, head, subject, spot, must_be_named=subjects is not None)
            record = entries_of(
                (header, row.cells[column], Spot(grid, row.number, column, head.cells[column]))
                for column, header in headers.items()
                if column in row.cells and header.section != "subject"
            )
            filed.records.setdefault(items, []).append(record)


def _strangers(named: Sequence[Filed]) -> None:
    """A place that only has records, beside others that have more: its name is probably misspelt."""
    known = [str(filed.subject) for filed in named if filed.entries]
    for filed in named:
        if known and filed.records and not filed.entries:
            near = get_close_matches(str(filed.subject), known, n=1, cutoff=0.3) or known[:3]
            params = {"subject": filed.subject, "near": "、".join(near)}
            filed.problems.append(Problem("table-place-unknown", filed.spot.place, params))


def _head(reader: HeaderReader, grid: Grid) -> Row | None:
    """The row of headers: of the first rows, the one with most names that are known."""
    rows = grid.rows[:SEARCHED]
    counts = [sum(isinstance(reader.read(cell), Header) for cell in row.cells.values()) for row in rows]
    return rows[counts.index(max(counts))] if max(counts) else None


def _named_above(grid: Grid, head: Row) -> tuple[str, Spot] | None:
    """The place, where a line above the table names it: 单位 in one cell and the name in the next."""
    for row in grid.rows:
        if row.number < head.number and len(row.cells) == 2:
            (_, name), (column, content) = sorted(row.cells.items())
            if squeezed(name).rstrip(":") in SUBJECT:
                return str(content).strip(), Spot(grid, row.number, column, name)
    return None


def _misplaced(grid: Grid, row: Row, head: Row) -> Iterator[Problem]:
    """A row that is longer or shorter than its headers, or holds something under none of them."""
    stray = min(row.cells.keys() - head.cells.keys(), default=None)
    if row.width is not None and head.width is not None and (row.width < head.width or max(row.cells) > head.width):
        params = {"found": row.width, "expected": head.width}
        yield Problem("table-row-length", grid.place(row.number, min(row.width, head.width)), params)
    elif stray is not None:
        yield Problem("table-no-header", grid.place(row.number, stray))


def _subjects(headers: Mapping[int, Header]) -> int | None:
    """The column that names the place."""
    return next((column for column, header in headers.items() if header.section == "subject"), None)


def _subject(grid: Grid, row: Row, column: int | None, head: Row) -> tuple[str | None, Spot]:
    """The place that a row is about, and the cell that names it (else the first cell of the row)."""
    if column is None:
        return None, Spot(grid, row.number, min(row.cells))
    spot = Spot(grid, row.number, column, head.cells[column])
    name = row.cells.get(column)
    return (None if name is None else str(name).strip()), spot
