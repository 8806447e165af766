"""What numbers and conditions can come to, whatever the evidence says: too wide at times, never too narrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import NamedTuple

from evalcore.conditions.expressions import Expr, Name, RateOptions, Type
from evalcore.intervals import Interval, plus, times, whole
from evalcore.lint.reading import Reading

ZERO, ONE = Fraction(0), Fraction(1)
ANYTHING = Interval(None, None)
OPPOSITE = {">=": "<", "<": ">=", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
TURNED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "==", "!=": "!="}  # with the sides exchanged


class Sum(NamedTuple):
    """A number as a weighted sum of what it reads, so that equal things on two sides meet."""

    terms: Mapping[Expr, Fraction]
    constant: Fraction = ZERO

    def plus(self, other: Sum, factor: Fraction = ONE) -> Sum:
        """This and so many times another."""
        terms = dict(self.terms)
        for atom, weight in other.terms.items():
            terms[atom] = terms.get(atom, ZERO) + factor * weight
        kept = {atom: weight for atom, weight in terms.items() if weight}
        return Sum(kept, self.constant + factor * other.constant)

    def minus(self, other: Sum) -> Sum:
        return self.plus(other, -ONE)


def number(value: Fraction) -> Sum:
    """A plain number as a sum."""
    return Sum({}, value)


def sum_of(expr: Expr) -> Sum:
    """A number expression as a sum."""
    match expr.op:
        case "number":
            assert isinstance(expr.value, Fraction)
            return number(expr.value)
        case "add":
            return sum_of(expr.args[0]).plus(sum_of(expr.args[1]))
        case "sub":
            return sum_of(expr.args[0]).minus(sum_of(expr.args[1]))
        case "mul":
            left, right = (sum_of(arg) for arg in expr.args)
            factor, other = (right.constant, left) if left.terms else (left.constant, right)
            return number(ZERO).plus(other, factor)
    return Sum({_plain(expr): ONE})


def difference(compare: Expr) -> Sum:
    """The left side of a comparison minus its right side."""
    return sum_of(compare.args[0]).minus(sum_of(compare.args[1]))


def _plain(expr: Expr) -> Expr:
    """The expression without what a rate was declared as and without units, so that equal numbers are equal."""
    value = RateOptions(above_100=expr.value.above_100) if isinstance(expr.value, RateOptions) else expr.value
    args = tuple(_plain(arg) for arg in expr.args)
    return replace(expr, type=Type(expr.type.kind), args=args, value=value)


def span(reading: Reading, total: Sum) -> Interval:
    """Everything a sum can be, within the bounds of its fields; whole numbers where it can be nothing else."""
    summands = (times(weight, _span_of(reading, atom)) for atom, weight in total.terms.items())
    return reduce(plus, summands, Interval.exactly(total.constant))


def _span_of(reading: Reading, atom: Expr) -> Interval:
    match atom.op:
        case "name":
            assert isinstance(atom.value, Name)
            quantity = reading.quantity(atom.value)
            return Interval(quantity.low, quantity.high)
        case "rate":
            part = span(reading, sum_of(atom.args[0]))
            low = ZERO if part.low is not None and part.low >= 0 else None
            above = isinstance(atom.value, RateOptions) and atom.value.above_100
            return Interval(low, None if above else Fraction(100))
        case "last":
            return span(reading, sum_of(atom.args[0]))
        case "count" | "points" | "score":
            return Interval(ZERO, None)
        case "total":
            one = _span_of(reading, atom.args[0])
            return Interval(ZERO if one.low is not None and one.low >= 0 else None, None)
    return ANYTHING


def is_whole(reading: Reading, total: Sum) -> bool:
    """Whether a sum can only be a whole number."""
    weights = (total.constant, *total.terms.values())
    return all(weight.denominator == 1 for weight in weights) and all(_counts(reading, atom) for atom in total.terms)


def _counts(reading: Reading, atom: Expr) -> bool:
    if isinstance(atom.value, Name):
        return reading.quantity(atom.value).type == "count"
    return atom.op == "count" or (atom.op in ("last", "total") and _counts(reading, atom.args[0]))


def beyond(sign: str, bound: Fraction) -> Interval:
    """All numbers that stand in an order to a bound."""
    return {
        ">=": Interval(bound, None),
        ">": Interval(bound, None, low_open=True),
        "<=": Interval(None, bound),
        "<": Interval(None, bound, high_open=True),
        "==": Interval.exactly(bound),
    }[sign]


def possible(reading: Reading, total: Sum, *parts: Interval) -> bool:
    """Whether a sum can lie in all of some intervals at once."""
    found = reduce(Interval.within, parts, span(reading, total))
    return not (whole(found) if is_whole(reading, total) else found).empty


def can_be(reading: Reading, total: Sum, sign: str) -> bool:
    """Whether a sum can stand in a relation to zero."""
    if sign == "!=":
        return span(reading, total).exact != 0
    return possible(reading, total, beyond(sign, ZERO))


class Can(NamedTuple):
    """Which answers a condition can give at all."""

    hold: bool
    fail: bool


def can(reading: Reading, expr: Expr) -> Can:
    """Which answers a condition can give. Conditions that exclude each other are not noticed."""
    parts = [can(reading, arg) for arg in expr.args if arg.type.kind == "truth"]
    match expr.op:
        case "compare" if expr.args[0].type.kind == "number":
            total, sign = difference(expr), str(expr.value)
            return Can(can_be(reading, total, sign), can_be(reading, total, OPPOSITE[sign]))
        case "and":
            return Can(all(part.hold for part in parts), any(part.fail for part in parts))
        case "or":
            return Can(any(part.hold for part in parts), all(part.fail for part in parts))
        case "not":
            return Can(parts[0].fail, parts[0].hold)
        case "at_least":
            assert isinstance(expr.value, int)
            certain = sum(not part.fail for part in parts)
            return Can(sum(part.hold for part in parts) >= expr.value, certain < expr.value)
        case "every_year" | "every_quarter" | "every_month" | "last":
            return parts[0] if parts else Can(hold=True, fail=True)
        case "every":
            return Can(hold=True, fail=parts[0].fail and all(where.hold for where in parts[1:]))
        case "some":
            return Can(hold=all(part.hold for part in parts), fail=True)
    return Can(hold=True, fail=True)
