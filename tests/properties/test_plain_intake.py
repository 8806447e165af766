"""Evidence that speaks plainly is taken as the careful reading takes it, or left to that reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from evalcore import intake_plain
from evalcore.engines import scalar
from evalcore.errors import EngineDisagreement, InputError
from evalcore.evidence import read_evidence
from evalcore.intake import Inputs, take_in
from evalcore.intake_plain import take_in_plainly
from evalcore.loader import load_standard
from evalcore.plan import Plan
from evalcore.readings import Readings
from evalcore.scoring import decide, plan_for, score
from evalcore.standard import Quantity, Standard
from evalcore.truth import NO, YES
from tests.properties import points_generate
from tests.properties.scored import Spec, answered, pairs


class Count(IntEnum):
    TWO = 2


class Text(str):
    """What other libraries make of text."""

    __slots__ = ()


TYPES: Spec = {
    "count": {}, "number": {"min": -2}, "percentage": {}, "money": {"max": 100}, "boolean": {}, "document": {}, "date": {},
    "choice": {"choices": ["甲", "乙"]}, "rating": {"choices": ["好", "差"]}, "text": {},
}  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2, -2, 100, 101, 10**15, 10**16, 10**400, 0.0, -0.0, 0.1, 0.3, 0.1 + 0.2, 47.7, 1 / 3, 2.5, 3.0,
    0.00001, 1e15, 1e22, 1e300, float("nan"), float("inf"), Decimal("1.5"), Fraction(1, 2), Count.TWO, "", " ", "1", "8.9万", "90%以上",
    "是", "否", "有", "无", " None ", "yes", "no", "工作通知", "无\x00", "工作\x00通知", "\ud800", Text("通知"),
    "甲", " 甲", "好", "2011-02-01", date(2011, 2, 1), datetime(2011, 2, 1, tzinfo=UTC),
    [1], [], (), {}, {"value": 1}, {"masked": None}, b"1", object(),
]  # fmt: skip


def simple(per: str | None = None) -> Standard:
    """One field of each type, each read by an indicator, and one field of each that nothing reads."""
    reads = {
        "boolean": "{}",
        "document": "has({})",
        "date": '{} >= date("2011-01-01")',
        "choice": '{} == "甲"',
        "rating": '{} == "好"',
    }
    numeric = "last({}) >= 1" if per else "{} >= 1"
    quantities = {f"a_{name}": {"label": name, "type": name, **more} for name, more in TYPES.items()}
    if per:
        quantities = {name: {**each, "per": per} for name, each in quantities.items() if name in ("a_count", "a_money")}
    asked = {name: reads.get(name[2:], numeric).format(name) for name in quantities if name != "a_text"}
    asked["dated"] = "dated >= fixed"
    others = {f"other{name}": {**each, "label": f"另{name}"} for name, each in quantities.items()}
    return load_standard({
        "evalcore": "1", "id": "plain", "edition": "1", "title": "各种类型", "kind": "conditions", "subject": "区",
        "window": {"from": "2011-01-01", "to": "2011-12-31"},
        "parameters": {"fixed": {"label": "定数", "type": "count", "value": 5, "authority": "stated"}},
        "evidence": {"dated": {"label": "当年数", "type": "count", "in_window": "must"}, **quantities, **others},
        "indicators": [{"id": name, "title": name, "authority": "stated", "met": met} for name, met in asked.items()],
    })  # fmt: skip


def careful(plan: Plan, evidence: Spec) -> Inputs | None:
    """As the careful reading takes it; None when that refuses its form."""
    try:
        return take_in(plan, read_evidence(plan.standard, evidence))
    except InputError:
        return None


def agrees(plan: Plan, evidence: Spec) -> bool:
    """What is taken plainly is what the careful reading takes; whether anything was."""
    plain, full = take_in_plainly(plan, evidence), careful(plan, evidence)
    if plain is None:
        return False
    assert full is not None, evidence
    assert plain.exact == full.exact, evidence
    assert (plain.slots, plain.findings) == (full.slots, full.findings), evidence
    return True


@pytest.mark.parametrize("name", TYPES)
def test_every_kind_of_value_for_every_type(name: str) -> None:
    plan = plan_for(simple())
    taken = [value for value in VALUES if agrees(plan, {"evidence": {f"a_{name}": value}})]
    assert any(value is not None for value in taken)
    for value in VALUES:
        agrees(plan, {"evidence": {f"othera_{name}": value}})


@pytest.mark.parametrize("name", ["count", "money"])
def test_values_by_period(name: str) -> None:
    plan = plan_for(simple("year"), (2010, 2011))
    entries: list[Any] = [
        None, 1, [], {}, {2010: 1, 2011: 0}, {"2010": 1, "2011": 2}, {2011: 1, "2011": 2},
        {2011: 1, "2011": None}, {2009: 5}, {2010: None}, {2010: [1]},
        {"2010-01": 1}, {2010: 1, "x": 2}, {2010: "8.9万"}, {2010: 1.5},
    ]  # fmt: skip
    taken = [entry for entry in entries if agrees(plan, {"years": [2010, 2011], "evidence": {f"a_{name}": entry}})]
    assert {2010: 1, 2011: 0} in taken
    for entry in entries:
        agrees(plan, {"years": [2010, 2011], "evidence": {f"othera_{name}": entry}})


@pytest.mark.parametrize(
    "evidence",
    [
        {}, {"evidence": None}, {"evidence": []}, {"evidence": {"a_cuont": 1}}, {"evidence": {"ａ_count": 1}}, {"evidence": {1: 1}},
        {"standard": "plain"}, {"standard": "other"}, {"standard": None}, {"subject": 5}, {"subject": ["x"]}, {"area": 1},
        {"years": 2011}, {"years": [2011.0]}, {"years": []}, {"years": [1, 2]}, {"years": [2011, 2010, 2011]}, {"parameters": {}},
        {"parameters": {"fixed": 1}}, {"parameters": {"fixed": None}}, {"evidence": {"dated": 7}}, {"evidence": {"dated": None}},
        {"excused": {}}, {"prefer": ["年鉴"], "evidence": {"a_count": 1}}, {"closed": None},
    ],
)  # fmt: skip
def test_every_form_of_file(evidence: Spec) -> None:
    standard = simple()

    def outcome(confirmed: bool) -> object:
        try:
            return score(standard, evidence, confirmed=confirmed).answers
        except InputError as error:
            return [problem.code for problem in error.problems]

    assert outcome(confirmed=False) == outcome(confirmed=True)


# -- generated standards -----------------------------------------------------------------------------------------------


def refiled(plan: Plan, evidence: Spec) -> Spec | None:
    """What the careful reading made of evidence, filed again as other software would; None where its form is refused."""
    full = careful(plan, evidence)
    if full is None:
        return None
    filed: Spec = {"evidence": {}, "parameters": {}}
    if plan.years and plan.standard.cycle is None:
        filed["years"] = list(plan.years)
    readings = Readings(plan.standard, full.readings.evidence, plan.years)  # before relations spoil any
    for key in full.readings.evidence.claims:
        reading, of_field = readings[key], key.role == "field"
        quantity: Quantity = (plan.standard.evidence if of_field else plan.standard.parameters)[key.id]
        value = as_python(quantity, reading.truth, reading.exact)
        section = filed["evidence" if of_field else "parameters"]
        if value is not None and key.period is None:
            section[key.id] = value
        elif value is not None:
            section.setdefault(key.id, {})[key.period] = value
    return filed


def as_python(quantity: Quantity, truth: int, exact: Fraction | None) -> Any:
    """A value as other software hands it over; None where there is no single one."""
    if quantity.type in ("boolean", "document"):
        yes = "工作通知" if quantity.type == "document" else True
        return {YES: yes, NO: False}.get(truth)
    if exact is None or quantity.type == "items":
        return None
    if quantity.type == "date":
        return date.fromordinal(int(exact))
    if quantity.choices:
        return quantity.choices[int(exact)]
    return exact.numerator if exact.denominator == 1 else float(exact)


def generated(seed: int) -> Iterator[tuple[Standard, Spec]]:
    spec = points_generate.standards(seed)
    standard = load_standard(spec)
    yield from ((standard, each) for each in points_generate.evidences(spec, Random(seed), 20))
    yield from ((standard, each) for _, standard, each in pairs(seed, 20))


def taken_of_generated(seed: int) -> list[bool]:
    """Whether each evidence, filed again, was taken plainly; as it is, and again, it scores as by the careful reading."""
    taken = []
    for standard, evidence in generated(seed):
        filed = read_evidence(standard, evidence)
        plan = plan_for(standard, filed.years, closing=filed.closed is not None)
        expected = decide(plan, take_in(plan, filed), confirmed=False)
        assert answered(score(standard, evidence, confirmed=False)) == answered(expected), evidence
        open_plan = plan_for(standard, filed.years)
        again = refiled(open_plan, evidence)
        if again is not None:
            taken.append(agrees(open_plan, again))
    return taken


@pytest.mark.parametrize("start", range(0, 20, 4))
def test_generated_evidence(start: int) -> None:
    taken = [each for seed in range(start, start + 4) for each in taken_of_generated(seed)]
    assert sum(taken) > len(taken) / 10  # the standards are made of entanglements


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20, 200))
def test_more_generated_evidence(seed: int) -> None:
    taken_of_generated(seed)


# -- what is read later ------------------------------------------------------------------------------------------------


def test_evidence_may_change_after_it_was_taken() -> None:
    years: dict[int, int] = {2010: 0, 2011: 1}
    evidence: Spec = {"years": [2010, 2011], "evidence": {"a_count": years}}
    card = score(simple("year"), evidence, confirmed=False)
    years[2011] = 0
    evidence["evidence"]["a_money"] = {2011: 1}
    assert [gap.indicator.id for gap in card.gaps] == ["a_money", "dated"]
    assert "2010" in str(card.inputs.readings.evidence.claims)


def test_a_difference_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(intake_plain._READERS, "count", lambda _: lambda value: int(str(value)) + 1)
    plan = plan_for(simple())
    inputs = take_in_plainly(plan, {"evidence": {"a_count": 0}})
    assert inputs is not None
    assert inputs.exact is not None
    assert scalar.prepare(plan)(inputs.exact)
    with pytest.raises(EngineDisagreement, match="plain intake and intake disagree"):
        _ = inputs.findings
