"""Sets of possible numbers: a single value, a few values, or an interval whose ends may be open or missing. Exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; `None` is no end. An open end is not itself possible.

    With `among`, in order, only those: dates and choices have nothing between. What is made of several such sets, such
    as a sum, is taken to be anything between its ends.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
    among: tuple[Fraction, ...] = ()

    @staticmethod
    def exactly(value: Fraction | int) -> Interval:
        exact = Fraction(value)
        return Interval(exact, exact)

    @staticmethod
    def one_of(values: Iterable[Fraction]) -> Interval:
        """One of some numbers (at least one), and nothing between them."""
        ordered = tuple(sorted(set(values)))
        return Interval(ordered[0], ordered[-1], among=ordered if len(ordered) > 1 else ())

    @property
    def exact(self) -> Fraction | None:
        """The value when there is only one, else `None`."""
        low, high = self.low, self.high
        return low if low is high or low == high else None

    @property
    def empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def __contains__(self, value: Fraction) -> bool:
        above = self.low is None or (value > self.low if self.low_open else value >= self.low)
        below = self.high is None or (value < self.high if self.high_open else value <= self.high)
        return above and below

    def within(self, other: Interval) -> Interval:
        """The numbers in both; may be `empty`."""
        low, low_open = _tighter((self.low, self.low_open), (other.low, other.low_open), lower=True)
        high, high_open = _tighter((self.high, self.high_open), (other.high, other.high_open), lower=False)
        return Interval(low, high, low_open, high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_open = _wider((self.low, self.low_open), (other.low, other.low_open), lower=True)
        high, high_open = _wider((self.high, self.high_open), (other.high, other.high_open), lower=False)
        return Interval(low, high, low_open, high_open)


End = tuple[Fraction | None, bool]


def _tighter(a: End, b: End, *, lower: bool) -> End:
    if a[0] is None:
        return b
    if b[0] is None:
        return a
    if a[0] == b[0]:
        return a[0], a[1] or b[1]
    return a if (a[0] > b[0]) == lower else b


def _wider(a: End, b: End, *, lower: bool) -> End:
    if a[0] is None or b[0] is None:
        return None, False
    if a[0] == b[0]:
        return a[0], a[1] and b[1]
    return a if (a[0] < b[0]) == lower else b


def plus(a: Interval, b: Interval) -> Interval:
    """Every sum of a number of one and a number of the other."""
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return Interval(low, high, a.low_open or b.low_open, a.high_open or b.high_open)


def times(factor: Fraction, a: Interval) -> Interval:
    """Every number of the interval times a factor."""
    if factor == 0:
        return Interval.exactly(0)
    low = None if a.low is None else factor * a.low
    high = None if a.high is None else factor * a.high
    if factor > 0:
        return Interval(low, high, a.low_open, a.high_open)
    return Interval(high, low, a.high_open, a.low_open)


def product(a: Interval, b: Interval) -> Interval | None:
    """Every product of a number of one and a number of the other; None where one of them may be negative."""
    if a.low is None or b.low is None or a.low < 0 or b.low < 0:
        return None
    high = None if a.high is None or b.high is None else a.high * b.high
    return Interval(a.low * b.low, high, a.low_open or b.low_open, a.high_open or b.high_open)


def whole(a: Interval) -> Interval:
    """The interval between the least and the greatest whole number in it: 超过 120 times is at least 121."""
    low = None if a.low is None else floor(a.low) + 1 if a.low_open else ceil(a.low)
    high = None if a.high is None else ceil(a.high) - 1 if a.high_open else floor(a.high)
    return Interval(None if low is None else Fraction(low), None if high is None else Fraction(high))


def half_up(value: Fraction, step: Fraction) -> Fraction:
    """Rounded to a multiple of step, halves away from zero."""
    steps = abs(value) / step
    rounded = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return rounded * step if value >= 0 else -rounded * step
