"""The oracle's reading of closing (docs/points.md, section 7): which absences the place owes.

An absence counts as owed where a field that the place supplies is missing. Everything else that makes a check absent
(another reason, another body, no years, nothing to divide by) is not; a field that a relation makes invalid is missing
all the same where nothing was filed. Read as: neither is a field that is there but may
have several values, for then it is not only the place's silence that leaves things open.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, cast

from tests.properties.oracle_conditions import OUTSIDE, PERIODS, Conditions, Scope, called, constant, keywords, parse
from tests.properties.oracle_evidence import Evidence, Possible, fold
from tests.properties.points_oracle_leaves import rule_of
from tests.properties.points_oracle_numbers import together

Spec = dict[str, Any]
WRITTEN = ("of", "target", "count", "when")


def is_missing(raw: Any) -> bool:
    """Whether an entry, or every one of its sources, says nothing more than that there is no value."""
    if isinstance(raw, list):
        return raw != [] and all(is_missing(each) for each in raw)  # an empty list says that there are no records
    if isinstance(raw, dict):
        return "missing" in raw or ("value" in raw and is_missing(raw["value"]))
    return raw is None or raw == ""


def settled(value: Possible) -> bool:
    """Whether a value is one, and certainly there."""
    return None not in value.points and len(set(value.points)) == 1


def rates(node: ast.expr) -> list[ast.expr]:
    return [each for each in ast.walk(node) if isinstance(each, ast.Call) and called(each) == "rate"]


def by_place(spec: Spec) -> bool:
    return bool(spec.get("by", "assessor" if spec["type"] == "rating" else "place") == "place")


class Absences:
    """Finds, for a text of the condition language, every absence it meets: True where the place owes it."""

    def __init__(self, conditions: Conditions, evidence: Spec) -> None:
        self.conditions = conditions
        self.evidence: Evidence = conditions.evidence
        self.filed = {fold(name): raw for name, raw in evidence.get("evidence", {}).items()}

    def closable(self, indicator: Spec) -> bool:
        """Whether all that is absent for this indicator, and something is, is owed by the place."""
        found = [
            *(each for key in ("applies", "met") if key in indicator for each in self.read(indicator[key], OUTSIDE)),
            *self.rule(rule_of(indicator), OUTSIDE),
        ]
        return bool(found) and all(found)

    def rule(self, rule: Spec, scope: Scope) -> Iterator[bool]:
        name = rule["rule"]
        if name in {"growth", "above_mean"}:
            yield from self.years_before(parse(rule["of"]), int(rule["years"]) + (name == "above_mean"))
        elif name == "raters":
            yield from self.records(rule["of"], scope, [parse(rule["score"])])
        elif name == "each_year":
            yield from [] if self.evidence.years else [False]
            for year in self.evidence.years:
                yield from self.rule(rule["points"], Scope(str(year)))
        else:
            listed = [rule, *rule.get("parts", []), *rule.get("misses", [])]
            texts = [str(each[key]) for each in listed for key in WRITTEN if key in each]
            for text in [*texts, *rule.get("conditions", []), *rule.get("rest", [])]:
                yield from self.read(text, scope)
        excess = rule.get("excess", {})
        for key in ("count", "when"):
            if key in excess:
                yield from self.read(excess[key], scope)

    def read(self, written: str | ast.expr, scope: Scope) -> Iterator[bool]:
        node = parse(written) if isinstance(written, str) else written
        name = called(node)
        if isinstance(node, ast.Name):
            yield from self.field(node.id, scope) if node.id not in (scope.columns or {}) else []
        elif name is None:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield from self.read(child, scope)
        else:
            yield from self.call(cast(ast.Call, node), scope)

    def call(self, node: ast.Call, scope: Scope) -> Iterator[bool]:
        name, years = cast(str, called(node)), self.evidence.years
        if name in PERIODS:
            yield from [] if years else [False]
            for period in self.evidence.periods(PERIODS[name]):
                yield from self.read(node.args[0], scope._replace(period=period))
        elif name == "last":
            yield from self.read(node.args[0], scope._replace(period=str(max(years)))) if years else [False]
        elif name == "growing":
            yield from self.years_before(node.args[0], int(constant(keywords(node)["years"])), scope)
        elif name in {"every", "some", "count", "total"}:
            where = keywords(node).get("where")
            inner = [*node.args[1:], *([where] if where is not None else [])]
            yield from self.records(cast(ast.Name, node.args[0]).id, scope, inner)
        else:
            before = [found for each in node.args for found in self.read(each, scope)]
            yield from before
            in_records = any(isinstance(each, ast.Name) and each.id in (scope.columns or {}) for each in ast.walk(node))
            if name == "rate" and not before and not in_records and together(self.conditions, (node, scope)) is None:
                yield False

    def years_before(self, node: ast.expr, years: int, scope: Scope = OUTSIDE) -> Iterator[bool]:
        if not self.evidence.years:
            yield False
            return
        last = max(self.evidence.years)
        for year in range(last - years + 1, last + 1):
            yield from self.read(node, scope._replace(period=str(year)))

    def records(self, items: str, scope: Scope, inner: list[ast.expr]) -> Iterator[bool]:
        name = fold(items)
        spec = self.evidence.specs[name]
        columns = {node.id for each in inner for node in ast.walk(each) if isinstance(node, ast.Name)}
        for each in inner:
            yield from self.read(each, scope._replace(columns=spec["columns"]))
        raw = self.raw(name, scope)
        if name in self.evidence.spoiled and not is_missing(raw):
            yield False
            return
        records = self.conditions.each(ast.Name(name), scope)
        if records is None:
            yield by_place(spec) and is_missing(raw)
            return
        for record, row in zip(records, raw["value"] if isinstance(raw, dict) else raw, strict=True):
            cells = {fold(column): cell for column, cell in row.items()}
            for column in columns & spec["columns"].keys():
                value = cast(dict[str, Possible | None], record.record)[column]
                if value is None:
                    yield by_place(spec["columns"][column]) and is_missing(cells.get(column))
                elif not settled(value):
                    yield False
            yield from (False for each in inner for rate in rates(each) if self.unusable(rate, record))

    def unusable(self, rate: ast.expr, record: Scope) -> bool:
        """Whether a rate cannot be formed in a record, though all that it reads is there."""
        names = {node.id for node in ast.walk(rate) if isinstance(node, ast.Name)} - {"rate"}
        there = all(self.conditions.lookup(name, record) is not None for name in names)
        return there and together(self.conditions, (rate, record)) is None

    def raw(self, name: str, scope: Scope) -> Any:
        raw = self.filed.get(name)
        if "per" in self.evidence.specs[name] and isinstance(raw, dict):
            return next((entry for period, entry in raw.items() if str(period) == scope.period), None)
        return raw

    def field(self, name: str, scope: Scope) -> Iterator[bool]:
        spec = self.evidence.specs[name]
        value, raw = self.evidence.possible(name, scope.period), self.raw(name, scope)
        if value is not None:
            yield from [] if settled(value) else [False]
        elif "authority" in spec or (name in self.evidence.spoiled and ("part" in spec or not is_missing(raw))):
            yield False
        elif "part" in spec:
            parts = [found for key in ("part", "whole") for found in self.field(fold(spec[key]), Scope(scope.period))]
            yield from parts
            if not parts and together(self.conditions, (ast.Name(name), scope)) is None:
                yield False
        else:
            yield by_place(spec) and is_missing(raw)
