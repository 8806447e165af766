"""Closing the evidence: which indicators are undecided only because the place did not supply what it owed.

See `docs/points.md`, section 7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evalcore.conditions.expressions import Expr, Name, names
from evalcore.engines import trace
from evalcore.graph import needed
from evalcore.intervals import Interval
from evalcore.meaning.slots import Role, Slot
from evalcore.plan import Plan
from evalcore.pointrules import written
from evalcore.readings import Reading, Readings, combine
from evalcore.standard import EvidenceField, Indicator
from evalcore.truth import ABSENT, YES


def close(plan: Plan, readings: Readings, slots: Sequence[trace.Value]) -> tuple[trace.Value, ...]:
    """The slots with `closed` and `closed_points` set where the evidence was closed on an indicator."""
    leaves = [leaf for leaf in plan.standard.leaves() if leaf.veto is None]
    told = {slot for leaf in leaves for slot in _told(plan, readings, slots, leaf)}
    return tuple(YES if (slot.role, slot.key) in told else value for slot, value in zip(plan.slots, slots, strict=True))


def _told(plan: Plan, readings: Readings, slots: Sequence[trace.Value], leaf: Indicator) -> list[tuple[Role, str]]:
    """What closing settles of an indicator: its verdict, its points, both or nothing."""
    verdict, points = plan.verdicts[leaf.id], plan.points.get(leaf.id)
    order = needed(plan.nodes, [*verdict, *(points or ())])
    values = trace.run(plan.nodes, slots, order)
    earned = values[points.earned] if points else None
    open_: list[tuple[Role, str]] = []
    if values[verdict.met] == ABSENT:
        open_.append(("closed", leaf.id))
    if isinstance(earned, Interval) and earned.exact is None:
        open_.append(("closed_points", leaf.id))
    if values[verdict.applies] != YES or not open_ or _spoilt(plan, readings, leaf):
        return []
    return open_ if _owed(plan, readings, slots, order) else []


def _spoilt(plan: Plan, readings: Readings, leaf: Indicator) -> bool:
    """Something else keeps it open too: years that nobody has said, or a rate that cannot be formed."""
    nodes = [node for tree in plan.trees[leaf.id].values() for node in tree.walk()]
    dated = any(node.op in ("last", "growing") or node.op.startswith("every_") for node in nodes)
    yearly = leaf.points is not None and any(each.yearly for each in written(leaf.points))
    if (dated or yearly) and not plan.years:
        return True
    return any(_unusable(plan, readings, node) for node in nodes if node.op == "rate")


def _unusable(plan: Plan, readings: Readings, rate: Expr) -> bool:
    """Something of nothing, or a part above its whole, in any period."""
    options = rate.value
    for period in (None, *map(str, plan.years)):
        part, whole = (readings.amount(arg, period) for arg in rate.args)
        if part is None or whole is None or part.exact is None or whole.exact is None:
            continue
        above = part.exact > whole.exact and not getattr(options, "above_100", False)
        if above or (whole.exact == 0 and (part.exact > 0 or getattr(options, "when_empty", "") == "unknown")):
            return True
    return False


def _owed(plan: Plan, readings: Readings, slots: Sequence[trace.Value], order: Sequence[int]) -> bool:
    """Everything that is absent in an indicator is missing and owed by the place, and the rest is single values."""
    read = [plan.nodes[node].data for node in order if plan.nodes[node].kind in ("fact", "input")]
    if any(plan.slots[slot].role == "conflict" and slots[slot] == YES for slot in read if isinstance(slot, int)):
        return False
    behind = [each for slot in read if isinstance(slot, int) for each in _behind(plan, readings, plan.slots[slot])]
    absent = [each for each in behind if each.absence is not None]
    single = all(each.values is None or each.exact is not None or each.absence for each in behind)
    return single and bool(absent) and all(each.absence == "missing" and each.owner == "place" for each in absent)


def _behind(plan: Plan, readings: Readings, slot: Slot) -> Iterator[Reading]:
    """The readings that a slot's value comes from."""
    if slot.role in ("field", "parameter"):
        yield readings.of(Name("parameter" if slot.role == "parameter" else "field", str(slot.key)), slot.period)
    elif isinstance(slot.key, Expr):
        for name in dict.fromkeys(names(slot.key)):
            if name.kind != "column":
                yield from _with_cells(plan, readings.of(name, slot.period), name)


def _with_cells(plan: Plan, reading: Reading, name: Name) -> Iterator[Reading]:
    """A reading; for a list of records also its cells."""
    yield replace(reading, values=None) if reading.records is not None else reading
    declared = plan.standard.evidence.get(name.id)
    if isinstance(declared, EvidenceField):
        for record in reading.records or ():
            yield from (combine(column, (record[key],)) for key, column in declared.columns.items())
