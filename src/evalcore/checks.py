"""The atomic checks that a requirement's verdict came from: their truth, the figures behind it, what is missing.

Made from the same plan, inputs and node values that decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from evalcore.conditions.expressions import Expr, RateOptions, Rows
from evalcore.evidence import Key
from evalcore.intake import Inputs, slot_reader
from evalcore.intervals import Interval
from evalcore.lacks import Lack, Lacks
from evalcore.plan import Plan
from evalcore.records import row_truths
from evalcore.sites import Part, Read, Site, sites_of
from evalcore.standard import Indicator
from evalcore.truth import ABSENT, NO, YES, Truth


class Check(NamedTuple):
    """How one atomic check turned out for one place.

    For comparisons, `left` and `right` are what both sides can be. `failing` names records, by position, of `every`.
    """

    site: Site
    truth: Truth
    left: Interval | None = None
    right: Interval | None = None
    lacks: tuple[Lack, ...] = ()
    failing: tuple[int, ...] = ()

    @property
    def expr(self) -> Expr:
        return self.site.read.expr

    @property
    def period(self) -> str | None:
        return self.site.read.period

    @property
    def keys(self) -> tuple[Key, ...]:
        """The fields and parameters it reads."""
        return self.site.read.keys

    @property
    def wanted(self) -> Truth:
        """YES where the verdict wants it to hold, NO where it wants it not to (under a `not`)."""
        return self.site.wanted

    @property
    def shortfall(self) -> Fraction | None:
        """How far the left side is from the right, for a comparison that came out against the verdict."""
        if self.truth in (self.wanted, ABSENT) or self.left is None or self.right is None:
            return None
        left, right = self.left.exact, self.right.exact
        if left is None or right is None or self.expr.value in ("==", "!="):
            return None
        wanted_above = (self.expr.value in (">=", ">")) == (self.wanted == YES)
        return right - left if wanted_above else left - right


class Amount(NamedTuple):
    """A number that a leaf rule read, in one period: what it could be, and what was missing for it."""

    expr: Expr
    period: str | None
    span: Interval | None
    lacks: tuple[Lack, ...]


class Checks:
    """Finds the atomic checks of requirements for one place. `truths` are those of the plan's nodes."""

    def __init__(self, plan: Plan, inputs: Inputs, truths: Mapping[int, Truth]) -> None:
        self.plan, self.inputs, self.truths = plan, inputs, truths
        self.readings = inputs.readings
        self.lacks = Lacks(plan, inputs.readings)

    def of(self, requirement: str, part: Part = "met") -> list[Check]:
        """The atomic checks of one part of a requirement, in the order of its text and periods.

        Those of the points rule want a miss not to hold.
        """
        sites: tuple[Site, ...] = getattr(sites_of(self.plan, requirement), part)
        return [self._check(site, self.truths[site.node]) for site in sites]

    def of_leaf(self, leaf: Indicator) -> list[Check]:
        """The checks of an indicator's `met`, then those of its points rule."""
        return [*self.of(leaf.id), *self.of(leaf.id, "points")]

    def failed(self, leaf: Indicator) -> tuple[Check, ...]:
        """The checks of an indicator's `met` and points rule that came out against it."""
        sites, truths = sites_of(self.plan, leaf.id), self.truths
        return tuple(
            [
                self._check(site, truth)
                for site in sites.met + sites.points
                if (truth := truths[site.node]) not in (site.wanted, ABSENT)
            ]
        )

    def undecided(self, leaf: Indicator) -> list[Check]:
        """The checks of an indicator's `applies`, `met` and points rule that are absent."""
        sites, truths = sites_of(self.plan, leaf.id), self.truths
        found = sites.applies + sites.met + sites.points
        return [self._check(site, ABSENT) for site in found if truths[site.node] == ABSENT]

    def amounts(self, leaf: Indicator) -> tuple[Amount, ...]:
        """The numbers that an indicator's points rule reads."""
        return tuple(map(self._amount, sites_of(self.plan, leaf.id).amounts))

    def _amount(self, read: Read) -> Amount:
        if read.expr.op == "name":  # most are: one value that is there lacks nothing
            reading = self.readings[read.keys[0]]
            if reading.exact is not None:
                return Amount(read.expr, read.period, reading.values, ())
        lacks = tuple(dict.fromkeys(self.lacks.of(read)))
        return Amount(read.expr, read.period, self.amount(read.expr, read.period), lacks)

    def _check(self, site: Site, truth: Truth) -> Check:
        left, right = self._sides(site) if site.sides else (None, None)
        failing = self._failing(site.read) if site.read.expr.op == "every" and truth != YES else ()
        lacks = tuple(dict.fromkeys(self.lacks.of(site.read))) if truth == ABSENT else ()
        return Check(site, truth, left, right, lacks, failing)

    def _sides(self, site: Site) -> list[Interval | None]:
        """What both sides of a comparison can be."""
        amounts: list[Interval | None] = []
        for side, arg in zip(site.sides, site.read.expr.args, strict=True):
            if isinstance(side, Key):
                amounts.append(self.readings[side].values)
            else:
                amounts.append(self.amount(arg, site.read.period) if side is None else side)
        return amounts

    # -- figures ---------------------------------------------------------------------------------------------------

    def amount(self, expr: Expr, period: str | None) -> Interval | None:
        """What one side of a comparison can be, for showing; rates that cannot be formed are None."""
        if expr.op == "rate":
            return self.rate(expr, period)
        if expr.op == "text":
            return None
        if expr.op in ("count", "total", "add_years", "mean"):
            slot = next((s for s, v in enumerate(self.plan.slots) if v.key == expr and v.period == period), None)
            value = None if slot is None else self.inputs.slots[slot]
            return value if isinstance(value, Interval) else None
        if expr.op == "date":
            return Interval.exactly(expr.value.toordinal())  # type: ignore[attr-defined]  # a date's value is a date
        if expr.op in ("add", "sub", "mul") and any(node.op in ("rate", "count", "total") for node in expr.walk()):
            return None
        return self.readings.amount(expr, period)

    def rate(self, expr: Expr, period: str | None) -> Interval | None:
        """100 × part ÷ whole where both are single values; the disputed span of a declared rate."""
        part, whole = (self.readings.amount(arg, period) for arg in expr.args)
        if part is None or whole is None:
            return None
        some, all_ = part.exact, whole.exact
        if some is None or not all_:
            return None
        ratio = Fraction(100 * some.numerator * all_.denominator, some.denominator * all_.numerator)
        own = Interval(ratio, ratio)
        options = expr.value
        if isinstance(options, RateOptions) and options.field and self.lacks.disputed(options.field, period):
            stated = self.readings[Key("field", options.field, self._per(options.field, period))].values
            return own if stated is None else own.hull(stated)
        return own

    def _per(self, field: str, period: str | None) -> str | None:
        return period if self.plan.standard.evidence[field].per else None

    def missing_units(self, check: Check) -> int | None:
        """For a rate below its line: how many more of the part would reach it, the whole unchanged."""
        rate = check.expr.args[0] if check.expr.op == "compare" else None
        if rate is None or rate.op != "rate" or check.shortfall is None or check.expr.value not in (">=", ">"):
            return None
        part, whole = (self.readings.amount(arg, check.period) for arg in rate.args)
        if part is None or whole is None or part.exact is None or whole.exact is None or check.right is None:
            return None
        assert check.right.exact is not None
        needed = check.right.exact * whole.exact / 100
        short = ceil(needed) if check.expr.value == ">=" else needed.numerator // needed.denominator + 1
        return short - int(part.exact) if part.exact.denominator == 1 else None

    def _failing(self, read: Read) -> tuple[int, ...]:
        """The records, by position, that `every` fails on."""
        rows, outer = read.expr.value, slot_reader(self.plan, self.readings)
        assert isinstance(rows, Rows)
        failing = []
        for index, (_, cells) in enumerate(self.lacks.records(read.expr, read.period)):
            truths = row_truths(self.plan, self.readings.inside(cells), read.expr, read.period, outer)
            if truths[0] == NO and (not rows.has_where or truths[-1] == YES):
                failing.append(index)
        return tuple(failing)
