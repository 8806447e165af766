"""One end of a number that counts in a score, in columns: a quotient of whole numbers, or no end at all.

Most ends are whole; a divisor comes in with what is divided by evidence, and goes when it is rounded. Ends are never
null.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import or_

import polars as pl

from evalcore.engines.widths import Whole, chosen, compared, floored, literal, multiplied, scaled, summed

ONE = literal(1)
NOWHERE = pl.lit(False)


@dataclass(frozen=True)
class End:
    """`part` ÷ `whole` (above 0; None: 1); where `endless` is true there is no end, on the side the end stands for."""

    part: Whole
    whole: Whole | None = None
    endless: pl.Expr | None = None


def at(value: int) -> End:
    """An end that is the same in every row."""
    return End(literal(value))


def _wholes(ends: Sequence[End]) -> list[Whole]:
    return [end.whole for end in ends if end.whole is not None]


def choose(condition: pl.Expr, yes: End, no: End) -> End:
    """Yes where the condition is true, no where it is false or null."""
    whole = None
    if yes.whole is not None or no.whole is not None:
        whole = chosen(condition, yes.whole or ONE, no.whole or ONE)
    endless = None
    if yes.endless is not None or no.endless is not None:
        endless = pl.when(condition).then(_endless(yes)).otherwise(_endless(no))
    return End(chosen(condition, yes.part, no.part), whole, endless)


def _endless(end: End) -> pl.Expr:
    return NOWHERE if end.endless is None else end.endless


def crossed(left: End, sign: str, right: End) -> pl.Expr:
    """Two ends compared, as if both were there."""
    a = multiplied([left.part, *_wholes([right])])
    b = multiplied([right.part, *_wholes([left])])
    return compared(a, sign, b)


def total(summands: Sequence[tuple[int, End]]) -> End:
    """The sum of ends times whole coefficients; without an end where one of them is."""
    ends = [end for _, end in summands]
    wholes = list({id(whole): whole for whole in _wholes(ends)}.values())  # ends over one divisor keep it
    parts = [
        multiplied([scaled(end.part, factor), *[each for each in wholes if each is not end.whole]])
        for factor, end in summands
    ]
    without = [end.endless for end in ends if end.endless is not None]
    return End(
        summed(parts) if parts else literal(0),
        multiplied(wholes) if wholes else None,
        reduce(or_, without) if without else None,
    )


def greatest(ends: Sequence[End], *, high: bool) -> End:
    """The greatest: of high ends none where one is missing, of low ends none where all are."""
    return reduce(lambda a, b: _further(a, b, ">=", any_=high), ends)


def least(ends: Sequence[End], *, high: bool) -> End:
    """The least: of low ends none where one is missing, of high ends none where all are."""
    return reduce(lambda a, b: _further(a, b, "<=", any_=not high), ends)


def _further(a: End, b: End, sign: str, *, any_: bool) -> End:
    """The one of two that stands further out; where one has no end, that is further out (`any_`), or is left out."""
    if not _wholes([a, b]) and a.endless is None and b.endless is None:
        if a.part.low >= b.part.high:
            return a if sign == ">=" else b
        if b.part.low >= a.part.high:
            return b if sign == ">=" else a
    first = crossed(a, sign, b)
    if a.endless is None and b.endless is None:
        return choose(first, a, b)
    if any_:
        return replace(choose(first, replace(a, endless=None), replace(b, endless=None)), endless=_either(a, b))
    only = (first & ~_endless(a)) | _endless(b)
    return choose(only, a, b)


def _either(a: End, b: End) -> pl.Expr:
    return _endless(a) | _endless(b)


def clamped(end: End, low: int | None, high: int | None, *, is_high: bool) -> End:
    """The end within limits; where there is none it becomes the limit on its side, if there is one."""
    found = replace(end, endless=None)
    if low is not None and _below(found, low):
        found = choose(crossed(found, "<", at(low)), at(low), found)
    if high is not None and _above(found, high):
        found = choose(crossed(found, ">", at(high)), at(high), found)
    if end.endless is None:
        return _within(found, low, high)
    limit = high if is_high else low
    if limit is None:
        return replace(_within(found, low, high), endless=end.endless)
    return _within(choose(end.endless, at(limit), found), low, high)


def _below(end: End, low: int) -> bool:
    return end.whole is not None or end.part.low < low


def _above(end: End, high: int) -> bool:
    return end.whole is not None or end.part.high > high


def _within(end: End, low: int | None, high: int | None) -> End:
    """The end with the range that its limits prove."""
    if end.whole is not None:
        return end
    part = end.part
    least_ = part.low if low is None else max(part.low, low)
    most = part.high if high is None else min(part.high, high)
    return replace(end, part=replace(part, low=min(least_, most), high=max(least_, most)))


def quotient(end: End, divisor: End) -> End:
    """An end divided by one that is above 0, both as they are stored."""
    part = multiplied([end.part, *_wholes([divisor])])
    return End(part, multiplied([divisor.part, *_wholes([end])]), end.endless)


def rounded(end: End, steps: Fraction, size: int) -> End:
    """The end rounded to steps, halves away from 0: `steps` is one step at the end's scale, `size` at the result's."""
    if end.whole is None and steps.numerator == 1:
        return replace(end, part=scaled(end.part, size * steps.denominator))
    part = scaled(end.part, steps.denominator)
    whole = multiplied([literal(steps.numerator), *_wholes([end])])
    twice, double = scaled(part, 2), scaled(whole, 2)
    up = floored(summed([twice, whole]), double)
    if twice.low >= 0:
        found = up
    else:
        down = scaled(floored(summed([scaled(twice, -1), whole]), double), -1)
        found = chosen(compared(part, ">=", literal(0)), up, down)
    return End(scaled(found, size), None, end.endless)


def against(end: End, sign: str, limit: int) -> pl.Expr:
    """An end, as if it were there, compared with a whole number; null where it is null."""
    return compared(end.part, sign, scaled(end.whole or ONE, limit))
