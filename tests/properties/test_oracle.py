"""The oracle against examples worked out by hand from the pages it was written from."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.properties.oracle import judge

FIELDS: dict[str, Any] = {
    "members": {"label": "会员数", "type": "count", "unit": "人"},
    "workers": {"label": "职工数", "type": "count", "unit": "人"},
    "elders": {"label": "老年人口", "type": "count", "unit": "人", "max": 1000},
    "fund": {"label": "经费", "type": "money"},
    "index": {"label": "指数", "type": "number"},
    "coverage": {"label": "覆盖率", "type": "percentage"},
    "joined": {"label": "入会率", "type": "percentage", "part": "members", "whole": "workers"},
    "joined_by_parts": {
        "label": "入会率", "type": "percentage", "part": "members", "whole": "workers", "decided_by": "parts",
    },
    "joined_or_full": {
        "label": "入会率", "type": "percentage", "part": "members", "whole": "workers", "when_empty": "full",
    },
    "joined_or_none": {
        "label": "入会率", "type": "percentage", "part": "members", "whole": "workers", "when_empty": "not_applicable",
    },
    "posted": {"label": "公示", "type": "boolean"},
    "plan": {"label": "年度计划", "type": "document"},
    "founded": {"label": "成立日期", "type": "date"},
    "manner": {"label": "作风", "type": "rating", "choices": ["差", "一般", "好"]},
    "渠道": {"label": "渠道", "type": "choice", "choices": ["甲", "乙", "丙"]},
    "meetings": {"label": "会议", "type": "count", "per": "year"},
    "paid": {"label": "收缴率", "type": "percentage", "per": "year"},
    "visits": {"label": "走访", "type": "count", "per": "quarter"},
    "Ａ类数": {"label": "甲类", "type": "count"},
    "unions": {
        "label": "基层工会",
        "type": "items",
        "columns": {
            "size": {"label": "人数", "type": "count"},
            "budget": {"label": "预算", "type": "money"},
            "ready": {"label": "已建", "type": "boolean"},
        },
    },
}  # fmt: skip
PARAMETERS = {"term": {"label": "届期", "type": "count", "authority": "上级工会"}}


def standard(met: str, **keys: Any) -> dict[str, Any]:
    return {
        "kind": "conditions",
        "evidence": FIELDS,
        "parameters": PARAMETERS,
        "cycle": {"years": [2010, 2011]},
        "window": {"from": "2010-01-01", "to": "2011-12-31"},
        "indicators": [{"id": "1", "authority": "stated", "met": met}],
    } | keys


def verdict(met: str, **evidence: Any) -> str:
    return str(judge(standard(met), {"evidence": evidence})["indicators"]["1"])


CASES: list[tuple[str, dict[str, Any], str]] = [
    # One value, and the boundary
    ("members >= 90", {"members": 90}, "met"),
    ("members > 90", {"members": "９０人"}, "unmet"),
    ("members >= 90", {}, "unknown"),
    ("members >= 90", {"members": {"masked": "9*"}}, "unknown"),
    ("members >= 90", {"members": ""}, "unknown"),
    ("members >= 12000", {"members": "1.2万"}, "met"),
    ("members >= 12000", {"members": "12,000"}, "met"),
    ("members >= 1000000000000000000000000000001", {"members": 10**30}, "unmet"),
    ("index == 0.3", {"index": 0.1 + 0.2}, "unmet"),
    ("index == 0.30000000000000004", {"index": 0.1 + 0.2}, "met"),
    ("0.1 * index == 0.03", {"index": "0.3"}, "met"),
    ("60 <= coverage < 90", {"coverage": 60}, "met"),
    ("60 <= coverage < 90", {"coverage": "90％"}, "unmet"),
    ("A类数 >= 1", {"Ａ类数": 1}, "met"),
    # Outside the bounds, or of the wrong type
    ("coverage >= 90", {"coverage": 101}, "unknown"),
    ("elders >= 90", {"elders": 1001}, "unknown"),
    ("members >= 1", {"members": "12.5"}, "unknown"),
    ("members >= 0", {"members": -1}, "unknown"),
    # Intervals
    ("members >= 120", {"members": "120余"}, "met"),
    ("members > 120", {"members": "120余"}, "unknown"),
    ("members > 120", {"members": "超过120"}, "met"),
    ("members >= 121", {"members": "超过120"}, "met"),
    ("fund >= 120.01", {"fund": "超过120元"}, "unknown"),
    ("members < 3000", {"members": "近3000"}, "met"),
    ("members >= 3000", {"members": "近3000"}, "unmet"),
    ("members < 2999", {"members": "近3000"}, "unknown"),
    ("coverage >= 90", {"coverage": "90%以上"}, "met"),
    ("coverage <= 100", {"coverage": "90%以上"}, "met"),
    ("coverage == 95", {"coverage": "90%以上"}, "unknown"),
    ("coverage != 85", {"coverage": "90%以上"}, "met"),
    ("elders <= 1000", {"elders": "约300"}, "met"),
    ("elders <= 300", {"elders": "约300"}, "unknown"),
    ("members + workers >= 210", {"members": "120余", "workers": 90}, "met"),
    ("members - workers >= 30", {"members": "120余", "workers": "90以下"}, "met"),
    ("members - workers >= 31", {"members": "120余", "workers": "90以下"}, "unknown"),
    ("members - members == 0", {"members": "120余"}, "met"),
    # Several sources
    ("members >= 90", {"members": [{"value": 95}, {"value": "若干"}]}, "met"),
    ("members >= 90", {"members": [{"value": 95}, {"value": 90}]}, "met"),
    ("members > 90", {"members": [{"value": 95}, {"value": 90}]}, "unknown"),
    ("members == 92", {"members": [{"value": 95}, {"value": 90}]}, "unknown"),
    ("members >= 90", {"members": [{"value": 95}, {"missing": "未报"}]}, "met"),
    ("posted", {"posted": [{"value": "是"}, {"value": "否"}]}, "unknown"),
    ("has(plan)", {"plan": [{"document": "计划"}, {"none": True}]}, "unknown"),
    ('渠道 in ("甲", "乙")', {"渠道": [{"value": "甲"}, {"value": "乙"}]}, "met"),
    ('渠道 not in ("甲", "乙")', {"渠道": [{"value": "甲"}, {"value": "丙"}]}, "unknown"),
    ('founded == date("2010-01-02")', {"founded": [{"value": "2010-01-01"}, {"value": "2010-01-03"}]}, "unmet"),
    # Booleans, documents, choices, dates
    ("posted", {"posted": "有"}, "met"),
    ("not posted", {"posted": "no"}, "met"),
    ("has(plan)", {"plan": "年度计划"}, "met"),
    ("has(plan)", {"plan": "无"}, "unmet"),
    ("has(plan)", {"plan": {"document": "计划", "date": "2011年12月31日"}}, "met"),
    ("has(plan)", {"plan": {"document": "计划", "date": "2012.1.1"}}, "unknown"),
    ('manner >= "一般"', {"manner": "好"}, "met"),
    ('manner > "一般"', {"manner": "一般"}, "unmet"),
    ('manner >= "一般"', {"manner": [{"value": "差"}, {"value": "好"}]}, "unknown"),
    ('manner == "好"', {"manner": "优"}, "unknown"),
    ('add_years(founded, 1) == date("2009-02-28")', {"founded": "2008-02-29"}, "met"),
    ('add_years(founded, 4) == date("2012-02-29")', {"founded": "2008.2.29"}, "met"),
    ('add_years(founded, term) >= date("2011-01-01")', {"founded": "2008-02-29"}, "unknown"),
    # Rates
    ("rate(members, workers) >= 90", {"members": 9, "workers": 10}, "met"),
    ("rate(members, workers) >= 66.67", {"members": 2, "workers": 3}, "unmet"),
    ("rate(members, workers) >= 0", {"members": 0, "workers": 0}, "unknown"),
    ('rate(members, workers, when_empty="full") >= 100', {"members": 0, "workers": 0}, "met"),
    ("rate(members, workers) >= 90", {"members": 1, "workers": 0}, "unknown"),
    ("rate(members, workers) >= 90", {"members": 11, "workers": 10}, "unknown"),
    ("rate(members, workers, above_100=True) >= 110", {"members": 11, "workers": 10}, "met"),
    ("rate(members, workers) >= 90", {"members": "90以下", "workers": 100}, "unknown"),
    ("rate(members, workers) <= 90", {"members": "90以下", "workers": 100}, "met"),
    ("rate(members, workers) >= 90", {"members": 90, "workers": "100余"}, "unknown"),
    ("rate(members, workers) > 90", {"members": 90, "workers": "100余"}, "unmet"),
    ("rate(members, workers) >= 80", {"members": "90余", "workers": 100}, "unknown"),  # may be above its whole
    ("joined >= 90", {"joined": "95%"}, "unknown"),  # a claim
    ("joined >= 66.67", {"members": 2, "workers": 3, "joined": "66.67"}, "unmet"),  # fits, and the parts decide
    ("joined >= 66.6", {"members": 2, "workers": 3, "joined": "66.6%"}, "met"),  # fits when cut
    ("joined >= 66.6", {"members": 2, "workers": 3, "joined": "66.5"}, "unknown"),
    ("joined >= 66", {"members": 2, "workers": 3, "joined": "66.5"}, "met"),
    ("joined_by_parts >= 66.6", {"members": 2, "workers": 3, "joined_by_parts": "66.5"}, "met"),
    ("joined == 90", {"members": 80, "workers": 100, "joined": "95"}, "unknown"),
    ("joined_or_full == 100", {"members": 0, "workers": 0}, "met"),
    ("joined_or_none >= 90", {"members": 0, "workers": 0}, "not_applicable"),
    ("joined_or_none >= 90 or posted", {"members": 0, "workers": 0, "posted": "是"}, "not_applicable"),
    ("joined_or_none >= 90 or posted", {"members": 9, "workers": 10}, "met"),
    ("joined_or_none >= 90 or posted", {"workers": 0, "posted": "是"}, "unknown"),
    # Kleene
    ("posted and members >= 90", {"members": 1}, "unmet"),
    ("posted or members >= 90", {"members": 1}, "unknown"),
    ("not (posted or members >= 90)", {"members": 90}, "unmet"),
    ("at_least(2, posted, has(plan), members >= 1)", {"members": 1, "plan": "计划"}, "met"),
    ("at_least(2, posted, has(plan), members >= 1)", {"members": 1}, "unknown"),
    ("at_least(2, posted, has(plan), members >= 1)", {"members": 0, "plan": False}, "unmet"),
    # Periods
    ("every_year(meetings >= 1)", {"meetings": {2010: 1, 2011: 1}}, "met"),
    ("every_year(meetings >= 1)", {"meetings": {"2010": 0}}, "unmet"),
    ("every_year(meetings >= 1)", {"meetings": {2010: 1, 2009: 1}}, "unknown"),
    ("every_quarter(visits >= 1)", {"visits": {f"{y}-Q{q}": 1 for y in (2010, 2011) for q in (1, 2, 3, 4)}}, "met"),
    ("every_quarter(visits >= 1)", {"visits": {f"{y}-Q{q}": 1 for y in (2010, 2011) for q in (1, 2, 3)}}, "unknown"),
    ("last(meetings) >= 2", {"meetings": {2010: 1, 2011: 2}}, "met"),
    ("growing(meetings, years=3, strict=True)", {"meetings": {2009: 1, 2010: 2, 2011: 3}}, "met"),
    ("growing(meetings, years=3, strict=True)", {"meetings": {2010: 2, 2011: 3}}, "unknown"),
    ("growing(meetings, years=3, strict=True)", {"meetings": {2010: 2, 2011: 2}}, "unmet"),
    ("growing(meetings, years=2, strict=False)", {"meetings": {2010: 2, 2011: 2}}, "met"),
    ("growing(paid, years=2, strict=True, ceiling=98)", {"paid": {2010: 99, 2011: 98}}, "met"),
    ("growing(paid, years=2, strict=True, ceiling=98)", {"paid": {2010: 99, 2011: "97.9"}}, "unmet"),
    ("growing(paid, years=2, strict=True, ceiling=None)", {"paid": {2010: 100, 2011: 100}}, "unmet"),
    # Records
    ("every(unions, ready)", {"unions": []}, "met"),
    ("some(unions, ready)", {"unions": []}, "unmet"),
    ("every(unions, ready)", {}, "unknown"),
    ("every(unions, ready, where=size >= 25)", {"unions": [{"size": 24}, {"size": 25, "ready": True}]}, "met"),
    ("every(unions, ready, where=size >= 25)", {"unions": [{"size": 24}, {"size": 25}]}, "unknown"),
    ("every(unions, size >= members)", {"unions": [{"size": 24}], "members": 24}, "met"),
    ("some(unions, ready)", {"unions": [{"ready": False}, {}]}, "unknown"),
    ("count(unions, where=ready) >= 1", {"unions": [{"ready": True}, {}]}, "met"),
    ("count(unions, where=ready) >= 2", {"unions": [{"ready": True}, {}]}, "unknown"),
    ("count(unions, where=ready) >= 3", {"unions": [{"ready": True}, {}]}, "unmet"),
    ("total(unions, budget) >= 0.3", {"unions": [{"budget": 0.1}, {"budget": 0.2}]}, "met"),
    ("total(unions, budget) > 300", {"unions": [{"budget": 100}, {"budget": "200元以上"}]}, "unknown"),
    ("total(unions, budget, where=ready) >= 1", {"unions": [{"budget": 5, "ready": "是"}, {"budget": 5}]}, "unknown"),
    ("total(unions, budget, where=ready) > 5", {"unions": [{"budget": 5, "ready": "有"}, {"budget": 5, "ready": "无"}]},
     "unmet"),
    ("total(unions, budget, where=size > 1) >= 5", {"unions": [{"budget": 5, "size": 2}, {"size": 1}]}, "met"),
    ("total(unions, budget, where=size > 1) >= 5", {"unions": [{"budget": 5, "size": 2}, {"size": 2}]}, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("met", "evidence", "expected"), CASES)
def test_conditions(met: str, evidence: dict[str, Any], expected: str) -> None:
    assert verdict(met, **evidence) == expected


def test_without_years_conditions_over_years_are_absent() -> None:
    for met in ("every_year(meetings >= 1)", "last(meetings) >= 1", "growing(meetings, years=2, strict=True)"):
        plain = standard(met)
        del plain["cycle"]
        filed: dict[str, Any] = {"evidence": {"meetings": {2010: 1, 2011: 2}}}
        assert judge(plain, filed)["outcome"] == "unknown"
        assert judge(plain, filed | {"years": [2010, 2011]})["outcome"] == "met"


def test_a_parameter_may_be_given_by_the_evidence() -> None:
    asked = standard('add_years(founded, term) >= date("2011-01-01")')
    assert judge(asked, {"evidence": {"founded": "2008-02-29"}, "parameters": {"term": 3}})["outcome"] == "met"
    assert judge(asked, {"evidence": {"founded": "2008-02-29"}, "parameters": {"term": 2}})["outcome"] == "unmet"


def test_an_invalid_relation_spoils_after_all_relations_were_judged() -> None:
    spoiling = {"severity": "invalid", "spoils": ["members"]}
    relations = [
        {"id": "a", "holds": "members <= workers", **spoiling},
        {"id": "b", "holds": "members >= 1", "severity": "note"},
        {"id": "c", "holds": "members <= elders", "severity": "doubtful"},
    ]
    result = judge(standard("joined >= 1", relations=relations), {"evidence": {"members": 0, "workers": 9}})
    assert (result["findings"], result["unjudged"], result["outcome"]) == (["b"], ["c"], "unmet")
    result = judge(standard("members >= 1", relations=relations), {"evidence": {"members": 10, "workers": 9}})
    assert (result["findings"], result["unjudged"], result["outcome"]) == (["a"], ["c"], "unknown")


def test_eligibility_comes_before_the_verdict() -> None:
    asked = standard("posted", eligibility=[{"id": "dossier", "met": "has(plan)"}])
    outcomes = [judge(asked, {"evidence": {"posted": False} | plan})["outcome"] for plan in ({"plan": "无"}, {})]
    assert outcomes == ["not_evaluated", "unknown"]
    assert judge(asked, {"evidence": {"posted": False, "plan": "计划"}})["outcome"] == "unmet"


def leaf(name: str, met: str = "posted", **keys: Any) -> dict[str, Any]:
    return {"id": name, "authority": "stated", "met": met, **keys}


def test_applicability() -> None:
    asked = standard("", indicators=[leaf("1", applies="workers >= 25", authority="assumed", excusable=True)])

    def result(excused: bool = False, **evidence: Any) -> tuple[Any, Any, Any]:
        entered = {"excused": {"1": {"reason": "无", "by": "考核组"}}} if excused else {}
        judged = judge(asked, {"evidence": evidence} | entered)
        return judged["indicators"]["1"], judged["outcome"], judged["assumed"]

    assert result(workers=24, posted=False) == ("not_applicable", "not_applicable", [])
    assert result(workers=25, posted=False) == ("unmet", "unmet", ["1"])
    assert result(posted=True) == ("unknown", "unknown", ["1"])
    assert result(excused=True, posted=False) == ("not_applicable", "not_applicable", [])


@pytest.mark.parametrize(
    ("needs", "evidence", "expected"),
    [
        ("all", {"posted": True, "members": 1, "workers": 1}, "met"),
        ("all", {"posted": True, "members": 1}, "unknown"),
        ("all", {"posted": False, "members": 1}, "unmet"),
        ("all", {"posted": True, "members": 1, "workers": 0}, "met"),
        ({"at_least": 2, "when_fewer_apply": "unmet"}, {"posted": True, "members": 0, "workers": 0}, "unmet"),
        ({"at_least": 2, "when_fewer_apply": "unmet"}, {"posted": True, "workers": 0}, "unknown"),
        ({"at_least": 3, "when_fewer_apply": "unmet"}, {"posted": True, "members": 1, "workers": 0}, "unmet"),
        ({"at_least": 3, "when_fewer_apply": "all"}, {"posted": True, "members": 1, "workers": 0}, "met"),
        ({"at_least": 3, "when_fewer_apply": "all"}, {"posted": True, "members": 1}, "unknown"),
        ({"at_least": 3, "when_fewer_apply": "all"}, {"posted": False, "members": 1}, "unmet"),
    ],
)
def test_criteria_of_conditions(needs: Any, evidence: dict[str, Any], expected: str) -> None:
    below = [leaf("1.1"), leaf("1.2", "members >= 1"), leaf("1.3", "workers >= 1", applies="workers >= 1")]
    asked = standard("", criteria=[{"id": "1", "needs": needs, "indicators": below}], indicators=[])
    result = judge(asked, {"evidence": evidence})
    assert (result["criteria"], result["outcome"]) == ({"1": expected}, expected)


def test_a_veto_refuses_past_a_criterion_that_is_met() -> None:
    below = [leaf("1.1"), leaf("1.2", "members >= 1", veto="refuse")]
    asked = standard("", criteria=[{"id": "1", "needs": {"at_least": 1}, "indicators": below}], indicators=[])
    fired = judge(asked, {"evidence": {"posted": True, "members": 0}})
    assert (fired["criteria"]["1"], fired["fired"]["1.2"], fired["outcome"]) == ("met", "yes", "unmet")
    open_ = judge(asked, {"evidence": {"posted": True}})
    assert (open_["criteria"]["1"], open_["fired"]["1.2"], open_["outcome"]) == ("met", "absent", "unknown")


def points_standard(policy: str = "full", **keys: Any) -> dict[str, Any]:
    return standard("") | {
        "kind": "points",
        "total": 10,
        "not_applicable": policy,
        "levels": [{"id": "model", "from": 9}, {"id": "good", "from": 7}, {"id": "fair", "from": 4}],
        "pass_level": "good",
        "indicators": [
            leaf("1", points=4),
            leaf("2", "members >= 1", points={"rule": "all_or_nothing", "full": "2.5"}),
            leaf("3", "coverage >= 90", points="3.5", applies="workers >= 25"),
        ],
    } | keys  # fmt: skip


def scored(asked: dict[str, Any], **evidence: Any) -> tuple[Any, ...]:
    result = judge(asked, {"evidence": evidence})
    score = result["score"]
    numbers = None if score is None else tuple(score[key] for key in ("low", "high", "possible"))
    return numbers, result["level"], result["levels_open"], result["outcome"]


HALF = Fraction(1, 2)


def test_points() -> None:
    full, drop = points_standard(), points_standard("drop")
    everything = {"posted": True, "members": 1, "coverage": 90, "workers": 25}
    assert scored(full, **everything) == ((10, 10, 10), "model", [], "met")
    assert scored(full, **everything | {"posted": False}) == ((6, 6, 10), "fair", [], "unmet")
    assert scored(full, **everything | {"workers": 24, "coverage": 0}) == ((10, 10, 10), "model", [], "met")
    assert scored(drop, **everything | {"workers": 24}) == ((6 + HALF, 6 + HALF, 6 + HALF), "fair", [], "unmet")
    # Whether it applies is not known: full counts at least what it earned, drop from nothing.
    unknown = {"posted": True, "members": 1, "coverage": 90}
    assert scored(full, **unknown) == ((10, 10, 10), "model", [], "met")
    assert scored(drop, **unknown) == ((6 + HALF, 10, None), None, ["model", "good", "fair"], "unknown")
    assert scored(drop, **unknown | {"coverage": 0}) == ((6 + HALF, 6 + HALF, None), "fair", [], "unmet")
    # Nothing is reached for certain, nothing is out of reach.
    assert scored(full, members=1, workers=25) == ((2 + HALF, 10, 10), None, ["model", "good", "fair"], "unknown")
    assert scored(full, posted=False, members=0, coverage=0, workers=25) == ((0, 0, 10), None, [], "unmet")


def test_levels_above_the_certain_one_may_stay_open() -> None:
    evidence = {"posted": True, "coverage": 90, "workers": 25}
    assert scored(points_standard(), **evidence) == ((7 + HALF, 10, 10), None, ["model", "good"], "met")


def test_no_score_when_nothing_applies() -> None:
    alone = points_standard(indicators=[leaf("1", points=10, applies="workers >= 25")])
    assert scored(alone, workers=24, posted=True) == (None, None, [], "not_applicable")


def test_entry_lines_refuse() -> None:
    first = {
        "id": "1",
        "entry_line": "2.5",
        "indicators": [leaf("1.1", points="2.5"), leaf("1.2", "index > 0", points=1)],
    }
    second = {"id": "2", "indicators": [leaf("2.1", "members >= 1", points="6.5")]}
    asked = points_standard(criteria=[first, second], indicators=[], pass_level="fair")
    met = judge(asked, {"evidence": {"posted": True, "index": 0, "members": 1}})
    assert (met["criteria"], met["outcome"], met["level"]) == ({"1": "met", "2": None}, "met", "model")
    missed = judge(asked, {"evidence": {"posted": False, "index": 1, "members": 1}})
    assert (missed["criteria"]["1"], missed["outcome"], missed["level"]) == ("unmet", "unmet", "good")
    open_ = judge(asked, {"evidence": {"index": 1, "members": 1}})
    assert (open_["criteria"]["1"], open_["outcome"]) == ("unknown", "unknown")


def test_points_are_rounded_half_up_once() -> None:
    asked = points_standard(
        indicators=[leaf("1", points="3.33335"), leaf("2", points="1.00004")], levels=[{"id": "good", "from": 4}]
    )
    assert scored(asked, posted=True)[0] == (Fraction("4.3334"), Fraction("4.3334"), Fraction("4.3334"))


def test_a_rate_that_its_parts_deny_is_named() -> None:
    result = judge(
        standard("posted"), {"evidence": {"members": 2, "workers": 3, "joined": "66.5", "joined_or_full": "66.7"}}
    )
    assert result["contradicted"] == ["joined"]
    assert result["gaps"] == ["1"]
