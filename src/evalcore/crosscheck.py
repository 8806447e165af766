"""What the model alone cannot see: names, types of conditions, what goes with which kind, sums, provenance.

Every check yields faults with the path they stand at; `loader` turns them into problems with file, line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from evalcore import crosscheck_points
from evalcore.conditions import FUNCTIONS
from evalcore.crosscheck_points import parts_with_paths
from evalcore.faults import Fault, Path_, fault
from evalcore.standard import (
    Authority,
    Column,
    Criterion,
    EvidenceField,
    Indicator,
    Parameter,
    Quantity,
    Relation,
    Requirement,
    Standard,
)
from evalcore.trees import expressions, leaves_with_paths, may_not_apply, read
from evalcore.values import read_value

MAX_LEVELS = 4


def crosscheck(standard: Standard) -> list[Fault]:
    """Everything wrong with a standard that its model accepted."""
    faults: list[Fault] = []
    for check in _CHECKS:
        faults.extend(check(standard))
    return faults


def _requirements(standard: Standard) -> Iterator[tuple[Requirement | Indicator, Path_]]:
    for index, part in enumerate(standard.eligibility):
        yield part, ("eligibility", index)
    yield from leaves_with_paths(standard)


# --- the checks -------------------------------------------------------------------------------------------------------


def _of_expressions(standard: Standard) -> Iterator[Fault]:
    for _, path, each, scope in expressions(standard):
        for found in read(each, scope)[1]:
            yield Fault(found.code, (*path, *each.path), found.params, found.offset)


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
                yield fault("standard-duplicate-id", *path, "id", id=member)
            seen.add(member)


def _headings(standard: Standard) -> Iterator[tuple[Criterion, Path_]]:
    return ((part, path) for part, path in parts_with_paths(standard) if isinstance(part, Criterion))


def _names(standard: Standard) -> Iterator[Fault]:
    for section, members in (("evidence", standard.evidence), ("parameters", standard.parameters)):
        for name in members:
            if name in FUNCTIONS:
                yield fault("standard-name-of-function", section, name, key=True, name=name)
    for name in standard.parameters:
        if name in standard.evidence:
            yield fault("standard-name-twice", "parameters", name, key=True, name=name)


def _quantities(standard: Standard) -> Iterator[Fault]:
    for name, declared in standard.evidence.items():
        path: Path_ = ("evidence", name)
        yield from _quantity(declared, path)
        yield from _rate(standard, declared, path)
        if (declared.type == "items") != bool(declared.columns):
            yield fault("standard-columns", *path, name=name)
        for column, inner in declared.columns.items():
            yield from _column(inner, (*path, "columns", column))
    for name, parameter in standard.parameters.items():
        yield from _quantity(parameter, ("parameters", name))
        yield from _parameter(parameter, ("parameters", name))


def _quantity(declared: Quantity, path: Path_) -> Iterator[Fault]:
    chosen = declared.type in ("choice", "rating")
    if chosen != bool(declared.choices) or len(set(declared.choices)) != len(declared.choices):
        yield fault("standard-choices", *path, name=path[-1])
    for key in ("unit", "min", "max", "decimals"):
        if getattr(declared, key) is not None and not declared.numeric:
            yield fault("standard-only-numbers", *path, key, key_name=key, type=declared.type)
    if declared.above_100 and declared.type != "percentage":
        yield fault("standard-only-percentages", *path, "above_100", key_name="above_100")
    if declared.low is not None and declared.high is not None and declared.low > declared.high:
        yield fault("standard-bounds", *path, low=declared.low, high=declared.high)


def _column(column: Column, path: Path_) -> Iterator[Fault]:
    yield from _quantity(column, path)
    if column.type == "items" or column.per is not None:
        yield fault("standard-column-type", *path, name=path[-1])


def _parameter(parameter: Parameter, path: Path_) -> Iterator[Fault]:
    if parameter.type in ("items", "document", "text"):
        yield fault("standard-parameter-type", *path, "type", type=parameter.type)
        return
    value = parameter.value
    if value is None:
        return
    if isinstance(value, Mapping) != (parameter.per is not None):
        yield fault("standard-parameter-period", *path, "value", name=path[-1])
        return
    for period, text in value.items() if isinstance(value, Mapping) else [(None, value)]:
        read = read_value(parameter, "value", text, {})
        if read.absence is not None:
            where = (*path, "value") if period is None else (*path, "value", period)
            yield fault("standard-parameter-value", *where, value=text, type=parameter.type)


def _rate(standard: Standard, declared: EvidenceField, path: Path_) -> Iterator[Fault]:
    if declared.part is None and declared.whole is None:
        for key in ("when_empty", "decided_by", "other_wholes", "void"):
            if key in declared.model_fields_set:
                yield fault("standard-needs-parts", *path, key, key_name=key)
        return
    if declared.type != "percentage" or declared.part is None or declared.whole is None:
        yield fault("standard-rate", *path, name=path[-1])
        return
    for key in ("min", "max"):
        if getattr(declared, key) is not None:
            yield fault("standard-rate-bounds", *path, key, key_name=key)
    units = set()
    for key in ("part", "whole", "void", "other_wholes"):
        for name in [getattr(declared, key)] if key != "other_wholes" else declared.other_wholes:
            if name is None:
                continue
            other = standard.evidence.get(name)
            if other is None or not other.numeric or other.part is not None:
                yield fault("standard-rate-part", *path, key, name=name)
            elif other.per != declared.per:
                yield fault("standard-rate-period", *path, key, name=name)
            elif other.measured_in is not None:
                units.add(other.measured_in)
    if len(units) > 1:
        yield fault("standard-rate-units", *path, units="、".join(sorted(units)))


def _relations(standard: Standard) -> Iterator[Fault]:
    for index, relation in enumerate(standard.relations):
        path: Path_ = ("relations", index)
        if (relation.severity == "invalid") != bool(relation.spoils):
            yield fault("standard-spoils", *path)
        kinds = [key for key in ("holds", "computed", "distinct", "plausible") if getattr(relation, key)]
        if len(kinds) != 1 or (relation.stated is None) == (kinds == ["computed"]):
            yield fault("standard-relation-kind", *path, id=relation.id)
        named: list[tuple[str, str | None]] = [("spoils", name) for name in relation.spoils]
        named += [("stated", relation.stated), *(("distinct", name) for name in relation.distinct)]
        if relation.plausible is not None:
            named += [("plausible", relation.plausible.of), ("plausible", relation.plausible.by)]
        for key, name in named:
            declared = standard.evidence.get(name) if name is not None else None
            if name is not None and declared is None:
                yield fault("standard-unknown-field", *path, key, name=name)
            elif declared is not None and key != "spoils":
                yield from _in_relation(declared, str(name), key, path)
        yield from _usual(relation, path)


def _in_relation(declared: EvidenceField, name: str, key: str, path: Path_) -> Iterator[Fault]:
    """What a relation names outside its conditions: figures, or papers, without periods."""
    fits = declared.numeric if key != "distinct" else declared.type in ("document", "date", "items")
    if not fits or declared.per is not None or declared.part is not None:
        yield fault("standard-relation-field", *path, key, name=name, type=declared.type)


def _usual(relation: Relation, path: Path_) -> Iterator[Fault]:
    if len(relation.distinct) == 1:
        yield fault("standard-relation-distinct", *path, "distinct")
    if relation.plausible is not None:
        ends = [end for end in (relation.plausible.min, relation.plausible.max) if end is not None]
        if not ends or ends != sorted(ends):
            yield fault("standard-relation-range", *path, "plausible")


def _spans(standard: Standard) -> Iterator[Fault]:
    for key, span in (("valid", standard.valid), ("window", standard.window)):
        if span.from_ and span.to and span.from_ > span.to:
            yield fault("standard-span", key)


def _authority(standard: Standard) -> Iterator[Fault]:
    for part, path in _requirements(standard):
        assumed: Authority = "assumed"
        if (part.authority == assumed) != (part.assumed is not None):
            yield fault("standard-assumed-reason", *path, "authority", id=part.id)
        veto = isinstance(part, Indicator) and part.veto is not None
        if veto and part.authority == assumed and not standard.teaching:
            yield fault("standard-assumed-veto", *path, "veto", id=part.id)


def _shape(standard: Standard) -> Iterator[Fault]:
    if bool(standard.criteria) == bool(standard.indicators):
        yield fault("standard-children", id=standard.id)
    for part, path in parts_with_paths(standard):
        level = sum(isinstance(step, int) for step in path)
        if level > MAX_LEVELS:
            yield fault("standard-levels", *path, limit=MAX_LEVELS)
        if isinstance(part, Criterion):
            if bool(part.criteria) == bool(part.indicators):
                yield fault("standard-children", *path, id=part.id)
            yield from _needs(part, path, standard)


def _needs(part: Criterion, path: Path_, standard: Standard) -> Iterator[Fault]:
    if part.needs is None:
        return
    if standard.kind == "points":
        yield fault("standard-only-conditions", *path, "needs", key_name="needs")
    if part.needs.at_least > len(part.children):
        yield fault("standard-needs-too-many", *path, "needs", count=len(part.children))
    may_lapse = any(may_not_apply(standard, leaf) for leaf in part.leaves())
    if may_lapse and part.needs.when_fewer_apply is None:
        yield fault("standard-when-fewer", *path, "needs", id=part.id)


def _windows(standard: Standard) -> Iterator[Fault]:
    looked_at = standard.looked_at
    for name, declared in standard.evidence.items():
        if declared.in_window is not None and not (looked_at.from_ or looked_at.to):
            yield fault("standard-no-window", "evidence", name, "in_window", name=name)


_CHECKS: tuple[Callable[[Standard], Iterator[Fault]], ...] = (
    _names,
    _quantities,
    _relations,
    _windows,
    _spans,
    _unique_ids,
    _shape,
    _authority,
    *crosscheck_points.CHECKS,
    _of_expressions,
)
