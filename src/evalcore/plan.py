"""Standard → plan: one graph, its slots, and which nodes answer which question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from evalcore.conditions import Scope, parse
from evalcore.conditions.expressions import Expr, Name
from evalcore.graph import Graph, Node
from evalcore.meaning import points as scoring
from evalcore.meaning import verdicts
from evalcore.meaning.checks import Conditions
from evalcore.meaning.points import Points
from evalcore.meaning.slots import Slot, Slots
from evalcore.meaning.verdicts import Verdict
from evalcore.standard import AllOrNothing, Criterion, Indicator, Quantity, Requirement, Standard

Trees = Mapping[str, Expr]


@dataclass(frozen=True, eq=False)
class Plan:
    """A standard, ready to be run for one set of cycle years.

    Node ids: `eligibility` by requirement; `verdicts` by criterion and indicator (criteria of points standards have
    one only with an entry line); `points` by criterion and indicator; `fired` by veto indicator; `levels` by level,
    in the standard's order; `relations` by relation. `trees` holds the parsed conditions of each requirement (keys
    `met`, `applies`) and relation (`holds`), and `node_of` the truth node of each part of them and period.
    """

    standard: Standard
    years: tuple[int, ...]
    nodes: tuple[Node, ...]
    slots: tuple[Slot, ...]
    eligibility: Mapping[str, int]
    eligible: int
    verdicts: Mapping[str, Verdict]
    points: Mapping[str, Points]
    whole: Verdict
    score: Points | None
    fired: Mapping[str, int]
    refused: int
    levels: Mapping[str, int]
    relations: Mapping[str, int]
    trees: Mapping[str, Trees]
    node_of: Mapping[tuple[Expr, str | None], int]
    prepared: dict[str, Any] = field(default_factory=dict)  # what engines and intake prepare once for this plan


def scope_of(standard: Standard) -> Scope:
    """The names that conditions of the standard may use."""
    return Scope(standard.evidence, standard.parameters)


def quantities_of(standard: Standard) -> dict[Name, Quantity]:
    """What every name refers to."""
    fields: dict[Name, Quantity] = {Name("field", key): value for key, value in standard.evidence.items()}
    return fields | {Name("parameter", key): value for key, value in standard.parameters.items()}


def trees_of(standard: Standard) -> dict[str, Trees]:
    """The parsed conditions of every requirement and relation. The standard must have passed its cross-checks."""
    scope = scope_of(standard)

    def conditions(part: Requirement | Indicator) -> Trees:
        texts = {"met": part.met, "applies": getattr(part, "applies", None)}
        return {key: parse(text, scope)[0] for key, text in texts.items() if text}

    trees = {part.id: conditions(part) for part in (*standard.eligibility, *standard.leaves())}
    relations = {f"relation {part.id}": {"holds": parse(part.holds, scope)[0]} for part in standard.relations}
    return trees | relations


def compile_standard(standard: Standard, years: tuple[int, ...] = ()) -> Plan:
    """Lower a standard to a plan. `years` are used where the standard itself gives no cycle."""
    if standard.cycle is not None:
        years = standard.cycle.years
    years = tuple(sorted(set(years)))
    graph, slots = Graph(), Slots()
    conditions = Conditions(graph, slots, quantities_of(standard), years)
    trees = trees_of(standard)
    eligibility = {part.id: conditions.truth(trees[part.id]["met"]) for part in standard.eligibility}
    relations = {part.id: conditions.truth(trees[f"relation {part.id}"]["holds"]) for part in standard.relations}
    tree = _Tree(standard, conditions, trees)
    top = [tree.add(part) for part in standard.children]
    fired = {
        leaf.id: verdicts.unmet(graph, tree.verdicts[leaf.id]) for leaf in standard.leaves() if leaf.veto is not None
    }
    refused = graph.any(fired.values())
    score = scoring.added(graph, [tree.points[part.id] for part in standard.children]) if tree.points else None
    levels = {level.id: scoring.reached(graph, score.earned, level.from_) for level in standard.levels} if score else {}
    whole = _whole(standard, graph, tree, top, refused, levels)
    eligible = graph.all(eligibility.values())
    return Plan(
        standard=standard,
        years=years,
        nodes=tuple(graph.nodes),
        slots=tuple(slots.all),
        eligibility=eligibility,
        eligible=eligible,
        verdicts=tree.verdicts,
        points=tree.points,
        whole=whole,
        score=score,
        fired=fired,
        refused=refused,
        levels=levels,
        relations=relations,
        trees=trees,
        node_of=conditions.node_of,
    )


class _Tree:
    """Lowers the criteria tree bottom-up; collects verdicts and points by id."""

    def __init__(self, standard: Standard, conditions: Conditions, trees: Mapping[str, Trees]) -> None:
        self.standard, self.conditions, self.trees = standard, conditions, trees
        self.graph = conditions.graph
        self.verdicts: dict[str, Verdict] = {}
        self.points: dict[str, Points] = {}

    def add(self, part: Criterion | Indicator) -> Verdict:
        """The verdict that the part's parent counts."""
        if isinstance(part, Indicator):
            verdict = verdicts.indicator(self.conditions, part, self.trees[part.id])
            self.verdicts[part.id] = verdict
            if isinstance(part.points, AllOrNothing):
                policy = self.standard.not_applicable
                self.points[part.id] = scoring.all_or_nothing(self.graph, policy, part.points.full, verdict)
            return verdict
        children = [self.add(child) for child in part.children]
        if self.standard.kind == "conditions":
            verdict = verdicts.criterion(self.graph, part.needs, children)
            self.verdicts[part.id] = verdict
            return verdict
        self.points[part.id] = scoring.added(self.graph, [self.points[child.id] for child in part.children])
        verdict = verdicts.all_of(self.graph, children)
        if part.entry_line is not None:
            verdict = Verdict(verdict.applies, self._line(part.id, part.entry_line))
            self.verdicts[part.id] = verdict
        return verdict

    def _line(self, part: str, line: Fraction) -> int:
        return scoring.reached(self.graph, self.points[part].earned, line)


def _whole(
    standard: Standard, graph: Graph, tree: _Tree, top: list[Verdict], refused: int, levels: Mapping[str, int]
) -> Verdict:
    """The verdict of the whole: all criteria (conditions) or the pass level and the entry lines (points)."""
    not_refused = graph.negate(refused)
    everything = verdicts.all_of(graph, top)
    if standard.kind == "conditions":
        return Verdict(everything.applies, graph.all([everything.met, not_refused]))
    lined = [tree.verdicts[part.id] for part in standard.headings() if part.entry_line is not None]
    lines = verdicts.all_of(graph, lined).met
    passed = [levels[standard.pass_level]] if standard.pass_level else []
    return Verdict(everything.applies, graph.all([*passed, lines, not_refused]))
