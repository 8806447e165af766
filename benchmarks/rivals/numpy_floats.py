"""The job in straight NumPy: one float64 array a field, NaN where nothing was filed, every indicator a few array operations.

Percentages are in percent, documents and yes/no are 1.0 and 0.0. What comes out is laid out by indicator, so that each
operation runs along memory; the gap list is in the order of the places and, within one, of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.job import LARGE, LEVELS, RANGES, RATE_LINES, TARGETS, TIERS
from benchmarks.rivals.answers import FULL, MET, NOT_APPLICABLE, UNKNOWN, UNMET, Answers, Codes, Floats

Truths = NDArray[np.bool_]
Leaf = tuple[Codes, Floats, Floats]  # verdict, points at worst and at best

PASS_LINE = LEVELS[-1][2]


def score(filed: Mapping[str, Floats]) -> Answers:
    """The job for all places at once."""
    size = len(filed["whole_1"])
    verdicts, low, high = np.empty((60, size), np.uint8), np.empty((60, size)), np.empty((60, size))
    with np.errstate(invalid="ignore"):  # NaN compares as false, which is what is meant
        for index, (verdict, least, most) in enumerate(leaves(filed)):
            verdicts[index], low[index], high[index] = verdict, least, most
    criteria_low = np.stack([low[start : start + 10].sum(axis=0) for start in range(0, 60, 10)])
    criteria_high = np.stack([high[start : start + 10].sum(axis=0) for start in range(0, 60, 10)])
    # Points have four decimals; without this a sum that is 80 could come out as 79.99999999999999.
    total_low = criteria_low.sum(axis=0).round(4)
    total_high = criteria_high.sum(axis=0).round(4)
    level, surely = reached(total_high), reached(total_low)
    level[level != surely] = -1
    return Answers(
        verdicts, low, high, criteria_low, criteria_high, total_low, total_high, level,
        outcome(verdicts, total_low, total_high), *gaps(verdicts, low, high),
    )  # fmt: skip


def leaves(filed: Mapping[str, Floats]) -> Iterator[Leaf]:
    """Verdict, points at worst and points at best of each indicator, in the order of the sheet."""
    done = [filed[f"done_{n}"] for n in range(1, 11)]
    paper = [filed[f"paper_{n}"] for n in range(1, 11)]
    for n, line in enumerate(RATE_LINES, 1):
        yield rate(filed[f"part_{n}"], filed[f"whole_{n}"], line)
    for n, target in enumerate(TARGETS, 1):
        yield proportional(filed[f"amount_{n}"], target)
    for n, (least, _) in enumerate(RANGES, 1):
        yield tiers(filed[f"share_{n}"], least)
    for has in paper:
        yield all_or_nothing(has == 1, has == 0, 1.5)
    for has in done[:5]:
        yield all_or_nothing(has == 1, has == 0, 2)
    for one, other in zip(done[5:], paper[5:], strict=True):
        yield all_or_nothing((one == 1) | (other == 1), (one == 0) & (other == 0), 2)
    for n in range(1, 4):
        amount, line = filed[f"amount_{n}"], TARGETS[n - 1] // 2
        yield all_or_nothing((paper[n - 1] == 1) & (amount >= line), (paper[n - 1] == 0) | (amount < line), 2)
    for n in range(4, 8):
        yield two_of([done[n - 1], paper[n - 1], done[n], paper[n]])
    for n in range(8, 11):
        yield for_large(filed[f"whole_{n}"], done[n - 1], filed[f"share_{n}"], RANGES[n - 1][0])


def all_or_nothing(met: Truths, unmet: Truths, full: float) -> Leaf:
    """Full points if met, none if unmet, open otherwise; never both."""
    return code(met, unmet), met * np.float64(full), full - unmet * np.float64(full)


def code(met: Truths, unmet: Truths) -> Codes:
    """The verdict: met, unmet, or unknown where it is neither."""
    found: Codes = UNKNOWN - 2 * met.view(np.uint8) - unmet.view(np.uint8)
    return found


def rate(part: Floats, whole: Floats, line: float) -> Leaf:
    """At least so many percent; no rate where there is nothing to divide by or the part is above the whole."""
    sound = (whole > 0) & (part <= whole)
    over = 100 * part >= line * whole
    return all_or_nothing(sound & over, sound & ~over, 1.5)


def proportional(amount: Floats, target: float) -> Leaf:
    """Points in proportion to the target, half up to four decimals; met with full points."""
    points = np.minimum(np.floor(amount * (1.5 / target * 10_000) + 0.5) / 10_000, 1.5)
    return graded(points)


def tiers(share: Floats, least: float) -> Leaf:
    """The points of the first band whose lower bound is reached."""
    points = np.where(np.isnan(share), share, 0.0)
    for above, worth in reversed(TIERS):
        points[share >= least + above] = float(worth)
    return graded(points)


def graded(points: Floats) -> Leaf:
    """Points that say the verdict themselves: met when full; NaN is unknown."""
    unknown = np.isnan(points)
    return code(points >= 1.5, points < 1.5), np.where(unknown, 0.0, points), np.where(unknown, 1.5, points)


def two_of(fields: list[Floats]) -> Leaf:
    """At least two of them."""
    yes: Codes = np.sum([field == 1 for field in fields], axis=0, dtype=np.uint8)
    no: Codes = np.sum([field == 0 for field in fields], axis=0, dtype=np.uint8)
    return all_or_nothing(yes >= 2, no > len(fields) - 2, 2)


def for_large(whole: Floats, done: Floats, share: Floats, line: float) -> Leaf:
    """Only for places of a certain size; one that is not earns full points, one of unknown size is open unless met."""
    met, unmet = (done == 1) & (share >= line), (done == 0) | (share < line)
    large, small = whole >= LARGE, whole < LARGE
    verdict, _, _ = all_or_nothing(large & met, large & unmet, 2)
    verdict[small] = NOT_APPLICABLE
    _, low, high = all_or_nothing(small | met, large & unmet, 2)
    return verdict, low, high


def reached(total: Floats) -> NDArray[np.int8]:
    """How many levels, from the lowest up."""
    level = np.zeros(len(total), np.int8)
    for _, _, line in LEVELS:
        level += total >= line
    return level


def outcome(verdicts: Codes, low: Floats, high: Floats) -> Codes:
    """The pass level, and no veto."""
    first, second = verdicts[0], verdicts[30]
    unmet = (first == UNMET) | (second == UNMET) | (high < PASS_LINE)
    met = (first == MET) & (second == MET) & (low >= PASS_LINE)
    return code(met, unmet)


def gaps(verdicts: Codes, low: Floats, high: Floats) -> tuple[Any, ...]:
    """Every indicator that is unmet or unknown: place, indicator, kind, points lost, points pending."""
    by_place = np.ascontiguousarray(verdicts.T).ravel()
    found = np.flatnonzero(by_place >= UNMET)
    row, indicator = np.divmod(found, 60)
    at = indicator * verdicts.shape[1] + row
    most = high.ravel()[at]
    return row, indicator.astype(np.uint8), by_place[found], np.array(FULL)[indicator] - most, most - low.ravel()[at]
