"""The whole sheet: criteria tree, lists, vetoes, levels and rules, lowered in the order that the design fixes.

Nothing reads a later step: leaves and criteria, the score, deciding rules, the level, rules that read the level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from evalcore.conditions.expressions import Expr
from evalcore.graph import Graph
from evalcore.meaning import outcomes, verdicts
from evalcore.meaning.adjustments import Lists
from evalcore.meaning.checks import Conditions
from evalcore.meaning.leaves import ONE, Earned, Leaf, Leaves
from evalcore.meaning.outcomes import Rules
from evalcore.meaning.points import Loss, Points, Scored, Sheet
from evalcore.meaning.slots import Slot
from evalcore.meaning.verdicts import Verdict
from evalcore.standard import Criterion, Indicator, Standard
from evalcore.truth import ABSENT

Trees = Mapping[str, Mapping[tuple[str | int, ...], Expr]]


@dataclass
class Lowered:
    """The nodes of a sheet, by id; see `plan.Plan`."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    points: dict[str, Points] = field(default_factory=dict)
    fired: dict[str, int] = field(default_factory=dict)
    deducted: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    conclusions: dict[str, int] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    lines: list[Verdict] = field(default_factory=list)
    score: Points | None = None
    scored: int = 0
    refused: int = 0
    whole: Verdict = Verdict(0, 0)  # noqa: RUF009 - a named tuple cannot change


def lower_sheet(standard: Standard, conditions: Conditions, trees: Trees) -> Lowered:
    """Lower everything but eligibility and relations."""
    sheet = Lowered()
    if standard.kind == "conditions":
        everything = verdicts.all_of(conditions.graph, _verdicts(standard, conditions, trees, sheet))
        _conclude(standard, conditions, trees, sheet)
        not_refused = conditions.graph.negate(sheet.refused)
        sheet.whole = Verdict(everything.applies, conditions.graph.all([everything.met, not_refused]))
        return sheet
    top = _scored(standard, conditions, trees, sheet)
    _conclude(standard, conditions, trees, sheet)
    passed = [sheet.levels[standard.pass_level]] if standard.pass_level else []
    graph = conditions.graph
    sheet.whole = Verdict(top.verdict.applies, graph.all([*passed, graph.negate(sheet.refused)]))
    return sheet


# --- conditions standards ---------------------------------------------------------------------------------------------


def _verdicts(part: Standard | Criterion, conditions: Conditions, trees: Trees, sheet: Lowered) -> list[Verdict]:
    """The verdicts of a part's children, lowered with all below them."""
    found = []
    for child in part.children:
        if isinstance(child, Indicator):
            verdict = _indicator(conditions, child, trees, sheet)
        else:
            below = _verdicts(child, conditions, trees, sheet)
            verdict = verdicts.criterion(conditions.graph, child.needs, below)
        sheet.verdicts[child.id] = verdict
        found.append(verdict)
    return found


def _indicator(conditions: Conditions, leaf: Indicator, trees: Trees, sheet: Lowered) -> Verdict:
    verdict = verdicts.indicator(conditions, leaf, trees[leaf.id])
    if leaf.veto is not None:
        sheet.fired[leaf.id] = verdicts.unmet(conditions.graph, verdict)
    return verdict


# --- points standards -------------------------------------------------------------------------------------------------


def _scored(standard: Standard, conditions: Conditions, trees: Trees, sheet: Lowered) -> Scored:
    """Leaves, criteria, lists, the score and the levels."""
    graph = conditions.graph
    adder = Sheet(graph, standard.not_applicable)
    leaves = Leaves(conditions, standard.step)
    children = [_part(child, standard, adder, leaves, trees, sheet) for child in standard.children]
    top = adder.total([child.weight for child in standard.children], children, standard.full())
    lists = Lists(
        conditions, {path: tree for name in ("bonus", "penalties") for path, tree in trees.get(name, {}).items()}
    )
    bonus = lists.whole("bonus", standard.bonus) if standard.bonus else None
    lost = [lists.whole("penalties", standard.penalties)] if standard.penalties else []
    deducting = [leaf for leaf in standard.leaves() if leaf.veto and leaf.veto.deduct]
    sheet.deducted = {leaf.id: _deducted(leaf, conditions, trees, sheet) for leaf in deducting}
    lost += sheet.deducted.values()
    rounding = Fraction(1, 10**standard.rounding.decimals) if standard.rounding else None
    sheet.score = adder.score(top, bonus, lost, rounding)
    sheet.scored = top.verdict.applies
    sheet.points.update({name: Points(node, graph.amount(Fraction(0))) for name, node in lists.numbers.items()})
    sheet.losses = [*adder.losses, *lists.losses]
    return top


def _part(
    part: Criterion | Indicator, standard: Standard, adder: Sheet, leaves: Leaves, trees: Trees, sheet: Lowered
) -> Scored:
    """One part of the sheet with all below it."""
    graph = adder.graph
    if isinstance(part, Indicator):
        return _leaf(part, adder, leaves, trees, sheet)
    children = [_part(child, standard, adder, leaves, trees, sheet) for child in part.children]
    applies = graph.any(child.verdict.applies for child in children)
    scored = adder.criterion(part.id, [child.weight for child in part.children], children, applies)
    sheet.points[part.id] = scored.shown(graph)
    if part.entry_line is not None or part.entry_share is not None:
        line = Verdict(applies, adder.above(scored, part.entry_line, part.entry_share))
        sheet.verdicts[part.id] = line
        sheet.lines.append(line)
    return scored


def _leaf(leaf: Indicator, adder: Sheet, leaves: Leaves, trees: Trees, sheet: Lowered) -> Scored:
    """An indicator: its rule, and its verdict from `met` or from full points."""
    conditions, graph = leaves.conditions, adder.graph
    assert leaf.points is not None
    applies = verdicts.applies(conditions, leaf, trees[leaf.id])
    met = conditions.truth(trees[leaf.id]["met",]) if leaf.met is not None else None
    if met is not None:
        met = graph.all([met, graph.negate(verdicts.closed(conditions, leaf))])
    inner = {path[1:]: tree for path, tree in trees[leaf.id].items() if path[0] == "points"}
    earned = leaves.earned(leaf.points, Leaf(inner, met))
    if conditions.closing and leaf.veto is None:
        settled = graph.add("fact", data=conditions.slots.add(Slot("closed_points", leaf.id, sort="truth")))
        earned = _at_worst(graph, settled, earned)
    if met is None:
        met = graph.compare({(earned.points,): ONE, (): -earned.full}, ">=")
    verdict = Verdict(applies, met)
    sheet.verdicts[leaf.id] = verdict
    if leaf.veto is not None:
        sheet.fired[leaf.id] = verdicts.unmet(graph, verdict)
    scored = adder.leaf(earned, verdict)
    sheet.points[leaf.id] = scored.shown(graph)
    return scored


def _at_worst(graph: Graph, settled: int, earned: Earned) -> Earned:
    """What a leaf earns, asks for beyond its floor and gets above full, at its worst where it is settled."""

    def lowest(number: int) -> int:
        return graph.add("lowest", (settled, number))

    excess = None if earned.excess is None else lowest(earned.excess)
    beyond = None
    if earned.beyond is not None:
        beyond = graph.sum([(-ONE, lowest(graph.sum([(-ONE, earned.beyond)])))])
    return Earned(lowest(earned.points), earned.full, excess, beyond)


def _deducted(leaf: Indicator, conditions: Conditions, trees: Trees, sheet: Lowered) -> int:
    """What a deducting veto takes."""
    assert leaf.veto is not None and leaf.veto.deduct is not None
    lists = Lists(conditions, trees[leaf.id])
    asked = conditions.graph.award(sheet.fired[leaf.id], leaf.veto.deduct)
    return lists.multiplied(asked, leaf.veto.times, ("veto",))


# --- rules, refusals, levels ------------------------------------------------------------------------------------------


class _Results:
    """What deciding rules read."""

    def __init__(self, graph: Graph, sheet: Lowered) -> None:
        self.graph, self.sheet = graph, sheet
        self.rules: Rules

    def truth(self, kind: str, about: str) -> int:
        if kind == "fired":
            return self.sheet.fired[about]
        if kind == "scored":
            return self.sheet.scored
        if kind == "concluded":
            return self.rules.concluded(about)
        if kind == "level":
            return self.sheet.levels[about]
        verdict = self.sheet.verdicts.get(about)
        if verdict is None:  # a criterion of a points standard without an entry line
            return self.graph.constant(ABSENT)
        read = {"met": verdicts.met, "unmet": verdicts.unmet, "na": verdicts.not_applicable}[kind]
        return read(self.graph, verdict)

    def number(self, kind: str, about: str) -> int:
        if kind == "score":
            assert self.sheet.score is not None
            return self.sheet.score.earned
        return self.sheet.points[about].earned


def _conclude(standard: Standard, conditions: Conditions, trees: Trees, sheet: Lowered) -> None:
    """Deciding rules, then refusals, then levels, then the rules that read them."""
    graph = conditions.graph
    results = _Results(graph, sheet)
    conditions.results = results
    rules = Rules(conditions, standard.rules, {rule.id: trees[f"rule {rule.id}"]["when",] for rule in standard.rules})
    results.rules = rules
    early = [rule for rule in standard.rules if not rules.reads_level(rule)]
    sheet.rules = {rule.id: rules.fire(rule) for rule in early}
    sheet.refused = graph.any(_refusals(standard, graph, sheet))
    if sheet.score is not None:
        bounds = {level.id: list(_bounds(standard, graph, sheet, level.id)) for level in standard.levels}
        sheet.levels = outcomes.levels(
            graph, standard.levels, sheet.score.earned, sheet.scored, bounds, _caps(standard, sheet)
        )
    sheet.rules = {rule.id: rules.fire(rule) for rule in standard.rules}
    names = dict.fromkeys(rule.then.conclude for rule in standard.rules if rule.then.conclude)
    sheet.conclusions = {name: rules.concluded(name) for name in names}


def _refusals(standard: Standard, graph: Graph, sheet: Lowered) -> list[int]:
    """Everything that refuses: vetoes, missed entry lines, too few core indicators, rules."""
    found = [
        sheet.fired[leaf.id] for leaf in standard.leaves() if leaf.veto and not (leaf.veto.cap or leaf.veto.deduct)
    ]
    found += [verdicts.unmet(graph, line) for line in sheet.lines]
    if standard.core is not None:
        core = [sheet.verdicts[leaf.id] for leaf in standard.leaves() if leaf.core]
        found.append(graph.negate(outcomes.core_met(graph, standard.core, core)))
    return found + [sheet.rules[rule.id] for rule in standard.rules if rule.then.refuse]


def _caps(standard: Standard, sheet: Lowered) -> dict[str, list[int]]:
    """The truths that cap the level, by the level they cap it at."""
    found: dict[str, list[int]] = {}
    for leaf in standard.leaves():
        if leaf.veto and leaf.veto.cap:
            found.setdefault(leaf.veto.cap, []).append(sheet.fired[leaf.id])
    for rule in standard.rules:
        if rule.then.cap:
            found.setdefault(rule.then.cap, []).append(sheet.rules[rule.id])
    return found


def _bounds(standard: Standard, graph: Graph, sheet: Lowered, level: str) -> list[tuple[int, Fraction]]:
    return [
        (graph.sum((ONE, sheet.points[part].earned) for part in dimension.of), dimension.levels[level])
        for dimension in standard.dimensions
        if level in dimension.levels
    ]
