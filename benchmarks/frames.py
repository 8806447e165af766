"""The places of the job as one table: whole numbers and decimals, or floats as other software hands them out."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.places import Column, columns


def exact(count: int, seed: int = 1) -> pl.DataFrame:
    """Counts as integers, percentages as decimals with two places; documents by title, or 无; null is not filed."""
    return pl.DataFrame([_exact(name, column) for name, column in columns(count, seed).items()])


def _exact(name: str, column: Column) -> pl.Series:
    kind, n = name.split("_")
    found = pl.Series(name, column.values)
    if kind == "share":
        # A decimal is its digits and a scale: 8833 hundredths, not 8833 divided by anything.
        found = found.cast(pl.Decimal(12, 2)) / 100
        found = found.cast(pl.Decimal(12, 2))
    if kind == "paper":
        found = pl.select(
            pl.when(found).then(pl.lit(f"文件〔2011〕{n}号")).otherwise(pl.lit("无")).alias(name)
        ).to_series()
    return pl.select(pl.when(~pl.Series(column.missing)).then(found).alias(name)).to_series()


def floats(frame: pl.DataFrame) -> pl.DataFrame:
    """The same with every number as a float."""
    return frame.with_columns(pl.col(pl.Int64, pl.Decimal).cast(pl.Float64))


def arrays(frame: pl.DataFrame) -> dict[str, NDArray[np.float64]]:
    """The same for NumPy: floats only, NaN where nothing was filed, 1 and 0 for yes and no and for documents."""
    plain = frame.with_columns(pl.col(pl.String) != "无").with_columns(pl.all().cast(pl.Float64))
    return {column.name: column.to_numpy() for column in plain}
