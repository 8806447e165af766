"""Random points standards and evidence for the property tests: every construct of docs/points.md, mostly at its edges.

The same seed gives the same data. Standards are plain data as YAML would give them (numbers as int or text), evidence
is a plain evidence file. Fields, conditions and evidence come from the generator of conditions standards.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from random import Random
from typing import Any

from tests.properties.generate_evidence import Filer
from tests.properties.generate_hints import Hints, hints
from tests.properties.generate_writing import decimal
from tests.properties.points_generate_coverage import CONSTRUCTS, coverage
from tests.properties.points_generate_rules import plain
from tests.properties.points_generate_standards import generate_standard, indicators
from tests.properties.points_oracle import judge
from tests.properties.points_oracle_leaves import BOUNDS, full_points, rule_of

__all__ = ["CONSTRUCTS", "coverage", "evidences", "pair", "standards"]

Spec = dict[str, Any]
CLOSED = {"date": "2012-01-15", "by": "市考核组", "reason": "申报截止"}


def standards(seed: int) -> Spec:
    """A valid points standard."""
    return drawn(Random(seed))


def evidences(standard: Spec, rng: Random, n: int) -> list[Spec]:
    """`n` valid evidence files for a standard."""
    shadow = with_turns(standard)
    found = hints(shadow)
    return [filed(rng, shadow, found) for _ in range(n)]


def pair(rng: Random, n: int = 10) -> tuple[Spec, list[Spec]]:
    """A standard and `n` evidence files for it."""
    standard = drawn(rng)
    return standard, evidences(standard, rng, n)


def drawn(rng: Random) -> Spec:
    """A standard, every other one with levels at scores that places have."""
    standard = generate_standard(rng)
    levels, total = standard["levels"], Fraction(str(standard["total"]))
    if rng.random() < 0.5:
        scores = [judge(standard, evidence)["score"] for evidence in evidences(standard, rng, 5)]
        ends = {score[end] for score in scores if score for end in ("low", "high") if score[end] is not None}
        usable = sorted(each for each in ends if 0 < each <= total and decimal(each))
        if len(usable) >= len(levels):
            bounds = sorted(rng.sample(usable, len(levels)), reverse=True)
            for level, bound in zip(levels, bounds, strict=True):
                level["from"] = plain(bound)
    return standard


def filed(rng: Random, shadow: Spec, found: Hints) -> Spec:
    made = Filer(rng, shadow, found).file()
    if rng.random() < 0.3:  # blank: what closing is for
        for name in rng.sample(list(made["evidence"]), len(made["evidence"]) // rng.choice([4, 8])):
            del made["evidence"][name]
    return made | ({"closed": dict(CLOSED)} if rng.random() < 0.25 else {})


def with_turns(standard: Spec) -> Spec:
    """The standard with what its points depend on written as conditions, for evidence to be drawn around them."""
    shadow = deepcopy(standard)
    turns = [text for each in indicators(standard) for text in of_rule(rule_of(each), full_points(each, standard))]
    lists = [standard[key] for key in ("bonus", "penalties") if key in standard]
    turns += [text for each in lists for text in of_list(each)]
    shadow["eligibility"] = [*shadow.get("eligibility", []), *({"met": text} for text in turns)]
    for each in indicators(shadow):
        each.setdefault("met", "1 == 1")  # what the filer knows an indicator by
    return shadow


def of_rule(rule: Spec, full: Fraction) -> Iterator[str]:
    yield from (each["when"] for each in rule.get("parts", []))
    yield from rule.get("conditions", [])
    yield from rule.get("rest", [])
    for each in [*rule.get("misses", []), *([rule["excess"]] if "excess" in rule else [])]:
        yield each["when"] if "when" in each else f"{each['count']} <= {1 if 'each' in each else 0}"
    match rule["rule"]:
        case "bands":
            signs = dict(zip(BOUNDS, (">=", ">", "<=", "<"), strict=True))
            yield from (
                f"{rule['of']} {signs[key]} {band[key]}" for band in rule["bands"] for key in BOUNDS if key in band
            )
        case "linear":
            order = ">=" if rule.get("better", "more") == "more" else "<="
            turn = "-" if order == ">=" else "+"
            yield from (f"{rule['of']} {order} {rule['target']} {turn} {steps} * {rule['per']}" for steps in range(4))
            yield from (f"{rule['of']} {order} {slope['beyond']}" for slope in rule.get("slopes", []))
        case "proportional" | "half":
            yield f"{rule['of']} >= {rule['target']}"
            yield f"2 * ({rule['of']}) >= {rule['target']}"
            yield from [f"{rule['of']} >= {rule['from']}"] if "from" in rule else []
        case "per_unit":
            yield f"{rule['count']} >= {max(1, int(full / Fraction(str(rule['each']))))}"
        case "judged":
            yield f"{rule['of']} >= {full.numerator // full.denominator}"
            yield f"{rule['of']} >= 0"
        case "growth" | "above_mean":
            yield f"growing({rule['of']}, years={rule['years']}, strict=True)"
        case "each_year":
            yield from (f"every_year({text})" for text in of_rule(rule["points"], full) if "every_" not in text)


def of_list(node: Spec) -> Iterator[str]:
    for each in node.get("items", []):
        yield from of_list(each)
        if "when" in each:
            yield each["when"]
        elif "count" in each:
            yield f"{each['count']} >= 1"
