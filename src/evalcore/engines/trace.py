"""The careful reading: every node's value, in exact fractions, with intervals where evidence is not a single value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from evalcore.graph import Comparison, Node, Term, holds
from evalcore.intervals import Interval, plus, times
from evalcore.truth import ABSENT, NO, YES, Truth, truth_of

Value = Truth | Interval | None  # a truth node's truth; a number node's possible values, None when absent
MOST_CORNERS = 4096  # assumed: above this a check on products of intervals stays absent


def run(nodes: Sequence[Node], slots: Sequence[Value], wanted: Iterable[int] | None = None) -> dict[int, Value]:
    """The value of every node, or of the `wanted` ones (which must hold all that they rest on, in order)."""
    values: dict[int, Value] = {}
    for index in range(len(nodes)) if wanted is None else wanted:
        values[index] = _value(nodes[index], values, slots)
    return values


def _value(node: Node, values: Mapping[int, Value], slots: Sequence[Value]) -> Value:
    kind, args, data = node
    if kind == "fact" or kind == "input":
        assert isinstance(data, int)
        return slots[data]
    if kind == "compare":
        assert isinstance(data, Comparison)
        return _compare(data, values)
    if kind == "const":
        assert isinstance(data, int)
        return data
    if kind == "award":
        assert isinstance(data, Fraction)
        return _award(_truth(values[args[0]]), data)
    if kind == "sum":
        return _sum(values[arg] for arg in args)
    return gate(kind, [_truth(values[arg]) for arg in args], data)


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


def _award(truth: Truth, points: Fraction) -> Interval:
    low, high = (points if truth == YES else Fraction(0)), (Fraction(0) if truth == NO else points)
    return Interval(min(low, high), max(low, high))


def _sum(summands: Iterable[Value]) -> Value:
    total: Value = Interval.exactly(0)
    for summand in summands:
        total = plus(total, summand) if isinstance(summand, Interval) and isinstance(total, Interval) else None
    return total


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
    span = _range(comparison.terms, possible)
    return ABSENT if span is None else _decide(span, comparison.sign)


def _range(terms: Sequence[Term], possible: Mapping[int, Interval]) -> Interval | None:
    """What a polynomial can be over a box; None when it is too much to say."""
    if all(len(numbers) <= 1 for _, numbers in terms):
        total = Interval.exactly(0)
        for coefficient, numbers in terms:
            total = plus(total, times(coefficient, possible[numbers[0]]) if numbers else Interval.exactly(coefficient))
        return total
    return _corners(terms, possible)


def _corners(terms: Sequence[Term], possible: Mapping[int, Interval]) -> Interval | None:
    """The range of a polynomial that is linear in each uncertain number: its extremes are at corners of the box.

    Where an end is open the middle is tried too: an extreme that is reached at an open corner belongs to the range only
    if it is reached inside as well.
    """
    uncertain = [number for number, value in possible.items() if value.exact is None]
    squared = any(numbers.count(number) > 1 for _, numbers in terms for number in uncertain)
    choices = [_candidates(possible[number]) for number in uncertain]
    if squared or not all(choices) or prod(len(choice) for choice in choices) > MOST_CORNERS:
        return None
    fixed = {number: value.exact for number, value in possible.items() if value.exact is not None}
    found: dict[Fraction, bool] = {}
    for corner in product(*choices):
        at = fixed | {number: value for number, (value, _) in zip(uncertain, corner, strict=True)}
        total = sum((c * prod(at[n] for n in numbers) for c, numbers in terms), Fraction(0))
        found[total] = found.get(total, False) or all(inside for _, inside in corner)
    low, high = min(found), max(found)
    return Interval(low, high, not found[low], not found[high])


def _candidates(interval: Interval) -> list[tuple[Fraction, bool]]:
    """The ends of an interval, and its middle where an end is open; each with whether it belongs to the interval."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return []
    ends = [(low, not interval.low_open), (high, not interval.high_open)]
    return [*ends, ((low + high) / 2, True)] if interval.low_open or interval.high_open else ends


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
