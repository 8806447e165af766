"""Thresholds that places miss by a hair: counted over a part, exactly. `docs/batch.md` says what "just below" means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple

import polars as pl

from evalcore.batch.jobs import Job
from evalcore.batch.layout import DIGITS, decimals_in
from evalcore.batch.mixed import MIXED, figures_in
from evalcore.batch.tables import Part
from evalcore.conditions.expressions import Expr, Name
from evalcore.evidence import Key
from evalcore.headers import Header
from evalcore.intervals import Interval
from evalcore.plan import Plan
from evalcore.sites import Site, key_of, sites_of
from evalcore.standard import Quantity, Standard
from evalcore.truth import YES
from evalcore.values import read_value

MARGIN = Fraction(1, 20)  # assumed: a threshold is just missed by at most this share of it
DECIMALS = 6  # assumed: decimals of figures in cells that are looked at
_SIGNS = {">=": ">=", ">": ">", "<=": "<=", "<": "<"}
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


class Threshold(NamedTuple):
    """A line that points or a figure must reach: a level, an entry line, or a check of an indicator with a fixed number.

    `figure` is the field that a check reads, or the part and the whole of its rate; `sign` says which side is wanted and
    `condition` is the check itself.
    """

    kind: Literal["level", "entry_line", "check"]
    id: str
    line: Fraction
    sign: str = ">="
    period: str | None = None
    figure: tuple[Key, ...] = ()
    condition: Expr | None = None


def thresholds_of(plan: Plan) -> tuple[Threshold, ...]:
    """Every threshold whose near misses can be counted; found once."""
    found: tuple[Threshold, ...] | None = plan.prepared.get("thresholds")
    if found is None:
        found = plan.prepared["thresholds"] = (*_of_points(plan.standard), *_of_checks(plan))
    return found


def near_misses(job: Job, part: Part, results: pl.DataFrame) -> Counter[int]:
    """How many places just miss each threshold, by its position in `thresholds_of`."""
    figures = _Figures(job, part, results)
    found: Counter[int] = Counter()
    for index, threshold in enumerate(thresholds_of(job.plan)):
        if threshold.kind == "check":
            count = figures.missing(threshold)
        else:
            name = "high" if threshold.kind == "level" else f"{threshold.id}.high"
            count = _points_below(results[name], threshold.line)
        if count:
            found[index] = count
    return found


def _points_below(points: pl.Series, line: Fraction) -> int:
    """How many points, certainly below a line, are close to it."""
    least = line - line * MARGIN
    decimals = decimals_in(points.dtype)
    if decimals is None:
        return sum(least <= Fraction(value) < line for value in points.drop_nulls())
    whole = points.to_physical()  # multiples of the last decimal
    first, last = (_int(ceil(end * 10**decimals)) for end in (least, line))
    return _count([whole], (pl.col("0") >= first) & (pl.col("0") < last))


def _of_points(standard: Standard) -> Iterator[Threshold]:
    for level in standard.levels:
        yield Threshold("level", level.id, level.from_)
    for part in standard.headings():
        share = None if part.entry_share is None else part.entry_share * standard.full(part) / 100
        line = part.entry_line if part.entry_line is not None else share
        if line is not None:
            yield Threshold("entry_line", part.id, line)


# --- checks -------------------------------------------------------------------------------------------------------------


def _of_checks(plan: Plan) -> Iterator[Threshold]:
    for leaf in plan.standard.leaves():
        for site in sites_of(plan, leaf.id).met:
            threshold = _of_site(plan, leaf.id, site)
            if threshold is not None:
                yield threshold


def _of_site(plan: Plan, leaf: str, site: Site) -> Threshold | None:
    """The threshold of a comparison between a figure and a number above 0."""
    expr = site.read.expr
    if expr.op != "compare" or site.wanted != YES or expr.value not in _SIGNS:
        return None
    for side, other, signs in ((0, 1, _SIGNS), (1, 0, _TURNED)):
        line = site.sides[other]
        figure = _figure(plan, site, side)
        if isinstance(line, Interval) and line.exact and line.exact > 0 and figure:
            return Threshold("check", leaf, line.exact, signs[str(expr.value)], site.read.period, figure, expr)
    return None


def _figure(plan: Plan, site: Site, side: int) -> tuple[Key, ...]:
    """The field, or the part and whole of the rate, that one side of a comparison is; empty for anything else."""
    known, expr = site.sides[side], site.read.expr.args[side]
    if isinstance(known, Key):
        return (known,) if known.role == "field" and plan.standard.evidence[known.id].numeric else ()
    names = [arg.value for arg in expr.args if isinstance(arg.value, Name)] if expr.op == "rate" else []
    keys = tuple(key_of(plan, name, site.read.period) for name in names)
    return keys if len(keys) == 2 and all(key.role == "field" for key in keys) else ()


class _Figures:
    """The figures of the rows of a part, as multiples of the last of `DECIMALS` decimals."""

    def __init__(self, job: Job, part: Part, results: pl.DataFrame) -> None:
        self.job, self.part, self.results = job, part, results
        self.columns = {header: index for index, header in enumerate(job.wide.headers)}

    def missing(self, threshold: Threshold) -> int:
        """How many places whose indicator is unmet are close to the threshold of one of its checks."""
        at = [self.columns.get(Header("evidence", key.id, key.period)) for key in threshold.figure]
        if None in at:
            return 0
        unmet = self.results["row"].filter(self.results[f"{threshold.id}.verdict"] == "unmet")
        asked = self.part.rows.is_in(unmet.implode())
        cells = [self.part.cells.to_series(index).filter(asked) for index in at if index is not None]
        quantities = [self.job.standard.evidence[key.id] for key in threshold.figure]
        figures = [_scaled(values, quantity) for values, quantity in zip(cells, quantities, strict=True)]
        return _close(figures, threshold) if len(unmet) else 0


def _close(figures: Sequence[pl.Series], threshold: Threshold) -> int:
    """How many figures, or rates of two, stand on the wrong side of the line and close to it."""
    number, whole = pl.col("0"), _int(10**DECIMALS)
    if len(figures) == 2:
        number, whole = number * _int(100), pl.col("1")
    number, line = number * _int(threshold.line.denominator), whole * _int(threshold.line.numerator)
    share, of = MARGIN.numerator, MARGIN.denominator
    if threshold.sign in (">=", ">"):
        close = number * _int(of) >= line * _int(of - share)
        missed = number < line if threshold.sign == ">=" else number <= line
    else:
        close = number * _int(of) <= line * _int(of + share)
        missed = number > line if threshold.sign == "<=" else number >= line
    return _count(figures, close & missed)


def _int(value: int) -> pl.Expr:
    return pl.lit(value, dtype=pl.Int128)


def _count(columns: Sequence[pl.Series], condition: pl.Expr) -> int:
    """In how many rows of columns, named by their positions, a condition holds."""
    frame = pl.DataFrame([column.alias(str(index)) for index, column in enumerate(columns)])
    return int(frame.select(condition.sum()).item())


def _scaled(cells: pl.Series, quantity: Quantity) -> pl.Series:
    """Cells as whole numbers; null for what is no single figure, or one with more decimals than are looked at."""
    dtype = pl.Decimal(DIGITS, DECIMALS)
    if cells.dtype.is_integer():
        return cells.cast(dtype).to_physical()
    texts = figures_in(cells) if cells.dtype == MIXED else cells.cast(pl.String)
    fine = texts.str.contains(rf"\.\d{{{DECIMALS}}}\d*[1-9]|[eE]")
    plain = texts.set(fine, None).cast(dtype, strict=False).to_physical()
    others = texts.filter(plain.is_null()).drop_nulls().unique()
    read = {text: figure for text in others if (figure := _figure_in(quantity, text)) is not None}
    return plain.fill_null(texts.replace_strict(read, default=None, return_dtype=pl.Int128)) if read else plain


def _figure_in(quantity: Quantity, text: str) -> int | None:
    values = read_value(quantity, "value", text, {}).values
    exact = None if values is None else values.exact
    scaled = Fraction(1, 2) if exact is None else exact * 10**DECIMALS
    return scaled.numerator if scaled.denominator == 1 else None
