"""The answers of a plan as expressions: one for each column of its layout, and for each indicator what is a gap."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import NamedTuple

import polars as pl

from evalcore.answers import MET, NOT_APPLICABLE, NOT_EVALUATED, UNKNOWN, UNMET, VERDICT_NAMES, listing
from evalcore.batch.layout import (
    ENGINE,
    KIND,
    MOST_DECIMALS,
    TRUTH,
    VERDICT,
    Column,
    Layout,
    Type,
    combination,
    decimals_in,
)
from evalcore.batch.slots import SlotColumns, quantity_of
from evalcore.engines.columns import Columns
from evalcore.engines.ends import End
from evalcore.engines.widths import TooWide, Whole, chosen, compared, literal, scaled, summed
from evalcore.figures import decimal_of
from evalcore.graph import Node
from evalcore.meaning.verdicts import Verdict
from evalcore.plan import Plan
from evalcore.readings import owner_of
from evalcore.sites import Read, sites_of
from evalcore.standard import Indicator
from evalcore.truth import YES

CERTAIN = Node("const", (), YES)
SAYS = [pl.lit(name, dtype=VERDICT) for name in VERDICT_NAMES]
YES_NO = pl.lit("yes", dtype=TRUTH), pl.lit("no", dtype=TRUTH), pl.lit("absent", dtype=TRUTH)
ZERO = literal(0)
MOST_LEVELS = 16  # so that what can be open has few enough combinations to list
NO_GAP = pl.lit(None, dtype=KIND)


class GapColumns(NamedTuple):
    """One indicator's gaps: the columns to gather, and what the gap table has of the rows that are gaps.

    The first of the columns is the kind, null where there is no gap.
    """

    leaf: str
    names: tuple[str, ...]
    gathered: tuple[pl.Expr, ...]
    written: tuple[pl.Expr, ...]


class Outputs:
    """Writes the answers over the columns of an engine; what they cannot hold goes to `engine.left`."""

    def __init__(self, plan: Plan, layout: Layout, engine: Columns, slots: SlotColumns) -> None:
        self.plan, self.engine, self.slots, self.layout = plan, engine, slots, layout
        self.evaluated = self._certain(plan.eligible)

    def results(self) -> list[pl.Expr]:
        """The columns of the results, but for `row` and `subject`."""
        columns = [column for column in self.layout.columns if column.answer not in ("row", "subject")]
        return [self._answer(column).alias(column.name) for column in columns]

    def _answer(self, column: Column) -> pl.Expr:
        plan, part = self.plan, column.part or ""
        match column.answer:
            case "verdict":
                return self.outcome() if column.part is None else self.verdict(plan.verdicts[part])
            case "level":
                return self._level()
            case "levels_open":
                return self._levels_open()
            case "low" | "high" | "possible":
                return self._points(column)
            case "refused":
                return self._says(plan.refused)
            case "engine":
                return pl.lit("columns", dtype=ENGINE)
        nodes = {"fired": plan.fired, "eligibility": plan.eligibility, "rule": plan.rules}
        return self._says(nodes.get(column.answer, plan.conclusions)[part])

    # -- verdicts --------------------------------------------------------------------------------------------------

    def _says(self, node: int) -> pl.Expr:
        truth, (yes, no, absent) = self.engine.truths[node], YES_NO
        return pl.when(truth).then(yes).when(~truth).then(no).otherwise(absent)

    def _certain(self, node: int) -> bool:
        return self.plan.nodes[node] == CERTAIN

    def verdict(self, pair: Verdict) -> pl.Expr:
        """The verdict of something that applies, or not, and is met, or not."""
        met = self.engine.truths[pair.met]
        found = pl.when(met).then(SAYS[MET]).when(~met).then(SAYS[UNMET]).otherwise(SAYS[UNKNOWN])
        if self._certain(pair.applies):
            return found
        applies = self.engine.truths[pair.applies]
        return pl.when(applies).then(found).when(~applies).then(SAYS[NOT_APPLICABLE]).otherwise(SAYS[UNKNOWN])

    def outcome(self) -> pl.Expr:
        """The verdict of the whole: eligibility first."""
        found = self.verdict(self.plan.whole)
        if self.evaluated:
            return found
        eligible = self.engine.truths[self.plan.eligible]
        return pl.when(eligible).then(found).when(~eligible).then(SAYS[NOT_EVALUATED]).otherwise(SAYS[UNKNOWN])

    def _scored(self) -> pl.Expr | None:
        """Where the place has a score: it was evaluated, and something applies, or may. None: everywhere."""
        tests = []
        if not self.evaluated:
            tests.append(self.engine.truths[self.plan.eligible].fill_null(pl.lit(True)))
        applies = [pair.applies for pair in self.plan.verdicts.values()]
        if not any(self._certain(node) for node in applies):
            some = [self.engine.truths[node].fill_null(pl.lit(True)) for node in applies]
            tests.append(pl.any_horizontal(some) if some else pl.lit(False))
        return pl.all_horizontal(tests) if tests else None

    def _level(self) -> pl.Expr:
        """The level reached for certain: from the highest down to the first that is not excluded."""
        dtype = self.layout.results["level"]
        nothing = found = pl.lit(None, dtype=dtype)
        for level, truth in reversed(self._levels()):
            found = pl.when(truth).then(pl.lit(level, dtype=dtype)).when(~truth).then(found).otherwise(nothing)
        return self._where_scored(found)

    def _levels_open(self) -> pl.Expr:
        """While the level is undecided: those not excluded, down to the first that is reached. Looked up by their bits."""
        levels = self._levels()
        if len(levels) > MOST_LEVELS:
            raise TooWide
        bits = []
        reached: list[pl.Expr] = []
        undecided = pl.any_horizontal([truth.is_null() for _, truth in levels])
        for index, (_, truth) in enumerate(levels):
            excluded = pl.any_horizontal([~truth, *reached]).fill_null(pl.lit(False))
            bits.append(
                pl.when(undecided & ~excluded)
                .then(pl.lit(1 << index, dtype=pl.UInt32))
                .otherwise(pl.lit(0, dtype=pl.UInt32))
            )
            reached.append(truth.fill_null(pl.lit(False)))
        names = [level for level, _ in levels]
        texts = [None, *("|".join(combination(names, code)) for code in range(1, 1 << len(names)))]
        looked_up = pl.Series(texts, dtype=self.layout.results["levels_open"])
        return self._where_scored(pl.lit(looked_up).gather(reduce(or_, bits)))

    def _levels(self) -> list[tuple[str, pl.Expr]]:
        return [(level, self.engine.truths[node]) for level, node in self.plan.levels.items()]

    def _where_scored(self, found: pl.Expr) -> pl.Expr:
        scored = self._scored()
        return found if scored is None else pl.when(scored).then(found)

    # -- points ----------------------------------------------------------------------------------------------------

    def _points(self, column: Column) -> pl.Expr:
        pair = self.plan.score if column.part is None else self.plan.points[column.part]
        assert pair is not None
        if column.answer == "possible":
            low, high = self.engine.pairs[pair.possible]
            found = self._written(low, pair.possible, column)
            if low is not high:
                same = self._written(high, pair.possible, column)
                found = pl.when(found == same).then(found)
        else:
            end = self.engine.pairs[pair.earned][column.answer == "high"]
            found = self._written(end, pair.earned, column, is_low=column.answer == "low")
        return self._where_scored(found) if column.part is None else found

    def _written(self, end: End, node: int, column: Column, *, is_low: bool = False) -> pl.Expr:
        """An end as its column holds it; rows where it cannot are left."""
        places = decimals_in(column.dtype)
        scale = 10 ** (MOST_DECIMALS if places is None else places)
        whole = self._whole(end, Fraction(scale, self.engine.scales[node]), is_low=is_low)
        found = in_column(whole, places, column.compact)
        return found if end.endless is None else pl.when(~end.endless).then(found)

    def _whole(self, end: End, factor: Fraction, *, is_low: bool) -> Whole:
        """An end times a factor, where that is whole; the other rows are left, and those whose low end is missing."""
        engine = self.engine
        if end.endless is not None and is_low:
            engine.left.append(end.endless)
        part = scaled(end.part, factor.numerator)
        divisor = scaled(end.whole, factor.denominator) if end.whole is not None else None
        if divisor is None and factor.denominator == 1:
            return part
        by = pl.lit(factor.denominator) if divisor is None else divisor.expr
        engine.left.append((part.expr % by != 0).fill_null(pl.lit(False)))
        return Whole(part.expr // by, part.low, part.high, part.dtype)

    # -- gaps ------------------------------------------------------------------------------------------------------

    def gaps(self) -> Iterator[GapColumns]:
        """The gaps of each indicator, in the order of the sheet."""
        listed = listing(self.plan)
        for position, leaf in enumerate(listed.leaves):
            yield self._gap(leaf, graded=position in listed.graded)

    def _gap(self, indicator: Indicator, *, graded: bool) -> GapColumns:
        engine, leaf = self.engine, indicator.id
        pair = self.plan.verdicts[leaf]
        met = engine.truths[pair.met]
        applies = None if self._certain(pair.applies) else engine.truths[pair.applies]
        unmet, unknown = (~met, met.is_null()) if applies is None else (applies & ~met, _unknown(applies, met))
        kinds = [(unmet, "unmet")]
        if self.plan.score is not None:
            full, worst, best = self._at_stake(indicator)
            if graded:
                is_met = met if applies is None else applies & met
                kinds.append((is_met & compared(best, "<", full), "short"))
                unknown = unknown | (is_met & compared(worst, "<", best))
        kinds.append((unknown & self._missing(leaf, graded=graded), "missing"))
        self._leave_doubts(leaf, unknown, graded=graded)
        kind = reduce(
            lambda rest, each: pl.when(each[0]).then(pl.lit(each[1], dtype=KIND)).otherwise(rest), kinds[::-1], NO_GAP
        )
        if not self.evaluated:
            kind = pl.when(engine.truths[self.plan.eligible].fill_null(pl.lit(True))).then(kind)
        return self._gathered(indicator, kind)

    def _gathered(self, indicator: Indicator, kind: pl.Expr) -> GapColumns:
        """The columns of a gap's kind and of what its points come from; points of all or nothing follow from the kind."""
        leaf = indicator.id
        names = f"kind {leaf}", f"worst {leaf}", f"best {leaf}"
        gathered, written = [kind.alias(names[0])], [pl.col(names[0]).alias("kind")]
        if self.plan.score is not None:
            full, worst, best = self._at_stake(indicator)
            if self._all_or_nothing(leaf):
                unmet = pl.col(names[0]) == pl.lit("unmet", dtype=KIND)
                lost, pending = chosen(unmet, full, ZERO), chosen(unmet, ZERO, full)
            else:
                gathered.extend(end.expr.alias(name) for end, name in zip((worst, best), names[1:], strict=True))
                lost, pending = _lost_and_pending(full, worst.named(names[1]), best.named(names[2]))
            written.extend((self._in_gap(lost).alias("points_lost"), self._in_gap(pending).alias("points_pending")))
        return GapColumns(leaf, names[: len(gathered)], tuple(gathered), tuple(written))

    def _all_or_nothing(self, leaf: str) -> bool:
        """Whether the points are full or none by the truth that is the verdict."""
        node, pair = self.plan.nodes[self.plan.points[leaf].earned], self.plan.verdicts[leaf]
        awarded = node.kind == "award" and node.args == (pair.met,) and self._certain(pair.applies)
        return awarded and isinstance(node.data, Fraction) and node.data > 0

    def _at_stake(self, leaf: Indicator) -> tuple[Whole, Whole, Whole]:
        """The full points of an indicator, and its points at worst and at best, at the layout's scale."""
        node = self.plan.points[leaf.id].earned
        low, high = self.engine.pairs[node]
        factor = Fraction(self._gap_scale(), self.engine.scales[node])
        full = literal(int(self.plan.standard.full(leaf) * self._gap_scale()))
        return full, self._whole(low, factor, is_low=True), self._whole(high, factor, is_low=False)

    def _in_gap(self, points: Whole) -> pl.Expr:
        """Points as the gap table keeps them."""
        return in_column(points, decimals_in(self.layout.gaps["points_lost"]), self.layout.compact_gaps["points_lost"])

    def _gap_scale(self) -> int:
        places = decimals_in(self.layout.gaps["points_lost"])
        return int(10 ** (MOST_DECIMALS if places is None else places))

    def _missing(self, leaf: str, *, graded: bool) -> pl.Expr:
        """Whether something that the place owes is missing, of what the indicator still needs."""
        sites = sites_of(self.plan, leaf)
        found = []
        for site in sites.checks:
            owed = self._owed(site.read)
            if owed:
                found.append(self.engine.truths[site.node].is_null() & pl.any_horizontal(owed))
        if graded:
            found.extend(owed for read in sites.amounts for owed in self._owed(read))
        return pl.any_horizontal(found) if found else pl.lit(False)

    def _owed(self, read: Read) -> list[pl.Expr]:
        if read.undated:
            return []
        owed = [key for key in read.needed if owner_of(quantity_of(self.plan, key)) == "place"]
        return [~self.slots.given(key) for key in owed]

    def _leave_doubts(self, leaf: str, unknown: pl.Expr, *, graded: bool) -> None:
        """Leave the rows where everything is there and a rate still cannot be formed: why is for `checks` to say."""
        sites = sites_of(self.plan, leaf)
        doubts = [
            pl.all_horizontal([self.engine.truths[site.node].is_null(), *map(self.slots.given, site.read.needed)])
            for site in sites.checks
            if site.read.rates and not site.read.undated
        ]
        if graded:
            amounts = [read for read in sites.amounts if read.rates and not read.undated]
            doubts.extend(pl.all_horizontal([self.slots.given(key) for key in read.needed]) for read in amounts)
        if doubts:
            self.engine.left.append((unknown & pl.any_horizontal(doubts)).fill_null(pl.lit(False)))


def _lost_and_pending(full: Whole, worst: Whole, best: Whole) -> tuple[Whole, Whole]:
    """The points that are lost for certain, and those pending."""
    lost = summed([full, scaled(best, -1)])
    return lost if lost.low >= 0 else chosen(lost.expr > 0, lost, ZERO), summed([best, scaled(worst, -1)])


def _unknown(applies: pl.Expr, met: pl.Expr) -> pl.Expr:
    return applies.is_null() | (applies & met.is_null())


def in_column(number: Whole, places: int | None, compact: Type) -> pl.Expr:
    """Points as a column keeps them: as they are, or as text where it may hold exact fractions (that do not end: left)."""
    if places is not None:
        return number.expr if number.dtype == compact else number.expr.cast(compact)
    text = (number.expr * pl.lit(decimal_of(Fraction(1, 10**MOST_DECIMALS), MOST_DECIMALS))).cast(pl.String)
    return text.str.strip_chars_end("0").str.strip_chars_end(".")
