"""What verdicts of indicators and criteria mean. See `docs/standard.md`, section 6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evalcore.conditions.expressions import Expr
from evalcore.graph import Graph
from evalcore.meaning.checks import Conditions
from evalcore.meaning.slots import Slot
from evalcore.standard import AtLeast, Indicator
from evalcore.truth import NO, YES

Trees = Mapping[tuple[str | int, ...], Expr]


class Verdict(NamedTuple):
    """Two truths: whether it applies, and whether it is met if it does."""

    applies: int
    met: int


def met(graph: Graph, verdict: Verdict) -> int:
    """It applies and is met: no for what does not apply, absent for what is unknown."""
    return graph.pick(verdict.applies, verdict.met, graph.constant(NO))


def unmet(graph: Graph, verdict: Verdict) -> int:
    """It applies and is not met; likewise."""
    return graph.pick(verdict.applies, graph.negate(verdict.met), graph.constant(NO))


def not_applicable(graph: Graph, verdict: Verdict) -> int:
    """It does not apply; absent for what is unknown, like `met` and `unmet`."""
    undecided = graph.all([verdict.met, graph.negate(verdict.met)])  # no, or absent with the verdict
    return graph.pick(verdict.applies, undecided, graph.constant(YES))


def indicator(conditions: Conditions, leaf: Indicator, trees: Trees) -> Verdict:
    """An indicator's verdict; `trees` holds its parsed conditions by path."""
    met = conditions.truth(trees["met",])
    not_closed = conditions.graph.negate(closed(conditions, leaf))
    return Verdict(applies(conditions, leaf, trees), conditions.graph.all([met, not_closed]))


def applies(conditions: Conditions, leaf: Indicator, trees: Trees) -> int:
    """Whether an indicator applies: its `applies`, no excuse, and nothing to count where that is said."""
    graph = conditions.graph
    truths = [conditions.truth(trees["applies",])] if ("applies",) in trees else []
    if leaf.excusable:
        slot = conditions.slots.add(Slot("excused", leaf.id, sort="truth"))
        truths.append(graph.negate(graph.add("fact", data=slot)))
    truths.extend(graph.negate(empty) for empty in _emptied(conditions, trees))
    return graph.all(truths)


def closed(conditions: Conditions, leaf: Indicator) -> int:
    """Whether the evidence was closed on an indicator that the place left undecided; never for vetoes."""
    if leaf.veto is not None or not conditions.closing:
        return conditions.graph.constant(NO)
    return conditions.graph.add("fact", data=conditions.slots.add(Slot("closed", leaf.id, sort="truth")))


def _emptied(conditions: Conditions, trees: Trees) -> list[int]:
    """For each rate with `when_empty: not_applicable`: whether it is 0 of 0 wherever the indicator reads it."""
    read = (tree for path, tree in trees.items() if path[0] in ("met", "points"))
    uses = [use for tree in read for use in conditions.uses(tree, None) if use.options.when_empty == "not_applicable"]
    rates = dict.fromkeys(use.rate for use in uses)
    return [conditions.graph.all(conditions.empty(use) for use in uses if use.rate == rate) for rate in rates]


def all_of(graph: Graph, children: Sequence[Verdict]) -> Verdict:
    """Every child that applies is met; not applicable when none applies."""
    applies = graph.any(child.applies for child in children)
    return Verdict(applies, graph.all(graph.negate(unmet(graph, child)) for child in children))


def criterion(graph: Graph, needs: AtLeast | None, children: Sequence[Verdict]) -> Verdict:
    """A criterion of a conditions standard, from its children."""
    everything = all_of(graph, children)
    if needs is None:
        return everything
    enough = graph.at_least(needs.at_least, (met(graph, child) for child in children))
    if needs.when_fewer_apply != "all":
        return Verdict(everything.applies, enough)
    sufficient = graph.at_least(needs.at_least, (child.applies for child in children))
    all_that_apply = graph.all([graph.negate(sufficient), everything.met])
    return Verdict(everything.applies, graph.any([enough, all_that_apply]))
