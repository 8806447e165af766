"""What points and levels mean. See `docs/standard.md`, section 7."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from evalcore.graph import Graph
from evalcore.truth import YES
from evalcore.meaning.verdicts import Verdict

POINT_STEP = Fraction(1, 10_000)


class Points(NamedTuple):
    """Two numbers: what is earned, and what could be earned."""

    earned: int
    possible: int


def all_or_nothing(graph: Graph, policy: str | None, full: Fraction, verdict: Verdict) -> Points:
    """Full points when met; what does not apply earns by the standard's policy, `full` or `drop`."""
    full = half_up(full, POINT_STEP)
    if policy == "drop":
        earns, counts = graph.all([verdict.applies, verdict.met]), verdict.applies
    else:
        earns, counts = graph.any([graph.negate(verdict.applies), verdict.met]), graph.constant(YES)
    return Points(graph.add("award", (earns,), full), graph.add("award", (counts,), full))


def added(graph: Graph, children: Sequence[Points]) -> Points:
    """The sum of the children."""
    return Points(
        graph.add("sum", tuple(child.earned for child in children)),
        graph.add("sum", tuple(child.possible for child in children)),
    )


def reached(graph: Graph, number: int, line: Fraction) -> int:
    """Whether a number is at or above a line."""
    return graph.compare({(number,): Fraction(1), (): -line}, ">=")


def half_up(value: Fraction, step: Fraction) -> Fraction:
    """Rounded to a multiple of step, halves away from zero."""
    steps = abs(value) / step
    rounded = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return rounded * step if value >= 0 else -rounded * step
