"""Tables of other libraries: what their columns are called, and their cells as Polars holds them.

Names may repeat: which column is meant is for the headers to say, so that cells go by position.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

import polars as pl
import pyarrow as pa

from evalcore.batch.mixed import series_of
from evalcore.batch.tables import positional
from evalcore.errors import EvidenceError, Problem


class Named(NamedTuple):
    """The names of columns, and their cells."""

    names: tuple[str, ...]
    cells: pl.DataFrame


def named(frame: object) -> Named:
    """The columns of a Polars, pandas or Arrow table. Raises `InputError` for other things."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pl.DataFrame):
        return Named(tuple(frame.columns), positional(frame))
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(frame, pandas.DataFrame):
        return _of_pandas(frame)
    try:
        if not hasattr(frame, "__arrow_c_stream__"):
            raise TypeError
        return of_arrow(pa.table(frame))
    except (TypeError, ValueError, pa.ArrowException):  # such as a column alone
        raise EvidenceError([Problem("batch-not-a-table", params={"found": type(frame).__name__})]) from None


def of_arrow(table: pa.Table) -> Named:
    """The columns of an Arrow table."""
    positions = [str(at) for at in range(table.num_columns)]
    return Named(tuple(table.column_names), pl.DataFrame(table.rename_columns(positions)))


def _of_pandas(frame: Any) -> Named:
    """The columns, behind those that its index is made of: levels with a name are data, others only count rows."""
    levels = [at for at, name in enumerate(frame.index.names) if name is not None]
    if levels:
        frame = frame.reset_index(level=levels, allow_duplicates=True)
    columns = [_column(str(at), frame.iloc[:, at]) for at in range(frame.shape[1])]
    return Named(tuple(map(str, frame.columns)), pl.DataFrame(columns))


def _texts(column: Any) -> pl.Series | None:
    """A column of objects that are all texts, as most are; faster than one by one."""
    try:
        found = pa.array(column, from_pandas=True)
    except (
        ArithmeticError,
        TypeError,
        ValueError,
    ):  # of several types, or with half a character; those of Arrow are among them
        return None
    return pl.Series(found) if pa.types.is_string(found.type) else None


def _column(name: str, column: Any) -> pl.Series:
    """A column; of objects, which no field can be read from, where nothing else can hold it."""
    if column.dtype == object:
        if (texts := _texts(column)) is not None:
            return texts.alias(name)
        objects = series_of(name, column.where(column.notna(), None).tolist())
        if objects.dtype != pl.Object:
            return objects
    try:
        return pl.Series(name, pl.from_pandas(column))
    except Exception:  # noqa: BLE001 - cells may be anything at all
        return pl.Series(name, column.tolist(), dtype=pl.Object)
