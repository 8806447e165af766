"""Bounds that look as if a printed list of whole-number ranges had been copied: 80–89 and 90–99 say nothing of 89.5."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

WIDTHS = (5, 10)  # assumed: printed ranges are as wide, and end at a multiple or one beside it


def looks_cut(bounds: Sequence[tuple[str, Fraction]]) -> bool:
    """Whether bounds stand one beside multiples of five, at least one of them of ten, on the side that leaves a gap.

    A range that begins at 81 (`>= 81`) leaves out what lies above 80; one that ends at 89 (`> 89`, `<= 89`), what lies
    below 90.
    """
    beside = [bound - 1 if sign in (">=", "<") else bound + 1 for sign, bound in bounds]
    by_five, by_ten = (sum(neighbour % width == 0 for neighbour in beside) for width in WIDTHS)
    return by_five > 1 and by_ten > 0
