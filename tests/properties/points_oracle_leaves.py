"""The oracle's reading of leaf rules (docs/points.md, sections 1 and 2): an indicator's points, at worst and at best.

Brute force: a rule is a function of numbers, tried at every sample point of its inputs, at the values where it changes,
and a hair to either side of them. Where the page leaves a question open, the reading chosen is marked "Read as".
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import Any, NamedTuple, cast

from tests.properties.oracle_conditions import (
    OUTSIDE,
    Conditions,
    Scope,
    Truth,
    all_of,
    any_of,
    at_least,
    decide,
    parse,
)
from tests.properties.oracle_evidence import FAR, HAIR
from tests.properties.points_oracle_numbers import Side, together

Spec = dict[str, Any]
Span = tuple[Fraction, Fraction]
NOTHING = Fraction(0)
ENDLESS = Fraction(FAR) ** 2  # an amount without a limit


@lru_cache(maxsize=10_000)
def number(written: str | int | float | Fraction) -> Fraction:
    return Fraction(str(written))


def half_up(value: Fraction, step: Fraction) -> Fraction:
    """Rounded to a multiple of the step, the half away from zero."""
    rounded = floor(abs(value) / step + Fraction(1, 2)) * step
    return rounded if value >= 0 else -rounded


def step_of(standard: Spec) -> Fraction:
    return number(standard.get("step", "0.0001"))


def rule_of(indicator: Spec) -> Spec:
    """The rule of an indicator, whose points may be a bare number."""
    points = indicator["points"]
    return points if isinstance(points, dict) else {"rule": "all_or_nothing", "full": points}


def unrounded_full(rule: Spec, years: int) -> Fraction:
    if "full" in rule:
        return number(rule["full"])
    if rule["rule"] == "parts":
        return sum((number(part["points"]) for part in rule["parts"]), NOTHING)
    if rule["rule"] == "each_year":
        return unrounded_full(rule["points"], years) * (years if rule["combine"] == "sum" else 1)
    return max(table(rule))


def table(rule: Spec) -> list[Fraction]:
    """All points that a rule with a table may give."""
    if rule["rule"] == "bands":
        return [number(rule["otherwise"]), *(number(band["points"]) for band in rule["bands"])]
    return [number(each["points"]) for each in (rule["otherwise"], *rule["grades"])]


def full_points(indicator: Spec, standard: Spec) -> Fraction:
    """The full points of an indicator as they count: rounded once to the step."""
    years = len(standard.get("cycle", {}).get("years", []))
    return half_up(unrounded_full(rule_of(indicator), years), step_of(standard))


class Earned(NamedTuple):
    """What a leaf that applies earns: points without excess, the excess, and what it asks of its criterion."""

    low: Fraction
    high: Fraction
    extra: Span
    asked: Span  # of the criterion, at worst (the greater amount) and at best


def earned(indicator: Spec, standard: Spec, conditions: Conditions, met: Truth) -> Earned:
    rule, step = rule_of(indicator), step_of(standard)
    if rule["rule"] == "all_or_nothing":
        full = number(rule["full"])
        low, high = full if met else NOTHING, NOTHING if met is False else full
    else:
        low, high = LeafRules(conditions).span(rule, OUTSIDE)
    low, high = half_up(low, step), half_up(high, step)
    extra = LeafRules(conditions).times(rule["excess"], OUTSIDE) if "excess" in rule else (NOTHING, NOTHING)
    asked = (max(NOTHING, -low), max(NOTHING, -high)) if rule.get("scope") == "criterion" else (NOTHING, NOTHING)
    return Earned(max(NOTHING, low), max(NOTHING, high), (half_up(extra[0], step), half_up(extra[1], step)), asked)


class LeafRules:
    """Leaf rules on one place's evidence. Every rule gives (low, high), not yet rounded."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions

    def span(self, rule: Spec, scope: Scope) -> Span:
        return cast(Callable[[Spec, Scope], Span], getattr(self, rule["rule"]))(rule, scope)

    # Inputs

    def joint(self, written: Iterable[Any], scope: Scope) -> list[tuple[Fraction, ...]] | None:
        """The values that several expressions may have together, or None where one of them is absent."""
        return together(self.conditions, *((parse(str(each)), scope) for each in written))

    def truths(self, conditions: list[str], scope: Scope) -> list[Truth]:
        return [self.conditions.truth(each, scope) for each in conditions]

    def times(self, spec: Spec, scope: Scope) -> Span:
        """`each` times a count or a condition, at most `most`."""
        each, most = number(spec["each"]), number(spec["most"]) if "most" in spec else ENDLESS
        if "when" in spec:
            return cast(Span, tuple(min(most, each * n) for n in ends([self.conditions.truth(spec["when"], scope)])))
        counts = self.joint([spec["count"]], scope)
        if counts is None:
            return NOTHING, most
        amounts = [min(most, each * max(NOTHING, count)) for (count,) in counts]
        return min(amounts), max(amounts)

    # Rules of conditions

    def parts(self, rule: Spec, scope: Scope) -> Span:
        full = unrounded_full(rule, 0)
        judged = [(number(part["points"]), self.conditions.truth(part["when"], scope)) for part in rule["parts"]]
        low = sum((points for points, truth in judged if truth), NOTHING)
        high = sum((points for points, truth in judged if truth is not False), NOTHING)
        return min(full, low), min(full, high)

    def grades(self, rule: Spec, scope: Scope) -> Span:
        fewest, most = ends(self.truths(rule["conditions"], scope))
        listed = sorted(rule["grades"], key=lambda grade: -int(grade["at_least"]))
        points = [
            next((number(grade["points"]) for grade in listed if yes >= int(grade["at_least"])), number(otherwise))
            for yes in range(fewest, most + 1)
            for otherwise in [rule["otherwise"]["points"]]
        ]
        return min(points), max(points)

    def k_of_n(self, rule: Spec, scope: Scope) -> Span:
        met = self.truths(rule["conditions"], scope)
        rest = zip(met, self.truths(rule["rest"], scope), strict=True) if "rest" in rule else []
        return self.all(rule, all_of([at_least(int(rule["k"]), met), *(any_of(pair) for pair in rest)]))

    def all(self, rule: Spec, truth: Truth) -> Span:
        full = number(rule["full"])
        return (full if truth else NOTHING), (NOTHING if truth is False else full)

    def deduct(self, rule: Spec, scope: Scope) -> Span:
        full = number(rule["full"])
        misses = [self.times(miss, scope) for miss in rule["misses"]]
        low, high = full - sum(most for _, most in misses), full - sum(least for least, _ in misses)
        return (low, high) if rule.get("scope") == "criterion" else (max(NOTHING, low), max(NOTHING, high))

    # Rules of numbers

    def over(
        self, rule: Spec, scope: Scope, at: Callable[..., Fraction | None], turns: Iterable[Fraction] = ()
    ) -> Span | None:
        """The least and the greatest that a function of `of` (and `target`) gives; None where it is absent."""
        inputs = [rule["of"], rule["target"]] if "target" in rule else [rule["of"]]
        tried = self.joint(inputs, scope)
        if tried is None:
            return None
        if len({each[1:] for each in tried}) == 1:  # one target: `of` alone varies, and may be tried in between
            low, high, rest = min(tried)[0], max(tried)[0], tried[0][1:]
            near = (turn + hair for turn in turns for hair in (-HAIR, Fraction(0), HAIR))
            tried += [(each, *rest) for each in near if low <= each <= high]
        results = [at(*each) for each in tried]
        # Read as: a value for which there are no points (a target not above 0) is possible, so the rule is absent.
        known = [each for each in results if each is not None]
        return (min(known), max(known)) if len(known) == len(results) else None

    def bands(self, rule: Spec, scope: Scope) -> Span:
        turns = [number(band[key]) for band in rule["bands"] for key in BOUNDS if key in band]
        # Read as: over all values of an absent number every band is possible, whatever the field's own bounds.
        return self.over(rule, scope, lambda of: band_at(rule, of), turns) or (min(table(rule)), max(table(rule)))

    def anything(self, rule: Spec, found: Span | None) -> Span:
        """Read as: a number may be so good or so bad that these rules give everything from 0 to full."""
        return found or (NOTHING, number(rule["full"]))

    def linear(self, rule: Spec, scope: Scope) -> Span:
        turns = [number(slope["beyond"]) for slope in rule.get("slopes", [])]
        return self.anything(rule, self.over(rule, scope, lambda of, target: linear_at(rule, of, target), turns))

    def proportional(self, rule: Spec, scope: Scope) -> Span:
        def at(of: Fraction, target: Fraction) -> Fraction | None:
            if target <= 0:
                return None
            return NOTHING if of < least else clamp(full * of / target, full)

        full, least = number(rule["full"]), number(rule["from"]) if "from" in rule else -ENDLESS
        return self.anything(rule, self.over(rule, scope, at, [least]))

    def half(self, rule: Spec, scope: Scope) -> Span:
        def at(of: Fraction, target: Fraction) -> Fraction:
            return full if of >= target else full / 2 if 2 * of >= target else NOTHING

        full = number(rule["full"])
        return self.anything(rule, self.over(rule, scope, at))

    def judged(self, rule: Spec, scope: Scope) -> Span:
        full = number(rule["full"])
        return self.anything(rule, self.over(rule, scope, lambda of: clamp(of, full), [NOTHING, full]))

    def per_unit(self, rule: Spec, scope: Scope) -> Span:
        low, high = self.times(rule, scope)
        full = number(rule["full"])
        return min(full, low), min(full, high)

    # Rules of several values

    def raters(self, rule: Spec, scope: Scope) -> Span:
        full, records = number(rule["full"]), self.conditions.each(parse(rule["of"]), scope)
        scores = [self.joint([rule["score"]], record) for record in records or []]
        if not scores or None in scores:
            return NOTHING, full
        ranges = [[score for (score,) in each] for each in scores if each]
        trimmed = "trim_above" in rule and len(scores) > int(rule["trim_above"])

        def mean(values: Iterator[Fraction]) -> Fraction:
            ordered = sorted(values)[1:-1] if trimmed else list(values)
            return clamp(sum(ordered, NOTHING) / len(ordered), full)

        return mean(min(each) for each in ranges), mean(max(each) for each in ranges)

    def growth(self, rule: Spec, _: Scope) -> Span:
        given = {int(count): number(points) for count, points in rule["points"].items()}
        grew = self.pairs(rule)
        fewest, most = ends([None if truth is None else not truth for truth in grew])
        points = [given[min(count, max(given))] for count in range(fewest, most + 1)]
        return clamp(min(points), number(rule["full"])), clamp(max(points), number(rule["full"]))

    def pairs(self, rule: Spec) -> list[Truth]:
        """Whether each neighbouring pair of years grew."""
        scopes, node = self.years(int(rule["years"])), parse(rule["of"])
        if scopes is None:
            return [None] * (int(rule["years"]) - 1)
        order = ast.Gt() if truthy(rule["strict"]) and "least" not in rule else ast.GtE()
        least = number(rule.get("least", 0))

        def pair(earlier: Scope, later: Scope) -> Truth:
            grew = compared(order, self.conditions, (node, earlier), (node, later), by=lambda a, b: b - a - least)
            if "ceiling" not in rule:
                return grew
            line = number(rule["ceiling"])
            at = (
                compared(ast.GtE(), self.conditions, (node, each), by=lambda a: a - line) for each in (earlier, later)
            )
            return any_of([grew, all_of(at)])

        return [pair(*neighbours) for neighbours in pairwise(scopes)]

    def years(self, how_many: int) -> list[Scope] | None:
        """The years that end with the cycle's last, or None where no years are known."""
        last = max(self.conditions.evidence.years, default=None)
        return None if last is None else [Scope(str(year)) for year in range(last - how_many + 1, last + 1)]

    def above_mean(self, rule: Spec, _: Scope) -> Span:
        years, node = int(rule["years"]), parse(rule["of"])
        scopes = self.years(years + 1)
        if scopes is None:
            return self.all(rule, None)
        order, sides = ast.Gt() if truthy(rule["strict"]) else ast.GtE(), [(node, each) for each in scopes]
        above = compared(order, self.conditions, *sides, by=lambda *values: years * values[-1] - sum(values[:-1]))
        return self.all(rule, above)

    def each_year(self, rule: Spec, _: Scope) -> Span:
        years = self.conditions.evidence.years
        # Read as: without years the inner rule, too, is absent; it spans what it could give in a year.
        spans = [self.span(rule["points"], Scope(str(year))) for year in years] or [span_of_all(rule["points"])]
        lows, highs = zip(*spans, strict=True)
        if rule["combine"] == "lowest":
            return min(lows), min(highs)
        share = len(spans) if rule["combine"] == "mean" else 1
        return sum(lows, NOTHING) / share, sum(highs, NOTHING) / share


BOUNDS = ("from", "above", "to", "below")


def truthy(written: Any) -> bool:
    return str(written).lower() in {"true", "yes", "是"}


def ends(truths: list[Truth]) -> tuple[int, int]:
    """How many are yes, at least and at most."""
    return truths.count(True), truths.count(True) + truths.count(None)


def compared(order: ast.cmpop, conditions: Conditions, *sides: Side, by: Callable[..., Fraction]) -> Truth:
    """How the difference that `by` makes of the values of several expressions compares with nothing."""
    values = together(conditions, *sides)
    if values is None:
        return None
    differences = [by(*each) for each in values]
    return decide(order, {(each > 0) - (each < 0) for each in differences}, numeric=True)


def clamp(value: Fraction, full: Fraction) -> Fraction:
    return max(NOTHING, min(full, value))


def band_at(rule: Spec, of: Fraction) -> Fraction:
    reached = {
        "from": lambda bound: of >= bound,
        "above": lambda bound: of > bound,
        "to": lambda bound: of <= bound,
        "below": lambda bound: of < bound,
    }
    for band in rule["bands"]:
        if any(key in band and reached[key](number(band[key])) for key in BOUNDS):
            return number(band["points"])
    return number(rule["otherwise"])


def linear_at(rule: Spec, of: Fraction, target: Fraction) -> Fraction | None:
    """The points of `linear` at one value, or None where there is no percent of the target."""
    percent = rule["measure"] == "percent"
    if percent and target <= 0:  # Read as: a percentage of a target that is not above 0 is absent, as for proportional.
        return None
    turn, per = 1 if rule.get("better", "more") == "more" else -1, number(rule["per"])
    counted = {"whole": floor, "started": ceil, "pro_rata": lambda steps: steps}[rule["steps"]]

    def steps(distance: Fraction) -> Fraction:
        return Fraction(counted((distance * 100 / target if percent else distance) / per))

    short = max(NOTHING, turn * (target - of))
    lose, cost = number(rule["lose"]), NOTHING
    for slope in rule.get("slopes", []):
        beyond = min(short, turn * (number(slope["beyond"]) - of))
        if beyond > 0 and rule["slopes_combine"] == "replace":
            lose = max(lose, number(slope["lose"]))
        elif beyond > 0:
            cost += steps(beyond) * number(slope["lose"])
    return max(NOTHING, number(rule["full"]) - cost - steps(short) * lose)


def span_of_all(rule: Spec) -> Span:
    """What a rule could give when nothing is known."""
    if rule["rule"] in {"bands", "grades"}:
        return min(table(rule)), max(table(rule))
    return NOTHING, unrounded_full(rule, 0)
