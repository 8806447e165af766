"""The oracle's reading of number expressions: every value that they may have, together, by brute force."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any, cast

from tests.properties.oracle_conditions import Conditions, Scope, called, constant, keywords
from tests.properties.oracle_evidence import Possible, fold, ratio

Side = tuple[ast.expr, Scope]
OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: Fraction.__add__,
    ast.Sub: Fraction.__sub__,
    ast.Mult: Fraction.__mul__,
}


def together(conditions: Conditions, *sides: Side) -> list[tuple[Fraction, ...]] | None:
    """The values that some expressions may have at the same time; None where one of them is absent.

    Every input (a field in one period, a sum over records) is tried at all its sample points, the same input once.
    """
    numbers = Numbers(conditions)
    for side in sides:
        numbers.gather(*side)
    if None in numbers.inputs.values():
        return None
    tried = []
    for points in product(*(cast(Possible, each).points for each in numbers.inputs.values())):
        chosen = dict(zip(numbers.inputs, points, strict=True))
        tried.append(tuple(numbers.value(*side, chosen) for side in sides))
    # Read as: a rate for which 0 of 0 is one possibility among others is absent, and so is one that may be invalid.
    unsure = any(len(seen) > 1 for seen in numbers.empty.values())
    return None if unsure or any(None in each for each in tried) else cast(list[tuple[Fraction, ...]], tried)


class Numbers:
    """The inputs of expressions, and their values at one choice of these."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.evidence = conditions.evidence
        self.inputs: dict[Any, Possible | None] = {}
        self.empty: dict[Any, set[bool]] = {}

    def key(self, name: str, scope: Scope) -> tuple[str, str | None]:
        return name, scope.period if "per" in self.evidence.specs[name] else None

    def is_column(self, name: str, scope: Scope) -> bool:
        return scope.record is not None and name in scope.record

    def parts(self, name: str, scope: Scope) -> list[Side] | None:
        """Part and whole of a name that stands for the exact ratio of both, and for nothing wider."""
        spec = {} if self.is_column(name, scope) else self.evidence.specs[name]
        if "part" not in spec or name in self.evidence.spoiled or self.evidence.possible(name, scope.period):
            return None
        return [(ast.Name(fold(spec[each])), Scope(scope.period)) for each in ("part", "whole")]

    def last(self) -> Scope | None:
        years = self.evidence.years
        return Scope(str(max(years))) if years else None

    def gather(self, node: ast.expr, scope: Scope) -> None:
        name = called(node)
        if isinstance(node, ast.Name):
            if self.is_column(node.id, scope):
                self.inputs[node.id] = cast(dict[str, Possible | None], scope.record)[node.id]
            elif sides := self.parts(node.id, scope):
                for side in sides:
                    self.gather(*side)
            else:
                self.inputs[self.key(node.id, scope)] = self.evidence.possible(node.id, scope.period)
        elif isinstance(node, ast.BinOp):
            self.gather(node.left, scope)
            self.gather(node.right, scope)
        elif name == "rate":
            for each in cast(ast.Call, node).args:
                self.gather(each, scope)
        elif name == "last":
            last = self.last()
            if last is None:
                self.inputs["no years"] = None
            else:
                self.gather(cast(ast.Call, node).args[0], last)
        elif name is not None:
            self.inputs[ast.dump(node)] = self.conditions.summary(cast(ast.Call, node), scope)

    def value(self, node: ast.expr, scope: Scope, chosen: dict[Any, Any]) -> Fraction | None:
        """The value at one choice; None where there is none there."""
        if isinstance(node, ast.Name):
            if self.is_column(node.id, scope):
                return cast(Fraction, chosen[node.id])
            sides = self.parts(node.id, scope)
            if sides is None:
                return cast(Fraction, chosen[self.key(node.id, scope)])
            return self.ratio(self.key(node.id, scope), sides, self.evidence.specs[node.id], chosen)
        if isinstance(node, ast.Constant):
            return cast(Fraction, node.value)
        if isinstance(node, ast.BinOp):
            left, right = self.value(node.left, scope, chosen), self.value(node.right, scope, chosen)
            return None if left is None or right is None else OPERATIONS[type(node.op)](left, right)
        call = cast(ast.Call, node)
        if called(node) == "last":
            return self.value(call.args[0], cast(Scope, self.last()), chosen)
        if called(node) == "rate":
            options = {name: constant(each) for name, each in keywords(call).items()}
            return self.ratio(ast.dump(node), [(each, scope) for each in call.args], options, chosen)
        return cast(Fraction, chosen[ast.dump(node)])

    def ratio(self, key: Any, sides: list[Side], options: dict[str, Any], chosen: dict[Any, Any]) -> Fraction | None:
        part, whole = (self.value(*side, chosen) for side in sides)
        if part is None or whole is None:
            return None
        self.empty.setdefault(key, set()).add(part == whole == 0)
        return ratio(part, whole, options.get("when_empty", "unknown"), bool(options.get("above_100", False)))
