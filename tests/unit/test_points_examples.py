"""The examples that points were asked to get right, on every reading (score confirms)."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from evalcore.loader import load_standard
from evalcore.results import PointsRecord, ScorecardRecord
from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from tests.properties import points_generate

YES = {"label": "是", "type": "boolean"}
COUNT = {"label": "数", "type": "count"}


def leaf(id_: str, points: Any, met: str | None = "yes", **more: Any) -> dict[str, Any]:
    asked = {"met": met} if met else {}
    return {"id": id_, "title": id_, "authority": "stated", "points": points, **asked, **more}


def scored(total: Any, evidence: dict[str, Any], line: Any = 1, **parts: Any) -> Scorecard:
    spec = {
        "evalcore": 1, "id": "example", "edition": 1, "title": "例", "kind": "points", "subject": "区", "total": total,
        "levels": [{"id": "pass", "title": "达标", "from": line}], "pass_level": "pass",
        "evidence": {"yes": YES, "no": YES, "safe": YES, "n": COUNT, "m": COUNT}, **parts,
    }  # fmt: skip
    return score(load_standard(spec), {"evidence": {"yes": "是", "no": "否", **evidence}})


def test_a_tenth_three_times_plus_seven_tenths_is_one() -> None:
    card = scored(1, {}, indicators=[leaf(str(i), p) for i, p in enumerate(("0.1", "0.1", "0.1", "0.7"))])
    assert card.score is not None
    assert card.score.low == 1
    assert card.level is not None


def test_a_veto_refuses_and_the_hundred_points_still_show() -> None:
    card = scored(100, {"safe": "否"}, 95, indicators=[leaf("1", 100), leaf("2", 0, "safe", veto="refuse")])
    assert card.score is not None
    assert card.score.low == 100
    assert (card.verdict, card.fired["2"]) == ("unmet", "yes")


def test_an_undecided_veto_leaves_the_outcome_open() -> None:
    card = scored(100, {}, 95, indicators=[leaf("1", 100), leaf("2", 0, "safe", veto="refuse")])
    assert card.verdict == "unknown"


def test_940_of_1000_with_one_criterion_under_its_line_does_not_pass() -> None:
    first = {"id": "A", "title": "甲", "indicators": [leaf("A1", 900)]}
    second = {"id": "B", "title": "乙", "entry_line": 60, "indicators": [leaf("B1", 40), leaf("B2", 60, "no")]}
    card = scored(1000, {}, 850, criteria=[first, second])
    assert card.score is not None
    assert card.score.low == 940
    assert (card.verdict, card.verdicts["B"], card.refused) == ("unmet", "unmet", "yes")


def test_what_a_bonus_loses_is_shown_at_each_cap() -> None:
    inner = {"id": "B2", "title": "信息", "each": "1", "count": "m", "most": 2}
    items = [{"id": "B1", "title": "表彰", "each": "3", "count": "n"}, inner]
    card = scored(100, {"n": 4, "m": 5}, indicators=[leaf("1", 100)], bonus={"cap": 10, "items": items})
    assert {loss.about: (loss.asked.low, loss.effective.low, loss.change) for loss in card.record.losses} == {
        "B2": ("5", "2", "-3"),
        "bonus": ("14", "10", "-4"),
    }
    assert card.score is not None
    assert card.score.low == 110


def test_three_rescaled_criteria_and_forty_are_exactly_eighty() -> None:
    criteria: list[dict[str, Any]] = [
        {"id": c, "title": c, "indicators": [leaf(f"{c}1", 10), leaf(f"{c}2", 5, "no"), leaf(f"{c}3", 5, applies="no")]}
        for c in "ABC"
    ]
    criteria.append({"id": "D", "title": "丁", "indicators": [leaf("D1", 40)]})
    card = scored(100, {}, 80, criteria=criteria, not_applicable="rescale")
    assert card.score is not None
    assert card.score.low == 80
    assert card.level is not None


@pytest.mark.parametrize(("steps", "points"), [("whole", "9.5"), ("pro_rata", "9.1"), ("started", "9")])
def test_a_shortfall_of_1_8_by_step_mode(steps: str, points: str) -> None:
    rule = {"rule": "linear", "full": 10, "of": "0.1 * n", "target": "90", "per": 1, "lose": "0.5", "steps": steps,
            "measure": "points"}  # fmt: skip
    card = scored(10, {"n": 882}, indicators=[leaf("1", rule, None)])
    assert card.points["1"].low == Fraction(points)


@pytest.mark.parametrize(
    "rule",
    [
        {
            "rule": "each_year",
            "combine": "mean",
            "points": {"rule": "parts", "parts": [{"when": "y >= 1", "points": 10}]},
        },
        {"rule": "growth", "full": 10, "of": "y", "years": 2, "strict": True, "points": {0: 10, 1: 0}},
    ],
    ids=["each_year", "growth"],
)
def test_points_by_year_wait_for_whoever_says_which_years(rule: dict[str, Any]) -> None:
    evidence = {"y": {"label": "年次数", "type": "count", "per": "year"}}
    spec = {
        "evalcore": 1, "id": "example", "edition": 1, "title": "例", "kind": "points", "subject": "区", "total": 10,
        "levels": [{"id": "pass", "title": "达标", "from": 5}], "pass_level": "pass", "evidence": evidence,
        "indicators": [leaf("1", rule, None)],
    }  # fmt: skip
    card = score(load_standard(spec), {"evidence": {}})
    assert [(item.owner, [lack.reason for lack in item.lacks]) for item in card.awaiting] == [("issuer", ["no_years"])]
    assert not card.gaps


# --- the printed page adds up -----------------------------------------------------------------------------------------


def amount(points: PointsRecord | None) -> Fraction:
    assert points is not None
    assert points.low is not None
    return Fraction(points.low)


def rows_under(record: ScorecardRecord, parent: str | None) -> list[tuple[Fraction, Fraction]]:
    """Weight and points of everything directly under a criterion, or at the top."""
    criteria = [(row.weight, row.points) for row in record.criteria if row.parent == parent]
    leaves = [(row.weight, row.points) for row in record.indicators if row.criterion == parent]
    return [(Fraction(weight or 1), amount(points)) for weight, points in (*criteria, *leaves)]


@pytest.mark.parametrize("seed", range(40))
def test_every_sum_shown_is_the_sum_of_the_rows_shown(seed: int) -> None:
    spec = points_generate.standards(seed)
    standard = load_standard(spec)
    for evidence in points_generate.evidences(spec, Random(seed), 6):
        evidence.pop("closed", None)
        record = score(standard, evidence, confirmed=False).record
        if record.score is None or record.score.low != record.score.high:
            continue
        lost: dict[str, Fraction] = {}
        for loss in record.losses:
            lost[loss.about] = lost.get(loss.about, Fraction(0)) + Fraction(loss.change or 0)
        rows = [(row.id, row.points) for row in record.criteria] + [(row.id, row.points) for row in record.indicators]
        settled = {key for key, points in rows if points and points.low == points.high}
        for row in record.criteria:
            below = [each.id for each in record.criteria if each.parent == row.id]
            below += [each.id for each in record.indicators if each.criterion == row.id]
            if not settled.issuperset([row.id, *below]):
                continue
            shown = sum((w * points for w, points in rows_under(record, row.id)), Fraction(0))
            assert shown + lost.get(row.id, Fraction(0)) == amount(row.points), row.id
        for item in record.adjustments:
            inner = [each.points for each in record.adjustments if each.parent == item.id]
            if inner and all(points.low == points.high for points in (item.points, *inner)):
                assert sum(map(amount, inner)) + lost.get(item.id, Fraction(0)) == amount(item.points), item.id
        lists = {item.id: item.points for item in record.adjustments if item.parent is None}
        top = sum((w * points for w, points in rows_under(record, None)), Fraction(0))
        if all(points.low == points.high for points in lists.values()):
            whole = top + sum(
                (amount(points) * (-1 if key == "penalties" else 1) for key, points in lists.items()), Fraction(0)
            )
            vetoes = [veto.deducts for veto in record.vetoes if veto.deducts]
            unknown = any(loss.about == "" and loss.change is None for loss in record.losses)
            if not unknown and all(points.low == points.high for points in vetoes):
                whole -= sum(map(amount, vetoes), Fraction(0))
                assert whole + lost.get("", Fraction(0)) == amount(record.score)


def test_a_group_that_takes_the_highest_says_what_the_others_lost() -> None:
    items = [
        {"id": "B2", "title": "国家级", "points": 6, "when": "yes"},
        {"id": "B3", "title": "省级", "points": 4, "when": "yes"},
    ]
    group = {"id": "B1", "title": "表彰", "take": "highest", "cap": 5, "items": items}
    card = scored(100, {}, indicators=[leaf("1", 100)], bonus={"items": [group]})
    assert [(loss.about, loss.reason, loss.asked.low, loss.effective.low) for loss in card.record.losses] == [
        ("B1", "highest", "10", "6"),
        ("B1", "cap", "6", "5"),
    ]


def test_a_penalty_of_any_size_is_no_number() -> None:
    items = [{"id": "P1", "title": "事故", "each": 5, "count": "n"}]
    record = scored(100, {}, indicators=[leaf("1", 100)], penalties={"items": items}).record
    assert [(loss.asked.low, loss.effective.low) for loss in record.losses] == [(None, "0")]
