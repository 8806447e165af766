"""What the conditions of a standard make interesting: the values at which a check changes its answer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple, cast
from unicodedata import normalize

Spec = dict[str, Any]
Date = tuple[int, int, int]
Sum = tuple[dict[str, Fraction], Fraction]  # factor x field, and a constant

# What makes a check yes, as the sign wanted of left minus right: 1 above, -1 below, 0 equal; and whether equal will do.
WANTED: dict[type[ast.cmpop], tuple[int, bool]] = {
    ast.GtE: (1, True),
    ast.Gt: (1, False),
    ast.LtE: (-1, True),
    ast.Lt: (-1, False),
    ast.Eq: (0, True),
    ast.NotEq: (1, False),
}


class Form(NamedTuple):
    """A check as "this sum, with this sign, against nothing": sum of factor x field, plus a constant."""

    factors: dict[str, Fraction]
    rest: Fraction
    sign: int
    equal: bool


@dataclass
class Hints:
    forms: dict[str, list[Form]] = field(default_factory=dict)
    dates: dict[str, list[tuple[Date, int, bool]]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    denied: set[str] = field(default_factory=set)  # booleans and documents that a condition wants to be no
    growing: set[str] = field(default_factory=set)


def conditions(standard: Spec) -> Iterator[str]:
    """The text of every condition of a standard."""
    yield from (each["holds"] for each in standard.get("relations", []))
    yield from (each["met"] for each in standard.get("eligibility", []))
    yield from below(standard)


def below(node: Spec) -> Iterator[str]:
    for each in [*node.get("criteria", []), *node.get("indicators", [])]:
        yield from (each[key] for key in ("applies", "met") if key in each)
        yield from below(each)


def hints(standard: Spec) -> Hints:
    specs = {normalize("NFKC", name): spec for name, spec in standard["evidence"].items()}
    found = Gatherer(specs)
    for text in conditions(standard):
        found.visit(ast.parse(text, mode="eval").body, wanted=True)
    return found.hints


class Gatherer:
    """Walks conditions, knowing whether yes or no is wanted of each part."""

    def __init__(self, specs: dict[str, Spec]) -> None:
        self.specs = specs
        self.hints = Hints()

    def visit(self, node: ast.expr, wanted: bool) -> None:
        if isinstance(node, ast.UnaryOp):
            self.visit(node.operand, not wanted)
        elif isinstance(node, ast.BoolOp):
            for each in node.values:
                self.visit(each, wanted)
        elif isinstance(node, ast.Name):
            if not wanted:
                self.hints.denied.add(node.id)
        elif isinstance(node, ast.Compare):
            for left, op, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
                self.check(left, op, right, wanted)
        elif isinstance(node, ast.Call):
            if cast(ast.Name, node.func).id == "growing":
                self.hints.growing.add(cast(ast.Name, node.args[0]).id)
            for each in [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "where")]:
                self.visit(each, wanted)

    def check(self, left: ast.expr, op: ast.cmpop, right: ast.expr, wanted: bool) -> None:
        if isinstance(left, ast.Name) and isinstance(right, ast.Tuple):
            self.hints.texts.setdefault(left.id, []).extend(cast(Any, each).value for each in right.elts)
            return
        if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
            self.hints.texts.setdefault(left.id, []).append(right.value)
            return
        sign, equal = WANTED[type(op)]
        if not wanted:
            sign, equal = (-sign, not equal) if sign else (1, False)
        self.date(left, right, sign, equal)
        self.date(right, left, -sign, equal)
        added = self.linear(left, right)
        if added:
            factors, rest = added
            for name in factors:
                self.hints.forms.setdefault(name, []).append(Form(factors, rest, sign, equal))
        for side in (left, right):
            if isinstance(side, ast.Call):
                self.visit(side, wanted)

    def date(self, left: ast.expr, right: ast.expr, sign: int, equal: bool) -> None:
        if not (isinstance(right, ast.Call) and cast(ast.Name, right.func).id == "date"):
            return
        year, month, day = (int(part) for part in cast(Any, right.args[0]).value.split("-"))
        if isinstance(left, ast.Call) and cast(ast.Name, left.func).id == "add_years":
            year -= int(cast(Any, left.args[1]).value) if isinstance(left.args[1], ast.Constant) else 1
            left = left.args[0]
        if isinstance(left, ast.Name):
            self.hints.dates.setdefault(left.id, []).append(((year, month, day), sign, equal))

    def linear(self, left: ast.expr, right: ast.expr) -> Sum | None:
        """Left minus right; a rate against a literal becomes 100 x part minus the literal x whole."""
        for rate, literal, turn in ((left, right, 1), (right, left, -1)):
            parts = self.parts(rate)
            if parts and isinstance(literal, ast.Constant):
                part, whole = (self.sum(each) for each in parts)
                line = Fraction(str(literal.value))
                return None if part is None or whole is None else added(part, 100 * turn, whole, -turn * line)
        sides = self.sum(left), self.sum(right)
        if sides[0] is None or sides[1] is None:
            return None
        return added(sides[0], 1, sides[1], -1)

    def parts(self, node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
        if isinstance(node, ast.Name) and "part" in self.specs.get(node.id, {}):
            spec = self.specs[node.id]
            return ast.Name(normalize("NFKC", spec["part"])), ast.Name(normalize("NFKC", spec["whole"]))
        if isinstance(node, ast.Call) and cast(ast.Name, node.func).id == "rate":
            return node.args[0], node.args[1]
        return None

    def sum(self, node: ast.expr) -> Sum | None:
        if isinstance(node, ast.Constant):
            return ({}, Fraction(str(node.value))) if type(node.value) in {int, float} else None
        if isinstance(node, ast.Name):
            return {node.id: Fraction(1)}, Fraction(0)
        if isinstance(node, ast.Call) and cast(ast.Name, node.func).id == "last":
            return self.sum(node.args[0])
        if not isinstance(node, ast.BinOp):
            return None
        left, right = self.sum(node.left), self.sum(node.right)
        if left is None or right is None:
            return None
        if isinstance(node.op, ast.Mult):
            (factors, rest), scale = (right, left[1]) if not left[0] else (left, right[1])
            return {name: scale * factor for name, factor in factors.items()}, scale * rest
        return added(left, 1, right, 1 if isinstance(node.op, ast.Add) else -1)


def added(left: Sum, by: Fraction | int, right: Sum, by_right: Fraction | int) -> Sum:
    """Two sums, each times a factor, as one."""
    factors = {name: by * factor for name, factor in left[0].items()}
    for name, factor in right[0].items():
        factors[name] = factors.get(name, Fraction(0)) + by_right * factor
    return {name: factor for name, factor in factors.items() if factor}, by * left[1] + by_right * right[1]
