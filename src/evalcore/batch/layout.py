"""What columns come out of a plan, and of which type. See `docs/batch.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

import polars as pl

from evalcore.answers import VERDICT_NAMES
from evalcore.errors import InputError, Problem
from evalcore.figures import decimals_of
from evalcore.gaps import KINDS
from evalcore.graph import TRUTH_KINDS, Measure
from evalcore.intervals import Interval
from evalcore.limits import limits_of
from evalcore.meaning.points import Points
from evalcore.meaning.slots import Slot
from evalcore.plan import Plan
from evalcore.scales import fractions, point_pairs, scales_of
from evalcore.scoring import plan_for
from evalcore.standard import Quantity
from evalcore.truth import TRUTH_NAMES

Answer = Literal[
    "row", "subject", "verdict", "level", "levels_open", "refused", "low", "high", "possible", "fired", "eligibility", "rule",
    "conclusion", "engine", "indicator", "kind", "points_lost", "points_pending", "title", "clause", "remedy", "responsible",
]  # fmt: skip
Type = pl.DataType | type[pl.DataType]

VERDICT = pl.Enum(VERDICT_NAMES)
TRUTH = pl.Enum(list(TRUTH_NAMES.values()))
KIND = pl.Enum(list(KINDS))
ENGINE = pl.Enum(["columns", "scalar", "trace"])
DIGITS = 38  # of a decimal in Arrow and Parquet
MOST_DECIMALS = 18  # assumed: leaves 20 digits before the point; finer points are written as text
LISTED_LEVELS = 8  # assumed: up to so many levels, all combinations of them are names of a type
ANY_YEARS = (2000, 2001)
LEAF_TEXTS: tuple[Answer, ...] = ("title", "clause", "remedy", "responsible")

REJECTS = pl.Schema(
    {
        "row": pl.Int64,
        "subject": pl.String,
        "column": pl.String,
        "place": pl.String,
        "code": pl.String,
        "zh": pl.String,
        "en": pl.String,
    }
)


class Column(NamedTuple):
    """One column: its name, its type, which answer it holds and, where that is about a part of the standard, its id.

    `part` is None for what is about the whole. `narrow`: its points fit 32 bits, whatever the evidence says.
    """

    name: str
    dtype: Type
    answer: Answer
    part: str | None = None
    narrow: bool = False

    @property
    def compact(self) -> Type:
        """The type while results are not yet looked at: decimals as whole numbers of their last place."""
        if not isinstance(self.dtype, pl.Decimal):
            return self.dtype
        return pl.Int32() if self.narrow else pl.Int128()


@dataclass(frozen=True)
class Layout:
    """The columns of the results (a row a place) and of the gaps (a row a gap) of a plan."""

    columns: tuple[Column, ...]
    gap_columns: tuple[Column, ...]

    @cached_property
    def results(self) -> pl.Schema:
        return pl.Schema({column.name: column.dtype for column in self.columns})

    @cached_property
    def gaps(self) -> pl.Schema:
        return pl.Schema({column.name: column.dtype for column in self.gap_columns})

    @cached_property
    def compact_results(self) -> pl.Schema:
        return pl.Schema({column.name: column.compact for column in self.columns})

    @cached_property
    def compact_gaps(self) -> pl.Schema:
        """Without what only repeats: the name of the place, the texts of the indicator."""
        kept = (column for column in self.gap_columns if column.answer not in ("subject", *LEAF_TEXTS))
        return pl.Schema({column.name: column.compact for column in kept})

    @cached_property
    def scale(self) -> int:
        """What points are multiplied by while they are worked with: that of their columns, where 32 bits hold it."""
        points = [column for column in self.columns if isinstance(column.dtype, pl.Decimal)]
        return int(10 ** max((decimals_in(column.dtype) or 0 for column in points if column.narrow), default=0))


def layout_of(plan: Plan) -> Layout:
    """The layout of a plan; made once. Raises `InputError` when ids of the standard make two columns of one name."""
    if not plan.years:  # rows may name their own; without any, what looks at years would seem to be constant
        plan = plan_for(plan.standard, ANY_YEARS, closing=plan.closing)
    found: Layout | None = plan.prepared.get("layout")
    if found is None:
        points = _PointTypes(plan)
        columns = tuple(_columns(plan, points))
        if twice := [name for name, count in Counter(column.name for column in columns).items() if count > 1]:
            raise InputError([Problem("batch-column-twice", params={"names": ", ".join(twice)})])
        found = plan.prepared["layout"] = Layout(columns, tuple(_gap_columns(plan, points)))
    return found


def decimals_in(dtype: Type) -> int | None:
    """The decimals of a column of points; None for one that holds exact fractions as text."""
    return dtype.scale if isinstance(dtype, pl.Decimal) else None


class _PointTypes:
    """Finds the type of columns of points: decimals with places for the finest of them, or text for what may be finer still."""

    def __init__(self, plan: Plan) -> None:
        self.scales, self.endless = scales_of(plan), {*fractions(plan.nodes), *_unrounded(plan)}
        nodes = [node for pair in point_pairs(plan) for node in pair]
        self.decimals = max((places for node in nodes if (places := self._decimals(node)) is not None), default=0)
        limits = limits_of(plan)
        self.narrow = {node for node in nodes if self._small(limits[node])}

    def of(self, *nodes: int) -> Type:
        """The type that holds the numbers of all these nodes."""
        ends = [self._decimals(node) for node in nodes]
        return pl.String() if None in ends else pl.Decimal(DIGITS, self.decimals)

    def _small(self, limits: Interval) -> bool:
        """Whether points fit 32 bits, whatever the evidence says."""
        ends = (limits.low, limits.high)
        return all(end is not None and abs(end) * 10**self.decimals < 2**31 for end in ends)

    def _decimals(self, node: int) -> int | None:
        places = None if node in self.endless else decimals_of(Fraction(1, self.scales[node]))
        return None if places is None or places > MOST_DECIMALS else places


def _unrounded(plan: Plan) -> Iterator[int]:
    """The numbers that have as many decimals as the evidence has: such as a bonus for each 万元, which nothing rounds."""
    found: set[int] = set()
    for index, node in enumerate(plan.nodes):
        if isinstance(node.data, Measure):
            terms = (*node.data.part, *node.data.whole) if node.data.mode == "exact" else ()
            read = {number for _, numbers in terms for number in numbers}
        else:
            read = set() if node.kind in TRUTH_KINDS or node.kind == "round" else set(node.args)
        if found & read or (node.kind == "input" and not _whole(plan, plan.slots[int(str(node.data))])):
            found.add(index)
            yield index


def _whole(plan: Plan, slot: Slot) -> bool:
    """Whether a slot only ever holds whole numbers."""
    if not isinstance(slot.key, str):
        return slot.key.op == "count"
    quantities: Mapping[str, Quantity] = plan.standard.evidence
    if slot.role == "parameter":
        quantities = plan.standard.parameters
    return slot.key in quantities and quantities[slot.key].type == "count"


def _columns(plan: Plan, points: _PointTypes) -> Iterator[Column]:
    standard = plan.standard
    yield Column("row", pl.Int64(), "row")
    yield Column("subject", pl.String(), "subject")
    yield Column("verdict", VERDICT, "verdict")
    if plan.score is not None:
        yield Column("level", pl.Enum(list(plan.levels)), "level")
        yield Column("levels_open", _open_levels(list(plan.levels)), "levels_open")
        yield from _points(plan.score, points, None, possible=True)
    yield Column("refused", TRUTH, "refused")
    criteria, leaves = [part.id for part in standard.headings()], [part.id for part in standard.leaves()]
    for criterion in criteria:
        yield from _part(plan, points, criterion, possible=True)
    for leaf in leaves:
        yield from _part(plan, points, leaf, possible=False)
    for adjustment, pair in plan.points.items():
        if adjustment not in {*criteria, *leaves}:
            yield from _points(pair, points, adjustment, possible=False)
    for part in plan.fired:
        yield Column(f"{part}.fired", TRUTH, "fired", part)
    for prefix, parts in (("eligibility", plan.eligibility), ("rule", plan.rules), ("conclusion", plan.conclusions)):
        for part in parts:
            yield Column(f"{prefix}.{part}", TRUTH, prefix, part)  # type: ignore[arg-type]  # the prefixes are answers
    yield Column("engine", ENGINE, "engine")


def _open_levels(levels: list[str]) -> Type:
    """The levels that are open, joined; all combinations by number, where they are few: bit by bit, the highest level first."""
    if len(levels) > LISTED_LEVELS:
        return pl.String()
    return pl.Enum(["|".join(combination(levels, code)) for code in range(1, 1 << len(levels))])


def combination(names: list[str], code: int) -> list[str]:
    """The names whose bits are set in a code."""
    return [name for at, name in enumerate(names) if code >> at & 1]


def _part(plan: Plan, points: _PointTypes, part: str, *, possible: bool) -> Iterator[Column]:
    if part in plan.verdicts:
        yield Column(f"{part}.verdict", VERDICT, "verdict", part)
    if part in plan.points:
        yield from _points(plan.points[part], points, part, possible=possible)


def _points(pair: Points, points: _PointTypes, part: str | None, *, possible: bool) -> Iterator[Column]:
    """The points of a part, or of the whole."""
    prefix = "" if part is None else f"{part}."
    earned = points.of(pair.earned)
    narrow = pair.earned in points.narrow
    yield Column(f"{prefix}low", earned, "low", part, narrow)
    yield Column(f"{prefix}high", earned, "high", part, narrow)
    if possible:
        yield Column(f"{prefix}possible", points.of(pair.possible), "possible", part, pair.possible in points.narrow)


def _gap_columns(plan: Plan, points: _PointTypes) -> Iterator[Column]:
    leaves = list(plan.standard.leaves())
    yield Column("row", pl.Int64(), "row")
    yield Column("subject", pl.String(), "subject")
    yield Column("indicator", pl.Enum([leaf.id for leaf in leaves]), "indicator")
    yield Column("kind", KIND, "kind")
    if plan.score is not None:
        dtype = points.of(*(plan.points[leaf.id].earned for leaf in leaves))
        narrow = points.narrow.issuperset(plan.points[leaf.id].earned for leaf in leaves)
        yield Column("points_lost", dtype, "points_lost", None, narrow)
        yield Column("points_pending", dtype, "points_pending", None, narrow)
    for answer in LEAF_TEXTS:
        texts = dict.fromkeys(getattr(leaf, answer) for leaf in leaves)
        yield Column(answer, pl.Enum([text for text in texts if text is not None]), answer)
