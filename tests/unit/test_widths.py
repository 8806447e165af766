"""Whole numbers in columns: they never wrap, and nothing answers for what is absent."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import polars as pl
import pytest

from evalcore.engines import ends
from evalcore.engines.columns import decided
from evalcore.engines.ends import End
from evalcore.engines.trace import gate
from evalcore.engines.widths import (
    TooWide,
    Whole,
    against_zero,
    chosen,
    column,
    compared,
    floored,
    literal,
    multiplied,
    scaled,
    summed,
    width,
)
from evalcore.graph import holds
from evalcore.intervals import half_up
from evalcore.truth import ABSENT, NO, YES

SIGNS = (">=", ">", "<=", "<", "==", "!=")
A = [0, 1, -1, 7, -7, 2**31 - 1, -(2**31) + 1, None]
B = [1, 2, 3, 10, 999, 2**31 - 1, 5, None]


def table(**columns: list[int | None]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int32))


def pairs() -> tuple[pl.DataFrame, list[tuple[int | None, int | None]]]:
    both = list(product(A, B))
    return table(a=[a for a, _ in both], b=[b for _, b in both]), both


LOW, HIGH = -(2**31) + 1, 2**31 - 1
WHOLE_A, WHOLE_B = column("a", LOW, HIGH), column("b", 1, HIGH)


def check(made: Whole | pl.Expr, meant: Callable[[int, int], object]) -> None:
    """An expression of two columns gives what it means, null where either is absent, and keeps to its range."""
    frame, both = pairs()
    expr = made.expr if isinstance(made, Whole) else made
    found = frame.select(expr.alias("found"))["found"]
    assert found.to_list() == [None if a is None or b is None else meant(a, b) for a, b in both]
    if isinstance(made, Whole):
        assert found.dtype == made.dtype
        assert all(made.low <= value <= made.high for value in found.drop_nulls())


def test_arithmetic_is_exact_and_null_where_anything_is_absent() -> None:
    check(summed([WHOLE_A, WHOLE_B, literal(3)]), lambda a, b: a + b + 3)
    check(multiplied([WHOLE_A, WHOLE_B]), lambda a, b: a * b)
    check(multiplied([WHOLE_A, WHOLE_B, WHOLE_B, WHOLE_A]), lambda a, b: a * b * b * a)
    check(floored(scaled(WHOLE_A, 100), WHOLE_B), lambda a, b: 100 * a // b)
    check(summed([scaled(WHOLE_A, -5), *[WHOLE_B] * 9]), lambda a, b: 9 * b - 5 * a)


@pytest.mark.parametrize("sign", SIGNS)
def test_comparisons(sign: str) -> None:
    check(compared(WHOLE_A, sign, WHOLE_B), lambda a, b: holds(a - b, sign))
    check(against_zero([(10, WHOLE_A), (-9, WHOLE_B)], -3, sign), lambda a, b: holds(10 * a - 9 * b - 3, sign))
    for factor, constant in product((-7, -2, 1, 3), (-21, -5, 0, 4, 2**40)):
        made = against_zero([(factor, WHOLE_A)], constant, sign)
        found = table(a=A).select(made.alias("found"))["found"].to_list()
        assert found == [None if a is None else holds(factor * a + constant, sign) for a in A], (factor, constant)


def test_widths_are_the_narrowest_that_hold_a_range() -> None:
    assert [width(-n, n) for n in (2**31 - 1, 2**31, 2**63 - 1, 2**63, 2**127 - 1)] == [
        pl.Int32, pl.Int64, pl.Int64, pl.Int128, pl.Int128,
    ]  # fmt: skip
    with pytest.raises(TooWide):
        width(0, 2**127)
    with pytest.raises(TooWide):
        multiplied([column("a", 0, 2**63)] * 3)


def test_a_choice_is_the_other_one_where_its_condition_is_absent() -> None:
    frame = pl.DataFrame({"c": [True, False, None]})
    made = chosen(pl.col("c"), literal(5), literal(2**40))
    assert frame.select(made.expr).to_series().to_list() == [5, 2**40, 2**40]


def test_gates_of_polars_are_kleene() -> None:
    truths = (True, False, None)
    code = {True: YES, False: NO, None: ABSENT}
    both = list(product(truths, truths))
    frame = pl.DataFrame(
        {"a": [a for a, _ in both], "b": [b for _, b in both]}, schema={"a": pl.Boolean, "b": pl.Boolean}
    )
    a, b = pl.col("a"), pl.col("b")
    exprs = {
        "all": pl.all_horizontal(a, b),
        "any": pl.any_horizontal(a, b),
        "not": ~a,
        "guard": pl.when(a).then(b),
    }
    for kind, expr in exprs.items():
        found = frame.select(expr.alias("found"))["found"].to_list()
        args = [[code[x]] if kind == "not" else [code[x], code[y]] for x, y in both]
        assert [code[each] for each in found] == [gate(kind, each) for each in args], kind
    picked = frame.select(pl.when(a).then(b).when(~a).then(~b).alias("found"))["found"].to_list()
    assert [code[each] for each in picked] == [
        gate("pick", [code[x], code[y], gate("not", [code[y]])]) for x, y in both
    ]
    sure = frame.select(decided(a, b).alias("found"))["found"].to_list()
    assert sure == [True if x else False if y else None for x, y in both]


# -- ends --------------------------------------------------------------------------------------------------------------


def values_of(end: End, frame: pl.DataFrame) -> list[Fraction | None]:
    """The ends as fractions; None where there is none."""
    nothing = pl.lit(False) if end.endless is None else end.endless
    whole = pl.lit(1) if end.whole is None else end.whole.expr
    rows = frame.select(end.part.expr.alias("p"), whole.alias("w"), nothing.alias("e")).iter_rows()
    return [None if endless else Fraction(part, divisor) for part, divisor, endless in rows]


FRAME = table(a=[3, -3, 10, 0], b=[2, 4, 3, 7]).with_columns(e=pl.Series([False, False, True, False]))
THIRDS = End(column("a", -5, 10), column("b", 1, 9))
ENDLESS = End(column("a", -5, 10), None, pl.col("e"))


def test_ends_add_up_as_fractions() -> None:
    expected = [Fraction(3, 2), Fraction(-3, 4), Fraction(10, 3), Fraction(0)]
    assert values_of(THIRDS, FRAME) == expected
    assert values_of(ends.total([(2, THIRDS), (-1, THIRDS), (1, ends.at(1))]), FRAME) == [each + 1 for each in expected]
    assert values_of(ends.total([(1, THIRDS), (3, ENDLESS)]), FRAME) == [Fraction(21, 2), Fraction(-39, 4), None, 0]


@pytest.mark.parametrize("high", [False, True])
def test_the_greatest_and_least_of_ends_that_may_not_exist(high: bool) -> None:
    """Of low ends that are missing (−∞) and high ends that are missing (+∞)."""
    missing = float("inf") if high else float("-inf")
    both = list(zip(*(values_of(end, FRAME) for end in (THIRDS, ENDLESS)), strict=True))
    for pick, meant in ((ends.greatest, max), (ends.least, min)):
        found = values_of(pick([THIRDS, ENDLESS], high=high), FRAME)
        wanted = [meant(missing if a is None else a, missing if b is None else b) for a, b in both]
        assert [missing if each is None else each for each in found] == wanted


@pytest.mark.parametrize("limits", [(None, None), (0, None), (None, 2), (-1, 1)])
@pytest.mark.parametrize("is_high", [False, True])
def test_clamped_ends(limits: tuple[int | None, int | None], is_high: bool) -> None:
    low, high = limits
    for end in (THIRDS, ENDLESS):
        found = values_of(ends.clamped(end, low, high, is_high=is_high), FRAME)
        for before, after in zip(values_of(end, FRAME), found, strict=True):
            kept = (high if is_high else low) if before is None else max(before, low if low is not None else before)
            assert after == (kept if before is None or high is None or kept is None else min(kept, high))


@pytest.mark.parametrize("steps", [Fraction(1), Fraction(1, 10), Fraction(5), Fraction(2, 3)])
def test_ends_are_rounded_half_away_from_zero(steps: Fraction) -> None:
    found = values_of(ends.rounded(THIRDS, steps, 1), FRAME)
    assert found == [None if each is None else half_up(each, steps) / steps for each in values_of(THIRDS, FRAME)]
