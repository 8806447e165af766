"""Excel workbooks (.xlsx, .xlsm) → the rows of their sheets, each cell as the person who filled it in sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from evalcore.cells import Broken, Grid, Row
from evalcore.errors import InputError, Place, Problem
from evalcore.places import path_text, read_bytes

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_SIZE = 100_000_000  # assumed: bytes of a workbook
MAX_UNPACKED = 400_000_000  # assumed: bytes of what is packed in it
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # .xls, and workbooks with a password

# In a number format: text that is shown as it stands, and the figure itself.
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_FIGURE = re.compile(r"General|[0#?](?:[0#?,.]*[0#?])?(?P<thousands>,*)")
_MORE_FIGURE = re.compile(r"[0#?/Ee]")
_INSTRUCTION = re.compile(r"\[[^\]]*\]|_.|\*.")


def read_workbook(path: Path) -> tuple[list[Grid], list[Problem]]:
    """The sheets that are not hidden. Raises `InputError` when there is nothing to read."""
    name = path_text(path)
    content = read_bytes(path, MAX_SIZE)
    if find_spec("openpyxl") is None:
        raise InputError([Problem("workbook-library-missing", Place(name))])
    if content.startswith(_OLD_FORMAT):
        raise InputError([Problem("workbook-old-or-locked", Place(name))])
    _check_size(content, name)
    values = _load(content, name, data_only=True)
    formulas = _load(content, name, data_only=False) if _has_formulas(content) else None
    grids = []
    for sheet in values.worksheets:
        if sheet.sheet_state == "visible":
            written = formulas[sheet.title] if formulas else None
            grids.append(Grid(name, sheet.title, list(_rows(sheet, written))))
    return grids, []


def _check_size(content: bytes, name: str) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise InputError([Problem("workbook-broken", Place(name), {"detail": "zip"})]) from None
    if unpacked > MAX_UNPACKED:
        raise InputError([Problem("file-too-large", Place(name), {"limit": MAX_UNPACKED // 1_000_000})])


def _has_formulas(content: bytes) -> bool:
    with ZipFile(BytesIO(content)) as archive:
        sheets = [member for member in archive.namelist() if "worksheets/" in member]
        return any(re.search(rb"<(?:\w+:)?f[ >/]", archive.read(member)) for member in sheets)


def _load(content: bytes, name: str, *, data_only: bool) -> Workbook:
    from warnings import catch_warnings, simplefilter

    from openpyxl import load_workbook

    try:
        with catch_warnings():
            simplefilter("ignore")  # about styles and drawings that it leaves out
            return load_workbook(BytesIO(content), data_only=data_only)
    except Exception as error:  # noqa: BLE001 - a damaged workbook makes it raise anything at all
        detail = f"{type(error).__name__}: {error}"[:200]
        raise InputError([Problem("workbook-broken", Place(name), {"detail": detail})]) from None


def _rows(sheet: Worksheet, written: Worksheet | None) -> Iterator[Row]:
    """The rows that hold something. Asking for cells would make those between: a far corner could hang it."""
    rows: dict[int, dict[int, object]] = {}
    formulas: Mapping[tuple[int, int], Any] = {} if written is None else written._cells
    for (row, column), cell in sheet._cells.items():
        value = _value(cell, formulas.get((row, column)))
        if value is not None:
            rows.setdefault(row, {})[column] = value
    _fill_merged(sheet, rows)
    return (Row(number, rows[number]) for number in sorted(rows))


def _fill_merged(sheet: Worksheet, rows: dict[int, dict[int, object]]) -> None:
    """Cells merged downwards say the same for each of their rows, such as the name of a place over its figures."""
    for merged in sheet.merged_cells.ranges:
        first = rows.get(merged.min_row, {}).get(merged.min_col)
        if merged.min_col == merged.max_col and first is not None:
            for number in [row for row in rows if merged.min_row < row <= merged.max_row]:
                rows[number].setdefault(merged.min_col, first)


def _value(cell: Cell | MergedCell, written: Cell | None) -> object:
    """A cell's value; text that is blank is None."""
    value = cell.value
    if value is None and written is not None and written.data_type == "f":
        return Broken(_formula(written.value), "value-not-calculated")
    if cell.data_type == "e":
        return Broken(str(value), "value-error-cell")
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return as_shown(value, cell.number_format)
    return value if value is None or isinstance(value, bool | date) else str(value)


def _formula(value: object) -> str:
    return str(getattr(value, "text", value))  # array formulas are objects


def as_shown(value: float, number_format: str) -> object:
    """A number as its format shows it: 0.9 as a percentage is 90%, 8.9 with 万元 behind it is 8.9万元.

    How many decimals are shown makes no difference: the cell holds the exact figure. A comma behind the figure shows it
    in thousands.
    """
    shown = number_format.split(";", maxsplit=1)[0]
    plain = _INSTRUCTION.sub("", _LITERAL.sub("", shown))
    exact = Decimal(repr(value))
    if "%" in plain and exact.is_finite():
        return f"{_decimal(exact * 100)}%"
    figure = _FIGURE.search(shown)
    if figure is None or not exact.is_finite():
        return value
    behind = _INSTRUCTION.sub("", shown[figure.end() :])
    unit = _LITERAL.sub(lambda found: found[1] or found[2] or "", behind).strip()
    if not unit or _MORE_FIGURE.search(_LITERAL.sub("", behind)):
        return value
    return f"{_decimal(exact.scaleb(-3 * len(figure['thousands'] or '')))}{unit}"


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
