"""What a polynomial can be while its numbers are only known to lie in intervals."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import inf, prod
from typing import NamedTuple, TypeVar

from evalcore.graph import Term
from evalcore.intervals import Interval, plus, times

MOST_CORNERS = 4096  # assumed: above this a range of products is not worked out

Factor = tuple[int, int]  # a number, and which of its repetitions in a product
K = TypeVar("K", bound=Hashable)
Products = Mapping[tuple[Factor, ...], Fraction]


class Corner(NamedTuple):
    """Where one number of a corner stands; an endless one stands as far out as one likes, on the side of its value."""

    value: Fraction
    inside: bool
    endless: bool = False


def cases(possible: Mapping[int, Interval]) -> Iterator[Mapping[int, Interval]]:
    """The same box, taken apart where a number is one of a few: each case has single values or intervals only."""
    few = {number: value.among for number, value in possible.items() if value.among}
    if prod(len(among) for among in few.values()) > MOST_CORNERS:
        few = {}
    for chosen in product(*few.values()):
        yield {**possible, **{number: Interval.exactly(value) for number, value in zip(few, chosen, strict=True)}}


def span(terms: Sequence[Term], possible: Mapping[int, Interval]) -> Interval | None:
    """What a polynomial can be over a box; None when it is too much to say.

    Exact where no number is multiplied by itself; a number that is counts as two that vary apart.
    """
    total, alone, products = _reduced(terms, possible)
    for number, coefficient in alone.items():
        total = plus(total, times(coefficient, possible[number]))
    if not products:
        return total
    found = _corners(products, possible)
    return None if found is None else plus(total, found)


def _reduced(terms: Sequence[Term], possible: Mapping[int, Interval]) -> tuple[Interval, dict[int, Fraction], Products]:
    """The polynomial with single values put in: a constant, the numbers that stand alone, and what hangs together."""
    merged: dict[tuple[Factor, ...], Fraction] = {}
    for coefficient, numbers in terms:
        value, open_ = coefficient, []
        for place, number in enumerate(numbers):
            exact = possible[number].exact
            if exact is None:
                open_.append((number, numbers[:place].count(number)))
            else:
                value *= exact
        merged[tuple(open_)] = merged.get(tuple(open_), Fraction(0)) + value
    merged = {factors: value for factors, value in merged.items() if value}
    tied = {factor for factors in merged if len(factors) > 1 for factor in factors}
    alone = {f[0][0]: value for f, value in merged.items() if len(f) == 1 and f[0] not in tied}
    products = {f: value for f, value in merged.items() if f and tied.issuperset(f)}
    return Interval.exactly(merged.get((), Fraction(0))), alone, products


def _corners(products: Products, possible: Mapping[int, Interval]) -> Interval | None:
    """The range of a polynomial that is linear in each of its numbers: its extremes are at corners of the box.

    An extreme belongs to the range if it is reached inside: at a corner where no end is open, or, where one is, also
    between the ends.
    """
    factors = list(dict.fromkeys(factor for each in products for factor in each))
    choices = [candidates(possible[number]) for number, _ in factors]
    if prod(len(choice) for choice in choices) > MOST_CORNERS:
        return None
    found: dict[Fraction | float, bool] = {}
    for corner in product(*choices):
        value = _limit(products, dict(zip(factors, corner, strict=True)))
        found[value] = found.get(value, False) or all(each.inside for each in corner)
    low, high = min(found), max(found)
    return Interval(
        low if isinstance(low, Fraction) else None,
        high if isinstance(high, Fraction) else None,
        isinstance(low, Fraction) and not found[low],
        isinstance(high, Fraction) and not found[high],
    )


def _limit(products: Products, corner: Mapping[Factor, Corner]) -> Fraction | float:
    """The value at a corner, or where it tends as the endless numbers go out together."""
    degree, value = leading(((coefficient, factors) for factors, coefficient in products.items()), corner)
    return value if degree == 0 else inf if value > 0 else -inf


def leading(terms: Iterable[tuple[Fraction, Sequence[K]]], corner: Mapping[K, Corner]) -> tuple[int, Fraction]:
    """What a polynomial at a corner comes to as the endless numbers go out together: their power and its coefficient."""
    by_degree: dict[int, Fraction] = {}
    for coefficient, factors in terms:
        at = [corner[factor] for factor in factors]
        degree = sum(each.endless for each in at)
        by_degree[degree] = by_degree.get(degree, Fraction(0)) + coefficient * prod(each.value for each in at)
    degree = max((degree for degree, value in by_degree.items() if value), default=0)
    return degree, by_degree.get(degree, Fraction(0))


def candidates(interval: Interval) -> list[Corner]:
    """The ends of an interval, and a number between them where an end is open."""
    low, high = interval.low, interval.high
    ends = [
        Corner(Fraction(-1), inside=True, endless=True) if low is None else Corner(low, not interval.low_open),
        Corner(Fraction(1), inside=True, endless=True) if high is None else Corner(high, not interval.high_open),
    ]
    if interval.low_open or interval.high_open:
        ends.append(Corner(_between(low, high), inside=True))
    return ends


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None:
        return Fraction(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2
