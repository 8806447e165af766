"""Small pieces of generated source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd, lcm

from evalcore.graph import Term

# When a comparison of a number with two ends is yes, and when it is no.
DECIDED = {
    ">=": ("{l}>=0", "{h}<0"),
    ">": ("{l}>0", "{h}<=0"),
    "<=": ("{h}<=0", "{l}>0"),
    "<": ("{h}<0", "{l}>=0"),
    "==": ("{l}=={h}==0", "{l}>0 or {h}<0"),
    "!=": ("{l}>0 or {h}<0", "{l}=={h}==0"),
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
