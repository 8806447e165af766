"""Which constructs of docs/standard.md a standard uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast
from unicodedata import normalize

from tests.properties.generate_hints import conditions

Spec = dict[str, Any]

CALLS = [
    "rate",
    "has",
    "at_least",
    "every_year",
    "every_quarter",
    "every_month",
    "last",
    "growing",
    "every",
    "some",
    "count",
    "total",
    "date",
    "add_years",
]
TYPES = ["boolean", "count", "number", "percentage", "money", "date", "choice", "rating"]
CONSTRUCTS = {
    *(f"kind {each}" for each in ("conditions", "points")),
    *("cycle", "no cycle", "window", "valid", "sources", "teaching", "title_en"),
    *(f"parameter {each}" for each in TYPES),
    *("parameter with value", "parameter without value", "parameter per year"),
    *(f"field {each}" for each in [*TYPES, "text", "document", "items"]),
    *(f"field per {each}" for each in ("year", "quarter", "month")),
    *(
        f"field key {each}"
        for each in ["unit", "min", "max", "decimals", "documents", "responsible", "label_en", "above_100"]
    ),
    *("field by place", "field by assessor", "rate with parts", "rate with parts per year", "rate above_100"),
    *(f"rate when_empty {each}" for each in ("left out", "unknown", "full", "not_applicable")),
    *(f"rate decided_by {each}" for each in ("left out", "both", "parts")),
    "rate other_wholes",
    *(f"column {each}" for each in [*TYPES, "text", "document"]),
    *("identifier ASCII", "identifier Chinese", "identifier folded", "column that hides a field"),
    *(f"call {each}" for each in CALLS),
    *(f"compare {each}" for each in ["Gt", "GtE", "Lt", "LtE", "Eq", "NotEq", "In", "NotIn"]),
    *("chain", "And", "Or", "Not", "Add", "Sub", "Mult", "whole literal", "decimal literal", "text literal"),
    *("reads a boolean", "reads a parameter", "reads a named rate", "rate of a parameter"),
    *("field items per year", "records inside periods", "periods inside records", "rate of a sum"),
    *("call rate when_empty", "call rate above_100", "call rate that yields"),
    *("call growing ceiling", "call growing ceiling none"),
    *("call growing strict", "call growing not strict", "growing over 3 years", "call add_years of a parameter"),
    *(
        "call every where",
        "call some where",
        "call some without where",
        "call every without where",
        "call count where",
        "call total where",
    ),
    *("call total without where", "record reads outside"),
    *(f"relation {each}" for each in ("note", "doubtful", "invalid")),
    *("relation spoils", "eligibility", "several relations"),
    *(f"indicators at level {each}" for each in (1, 2, 3, 4)),
    *("needs at_least", "needs when_fewer_apply unmet", "needs when_fewer_apply all", "needs nothing more"),
    *("applies", "excusable", "veto", "core", "remedy", "assumed"),
    *(f"authority {each}" for each in ("stated", "external", "assumed")),
    *("points whole", "points decimal", "points rounded", "points by rule", "criterion points", "entry_line"),
    *("policy full", "policy drop", "no policy", "one level", "several levels", "pass_level below another"),
}


def coverage(standard: Spec) -> set[str]:
    """The names, out of `CONSTRUCTS`, of what the standard uses."""
    found = {f"kind {standard['kind']}", "cycle" if "cycle" in standard else "no cycle"}
    found |= standard.keys() & {"window", "valid", "sources", "teaching", "title_en", "eligibility"}
    found |= set(of_parameters(standard.get("parameters", {})))
    for name, spec in standard["evidence"].items():
        found |= set(of_field(spec))
        found.add("identifier ASCII" if name.isascii() else "identifier Chinese")
        found |= {"identifier folded"} if "Ａ" in name else set()
        found |= (
            {"column that hides a field"} if spec.get("columns", {}).keys() & standard["evidence"].keys() else set()
        )
    for relation in standard.get("relations", []):
        found |= {f"relation {relation['severity']}", *(["relation spoils"] if "spoils" in relation else [])}
    if len(standard.get("relations", [])) > 1:
        found.add("several relations")
    specs = standard["evidence"] | standard.get("parameters", {})
    names = {normalize("NFKC", name): spec for name, spec in specs.items()}  # as in a syntax tree
    for text in conditions(standard):
        found |= set(of_condition(ast.parse(text, mode="eval").body, names))
    found |= set(of_tree(standard, 1))
    if standard["kind"] == "points":
        found.add(f"policy {standard['not_applicable']}" if "not_applicable" in standard else "no policy")
        found.add("one level" if len(standard["levels"]) == 1 else "several levels")
        found |= {"pass_level below another"} if standard["pass_level"] != standard["levels"][0]["id"] else set()
    return found


def of_parameters(parameters: dict[str, Spec]) -> Iterator[str]:
    for spec in parameters.values():
        yield f"parameter {spec['type']}"
        yield "parameter with value" if "value" in spec else "parameter without value"
        if "per" in spec:
            yield "parameter per year"


def of_field(spec: Spec) -> Iterator[str]:
    yield f"field {spec['type']}"
    shown = {"unit", "min", "max", "decimals", "documents", "responsible", "label_en", "above_100"}
    yield from (f"field key {key}" for key in sorted(spec.keys() & shown))
    yield from (f"field {key} {spec[key]}" for key in ("per", "by") if key in spec)
    if spec["type"] == "items" and "per" in spec:
        yield "field items per year"
    yield from (f"column {column['type']}" for column in spec.get("columns", {}).values())
    if "part" in spec:
        yield "rate with parts per year" if "per" in spec else "rate with parts"
        yield from (f"rate {key} {spec.get(key, 'left out')}" for key in ("when_empty", "decided_by"))
        yield from (f"rate {key}" for key in ("above_100", "other_wholes") if key in spec)


def of_condition(tree: ast.expr, names: dict[str, Spec]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from (f"compare {type(op).__name__}" for op in node.ops)
            if len(node.ops) > 1:
                yield "chain"
        elif isinstance(node, ast.BoolOp | ast.UnaryOp | ast.BinOp):
            yield type(node.op).__name__
        elif isinstance(node, ast.Constant):
            if type(node.value) in {int, float, str}:
                yield {int: "whole literal", float: "decimal literal", str: "text literal"}[type(node.value)]
        elif isinstance(node, ast.Call):
            yield from of_call(node, names)
        elif isinstance(node, ast.Name) and node.id in names:
            spec = names[node.id]
            reads = {
                "a boolean": spec["type"] == "boolean",
                "a parameter": "authority" in spec,
                "a named rate": "part" in spec,
            }
            yield from (f"reads {what}" for what, read in reads.items() if read)


def of_call(node: ast.Call, names: dict[str, Spec]) -> Iterator[str]:
    name = cast(ast.Name, node.func).id
    keys = {each.arg: getattr(each.value, "value", None) for each in node.keywords}
    yield f"call {name}"
    if name in {"every", "some", "count", "total"}:
        yield f"call {name} {'where' if 'where' in keys else 'without where'}"
    if name in {"every", "some"}:
        columns = names[cast(ast.Name, node.args[0]).id]["columns"]
        read = {each.id for each in ast.walk(node.args[1]) if isinstance(each, ast.Name)}
        if read & (names.keys() - columns.keys()):
            yield "record reads outside"
    if name == "rate":
        yield from (f"call rate {key}" for key in keys)
        yield from ["call rate that yields"] if keys.get("when_empty") == "not_applicable" else []
        yield from ["rate of a sum"] if any(isinstance(each, ast.BinOp) for each in node.args) else []
    inner = {cast(ast.Name, each.func).id for each in ast.walk(node) if isinstance(each, ast.Call)}
    over_time, over_records = {"every_year", "growing", "last"}, {"every", "some", "count", "total"}
    if name in over_time and inner & over_records:
        yield "records inside periods"
    if name in over_records and inner & over_time:
        yield "periods inside records"
    arguments = [names.get(each.id, {}) for each in node.args if isinstance(each, ast.Name)]
    if name in {"rate", "add_years"} and any("authority" in each for each in arguments):
        yield "rate of a parameter" if name == "rate" else "call add_years of a parameter"
    if name == "growing":
        yield "call growing strict" if keys["strict"] else "call growing not strict"
        if keys["years"] == 3:
            yield "growing over 3 years"
        if "ceiling" in keys:
            yield "call growing ceiling" if keys["ceiling"] is not None else "call growing ceiling none"


def of_tree(node: Spec, level: int) -> Iterator[str]:
    for criterion in node.get("criteria", []):
        yield from of_criterion(criterion)
        yield from of_tree(criterion, level + 1)
    for indicator in node.get("indicators", []):
        yield f"indicators at level {level}"
        yield f"authority {indicator['authority']}"
        yield from indicator.keys() & {"applies", "excusable", "veto", "core", "remedy", "assumed"}
        if "points" in indicator:
            yield from of_points(indicator["points"])


def of_criterion(criterion: Spec) -> Iterator[str]:
    needs = criterion.get("needs")
    if isinstance(needs, dict):
        yield "needs at_least"
        yield (
            f"needs when_fewer_apply {needs['when_fewer_apply']}"
            if "when_fewer_apply" in needs
            else "needs nothing more"
        )
    if "points" in criterion:
        yield "criterion points"
    yield from criterion.keys() & {"entry_line"}


def of_points(points: Any) -> Iterator[str]:
    if isinstance(points, dict):
        yield "points by rule"
        points = points["full"]
    value = Fraction(str(points))
    yield "points whole" if value.denominator == 1 else "points decimal"
    if (value * 10_000).denominator > 1:
        yield "points rounded"
