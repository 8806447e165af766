"""Which constructs of docs/points.md a standard uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, cast

from tests.properties.points_generate_rules import INNER, RULES
from tests.properties.points_generate_standards import children, criteria, indicators
from tests.properties.points_oracle_leaves import BOUNDS, rule_of, step_of

Spec = dict[str, Any]
READERS = ["met", "unmet", "na", "points", "score", "fired", "concluded", "level"]
CONSTRUCTS = {
    *(f"rule {each}" for each in RULES),
    *(f"each_year of {each}" for each in INNER),
    *(f"each_year {each}" for each in ("mean", "sum", "lowest")),
    *("parts full", "parts title", "miss count", "miss when", "miss most", "miss without most"),
    *("scope leaf", "scope criterion", "scope left out"),
    *(f"band {each}" for each in ("from", "above", "to", "below")),
    *("bands in order", "bands in no order", "bands otherwise points"),
    *(f"steps {each}" for each in ("whole", "pro_rata", "started")),
    *(f"measure {each}" for each in ("points", "percent")),
    *("better more", "better less", "better left out", "slopes replace", "slopes add", "two slopes"),
    *("target literal", "target read", "proportional from", "rest", "trim_above", "grades otherwise points"),
    *("growth ceiling", "growth least", "growth strict", "growth not strict", "growth over 4 years"),
    *("above_mean strict", "above_mean not strict", "excess count", "excess when"),
    *("of a sum", "of a multiple", "of a rate call", "of a named rate", "of last", "of a count of records"),
    *("met with points", "points without met", "points rounded to the step"),
    *(f"policy {each}" for each in ("full", "drop", "rescale", "rescale_sheet", "left out")),
    *(f"indicators at level {each}" for each in (1, 2, 3, 4)),
    *("weight of an indicator", "weight of a criterion", "weight 0", "criterion points", "entry_line", "entry_share"),
    *("nested entry line", "step", "coarse step", "rounding", "applies", "excusable", "cycle", "no cycle"),
    *("bonus", "bonus cap", "bonus without cap", "penalties", "penalties cap", "penalties without cap"),
    *("item points", "item each", "item most", "item times", "several factors", "group", "group in group"),
    *("group cap", "take highest"),
    *("veto refuse", "veto cap", "veto deduct", "veto deduct times", "veto without met"),
    *("core unmet", "core all", "dimension", "several dimensions", "dimension of several", "level without bound"),
    *(f"then {each}" for each in ("conclude", "refuse", "cap", "recommend")),
    *(f"reads {each}" for each in READERS),
    *("conclusion of several rules", "chained conclusion", "conclusion on a level", "points of a list"),
    *("points of a criterion", "points added", "verdict of a criterion", "rule at_least", "rule not"),
    "rule reads a field",
}


def coverage(standard: Spec) -> set[str]:
    """The names, out of `CONSTRUCTS`, of what the standard uses."""
    found = {f"policy {standard.get('not_applicable', 'left out')}", "cycle" if "cycle" in standard else "no cycle"}
    found |= standard.keys() & {"step", "rounding", "bonus", "penalties"}
    found |= {"coarse step"} if step_of(standard) >= Fraction(1, 2) else set()
    for level, each in levelled(standard, 1):
        found |= {f"indicators at level {level}", *of_indicator(each, step_of(standard))}
        found |= set(of_rule(rule_of(each), standard["evidence"]))
    for each in criteria(standard):
        found |= {"weight of a criterion"} if "weight" in each else set()
        found |= {"criterion points"} if "points" in each else set()
        found |= each.keys() & {"entry_line", "entry_share"}
        nested = any(below.keys() & {"entry_line", "entry_share"} for below in criteria(each))
        found |= {"nested entry line"} if nested else set()
    for name in ("bonus", "penalties"):
        if name in standard:
            found.add(f"{name} cap" if "cap" in standard[name] else f"{name} without cap")
            found |= set(of_list(standard[name], 0))
    if "core" in standard:
        found.add(f"core {standard['core']['when_fewer_apply']}")
    dimensions = standard.get("dimensions", [])
    found |= {"dimension"} if dimensions else set()
    found |= {"several dimensions"} if len(dimensions) > 1 else set()
    for each in dimensions:
        found |= {"dimension of several"} if len(each["of"]) > 1 else set()
        found |= {"level without bound"} if len(each["levels"]) < len(standard["levels"]) else set()
    return found | set(of_rules(standard))


def levelled(node: Spec, level: int) -> Iterator[tuple[int, Spec]]:
    for each in children(node):
        if children(each):
            yield from levelled(each, level + 1)
        else:
            yield level, each


def of_indicator(indicator: Spec, step: Fraction) -> Iterator[str]:
    yield from indicator.keys() & {"applies", "excusable"}
    if "weight" in indicator:
        yield "weight of an indicator"
        yield from ["weight 0"] if Fraction(str(indicator["weight"])) == 0 else []
    rule = rule_of(indicator)
    if rule["rule"] != "all_or_nothing":
        yield "met with points" if "met" in indicator else "points without met"
    if "full" in rule and (Fraction(str(rule["full"])) / step).denominator > 1:
        yield "points rounded to the step"
    veto = indicator.get("veto")
    if veto is None:
        return
    yield f"veto {veto}" if isinstance(veto, str) else f"veto {next(key for key in ('cap', 'deduct') if key in veto)}"
    if isinstance(veto, dict) and "times" in veto:
        yield "veto deduct times"
    if "met" not in indicator:
        yield "veto without met"


def of_rule(rule: Spec, fields: Spec) -> Iterator[str]:
    name = rule["rule"]
    yield f"rule {name}"
    if "excess" in rule:
        yield "excess when" if "when" in rule["excess"] else "excess count"
    for expression in [str(rule[key]) for key in ("of", "count") if key in rule and name != "raters"]:
        yield from of_expression(ast.parse(expression, mode="eval").body, fields)
    if name in {"linear", "proportional", "half"}:
        yield "target read" if isinstance(rule["target"], str) and not rule["target"][0].isdigit() else "target literal"
    match name:
        case "parts":
            yield from ["parts full"] if "full" in rule else []
            yield from ["parts title"] if any("title" in part for part in rule["parts"]) else []
        case "deduct":
            yield f"scope {rule.get('scope', 'left out')}"
            for miss in rule["misses"]:
                yield "miss when" if "when" in miss else "miss count"
                yield "miss most" if "most" in miss else "miss without most"
        case "bands":
            yield from (f"band {key}" for band in rule["bands"] for key in BOUNDS if key in band)
            points = [Fraction(str(each["points"])) for each in [*rule["bands"], {"points": rule["otherwise"]}]]
            yield "bands in order" if points == sorted(points, reverse=True) else "bands in no order"
            yield from ["bands otherwise points"] if points[-1] else []
        case "linear":
            yield from (f"{key} {rule.get(key, 'left out')}" for key in ("steps", "measure", "better"))
            yield from [f"slopes {rule['slopes_combine']}"] if "slopes" in rule else []
            yield from ["two slopes"] if len(rule.get("slopes", [])) == 2 else []
        case "proportional":
            yield from ["proportional from"] if "from" in rule else []
        case "k_of_n" | "raters":
            yield from rule.keys() & {"rest", "trim_above"}
        case "grades":
            yield from ["grades otherwise points"] if Fraction(str(rule["otherwise"]["points"])) else []
        case "growth" | "above_mean":
            yield f"{name} strict" if rule["strict"] else f"{name} not strict"
            yield from (f"growth {key}" for key in ("ceiling", "least") if key in rule)
            yield from ["growth over 4 years"] if name == "growth" and rule["years"] == 4 else []
        case "each_year":
            yield f"each_year {rule['combine']}"
            yield f"each_year of {rule['points']['rule']}"


def of_expression(node: ast.expr, fields: Spec) -> Iterator[str]:
    if isinstance(node, ast.BinOp):
        yield "of a multiple" if isinstance(node.op, ast.Mult) else "of a sum"
    elif isinstance(node, ast.Call):
        name = cast(ast.Name, node.func).id
        yield {"rate": "of a rate call", "last": "of last", "count": "of a count of records"}[name]
    elif isinstance(node, ast.Name) and "part" in fields.get(node.id, {}):
        yield "of a named rate"


def of_list(node: Spec, depth: int) -> Iterator[str]:
    for each in node["items"]:
        if "items" in each:
            yield "group in group" if depth else "group"
            yield from ["group cap"] if "cap" in each else []
            yield from ["take highest"] if each.get("take") == "highest" else []
            yield from of_list(each, depth + 1)
        else:
            yield "item points" if "points" in each else "item each"
            yield from ["item most"] if "most" in each else []
            yield from ["item times"] if "times" in each else []
            yield from ["several factors"] if len(each.get("times", [])) > 1 else []


def of_rules(standard: Spec) -> Iterator[str]:
    rules = standard.get("rules", [])
    leaves, sections = {each["id"] for each in indicators(standard)}, {each["id"] for each in criteria(standard)}
    concluding = [rule["then"]["conclude"] for rule in rules if "conclude" in rule["then"]]
    yield from ["conclusion of several rules"] if len(concluding) > len(set(concluding)) else []
    for rule in rules:
        effect = next(iter(rule["then"]))
        yield f"then {effect}"
        tree = ast.parse(rule["when"], mode="eval").body
        yield from ["rule not"] if any(isinstance(node, ast.Not) for node in ast.walk(tree)) else []
        reads = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in standard["evidence"]:
                yield "rule reads a field"
            if isinstance(node, ast.BinOp) and '("' in ast.unparse(node).replace("'", '"'):
                yield "points added"
            if not isinstance(node, ast.Call):
                continue
            name = cast(ast.Name, node.func).id
            reads.add(name)
            yield from ["rule at_least"] if name == "at_least" else []
            yield from [f"reads {name}"] if name in READERS else []
            read = getattr(node.args[0], "value", "") if node.args else ""
            yield from ["verdict of a criterion"] if name in {"met", "unmet", "na"} and read in sections else []
            if name == "points":
                yield from ["points of a criterion"] if read in sections else []
                yield from ["points of a list"] if read not in sections | leaves else []
        if effect == "conclude":
            yield from ["chained conclusion"] if "concluded" in reads else []
            yield from ["conclusion on a level"] if "level" in reads else []
