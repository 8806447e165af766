"""What a run of a plan answers, in codes: the common form of every engine's result.

Each engine gives the same `Answers`, so that readings can be compared value by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import inf
from typing import NamedTuple

from evalcore.intervals import Interval
from evalcore.meaning.verdicts import Verdict
from evalcore.plan import Plan
from evalcore.scales import point_pairs, point_scale
from evalcore.truth import NO, YES, Truth

NOT_APPLICABLE, MET, UNMET, UNKNOWN, NOT_EVALUATED = 0, 1, 2, 3, 4
VERDICT_NAMES = ("not_applicable", "met", "unmet", "unknown", "not_evaluated")


Number = int | Fraction | float  # a float is only ever infinity: an end that does not exist


class Answers(NamedTuple):
    """Codes and numbers in the order of the plan's mappings. Points are multiples of 1/`point_scale` point."""

    outcome: int
    verdicts: tuple[int, ...]
    eligibility: tuple[Truth, ...]
    fired: tuple[Truth, ...]
    levels: tuple[Truth, ...]
    rules: tuple[Truth, ...]
    conclusions: tuple[Truth, ...]
    refused: Truth
    low: tuple[Number, ...]
    high: tuple[Number, ...]
    possible_low: tuple[Number, ...]
    possible_high: tuple[Number, ...]


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

    def end(node: int, *, high: bool) -> Number:
        value = values[node]
        assert isinstance(value, Interval)
        found = value.high if high else value.low
        return (inf if high else -inf) if found is None else found * scale

    def truths(nodes: Mapping[str, int]) -> tuple[Truth, ...]:
        return tuple(truth(node) for node in nodes.values())

    points = point_pairs(plan)
    return Answers(
        outcome_code(truth(plan.eligible), verdict(plan.whole)),
        tuple(verdict(pair) for pair in plan.verdicts.values()),
        truths(plan.eligibility),
        truths(plan.fired),
        truths(plan.levels),
        truths(plan.rules),
        truths(plan.conclusions),
        truth(plan.refused),
        tuple(end(pair.earned, high=False) for pair in points),
        tuple(end(pair.earned, high=True) for pair in points),
        tuple(end(pair.possible, high=False) for pair in points),
        tuple(end(pair.possible, high=True) for pair in points),
    )
