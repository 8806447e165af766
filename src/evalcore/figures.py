"""Exact numbers as people read them: decimals where they end, ≈ where they do not, never rounded onto a line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evalcore.intervals import Interval, half_up

LONGEST = 12  # decimals shown before a terminating figure counts as too long to read


def shortest(value: Decimal) -> Decimal:
    """The same number without zeros at the end of its decimals: 1.50 is 1.5."""
    if not value:
        return Decimal(0)
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):  # infinite, or none
        return value
    while exponent < 0 and not digits[-1]:
        digits, exponent = digits[:-1], exponent + 1
    return Decimal((sign, digits, exponent))


def exact_text(value: Fraction) -> str:
    """The value without loss: a decimal where it terminates, else a fraction such as 64900/1359."""
    places = decimals_of(value)
    return str(value) if places is None else _decimal(value, places)


def decimals_of(value: Fraction) -> int | None:
    """How many decimals the value has; None when they do not end."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def decimal_of(value: Fraction, places: int) -> Decimal:
    """A value that has at most so many decimals, with just so many."""
    return Decimal(_decimal(value, places))


def _decimal(value: Fraction, places: int) -> str:
    """A decimal with exactly so many places, for a value that has no more."""
    scaled = abs(value) * 10**places
    digits = str(scaled.numerator // scaled.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def shown(value: Fraction, unit: str | None = None, *, beside: Fraction | None = None, decimals: int = 2) -> str:
    """The value for a reader, with its unit.

    A value that does not terminate is rounded half up and marked ≈. It gets as many decimals as it takes to be told apart
    from the nearest whole number, and from another figure `beside` it, so that 89.999997 % is never printed as 90.00 %.
    """
    places = decimals_of(value)
    if places is not None and places <= LONGEST:
        return _decimal(value, places) + unit_text(unit)
    lines = [half_up(value, Fraction(1)), *([] if beside is None else [beside])]
    while True:
        rounded = half_up(value, Fraction(1, 10**decimals))
        if all(_order(rounded, line) == _order(value, line) for line in lines):
            return f"≈{_decimal(rounded, decimals)}{unit_text(unit)}"
        decimals += 1


def _order(a: Fraction, b: Fraction) -> int:
    return (a > b) - (a < b)


def unit_text(unit: str | None) -> str:
    """A unit as it follows a number."""
    return "" if unit is None else unit


def span_text(span: Interval, unit: str | None = None) -> str:
    """A set of possible values: `≥ 120次`, `95% … 100%`, `> 95%`."""
    if span.exact is not None:
        return shown(span.exact, unit)
    low = None if span.low is None else shown(span.low, unit)
    high = None if span.high is None else shown(span.high, unit)
    if low is None and high is None:
        return "?"
    if high is None:
        return f"{'>' if span.low_open else '≥'} {low}"
    if low is None:
        return f"{'<' if span.high_open else '≤'} {high}"
    return f"{'(' if span.low_open else '['}{low}, {high}{')' if span.high_open else ']'}"
