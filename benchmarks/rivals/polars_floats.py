"""The job in hand-written Polars: floats, null for what was not filed, Kleene's logic as Polars has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from benchmarks.job import LARGE, LEVELS, RANGES, RATE_LINES, TARGETS, TIERS
from benchmarks.rivals.answers import FULL, IDS, MET, NOT_APPLICABLE, UNKNOWN, UNMET, Tables

PASS_LINE = LEVELS[-1][2]
Leaf = tuple[pl.Expr, pl.Expr]  # verdict, points; points are null while they are open


def score(frame: pl.DataFrame) -> Tables:
    """The job for all places at once."""
    found = [
        (verdict.alias(f"{key}.verdict"), points.alias(f"{key}.points"))
        for key, (verdict, points) in zip(IDS, leaves(), strict=True)
    ]
    results = (
        frame.lazy()
        .select(each for leaf in found for each in leaf)
        .select(pl.col("^.*verdict$"), *low_and_high())
        .with_columns(
            total(f"{n}.{end}", IDS[10 * n - 10 : 10 * n], end) for n in range(1, 7) for end in ("low", "high")
        )
        # Points have four decimals; without rounding a sum that is 80 could come out as 79.99999999999999.
        .with_columns(total(end, [str(n) for n in range(1, 7)], end).round(4) for end in ("low", "high"))
        .with_columns(level(), outcome())
        .collect()
    )
    return Tables(results, gaps(results))


def leaves() -> Iterator[Leaf]:
    """The indicators, in the order of the sheet."""
    done = [pl.col(f"done_{n}") for n in range(1, 11)]
    paper = [pl.col(f"paper_{n}") != "无" for n in range(1, 11)]
    amount = [pl.col(f"amount_{n}") for n in range(1, 11)]
    share = [pl.col(f"share_{n}") for n in range(1, 11)]
    for n, line in enumerate(RATE_LINES, 1):
        yield all_or_nothing(rate_reaches(pl.col(f"part_{n}"), pl.col(f"whole_{n}"), line), 1.5)
    for value, target in zip(amount, TARGETS, strict=True):
        yield graded(pl.min_horizontal((value * (1.5 / target * 10_000) + 0.5).floor() / 10_000, 1.5), value)
    for value, (least, _) in zip(share, RANGES, strict=True):
        yield graded(tiers(value, least), value)
    for has in paper:
        yield all_or_nothing(has, 1.5)
    for has in done[:5]:
        yield all_or_nothing(has, 2)
    for one, other in zip(done[5:], paper[5:], strict=True):
        yield all_or_nothing(one | other, 2)
    for n in range(3):
        yield all_or_nothing(paper[n] & (amount[n] >= TARGETS[n] // 2), 2)
    for n in range(3, 7):
        yield all_or_nothing(two_of([done[n], paper[n], done[n + 1], paper[n + 1]]), 2)
    for n in range(7, 10):
        yield for_large(pl.col(f"whole_{n + 1}") >= LARGE, done[n] & (share[n] >= RANGES[n][0]))


def all_or_nothing(met: pl.Expr, full: float) -> Leaf:
    return code(met), met.cast(pl.Float64) * full


def code(met: pl.Expr) -> pl.Expr:
    """A verdict: met, unmet, or unknown where it is null."""
    return (UNMET - met.cast(pl.UInt8)).fill_null(UNKNOWN)


def rate_reaches(part: pl.Expr, whole: pl.Expr, line: int) -> pl.Expr:
    """At least so many percent; no rate where there is nothing to divide by or the part is above the whole."""
    return pl.when((whole > 0) & (part <= whole)).then(100 * part >= line * whole)


def tiers(value: pl.Expr, least: float) -> pl.Expr:
    """The points of the first band whose lower bound is reached."""
    first, second, third = ((least + above, float(points)) for above, points in TIERS)
    return (
        pl.when(value >= first[0]).then(first[1])
        .when(value >= second[0]).then(second[1])
        .when(value >= third[0]).then(third[1])
        .otherwise(0.0)
    )  # fmt: skip


def graded(points: pl.Expr, value: pl.Expr) -> Leaf:
    """Points that say the verdict themselves: met when full; open where the value is null."""
    known = pl.when(value.is_not_null()).then(points)
    return code(known >= 1.5), known


def two_of(conditions: Sequence[pl.Expr]) -> pl.Expr:
    yes = pl.sum_horizontal(each.fill_null(value=False) for each in conditions)
    possible = pl.sum_horizontal(each.fill_null(value=True) for each in conditions)
    return pl.when(yes >= 2).then(statement=True).when(possible < 2).then(statement=False)


def for_large(large: pl.Expr, met: pl.Expr) -> Leaf:
    """Only for places of a certain size; one that is not earns full points, one of unknown size is open unless met."""
    verdict = pl.when(large).then(code(met)).when(~large).then(NOT_APPLICABLE).otherwise(UNKNOWN).cast(pl.UInt8)
    counts = pl.when(large).then(met).otherwise(~large | pl.when(met).then(statement=True))
    return verdict, counts.cast(pl.Float64) * 2


def low_and_high() -> Iterator[pl.Expr]:
    for key, full in zip(IDS, FULL, strict=True):
        yield pl.col(f"{key}.points").fill_null(0.0).alias(f"{key}.low")
        yield pl.col(f"{key}.points").fill_null(full).alias(f"{key}.high")


def total(name: str, parts: Sequence[str], end: str) -> pl.Expr:
    return pl.sum_horizontal(f"{part}.{end}" for part in parts).alias(name)


def level() -> pl.Expr:
    """How many levels are reached, from the lowest up; null while it is undetermined."""
    surely, possibly = (pl.sum_horizontal(pl.col(end) >= line for _, _, line in LEVELS) for end in ("low", "high"))
    return pl.when(surely == possibly).then(surely).cast(pl.Int8).alias("level")


def outcome() -> pl.Expr:
    """The pass level, and no veto."""
    first, second = pl.col("1.1.verdict"), pl.col("4.1.verdict")
    unmet = (first == UNMET) | (second == UNMET) | (pl.col("high") < PASS_LINE)
    met = (first == MET) & (second == MET) & (pl.col("low") >= PASS_LINE)
    return pl.when(unmet).then(UNMET).when(met).then(MET).otherwise(UNKNOWN).cast(pl.UInt8).alias("verdict")


def gaps(results: pl.DataFrame) -> pl.DataFrame:
    """Every indicator that is unmet or unknown: place, indicator, kind, points lost, points pending."""
    rows = results.lazy().with_row_index("row")
    found = [
        rows.filter(pl.col(f"{key}.verdict") >= UNMET).select(
            "row",
            pl.lit(index, pl.UInt8).alias("indicator"),
            pl.col(f"{key}.verdict").alias("kind"),
            (full - pl.col(f"{key}.high")).alias("lost"),
            (pl.col(f"{key}.high") - pl.col(f"{key}.low")).alias("pending"),
        )
        for index, (key, full) in enumerate(zip(IDS, FULL, strict=True))
    ]
    return pl.concat(found).sort("row", maintain_order=True).collect()
