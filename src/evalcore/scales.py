"""Which nodes a run needs, and the scale of each number: what its value is multiplied by so that it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm

from evalcore.graph import TRUTH_KINDS, Measure, Node, needed
from evalcore.meaning.points import Points
from evalcore.plan import Plan

UNDIVIDED = ((Fraction(1), ()),)


def point_pairs(plan: Plan) -> list[Points]:
    """The points that are answered, the score last."""
    return [*plan.points.values(), *([plan.score] if plan.score else [])]


def wanted(plan: Plan) -> list[int]:
    """The nodes that the answers and the printed page rest on, in order."""
    found = plan.prepared.get("wanted")
    if found is None:
        pairs = [plan.whole, *plan.verdicts.values(), *point_pairs(plan)]
        truths = (plan.eligibility, plan.fired, plan.levels, plan.rules, plan.conclusions)
        single = [plan.eligible, plan.refused, *(node for each in truths for node in each.values())]
        found = needed(plan.nodes, [*single, *(node for pair in pairs for node in pair)])
        plan.prepared["wanted"] = found
    return list(found)


def scales_of(plan: Plan, points: int = 1) -> dict[int, int]:
    """The scale of every wanted number node.

    What points are made of is kept at the scale `points` already, where that is a multiple of its own.
    """
    scales: dict[int, int] | None = plan.prepared.get(f"scales {points}")
    if scales is None:
        scales = {}
        made_of = _points_made_of(plan) if points > 1 else frozenset()
        for index in wanted(plan):
            scale = _scale(plan, plan.nodes[index], scales)
            if scale is not None:
                scales[index] = points if index in made_of and points % scale == 0 else scale
        plan.prepared[f"scales {points}"] = scales
    return scales


def _points_made_of(plan: Plan) -> frozenset[int]:
    """The numbers that points are made of, from awards and rounded measures up; what is measured is not among them."""
    found: set[int] = set()
    ahead = [node for pair in point_pairs(plan) for node in pair]
    while ahead:
        node = ahead.pop()
        if node not in found and plan.nodes[node].kind not in (*TRUTH_KINDS, "input", "measure"):
            found.add(node)
            ahead.extend(plan.nodes[node].args)
    return frozenset(found)


def point_scale(plan: Plan) -> int:
    """The scale of all points in the answers."""
    scales = scales_of(plan)
    return lcm(*(scales[node] for pair in point_pairs(plan) for node in pair))


def _scale(plan: Plan, node: Node, scales: dict[int, int]) -> int | None:
    kind, args, data = node
    if kind == "input":
        assert isinstance(data, int)
        return int(10 ** plan.slots[data].scale)
    if kind == "measure":
        assert isinstance(data, Measure)
        return _of_measure(data, scales)
    if kind in ("amount", "award"):
        return _denominators([data])
    if kind in ("fill", "clamp"):
        assert isinstance(data, tuple)
        return lcm(scales[args[-1]], _denominators(data))
    if kind in ("either", "lowest"):
        return lcm(*(scales[arg] for arg in args[1:]))
    if kind == "lapse":
        return lcm(scales[args[1]], _denominators([data]))
    if kind == "sum":
        assert isinstance(data, tuple)
        return lcm(*((c / scales[arg]).denominator for c, arg in zip(data, args, strict=True)))
    if kind in ("best", "worst"):
        return lcm(*(scales[arg] for arg in args))
    if kind == "round":
        return _denominators([data])
    if kind == "share":
        assert isinstance(data, Fraction)
        number, base = (scales[arg] for arg in args)
        return (data * base / number).denominator
    return None


def _of_measure(measure: Measure, scales: dict[int, int]) -> int:
    """Steps are whole; an exact quotient is whole at its scale when it is by a constant, by inputs a fraction anyway."""
    if measure.mode == "half_up":
        return measure.step.denominator
    factors = [measure.factor, *(factor for _, factor in measure.factors)]
    if measure.mode != "exact":
        return _denominators(factors)
    if any(numbers for _, numbers in measure.whole):
        return 1
    found, constant = 1, sum((coefficient for coefficient, _ in measure.whole), Fraction(0))
    for coefficient, numbers in measure.part:
        product = constant
        for number in numbers:
            product *= scales[number]
        found = lcm(found, *((coefficient * factor / product).denominator for factor in factors))
    return found


def _denominators(values: Iterable[object]) -> int:
    return lcm(*(value.denominator for value in values if isinstance(value, Fraction)))


def fractions(nodes: Sequence[Node]) -> Iterator[int]:
    """The numbers that may not be whole at their scale at run time."""
    found: set[int] = set()
    for index, node in enumerate(nodes):
        divided = isinstance(node.data, Measure) and node.data.mode == "exact" and node.data.whole != UNDIVIDED
        if node.kind == "share" or divided or (node.kind != "round" and found.intersection(node.args)):
            found.add(index)
            yield index
