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
    """Verdict, level and points of the whole and of every indicator."""

    verdict: int
    level: str | None
    low: int
    high: int
    verdicts: list[int]
    lows: list[int]
    highs: list[int]


def score(rules: Rules, prepared: Any) -> Outcome:
    """The job for one place, but for the list of gaps."""
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
    return Outcome(verdict, level, low, high, verdicts, lows, highs)


def decide(rules: Rules, prepared: Any) -> tuple[int, str | None, list[str]]:
    """Verdict, level, and the ids of what is unmet or unknown."""
    outcome = score(rules, prepared)
    open_ = [key for key, verdict in zip(IDS, outcome.verdicts, strict=True) if verdict >= UNMET]
    return outcome.verdict, outcome.level, open_


def gaps(outcome: Outcome) -> list[tuple[str, int, int, int]]:
    """Every indicator that is unmet or unknown, with its verdict and the points lost and pending.

    Vetoes come first, then the unmet, then most points.
    """
    found = []
    for index, (verdict, low, high) in enumerate(zip(outcome.verdicts, outcome.lows, outcome.highs, strict=True)):
        if verdict >= UNMET:
            found.append((index not in VETOES, verdict, high - FULL[index], low - high, index))
    found.sort()
    return [(IDS[index], verdict, -lost, -pending) for _, verdict, lost, pending, index in found]
