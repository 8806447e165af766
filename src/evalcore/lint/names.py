"""Fields and parameters: read by nothing, read for two things, or missing where another body sets the figure."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from evalcore import pointrules as model
from evalcore import sheetrules as sheet_model
from evalcore.conditions.expressions import Expr, Name, names
from evalcore.faults import Path_
from evalcore.lint.reading import Finding, Line, Reading
from evalcore.lint.signs import Wanted, wanted_by
from evalcore.standard import Clause, Indicator, Quantity


def unused(reading: Reading) -> Iterator[Finding]:
    """Fields, columns and parameters that no condition, rule, rate or relation reads. Texts never decide anything."""
    used = {name.id for line in reading.lines for name in names(line.tree)} | set(_named(reading))
    for _, rule, _ in reading.leaf_rules():
        if isinstance(rule, model.Raters):
            used |= {rule.of, f"{rule.of}.{rule.score}"}
    for section, id_, quantity in _declared(reading):
        name, _, column = id_.partition(".")
        if id_ in used or quantity.type == "text" or (column and name not in used):
            continue
        path: Path_ = (section, name, "columns", column) if column else (section, name)
        code = "lint-unused-parameter" if section == "parameters" else "lint-unused-field"
        yield Finding(code, path, (id_,), {"name": id_}, key=True)


def _declared(reading: Reading) -> Iterator[tuple[str, str, Quantity]]:
    for name, parameter in reading.standard.parameters.items():
        yield "parameters", name, parameter
    for name, field in reading.standard.evidence.items():
        yield "evidence", name, field
        yield from (("evidence", f"{name}.{column}", inner) for column, inner in field.columns.items())


def _named(reading: Reading) -> Iterator[str]:
    for field in reading.standard.evidence.values():
        yield from (name for name in (field.part, field.whole, field.void, *field.other_wholes) if name is not None)
    for relation in reading.standard.relations:
        usual = relation.plausible
        named = (relation.stated, *relation.distinct, *((usual.of, usual.by) if usual else ()))
        yield from (name for name in named if name is not None)


def earns_twice(reading: Reading) -> Iterator[Finding]:
    """Evidence that speaks for two indicators, or for an indicator and a bonus, or for two bonuses."""
    readers: dict[str, dict[str, tuple[Line, Wanted]]] = {}
    for line in reading.lines:
        if (earner := _earner(line)) is not None:
            for each in wanted_by(reading, line):
                if each.sign > 0:
                    readers.setdefault(each.what, {}).setdefault(earner, (line, each))
    for what, earners in readers.items():
        if len(earners) > 1:
            line, each = list(earners.values())[-1]
            field = each.field
            params: dict[str, object] = {"field": what, "ids": ", ".join(earners)}
            about = tuple(dict.fromkeys((field, field.partition(".")[0])))
            yield Finding("lint-earns-twice", line.path, about, params, offset=each.expr.start)


def _earner(line: Line) -> str | None:
    """The id of what a line earns points or a verdict for. Of a group that takes the highest only one item counts."""
    for part, path in line.holders:
        if isinstance(part, Indicator) and line.path[len(path)] in ("met", "points"):
            return part.id
        if (
            isinstance(part, sheet_model.Adjustment)
            and path[0] == "bonus"
            and (not part.items or part.take == "highest")
        ):
            return None if isinstance(line.holder, sheet_model.Factor) else part.id
    return None


def external_without_parameter(reading: Reading) -> Iterator[Finding]:
    """Parts whose figure another body sets, and that read no parameter which could hold it."""
    parts: dict[Path_, tuple[BaseModel, list[Expr]]] = {}
    for line in reading.lines:
        for part, path in line.holders:
            parts.setdefault(path, (part, []))[1].append(line.tree)
    for path, (part, trees) in parts.items():
        if not isinstance(part, Clause | sheet_model.Adjustment) or part.authority != "external":
            continue
        read: set[Name] = {name for tree in trees for name in names(tree)}
        if not any(name.kind == "parameter" for name in read):
            yield Finding("lint-external-without-parameter", (*path, "authority"), (part.id,), {"id": part.id})


CHECKS = (unused, earns_twice, external_without_parameter)
