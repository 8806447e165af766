"""Whole numbers in columns, with proof that they fit: Polars integers wrap without a word.

Every expression carries the range that its values lie in, worked out with Python's integers, and the narrowest type
that holds it. An operation is done in a type that holds its result and its operands; where none does, `TooWide` says
that this data cannot be carried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import polars as pl

from evalcore.graph import holds

Type = type[pl.DataType]
WIDTHS: tuple[tuple[int, Type], ...] = ((2**31, pl.Int32), (2**63, pl.Int64), (2**127, pl.Int128))
FLIPPED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "==", "!=": "!="}
NEVER = {"==": "!=", "!=": "=="}  # of a number and itself: what a sign comes to that cannot, or must, hold


class TooWide(Exception):
    """A number might not fit the widest integers."""


@dataclass(frozen=True)
class Whole:
    """An expression whose values are whole numbers from `low` to `high`, or null. `dtype` holds them.

    `fixed`: the same number in every row, never null.
    """

    expr: pl.Expr
    low: int
    high: int
    dtype: Type
    fixed: bool = False

    def named(self, name: str) -> Whole:
        """The same as a column that has been made of it."""
        return Whole(pl.col(name), self.low, self.high, self.dtype)

    def to(self, dtype: Type) -> pl.Expr:
        """The expression in a type that is at least as wide."""
        return self.expr if dtype == self.dtype else self.expr.cast(dtype)


def width(low: int, high: int) -> Type:
    """The narrowest type that holds a range."""
    reach = max(-low, high)
    for limit, dtype in WIDTHS:
        if reach < limit:
            return dtype
    raise TooWide


def _rank(dtype: Type) -> int:
    return next(rank for rank, (_, each) in enumerate(WIDTHS) if each == dtype)


def widest(*dtypes: Type) -> Type:
    """The widest of some types."""
    return max(dtypes, key=_rank)


def literal(value: int) -> Whole:
    """A number that is the same in every row."""
    dtype = width(value, value)
    return Whole(pl.lit(value, dtype=dtype), value, value, dtype, fixed=True)


def column(name: str, low: int, high: int) -> Whole:
    """A column that is known to lie in a range, of the type that the range asks for."""
    return Whole(pl.col(name), low, high, width(low, high))


def multiplied(numbers: Sequence[Whole]) -> Whole:
    """The product of numbers; null where one is."""
    return reduce(_times, numbers)


def _times(a: Whole, b: Whole) -> Whole:
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    low, high = min(corners), max(corners)
    if a.fixed and b.fixed:
        return literal(low)
    if a.fixed and a.low == 1:
        return b
    if b.fixed and b.low == 1:
        return a
    dtype = widest(width(low, high), a.dtype, b.dtype)
    return Whole(a.to(dtype) * b.to(dtype), low, high, dtype)


def scaled(number: Whole, factor: int) -> Whole:
    """A number times a constant."""
    return _times(literal(factor), number)


def summed(numbers: Sequence[Whole]) -> Whole:
    """The sum; null where a summand is."""
    constants = sum(number.low for number in numbers if number.fixed)
    rest = [number for number in numbers if not number.fixed]
    if not rest:
        return literal(constants)
    if constants:
        rest.append(literal(constants))
    if len(rest) == 1:
        return rest[0]
    low, high = sum(number.low for number in rest), sum(number.high for number in rest)
    reach = sum(max(-number.low, number.high, 0) for number in rest)  # also of sums half done, in any order
    dtype = widest(width(-reach, reach), *(number.dtype for number in rest))
    return Whole(_tree([number.to(dtype) for number in rest]), low, high, dtype)


def _tree(terms: Sequence[pl.Expr]) -> pl.Expr:
    """The sum of terms, in halves: Polars takes long over deep chains, and over `sum_horizontal` that keeps nulls."""
    half = len(terms) // 2
    return terms[0] if len(terms) == 1 else _tree(terms[:half]) + _tree(terms[half:])


def compared(left: Whole, sign: str, right: Whole) -> pl.Expr:
    """Left against right as a truth; null where either is."""
    dtype = widest(left.dtype, right.dtype)
    a, b = left.to(dtype), right.to(dtype)
    return {">=": a >= b, ">": a > b, "<=": a <= b, "<": a < b, "==": a == b, "!=": a != b}[sign]


def chosen(condition: pl.Expr, yes: Whole, no: Whole) -> Whole:
    """Yes where the condition is true, no where it is false or null."""
    low, high = min(yes.low, no.low), max(yes.high, no.high)
    dtype = widest(yes.dtype, no.dtype)
    return Whole(pl.when(condition).then(yes.to(dtype)).otherwise(no.to(dtype)), low, high, dtype)


def floored(part: Whole, whole: Whole) -> Whole:
    """Part ÷ whole rounded down, for a whole above 0; anything or null where it is not."""
    least = max(whole.low, 1)
    ends = [end // divisor for end in (part.low, part.high) for divisor in (least, max(whole.high, least))]
    dtype = widest(part.dtype, whole.dtype)
    return Whole(part.to(dtype) // whole.to(dtype), min(ends), max(ends), dtype)


def against_zero(terms: Sequence[tuple[int, Whole]], constant: int, sign: str) -> pl.Expr:
    """Σ coefficient · number + constant, compared with 0; null where a number is.

    One number is compared with a constant; of several, what is subtracted is brought to the other side.
    """
    if not terms:
        return pl.lit(holds(constant, sign))
    if len(terms) == 1:
        (coefficient, number) = terms[0]
        if coefficient < 0:
            return _against(number, -coefficient, FLIPPED[sign], constant)
        return _against(number, coefficient, sign, -constant)
    left = [scaled(number, factor) for factor, number in terms if factor > 0]
    right = [scaled(number, -factor) for factor, number in terms if factor < 0]
    (left if constant > 0 else right).append(literal(abs(constant)))
    return compared(summed(left), sign, summed(right))


def _against(number: Whole, factor: int, sign: str, limit: int) -> pl.Expr:
    """A number times a positive factor against a limit, without the multiplication."""
    down, up = limit // factor, -(-limit // factor)
    if sign in ("==", "!=") and down != up:
        return compared(number, NEVER[sign], number)
    return compared(number, sign, literal(up if sign in (">=", "<") else down))
