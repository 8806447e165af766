"""The answers of the job for many places in one form, so that every tool's can be compared before anything is timed."""

from __future__ import annotations

from collections.abc import Iterator
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
    verdict = results["verdict"].to_numpy()
    verdicts = np.stack([results[f"{key}.verdict"].to_numpy() for key in IDS])
    return Answers(verdicts, *_points(results), level, verdict, *(gaps[name].to_numpy() for name in gaps.columns))


def from_evalcore(results: pl.DataFrame, gaps: pl.DataFrame) -> Answers:
    """The answers of evalcore, whose tables give names."""
    order = pl.Enum(["", *(key for key, _, _ in reversed(LEVELS))])
    named = results["level"].fill_null("").cast(order).to_physical()
    undetermined = results["level"].is_null() & results["levels_open"].is_not_null()
    level = np.where(undetermined.to_numpy(), -1, named.to_numpy()).astype(np.int8)
    verdicts = np.stack([_codes(results[f"{key}.verdict"]) for key in IDS])
    listed = gaps.select(
        pl.col("row") - 1,
        pl.col("indicator").cast(pl.Enum(IDS)).to_physical().cast(pl.UInt8),
        pl.col("kind").cast(pl.String).replace_strict({"unmet": UNMET, "missing": UNKNOWN}, return_dtype=pl.UInt8),
        pl.col("points_lost", "points_pending").cast(pl.Float64),
    ).sort("row", "indicator")
    return Answers(
        verdicts, *_points(results), level, _codes(results["verdict"]), *(listed[name].to_numpy() for name in listed.columns)
    )  # fmt: skip


def _points(results: pl.DataFrame) -> Iterator[Floats]:
    for parts in (IDS, CRITERIA):
        for end in ("low", "high"):
            yield np.stack([results[f"{part}.{end}"].cast(pl.Float64).to_numpy() for part in parts])
    for end in ("low", "high"):
        yield results[end].cast(pl.Float64).to_numpy()


def _codes(verdicts: pl.Series) -> Codes:
    return verdicts.cast(pl.Enum(VERDICT_NAMES)).to_physical().cast(pl.UInt8).to_numpy()


def differences(ours: Answers, theirs: Answers) -> list[str]:
    """What two tools answer differently: which answer, in how many of how many cases. Empty when they agree."""
    found = []
    for name, one, other in zip(Answers._fields, ours, theirs, strict=True):
        if one.shape != other.shape:
            found.append(f"{name}: {one.shape} and {other.shape}")
        elif wrong := int(np.count_nonzero(_differ(one, other))):
            found.append(f"{name}: {wrong} of {one.size}")
    return found


def _differ(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.bool_]:
    if one.dtype == np.float64:
        return ~(np.abs(one - other) <= TOLERANCE)  # NaN differs from everything
    return one != other
