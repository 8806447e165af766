"""Results and gaps as people take them: points as decimals, gaps with names and texts, worst first.

While a table is scored, points are whole numbers of their last decimal place and gaps say only what differs: that is a
quarter of the memory, and in millions of rows memory is most of the time.
"""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from evalcore.batch.cells import ends_of
from evalcore.batch.layout import DIGITS, LEAF_TEXTS, Layout, decimals_in
from evalcore.figures import decimal_of
from evalcore.gaps import KINDS
from evalcore.standard import Indicator, Standard

MOST = 2**62  # below which packed numbers stay
FAR = 2**31  # how far apart points may lie to be numbers of a code as they are


def results_of(layout: Layout, compact: pl.DataFrame) -> pl.DataFrame:
    """The results, a row a place, in the order of the rows."""
    return compact.select(_written(name, dtype) for name, dtype in layout.results.items())


def gaps_of(standard: Standard, layout: Layout, compact: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """The gaps, in the order of the rows and of each row worst first, as in `Scorecard.gaps`.

    Millions of gaps say few different things. These are ordered and written out once, and one number for each gap, of its
    row and of what it says, is all that is sorted.
    """
    leaves = list(standard.leaves())
    packed = _packed(compact, leaves)
    firsts = packed.arg_unique()
    distinct = packed.gather(firsts).sort()
    said = _said(layout, leaves, compact.drop("row")[firsts][packed.gather(firsts).arg_sort()])
    count = max(len(distinct), 1)
    order = (compact["row"] * count + distinct.search_sorted(packed).cast(pl.Int64)).sort()
    rows = order // count
    which = (order - rows * count).cast(pl.UInt32)
    places = results["subject"].gather(_places(results["row"], rows))
    return said[which].with_columns(rows.alias("row"), places.alias("subject")).select(*layout.gaps)


def _said(layout: Layout, leaves: list[Indicator], gaps: pl.DataFrame) -> pl.DataFrame:
    """What gaps say, with the texts of their indicators."""
    texts = {answer: _text(layout, leaves, answer) for answer in LEAF_TEXTS}
    return gaps.select(
        texts[name].alias(name) if name in texts else _written(name, dtype)
        for name, dtype in layout.gaps.items()
        if name not in ("row", "subject")
    )


def _places(rows: pl.Series, sought: pl.Series) -> pl.Series:
    """Where rows stand among those of the results; mostly they follow each other."""
    first = rows.first()
    if isinstance(first, int) and rows.last() == first + len(rows) - 1:
        return sought - first
    return rows.search_sorted(sought)


# --- worst first --------------------------------------------------------------------------------------------------------

Code = tuple[pl.Series, int]  # numbers from 0 that sort as what they stand for, and how many there can be


def _packed(gaps: pl.DataFrame, leaves: list[Indicator]) -> pl.Series:
    """What each gap says as one number, the smaller the worse: vetoes, kind, points lost and pending, place in the sheet."""
    position = gaps["indicator"].to_physical()
    vetoes = pl.Series([leaf.veto is None for leaf in leaves], dtype=pl.Int64)
    codes = [(vetoes.gather(position), 2), (gaps["kind"].to_physical(), len(KINDS))]
    codes.extend(_most_first(gaps[name]) for name in ("points_lost", "points_pending") if name in gaps.columns)
    found, size = codes[0]
    for code, count in (*codes[1:], (position, len(leaves))):
        if size * count >= MOST:
            found, size = _dense(found)
        found, size = found * count + code.cast(pl.Int64), size * count
    return found


def _most_first(points: pl.Series) -> Code:
    if points.dtype == pl.String:  # exact fractions
        distinct = sorted(points.unique(), key=Fraction, reverse=True)
        return points.replace_strict(distinct, range(len(distinct)), return_dtype=pl.Int64), len(distinct)
    least, most = ends_of(points)
    if most - least >= FAR:
        codes, count = _dense(points)
        return (count - 1) - codes, count
    lack = pl.lit(most, dtype=points.dtype) - pl.lit(points)
    return pl.select(lack.cast(pl.Int64)).to_series(), most - least + 1


def _dense(numbers: pl.Series) -> Code:
    distinct = numbers.unique().sort()
    return distinct.search_sorted(numbers).cast(pl.Int64), len(distinct)


def _text(layout: Layout, leaves: list[Indicator], answer: str) -> pl.Expr:
    """A text of each gap's indicator."""
    texts = pl.Series([getattr(leaf, answer) for leaf in leaves], dtype=layout.gaps[answer])
    return pl.lit(texts).gather(pl.col("indicator").to_physical().cast(pl.UInt32))


def _written(name: str, dtype: pl.DataType) -> pl.Expr:
    places = decimals_in(dtype)
    if places is None:
        return pl.col(name)
    return (pl.col(name) * pl.lit(decimal_of(Fraction(1, 10**places), places))).cast(pl.Decimal(DIGITS, places))
