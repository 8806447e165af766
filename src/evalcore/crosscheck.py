"""What the model alone cannot see: names, types of conditions, what goes with which kind, sums, provenance.

Every check yields faults with the path they stand at; `loader` turns them into problems with file, line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from evalcore.conditions import FUNCTIONS, Scope, parse
from evalcore.conditions.expressions import Expr, RateOptions
from evalcore.meaning.points import POINT_STEP, half_up
from evalcore.plan import scope_of
from evalcore.standard import (
    Authority,
    Column,
    Criterion,
    EvidenceField,
    Indicator,
    Parameter,
    Quantity,
    Requirement,
    Standard,
)
from evalcore.values import read_value

Path_ = tuple[str | int, ...]
MAX_LEVELS = 4


class Fault(NamedTuple):
    """Something wrong at a path of the standard; `offset` is set for a place inside a condition."""

    code: str
    path: Path_
    params: Mapping[str, object]
    offset: int | None = None
    key: bool = False


def crosscheck(standard: Standard) -> list[Fault]:
    """Everything wrong with a standard that its model accepted."""
    faults: list[Fault] = []
    for check in _CHECKS:
        faults.extend(check(standard))
    return faults


def _fault(code: str, *path: str | int, key: bool = False, **params: object) -> Fault:
    return Fault(code, path, params, key=key)


# --- where things stand -----------------------------------------------------------------------------------------------


def _tree(parts: Iterable[Criterion | Indicator], path: Path_) -> Iterator[tuple[Criterion | Indicator, Path_]]:
    """Every criterion and indicator with its path, parents first."""
    for index, part in enumerate(parts):
        here = (*path, index)
        yield part, here
        if isinstance(part, Criterion):
            yield from _tree(part.criteria, (*here, "criteria"))
            yield from _tree(part.indicators, (*here, "indicators"))


def _parts(standard: Standard) -> list[tuple[Criterion | Indicator, Path_]]:
    return [*_tree(standard.criteria, ("criteria",)), *_tree(standard.indicators, ("indicators",))]


def _requirements(standard: Standard) -> Iterator[tuple[Requirement, Path_]]:
    for index, part in enumerate(standard.eligibility):
        yield part, ("eligibility", index)
    for leaf, path in _parts(standard):
        if isinstance(leaf, Indicator):
            yield leaf, path


def _conditions(standard: Standard) -> Iterator[tuple[str, Path_]]:
    for requirement, path in _requirements(standard):
        yield requirement.met, (*path, "met")
        if isinstance(requirement, Indicator) and requirement.applies is not None:
            yield requirement.applies, (*path, "applies")
    for index, relation in enumerate(standard.relations):
        yield relation.holds, ("relations", index, "holds")


# --- the checks -------------------------------------------------------------------------------------------------------


def _of_conditions(standard: Standard) -> Iterator[Fault]:
    scope = scope_of(standard)
    for text, path in _conditions(standard):
        for fault in parse(text, scope)[1]:
            yield Fault(fault.code, path, fault.params, fault.offset)


def _unique_ids(standard: Standard) -> Iterator[Fault]:
    groups: list[list[tuple[str, Path_]]] = [
        [(part.id, path) for part, path in _requirements(standard)] + [(p.id, path) for p, path in _headings(standard)],
        [(part.id, ("relations", index)) for index, part in enumerate(standard.relations)],
        [(part.id, ("levels", index)) for index, part in enumerate(standard.levels)],
        [(part.id, ("sources", index)) for index, part in enumerate(standard.sources)],
    ]
    for members in groups:
        seen: set[str] = set()
        for member, path in members:
            if member in seen:
                yield _fault("standard-duplicate-id", *path, "id", id=member)
            seen.add(member)


def _headings(standard: Standard) -> Iterator[tuple[Criterion, Path_]]:
    return ((part, path) for part, path in _parts(standard) if isinstance(part, Criterion))


def _names(standard: Standard) -> Iterator[Fault]:
    for section, members in (("evidence", standard.evidence), ("parameters", standard.parameters)):
        for name in members:
            if name in FUNCTIONS:
                yield _fault("standard-name-of-function", section, name, key=True, name=name)
    for name in standard.parameters:
        if name in standard.evidence:
            yield _fault("standard-name-twice", "parameters", name, key=True, name=name)


def _quantities(standard: Standard) -> Iterator[Fault]:
    for name, declared in standard.evidence.items():
        path: Path_ = ("evidence", name)
        yield from _quantity(declared, path)
        yield from _rate(standard, declared, path)
        if (declared.type == "items") != bool(declared.columns):
            yield _fault("standard-columns", *path, name=name)
        for column, inner in declared.columns.items():
            yield from _column(inner, (*path, "columns", column))
    for name, parameter in standard.parameters.items():
        yield from _quantity(parameter, ("parameters", name))
        yield from _parameter(parameter, ("parameters", name))


def _quantity(declared: Quantity, path: Path_) -> Iterator[Fault]:
    chosen = declared.type in ("choice", "rating")
    if chosen != bool(declared.choices) or len(set(declared.choices)) != len(declared.choices):
        yield _fault("standard-choices", *path, name=path[-1])
    for key in ("unit", "min", "max", "decimals"):
        if getattr(declared, key) is not None and not declared.numeric:
            yield _fault("standard-only-numbers", *path, key, key_name=key, type=declared.type)
    if declared.above_100 and declared.type != "percentage":
        yield _fault("standard-only-percentages", *path, "above_100", key_name="above_100")
    if declared.low is not None and declared.high is not None and declared.low > declared.high:
        yield _fault("standard-bounds", *path, low=declared.low, high=declared.high)


def _column(column: Column, path: Path_) -> Iterator[Fault]:
    yield from _quantity(column, path)
    if column.type == "items" or column.per is not None:
        yield _fault("standard-column-type", *path, name=path[-1])


def _parameter(parameter: Parameter, path: Path_) -> Iterator[Fault]:
    if parameter.type in ("items", "document", "text"):
        yield _fault("standard-parameter-type", *path, "type", type=parameter.type)
        return
    value = parameter.value
    if value is None:
        return
    if isinstance(value, Mapping) != (parameter.per is not None):
        yield _fault("standard-parameter-period", *path, "value", name=path[-1])
        return
    for period, text in value.items() if isinstance(value, Mapping) else [(None, value)]:
        read = read_value(parameter, "value", text, {})
        if read.absence is not None:
            where = (*path, "value") if period is None else (*path, "value", period)
            yield _fault("standard-parameter-value", *where, value=text, type=parameter.type)


def _rate(standard: Standard, declared: EvidenceField, path: Path_) -> Iterator[Fault]:
    if declared.part is None and declared.whole is None:
        for key in ("when_empty", "decided_by", "other_wholes"):
            if key in declared.model_fields_set:
                yield _fault("standard-needs-parts", *path, key, key_name=key)
        return
    if declared.type != "percentage" or declared.part is None or declared.whole is None:
        yield _fault("standard-rate", *path, name=path[-1])
        return
    units = set()
    for key in ("part", "whole", "other_wholes"):
        for name in [getattr(declared, key)] if key != "other_wholes" else declared.other_wholes:
            other = standard.evidence.get(name)
            if other is None or not other.numeric or other.part is not None:
                yield _fault("standard-rate-part", *path, key, name=name)
            elif other.per != declared.per:
                yield _fault("standard-rate-period", *path, key, name=name)
            elif other.measured_in is not None:
                units.add(other.measured_in)
    if len(units) > 1:
        yield _fault("standard-rate-units", *path, units="、".join(sorted(units)))


def _relations(standard: Standard) -> Iterator[Fault]:
    for index, relation in enumerate(standard.relations):
        if (relation.severity == "invalid") != bool(relation.spoils):
            yield _fault("standard-spoils", "relations", index)
        for name in relation.spoils:
            if name not in standard.evidence:
                yield _fault("standard-unknown-field", "relations", index, "spoils", name=name)


def _spans(standard: Standard) -> Iterator[Fault]:
    for key, span in (("valid", standard.valid), ("window", standard.window)):
        if span.from_ and span.to and span.from_ > span.to:
            yield _fault("standard-span", key)


def _authority(standard: Standard) -> Iterator[Fault]:
    for part, path in _requirements(standard):
        assumed: Authority = "assumed"
        if (part.authority == assumed) != (part.assumed is not None):
            yield _fault("standard-assumed-reason", *path, "authority", id=part.id)
        veto = isinstance(part, Indicator) and part.veto is not None
        if veto and part.authority == assumed and not standard.teaching:
            yield _fault("standard-assumed-veto", *path, "veto", id=part.id)


def _shape(standard: Standard) -> Iterator[Fault]:
    if bool(standard.criteria) == bool(standard.indicators):
        yield _fault("standard-children", id=standard.id)
    for part, path in _parts(standard):
        level = sum(isinstance(step, int) for step in path)
        if level > MAX_LEVELS:
            yield _fault("standard-levels", *path, limit=MAX_LEVELS)
        if isinstance(part, Criterion):
            if bool(part.criteria) == bool(part.indicators):
                yield _fault("standard-children", *path, id=part.id)
            yield from _needs(part, path, standard)


def _needs(part: Criterion, path: Path_, standard: Standard) -> Iterator[Fault]:
    if part.needs is None:
        return
    if standard.kind == "points":
        yield _fault("standard-only-conditions", *path, "needs", key_name="needs")
    if part.needs.at_least > len(part.children):
        yield _fault("standard-needs-too-many", *path, "needs", count=len(part.children))
    may_lapse = any(may_not_apply(leaf, scope_of(standard)) for leaf in part.leaves())
    if may_lapse and part.needs.when_fewer_apply is None:
        yield _fault("standard-when-fewer", *path, "needs", id=part.id)


def may_not_apply(leaf: Indicator, scope: Scope) -> bool:
    """Whether an indicator can ever be not applicable."""
    return leaf.applies is not None or leaf.excusable or _empties(parse(leaf.met, scope)[0])


def _empties(tree: Expr) -> bool:
    options = (node.value for node in tree.walk() if isinstance(node.value, RateOptions))
    return any(option.when_empty == "not_applicable" for option in options)


def _kind(standard: Standard) -> Iterator[Fault]:
    if standard.kind == "conditions":
        for key in ("total", "pass_level", "levels", "not_applicable"):
            if getattr(standard, key):
                yield _fault("standard-only-points", key, key_name=key)
        for part, path in _parts(standard):
            for key in ("points", "entry_line"):
                if getattr(part, key, None) is not None:
                    yield _fault("standard-only-points", *path, key, key_name=key)
        return
    for key in ("total", "pass_level", "levels"):
        if not getattr(standard, key):
            yield _fault("standard-points-need", key=False, key_name=key)
    for part, path in _parts(standard):
        if isinstance(part, Indicator) and part.points is None:
            yield _fault("standard-points-need", *path, key_name="points")
    scope = scope_of(standard)
    if standard.not_applicable is None and any(may_not_apply(leaf, scope) for leaf in standard.leaves()):
        yield _fault("standard-points-need", key_name="not_applicable")


def _sums(standard: Standard) -> Iterator[Fault]:
    if standard.kind != "points":
        return
    if standard.total is not None and (found := _full(standard.children)) != standard.total:
        yield _fault("standard-sum", "total", heading=standard.total, sum=found)
    for part, path in _headings(standard):
        found = _full(part.children)
        if part.points is not None and found != part.points:
            yield _fault("standard-sum", *path, "points", heading=part.points, sum=found)
        if part.entry_line is not None and not 0 < part.entry_line <= found:
            yield _fault("standard-entry-line", *path, "entry_line", full=found)


def _full(parts: Iterable[Criterion | Indicator]) -> Fraction:
    """The full points of all indicators below."""
    leaves = [leaf for part in parts for leaf in ([part] if isinstance(part, Indicator) else part.leaves())]
    return sum((half_up(leaf.points.full, POINT_STEP) for leaf in leaves if leaf.points), Fraction(0))


def _levels(standard: Standard) -> Iterator[Fault]:
    bounds = [level.from_ for level in standard.levels]
    if any(higher <= lower for higher, lower in zip(bounds, bounds[1:], strict=False)):
        yield _fault("standard-level-order", "levels")
    if standard.total is not None and bounds and bounds[0] > standard.total:
        yield _fault("standard-level-above-total", "levels", 0, "from", total=standard.total)
    if standard.pass_level and standard.pass_level not in {level.id for level in standard.levels}:
        yield _fault("standard-pass-level", "pass_level", id=standard.pass_level)


_CHECKS: tuple[Callable[[Standard], Iterator[Fault]], ...] = (
    _names, _quantities, _relations, _spans, _unique_ids, _shape, _authority, _kind, _sums, _levels, _of_conditions,
)  # fmt: skip
