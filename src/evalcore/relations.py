"""The evidence judged against itself: the relations of a standard, on the evidence as filed.

A relation holds, does not, or cannot be judged while something it reads is absent or could go either way. What it means
is in `docs/standard.md`, section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal, NamedTuple

from evalcore.conditions.expressions import names
from evalcore.engines import trace
from evalcore.evidence import Claim, Key
from evalcore.figures import shown
from evalcore.findings import Finding, Severity, of_relation
from evalcore.graph import needed
from evalcore.headers import squeezed
from evalcore.intervals import Interval, times
from evalcore.plan import Plan
from evalcore.rates import fit
from evalcore.readings import Readings, said
from evalcore.standard import Plausible, Relation
from evalcore.truth import ABSENT, NO, YES, Truth

# Mistakes in writing a unit that are seen: 千元 for 元, 万元 for 元, a digit too many.
_FACTORS = (10, 100, 1000, 10_000)


class Judgement(NamedTuple):
    """Whether a relation holds; how to say that it does not; a note where it only nearly does."""

    truth: Truth
    code: str = "relation-broken"
    params: Mapping[str, object] = {}
    note: bool = False


class Judged(NamedTuple):
    """All relations: findings, the fields that those broken spoil, and the ids of those that cannot be judged."""

    findings: tuple[Finding, ...]
    spoiled: frozenset[str]
    not_judged: tuple[str, ...]


def judge(plan: Plan, readings: Readings, slots: Sequence[trace.Value]) -> Judged:
    """Judge every relation of a plan's standard. `slots` are the plan's slots as filed."""
    found: list[Finding] = []
    spoiled: set[str] = set()
    not_judged: list[str] = []
    conditions = _conditions(plan, slots)
    for relation in plan.standard.relations:
        judgement = _JUDGES[_kind(relation)](plan, readings, relation, conditions)
        if judgement.truth == ABSENT:
            not_judged.append(relation.id)
        elif judgement.truth == NO or judgement.note:
            severity: Severity = relation.severity if judgement.truth == NO else "note"
            named = fields_of(plan, relation)
            found.append(of_relation(readings, relation, named, severity, judgement.code, judgement.params))
            spoiled.update(relation.spoils if judgement.truth == NO else ())
    return Judged(tuple(found), frozenset(spoiled), tuple(not_judged))


def fields_of(plan: Plan, relation: Relation) -> tuple[str, ...]:
    """The fields that a relation names, in the order of its text."""
    trees = plan.trees.get(f"relation {relation.id}", {})
    read = [name.id for tree in trees.values() for name in names(tree) if name.kind == "field"]
    usual = relation.plausible
    named = [relation.stated, *read, *relation.distinct, *((usual.of, usual.by) if usual else ())]
    return tuple(dict.fromkeys(name for name in named if name is not None))


def _kind(relation: Relation) -> str:
    return next(kind for kind in _JUDGES if getattr(relation, kind))


# --- conditions -------------------------------------------------------------------------------------------------------


def _conditions(plan: Plan, slots: Sequence[trace.Value]) -> Mapping[str, Truth]:
    """The truth of each relation that is a condition, from the graph."""
    if not plan.relations:
        return {}
    wanted = plan.prepared.get("relations")
    if wanted is None:
        wanted = plan.prepared["relations"] = needed(plan.nodes, plan.relations.values())
    values = trace.run(plan.nodes, slots, wanted)
    return {name: truth for name, node in plan.relations.items() if isinstance(truth := values[node], int)}


def _holds(plan: Plan, readings: Readings, relation: Relation, conditions: Mapping[str, Truth]) -> Judgement:  # noqa: ARG001
    return Judgement(conditions[relation.id])


# --- a figure that is stated and can be computed ------------------------------------------------------------------------


def _computed(plan: Plan, readings: Readings, relation: Relation, conditions: Mapping[str, Truth]) -> Judgement:  # noqa: ARG001
    """Each stated figure against what its parts come to, at the digits it shows; rounded parts may shift the sum."""
    tree = plan.trees[f"relation {relation.id}"]["computed",]
    stated = readings[Key("field", str(relation.stated))]
    amount = readings.amount(tree)
    if amount is None or stated.values is None:
        return Judgement(ABSENT)
    exact = amount.exact
    params = {"computed": exact}
    declared = readings.standard.evidence[str(relation.stated)]
    if stated.values == Interval(declared.low, declared.high):  # 约30万 says nothing that could be wrong
        return Judgement(ABSENT)
    slack = _half_digit(readings, Key("field", str(relation.stated)))
    if _is_sum(plan, relation):
        slack += sum(_half_digit(readings, Key("field", name.id)) for name in names(tree) if name.kind == "field")
    fits = {_fitting(claim, amount, slack) for claim in stated.taken}
    if fits == {NO}:
        return Judgement(NO, "relation-computed" if exact is not None else "relation-computed-range", params)
    if fits & {NO, ABSENT}:
        return Judgement(ABSENT)
    return Judgement(YES, "relation-computed-cut", params, note="cut" in fits)


def _fitting(claim: Claim, amount: Interval, slack: Fraction) -> Truth | Literal["cut"]:
    """Whether a stated figure can be what was computed: `cut` where only cutting its digits explains it."""
    values = claim.value.values
    assert values is not None
    if amount.exact is None or values.exact is None:
        return _within(amount, values)
    found = fit(claim.value, amount.exact)
    if found == "cut":
        return "cut"
    return YES if found != "contradicts" or abs(values.exact - amount.exact) <= slack else NO


def _is_sum(plan: Plan, relation: Relation) -> bool:
    """Whether only sums are formed: there the rounding of the parts adds up, elsewhere it would be multiplied."""
    return all(node.op != "mul" for node in plan.trees[f"relation {relation.id}"]["computed",].walk())


def _half_digit(readings: Readings, key: Key) -> Fraction:
    """Half of the last digit shown; nothing for counts written out, which nobody rounds."""
    quantity = readings.standard.evidence[key.id]
    steps = [claim.value.step for claim in readings[key].taken if claim.value.step is not None]
    step = max(steps, default=Fraction(0))
    return Fraction(0) if quantity.type == "count" and step <= 1 else step / 2


def _within(one: Interval, other: Interval) -> Truth:
    """NO when two ranges have nothing in common, YES when the one lies within the other, else it cannot be said."""
    both = one.within(other)
    return NO if both.empty else YES if both == one else ABSENT


# --- one paper for two requirements ------------------------------------------------------------------------------------


def _distinct(plan: Plan, readings: Readings, relation: Relation, conditions: Mapping[str, Truth]) -> Judgement:  # noqa: ARG001
    """No document, meeting or record stands for two of the fields."""
    filed = [dict(_marks(readings, name)) for name in relation.distinct]
    for one, other in combinations(filed, 2):
        if shared := one.keys() & other.keys():
            return Judgement(NO, "relation-same", {"shared": "、".join(sorted(one[mark] for mark in shared))})
    return Judgement(YES if all(filed) else ABSENT)


def _marks(readings: Readings, name: str) -> Iterator[tuple[object, str]]:
    """What tells one paper from another, and how it is shown: number, else title and date; a day; a record's cells."""
    quantity = readings.standard.evidence[name]
    for claim in readings[Key("field", name)].taken:
        value, origin = claim.value, claim.origin
        if claim.records is not None:
            for record in claim.records:
                raws = [cell.value.raw or "" for cell in record.values()]
                yield tuple(sorted((column, str(said(cell))) for column, cell in record.items())), "，".join(raws)
        elif quantity.type == "document" and value.truth == YES:
            paper = (
                ("number", squeezed(origin.number)) if origin.number else ("title", squeezed(value.raw), origin.date)
            )
            yield paper, origin.number or str(value.raw)
        elif value.values is not None and value.values.exact is not None:
            yield value.values.exact, str(value.raw)


# --- usual ranges -----------------------------------------------------------------------------------------------------


def _plausible(plan: Plan, readings: Readings, relation: Relation, conditions: Mapping[str, Truth]) -> Judgement:  # noqa: ARG001
    """A figure, or what it comes to for each of another, within the usual range."""
    usual = relation.plausible
    assert usual is not None
    figure = _figure(readings, usual)
    if figure is None:
        return Judgement(ABSENT)
    span = Interval(usual.min, usual.max)
    exact = figure.exact
    if exact is None:
        return Judgement(_within(figure, span), "relation-implausible")
    params: dict[str, object] = {"figure": exact, "min": _end(usual.min), "max": _end(usual.max)}
    if exact in span:
        return Judgement(YES)
    factor = next((f"÷ {f}" for f in _FACTORS if exact / f in span), None)
    factor = factor or next((f"× {f}" for f in _FACTORS if exact * f in span), None)
    code = "relation-implausible-unit" if factor else "relation-implausible-figure"
    return Judgement(NO, code, params | ({"factor": factor} if factor else {}))


def _figure(readings: Readings, usual: Plausible) -> Interval | None:
    of = readings[Key("field", usual.of)].values
    if usual.by is None or of is None:
        return of
    by = readings[Key("field", usual.by)].values
    if by is None or by.exact == 0 or by.low is None or by.low < 0 or of.low is None or of.low < 0:
        return None
    if by.exact is not None:
        return times(1 / by.exact, of)
    low = Fraction(0) if by.high is None else of.low / by.high
    high = None if of.high is None or by.low == 0 else of.high / by.low
    return Interval(low, high, of.low_open or by.high_open, of.high_open or by.low_open)


def _end(bound: Fraction | None) -> str:
    return "…" if bound is None else shown(bound)


_JUDGES: dict[str, Callable[[Plan, Readings, Relation, Mapping[str, Truth]], Judgement]] = {
    "holds": _holds,
    "computed": _computed,
    "distinct": _distinct,
    "plausible": _plausible,
}
