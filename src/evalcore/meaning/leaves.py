"""What the leaf rules mean: each rule as nodes. See `docs/points.md`, section 1.

A rule gives a number with two ends, between 0 and its full points. Where evidence is absent it spans what it could be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

from evalcore import pointrules as model
from evalcore.conditions.expressions import NUMBER, Expr, Growth
from evalcore.intervals import half_up
from evalcore.meaning.checks import Conditions, Shape, Side, Test
from evalcore.meaning.slots import Slot
from evalcore.trees import mean_of
from evalcore.truth import ABSENT

Trees = Mapping[tuple[str | int, ...], Expr]
ONE, ZERO = Fraction(1), Fraction(0)
EXACT = Shape()


@dataclass(frozen=True)
class Earned:
    """What a leaf earns: `points` from 0 to `full`; `excess` above it; `beyond`, what deductions asked for below 0."""

    points: int
    full: Fraction
    excess: int | None = None
    beyond: int | None = None


@dataclass(frozen=True)
class Leaf:
    """The place of one rule: its expressions (by path in the rule), the period they are read in, and its verdict."""

    trees: Trees
    met: int | None = None
    period: str | None = None
    path: tuple[str | int, ...] = ()

    def tree(self, *path: str | int) -> Expr:
        return self.trees[(*self.path, *path)]

    def at(self, *path: str | int, period: str | None = None) -> Leaf:
        return replace(self, path=(*self.path, *path), period=period or self.period)


class Leaves:
    """Lowers leaf rules into the graph of `conditions`; written points are rounded half up to `step`."""

    def __init__(self, conditions: Conditions, step: Fraction) -> None:
        self.conditions, self.graph, self.step = conditions, conditions.graph, step

    def earned(self, rule: model.LeafRule, leaf: Leaf) -> Earned:
        """The points of a rule, rounded once."""
        full = half_up(model.full_of(rule, len(self.conditions.years)), self.step)
        number, beyond = self.points(rule, leaf), None
        if isinstance(rule, model.Deduct):
            asked = self._deductions(rule, leaf)
            beyond = self.graph.clamp(self.graph.sum([(ONE, asked), (-ONE, self.graph.amount(rule.full))]), ZERO, None)
            beyond = self.graph.round(beyond, self.step) if rule.scope == "criterion" else None
        excess = None
        if rule.excess is not None:
            excess = self.graph.round(self._miss(rule.excess, leaf.at("excess")), self.step)
        return Earned(self._rounded(rule, number, full), full, excess, beyond)

    def _rounded(self, rule: model.LeafRule, number: int, full: Fraction) -> int:
        on_steps = isinstance(rule, model.AllOrNothing | model.KOfN | model.AboveMean)
        if on_steps and isinstance(rule, model.AllOrNothing) and self.graph.nodes[number].kind == "award":
            return self.graph.add("award", self.graph.nodes[number].args, full)
        return self.graph.clamp(self.graph.round(number, self.step), ZERO, full)

    def points(self, rule: model.LeafRule, leaf: Leaf) -> int:
        """The points of a rule before rounding."""
        match rule:
            case model.AllOrNothing():
                assert leaf.met is not None
                return self.graph.award(leaf.met, rule.full)
            case model.Parts():
                return self._parts(rule, leaf)
            case model.Deduct():
                kept = self.graph.sum([(ONE, self.graph.amount(rule.full)), (-ONE, self._deductions(rule, leaf))])
                return self.graph.clamp(kept, ZERO, rule.full)
            case model.Bands():
                return self._bands(rule, leaf)
            case model.Linear():
                return self._linear(rule, leaf)
            case model.Proportional():
                return self._proportional(rule, leaf)
            case model.Half():
                return self._half(rule, leaf)
            case model.PerUnit():
                units = self._units(rule.each, leaf.tree("count"), leaf.period, None)
                return self.graph.clamp(units, ZERO, rule.full)
            case model.Judged():
                side = Side(ONE, leaf.tree("of"), leaf.period)
                return self.graph.clamp(self.conditions.measure([side], None, EXACT, ZERO, rule.full), ZERO, rule.full)
            case model.Raters():
                return self._raters(rule, leaf)
            case model.Grades():
                return self._grades(rule, leaf)
            case model.KOfN():
                return self._k_of_n(rule, leaf)
            case model.Growth():
                return self._growth(rule, leaf)
            case model.AboveMean():
                return self._above_mean(rule, leaf)
            case model.EachYear():
                return self._each_year(rule, leaf)
        raise AssertionError(type(rule).__name__)

    # -- sums ------------------------------------------------------------------------------------------------------

    def _truth(self, leaf: Leaf, *path: str | int) -> int:
        return self.conditions.truth(leaf.tree(*path), leaf.period)

    def _parts(self, rule: model.Parts, leaf: Leaf) -> int:
        awards = [
            (ONE, self.graph.award(self._truth(leaf, "parts", index, "when"), part.points))
            for index, part in enumerate(rule.parts)
        ]
        return self.graph.clamp(self.graph.sum(awards), ZERO, model.full_of(rule, 0))

    def _deductions(self, rule: model.Deduct, leaf: Leaf) -> int:
        """What all misses ask for together."""
        misses = [(ONE, self._miss(miss, leaf.at("misses", index))) for index, miss in enumerate(rule.misses)]
        return self.graph.sum(misses)

    def _miss(self, miss: model.Miss, leaf: Leaf) -> int:
        if miss.when is not None:
            return self.graph.clamp(self.graph.award(self._truth(leaf, "when"), miss.each), ZERO, miss.most)
        return self._units(miss.each, leaf.tree("count"), leaf.period, miss.most)

    def _units(self, each: Fraction, count: Expr, period: str | None, most: Fraction | None) -> int:
        """Each × count, a negative count being 0, at most `most`."""
        number = self.conditions.measure([Side(each, count, period)], None, EXACT, ZERO, most)
        return self.graph.clamp(number, ZERO, most)

    # -- lines and bands -------------------------------------------------------------------------------------------

    def _against(self, of: Expr, bound: Fraction, sign: str, period: str | None) -> int:
        return self.conditions.check([Side(1, of, period), Side(-1, literal(bound), period)], sign)

    def _chain(self, cases: Iterable[tuple[int, Fraction]], otherwise: Fraction) -> int:
        """The amount of the first case that holds."""
        return reduce(
            lambda rest, case: self.graph.either(case[0], self.graph.amount(case[1]), rest),
            reversed(list(cases)),
            self.graph.amount(otherwise),
        )

    def _bands(self, rule: model.Bands, leaf: Leaf) -> int:
        of = leaf.tree("of")
        cases = [(self._against(of, band.bound[1], band.bound[0], leaf.period), band.points) for band in rule.bands]
        return self._chain(cases, rule.otherwise)

    def _half(self, rule: model.Half, leaf: Leaf) -> int:
        of, target = leaf.tree("of"), leaf.tree("target")
        done, half_done = (
            self.conditions.check([Side(twice, of, leaf.period), Side(-1, target, leaf.period)], ">=")
            for twice in (1, 2)
        )
        return self._chain([(done, rule.full), (half_done, rule.full / 2)], ZERO)

    def _proportional(self, rule: model.Proportional, leaf: Leaf) -> int:
        of, target = leaf.tree("of"), Side(1, leaf.tree("target"), leaf.period)
        # Written points are rounded once: in a year of several the whole is, not the year.
        shape = Shape("half_up", self.step) if leaf.period is None else EXACT
        share = self.conditions.measure([Side(rule.full, of, leaf.period)], target, shape, ZERO, rule.full)
        share = self.graph.clamp(share, ZERO, rule.full)
        if rule.from_ is None:
            return share
        positive = self.conditions.check([target], ">")
        nothing = self.graph.fill(positive, self.graph.amount(ZERO), ZERO, rule.full)
        return self.graph.either(self._against(of, rule.from_, ">=", leaf.period), share, nothing)

    def _linear(self, rule: model.Linear, leaf: Leaf) -> int:
        """Full minus what the steps short of the target cost."""
        of, target = leaf.tree("of"), leaf.tree("target")
        worse = ONE if rule.better == "more" else -ONE
        scale = worse / rule.per * (100 if rule.measure == "percent" else 1)
        short = [Side(scale, target, leaf.period), Side(-scale, of, leaf.period)]
        whole = Side(1, target, leaf.period) if rule.measure == "percent" else None
        mode = {"whole": "floor", "started": "ceil", "pro_rata": "exact"}[rule.steps]
        replaced = rule.slopes if rule.slopes_combine == "replace" else ()
        shape = Shape(mode, ONE, self._slopes(replaced, of, rule, leaf), rule.lose)
        lost = [self.graph.clamp(self.conditions.measure(short, whole, shape, ZERO, None), ZERO, None)]
        for slope in rule.slopes if rule.slopes_combine == "add" else ():
            beyond = [Side(scale, literal(slope.beyond), leaf.period), Side(-scale, of, leaf.period)]
            extra = self.conditions.measure(beyond, whole, Shape(mode, ONE, (), slope.lose), ZERO, None)
            lost.append(self.graph.clamp(extra, ZERO, None))
        kept = self.graph.sum([(ONE, self.graph.amount(rule.full)), *((-ONE, number) for number in lost)])
        return self.graph.clamp(kept, ZERO, rule.full)

    def _slopes(self, slopes: tuple[model.Slope, ...], of: Expr, rule: model.Linear, leaf: Leaf) -> tuple[Test, ...]:
        """The tests of replacing slopes, steepest first."""
        sign = "<" if rule.better == "more" else ">"
        return tuple(
            Test((Side(1, of, leaf.period), Side(-1, literal(slope.beyond), leaf.period)), sign, slope.lose)
            for slope in sorted(slopes, key=lambda slope: -slope.lose)
        )

    # -- counts of conditions --------------------------------------------------------------------------------------

    def _grades(self, rule: model.Grades, leaf: Leaf) -> int:
        truths = [self._truth(leaf, "conditions", index) for index in range(len(rule.conditions))]
        ranked = sorted(rule.grades, key=lambda grade: -grade.at_least)
        cases = [(self.graph.at_least(grade.at_least, truths), grade.points) for grade in ranked]
        return self._chain(cases, rule.otherwise.points)

    def _k_of_n(self, rule: model.KOfN, leaf: Leaf) -> int:
        truths = [self._truth(leaf, "conditions", index) for index in range(len(rule.conditions))]
        floors = [self.graph.any([truths[index], self._truth(leaf, "rest", index)]) for index in range(len(rule.rest))]
        return self.graph.award(self.graph.all([self.graph.at_least(rule.k, truths), *floors]), rule.full)

    # -- years -----------------------------------------------------------------------------------------------------

    def _growth(self, rule: model.Growth, leaf: Leaf) -> int:
        by_failures = {int(key): points for key, points in rule.points.items()}
        largest = max(by_failures)
        if not self.conditions.years:
            return self._anything(by_failures.values())
        grew = self.conditions.grew(leaf.tree("of"), Growth(rule.years, rule.strict, rule.ceiling, rule.least))
        failed = [self.graph.negate(truth) for truth in grew]
        cases = [(self.graph.at_least(k, failed), by_failures[k]) for k in range(largest, 0, -1)]
        return self._chain(cases, by_failures[0])

    def _anything(self, points: Iterable[Fraction]) -> int:
        """Nothing is known: from the least to the most."""
        ends = list(points)
        nothing = self.graph.constant(ABSENT)
        return self.graph.fill(nothing, self.graph.amount(ZERO), min(ends), max(ends))

    def _above_mean(self, rule: model.AboveMean, leaf: Leaf) -> int:
        if not self.conditions.years:
            return self._anything([ZERO, rule.full])
        of, last = leaf.tree("of"), self.conditions.years[-1]
        earlier = [Side(-1, of, str(year)) for year in range(last - rule.years, last)]
        sides = [Side(rule.years, of, str(last)), *earlier]
        return self.graph.award(self.conditions.check(sides, ">" if rule.strict else ">="), rule.full)

    def _each_year(self, rule: model.EachYear, leaf: Leaf) -> int:
        years = self.conditions.years
        if not years:
            return self._anything(model.extremes(rule.points))
        numbers = [self.points(rule.points, leaf.at("points", period=str(year))) for year in years]
        if rule.combine == "lowest":
            return self.graph.add("worst", tuple(dict.fromkeys(numbers)))
        share = ONE / len(years) if rule.combine == "mean" else ONE
        return self.graph.sum((share, number) for number in numbers)

    # -- raters ----------------------------------------------------------------------------------------------------

    def _raters(self, rule: model.Raters, leaf: Leaf) -> int:
        """The trimmed mean is derived by intake from the records."""
        mean = mean_of(rule)
        node = self.graph.add("input", data=self.conditions.slots.add(Slot("derived", mean, leaf.period, "number", 4)))
        number = self.graph.fill(self.graph.constant(1), node, ZERO, rule.full)
        return self.graph.clamp(number, ZERO, rule.full)


def literal(value: Fraction) -> Expr:
    """A number as an expression."""
    return Expr("number", NUMBER, value=value)
