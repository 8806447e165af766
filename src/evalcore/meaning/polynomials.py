"""Sums of products of number nodes, with exact coefficients: the normal form that checks are compared in.

Bringing both sides of a check into one form merges repeated numbers, so that `rate(a, a + b) >= 90` asks
`10·a − 90·b ≥ 0` and intervals in a and b are not counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

Polynomial = dict[tuple[int, ...], Fraction]


def constant(value: Fraction | int) -> Polynomial:
    """A polynomial without numbers in it."""
    return {(): Fraction(value)}


def variable(node: int) -> Polynomial:
    """One number node."""
    return {(node,): Fraction(1)}


def plus(*summands: Polynomial) -> Polynomial:
    """The sum of polynomials."""
    # Numbers that cancel stay, with a coefficient of 0: while one of them is absent, so is what is made of it.
    total: Polynomial = {}
    for summand in summands:
        for key, value in summand.items():
            total[key] = total.get(key, Fraction(0)) + value
    return {key: value for key, value in total.items() if value or key}


def times(a: Polynomial, b: Polynomial) -> Polynomial:
    """The product of two polynomials."""
    return plus(*({tuple(sorted(x + y)): p * q} for x, p in a.items() for y, q in b.items()))


class Quotient(NamedTuple):
    """part ÷ whole, with whole > 0 (what makes it so is guarded elsewhere)."""

    part: Polynomial
    whole: Polynomial

    @staticmethod
    def of(polynomial: Polynomial) -> Quotient:
        return Quotient(polynomial, constant(1))


def cleared(quotients: Iterable[Quotient]) -> Polynomial:
    """The sum of quotients times their common whole, which is positive: it has the sign of the sum."""
    summands = list(quotients)
    wholes: list[Polynomial] = []
    for _, whole in summands:
        if whole not in wholes and whole != constant(1):
            wholes.append(whole)
    cleared_summands = []
    for part, whole in summands:
        for other in wholes:
            part = part if other == whole else times(part, other)  # noqa: PLW2901 - grows factor by factor
        cleared_summands.append(part)
    return plus(*cleared_summands)
