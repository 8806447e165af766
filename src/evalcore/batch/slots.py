"""The cells of a table → one column for each slot of a plan, and the rows whose cells do not speak plainly.

What `intake` does for one place, for many: but only where every value is single or missing. Everything else about
evidence (several sources, ranges, lists of records, stated rates that dispute their parts, relations that
spoil a field) is left to intake itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import add, and_, or_

import polars as pl

from evalcore.batch.cells import (
    EPOCH,
    LAST_DAY,
    Said,
    bounds,
    decimals_shown,
    ends_of,
    may_be_records,
    read_cells,
    read_text,
)
from evalcore.conditions.expressions import Expr, Name, names
from evalcore.engines.columns import TRUTHS, Column
from evalcore.engines.widths import TooWide, Whole, column, compared, floored, literal, scaled, summed, width
from evalcore.evidence import Evidence, Key
from evalcore.headers import Header
from evalcore.meaning.slots import Slot
from evalcore.plan import Plan
from evalcore.readings import Reading, Readings
from evalcore.relations import fields_of
from evalcore.sites import sites_of
from evalcore.standard import Quantity, Relation
from evalcore.truth import ABSENT, NO, truth_of

EXCUSE = {"reason", "by"}  # what is said of an excuse
JUST_ABSENT = ("missing", "not_judged", "not_given")  # as if nothing had been said
LEAST_PAPERS = 2  # that can be one and the same
NUMBERLESS = Whole(pl.col("no number"), 0, 0, pl.Int32)  # a number that no place gives
PLAIN_ROLES = ("conflict", "closed", "closed_points")  # slots that say no while cells are plain

Ranges = dict[Key, tuple[int, int]]


@dataclass
class Filled:
    """Columns made of cells, the range of each that holds numbers, and masks of the rows to be read one by one.

    `own` are the columns without what all places share, `shown` the decimals with which stated rates were written;
    `excused` says, by indicator, where it is.
    """

    rows: int
    columns: dict[Key, pl.Series] = field(default_factory=dict)
    own: dict[Key, pl.Series] = field(default_factory=dict)
    ranges: Ranges = field(default_factory=dict)
    shown: dict[Key, pl.Series] = field(default_factory=dict)
    excused: dict[str, pl.Series] = field(default_factory=dict)
    left: list[pl.Series] = field(default_factory=list)

    def mark(self, mask: pl.Series | None) -> None:
        """Leave rows to be read one by one; null is no."""
        if mask is not None:
            self.left.append(mask.fill_null(False))

    def capped(self, most: int) -> Ranges:
        """The ranges when nothing beyond `most` is carried; the rows that are beyond are marked."""
        capped = {key: (max(low, -most), min(high, most)) for key, (low, high) in self.ranges.items()}
        for key, (low, high) in self.ranges.items():
            if capped[key] != (low, high):
                self.mark(~self.columns[key].is_between(-most, most))
                self.columns[key] = self.columns[key].clip(-most, most)
        return capped

    def frame(self, ranges: Ranges) -> pl.DataFrame:
        """The columns by the names that the engine reads, each number as narrow as its range allows."""
        made = []
        for key, values in self.columns.items():
            if key in ranges:  # proven to fit
                values = values.cast(width(*ranges[key]), wrap_numerical=True)  # noqa: PLW2901
            made.append(values.alias(name_of(key)))
        made.extend(values.alias(shown_of(key)) for key, values in self.shown.items())
        made.extend(values.alias(excused_of(leaf)) for leaf, values in self.excused.items())
        return pl.DataFrame(made) if made else pl.DataFrame({"": self.mask()})

    def mask(self) -> pl.Series:
        """True for the rows that must be read one by one."""
        return reduce(or_, self.left, pl.repeat(False, self.rows, dtype=pl.Boolean, eager=True))


def name_of(key: Key) -> str:
    """The name of a key's column in the engine's frame."""
    return f"{key.role} {key.id} {key.period or ''}"


def shown_of(key: Key) -> str:
    """The name of the column of the decimals that a stated rate shows."""
    return f"shown {key.id} {key.period or ''}"


def excused_of(leaf: str) -> str:
    """The name of the column that says where an indicator is excused."""
    return f"excused {leaf}"


def quantity_of(plan: Plan, key: Key) -> Quantity:
    """The field or parameter that a key is of."""
    return plan.standard.parameters[key.id] if key.role == "parameter" else plan.standard.evidence[key.id]


# -- cells → columns ---------------------------------------------------------------------------------------------------


def fill(plan: Plan, headers: Sequence[Header | None], cells: pl.DataFrame, common: Evidence) -> Filled:
    """Read every column that the plan needs, and mark the rows that are not plain.

    `common` is evidence that all places share; what a place says itself goes before it.
    """
    filled = Filled(len(cells))
    texts: dict[tuple[str, str], Said] = plan.prepared.setdefault("texts", {})
    needed, shared = _needed(plan), Readings(plan.standard, common, plan.years)
    stated = {Key("field", str(slot.key), slot.period) for slot in plan.slots if slot.role == "conflict"}
    for header, values in zip(headers, cells, strict=True):
        key = None if header is None else key_in(header)
        if header is None or key is None or header.part is not None:
            continue
        if quantity_of(plan, key).type == "items":
            filled.mark(values.is_not_null())
        elif key in needed:
            said = None if key in stated else texts.setdefault((key.role, key.id), {})
            found = read_cells(quantity_of(plan, key), values, said)
            filled.mark(found.odd)
            if getattr(quantity_of(plan, key), "in_window", None) == "must":
                filled.mark(values.is_not_null())  # when it was is for intake to ask
            filled.own[key] = found.values
            given = filled.columns[key] = _with_common(plan, key, found.values, shared)
            if given.dtype != pl.Boolean:
                known = found.ends if given is found.values else None
                filled.ranges[key] = bounds(*(known or ends_of(given)))
            if key in stated:
                filled.shown[key] = decimals_shown(values, found.values, quantity_of(plan, key).scale)
        else:
            filled.mark(may_be_records(values))  # nobody asks for it, but its form may be wrong
    for header, values in zip(headers, cells, strict=True):
        if header is not None and header.part is not None and header.section != "excused":
            filled.mark(_beside(plan, filled, header, values, common))
    _fill_excuses(plan, filled, headers, cells)
    for key in needed.intersection(common.claims):
        if shared[key].absence not in (None, *JUST_ABSENT):
            own = filled.own.get(key)  # why it is absent counts where a place says nothing itself
            filled.mark(pl.repeat(True, len(cells), dtype=pl.Boolean, eager=True) if own is None else own.is_null())
    for relation in plan.standard.relations:
        if relation.spoils and relation.id not in plan.relations:
            filled.mark(_may_spoil(plan, relation, headers, cells, common))
    return filled


def _needed(plan: Plan) -> frozenset[Key]:
    """What slots are filled from, and what indicators ask for, even where for want of years nothing comes of it."""
    found: frozenset[Key] | None = plan.prepared.get("keys")
    if found is None:
        sites = [sites_of(plan, leaf.id) for leaf in plan.standard.leaves()]
        reads = [read for each in sites for read in (*(site.read for site in each.checks), *each.amounts)]
        asked = (key for read in reads for key in read.needed)
        filled = (key for slot in plan.slots for key in keys_of(plan, slot))
        found = plan.prepared["keys"] = frozenset({*filled, *asked})
    return found


def _fill_excuses(plan: Plan, filled: Filled, headers: Sequence[Header | None], cells: pl.DataFrame) -> None:
    """Where indicators are excused: by a reason and who gave it; whatever else is said of it is an error of the row."""
    said: dict[str, dict[str | None, pl.Series]] = {}
    for header, values in zip(headers, cells, strict=True):
        if header is not None and header.section == "excused":
            found = read_text(values)
            filled.mark(found.odd)
            said.setdefault(header.id, {})[header.part] = found.values
    excusable = {leaf.id for leaf in plan.standard.leaves() if leaf.excusable}
    for leaf, parts in said.items():
        complete = reduce(and_, parts.values()) if parts.keys() == EXCUSE and leaf in excusable else None
        filled.mark(reduce(or_, parts.values()) if complete is None else reduce(or_, parts.values()) & ~complete)
        if complete is not None:
            filled.excused[leaf] = complete


def _may_spoil(
    plan: Plan, relation: Relation, headers: Sequence[Header | None], cells: pl.DataFrame, common: Evidence
) -> pl.Series | None:
    """Where a relation that is no condition has something to judge: all its fields, or two papers that may be one."""
    shared = {key.id for key in common.claims}
    given: dict[str, pl.Series] = {}
    for header, values in zip(headers, cells, strict=True):
        if header is not None and header.section == "evidence" and header.part is None:
            said = values.is_not_null()
            given[header.id] = given[header.id] | said if header.id in given else said
    named = [given[name] for name in fields_of(plan, relation) if name in given and name not in shared]
    known = len(shared.intersection(fields_of(plan, relation)))
    nowhere = pl.repeat(0, len(cells), dtype=pl.Int32, eager=True)
    counts = reduce(add, (each.cast(pl.Int32) for each in named), nowhere) + known
    return counts >= (LEAST_PAPERS if relation.distinct else len(fields_of(plan, relation)))


def key_in(header: Header) -> Key | None:
    """Which value the cells under a header say; None for what is no field or parameter."""
    if header.section not in ("evidence", "parameters"):
        return None
    return Key("parameter" if header.section == "parameters" else "field", header.id, header.period)


def _with_common(plan: Plan, key: Key, values: pl.Series, shared: Readings) -> pl.Series:
    if key not in shared.evidence.claims:
        return values
    reading = shared[key]
    if values.dtype == pl.Boolean:
        return values.fill_null(reading.truth == 1) if reading.truth != ABSENT else values
    number = _stored(reading, quantity_of(plan, key).scale)
    return values if number is None else values.fill_null(number)


def _stored(reading: Reading, scale: int) -> int | None:
    """A single value at a scale; None where it is absent. Raises `TooWide` for one that is not carried."""
    if reading.values is None:
        return None
    exact = None if reading.exact is None else reading.exact * 10**scale
    if exact is None or exact.denominator != 1:
        raise TooWide
    return int(exact)


def _beside(plan: Plan, filled: Filled, header: Header, cells: pl.Series, common: Evidence) -> pl.Series | None:
    """Where what stands beside a value may change it: the date of a document, why there is none, a source of nothing."""
    said = cells.is_not_null()
    key = key_in(header)
    if key is None:
        return said
    quantity = quantity_of(plan, key)
    if header.part == "date" and quantity.type == "document":
        return said
    if header.part == "status" or (
        header.part in ("date", "period") and getattr(quantity, "in_window", None) is not None
    ):
        return said
    own = filled.own.get(key)
    if key in common.claims:  # an entry without a value goes before what all places share
        return said if own is None else said & own.is_null()
    return None if own is None else said & own.is_null()


def keys_of(plan: Plan, slot: Slot) -> Iterator[Key]:
    """The fields and parameters that a slot's value comes from."""
    if slot.role in ("field", "parameter"):
        yield Key("parameter" if slot.role == "parameter" else "field", str(slot.key), slot.period)
    elif slot.role == "conflict":
        rate = plan.standard.evidence[str(slot.key)]
        named = (slot.key, rate.part, rate.whole, rate.void)
        yield from (Key("field", str(name), slot.period) for name in named if name is not None)
    elif isinstance(slot.key, Expr):
        yield from (_key(plan, name, slot.period) for name in names(slot.key) if name.kind != "column")


def _key(plan: Plan, name: Name, period: str | None) -> Key:
    key = Key("parameter" if name.kind == "parameter" else "field", name.id, period)
    return key if quantity_of(plan, key).per else key._replace(period=None)


# -- columns → slots ---------------------------------------------------------------------------------------------------


class SlotColumns:
    """The column of every slot, over the frame of what was filled and `constants`, which are to be made beside it.

    `left` are truths of rows to be read one by one.
    """

    def __init__(self, plan: Plan, filled: Filled, ranges: Ranges, common: Evidence) -> None:
        self.plan, self.filled, self.ranges = plan, filled, ranges
        self.readings = Readings(plan.standard, common, plan.years)
        self.left: list[pl.Expr] = []
        self.constants = {"no number": pl.lit(None, dtype=pl.Int32).alias("no number")}
        self.all = [self._slot(slot) for slot in plan.slots]

    def _slot(self, slot: Slot) -> Column:
        if slot.role == "conflict":
            self._dispute(str(slot.key), slot.period)
        if slot.role == "excused":
            leaf = str(slot.key)
            if leaf in self.readings.evidence.excused or leaf not in self.filled.excused:
                return TRUTHS[truth_of(leaf in self.readings.evidence.excused)]
            return pl.col(excused_of(leaf))
        if slot.role in PLAIN_ROLES:
            return TRUTHS[NO]
        if slot.role == "derived" and isinstance(slot.key, Expr) and slot.key.op == "add_years":
            return self._later(slot.key, slot.period)
        if slot.role in ("derived", "stated"):
            if any(key in self.readings.evidence.claims for key in keys_of(self.plan, slot)):
                raise TooWide  # records that all places share
            return TRUTHS[ABSENT] if slot.sort == "truth" else NUMBERLESS
        (key,) = keys_of(self.plan, slot)
        return self.truth(key) if slot.sort == "truth" else self.number(key)

    def truth(self, key: Key) -> pl.Expr:
        """The truth of a boolean or document."""
        return pl.col(name_of(key)) if key in self.filled.columns else TRUTHS[self.readings[key].truth]

    def number(self, key: Key) -> Whole:
        """The number, day or choice of a key."""
        if key in self.filled.columns:
            return column(name_of(key), *self.ranges[key])
        stored = _stored(self.readings[key], quantity_of(self.plan, key).scale)
        return NUMBERLESS if stored is None else self._constant(literal(stored))

    def _constant(self, number: Whole) -> Whole:
        """A number that all places share, as a column."""
        name = f"number {number.low}"
        self.constants[name] = number.expr.alias(name)
        return number.named(name)

    def given(self, key: Key) -> pl.Expr:
        """Whether a key has a value; lists of records never have one in the rows that are carried."""
        if key in self.filled.columns:
            return pl.col(name_of(key)).is_not_null()
        return pl.lit(self.readings[key].absence is None)

    # -- what intake derives ---------------------------------------------------------------------------------------

    def _later(self, expr: Expr, period: str | None) -> Whole:
        """A date some whole years later; rows where the years are not one number for all are left."""
        day, years = self._day(expr.args[0], period), self._years(expr.args[1], period)
        if day is None or years is None:
            self.left.extend(self.given(_key(self.plan, name, period)) for name in names(expr))
            return NUMBERLESS
        start = (day.to(pl.Int64) - EPOCH).cast(pl.Date)
        later = start.dt.offset_by(f"{years}y").cast(pl.Int64) + EPOCH
        self.left.append((day.expr > LAST_DAY - 366 * years).fill_null(pl.lit(False)))
        return Whole(later, 0, LAST_DAY + 366 * years, pl.Int64)

    def _day(self, expr: Expr, period: str | None) -> Whole | None:
        if isinstance(expr.value, date):
            return literal(expr.value.toordinal())
        if expr.op == "last" and self.plan.years:
            return self._day(expr.args[0], str(self.plan.years[-1]))
        return self.number(_key(self.plan, expr.value, period)) if isinstance(expr.value, Name) else None

    def _years(self, expr: Expr, period: str | None) -> int | None:
        if any(_key(self.plan, name, period) in self.filled.columns for name in names(expr)):
            return None
        amount = self.readings.amount(expr, period)
        exact = None if amount is None else amount.exact
        return int(exact) if exact is not None and exact.denominator == 1 and 0 <= exact < EPOCH else None

    def _dispute(self, field_: str, period: str | None) -> None:
        """Leave the rows where the stated figure of a rate is neither the rounded nor the cut ratio of its parts."""
        declared = self.plan.standard.evidence[field_]
        key = Key("field", field_, period)
        if declared.decided_by != "both":
            return
        if key in self.readings.evidence.claims:
            raise TooWide  # a figure that all places share, against parts of their own
        if key not in self.filled.shown:
            return
        sides = [
            Key("field", name, period) for name in (declared.part, declared.whole, declared.void) if name is not None
        ]
        decimals = max(quantity_of(self.plan, side).scale for side in sides)
        part, *wholes = (
            scaled(self.number(side), 10 ** (decimals - quantity_of(self.plan, side).scale)) for side in sides
        )
        top, bottom = scaled(part, 100), summed([wholes[0], *(scaled(void, -1) for void in wholes[1:])])
        shown, stated = pl.col(shown_of(key)), self.number(key)
        fits = [
            (shown == places) & _fits(top, bottom, places, floored(stated, literal(10 ** (declared.scale - places))))
            for places in range(declared.scale + 1)
        ]
        possible = pl.lit(declared.above_100) | compared(top, "<=", scaled(bottom, 100))
        formed = compared(bottom, ">", literal(0)) & possible
        self.left.append((formed & ~pl.any_horizontal(fits)).fill_null(pl.lit(False)))


def _fits(top: Whole, bottom: Whole, places: int, stated: Whole) -> pl.Expr:
    """Whether a figure with so many decimals is a quotient, cut or rounded half up."""
    part = scaled(top, 10**places)
    cut, rounded = floored(part, bottom), floored(summed([scaled(part, 2), bottom]), scaled(bottom, 2))
    return compared(cut, "==", stated) | compared(rounded, "==", stated)
