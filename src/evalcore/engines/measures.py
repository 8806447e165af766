"""What a measure is: a quotient of evidence, brought to steps, over every possible value of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import ceil, floor, prod

from evalcore.engines.ranges import MOST_CORNERS, span
from evalcore.graph import Measure, Term, holds
from evalcore.intervals import Interval, times

JUST_INSIDE = Fraction(1, 10**30)  # far less than any step: stands for the limit at an end that is open


def value(measure: Measure, numbers: Mapping[int, object]) -> Interval | None:
    """The possible values of a measure; None when something it needs is absent."""
    possible = {number: each for number, each in numbers.items() if isinstance(each, Interval)}
    if len(possible) < len(numbers):
        return None
    exact = {number: each.exact for number, each in possible.items() if each.exact is not None}
    if len(exact) == len(possible):
        found = at(measure, exact)
        return None if found is None else Interval.exactly(found)
    if all(numbers_ == () for _, numbers_ in measure.whole) and not measure.factors:
        return _linear(measure, possible)
    return _corners(measure, possible, exact)


def at(measure: Measure, numbers: Mapping[int, Fraction]) -> Fraction | None:
    """The measure at single values; None where there is nothing to divide by."""
    whole = total(measure.whole, numbers)
    if whole <= 0:
        return None
    factor = next((f for test, f in measure.factors if holds(total(test.terms, numbers), test.sign)), measure.factor)
    return factor * stepped(measure, total(measure.part, numbers) / whole)


def total(terms: tuple[Term, ...], numbers: Mapping[int, Fraction]) -> Fraction:
    """A polynomial at single values."""
    return sum((c * prod(numbers[n] for n in each) for c, each in terms), Fraction(0))


def stepped(measure: Measure, quotient: Fraction) -> Fraction:
    """A quotient brought to steps."""
    if measure.mode == "floor":
        return Fraction(floor(quotient))
    if measure.mode == "ceil":
        return Fraction(ceil(quotient))
    if measure.mode == "half_up":
        return floor(quotient / measure.step + Fraction(1, 2)) * measure.step
    return quotient


def _linear(measure: Measure, possible: Mapping[int, Interval]) -> Interval | None:
    """Without a divisor: the range, its ends brought to steps (an open end from inside)."""
    found = span(measure.part, possible)
    if found is None:
        return None
    whole = total(measure.whole, {})
    found = times(1 / whole, found)
    low = None if found.low is None else stepped(measure, found.low + _inside(measure, open_=found.low_open))
    high = None if found.high is None else stepped(measure, found.high - _inside(measure, open_=found.high_open))
    return times(measure.factor, Interval(low, high))


def _inside(measure: Measure, *, open_: bool) -> Fraction:
    return JUST_INSIDE if open_ and measure.mode != "exact" else Fraction(0)


def _corners(measure: Measure, possible: Mapping[int, Interval], exact: Mapping[int, Fraction]) -> Interval | None:
    """The least and greatest at the corners: a measure rises or falls with each number, steps and slopes included."""
    uncertain = [number for number in possible if number not in exact]
    ends = [_ends(measure, possible[number]) for number in uncertain]
    if not all(ends) or prod(len(each) for each in ends) > MOST_CORNERS:
        return None
    found = [at(measure, {**exact, **dict(zip(uncertain, corner, strict=True))}) for corner in product(*ends)]
    known = [each for each in found if each is not None]
    return Interval(min(known), max(known)) if len(known) == len(found) else None


def _ends(measure: Measure, interval: Interval) -> list[Fraction]:
    if interval.low is None or interval.high is None:
        return []
    stepping = measure.mode != "exact" or bool(measure.factors)
    low = interval.low + (JUST_INSIDE if interval.low_open and stepping else 0)
    high = interval.high - (JUST_INSIDE if interval.high_open and stepping else 0)
    return [low, high]
