"""The answers of the job for many places in one form, so that every tool's can be compared before anything is timed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.job import LEVELS
from evalcore.answers import VERDICT_NAMES

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]

NOT_APPLICABLE, MET, UNMET, UNKNOWN = range(4)  # as `evalcore.answers` numbers them
IDS = [f"{group}.{n}" for group in range(1, 7) for n in range(1, 11)]
CRITERIA = [str(group) for group in range(1, 7)]
FULL = [1.5] * 40 + [2.0] * 20
GAPS = ("row", "indicator", "kind", "lost", "pending")
TOLERANCE = 1e-9  # of points: what floats may be off


class Answers(NamedTuple):
    """Everything asked for, of n places: `verdicts`, `low` and `high` are 60 × n, the points of criteria 6 × n.

    `level` counts from the lowest (1) up, 0 where none is reached and -1 while it is undetermined. The gaps are every
    indicator that is unmet or unknown (`gap_kind`), by place and in the order of the sheet.
    """

    verdicts: Codes
    low: Floats
    high: Floats
    criteria_low: Floats
    criteria_high: Floats
    total_low: Floats
    total_high: Floats
    level: NDArray[np.int8]
    verdict: Codes
    gap_row: NDArray[np.int64]
    gap_indicator: Codes
    gap_kind: Codes
    gap_lost: Floats
    gap_pending: Floats


class Tables(NamedTuple):
    """The same as two tables: a row a place, with columns `2.1.verdict`, `2.1.low` …, and a row a gap."""

    results: pl.DataFrame
    gaps: pl.DataFrame


def from_tables(tables: Tables) -> Answers:
    """The answers of a tool that gives codes: verdicts as above, levels as numbers, indicators by position."""
    results, gaps = tables
    level = results["level"].fill_null(-1).cast(pl.Int8).to_numpy()
    return _answers(results, level, gaps.select(GAPS))


def from_evalcore(results: pl.DataFrame, gaps: pl.DataFrame) -> Answers:
    """The answers of evalcore, whose tables give names."""
    order = pl.Enum(["", *(key for key, _, _ in reversed(LEVELS))])
    named = results["level"].cast(pl.String).fill_null("").cast(order).to_physical().cast(pl.Int8).to_numpy()
    undetermined = results["level"].is_null() & results["levels_open"].is_not_null()
    listed = gaps.select(
        row=pl.col("row") - 1,
        indicator=pl.col("indicator").cast(pl.Enum(IDS)).to_physical().cast(pl.UInt8),
        kind=pl.col("kind").cast(pl.String).replace_strict({"unmet": UNMET, "missing": UNKNOWN}, return_dtype=pl.UInt8),
        lost=pl.col("points_lost").cast(pl.Float64),
        pending=pl.col("points_pending").cast(pl.Float64),
    ).sort("row", "indicator")
    return _answers(results, np.where(undetermined.to_numpy(), np.int8(-1), named), listed)


def _answers(results: pl.DataFrame, level: NDArray[np.int8], gaps: pl.DataFrame) -> Answers:
    return Answers(
        verdicts=np.stack([_codes(results[f"{key}.verdict"]) for key in IDS]),
        low=_points(results, "low", IDS),
        high=_points(results, "high", IDS),
        criteria_low=_points(results, "low", CRITERIA),
        criteria_high=_points(results, "high", CRITERIA),
        total_low=_floats(results["low"]),
        total_high=_floats(results["high"]),
        level=level,
        verdict=_codes(results["verdict"]),
        gap_row=gaps["row"].to_numpy(),
        gap_indicator=gaps["indicator"].to_numpy(),
        gap_kind=gaps["kind"].to_numpy(),
        gap_lost=gaps["lost"].to_numpy(),
        gap_pending=gaps["pending"].to_numpy(),
    )


def _points(results: pl.DataFrame, end: str, parts: Sequence[str]) -> Floats:
    return np.stack([_floats(results[f"{part}.{end}"]) for part in parts])


def _floats(points: pl.Series) -> Floats:
    return points.cast(pl.Float64).to_numpy()


def _codes(verdicts: pl.Series) -> Codes:
    """Codes as they are, or names as evalcore numbers them."""
    if not verdicts.dtype.is_numeric():
        verdicts = verdicts.cast(pl.Enum(VERDICT_NAMES)).to_physical()
    return verdicts.cast(pl.UInt8).to_numpy()


def differences(ours: Answers, theirs: Answers) -> list[str]:
    """What two tools answer differently: which answer, in how many of how many cases. Empty when they agree."""
    found = []
    others = theirs._asdict()
    for name, one in ours._asdict().items():
        other = others[name]
        if one.shape != other.shape:
            found.append(f"{name}: {one.shape} and {other.shape}")
        elif wrong := int(np.count_nonzero(_differ(one, other))):
            found.append(f"{name}: {wrong} of {one.size}")
    return found


def _differ(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = np.abs(one - other) <= TOLERANCE if one.dtype == np.float64 else one == other
    return ~same  # NaN differs from everything
