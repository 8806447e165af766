"""What the checks of the linter look at: every expression of a standard, with the parts that hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel

from evalcore.conditions.expressions import Expr, Name, Rows
from evalcore.faults import Path_
from evalcore.pointrules import EachYear, LeafRule
from evalcore.standard import Indicator, Quantity, Standard
from evalcore.trees import expressions, leaves_with_paths, read


class Finding(NamedTuple):
    """Something suspicious at a path. `about` are the ids, of parts and fields, that an acceptance may name."""

    code: str
    path: Path_
    about: tuple[str, ...]
    params: Mapping[str, object]
    offset: int | None = None
    key: bool = False


class Line(NamedTuple):
    """One expression. `holders` are the parts around it, outermost first, each with its path in the standard."""

    path: Path_
    text: str
    tree: Expr
    holders: tuple[tuple[BaseModel, Path_], ...]

    @property
    def holder(self) -> BaseModel:
        """The part that the expression is written in."""
        return self.holders[-1][0]

    @property
    def key(self) -> str:
        """The key that the expression stands under."""
        return next(step for step in reversed(self.path) if isinstance(step, str))

    @property
    def id(self) -> str:
        """The id of the innermost part that has one."""
        return str(next(part.id for part, _ in reversed(self.holders) if hasattr(part, "id")))

    @property
    def leaf(self) -> Indicator | None:
        return next((part for part, _ in self.holders if isinstance(part, Indicator)), None)

    def written(self, expr: Expr) -> str:
        """A part of the expression, as the standard writes it."""
        return " ".join(self.text[expr.start : expr.end].split()) or self.text


@dataclass(frozen=True)
class Reading:
    """A standard with all its expressions. Columns are named `items.column` in the trees."""

    standard: Standard

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines())

    @cached_property
    def trees(self) -> dict[Path_, Expr]:
        """The expressions by their path in the standard."""
        return {line.path: line.tree for line in self.lines}

    def _lines(self) -> Iterator[Line]:
        for _, place, each, scope in expressions(self.standard):
            path = (*place, *each.path)
            yield Line(path, each.text, _qualified(read(each, scope)[0]), _holders(self.standard, path))

    def leaf_rules(self) -> Iterator[tuple[Indicator, LeafRule, Path_]]:
        """Every leaf rule with its path, the inner one of `each_year` in its stead."""
        for leaf, place in leaves_with_paths(self.standard):
            rule, path = leaf.points, (*place, "points")
            if isinstance(rule, EachYear):
                rule, path = rule.points, (*path, "points")
            if rule is not None:
                yield leaf, rule, path

    def quantity(self, name: Name) -> Quantity:
        """What a name of the trees refers to."""
        if name.kind == "parameter":
            return self.standard.parameters[name.id]
        field, _, column = name.id.partition(".")
        return self.standard.evidence[field].columns[column] if column else self.standard.evidence[field]


def _holders(standard: Standard, path: Path_) -> tuple[tuple[BaseModel, Path_], ...]:
    found: list[tuple[BaseModel, Path_]] = []
    current: object = standard
    for index, step in enumerate(path):
        current = current[step] if isinstance(step, int) else getattr(current, step)  # type: ignore[index]
        if isinstance(current, BaseModel):
            found.append((current, path[: index + 1]))
    return tuple(found)


def _qualified(expr: Expr, items: str = "") -> Expr:
    """The tree with columns named after their items too, so that a name means the same everywhere."""
    value = expr.value
    if isinstance(value, Name) and value.kind == "column":
        return replace(expr, value=Name("column", f"{items}.{value.id}"))
    inside = value.items if isinstance(value, Rows) else items
    return replace(expr, args=tuple(_qualified(arg, inside) for arg in expr.args))
