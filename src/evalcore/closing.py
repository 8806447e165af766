"""Closing the evidence: which indicators are undecided only because the place did not supply what it owed.

See `docs/points.md`, section 7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evalcore.engines import trace
from evalcore.graph import needed
from evalcore.intervals import Interval
from evalcore.lacks import Lack, Lacks
from evalcore.meaning.slots import Role
from evalcore.plan import Plan
from evalcore.readings import Readings
from evalcore.sites import Sites, sites_of
from evalcore.standard import Indicator
from evalcore.truth import ABSENT, YES


def close(plan: Plan, readings: Readings, slots: Sequence[trace.Value]) -> tuple[trace.Value, ...]:
    """The slots with `closed` and `closed_points` set where the evidence was closed on an indicator."""
    lacks, settled = Lacks(plan, readings), _settled(plan)
    leaves = [leaf for leaf in plan.standard.leaves() if leaf.veto is None]
    told = {slot for leaf in leaves for slot in _told(lacks, slots, leaf, settled.get(leaf.id, ()))}
    return tuple(YES if (slot.role, slot.key) in told else value for slot, value in zip(plan.slots, slots, strict=True))


def _settled(plan: Plan) -> Mapping[str, Sequence[int]]:
    """The numbers that closing puts at their worst, by indicator."""
    found: dict[str, list[int]] | None = plan.prepared.get("settled")
    if found is None:
        found = plan.prepared["settled"] = {}
        for node in plan.nodes:
            if node.kind == "lowest":
                slot = plan.nodes[node.args[0]].data
                assert isinstance(slot, int)
                found.setdefault(str(plan.slots[slot].key), []).append(node.args[1])
    return found


def _told(
    lacks: Lacks, slots: Sequence[trace.Value], leaf: Indicator, numbers: Sequence[int]
) -> list[tuple[Role, str]]:
    """What closing settles of an indicator: its verdict, its points, both or nothing."""
    plan = lacks.plan
    applies, met = plan.verdicts[leaf.id]
    values = trace.run(plan.nodes, slots, needed(plan.nodes, [applies, met, *numbers]))
    found = [value for number in numbers if isinstance(value := values[number], Interval)]
    told: list[tuple[Role, str]] = []
    if values[met] == ABSENT:
        told.append(("closed", leaf.id))
    if any(value.exact is None for value in found):
        told.append(("closed_points", leaf.id))
    return told if values[applies] == YES and told and _owed(lacks, leaf) else []


def _owed(lacks: Lacks, leaf: Indicator) -> bool:
    """Whatever it reads is one certain value, or is missing and owed by the place; and something is missing."""
    found = list(_lacking(lacks, sites_of(lacks.plan, leaf.id)))
    return bool(found) and all((lack.reason, lack.owner) == ("missing", "place") for lack in found)


def _lacking(lacks: Lacks, sites: Sites) -> Iterator[Lack]:
    for site in sites.checks:
        yield from lacks.every(site.read)
    for read in sites.amounts:
        yield from lacks.every(read)
