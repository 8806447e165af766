"""Condition text → typed tree. A whitelist over the standard library's `ast`; nothing is ever executed."""

from __future__ import annotations

from evalcore.conditions.expressions import ERROR, Expr
from evalcore.conditions.functions import FUNCTIONS
from evalcore.conditions.reader import Fault, Reader, Scope, is_literal

__all__ = ["FUNCTIONS", "Fault", "Scope", "is_literal", "parse", "parse_number"]


def parse_number(text: str, scope: Scope) -> tuple[Expr, tuple[Fault, ...]]:
    """The typed tree of a number expression, likewise."""
    reader = Reader(text.replace("\n", " ").replace("\r", " "), FUNCTIONS)
    tree = reader.tree()
    if tree is None:
        return Expr("error", ERROR), tuple(reader.faults)
    expr = reader.read(tree, scope)
    if expr.type.kind not in ("number", "error"):
        reader.fault("condition-not-number", tree, found=expr.type.kind)
    return expr, tuple(sorted(reader.faults, key=lambda fault: fault.offset))


def parse(text: str, scope: Scope) -> tuple[Expr, tuple[Fault, ...]]:
    """The typed tree of a condition and everything wrong with it. With faults, the tree must not be used."""
    reader = Reader(text.replace("\n", " ").replace("\r", " "), FUNCTIONS)
    tree = reader.tree()
    if tree is None:
        return Expr("error", ERROR), tuple(reader.faults)
    expr = reader.read(tree, scope)
    if expr.type.kind not in ("truth", "error"):
        code = "condition-document" if expr.type.kind == "document" else "condition-not-truth"
        reader.fault(code, tree, found=expr.type.kind)
    return expr, tuple(sorted(reader.faults, key=lambda fault: fault.offset))
