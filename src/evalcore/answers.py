"""What a run of a plan answers, in codes: the common form of every engine's result.

Each engine gives the same `Answers`, so that readings can be compared value by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from evalcore.graph import needed
from evalcore.intervals import Interval
from evalcore.meaning.verdicts import Verdict
from evalcore.plan import Plan
from evalcore.truth import NO, YES, Truth

NOT_APPLICABLE, MET, UNMET, UNKNOWN, NOT_EVALUATED = 0, 1, 2, 3, 4
VERDICT_NAMES = ("not_applicable", "met", "unmet", "unknown", "not_evaluated")


class Answers(NamedTuple):
    """Codes and numbers in the order of the plan's mappings. Points are whole numbers of 1/`point_scale` point."""

    outcome: int
    verdicts: tuple[int, ...]
    eligibility: tuple[Truth, ...]
    fired: tuple[Truth, ...]
    levels: tuple[Truth, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    possible_low: tuple[int, ...]
    possible_high: tuple[int, ...]


def point_scale(plan: Plan) -> int:
    """The unit that all awards of a plan are whole multiples of: 1 / this."""
    scale = plan.prepared.get("point_scale")
    if scale is None:
        awards = (node.data.denominator for node in plan.nodes if isinstance(node.data, Fraction))
        scale = plan.prepared["point_scale"] = lcm(*awards)
    return int(scale)


def wanted(plan: Plan) -> list[int]:
    """The nodes that the answers rest on, in order."""
    found = plan.prepared.get("wanted")
    if found is None:
        pairs = [plan.whole, *plan.verdicts.values(), *plan.points.values(), *([plan.score] if plan.score else [])]
        single = [plan.eligible, *plan.eligibility.values(), *plan.fired.values(), *plan.levels.values()]
        found = needed(plan.nodes, [*single, *(node for pair in pairs for node in pair)])
        plan.prepared["wanted"] = found
    return list(found)


def verdict_code(applies: Truth, met: Truth) -> int:
    """The verdict of something that applies, or not, and is met, or not."""
    if applies == YES:
        return met
    return NOT_APPLICABLE if applies == NO else UNKNOWN


def outcome_code(eligible: Truth, verdict: int) -> int:
    """The outcome: eligibility first, then the verdict of the whole."""
    if eligible == YES:
        return verdict
    return NOT_EVALUATED if eligible == NO else UNKNOWN


def from_values(plan: Plan, values: Mapping[int, object]) -> Answers:
    """The answers, read from the values of every wanted node."""
    scale = point_scale(plan)

    def truth(node: int) -> Truth:
        value = values[node]
        assert isinstance(value, int)
        return value

    def verdict(pair: Verdict) -> int:
        return verdict_code(truth(pair.applies), truth(pair.met))

    def end(node: int, *, high: bool) -> int:
        value = values[node]
        assert isinstance(value, Interval) and value.low is not None and value.high is not None
        return int((value.high if high else value.low) * scale)

    points = [*plan.points.values(), *([plan.score] if plan.score else [])]
    return Answers(
        outcome_code(truth(plan.eligible), verdict(plan.whole)),
        tuple(verdict(pair) for pair in plan.verdicts.values()),
        tuple(truth(node) for node in plan.eligibility.values()),
        tuple(truth(node) for node in plan.fired.values()),
        tuple(truth(node) for node in plan.levels.values()),
        tuple(end(pair.earned, high=False) for pair in points),
        tuple(end(pair.earned, high=True) for pair in points),
        tuple(end(pair.possible, high=False) for pair in points),
        tuple(end(pair.possible, high=True) for pair in points),
    )
