"""What stands above the leaf: weights, floors, what does not apply, the score. See `docs/points.md`, section 3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from evalcore.graph import Graph
from evalcore.meaning.leaves import ONE, ZERO, Earned
from evalcore.meaning.verdicts import Verdict
from evalcore.truth import YES


class Points(NamedTuple):
    """Two numbers: what is earned, and what could be earned."""

    earned: int
    possible: int


class Loss(NamedTuple):
    """Where a floor, a cap, a policy or rounding changes a sum: what the sum asked for and what it became."""

    about: str
    reason: str
    asked: int
    effective: int


@dataclass(frozen=True)
class Scored:
    """A part of the sheet as its parent counts it.

    `earned` (0 to `full`) and `excess` (beyond `full`) count when it applies; `base` is the full points of what applies
    in it, for rescaling, and `lapsed` what is earned of it; `possible` is what could be earned under the policy.
    """

    verdict: Verdict
    full: Fraction
    earned: int
    excess: int
    base: int
    possible: int
    lapsed: int
    beyond: int | None = None

    def shown(self, graph: Graph) -> Points:
        """Points with excess, as the part's own row shows them."""
        return Points(graph.sum([(ONE, self.earned), (ONE, self.excess)]), self.possible)


class Sheet:
    """Adds up a sheet under one policy for what does not apply; keeps the losses for the printed page."""

    def __init__(self, graph: Graph, policy: str | None) -> None:
        self.graph, self.policy = graph, policy
        self.losses: list[Loss] = []

    def leaf(self, earned: Earned, verdict: Verdict) -> Scored:
        """An indicator under the policy."""
        graph = self.graph
        nothing = graph.amount(ZERO)
        excess = nothing if earned.excess is None else graph.either(verdict.applies, earned.excess, nothing)
        base = graph.award(verdict.applies, earned.full)
        beyond = None if earned.beyond is None else graph.either(verdict.applies, earned.beyond, nothing)
        points, possible = self._under_policy(verdict, earned.points, earned.full, base)
        lapsed = graph.lapse(verdict.applies, earned.points, earned.full)
        return Scored(verdict, earned.full, points, excess, base, possible, lapsed, beyond)

    def _under_policy(self, verdict: Verdict, points: int, full: Fraction, base: int) -> tuple[int, int]:
        """What a part earns and what is possible, applicable or not."""
        graph, everything = self.graph, self.graph.award(self.graph.constant(YES), full)
        if self.policy == "full":
            return graph.either(verdict.applies, points, graph.amount(full)), everything
        if self.policy == "drop":
            return graph.either(verdict.applies, points, graph.amount(ZERO)), base
        return graph.lapse(verdict.applies, points, full), everything

    def criterion(self, about: str, weights: Sequence[Fraction], children: Sequence[Scored], applies: int) -> Scored:
        """A criterion from its weighted children."""
        graph = self.graph
        verdict = Verdict(applies, graph.constant(YES))
        full = sum((w * child.full for w, child in zip(weights, children, strict=True)), ZERO)
        earned, excess, base, possible, lapsed = self._added(about, weights, children)
        if self.policy == "rescale":
            rescaled = graph.share(earned, base, full)
            self._lost(about, "rescaled", earned, rescaled)
            earned = graph.lapse(applies, rescaled, full)
            base = graph.award(applies, full)
        return Scored(verdict, full, earned, excess, base, possible, lapsed)

    def above(self, part: Scored, line: Fraction | None, share: Fraction | None) -> int:
        """Whether a criterion reaches its entry line: points, or percent of its full (under `drop`: of what applies)."""
        graph = self.graph
        points = part.shown(graph).earned
        if line is not None:
            return graph.compare({(points,): ONE, (): -line}, ">=")
        assert share is not None
        if self.policy == "drop":
            percent = graph.share(graph.sum([(ONE, part.lapsed), (ONE, part.excess)]), part.base, Fraction(100))
        else:
            percent = graph.sum([(100 / part.full, points)])
        return graph.compare({(percent,): ONE, (): -share}, ">=")

    def _added(
        self, about: str, weights: Sequence[Fraction], children: Sequence[Scored]
    ) -> tuple[int, int, int, int, int]:
        """The weighted sums of earned points, excess, base, possible and lapsed points, less what leaves ask beyond 0.

        A deduction takes the points first and the excess last, and nothing falls below 0.
        """
        graph = self.graph
        pairs = list(zip(weights, children, strict=True))
        earned = graph.sum((w, child.earned) for w, child in pairs)
        lapsed = graph.sum((w, child.lapsed) for w, child in pairs)
        excess = graph.sum((w, child.excess) for w, child in pairs if graph.nodes[child.excess].data != ZERO)
        beyond = graph.sum((w, child.beyond) for w, child in pairs if child.beyond is not None)
        if graph.nodes[beyond].args:
            asked = graph.sum([(ONE, earned), (-ONE, beyond)])
            kept = graph.clamp(asked, ZERO, None)
            self._lost(about, "beyond", earned, asked)
            self._lost(about, "floor", asked, kept)
            left = graph.clamp(graph.sum([(ONE, beyond), (-ONE, earned)]), ZERO, None)
            excess = graph.clamp(graph.sum([(ONE, excess), (-ONE, left)]), ZERO, None)
            lapsed = graph.clamp(graph.sum([(ONE, lapsed), (-ONE, beyond)]), ZERO, None)
            earned = kept
        base = graph.sum((w, child.base) for w, child in pairs)
        return earned, excess, base, graph.sum((w, child.possible) for w, child in pairs), lapsed

    def total(self, weights: Sequence[Fraction], children: Sequence[Scored], full: Fraction) -> Scored:
        """The top of the sheet, before bonus and penalties."""
        graph = self.graph
        applies = graph.any(child.verdict.applies for child in children)
        earned, excess, base, possible, _ = self._added("", weights, children)
        if self.policy in ("rescale", "rescale_sheet"):
            rescaled = graph.share(earned, base, full)
            self._lost("", "rescaled", earned, rescaled)
            earned = rescaled
        return Scored(Verdict(applies, graph.constant(YES)), full, earned, excess, base, possible, earned)

    def score(self, top: Scored, bonus: int | None, lost: Sequence[int], rounding: Fraction | None) -> Points:
        """The score: the top, plus bonus, minus penalties and deducting vetoes, not below 0, rounded as declared."""
        graph = self.graph
        shown = top.shown(graph)
        added = [(ONE, bonus)] if bonus is not None else []
        asked = graph.sum([(ONE, shown.earned), *added, *((-ONE, number) for number in lost)])
        kept = graph.clamp(asked, ZERO, None) if lost else asked
        self._lost("", "floor", asked, kept)
        final = kept if rounding is None else graph.round(kept, rounding)
        self._lost("", "rounding", kept, final)
        return Points(final, shown.possible)

    def _lost(self, about: str, reason: str, asked: int, effective: int) -> None:
        if asked != effective:
            self.losses.append(Loss(about, reason, asked, effective))
