"""Wide tables on a sheet of a workbook. Each cell keeps its type: a number is no title, and a text no number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from evalcore.batch.mixed import series_of
from evalcore.batch.tables import Broken, Fault, Part, Table, behind, unusable
from evalcore.cells import Broken as BrokenCell
from evalcore.cells import Grid, Row
from evalcore.errors import Problem
from evalcore.workbooks import read_workbook


def open_workbook(path: Path, sheet: str | None = None) -> Table:
    """The table on a sheet; without a name there must be only one sheet that holds something. Raises `InputError`."""
    grid = _chosen(path, [grid for grid in read_workbook(path)[0] if grid.rows], sheet)
    # A title may stand above the headers; it fills one cell only.
    head = next((row for row in grid.rows if len(row.cells) > 1), grid.rows[0])
    width = max(max(row.cells) for row in grid.rows)
    names = tuple(str(head.cells.get(column, "")).strip() for column in range(1, width + 1))
    whole = _part([row for row in grid.rows if row.number > head.number], head.number, width)

    def blocks(start: int, _: int) -> Iterator[Part]:
        yield behind(whole, start)

    dtypes = tuple(whole.cells.dtypes)
    return Table(grid.source, names, dtypes, whole.size, blocks, sheet=grid.sheet, first=head.number)


def _chosen(path: Path, grids: list[Grid], sheet: str | None) -> Grid:
    sheets = ", ".join(grid.sheet or "" for grid in grids)
    if not grids:
        raise unusable("batch-no-columns", path)
    if sheet is None and len(grids) > 1:
        raise unusable("batch-which-sheet", path, sheets=sheets)
    found = next((grid for grid in grids if sheet in (None, grid.sheet)), None)
    if found is None:
        raise unusable("batch-sheet-not-found", path, sheet=sheet, sheets=sheets)
    return found


def _part(rows: list[Row], first: int, width: int) -> Part:
    """The rows. A formula that was never calculated, or an error, makes its row unreadable."""
    whole, broken = [], []
    for row in rows:
        found = [row.cells.get(at) for at in range(1, width + 1)]
        bad = [(at, cell) for at, cell in enumerate(found) if isinstance(cell, BrokenCell)]
        if bad:
            faults = tuple(Fault(Problem(cell.code, params={"raw": str(cell)}), at) for at, cell in bad)
            readable = tuple(None if isinstance(cell, BrokenCell) else cell for cell in found)
            broken.append(Broken(row.number - first, faults, readable))
        else:
            whole.append(row)
    cells = pl.DataFrame([series_of(str(at - 1), [row.cells.get(at) for row in whole]) for at in range(1, width + 1)])
    return Part(pl.Series([row.number - first for row in whole], dtype=pl.Int64), cells, tuple(broken))
