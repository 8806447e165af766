"""What a polynomial can be while its numbers are only known to lie in intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from evalcore.graph import Term
from evalcore.intervals import Interval, plus, times

MOST_CORNERS = 4096  # assumed: above this a range of products is not worked out


def span(terms: Sequence[Term], possible: Mapping[int, Interval]) -> Interval | None:
    """What a polynomial can be over a box; None when it is too much to say."""
    terms = [(coefficient, numbers) for coefficient, numbers in terms if coefficient]
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
    choices = [candidates(possible[number]) for number in uncertain]
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


def candidates(interval: Interval) -> list[tuple[Fraction, bool]]:
    """The ends of an interval, and its middle where an end is open; each with whether it belongs to the interval."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return []
    ends = [(low, not interval.low_open), (high, not interval.high_open)]
    return [*ends, ((low + high) / 2, True)] if interval.low_open or interval.high_open else ends
