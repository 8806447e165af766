"""What bonus lists, penalty lists and deducting vetoes mean. See `docs/points.md`, section 4."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from evalcore.conditions.expressions import Expr
from evalcore.meaning.checks import Conditions, Shape, Side
from evalcore.meaning.leaves import ONE, ZERO
from evalcore.meaning.points import Loss
from evalcore.sheetrules import Adjustment, Adjustments, Factor

Trees = Mapping[tuple[str | int, ...], Expr]


class Lists:
    """Lowers bonus and penalty lists. `numbers` collects the node of every group and item by its id."""

    def __init__(self, conditions: Conditions, trees: Trees) -> None:
        self.conditions, self.graph, self.trees = conditions, conditions.graph, trees
        self.numbers: dict[str, int] = {}
        self.losses: list[Loss] = []

    def whole(self, name: str, adjustments: Adjustments) -> int:
        """A whole list, `bonus` or `penalties`, under its cap."""
        items = [self._item(item, (name, "items", index)) for index, item in enumerate(adjustments.items)]
        total = self._capped(name, self.graph.sum((ONE, item) for item in items), adjustments.cap)
        self.numbers[name] = total
        return total

    def _item(self, item: Adjustment, path: tuple[str | int, ...]) -> int:
        if item.items:
            inner = [self._item(each, (*path, "items", index)) for index, each in enumerate(item.items)]
            asked = self.graph.sum((ONE, each) for each in inner)
            if item.take == "highest" and len(inner) > 1:
                added, asked = asked, self.graph.add("best", tuple(dict.fromkeys(inner)))
                self.losses.append(Loss(item.id, "highest", added, asked))
            number = self._capped(item.id, asked, item.cap)
        else:
            number = self._single(item, path)
        self.numbers[item.id] = number
        return number

    def _single(self, item: Adjustment, path: tuple[str | int, ...]) -> int:
        """Points under a condition, or so much for each; then its factors, then its limit."""
        if item.points is not None:
            asked = self.graph.award(self.conditions.truth(self.trees[*path, "when"]), item.points)
        else:
            assert item.each is not None
            most = item.most if not item.times else None
            count = Side(item.each, self.trees[*path, "count"], None)
            asked = self.graph.clamp(self.conditions.measure([count], None, Shape(), ZERO, most), ZERO, None)
            if item.when is not None:
                truth = self.conditions.truth(self.trees[*path, "when"])
                asked = self.graph.either(truth, asked, self.graph.amount(ZERO))
        return self._capped(item.id, self.multiplied(asked, item.times, path), item.most)

    def multiplied(self, number: int, factors: tuple[Factor, ...], path: tuple[str | int, ...]) -> int:
        """The number times every factor whose condition holds."""
        for index, factor in enumerate(factors):
            truth = self.conditions.truth(self.trees[*path, "times", index, "when"])
            number = self.graph.either(truth, self.graph.sum([(factor.factor, number)]), number)
        return number

    def _capped(self, about: str, asked: int, cap: Fraction | None) -> int:
        kept = self.graph.clamp(asked, ZERO, cap) if cap is not None else asked
        if kept != asked:
            self.losses.append(Loss(about, "cap", asked, kept))
        return kept
