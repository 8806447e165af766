"""Small pieces of generated source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm

from evalcore.graph import Term

# When a comparison of two sums with two ends is yes, and when it is no: l and h on the left, lr and hr on the right.
DECIDED = {
    ">=": ("{l}>={lr}", "{h}<{hr}"),
    ">": ("{l}>{lr}", "{h}<={hr}"),
    "<=": ("{h}<={hr}", "{l}>{lr}"),
    "<": ("{h}<{hr}", "{l}>={lr}"),
    "==": ("{l}=={lr} and {h}=={hr}", "{l}>{lr} or {h}<{hr}"),
    "!=": ("{l}>{lr} or {h}<{hr}", "{l}=={lr} and {h}=={hr}"),
}


def clamped(end: str, low: int | None, high: int | None) -> str:
    """An end cut to limits."""
    text = end if low is None else f"max({end},{low})"
    return text if high is None else f"min({text},{high})"


def tuple_of(parts: Iterable[str]) -> str:
    """A tuple of parts."""
    return "(" + "".join(f"{part}," for part in parts) + ")"


def whole_terms(terms: Sequence[Term]) -> list[tuple[int, tuple[int, ...]]]:
    """Terms compared with zero, with whole coefficients as small as possible."""
    common = lcm(*(c.denominator for c, _ in terms))
    whole = [(int(c * common), numbers) for c, numbers in terms]
    divisor = gcd(*(c for c, _ in whole)) or 1
    return [(c // divisor, numbers) for c, numbers in whole if c]


def multiple(factor: int, text: str) -> str:
    """A product in a sum; `text` is a name, a number or in brackets."""
    return text if factor == 1 else str(factor) if text == "1" else f"{factor}*{text}"


def rounding(text: str, step: Fraction, size: int, fraction: bool) -> str:
    """A number rounded half up; `step` is one step at its scale, `size` one step at that of the result.

    A whole number is a multiple of a step of 1/k already.
    """
    if step.numerator == 1 and not fraction:
        return multiple(size * step.denominator, text)
    return multiple(size, f"R({multiple(step.denominator, text)},{step.numerator})")
