"""The oracle's reading of conditions: yes, no and absent are True, False and None.

A check is judged by trying every combination of the sample points of the fields it reads (see `oracle_evidence`).
"""

from __future__ import annotations

import ast
import calendar
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product
from typing import Any, NamedTuple, cast

from tests.properties.oracle_evidence import Evidence, Possible, Record, fold, ratio, read_date

Truth = bool | None
PERIODS = {"every_year": "year", "every_quarter": "quarter", "every_month": "month"}
# The signs of left minus right that a comparison agrees to.
AGREES: dict[type[ast.cmpop], set[int]] = {
    ast.Gt: {1},
    ast.GtE: {0, 1},
    ast.Lt: {-1},
    ast.LtE: {-1, 0},
    ast.Eq: {0},
    ast.NotEq: {-1, 1},
}


def all_of(truths: Iterable[Truth]) -> Truth:
    seen = set(truths)
    return False if False in seen else None if None in seen else True


def any_of(truths: Iterable[Truth]) -> Truth:
    seen = set(truths)
    return True if True in seen else None if None in seen else False


def negate(truth: Truth) -> Truth:
    return None if truth is None else not truth


def at_least(k: int, truths: Iterable[Truth]) -> Truth:
    listed = list(truths)
    if listed.count(True) >= k:
        return True
    return None if listed.count(True) + listed.count(None) >= k else False


def common(answers: set[bool]) -> Truth:
    """The answer that every possible value gives, if they agree."""
    return answers.pop() if len(answers) == 1 else None


def decide(op: ast.cmpop, signs: set[int], numeric: bool) -> Truth:
    # Numbers that fall on both sides of the point of equality may also fall on it; dates and choices may not. (Counts
    # skip from one whole number to the next; the generator compares them for equality only where a whole one fits.)
    if numeric and signs >= {-1, 1}:
        signs = {-1, 0, 1}
    return common({sign in AGREES[type(op)] for sign in signs})


@lru_cache(maxsize=20_000)
def parse(text: str) -> ast.expr:
    """The syntax tree of a condition, its numbers read from the text and not from Python's floats."""
    text = text.strip().replace("\n", " ")
    tree = ast.parse(text, mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
            node.value = cast(Any, Fraction(ast.get_source_segment(text, node) or ""))
    return tree


def constant(node: ast.expr) -> Any:
    return cast(ast.Constant, node).value


def keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {cast(str, each.arg): each.value for each in call.keywords}


def called(node: ast.expr) -> str | None:
    return cast(ast.Name, node.func).id if isinstance(node, ast.Call) else None


def key(call: ast.Call) -> str:
    """What an input that is not a plain name is known by; the same field's last value is the same input."""
    return f"last {cast(ast.Name, call.args[0]).id}" if called(call) == "last" else f"node {id(call)}"


def years_later(date: tuple[int, int, int], years: int) -> tuple[int, int, int]:
    year, month, day = date
    year += years
    return (year, 2, 28) if (month, day) == (2, 29) and not calendar.isleap(year) else (year, month, day)


class Scope(NamedTuple):
    """Where a name is looked up: in the columns of a record first, and in which period."""

    period: str | None = None
    record: Record | None = None
    columns: dict[str, Any] | None = None


OUTSIDE = Scope()


class Conditions:
    """Conditions judged on one place's evidence."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def truth(self, condition: str | ast.expr, scope: Scope = OUTSIDE) -> Truth:
        node = parse(condition) if isinstance(condition, str) else condition
        if isinstance(node, ast.BoolOp):
            join = all_of if isinstance(node.op, ast.And) else any_of
            return join(self.truth(each, scope) for each in node.values)
        if isinstance(node, ast.UnaryOp):
            return negate(self.truth(node.operand, scope))
        if isinstance(node, ast.Compare):
            links = zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)
            return all_of(self.check(left, op, right, scope) for left, op, right in links)
        if isinstance(node, ast.Name):
            found = self.lookup(node.id, scope)
            return None if found is None else cast(bool, found.points[0])
        return self.call(cast(ast.Call, node), scope)

    def call(self, node: ast.Call, scope: Scope) -> Truth:
        name, args, named = called(node), node.args, keywords(node)
        if name == "last":
            found = self.summary(node, scope)
            return None if found is None else cast(bool, found.points[0])
        if name == "has":
            return self.truth(args[0], scope)
        if name == "at_least":
            return at_least(int(constant(args[0])), [self.truth(each, scope) for each in args[1:]])
        if name in PERIODS:
            periods = self.evidence.periods(PERIODS[name])
            return all_of(self.truth(args[0], Scope(period)) for period in periods) if periods else None
        if name == "growing":
            return self.growing(args[0], named)
        scopes = self.each(args[0], scope)
        if scopes is None:
            return None
        if name == "some":
            return any_of(self.truth(args[1], each) for each in scopes)
        where = named.get("where")
        return all_of(
            any_of([negate(self.truth(where, each)) if where else False, self.truth(args[1], each)]) for each in scopes
        )

    def growing(self, node: ast.expr, named: dict[str, ast.expr]) -> Truth:
        years, strict = int(constant(named["years"])), constant(named["strict"])
        ceiling = constant(named["ceiling"]) if "ceiling" in named else None
        if not self.evidence.years:
            return None
        last = max(self.evidence.years)
        values = [self.spread(node, Scope(str(year))) for year in range(last - years + 1, last + 1)]
        line = None if ceiling is None else Possible((ceiling,))

        def pair(earlier: Possible | None, later: Possible | None) -> Truth:
            grew = self.compare(later, ast.Gt() if strict else ast.GtE(), earlier)
            if line is None:
                return grew
            # Read as: growth, or both at the ceiling, each judged as a check of its own.
            return any_of([grew, all_of([self.compare(each, ast.GtE(), line) for each in (earlier, later)])])

        return all_of(pair(earlier, later) for earlier, later in pairwise(values))

    def compare(self, left: Possible | None, op: ast.cmpop, right: Possible | None) -> Truth:
        if left is None or right is None or None in left.points or None in right.points:
            return None
        return decide(op, {(a > b) - (a < b) for a, b in product(left.points, right.points)}, numeric=True)

    # Values

    def lookup(self, name: str, scope: Scope) -> Possible | None:
        if scope.record is not None and name in scope.record:
            return scope.record[name]
        return self.evidence.possible(name, scope.period)

    def each(self, items: ast.expr, scope: Scope) -> list[Scope] | None:
        name = cast(ast.Name, items).id
        records = None if name in self.evidence.spoiled else self.evidence.records.get(name)
        columns = self.evidence.specs[name]["columns"]
        return None if records is None else [Scope(scope.period, record, columns) for record in records]

    def leaves(self, node: ast.expr, scope: Scope, found: dict[str, Possible | None]) -> None:
        """Gather the inputs of one side of a check: each is tried at all its points, the same input once."""
        name = called(node)
        if isinstance(node, ast.Name):
            found[node.id] = self.lookup(node.id, scope)
        elif isinstance(node, ast.BinOp):
            self.leaves(node.left, scope, found)
            self.leaves(node.right, scope, found)
        elif name in {"rate", "add_years"}:
            for each in cast(ast.Call, node).args:
                self.leaves(each, scope, found)
        elif name in {"last", "count", "total"}:
            found[key(cast(ast.Call, node))] = self.summary(cast(ast.Call, node), scope)

    def summary(self, node: ast.Call, scope: Scope) -> Possible | None:
        name, args, where = called(node), node.args, keywords(node).get("where")
        if name == "last":
            years = self.evidence.years
            return self.lookup(cast(ast.Name, args[0]).id, Scope(str(max(years)))) if years else None
        scopes = self.each(args[0], scope)
        if scopes is None:
            return None
        chosen = [self.truth(where, each) if where else True for each in scopes]
        if name == "count":
            sure = chosen.count(True)
            return Possible(tuple(Fraction(n) for n in range(sure, sure + chosen.count(None) + 1)))
        column = cast(ast.Name, args[1]).id
        values = [cast(Record, each.record)[column] for each in scopes]
        if None in chosen or None in values:  # Read as: in any record, even one that `where` leaves out.
            return None
        added = [cast(Possible, value).points for value, use in zip(values, chosen, strict=True) if use]
        low, high = sum(map(min, added), Fraction(0)), sum(map(max, added), Fraction(0))
        return Possible((low, high, (low + high) / 2) if low < high else (low,))

    def value(self, node: ast.expr, chosen: dict[str, Any]) -> Any:
        """One side of a check at one point; None where there is no value there."""
        if isinstance(node, ast.Name):
            return chosen[node.id]
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.BinOp):
            left, right = self.value(node.left, chosen), self.value(node.right, chosen)
            if left is None or right is None:
                return None
            operate = {ast.Add: Fraction.__add__, ast.Sub: Fraction.__sub__, ast.Mult: Fraction.__mul__}[type(node.op)]
            return cast(Callable[[Any, Any], Any], operate)(left, right)
        name, call = called(node), cast(ast.Call, node)
        if name == "date":
            return read_date(constant(call.args[0]))
        if name not in {"rate", "add_years"}:
            return chosen[key(call)]
        first, second = (self.value(each, chosen) for each in call.args)
        if first is None or second is None:
            return None
        if name == "add_years":
            return years_later(first, int(second))
        named = {key: constant(each) for key, each in keywords(call).items()}
        return ratio(first, second, named.get("when_empty", "unknown"), named.get("above_100", False))

    def spread(self, node: ast.expr, scope: Scope) -> Possible | None:
        """Every value that an expression may have."""
        found: dict[str, Possible | None] = {}
        self.leaves(node, scope, found)
        if None in found.values():
            return None
        combinations = product(*(cast(Possible, each).points for each in found.values()))
        return Possible(tuple(self.value(node, dict(zip(found, points, strict=True))) for points in combinations))

    def check(self, left: ast.expr, op: ast.cmpop, right: ast.expr, scope: Scope) -> Truth:
        if isinstance(op, ast.In | ast.NotIn):
            listed = {constant(each) for each in cast(ast.Tuple, right).elts}
            value = self.spread(left, scope)
            within = isinstance(op, ast.In)
            return None if value is None else common({(each in listed) is within for each in value.points})
        found: dict[str, Possible | None] = {}
        self.leaves(left, scope, found)
        self.leaves(right, scope, found)
        if None in found.values():
            return None
        signs, numeric = set(), False
        for points in product(*(cast(Possible, each).points for each in found.values())):
            chosen = dict(zip(found, points, strict=True))
            a, b = self.value(left, chosen), self.value(right, chosen)
            if a is None or b is None:
                return None
            if isinstance(a, str):
                a, b = self.ranks(left, right, scope, a, b)
            signs.add((a > b) - (a < b))
            numeric = isinstance(a, Fraction)
        return decide(op, signs, numeric)

    def ranks(self, left: ast.expr, right: ast.expr, scope: Scope, a: str, b: str) -> tuple[int, int]:
        """Choices by their place in the field's `choices`: what orders a rating."""
        name = next(each.id for each in (left, right) if isinstance(each, ast.Name))
        columns = scope.columns or {}
        choices = (columns.get(name) or self.evidence.specs[name])["choices"]
        return choices.index(a), choices.index(b)

    # Nothing to measure

    def emptied(self, condition: str) -> Truth:
        """Whether a rate in the condition has `when_empty: not_applicable` and its part and whole are both 0."""
        return any_of(
            all_of(self.is_zero(parts, period) for parts in pair)
            for pair, periods in self.yielding(parse(condition))
            for period in periods
        )

    def yielding(self, tree: ast.expr) -> list[tuple[tuple[str, str], list[str | None]]]:
        found = []
        for node in ast.walk(tree):
            spec = self.evidence.specs.get(node.id, {}) if isinstance(node, ast.Name) else {}
            if "part" in spec and spec.get("when_empty") == "not_applicable":
                per = spec.get("per")
                periods: list[str | None] = [*self.evidence.periods(per)] if per else [None]
                found.append(((fold(spec["part"]), fold(spec["whole"])), periods))
        return found

    def is_zero(self, name: str, period: str | None) -> Truth:
        value = self.evidence.possible(name, period)
        return None if value is None else common({point == 0 for point in value.points})
