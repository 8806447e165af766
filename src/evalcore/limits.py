"""Between which ends every number of a plan lies, whatever is filed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from evalcore.graph import Measure, Node, Term
from evalcore.intervals import Interval, half_up, plus, times
from evalcore.plan import Plan

ANYTHING = Interval(None, None)
ZERO = Interval.exactly(0)
Limits = Mapping[int, Interval]


def limits_of(plan: Plan) -> dict[int, Interval]:
    """The limits of every number node. Fields bring their own bounds."""
    found: dict[int, Interval] = {}
    for index, node in enumerate(plan.nodes):
        if node.kind == "input":
            found[index] = _of_input(plan, node)
        elif node.kind in _KINDS:
            found[index] = _KINDS[node.kind](node, found)
    return found


def cuts(node: Node, known: Limits) -> tuple[bool, bool]:
    """Whether a clamp's number can pass its low end, and its high end."""
    ends, found = _ends(node), known[node.args[0]]
    return (
        ends.low is not None and (found.low is None or found.low < ends.low),
        ends.high is not None and (found.high is None or found.high > ends.high),
    )


def _of_input(plan: Plan, node: Node) -> Interval:
    assert isinstance(node.data, int)
    slot = plan.slots[node.data]
    if slot.role != "field" or not plan.standard.evidence[str(slot.key)].numeric:
        return ANYTHING
    field = plan.standard.evidence[str(slot.key)]
    return Interval(field.low, field.high)


def _measure(node: Node, known: Limits) -> Interval:
    """What is made of numbers that are not negative, nothing being subtracted, is not negative either."""
    assert isinstance(node.data, Measure)
    factors = [node.data.factor, *(factor for _, factor in node.data.factors)]
    never_less = _not_negative(node.data.part, known) and min(factors) >= 0
    return Interval(Fraction(0), None) if never_less else ANYTHING


def _not_negative(terms: Sequence[Term], known: Limits) -> bool:
    lows = [known[number].low for _, numbers in terms for number in numbers]
    return all(c >= 0 for c, _ in terms) and all(low is not None and low >= 0 for low in lows)


def _amount(node: Node, known: Limits) -> Interval:  # noqa: ARG001 - every kind takes both
    return Interval.exactly(_fraction(node))


def _award(node: Node, known: Limits) -> Interval:
    return ZERO.hull(_amount(node, known))


def _fill(node: Node, known: Limits) -> Interval:
    return known[node.args[1]].hull(_ends(node))


def _either(node: Node, known: Limits) -> Interval:
    return known[node.args[1]].hull(known[node.args[2]])


def _lapse(node: Node, known: Limits) -> Interval:
    return known[node.args[1]].hull(Interval(Fraction(0), _fraction(node)))


def _sum(node: Node, known: Limits) -> Interval:
    assert isinstance(node.data, tuple)
    total = ZERO
    for coefficient, number in zip(node.data, node.args, strict=True):
        total = plus(total, times(coefficient, known[number]))
    return total


def _clamp(node: Node, known: Limits) -> Interval:
    """A number always on one side of the ends is that end."""
    ends, within = _ends(node), known[node.args[0]].within(_ends(node))
    return ends if within.empty else within


def _extreme(node: Node, known: Limits) -> Interval:
    found = known[node.args[0]]
    for number in node.args[1:]:
        found = found.hull(known[number])
    return found


def _lowest(node: Node, known: Limits) -> Interval:
    return known[node.args[1]]


def _round(node: Node, known: Limits) -> Interval:
    number, step = known[node.args[0]], _fraction(node)
    low, high = (None if end is None else half_up(end, step) for end in (number.low, number.high))
    return Interval(low, high)


def _share(node: Node, known: Limits) -> Interval:
    number = known[node.args[0]]
    never_less = number.low is not None and number.low >= 0
    return Interval(Fraction(0), None) if never_less else ANYTHING


def _fraction(node: Node) -> Fraction:
    assert isinstance(node.data, Fraction)
    return node.data


def _ends(node: Node) -> Interval:
    assert isinstance(node.data, tuple)
    return Interval(*node.data)


_KINDS: dict[str, Callable[[Node, Limits], Interval]] = {
    "measure": _measure, "amount": _amount, "award": _award, "fill": _fill, "either": _either, "lapse": _lapse,
    "sum": _sum, "clamp": _clamp, "best": _extreme, "worst": _extreme, "lowest": _lowest, "round": _round,
    "share": _share,
}  # fmt: skip
