"""Condition text → typed tree. A whitelist over the standard library's `ast`; nothing is ever executed."""

from __future__ import annotations

from evalcore.conditions.expressions import ERROR, Expr
from evalcore.conditions.functions import FUNCTIONS
from evalcore.conditions.reader import Fault, Reader, Scope, is_literal

__all__ = ["FUNCTIONS", "Fault", "Scope", "is_literal", "parse", "parse_number"]


def parse_number(text: str, scope: Scope) -> tuple[Expr, tuple[Fault, ...]]:
    """The typed tree of a number expression and everything wrong with it, likewise."""
    return _parsed(text, scope, "number", "condition-not-number")


def parse(text: str, scope: Scope) -> tuple[Expr, tuple[Fault, ...]]:
    """The typed tree of a condition and everything wrong with it. With faults, the tree must not be used."""
    return _parsed(text, scope, "truth", "condition-not-truth")


def _parsed(text: str, scope: Scope, kind: str, otherwise: str) -> tuple[Expr, tuple[Fault, ...]]:
    reader = Reader(text.replace("\n", " ").replace("\r", " "), FUNCTIONS)
    tree = reader.tree()
    if tree is None:
        return Expr("error", ERROR), tuple(reader.faults)
    expr = reader.read(tree, scope)
    if expr.type.kind not in (kind, "error"):
        code = "condition-document" if kind == "truth" and expr.type.kind == "document" else otherwise
        reader.fault(code, tree, found=expr.type.kind)
    return expr, tuple(sorted(reader.faults, key=lambda fault: fault.offset))
