"""What levels, refusals and deciding rules mean. See `docs/points.md`, sections 4 to 6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from evalcore.conditions.expressions import Expr
from evalcore.graph import Graph
from evalcore.meaning.checks import Conditions
from evalcore.meaning.verdicts import Verdict, met, unmet
from evalcore.sheetrules import Core, DecidingRule
from evalcore.standard import Level
from evalcore.trees import reads_level


def reached(graph: Graph, number: int, line: Fraction) -> int:
    """Whether a number is at or above a line."""
    return graph.compare({(number,): Fraction(1), (): -line}, ">=")


def core_met(graph: Graph, core: Core, verdicts: Sequence[Verdict]) -> int:
    """Enough of the core indicators are met."""
    enough = graph.at_least(core.at_least, (met(graph, verdict) for verdict in verdicts))
    if core.when_fewer_apply != "all":
        return enough
    sufficient = graph.at_least(core.at_least, (verdict.applies for verdict in verdicts))
    none_unmet = graph.all(graph.negate(unmet(graph, verdict)) for verdict in verdicts)
    return graph.any([enough, graph.all([graph.negate(sufficient), none_unmet])])


def levels(
    graph: Graph,
    ranked: Sequence[Level],
    score: int,
    scored: int,
    bounds: Mapping[str, Sequence[tuple[int, Fraction]]],
    caps: Mapping[str, Sequence[int]],
) -> dict[str, int]:
    """Whether each level is reached: there is a score (`scored`) and it is high enough, and so is every dimension.

    A cap to a lower level that fired takes it away.

    `bounds` gives for each level the dimensions' numbers and lines; `caps` for each level the truths that cap at it.
    """
    found = {}
    for index, level in enumerate(ranked):
        lines = [
            scored,
            reached(graph, score, level.from_),
            *(reached(graph, *bound) for bound in bounds.get(level.id, ())),
        ]
        lower = [truth for below in ranked[index + 1 :] for truth in caps.get(below.id, ())]
        found[level.id] = graph.all([*lines, *(graph.negate(truth) for truth in lower)])
    return found


class Rules:
    """Lowers deciding rules, conclusions before the rules that read them."""

    def __init__(self, conditions: Conditions, rules: Sequence[DecidingRule], trees: Mapping[str, Expr]) -> None:
        self.conditions, self.graph, self.rules, self.trees = conditions, conditions.graph, rules, trees
        self.fired: dict[str, int] = {}

    def concluded(self, name: str) -> int:
        """A conclusion: some rule that concludes it fires."""
        return self.graph.any(self.fire(rule) for rule in self.rules if rule.then.conclude == name)

    def fire(self, rule: DecidingRule) -> int:
        """Whether a rule fires. The standard's checks have refused conclusions that go in circles."""
        if rule.id not in self.fired:
            self.fired[rule.id] = self.conditions.truth(self.trees[rule.id])
        return self.fired[rule.id]

    def reads_level(self, rule: DecidingRule) -> bool:
        """Whether a rule rests on the level, directly or through conclusions."""
        return reads_level(rule, self.rules, self.trees)
