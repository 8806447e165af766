"""The careful reading: every node's value, in exact fractions, with intervals where evidence is not a single value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import prod

from evalcore.engines import amounts, measures, ranges
from evalcore.graph import GATE_KINDS, Comparison, Measure, Node, holds
from evalcore.intervals import Interval, times
from evalcore.truth import ABSENT, NO, YES, Truth, truth_of

Value = Truth | Interval | None  # a truth node's truth; a number node's possible values, None when absent


def run(nodes: Sequence[Node], slots: Sequence[Value], wanted: Iterable[int] | None = None) -> dict[int, Value]:
    """The value of every node, or of the `wanted` ones (which must hold all that they rest on, in order)."""
    values: dict[int, Value] = {}
    for index in range(len(nodes)) if wanted is None else wanted:
        values[index] = _value(nodes[index], values, slots)
    return values


def _value(node: Node, values: Mapping[int, Value], slots: Sequence[Value]) -> Value:
    kind, args, data = node
    if kind in ("fact", "input"):
        assert isinstance(data, int)
        return slots[data]
    if kind == "compare":
        assert isinstance(data, Comparison)
        return _compare(data, values)
    if kind == "const":
        assert isinstance(data, int)
        return data
    if kind in GATE_KINDS:
        return gate(kind, [_truth(values[arg]) for arg in args], data)
    if kind == "measure":
        assert isinstance(data, Measure)
        return measures.value(data, {arg: values[arg] for arg in args})
    return amounts.value(kind, [values[arg] for arg in args], data)


def gate(kind: str, truths: Sequence[Truth], data: object = None) -> Truth:
    """The truth of one gate from the truths of its arguments; `data` is the k of `at_least`."""
    if kind == "all":
        return NO if NO in truths else ABSENT if ABSENT in truths else YES
    if kind == "any":
        return YES if YES in truths else ABSENT if ABSENT in truths else NO
    if kind == "not":
        return {YES: NO, NO: YES}.get(truths[0], ABSENT)
    if kind == "pick":
        return {YES: truths[1], NO: truths[2]}.get(truths[0], ABSENT)
    if kind == "guard":
        return truths[1] if truths[0] == YES else ABSENT
    assert kind == "at_least" and isinstance(data, int)
    if truths.count(YES) >= data:
        return YES
    return NO if len(truths) - truths.count(NO) < data else ABSENT


def _truth(value: Value) -> Truth:
    assert isinstance(value, int)
    return value


def _compare(comparison: Comparison, values: Mapping[int, Value]) -> Truth:
    """Yes if every possible value says so, no if every one denies it, else absent."""
    possible: dict[int, Interval] = {}
    for _, numbers in comparison.terms:
        for number in numbers:
            value = values[number]
            if not isinstance(value, Interval):
                return ABSENT
            possible[number] = value
    points = {number: value.exact for number, value in possible.items()}
    if all(point is not None for point in points.values()):
        total = sum((c * prod(points[n] or 0 for n in numbers) for c, numbers in comparison.terms), Fraction(0))
        return truth_of(holds(total, comparison.sign))
    spans = (ranges.span(comparison.terms, case) for case in ranges.cases(possible))
    truths = {ABSENT if span is None else _decide(span, comparison.sign) for span in spans}
    return truths.pop() if len(truths) == 1 else ABSENT


def _decide(span: Interval, sign: str) -> Truth:
    """A range compared with zero."""
    if sign in ("==", "!="):
        if span.exact is not None:
            return truth_of(holds(span.exact, sign))
        outside = Fraction(0) not in span
        return truth_of(sign == "!=") if outside else ABSENT
    if sign in ("<=", "<"):
        span, sign = times(Fraction(-1), span), {"<=": ">=", "<": ">"}[sign]
    strict = sign == ">"
    if span.low is not None and (span.low > 0 or (span.low == 0 and (span.low_open or not strict))):
        return YES
    if span.high is not None and (span.high < 0 or (span.high == 0 and (span.high_open or strict))):
        return NO
    return ABSENT
