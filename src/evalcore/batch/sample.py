"""A sample of the rows of a part, scored again by another reading: a run stops where the answers differ."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Literal

import polars as pl

from evalcore.batch.jobs import Job
from evalcore.batch.single import score_rows
from evalcore.batch.tables import Part
from evalcore.errors import EngineDisagreement

FEWEST = 5  # assumed: rows of a part that are scored again, however small the share
SOUGHT = 1000  # assumed: up to so many rows, their gaps are sought one by one


def check_sample(
    job: Job, part: Part, decided: Literal["columns", "single"], results: pl.DataFrame, gaps: pl.DataFrame
) -> int:
    """Score some of the rows again and compare; returns how many.

    What the columns engine decided is scored by `scalar`; what was decided one by one is confirmed as `score` confirms.
    Raises `EngineDisagreement` when anything comes out otherwise.
    """
    places = _spread(len(results), job.sample)
    if not places:
        return 0
    some = results[places]
    again = score_rows(job, part.at(part.rows.is_in(some["row"].implode()).arg_true()), confirmed=decided == "single")
    found = gaps_of_rows(gaps, some["row"])
    differences = [*_differences(some, again.results), *_differences(_ordered(found), _ordered(again.gaps))]
    if differences:
        raise EngineDisagreement(decided, "scalar", differences)
    return len(some)


def gaps_of_rows(gaps: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """The gaps of some rows. In each of the pieces that gaps consist of rows ascend, so that few can be sought."""
    if len(rows) > SOUGHT:
        return gaps.filter(pl.col("row").is_in(rows.implode()))
    pieces = gaps["row"].get_chunks()
    sought = pl.lit(pl.concat([rows, rows + 1]))
    ends = pl.select(pl.lit(piece).search_sorted(sought).alias(str(at)) for at, piece in enumerate(pieces))
    found, start = [gaps.clear()], 0
    for piece, column in zip(pieces, ends, strict=True):
        firsts, behind = column[: len(rows)], column[len(rows) :]
        places = zip(firsts, behind, strict=True)
        found.extend(gaps.slice(start + first, end - first) for first, end in places if end > first)
        start += len(piece)
    return pl.concat(found)


def _ordered(gaps: pl.DataFrame) -> pl.DataFrame:
    return gaps.sort("row", "indicator")


def _spread(count: int, share: float) -> list[int]:
    """Positions spread evenly over so many rows."""
    size = min(count, max(FEWEST, ceil(count * share)))
    return [index * count // size for index in range(size)]


def _differences(first: pl.DataFrame, second: pl.DataFrame) -> Iterator[tuple[str, object, object]]:
    """Where two frames of the same rows differ, in anything but which engine decided."""
    if len(first) != len(second):
        yield "rows", len(first), len(second)
        return
    for name in first.columns:
        if name != "engine":
            ones, others = first[name].to_list(), second[name].to_list()
            rows = first["row"].to_list()
            yield from ((f"row {row} {name}", a, b) for row, a, b in zip(rows, ones, others, strict=True) if a != b)
