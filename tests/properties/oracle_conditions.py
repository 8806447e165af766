"""The oracle's reading of conditions: yes, no and absent are True, False and None.

A check is judged by trying every combination of the sample points of the fields it reads (see `oracle_evidence`).
"""

from __future__ import annotations

import ast
import calendar
from collections.abc import Callable, Iterable, Iterator
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


def holding(call: ast.Call) -> bool:
    """Whether what stands in a call is about records."""
    return called(call) in {"every", "some", "count", "total"}


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
            return all_of(self.check((left, scope), op, (right, scope)) for left, op, right in links)
        if isinstance(node, ast.Name):
            found = self.lookup(node.id, scope)
            return None if found is None else cast(bool, found.points[0])
        return self.call(cast(ast.Call, node), scope)

    def call(self, node: ast.Call, scope: Scope) -> Truth:
        name, args, named = called(node), node.args, keywords(node)
        if name == "last":
            inner = self.last(node)
            return None if inner is None else self.truth(*inner)
        if name == "has":
            return self.truth(args[0], scope)
        if name == "at_least":
            return at_least(int(constant(args[0])), [self.truth(each, scope) for each in args[1:]])
        if name in PERIODS:
            periods = self.evidence.periods(PERIODS[name])
            return all_of(self.truth(args[0], scope._replace(period=each)) for each in periods) if periods else None
        if name == "growing":
            return self.growing(args[0], named)
        scopes = self.each(args[0], scope)
        if scopes is None:
            return None
        where = named.get("where")
        if name == "some":
            return any_of(
                all_of([self.truth(where, each) if where else True, self.truth(args[1], each)]) for each in scopes
            )
        return all_of(
            any_of([negate(self.truth(where, each)) if where else False, self.truth(args[1], each)]) for each in scopes
        )

    def growing(self, node: ast.expr, named: dict[str, ast.expr]) -> Truth:
        strict = constant(named["strict"])
        ceiling = named["ceiling"] if "ceiling" in named and constant(named["ceiling"]) is not None else None
        scopes = self.grown(named)
        if not scopes:
            return None

        def pair(earlier: Scope, later: Scope) -> Truth:
            grew = self.check((node, later), ast.Gt() if strict else ast.GtE(), (node, earlier))
            if ceiling is None:
                return grew
            # Read as: growth, or both at the ceiling, each judged as a check of its own.
            at_ceiling = (self.check((node, each), ast.GtE(), (ceiling, each)) for each in (earlier, later))
            return any_of([grew, all_of(at_ceiling)])

        return all_of(pair(earlier, later) for earlier, later in pairwise(scopes))

    def grown(self, named: dict[str, ast.expr]) -> list[Scope]:
        """The years that `growing` looks at, none while no years are known."""
        last = max(self.evidence.years, default=None)
        if last is None:
            return []
        return [Scope(str(year)) for year in range(last - int(constant(named["years"])) + 1, last + 1)]

    # Values

    def lookup(self, name: str, scope: Scope) -> Possible | None:
        if scope.record is not None and name in scope.record:
            return scope.record[name]
        return self.evidence.possible(name, scope.period)

    def key(self, name: str, scope: Scope) -> str:
        """What an input is known by: the same field in the same period is the same input."""
        if scope.record is not None and name in scope.record:
            return f"column {name}"
        return f"{name} {scope.period if 'per' in self.evidence.specs[name] else None}"

    def rate_of(self, name: str, scope: Scope) -> dict[str, Any] | None:
        """The declaration of a name that stands for a rate of its parts."""
        hidden = scope.record is not None and name in scope.record
        spec = {} if hidden else self.evidence.specs[name]
        return spec if "part" in spec else None

    def last(self, call: ast.Call) -> tuple[ast.expr, Scope] | None:
        years = self.evidence.years
        return (call.args[0], Scope(str(max(years)))) if years else None

    def each(self, items: ast.expr, scope: Scope) -> list[Scope] | None:
        name = cast(ast.Name, items).id
        period = scope.period if "per" in self.evidence.specs[name] else None
        records = None if name in self.evidence.spoiled else self.evidence.records.get((name, period))
        columns = self.evidence.specs[name]["columns"]
        return None if records is None else [Scope(scope.period, record, columns) for record in records]

    def leaves(self, node: ast.expr, scope: Scope, found: dict[str, Possible | None]) -> None:
        """Gather the inputs of one side of a check: each is tried at all its points, the same input once."""
        name = called(node)
        if isinstance(node, ast.Name):
            rate = self.rate_of(node.id, scope)
            if rate is None or self.evidence.disputed(node.id, scope.period):
                found[self.key(node.id, scope)] = self.lookup(node.id, scope)
            elif node.id in self.evidence.spoiled:
                found[self.key(node.id, scope)] = None
            else:  # Read as: a rate is what its parts make it, and varies with them.
                for part in (fold(rate["part"]), fold(rate["whole"])):
                    outside = Scope(scope.period)
                    found[self.key(part, outside)] = self.lookup(part, outside)
        elif isinstance(node, ast.BinOp):
            self.leaves(node.left, scope, found)
            self.leaves(node.right, scope, found)
        elif name in {"rate", "add_years"}:
            for each in cast(ast.Call, node).args:
                self.leaves(each, scope, found)
        elif name == "last":
            inner = self.last(cast(ast.Call, node))
            if inner is None:
                found["no years"] = None
            else:
                self.leaves(*inner, found)
        elif name in {"count", "total"}:
            found[ast.dump(node)] = self.summary(cast(ast.Call, node), scope)

    def summary(self, node: ast.Call, scope: Scope) -> Possible | None:
        where = keywords(node).get("where")
        scopes = self.each(node.args[0], scope)
        if scopes is None:
            return None
        chosen = [self.truth(where, each) if where else True for each in scopes]
        if called(node) == "count":
            sure = chosen.count(True)
            return Possible(tuple(Fraction(n) for n in range(sure, sure + chosen.count(None) + 1)))
        column = cast(ast.Name, node.args[1]).id
        counted = [cast(Record, each.record)[column] for each, use in zip(scopes, chosen, strict=True) if use]
        if None in chosen or None in counted:
            return None
        added = [cast(Possible, value).points for value in counted]
        low, high = sum(map(min, added), Fraction(0)), sum(map(max, added), Fraction(0))
        return Possible((low, high, (low + high) / 2) if low < high else (low,))

    def value(self, node: ast.expr, scope: Scope, chosen: dict[str, Any]) -> Any:
        """One side of a check at one point; None where there is no value there."""
        if isinstance(node, ast.Name):
            key, rate = self.key(node.id, scope), self.rate_of(node.id, scope)
            if rate is None or key in chosen:
                return chosen[key]
            part, whole = (chosen[self.key(fold(rate[each]), Scope(scope.period))] for each in ("part", "whole"))
            return self.ratio(key, part, whole, rate)
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.BinOp):
            left, right = self.value(node.left, scope, chosen), self.value(node.right, scope, chosen)
            if left is None or right is None:
                return None
            operate = {ast.Add: Fraction.__add__, ast.Sub: Fraction.__sub__, ast.Mult: Fraction.__mul__}[type(node.op)]
            return cast(Callable[[Any, Any], Any], operate)(left, right)
        name, call = called(node), cast(ast.Call, node)
        if name == "date":
            return read_date(constant(call.args[0]))
        if name == "last":
            return self.value(*cast(tuple[ast.expr, Scope], self.last(call)), chosen)
        if name in {"count", "total"}:
            return chosen[ast.dump(node)]
        first, second = (self.value(each, scope, chosen) for each in call.args)
        if first is None or second is None:
            return None
        if name == "add_years":
            return years_later(first, int(second))
        return self.ratio(ast.dump(node), first, second, {key: constant(each) for key, each in keywords(call).items()})

    def ratio(self, key: str, part: Fraction, whole: Fraction, options: dict[str, Any]) -> Fraction | None:
        """A rate at one point, remembering whether it was 0 of 0 there."""
        self.empty.setdefault(key, set()).add(part == whole == 0)
        return ratio(part, whole, options.get("when_empty", "unknown"), options.get("above_100", False))

    def spread(self, *sides: tuple[ast.expr, Scope]) -> list[tuple[Any, ...]] | None:
        """The values that some expressions may have together; None where at some point there is none."""
        found: dict[str, Possible | None] = {}
        for node, scope in sides:
            self.leaves(node, scope, found)
        if None in found.values():
            return None
        self.empty: dict[str, set[bool]] = {}
        together = []
        for points in product(*(cast(Possible, each).points for each in found.values())):
            chosen = dict(zip(found, points, strict=True))
            together.append(tuple(self.value(node, scope, chosen) for node, scope in sides))
        # Whether a rate is 0 of 0 has to be certain.
        unsure = any(len(seen) > 1 for seen in self.empty.values())
        return None if unsure or any(None in values for values in together) else together

    def check(self, left: tuple[ast.expr, Scope], op: ast.cmpop, right: tuple[ast.expr, Scope]) -> Truth:
        if isinstance(op, ast.In | ast.NotIn):
            listed = {constant(each) for each in cast(ast.Tuple, right[0]).elts}
            values = self.spread(left)
            within = isinstance(op, ast.In)
            return None if values is None else common({(value in listed) is within for (value,) in values})
        pairs = self.spread(left, right)
        if pairs is None:
            return None
        if isinstance(pairs[0][0], str):
            pairs = [self.ranks(left, right, *pair) for pair in pairs]
        return decide(op, {(a > b) - (a < b) for a, b in pairs}, isinstance(pairs[0][0], Fraction))

    def ranks(self, left: tuple[ast.expr, Scope], right: tuple[ast.expr, Scope], a: str, b: str) -> tuple[int, int]:
        """Choices by their place in the field's `choices`: what orders a rating."""
        node, scope = next(side for side in (left, right) if not isinstance(side[0], ast.Constant))
        name = next(each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id != "last")
        choices = ((scope.columns or {}).get(name) or self.evidence.specs[name])["choices"]
        return choices.index(a), choices.index(b)

    # Nothing to measure

    def emptied(self, condition: str) -> Truth:
        """Whether a rate with `when_empty: not_applicable` is 0 of 0 wherever the condition reads it."""
        read: dict[str, list[Truth]] = {}
        for key, sides in self.yielding(parse(condition), OUTSIDE):
            zero = (ast.Constant(cast(Any, Fraction(0))), OUTSIDE)
            read.setdefault(key, []).append(all_of([self.check(side, ast.Eq(), zero) for side in sides]))
        return any_of(all_of(empty) for empty in read.values())

    def yielding(self, node: ast.AST, scope: Scope) -> Iterator[tuple[str, list[tuple[ast.expr, Scope]]]]:
        """Every reading of such a rate, not counting those on records: what it is known by, its part and its whole."""
        if isinstance(node, ast.Name):
            rate = self.rate_of(node.id, scope) if node.id in self.evidence.specs else None
            if rate and rate.get("when_empty") == "not_applicable":
                yield node.id, [(ast.Name(fold(rate[each])), scope) for each in ("part", "whole")]
        elif isinstance(node, ast.Call):
            if not holding(node):
                yield from self.yielding_call(node, scope)
        else:
            for each in ast.iter_child_nodes(node):
                yield from self.yielding(each, scope)

    def yielding_call(self, call: ast.Call, scope: Scope) -> Iterator[tuple[str, list[tuple[ast.expr, Scope]]]]:
        name, named = called(call), keywords(call)
        if name == "rate" and "when_empty" in named and constant(named["when_empty"]) == "not_applicable":
            yield ast.dump(call), [(each, scope) for each in call.args]
        scopes = [scope]
        if name in PERIODS:
            scopes = [Scope(period) for period in self.evidence.periods(PERIODS[name])]
        elif name == "growing":
            scopes = self.grown(named)
        elif name == "last":
            scopes = [Scope(str(year)) for year in self.evidence.years[-1:]]
        for inner in scopes:
            for each in call.args:
                yield from self.yielding(each, inner)
