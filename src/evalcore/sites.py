"""The atomic checks and numbers behind a plan's requirements, as every place has them: what each reads, found once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from evalcore.conditions import is_literal
from evalcore.conditions.expressions import Expr, Growth, Name, RateOptions, Rows, names, own_names
from evalcore.evidence import Key
from evalcore.intervals import Interval
from evalcore.meaning.checks import periods_of
from evalcore.plan import Plan
from evalcore.pointrules import AboveMean, LeafRule, Raters, written
from evalcore.pointrules import Growth as GrowthRule
from evalcore.trees import mean_of
from evalcore.truth import NO, YES, Truth

Part = Literal["met", "applies", "points"]
NO_YEARS = "?"  # the period of what is read by year while nobody has said which years


Dated = tuple[Expr, str | None]


class Read(NamedTuple):
    """An expression in one period, and what it reads.

    `keys` are its fields and parameters, in the order of its text; the absence of a `needed` one makes it absent (a
    stated rate beside its parts is only a claim). `undated`: it looks at years that nobody has said. `records` are the
    parts of it that go over records, `rates` the rates that are the same in all of them, each with the period it is read in.
    """

    expr: Expr
    period: str | None
    keys: tuple[Key, ...]
    needed: tuple[Key, ...]
    undated: bool
    records: tuple[Dated, ...]
    rates: tuple[Dated, ...]


class Site(NamedTuple):
    """One atomic check in one period.

    `wanted` is YES where the verdict wants it to hold and NO where it wants it not to (under a `not`); `node` gives its
    truth. `sides` says of each side of a comparison what it is, for a literal, or where it stands, for a field or
    parameter by itself.
    """

    read: Read
    wanted: Truth
    node: int
    sides: tuple[Interval | Key | None, ...]


class Sites(NamedTuple):
    """What a requirement rests on: the checks of `applies`, `met` and the points rule, and the numbers of that rule."""

    applies: tuple[Site, ...]
    met: tuple[Site, ...]
    points: tuple[Site, ...]
    amounts: tuple[Read, ...]

    @property
    def checks(self) -> tuple[Site, ...]:
        """All checks."""
        return (*self.applies, *self.met, *self.points)


def sites_of(plan: Plan, requirement: str) -> Sites:
    """What a requirement rests on, in the order of its text and periods; found once for a plan."""
    made: dict[str, Sites] = plan.prepared.setdefault("sites", {})
    found = made.get(requirement)
    if found is None:
        rule = _rules(plan).get(requirement)
        conditions: list[Site] = []
        numbers: list[Read] = []
        for path, expr, period in _of_rule(plan, requirement, rule) if rule else ():
            if is_literal(expr):
                continue
            if period == NO_YEARS:
                numbers.append(_read(plan, expr, None)._replace(undated=True))
            elif expr.type.kind == "truth":
                conditions.extend(_walk(plan, expr, period, NO if "misses" in path else YES))
            elif expr.type.kind == "number":
                numbers.append(_read(plan, expr, period))
        if isinstance(rule, Raters):
            numbers.append(_read(plan, mean_of(rule), None))
        applies, met = (_of_condition(plan, requirement, key) for key in ("applies", "met"))
        found = made[requirement] = Sites(applies, met, tuple(conditions), tuple(numbers))
    return found


def _rules(plan: Plan) -> dict[str, LeafRule]:
    """The points rule of every indicator that has one."""
    rules: dict[str, LeafRule] | None = plan.prepared.get("points rules")
    if rules is None:
        rules = plan.prepared["points rules"] = {leaf.id: leaf.points for leaf in plan.standard.leaves() if leaf.points}
    return rules


def _of_rule(plan: Plan, leaf: str, rule: LeafRule) -> Iterator[tuple[tuple[str | int, ...], Expr, str | None]]:
    """The expressions of a points rule, each in the periods it is read in."""
    yearly = {each.path: each.yearly for each in written(rule, ("points",))}
    for path, tree in plan.trees[leaf].items():
        if path in yearly:
            for period in (_rule_periods(plan, rule) or [NO_YEARS]) if yearly[path] else [None]:
                yield path, tree, period


def _rule_periods(plan: Plan, rule: LeafRule) -> list[str]:
    years = list(plan.years)
    if years and isinstance(rule, GrowthRule | AboveMean):
        span = rule.years - (1 if isinstance(rule, GrowthRule) else 0)
        years = list(range(years[-1] - span, years[-1] + 1))
    return [str(year) for year in years]


def _of_condition(plan: Plan, requirement: str, key: str) -> tuple[Site, ...]:
    tree = plan.trees[requirement].get((key,))
    return () if tree is None else tuple(_walk(plan, tree, None, YES))


def _walk(plan: Plan, expr: Expr, period: str | None, wanted: Truth) -> Iterator[Site]:
    """The atomic checks of a condition."""
    if expr.op in ("and", "or", "at_least"):
        for arg in expr.args:
            yield from _walk(plan, arg, period, wanted)
    elif expr.op == "not":
        yield from _walk(plan, expr.args[0], period, NO if wanted == YES else YES)
    elif expr.op.startswith("every_") and plan.years:
        for each in periods_of(plan.years, str(expr.value)):
            yield from _walk(plan, expr.args[0], each, wanted)
    elif expr.op == "last" and plan.years:
        yield from _walk(plan, expr.args[0], str(plan.years[-1]), wanted)
    else:
        sides = tuple(_side(plan, arg, period) for arg in expr.args) if expr.op == "compare" else ()
        yield Site(_read(plan, expr, period), wanted, plan.node_of[expr, period], sides)


def _side(plan: Plan, expr: Expr, period: str | None) -> Interval | Key | None:
    if expr.op == "number" and isinstance(expr.value, Fraction):
        return Interval.exactly(expr.value)
    return key_of(plan, expr.value, period) if expr.op == "name" and isinstance(expr.value, Name) else None


def _read(plan: Plan, expr: Expr, period: str | None) -> Read:
    keys = tuple(dict.fromkeys(_keys(plan, expr, period)))
    claims = {node.value.field for node in expr.walk() if isinstance(node.value, RateOptions)}
    dated = any(node.op in ("last", "growing") or node.op.startswith("every_") for node in expr.walk())
    needed = tuple(key for key in keys if key.id not in claims)
    outside = list(_outside_records(plan, expr, period))
    records = tuple(each for each in outside if isinstance(each[0].value, Rows))
    rates = tuple(each for each in outside if each[0].op == "rate")
    return Read(expr, period, keys, needed, dated and not plan.years, records, rates)


def _outside_records(plan: Plan, expr: Expr, period: str | None, *, inside: bool = False) -> Iterator[Dated]:
    """An expression and all under it, in every period; of what is read record by record only rates without columns."""
    if not inside or (expr.op == "rate" and not reads_columns(expr)):
        yield expr, period
    inside = inside or isinstance(expr.value, Rows)
    for each in _periods_inside(plan, expr, period):
        for arg in expr.args:
            yield from _outside_records(plan, arg, each, inside=inside)


def reads_columns(expr: Expr) -> bool:
    """Whether an expression is about the records that it is read in."""
    return any(name.kind == "column" for name in names(expr))


def _periods_inside(plan: Plan, expr: Expr, period: str | None) -> list[str | None]:
    """The periods that the arguments of an expression are read in."""
    if isinstance(expr.value, Growth) and plan.years:
        return [str(plan.years[-1] - back) for back in reversed(range(expr.value.years))]
    if expr.op.startswith("every_") and plan.years:
        return list(periods_of(plan.years, str(expr.value)))
    return [str(plan.years[-1])] if expr.op == "last" and plan.years else [period]


def _keys(plan: Plan, expr: Expr, period: str | None) -> Iterator[Key]:
    """The fields and parameters that an expression reads, in the order of its text."""
    for name in own_names(expr):
        if name.kind != "column":
            yield key_of(plan, name, period)
    for each in _periods_inside(plan, expr, period):
        for arg in expr.args:
            yield from _keys(plan, arg, each)


def key_of(plan: Plan, name: Name, period: str | None) -> Key:
    """Which value a name stands for in a period."""
    quantity = plan.standard.parameters[name.id] if name.kind == "parameter" else None
    per = quantity.per if quantity else plan.standard.evidence[name.id].per
    return Key("parameter" if name.kind == "parameter" else "field", name.id, period if per else None)
