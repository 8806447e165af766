"""Columns whose cells are of several types, as people fill in sheets: 30, 近30, 是, a date.

A number is no title and a text no number, so that each cell keeps its type: such a column is a struct with a field for
each type, of which a cell fills one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from numbers import Integral
from typing import Any

import polars as pl

from evalcore.figures import shortest
from evalcore.values import HALF_CHARACTER

KINDS: Mapping[str, Any] = {
    "text": pl.String(),
    "truth": pl.Boolean(),
    "whole": pl.Int64(),
    "float": pl.Float64(),
    "figure": pl.Binary(),  # its digits, as bytes: nothing takes them for a text
    "day": pl.Date(),
    "moment": pl.Datetime("us"),
}
MIXED = pl.Struct(KINDS)
# The first that fits: a truth is also an `int` to Python, and a moment a `date`.
_TYPES: Mapping[type, str] = {
    str: "text",
    bool: "truth",
    int: "whole",
    Integral: "whole",
    float: "float",
    Decimal: "figure",
    datetime: "moment",
    date: "day",
}
_FITTED: Mapping[str, Callable[[Any], object]] = {
    "text": lambda value: str(value) if value.isprintable() else HALF_CHARACTER.sub("\ufffd", value),
    "truth": bool,
    "whole": int,
    "float": float,
    "figure": lambda value: str(value).encode(),
    "day": lambda value: value,
    "moment": lambda value: datetime.combine(value.date(), value.time()),  # other software has finer ones
}


def series_of(name: str, values: Sequence[object]) -> pl.Series:
    """Values as a column: of their type where they share one, else mixed; of objects where some are of no known type."""
    kinds = {type_: _kind(type_) for type_ in set(map(type, values)) if type_ is not type(None)}
    if None in kinds.values():
        return pl.Series(name, values, dtype=pl.Object)
    cells = [None if value is None else _cell(kinds[type(value)], value) for value in values]
    found = {cell[0] for cell in cells if cell is not None} or {"text"}
    if len(found) == 1 and "figure" not in found:
        return pl.Series(name, [cell and cell[1] for cell in cells], dtype=KINDS[found.pop()])
    return pl.Series(name, [None if cell is None else dict([cell]) for cell in cells], dtype=MIXED)


def _kind(type_: type) -> str | None:
    named = "bool" if type_.__name__ == "bool_" else type_.__name__  # as NumPy calls them
    if named == "bool":
        return "truth"
    return next((kind for known, kind in _TYPES.items() if issubclass(type_, known)), None)


def _cell(kind: str | None, value: object) -> tuple[str, object]:
    assert kind is not None
    if kind == "whole" and not -(2**63) <= int(value) < 2**63:  # type: ignore[call-overload]  # it is an integer
        kind = "figure"
    return kind, _FITTED[kind](value)


def pieces(cells: pl.Series) -> Iterator[pl.Series]:
    """The cells of a mixed column by type, null where they are of another: the texts, and what else there is."""
    for kind in KINDS:
        piece = cells.struct.field(kind)
        if kind == "text" or piece.null_count() < len(piece):
            yield piece


def value_of(cell: Mapping[str, Any]) -> object:
    """A cell of a mixed column as it was."""
    kind, value = next((kind, value) for kind, value in cell.items() if value is not None)
    return shortest(Decimal(value.decode())) if kind == "figure" else value


def figures_in(cells: pl.Series) -> pl.Series:
    """The texts and numbers of a mixed column, as text."""
    fields = (cells.struct.field(kind) for kind in ("text", "whole", "float", "figure"))
    return pl.select(pl.coalesce(pl.lit(field.cast(pl.String)) for field in fields)).to_series()
