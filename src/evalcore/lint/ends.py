"""Bounds that look as if a printed list of whole-number ranges had been copied: 80–89 and 90–99 say nothing of 89.5."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

RANGE = 5  # assumed: printed ranges end at multiples of five, or one beside them


def looks_cut(bounds: Sequence[tuple[str, Fraction]]) -> bool:
    """Whether two bounds or more stand one beside a multiple of five, on the side that leaves a gap.

    A range that begins at 81 (`>= 81`) leaves out what lies above 80; one that ends at 89 (`> 89`, `<= 89`), what lies
    below 90.
    """
    return sum(_beside(sign, bound) for sign, bound in bounds) > 1


def _beside(sign: str, bound: Fraction) -> bool:
    neighbour = bound - 1 if sign in (">=", "<") else bound + 1
    return bound.denominator == 1 and neighbour % RANGE == 0
