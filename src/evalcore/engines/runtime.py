"""What generated source calls: the few operations that are more than an operator."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Any

from evalcore.answers import Answers
from evalcore.truth import NO, YES

Number = int | Fraction | float  # a float is only ever infinity: no limit
FLIP = (0, NO, YES, 3)


def rounded(part: Number, whole: int) -> Number:
    """Part ÷ whole, rounded half up, halves away from zero."""
    if part in (inf, -inf):
        return part
    return (2 * part + whole) // (2 * whole) if part >= 0 else -((whole - 2 * part) // (2 * whole))


def shared(number: Number, part: int, base: Number) -> Number:
    """Number × part ÷ base; 0 where nothing applies."""
    return Fraction(number * part) / base if base else 0


def namespace() -> dict[str, Any]:
    """The names that generated source uses."""
    return {"A": Answers, "N": FLIP, "R": rounded, "Q": shared, "F": Fraction, "I": inf}
