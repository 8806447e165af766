"""The oracle's reading of rules (docs/points.md, section 6): conditions that also read verdicts, points and levels."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

from tests.properties.oracle_conditions import (
    OUTSIDE,
    Conditions,
    Scope,
    Truth,
    any_of,
    called,
    constant,
    negate,
    parse,
)
from tests.properties.oracle_evidence import FAR, Evidence, Possible
from tests.properties.points_oracle_sheet import Open

Spec = dict[str, Any]
UNMET: dict[str, Truth] = {"met": False, "unmet": True, "unknown": None, "not_applicable": False}
READERS: dict[str, dict[str, Truth]] = {
    "unmet": UNMET,
    "met": {"met": True, "unmet": False, "unknown": None, "not_applicable": False},
    "na": {"met": False, "unmet": False, "unknown": None, "not_applicable": True},
}


def as_possible(amount: Open) -> Possible:
    """Everything between two ends."""
    low, high = amount
    top = low + Fraction(FAR) if high is None else high
    return Possible((low,) if low == top else (low, top, (low + top) / 2))


def with_amounts(evidence: Evidence, amounts: Mapping[str, Open | None]) -> Evidence:
    """The evidence with points and score as fields of their own; an amount of None is absent."""
    specs = evidence.specs | {name: {"type": "number"} for name in amounts}
    possible = {(name, None): None if each is None else as_possible(each) for name, each in amounts.items()}
    return replace(evidence, specs=specs, derived=evidence.derived | possible)


class Amounts(ast.NodeTransformer):
    """Turns `points(id)` and `score()` into the names of such fields."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = called(node)
        if name == "points":
            return ast.Name(f"points {constant(node.args[0])}")
        return ast.Name("score") if name == "score" else self.generic_visit(node)


@lru_cache(maxsize=10_000)
def as_fields(condition: str) -> ast.expr:
    return cast(ast.expr, Amounts().visit(deepcopy(parse(condition))))


class RuleConditions(Conditions):
    """Conditions that also read what was concluded. `level` may be asked once the levels are known.

    Read as: `score()` is absent where there is no score.
    """

    def __init__(
        self,
        evidence: Evidence,
        rules: list[Spec],
        verdicts: dict[str, str],
        amounts: Mapping[str, Open | None],
        score: Open | None,
        fired: dict[str, Truth],
    ) -> None:
        amounts = {f"points {name}": amount for name, amount in amounts.items()}
        super().__init__(with_amounts(evidence, amounts | {"score": score}))
        self.rules = rules
        self.verdicts = verdicts
        self.fired = fired
        self.level: Callable[[str], Truth] | None = None

    def truth(self, condition: str | ast.expr, scope: Scope = OUTSIDE) -> Truth:
        return super().truth(as_fields(condition) if isinstance(condition, str) else condition, scope)

    def call(self, node: ast.Call, scope: Scope) -> Truth:
        name = cast(str, called(node))
        if name in READERS:
            return READERS[name][self.verdicts[constant(node.args[0])]]
        if name == "fired":
            return self.fired[constant(node.args[0])]
        if name == "concluded":
            return self.concluded(constant(node.args[0]))
        if name == "level":
            return cast(Callable[[str], Truth], self.level)(constant(node.args[0]))
        return super().call(node, scope)

    def concluded(self, name: str) -> Truth:
        return any_of(self.truth(rule["when"]) for rule in self.rules if rule["then"].get("conclude") == name)

    def having(self, effect: str) -> dict[str, Truth]:
        """The rules with this effect, by id."""
        return {rule["id"]: self.truth(rule["when"]) for rule in self.rules if effect in rule["then"]}


def reached(
    standard: Spec, score: Open | None, points: dict[str, Open], capped: list[tuple[str, Truth]]
) -> dict[str, Truth]:
    """Whether each level is reached, from the highest to the lowest; `capped` are levels that may be the most."""
    levels = sorted(standard["levels"], key=lambda level: -Fraction(str(level["from"])))
    names = [level["id"] for level in levels]
    result: dict[str, Truth] = {}
    for place, level in enumerate(levels):
        # Read as: where there is no score no level is reached.
        truths: list[Truth] = [False if score is None else at_line(score, level["from"])]
        for dimension in standard.get("dimensions", []):
            if level["id"] in dimension["levels"]:
                # Read as: its criteria's own points, without the weights they have in what stands above them.
                low, high = zip(*(points[name] for name in dimension["of"]), strict=True)
                together = sum(cast(tuple[Fraction, ...], low)), sum(cast(tuple[Fraction, ...], high))
                truths.append(at_line(cast(Open, together), dimension["levels"][level["id"]]))
        truths += [negate(truth) for cap, truth in capped if names.index(cap) > place]
        result[level["id"]] = False if False in truths else None if None in truths else True
    return result


def at_line(amount: Open, line: Any) -> Truth:
    low, high = amount
    bound = Fraction(str(line))
    return True if low >= bound else False if high is not None and high < bound else None
