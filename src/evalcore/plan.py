"""Standard → plan: one graph, its slots, and which nodes answer which question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evalcore.conditions.expressions import Expr
from evalcore.graph import Graph, Node
from evalcore.meaning.checks import Conditions
from evalcore.meaning.points import Loss, Points
from evalcore.meaning.sheet import lower_sheet
from evalcore.meaning.slots import Slot, Slots
from evalcore.meaning.verdicts import Verdict
from evalcore.standard import Standard
from evalcore.trees import Trees, quantities_of, spoilable_of, trees_of


@dataclass(frozen=True, eq=False)
class Plan:
    """A standard, ready to be run for one set of cycle years.

    Node ids: `eligibility` by requirement; `verdicts` by criterion and indicator (criteria of points standards have
    one only with an entry line); `points` by criterion, indicator, bonus and penalty item and list; `fired` by veto
    indicator, `deducted` (what it takes from the score) by the deducting ones; `levels` by level, in the standard's
    order; `rules` by rule, `conclusions` by name; `relations` by relation. `losses` say where floors, caps, policies and
    rounding change a sum. `trees` holds the parsed expressions of each part, by their path in it, and `node_of` the
    truth node of each condition and part of one, by period.
    """

    standard: Standard
    years: tuple[int, ...]
    closing: bool
    nodes: tuple[Node, ...]
    slots: tuple[Slot, ...]
    eligibility: Mapping[str, int]
    eligible: int
    verdicts: Mapping[str, Verdict]
    points: Mapping[str, Points]
    whole: Verdict
    score: Points | None
    fired: Mapping[str, int]
    deducted: Mapping[str, int]
    refused: int
    levels: Mapping[str, int]
    rules: Mapping[str, int]
    conclusions: Mapping[str, int]
    losses: tuple[Loss, ...]
    relations: Mapping[str, int]
    trees: Mapping[str, Trees]
    node_of: Mapping[tuple[Expr, str | None], int]
    prepared: dict[str, Any] = field(default_factory=dict)  # what engines and intake prepare once for this plan


def compile_standard(standard: Standard, years: tuple[int, ...] = (), *, closing: bool = False) -> Plan:
    """Lower a standard to a plan.

    `years` are used where the standard itself gives no cycle. With `closing` the plan can take evidence that a person has
    closed (`docs/points.md`, section 7).
    """
    if standard.cycle is not None:
        years = standard.cycle.years
    years = tuple(sorted(set(years)))
    graph, slots = Graph(), Slots()
    conditions = Conditions(graph, slots, quantities_of(standard), years, spoilable_of(standard))
    conditions.closing = closing
    trees = trees_of(standard)
    eligibility = {part.id: conditions.truth(trees[part.id]["met",]) for part in standard.eligibility}
    holding = [part for part in standard.relations if part.holds is not None]
    relations = {part.id: conditions.truth(trees[f"relation {part.id}"]["holds",]) for part in holding}
    sheet = lower_sheet(standard, conditions, trees)
    eligible = graph.all(eligibility.values())
    return Plan(
        standard=standard,
        years=years,
        closing=closing,
        nodes=tuple(graph.nodes),
        slots=tuple(slots.all),
        eligibility=eligibility,
        eligible=eligible,
        verdicts=sheet.verdicts,
        points=sheet.points,
        whole=sheet.whole,
        score=sheet.score,
        fired=sheet.fired,
        deducted=sheet.deducted,
        refused=sheet.refused,
        levels=sheet.levels,
        rules=sheet.rules,
        conclusions=sheet.conclusions,
        losses=tuple(sheet.losses),
        relations=relations,
        trees=trees,
        node_of=conditions.node_of,
    )
