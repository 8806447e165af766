"""One place by a rule library: the rules are the library's, adding up and listing are plain Python around it.

A library answers two questions: what each indicator earns, and what level and verdict the sums make. Points are whole
ten-thousandths, as in `benchmarks.handwritten`, so that no library is asked for fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from benchmarks.handwritten import FULL, IDS, VETOES

NOT_APPLICABLE, MET, UNMET, UNKNOWN = range(4)
Inputs = Mapping[str, Any]  # int, float, bool or None by field
Points = Sequence[int | None]  # of the sixty indicators, None while open
Verdicts = Sequence[int]  # of the three indicators that may not apply


class Rules(Protocol):
    """The rules of the job in the language of one library."""

    def prepare(self, inputs: Inputs) -> Any:
        """What was filed, in the form that the library reads fastest."""

    def leaves(self, prepared: Any) -> tuple[Points, Verdicts]:
        """What each indicator earns, and the verdict of those that may not apply."""

    def decide(self, low: int, high: int, first: int, second: int) -> tuple[int, str | None]:
        """Verdict and level from the points and the two vetoes."""


class Outcome(NamedTuple):
    """Everything asked for; gaps are (id, kind, points lost, points pending), worst first."""

    verdict: int
    level: str | None
    low: int
    high: int
    verdicts: list[int]
    lows: list[int]
    highs: list[int]
    gaps: list[tuple[str, int, int, int]]


def score(rules: Rules, prepared: Any) -> Outcome:
    """The job for one place."""
    points, last = rules.leaves(prepared)
    lows = [0 if earned is None else earned for earned in points]
    highs = [full if earned is None else earned for earned, full in zip(points, FULL, strict=True)]
    verdicts = [
        UNKNOWN if earned is None else MET if earned == full else UNMET
        for earned, full in zip(points, FULL, strict=True)
    ]
    verdicts[-len(last) :] = last
    low, high = sum(lows), sum(highs)
    verdict, level = rules.decide(low, high, verdicts[VETOES[0]], verdicts[VETOES[1]])
    return Outcome(verdict, level, low, high, verdicts, lows, highs, gap_list(verdicts, lows, highs))


def gap_list(verdicts: Sequence[int], lows: Sequence[int], highs: Sequence[int]) -> list[tuple[str, int, int, int]]:
    """Every indicator that is unmet or unknown: vetoes, then the unmet, then most points first."""
    found = [
        (index not in VETOES, verdict, highs[index] - FULL[index], lows[index] - highs[index], index)
        for index, verdict in enumerate(verdicts)
        if verdict >= UNMET
    ]
    found.sort()
    return [(IDS[index], verdict, -lost, -pending) for _, verdict, lost, pending, index in found]
