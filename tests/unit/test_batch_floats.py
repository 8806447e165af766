"""Floats from other software are their shortest decimals, and rows with them are carried by columns."""

from __future__ import annotations

import polars as pl

from benchmarks import job
from evalcore.batch.frames import score_frame
from evalcore.loader import load_standard


def test_every_percentage_with_two_decimals_is_carried() -> None:
    standard = load_standard(job.standard("points"))
    figures = [hundredths / 100 for hundredths in range(10_001)]
    from_floats = score_frame(standard, pl.DataFrame({"share_1": figures}))
    decimals = pl.DataFrame({"share_1": [f"{figure:.2f}" for figure in figures]})
    from_decimals = score_frame(standard, decimals.cast(pl.Decimal(5, 2)))
    assert from_floats.report.engines == {"columns": len(figures)}
    assert from_floats.results.equals(from_decimals.results)
