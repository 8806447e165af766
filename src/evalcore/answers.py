"""What a run of a plan answers, in codes: the common form of every engine's result.

Each engine gives the same `Answers`, so that readings can be compared value by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import inf
from typing import NamedTuple

from evalcore.graph import needed
from evalcore.intervals import Interval
from evalcore.meaning.verdicts import Verdict
from evalcore.plan import Plan
from evalcore.pointrules import AllOrNothing
from evalcore.scales import point_pairs, point_scale
from evalcore.standard import Indicator
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


class Listing(NamedTuple):
    """The indicators of a plan in the order of the sheet, and where each one's answers stand in `Answers`.

    `scale` is the scale of all points and `full` the full points at that scale; `points_at` and `full` are empty for a
    conditions standard. `graded` are the positions of those that can be met without full points.
    """

    leaves: tuple[Indicator, ...]
    ids: tuple[str, ...]
    verdict_at: tuple[int, ...]
    points_at: tuple[int, ...]
    full: tuple[Number, ...]
    graded: frozenset[int]
    scale: int


def listing(plan: Plan) -> Listing:
    """The indicators of a plan; listed once."""
    found: Listing | None = plan.prepared.get("listing")
    if found is None:
        leaves, scale = tuple(plan.standard.leaves()), point_scale(plan)
        ids = tuple(leaf.id for leaf in leaves)
        verdict_of = {part: at for at, part in enumerate(plan.verdicts)}
        points_of = {part: at for at, part in enumerate(plan.points)}
        points_at = tuple(points_of[leaf] for leaf in ids) if points_of else ()
        full = tuple(_whole(plan.standard.full(leaf) * scale) for leaf in leaves) if points_of else ()
        graded = frozenset(at for at, leaf in enumerate(leaves) if not _all_or_nothing(leaf))
        found = Listing(leaves, ids, tuple(verdict_of[leaf] for leaf in ids), points_at, full, graded, scale)
        plan.prepared["listing"] = found
    return found


def _all_or_nothing(leaf: Indicator) -> bool:
    return leaf.points is None or (isinstance(leaf.points, AllOrNothing) and leaf.points.excess is None)


def _whole(number: Fraction) -> Number:
    return number.numerator if number.denominator == 1 else number


def condition_nodes(plan: Plan) -> list[int]:
    """The nodes that the parts of the plan's conditions rest on, in order."""
    found = plan.prepared.get("conditions")
    if found is None:
        found = plan.prepared["conditions"] = needed(plan.nodes, plan.node_of.values())
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
