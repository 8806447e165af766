"""The atomic checks that a requirement's verdict came from: their truth, the figures behind it, what is missing.

Made from the same plan, inputs and node values that decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple

from evalcore.conditions import is_literal
from evalcore.conditions.expressions import Expr, Growth, Name, RateOptions, Rows, names
from evalcore.engines import trace
from evalcore.evidence import Key
from evalcore.intake import Inputs, slot_reader
from evalcore.intervals import Interval
from evalcore.meaning.checks import periods_of
from evalcore.plan import Plan
from evalcore.pointrules import AboveMean, written
from evalcore.pointrules import Growth as GrowthRule
from evalcore.readings import Owner, Reading
from evalcore.records import read_record, row_truths
from evalcore.standard import Indicator
from evalcore.truth import ABSENT, NO, YES, Truth
from evalcore.values import Absence

Doubt = Literal["empty", "nothing_to_divide", "part_above_whole", "approximate", "disputed", "no_years"]
Reason = Absence | Doubt


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a check is undecided: a field and period (or a rate's parts), the reason, and who must act."""

    key: Key | None
    reason: Reason
    owner: Owner


@dataclass(frozen=True, slots=True)
class Check:
    """One atomic check in one period.

    `wanted` is YES where the verdict wants it to hold and NO where it wants it not to (under a `not`). `truth` is how it
    turned out. For comparisons, `left` and `right` are what both sides can be. `failing` names records, by position,
    of `every`.
    """

    expr: Expr
    period: str | None
    wanted: Truth
    truth: Truth
    left: Interval | None = None
    right: Interval | None = None
    keys: tuple[Key, ...] = ()
    lacks: tuple[Lack, ...] = ()
    failing: tuple[int, ...] = ()

    @property
    def shortfall(self) -> Fraction | None:
        """How far the left side is from the right, for a comparison that came out against the verdict."""
        if self.truth in (self.wanted, ABSENT) or self.left is None or self.right is None:
            return None
        if self.left.exact is None or self.right.exact is None or self.expr.value in ("==", "!="):
            return None
        return abs(self.right.exact - self.left.exact)


class Amount(NamedTuple):
    """A number that a leaf rule read, in one period: what it could be, and what was missing for it."""

    expr: Expr
    period: str | None
    span: Interval | None
    lacks: tuple[Lack, ...]


class Checks:
    """Finds the atomic checks of requirements for one place. `values` are the values of the plan's nodes."""

    def __init__(self, plan: Plan, inputs: Inputs, values: Mapping[int, trace.Value]) -> None:
        self.plan, self.inputs, self.values = plan, inputs, values
        self.readings = inputs.readings

    def of(self, requirement: str, part: str = "met") -> list[Check]:
        """The atomic checks of a requirement's `met` or `applies`, in the order of its text and periods."""
        tree = self.plan.trees[requirement].get((part,))
        return [] if tree is None else list(self._walk(tree, None, YES))

    def of_leaf(self, leaf: Indicator) -> list[Check]:
        """The checks of an indicator's `met`, then those of its points rule."""
        return [*self.of(leaf.id), *self.of_points(leaf)]

    def of_points(self, leaf: Indicator) -> list[Check]:
        """The atomic checks that an indicator's points rule reads; a miss is wanted not to hold."""
        return [
            check
            for path, tree, period in self._of_rule(leaf, "truth")
            for check in self._walk(tree, period, NO if "misses" in path else YES)
        ]

    def amounts(self, leaf: Indicator) -> list[Amount]:
        """The numbers that an indicator's points rule reads."""
        found = []
        for _, tree, period in self._of_rule(leaf, "number"):
            if is_literal(tree):
                continue
            keys = tuple(dict.fromkeys(self._keys(tree, period)))
            lacks = tuple(dict.fromkeys(self._lacks(tree, period, keys)))
            found.append(Amount(tree, period, self.amount(tree, period), lacks))
        return found

    def _of_rule(self, leaf: Indicator, kind: str) -> Iterator[tuple[tuple[str | int, ...], Expr, str | None]]:
        """The expressions of a points rule, each in the periods it is read in."""
        yearly = {each.path: each.yearly for each in written(leaf.points, ("points",))} if leaf.points else {}
        for path, tree in self.plan.trees[leaf.id].items():
            if path in yearly and tree.type.kind == kind:
                for period in self._rule_periods(leaf, yearly=yearly[path]):
                    yield path, tree, period

    def _rule_periods(self, leaf: Indicator, *, yearly: bool) -> list[str | None]:
        if not yearly:
            return [None]
        years: list[int] = list(self.plan.years)
        if years and isinstance(leaf.points, GrowthRule | AboveMean):
            span = leaf.points.years - (1 if isinstance(leaf.points, GrowthRule) else 0)
            years = list(range(years[-1] - span, years[-1] + 1))
        return [str(year) for year in years]

    def _walk(self, expr: Expr, period: str | None, wanted: Truth) -> Iterator[Check]:
        if expr.op in ("and", "or", "at_least"):
            for arg in expr.args:
                yield from self._walk(arg, period, wanted)
        elif expr.op == "not":
            yield from self._walk(expr.args[0], period, NO if wanted == YES else YES)
        elif expr.op.startswith("every_") and self.plan.years:
            for each in periods_of(self.plan.years, str(expr.value)):
                yield from self._walk(expr.args[0], each, wanted)
        elif expr.op == "last" and self.plan.years:
            yield from self._walk(expr.args[0], str(self.plan.years[-1]), wanted)
        else:
            yield self._check(expr, period, wanted)

    def _check(self, expr: Expr, period: str | None, wanted: Truth) -> Check:
        truth = self._truth(expr, period)
        keys = tuple(dict.fromkeys(self._keys(expr, period)))
        left = right = None
        if expr.op == "compare":
            left, right = (self.amount(arg, period) for arg in expr.args)
        failing = self._failing(expr, period) if expr.op == "every" and truth != YES else ()
        lacks = tuple(dict.fromkeys(self._lacks(expr, period, keys))) if truth == ABSENT else ()
        return Check(expr, period, wanted, truth, left, right, keys, lacks, failing)

    def _truth(self, expr: Expr, period: str | None) -> Truth:
        value = self.values[self.plan.node_of[expr, period]]
        assert isinstance(value, int)
        return value

    # -- figures ---------------------------------------------------------------------------------------------------

    def amount(self, expr: Expr, period: str | None) -> Interval | None:
        """What one side of a comparison can be, for showing; rates that cannot be formed are None."""
        if expr.op == "rate":
            return self.rate(expr, period)
        if expr.op == "text":
            return None
        if expr.op in ("count", "total", "add_years"):
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
        if part is None or whole is None or part.exact is None or not whole.exact:
            return None
        own = Interval.exactly(100 * part.exact / whole.exact)
        options = expr.value
        if isinstance(options, RateOptions) and options.field and self._disputed(options.field, period):
            stated = self.readings[Key("field", options.field, self._per(options.field, period))].values
            return own if stated is None else own.hull(stated)
        return own

    def _disputed(self, field: str, period: str | None) -> bool:
        return any(
            slot.role == "conflict" and slot.key == field and slot.period == self._per(field, period) and value == YES
            for slot, value in zip(self.plan.slots, self.inputs.slots, strict=True)
        )

    def _per(self, field: str, period: str | None) -> str | None:
        return period if self.plan.standard.evidence[field].per else None

    def missing_units(self, check: Check) -> int | None:
        """For a rate below its line: how many more of the part would reach it, the whole unchanged."""
        rate, line = check.expr.args if check.expr.op == "compare" else (None, None)
        if rate is None or rate.op != "rate" or check.shortfall is None or check.expr.value not in (">=", ">"):
            return None
        part, whole = (self.readings.amount(arg, check.period) for arg in rate.args)
        if part is None or whole is None or part.exact is None or whole.exact is None or check.right is None:
            return None
        assert check.right.exact is not None
        needed = check.right.exact * whole.exact / 100
        short = ceil(needed) if check.expr.value == ">=" else needed.numerator // needed.denominator + 1
        return short - int(part.exact) if part.exact.denominator == 1 else None

    # -- what is behind it -----------------------------------------------------------------------------------------

    def _keys(self, expr: Expr, period: str | None) -> Iterator[Key]:
        """The fields and parameters that a check reads, in the order of its text."""
        periods = [period]
        if isinstance(expr.value, Growth):
            last = self.plan.years[-1] if self.plan.years else None
            periods = [str(last - back) for back in reversed(range(expr.value.years))] if last else []
        for each in periods:
            for node in expr.walk():
                inner = str(self.plan.years[-1]) if node.op == "last" and self.plan.years else each
                for name in names(node) if node.op == "last" else _own_names(node):
                    if name.kind != "column":
                        yield self._key(name, inner)

    def _key(self, name: Name, period: str | None) -> Key:
        quantity = self.plan.standard.parameters[name.id] if name.kind == "parameter" else None
        per = quantity.per if quantity else self.plan.standard.evidence[name.id].per
        return Key("parameter" if name.kind == "parameter" else "field", name.id, period if per else None)

    def _lacks(self, expr: Expr, period: str | None, keys: tuple[Key, ...]) -> Iterator[Lack]:
        """Why a check is absent. What is absent itself comes first; otherwise the values do not decide it."""
        if not self.plan.years and any(n.op in ("last", "growing") or n.op.startswith("every_") for n in expr.walk()):
            yield Lack(None, "no_years", "issuer")
            return
        claims = {node.value.field for node in expr.walk() if isinstance(node.value, RateOptions)}
        absent = [(key, self.readings[key]) for key in keys if key.id not in claims and self.readings[key].absence]
        for key, reading in absent:
            yield Lack(key, reading.absence or "missing", reading.owner)
        if isinstance(expr.value, Rows):
            yield from self._cells(expr, expr.value, period)
        if absent:
            return
        yield from self._doubts(expr, period, keys)

    def _doubts(self, expr: Expr, period: str | None, keys: tuple[Key, ...]) -> Iterator[Lack]:
        """Everything is there, and still the check is undecided."""
        periods = dict.fromkeys(key.period for key in keys) if isinstance(expr.value, Growth) else {period: None}
        for node in expr.walk():
            if node.op == "rate":
                for each in periods:
                    yield from self._rate_doubts(node, each)
        for key in keys:
            reading = self.readings[key]
            if reading.values is not None and reading.exact is None:
                several = len([claim for claim in reading.claims if claim.value.absence is None]) > 1
                yield Lack(key, "contradictory" if several else "approximate", reading.owner)

    def _rate_doubts(self, rate: Expr, period: str | None) -> Iterator[Lack]:
        part, whole = (self.readings.amount(arg, period) for arg in rate.args)
        options = rate.value
        assert isinstance(options, RateOptions)
        key = self._key(next(names(rate.args[0])), period)
        if options.field is not None and self._disputed(options.field, period):
            yield Lack(Key("field", options.field, self._per(options.field, period)), "disputed", "place")
        if part is None or whole is None or part.exact is None or whole.exact is None:
            return
        if whole.exact == 0:
            yield Lack(key, "nothing_to_divide" if part.exact else "empty", "place")
        elif part.exact > whole.exact and not options.above_100:
            yield Lack(key, "part_above_whole", "place")

    # -- records ---------------------------------------------------------------------------------------------------

    def _rows(self, expr: Expr, period: str | None) -> Iterator[tuple[int, Mapping[str, Reading], list[Truth]]]:
        rows = expr.value
        assert isinstance(rows, Rows)
        columns = self.plan.standard.evidence[rows.items].columns
        outer = slot_reader(self.plan, self.readings)
        for index, record in enumerate(self.readings.of(Name("field", rows.items), period).records or ()):
            cells = read_record(columns, record)
            yield index, cells, row_truths(self.plan, self.readings.inside(cells), expr, period, outer)

    def _failing(self, expr: Expr, period: str | None) -> tuple[int, ...]:
        """The records, by position, that `every` fails on."""
        rows = expr.value
        assert isinstance(rows, Rows)
        return tuple(
            index
            for index, _, truths in self._rows(expr, period)
            if truths[0] == NO and (not rows.has_where or truths[-1] == YES)
        )

    def _cells(self, expr: Expr, rows: Rows, period: str | None) -> Iterator[Lack]:
        """Cells of records that are missing where a check over records is absent."""
        read = {node.value.id for arg in expr.args for node in arg.walk() if isinstance(node.value, Name)}
        key = self._key(Name("field", rows.items), period)
        for index, cells, _ in self._rows(expr, period):
            for column, reading in cells.items():
                if column in read and reading.absence is not None:
                    yield Lack(key._replace(period=f"#{index + 1} {column}"), reading.absence, reading.owner)


def _own_names(node: Expr) -> Iterator[Name]:
    """The names that a node reads itself, not through its arguments."""
    if isinstance(node.value, Name):
        yield node.value
    elif isinstance(node.value, Rows):
        yield Name("field", node.value.items)
    elif isinstance(node.value, RateOptions) and node.value.field:
        yield Name("field", node.value.field)
