"""Long tables, one entry a row: the names of their columns, and figures with their unit in a column of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from evalcore.cells import Row
from evalcore.headers import PARTS, SUBJECT, squeezed

if TYPE_CHECKING:
    from evalcore.standard import Quantity

LONG = {
    **dict.fromkeys(SUBJECT, "subject"),
    **dict.fromkeys(("field", "指标", "字段", "材料项", "项目"), "field"),
    **dict.fromkeys(("value", "填报值", "值", "数值", "内容"), "value"),
    **dict.fromkeys(("unit", "计量单位"), "unit"),
    "年度": "period",
    **PARTS,
}
_BARE_FIGURE = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?")


def long_columns(row: Row) -> dict[str, int] | None:
    """The columns of a long table by what they hold, when a row is its headers: it names a field and a value."""
    columns: dict[str, int] = {}
    for column, cell in row.cells.items():
        name = LONG.get(squeezed(cell))
        if name is not None:
            columns.setdefault(name, column)
    return columns if {"field", "value"} <= columns.keys() else None


def with_unit(quantity: Quantity, cell: object, unit: object) -> object:
    """A bare figure with the unit that stands beside it; any other cell as it is."""
    if unit is None or not quantity.numeric or isinstance(cell, bool):
        return cell
    text = normalize("NFKC", str(cell)).strip()
    return f"{text}{squeezed(unit)}" if _BARE_FIGURE.fullmatch(text) else cell
