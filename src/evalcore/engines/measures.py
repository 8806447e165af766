"""What a measure is: a quotient of evidence, brought to steps, over every possible value of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import ceil, floor, inf, prod

from evalcore.engines.ranges import MOST_CORNERS, Corner, candidates, leading, span
from evalcore.graph import Measure, Term, holds
from evalcore.intervals import Interval, times

FAR = Fraction(10**60)  # stands for a number without limit; what comes out beyond ENDLESS has no end
ENDLESS = Fraction(10**50)
JUST_INSIDE = Fraction(1, 10**30)  # far less than any step: stands for the limit at an end that is open
FAR = Fraction(
    10**60
)  # far beyond any figure: stands for an end that does not exist, where a quotient tends to a limit


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
    known = {number: Corner(value_, inside=True) for number, value_ in exact.items()}
    uncertain = [number for number in possible if number not in exact]
    ends = [_ends(measure, possible[number]) for number in uncertain]
    if prod(len(each) for each in ends) > MOST_CORNERS:
        return None
    corners = ({**known, **dict(zip(uncertain, chosen, strict=True))} for chosen in product(*ends))
    found = [_at_corner(measure, corner) for corner in corners]
    values = [each for each in found if each is not None]
    if len(values) < len(found):
        return None
    low, high = min(values), max(values)
    return Interval(low if isinstance(low, Fraction) else None, high if isinstance(high, Fraction) else None)


def _at_corner(measure: Measure, corner: Mapping[int, Corner]) -> Fraction | float | None:
    """The measure at a corner, or infinity where the part outgrows the whole."""
    outgrown = leading(measure.part, corner)[0] > leading(measure.whole, corner)[0]
    found = at(measure, {number: FAR * each.value if each.endless else each.value for number, each in corner.items()})
    if not found or not outgrown:
        return found
    return inf if found > 0 else -inf


def _ends(measure: Measure, interval: Interval) -> list[Corner]:
    stepping = measure.mode != "exact" or bool(measure.factors)
    low, high = candidates(interval)[:2]
    if stepping and interval.low_open:
        low = low._replace(value=low.value + JUST_INSIDE)
    if stepping and interval.high_open:
        high = high._replace(value=high.value - JUST_INSIDE)
    return [low, high]
