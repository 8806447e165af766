"""What the summary counts, kept part by part, so that nothing else of a part need be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from evalcore.batch.jobs import Job
from evalcore.batch.near import near_misses
from evalcore.batch.parts import Batch
from evalcore.batch.tables import Part
from evalcore.standard import Criterion, Indicator, Standard


class Tally(BaseModel):
    """Counts over some rows.

    `levels` by level, `level_open` where it is undetermined; `blocked` by the topmost part of the standard that keeps a
    place from the title; `gaps` by indicator and kind; `assumed` by indicator whose threshold is ours, where
    it applies or may; `near` by the position of a threshold; `files` written, by the folder they are in.
    """

    model_config = ConfigDict(extra="forbid")

    rows: int = 0
    scored: int = 0
    rejected: int = 0
    sample: int = 0
    gap_rows: int = 0
    level_open: int = 0
    engines: Counter[str] = Field(default_factory=Counter)
    verdicts: Counter[str] = Field(default_factory=Counter)
    levels: Counter[str] = Field(default_factory=Counter)
    blocked: Counter[str] = Field(default_factory=Counter)
    gaps: dict[str, Counter[str]] = Field(default_factory=dict)
    assumed: Counter[str] = Field(default_factory=Counter)
    near: Counter[int] = Field(default_factory=Counter)
    files: Counter[str] = Field(default_factory=Counter)

    def __add__(self, other: Tally) -> Tally:
        sums = {name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields if name != "gaps"}
        both = (*self.gaps, *other.gaps)
        gaps = {leaf: self.gaps.get(leaf, Counter()) + other.gaps.get(leaf, Counter()) for leaf in both}
        return Tally(**sums, gaps=gaps)


def tally_of(job: Job, part: Part, batch: Batch) -> Tally:
    """The counts of one part."""
    results, gaps, report = batch.results, batch.compact.gaps, batch.report
    points = job.plan.score is not None
    kinds: dict[str, Counter[str]] = {}
    for leaf, kind, count in gaps.group_by("indicator", "kind", maintain_order=True).len().iter_rows():
        kinds.setdefault(str(leaf), Counter())[str(kind)] = count
    return Tally(
        rows=report.rows,
        scored=report.scored,
        rejected=report.rejected,
        sample=report.sample,
        gap_rows=len(gaps),
        level_open=results["levels_open"].count() if points else 0,
        engines=Counter(report.engines),
        verdicts=_counts(results["verdict"]),
        levels=_counts(results["level"].drop_nulls()) if points else Counter(),
        blocked=most_lost(job.standard, results) if points else _unmet(job.standard, results),
        gaps=kinds,
        assumed=_assumed(job.standard, results),
        near=near_misses(job, part, results),
    )


def _counts(values: pl.Series) -> Counter[str]:
    return Counter({str(value): count for value, count in values.value_counts().iter_rows()})


def topmost(standard: Standard) -> Sequence[Criterion | Indicator]:
    """The parts that the whole falls into: below a single heading, those under it."""
    parts: Sequence[Criterion | Indicator] = standard.children
    while len(parts) == 1 and isinstance(parts[0], Criterion):
        parts = parts[0].children
    return parts


def _unmet(standard: Standard, results: pl.DataFrame) -> Counter[str]:
    """Of the places that do not meet the standard: how many have each topmost part unmet."""
    unmet = results.filter(pl.col("verdict") == "unmet")
    return Counter({top.id: int((unmet[f"{top.id}.verdict"] == "unmet").sum()) for top in topmost(standard)})


def _assumed(standard: Standard, results: pl.DataFrame) -> Counter[str]:
    """On how many places each indicator tells whose threshold is ours."""
    ours = [leaf.id for leaf in standard.leaves() if leaf.authority == "assumed"]
    return Counter({leaf: int((results[f"{leaf}.verdict"] != "not_applicable").sum()) for leaf in ours})


def most_lost(standard: Standard, results: pl.DataFrame) -> Counter[str]:
    """Of the places that do not reach the title: in how many each topmost part has lost the most points for certain.

    An indicator whose points have no end has lost none.
    """
    weighed = _weights(standard)
    read = [f"{leaf.id}.{answer}" for _, leaf, _ in weighed for answer in ("high", "verdict")]
    unmet = results.lazy().filter(pl.col("verdict") == "unmet").select(read).collect()
    best = {leaf.id: _whole(unmet[f"{leaf.id}.high"]) for _, leaf, _ in weighed}
    unit = lcm(*(unit for _, unit in best.values()), *(standard.full(leaf).denominator for _, leaf, _ in weighed))
    lost: dict[str, pl.Expr] = {}
    for top, leaf, weight in weighed:
        points, own = best[leaf.id]
        lacking = (_int(standard.full(leaf) * unit) - pl.lit(points) * _int(unit // own)).clip(lower_bound=_int(0))
        applies = pl.lit(unmet[f"{leaf.id}.verdict"]) != "not_applicable"
        short = pl.when(applies).then(lacking).fill_null(_int(0))
        lost[top] = lost.get(top, _int(0)) + short * _int(weight)
    sums = unmet.select(each.alias(top) for top, each in lost.items())
    most = sums.max_horizontal()
    return Counter({top: int(((sums[top] == most) & (most > 0)).sum()) for top in sums.columns})


def _int(value: Fraction | int) -> pl.Expr:
    return pl.lit(int(value), dtype=pl.Int128)


def _whole(points: pl.Series) -> tuple[pl.Series, int]:
    """Points as multiples of one part of a point, and how many of these a point has."""
    if isinstance(points.dtype, pl.Decimal):
        return points.to_physical(), int(10**points.dtype.scale)
    exact = [None if value is None else Fraction(value) for value in points]
    unit = lcm(*(value.denominator for value in exact if value is not None))
    return pl.Series([None if value is None else int(value * unit) for value in exact], dtype=pl.Int128), unit


def _weights(standard: Standard) -> list[tuple[str, Indicator, int]]:
    """Each indicator under its topmost part, with how often its points count in the whole, all by one factor."""
    found: list[tuple[str, Indicator, Fraction]] = []

    def walk(part: Criterion | Indicator, top: str, weight: Fraction) -> None:
        if isinstance(part, Indicator):
            found.append((top, part, weight * part.weight))
        else:
            for child in part.children:
                walk(child, top, weight * part.weight)

    for part in topmost(standard):
        walk(part, part.id, Fraction(1))
    unit = lcm(*(weight.denominator for _, _, weight in found))
    return [(top, leaf, int(weight * unit)) for top, leaf, weight in found]
