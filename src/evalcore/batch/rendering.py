"""Results and gaps as people take them: points as decimals, gaps with names and texts, worst first.

While a table is scored, points are whole numbers of their last decimal place and gaps say only what differs: that is a
quarter of the memory, and in millions of rows memory is most of the time.
"""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from evalcore.batch.layout import DIGITS, LEAF_TEXTS, Layout, decimals_in
from evalcore.figures import decimal_of
from evalcore.standard import Indicator, Standard


def results_of(layout: Layout, compact: pl.DataFrame) -> pl.DataFrame:
    """The results, a row a place, in the order of the rows."""
    return compact.select(_written(name, dtype) for name, dtype in layout.results.items())


def gaps_of(standard: Standard, layout: Layout, compact: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """The gaps, in the order of the rows and of each row worst first, as in `Scorecard.gaps`."""
    leaves = list(standard.leaves())
    ordered = compact[_order(compact, leaves)]
    places = results["subject"].gather(results["row"].search_sorted(ordered["row"]))
    named = ordered.with_columns(places.alias("subject"))
    texts = {answer: _text(layout, leaves, answer) for answer in LEAF_TEXTS}
    return named.select(
        texts[name].alias(name) if name in texts else _written(name, dtype) for name, dtype in layout.gaps.items()
    )


def _order(compact: pl.DataFrame, leaves: list[Indicator]) -> pl.Series:
    """Where the gaps go: sorted by one number, which is many times faster than by five."""
    kinds = [name for name in ("indicator", "kind", "points_lost", "points_pending") if name in compact.columns]
    vetoes = pl.Series([leaf.veto is None for leaf in leaves], dtype=pl.Boolean)
    kinds_of_gaps = compact.select(kinds).unique()
    worst = [pl.lit(-_ranked(kinds_of_gaps[name])) for name in kinds[2:]]
    keys = [pl.lit(vetoes).gather(_position()), pl.col("kind").to_physical(), *worst, _position()]
    ranked = kinds_of_gaps.sort(keys).with_row_index("rank")
    rank = compact.select(kinds).join(ranked, on=kinds, how="left", maintain_order="left", nulls_equal=True)["rank"]
    return (compact["row"] * max(len(ranked), 1) + rank.cast(pl.Int64)).arg_sort()


def _ranked(points: pl.Series) -> pl.Series:
    """Points as numbers that sort; of exact fractions, which are text, their rank."""
    if points.dtype != pl.String:
        return points.cast(pl.Int64)
    ranked = sorted(points.unique(), key=Fraction)
    return points.replace_strict(ranked, range(len(ranked)), return_dtype=pl.Int64)


def _position() -> pl.Expr:
    return pl.col("indicator").to_physical().cast(pl.UInt32)


def _text(layout: Layout, leaves: list[Indicator], answer: str) -> pl.Expr:
    """A text of each gap's indicator."""
    texts = pl.Series([getattr(leaf, answer) for leaf in leaves], dtype=layout.gaps[answer])
    return pl.lit(texts).gather(_position())


def _written(name: str, dtype: pl.DataType) -> pl.Expr:
    places = decimals_in(dtype)
    if places is None:
        return pl.col(name)
    return (pl.col(name) * pl.lit(decimal_of(Fraction(1, 10**places), places))).cast(pl.Decimal(DIGITS, places))
