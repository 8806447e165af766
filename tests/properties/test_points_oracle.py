"""The points oracle against examples worked out by hand from the page it was written from."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.properties.points_oracle import judge

Spec = dict[str, Any]
F = Fraction
FIELDS: Spec = {
    "a": {"label": "甲数", "type": "count"},
    "b": {"label": "乙数", "type": "count"},
    "c": {"label": "丙数", "type": "count"},
    "x": {"label": "指数", "type": "number"},
    "y": {"label": "基数", "type": "number"},
    "rate_of": {"label": "达标率", "type": "percentage"},
    "opinion": {"label": "评议", "type": "number", "by": "assessor"},
    "manner": {"label": "作风", "type": "rating", "choices": ["差", "一般", "好"]},
    "p": {"label": "公示", "type": "boolean"},
    "q": {"label": "配备", "type": "boolean"},
    "r": {"label": "挂牌", "type": "boolean"},
    "plan": {"label": "计划", "type": "document"},
    "paid": {"label": "收缴率", "type": "percentage", "per": "year"},
    "held": {"label": "次数", "type": "count", "per": "year"},
    "judges": {"label": "评委", "type": "items", "columns": {"mark": {"label": "打分", "type": "number"}}},
    "quota": {"label": "任务", "type": "number"},
}
PARAMETERS: Spec = {"task": {"label": "任务数", "type": "count", "authority": "上级工会"}}


def leaf(name: str, points: Any, **keys: Any) -> Spec:
    return {"id": name, "authority": "stated", "points": points, **keys}


def sheet(*nodes: Spec, **keys: Any) -> Spec:
    kind = "indicators" if "points" in nodes[0] else "criteria"
    return {
        "kind": "points",
        "evidence": FIELDS,
        "parameters": PARAMETERS,
        "cycle": {"years": [2010, 2011]},
        "total": 100,
        "levels": [{"id": "model", "from": 95}, {"id": "good", "from": 80}, {"id": "fair", "from": 60}],
        "pass_level": "good",
        kind: list(nodes),
    } | keys


def result(standard: Spec, evidence: Spec, **keys: Any) -> Spec:
    return judge(standard, {"evidence": evidence, **keys})


def span(found: Any) -> tuple[Any, Any]:
    low, high = found
    return low, high


def earned(rule: Spec, evidence: Spec, **keys: Any) -> tuple[Any, Any]:
    return span(result(sheet(leaf("1", rule), **keys), evidence)["points"]["1"])


def exactly(value: Any) -> tuple[Fraction, Fraction]:
    return F(str(value)), F(str(value))


# --- leaf rules -------------------------------------------------------------------------------------------------------

PARTS = {
    "rule": "parts",
    "parts": [{"when": "p", "points": "0.25"}, {"when": "q", "points": "0.25"}, {"when": "a >= 3", "points": "0.5"}],
}
CAPPED = PARTS | {"full": "0.6"}
DEDUCT = {
    "rule": "deduct",
    "full": 3,
    "misses": [{"count": "a", "each": 1, "most": 2}, {"when": "not p", "each": "0.5"}, {"count": "b - 2", "each": 1}],
}
BANDS = {"rule": "bands", "of": "x", "bands": [{"from": 90, "points": 10}, {"from": 80, "points": 8}], "otherwise": 0}
ABOVE = {"rule": "bands", "of": "x", "bands": [{"above": 90, "points": 10}, {"from": 80, "points": 8}], "otherwise": 1}
LOWER = {"rule": "bands", "of": "a", "bands": [{"to": 1, "points": 5}, {"below": 4, "points": 3}], "otherwise": 0}
UNEVEN = {"rule": "bands", "of": "x", "bands": [{"from": 90, "points": 2}, {"from": 80, "points": 9}], "otherwise": 4}
SHORT = {"rule": "linear", "full": 10, "of": "x", "target": 90, "per": 1, "lose": "0.5", "measure": "points"}
SLOPES = SHORT | {"steps": "pro_rata", "lose": "0.25", "target": 96, "slopes": [{"beyond": 90, "lose": "0.5"}]}
PERCENT = {
    "rule": "linear", "full": 10, "of": "a", "target": "b", "per": 5, "lose": 1, "measure": "percent", "steps": "whole",
}  # fmt: skip
SHARE = {"rule": "proportional", "full": 10, "of": "a", "target": "b", "from": 1}
HALF = {"rule": "half", "full": 10, "of": "a", "target": 10}
PER_UNIT = {"rule": "per_unit", "count": "a - b", "each": "1.5", "full": 5}
JUDGED = {"rule": "judged", "full": 5, "of": "opinion"}
RATERS = {"rule": "raters", "full": 10, "of": "judges", "score": "mark", "trim_above": 3}
GRADES = {
    "rule": "grades",
    "conditions": ["p", "q", "r"],
    "grades": [{"at_least": 3, "grade": "A", "points": 10}, {"at_least": 2, "grade": "B", "points": 7}],
    "otherwise": {"grade": "C", "points": 1},
}
K_OF_N = {"rule": "k_of_n", "full": 4, "k": 2, "conditions": ["p", "q", "r"]}
RESTED = K_OF_N | {"k": 1, "conditions": ["p", "q"], "rest": ["a >= 1", "b >= 1"]}
GROWTH = {"rule": "growth", "full": 9, "of": "paid", "years": 3, "points": {0: 9, 1: 6}, "strict": True, "ceiling": 98}
STEADY = GROWTH | {"of": "held", "years": 2, "points": {0: 9, 1: 0}, "strict": False}
LEAST = STEADY | {"least": 2}
MEAN = {"rule": "above_mean", "full": 4, "of": "held", "years": 2, "strict": True}
YEARLY = {"rule": "each_year", "combine": "mean", "points": BANDS | {"of": "paid"}}
COUNTED = {"rule": "each_year", "combine": "sum", "points": {"rule": "per_unit", "count": "held", "each": 1, "full": 3}}


def marks(*given: Any) -> Spec:
    return {"judges": [{} if each is None else {"mark": each} for each in given]}


def short(steps: str, **keys: Any) -> Spec:
    return SHORT | {"steps": steps} | keys


LEAVES: list[tuple[Spec, Spec, tuple[Any, Any]]] = [
    # parts
    (PARTS, {"p": True, "q": True, "a": 3}, exactly(1)),
    (PARTS, {"p": True, "q": False, "a": 2}, exactly("0.25")),
    (PARTS, {"p": True, "a": "3余"}, (F("0.75"), F(1))),
    (PARTS, {"p": True, "q": False, "a": "近4"}, (F("0.25"), F("0.75"))),
    (CAPPED, {"p": True, "q": True, "a": 3}, exactly("0.6")),
    (CAPPED, {"p": True}, (F("0.25"), F("0.6"))),
    # deduct: misses 1 a time up to 2, half a point, and what exceeds 2
    (DEDUCT, {"a": 0, "p": True, "b": 2}, exactly(3)),
    (DEDUCT, {"a": 0, "p": True, "b": 0}, exactly(3)),  # a negative count is 0
    (DEDUCT, {"a": 1, "p": False, "b": 3}, exactly("0.5")),
    (DEDUCT, {"a": 9, "p": True, "b": 2}, exactly(1)),
    (DEDUCT, {"a": 9, "p": False, "b": 9}, exactly(0)),
    (DEDUCT, {"p": True, "b": 2}, (F(1), F(3))),
    (DEDUCT, {"a": 1, "b": "2余", "p": True}, (F(0), F(2))),
    (DEDUCT, {"a": 0, "p": True}, (F(0), F(3))),
    (DEDUCT, {"a": 1, "b": 2}, (F("1.5"), F(2))),
    # bands
    (BANDS, {"x": "89.5"}, exactly(8)),
    (BANDS, {"x": 90}, exactly(10)),
    (BANDS, {"x": 80}, exactly(8)),
    (BANDS, {"x": "79.999999"}, exactly(0)),
    (BANDS, {}, (F(0), F(10))),
    (BANDS, {"x": "85以上"}, (F(8), F(10))),
    (BANDS, {"x": "近90"}, (F(0), F(8))),
    (BANDS, {"x": [{"value": 85}, {"value": 86}]}, exactly(8)),
    (ABOVE, {"x": 90}, exactly(8)),
    (ABOVE, {"x": "90.0001"}, exactly(10)),
    (ABOVE, {"x": "超过90"}, exactly(10)),
    (ABOVE, {}, (F(1), F(10))),
    (LOWER, {"a": 1}, exactly(5)),
    (LOWER, {"a": 2}, exactly(3)),
    (LOWER, {"a": 3}, exactly(3)),
    (LOWER, {"a": 4}, exactly(0)),
    (LOWER, {"a": "2以下"}, (F(3), F(5))),
    (UNEVEN, {"x": [{"value": 70}, {"value": 95}]}, (F(2), F(9))),  # the band between is touched
    (UNEVEN, {}, (F(2), F(9))),
    # linear: 1.8 short at 0.5 a point
    (short("whole"), {"x": "88.2"}, exactly("9.5")),
    (short("pro_rata"), {"x": "88.2"}, exactly("9.1")),
    (short("started"), {"x": "88.2"}, exactly(9)),
    (short("whole"), {"x": 88}, exactly(9)),
    (short("started"), {"x": 88}, exactly(9)),
    (short("started"), {"x": 90}, exactly(10)),
    (short("started"), {"x": "89.9999"}, exactly("9.5")),
    (short("whole"), {"x": 0}, exactly(0)),
    (short("whole"), {"x": 70}, exactly(0)),
    (short("whole"), {"x": 71}, exactly("0.5")),
    (short("whole", better="less"), {"x": "91.8"}, exactly("9.5")),
    (short("whole", better="less"), {"x": 89}, exactly(10)),
    (short("whole"), {}, (F(0), F(10))),
    (short("whole"), {"x": "88以上"}, (F(9), F(10))),
    (short("whole"), {"x": "近88"}, (F(0), F(9))),
    (short("started"), {"x": "近88"}, (F(0), F("8.5"))),
    (short("pro_rata"), {"x": [{"value": 88}, {"value": 89}]}, (F(9), F("9.5"))),
    (short("pro_rata", target="y"), {"x": 88, "y": "90以下"}, (F(9), F(10))),
    (short("pro_rata", target="y"), {"x": 88}, (F(0), F(10))),
    (PERCENT, {"a": 36, "b": 40}, exactly(8)),  # 10 % short: two steps
    (PERCENT, {"a": 37, "b": 40}, exactly(9)),  # 7.5 %
    (PERCENT, {"a": 50, "b": 40}, exactly(10)),
    (PERCENT, {"a": 0, "b": 0}, (F(0), F(10))),
    (PERCENT, {"a": 36, "b": [{"value": 36}, {"value": 40}]}, (F(8), F(10))),
    (PERCENT | {"target": "task"}, {"a": 36}, (F(0), F(10))),
    # linear with a second slope from 90 down
    (SLOPES | {"slopes_combine": "replace"}, {"x": 95}, exactly("9.75")),
    (SLOPES | {"slopes_combine": "replace"}, {"x": 90}, exactly("8.5")),
    (SLOPES | {"slopes_combine": "replace"}, {"x": 89}, exactly("6.5")),
    (SLOPES | {"slopes_combine": "add"}, {"x": 90}, exactly("8.5")),
    (SLOPES | {"slopes_combine": "add"}, {"x": 88}, exactly(7)),
    (SLOPES | {"slopes_combine": "add"}, {"x": [{"value": 88}, {"value": 95}]}, (F(7), F("9.75"))),
    (SLOPES | {"slopes_combine": "replace"}, {"x": [{"value": 90}, {"value": 89}]}, (F("6.5"), F("8.5"))),
    (SLOPES | {"slopes_combine": "add", "steps": "started"}, {"x": "89.5"}, exactly("7.75")),  # 7 and 1 steps
    # proportional
    (SHARE, {"a": 2, "b": 3}, exactly("6.6667")),
    (SHARE, {"a": 4, "b": 3}, exactly(10)),
    (SHARE, {"a": 0, "b": 3}, exactly(0)),
    (SHARE | {"from": 3}, {"a": 2, "b": 3}, exactly(0)),
    (SHARE | {"from": 2}, {"a": 2, "b": 3}, exactly("6.6667")),
    (SHARE, {"a": 2, "b": 0}, (F(0), F(10))),
    (SHARE, {"a": 2}, (F(0), F(10))),
    (SHARE, {"a": "2余", "b": 3}, (F("6.6667"), F(10))),
    (SHARE, {"a": 2, "b": "4余"}, (F(0), F(5))),
    (SHARE, {"a": 2, "b": "4以下"}, (F(0), F(10))),  # the target may be 0
    # half
    (HALF, {"a": 10}, exactly(10)),
    (HALF, {"a": 9}, exactly(5)),
    (HALF, {"a": 5}, exactly(5)),
    (HALF, {"a": 4}, exactly(0)),
    (HALF, {"a": "5余"}, (F(5), F(10))),
    (HALF, {}, (F(0), F(10))),
    (HALF | {"full": "3.3333"}, {"a": 5}, exactly("1.6667")),
    # per_unit
    (PER_UNIT, {"a": 3, "b": 1}, exactly(3)),
    (PER_UNIT, {"a": 9, "b": 1}, exactly(5)),
    (PER_UNIT, {"a": 1, "b": 3}, exactly(0)),
    (PER_UNIT, {"a": 3}, (F(0), F(5))),
    (PER_UNIT, {"a": 3, "b": "1余"}, (F(0), F(3))),
    # judged
    (JUDGED, {"opinion": "3.5"}, exactly("3.5")),
    (JUDGED, {"opinion": 7}, exactly(5)),
    (JUDGED, {"opinion": -1}, exactly(0)),
    (JUDGED, {}, (F(0), F(5))),
    # raters
    (RATERS, marks(8, 9), exactly("8.5")),
    (RATERS, marks(8, 9, 1), exactly(6)),
    (RATERS, marks(1, 8, 9, 10), exactly("8.5")),
    (RATERS, marks(8, 8, 9), exactly("8.3333")),
    (RATERS, marks(12, 10), exactly(10)),
    (RATERS, marks(8, None), (F(0), F(10))),
    (RATERS, marks(), (F(0), F(10))),
    (RATERS, {}, (F(0), F(10))),
    (RATERS, marks(8, "9以上"), (F("8.5"), F(10))),
    (RATERS, marks(1, 8, 9, "5以下"), (F("4.5"), F("6.5"))),  # 1 and 8 remain at worst, 5 and 8 at best
    # grades
    (GRADES, {"p": True, "q": True, "r": True}, exactly(10)),
    (GRADES, {"p": True, "q": True, "r": False}, exactly(7)),
    (GRADES, {"p": True, "q": False, "r": False}, exactly(1)),
    (GRADES, {"p": True, "q": True}, (F(7), F(10))),
    (GRADES, {"p": False, "q": True}, (F(1), F(7))),
    # k_of_n
    (K_OF_N, {"p": True, "r": True, "q": False}, exactly(4)),
    (K_OF_N, {"p": True, "r": False, "q": False}, exactly(0)),
    (K_OF_N, {"p": True, "r": False}, (F(0), F(4))),
    (RESTED, {"p": True, "q": False, "b": 1}, exactly(4)),
    (RESTED, {"p": True, "q": False, "b": 0}, exactly(0)),
    (RESTED, {"p": True, "q": True}, exactly(4)),
    (RESTED, {"p": False, "q": False, "a": 1, "b": 1}, exactly(0)),
    (RESTED, {"p": True, "b": 0}, (F(0), F(4))),
    # growth
    (GROWTH, {"paid": {2009: 90, 2010: 91, 2011: 92}}, exactly(9)),
    (GROWTH, {"paid": {2009: 90, 2010: 90, 2011: 92}}, exactly(6)),
    (GROWTH, {"paid": {2009: 90, 2010: 90, 2011: 90}}, exactly(6)),  # more than the largest key counts as that key
    (GROWTH, {"paid": {2009: 99, 2010: 98, 2011: 98}}, exactly(9)),
    (GROWTH, {"paid": {2009: 98, 2010: "97.9", 2011: 98}}, exactly(6)),
    (GROWTH, {"paid": {2010: 90, 2011: 91}}, (F(6), F(9))),
    (GROWTH, {"paid": {2010: 91, 2011: 90}}, exactly(6)),
    (STEADY, {"held": {2010: 3, 2011: 3}}, exactly(9)),
    (STEADY, {"held": {2010: 3, 2011: 2}}, exactly(0)),
    (LEAST, {"held": {2010: 3, 2011: 5}}, exactly(9)),
    (LEAST, {"held": {2010: 3, 2011: 4}}, exactly(0)),
    (LEAST, {"held": {2010: 3, 2011: "4余"}}, (F(0), F(9))),
    # above_mean
    (MEAN, {"held": {2009: 2, 2010: 5, 2011: 4}}, exactly(4)),
    (MEAN, {"held": {2009: 2, 2010: 6, 2011: 4}}, exactly(0)),
    (MEAN | {"strict": False}, {"held": {2009: 2, 2010: 6, 2011: 4}}, exactly(4)),
    (MEAN, {"held": {2010: 6, 2011: 4}}, (F(0), F(4))),
    (MEAN, {"held": {2009: 2, 2010: "5余", 2011: 4}}, (F(0), F(4))),
    # each_year
    (YEARLY, {"paid": {2010: 85, 2011: 90}}, exactly(9)),
    (YEARLY, {"paid": {2011: 90}}, (F(5), F(10))),
    (YEARLY | {"combine": "lowest"}, {"paid": {2010: 85, 2011: 90}}, exactly(8)),
    (YEARLY | {"combine": "lowest"}, {"paid": {2010: 85}}, (F(0), F(8))),
    (COUNTED, {"held": {2010: 2, 2011: 9}}, exactly(5)),
    (COUNTED, {"held": {2010: 2}}, (F(2), F(5))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "evidence", "expected"), LEAVES)
def test_leaf_rules(rule: Spec, evidence: Spec, expected: tuple[Any, Any]) -> None:
    assert earned(rule, evidence) == expected


def test_without_years_rules_over_years_span_what_they_could_give() -> None:
    filed = {"paid": {2010: 90, 2011: 90}, "held": {2009: 1, 2010: 1, 2011: 2}}
    for rule, expected in ((YEARLY, (0, 10)), (GROWTH, (6, 9)), (MEAN, (0, 4)), (GROWTH | {"of": "held"}, (6, 9))):
        plain = sheet(leaf("1", rule))
        del plain["cycle"]
        assert result(plain, filed)["points"]["1"] == expected
    assert result(plain, filed, years=[2010, 2011])["points"]["1"] == (6, 6)  # the pair of 2009 and 2010 did not grow


def test_points_are_rounded_half_up_to_the_step_once() -> None:
    assert earned(PARTS, {"p": True, "q": True, "a": 0}, step="0.5") == exactly("0.5")  # not 0.5 + 0.5
    assert earned(PARTS, {"p": True, "q": False, "a": 0}, step="0.5") == exactly("0.5")
    assert earned(SHARE, {"a": 2, "b": 3}, step="0.1") == exactly("6.7")
    assert earned(SHARE, {"a": 1, "b": 40}, step="0.5") == exactly("0.5")
    quarters = COUNTED | {"points": {"rule": "per_unit", "count": "held", "each": "0.25", "full": 3}}
    assert earned(quarters, {"held": {2010: 1, 2011: 1}}, step="0.5") == exactly("0.5")  # the years are not rounded
    assert earned(leaf("1", "3.33335", met="p")["points"], {}) == (0, F("3.3334"))


def test_three_times_a_tenth_and_seven_tenths_is_exactly_one() -> None:
    tenths = [leaf(str(n), "0.1", met="p") for n in range(1, 4)]
    asked = sheet(*tenths, leaf("4", "0.7", met="p"), levels=[{"id": "good", "from": 1}], total=1)
    found = result(asked, {"p": True})
    assert found["score"] == {"low": 1, "high": 1, "possible": 1}
    assert (found["level"], found["outcome"]) == ("good", "met")


def test_all_or_nothing_is_the_verdict() -> None:
    asked = sheet(leaf("1", 60, met="p"), leaf("2", {"rule": "all_or_nothing", "full": 40}, met="q"))
    found = result(asked, {"p": True})
    assert found["points"] == {"1": (60, 60), "2": (0, 40)}
    assert found["indicators"] == {"1": "met", "2": "unknown"}
    assert (found["score"]["low"], found["score"]["high"], found["level"]) == (60, 100, None)
    assert found["levels_open"] == ["model", "good", "fair"]


@pytest.mark.parametrize(
    ("x", "verdict"),
    [(90, "met"), (89, "unmet"), ("90以上", "met"), ("80以上", "unknown"), ("近90", "unmet"), ("", "unknown")],
)
def test_without_met_full_points_are_the_verdict(x: Any, verdict: str) -> None:
    assert result(sheet(leaf("1", BANDS)), {"x": x})["indicators"]["1"] == verdict
    assert result(sheet(leaf("1", BANDS, met="p")), {"x": x, "p": True})["indicators"]["1"] == "met"


def test_excess_comes_on_top_of_full() -> None:
    rule = BANDS | {"excess": {"count": "a - 1", "each": 2, "most": 5}}
    for a, points in ((0, 10), (1, 10), (2, 12), (9, 15)):
        found = result(sheet(leaf("1", rule), total=10), {"x": 90, "a": a})
        assert found["points"]["1"] == (points, points)
        assert found["score"] == {"low": points, "high": points, "possible": 10}
    assert earned(rule, {"x": 85}) == (8, 13)
    assert earned(BANDS | {"excess": {"when": "p", "each": 3, "most": 3}}, {"x": 80, "p": True}) == (11, 11)


def test_excess_is_not_rescaled() -> None:
    rule = BANDS | {"excess": {"when": "p", "each": 2, "most": 2}}
    for policy in ("rescale", "rescale_sheet"):
        asked = sheet(leaf("1", rule), leaf("2", 10, met="q", applies="a > 0"), total=20, not_applicable=policy)
        assert numbers(result(asked, {"x": 90, "p": True, "a": 0})) == (22, 22, 20)
        assert numbers(result(asked, {"x": 90, "p": True})) == (12, 22, 20)
        assert numbers(result(asked, {"x": 90, "a": 1, "q": False})) == (10, 12, 20)


def test_a_deduction_takes_the_excess_of_its_criterion_last() -> None:
    deduct = {"rule": "deduct", "full": 2, "misses": [{"count": "a", "each": 1}], "scope": "criterion"}
    rule = BANDS | {"excess": {"when": "p", "each": 4, "most": 4}}
    asked = sheet(criterion("1", leaf("1.1", deduct), leaf("1.2", rule)), total=12)
    for a, points in ((0, 16), (2, 14), (5, 11), (12, 4), (15, 1), (19, 0)):
        assert result(asked, {"a": a, "x": 90, "p": True})["points"]["1"] == (points, points)


# --- above the leaf ---------------------------------------------------------------------------------------------------


def criterion(name: str, *below: Spec, **keys: Any) -> Spec:
    return {"id": name, "indicators" if "points" in below[0] else "criteria": list(below), **keys}


def numbers(found: Spec) -> tuple[Any, Any, Any]:
    return found["score"]["low"], found["score"]["high"], found["score"]["possible"]


def test_weights_count_points_in_what_stands_above() -> None:
    asked = sheet(
        criterion("1", leaf("1.1", 10, met="p", weight="1.5"), leaf("1.2", 5, met="q"), weight=2, entry_line=15),
        criterion("2", criterion("2.1", leaf("2.1.1", 60, met="r")), entry_line=1),
    )
    found = result(asked, {"p": True, "q": False, "r": True})
    assert found["points"] == {
        "1": (15, 15), "1.1": (10, 10), "1.2": (0, 0), "2": (60, 60), "2.1": (60, 60), "2.1.1": (60, 60)
    }  # fmt: skip
    assert numbers(found) == (90, 90, 100)
    assert found["criteria"] == {"1": "met", "2": "met", "2.1": None}


def test_a_deduction_reaches_beyond_its_leaf() -> None:
    deduct = {"rule": "deduct", "full": 2, "misses": [{"count": "a", "each": 1}], "scope": "criterion"}
    asked = sheet(criterion("1", leaf("1.1", deduct, weight=2), leaf("1.2", 6, met="p")), total=10)
    for a, points in ((0, 10), (2, 6), (3, 4), (5, 0), (9, 0)):
        found = result(asked, {"a": a, "p": True})
        assert found["points"]["1"] == (points, points)
        assert found["points"]["1.1"][0] == max(0, 2 - a)
    assert result(asked, {"p": True})["points"]["1"] == (0, 10)  # without a limit it may take all
    assert result(asked, {"p": True, "a": "近5"})["points"]["1"] == (2, 10)
    limited = deduct | {"misses": [{"count": "a", "each": 1, "most": 4}]}
    asked = sheet(criterion("1", leaf("1.1", limited), leaf("1.2", 6, met="p")), total=8)
    assert result(asked, {"p": True})["points"]["1"] == (4, 8)


def rescaled(policy: str, **keys: Any) -> Spec:
    """Three criteria of 20 points, of which 5 may not apply, and one of 40."""
    three = []
    for n in "123":
        optional = leaf(f"{n}.3", 5, met="r", applies="a > 0")
        three.append(criterion(n, leaf(f"{n}.1", 10, met="p"), leaf(f"{n}.2", 5, met="q"), optional))
    return sheet(*three, criterion("4", leaf("4.1", 40, met="plan_made")), not_applicable=policy) | keys


def prepared(standard: Spec) -> Spec:
    return standard | {"evidence": FIELDS | {"plan_made": {"label": "计划", "type": "boolean"}}}


NOTHING_OF_5 = {"p": True, "q": False, "a": 0, "plan_made": True}


def test_three_times_ten_of_fifteen_and_forty_is_exactly_eighty() -> None:
    found = result(prepared(rescaled("rescale")), NOTHING_OF_5)
    assert found["points"]["1"] == (F(40, 3), F(40, 3))
    assert numbers(found) == (80, 80, 100)
    assert (found["level"], found["outcome"]) == ("good", "met")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("full", (85, 85, 100)), ("drop", (70, 70, 85)), ("rescale_sheet", (F(1400, 17), F(1400, 17), 100))],
)
def test_policies(policy: str, expected: Any) -> None:
    assert numbers(result(prepared(rescaled(policy)), NOTHING_OF_5)) == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        # whether the fives apply is open; they would be met
        ("full", (85, 85, 100)),
        ("rescale", (70, 85, 100)),
        ("rescale_sheet", (70, 85, 100)),
        ("drop", (70, 85, None)),
    ],
)
def test_unknown_applicability(policy: str, expected: Any) -> None:
    evidence = {name: value for name, value in NOTHING_OF_5.items() if name != "a"} | {"r": True}
    assert numbers(result(prepared(rescaled(policy)), evidence)) == expected


def test_unknown_applicability_of_what_would_be_unmet() -> None:
    evidence = {name: value for name, value in NOTHING_OF_5.items() if name != "a"} | {"r": False}
    expected = {"full": (70, 85, 100), "rescale": (70, 85, 100), "drop": (70, 70, None)}
    for policy, points in expected.items():
        assert numbers(result(prepared(rescaled(policy)), evidence)) == points


def test_a_criterion_in_which_nothing_applies_is_rescaled_one_level_up() -> None:
    optional = criterion("2", leaf("2.1", 20, met="p", applies="a > 0"), entry_line=15)
    asked = sheet(criterion("1", criterion("1.1", leaf("1.1.1", 30, met="q")), optional), leaf_criterion(50))
    asked |= {"not_applicable": "rescale"}
    found = result(asked, {"a": 0, "q": True, "r": False})
    assert (found["points"]["1"], found["points"]["2"], found["criteria"]["2"]) == ((50, 50), (0, 0), "not_applicable")
    assert numbers(found) == (50, 50, 100)
    alone = sheet(optional, leaf_criterion(80)) | {"not_applicable": "rescale"}
    assert numbers(result(alone, {"a": 0, "r": True})) == (100, 100, 100)
    assert numbers(result(alone, {"r": True, "p": True})) == (80, 100, 100)  # open: applies and earns 0, or full


def leaf_criterion(points: int) -> Spec:
    return criterion("9", leaf("9.1", points, met="r"))


@pytest.mark.parametrize("policy", ["rescale", "rescale_sheet", "full", "drop"])
def test_when_nothing_applies_there_is_no_score(policy: str) -> None:
    asked = sheet(leaf("1", 100, met="p", applies="a > 0"), not_applicable=policy)
    found = result(asked, {"a": 0, "p": True})
    assert (found["score"], found["level"], found["outcome"]) == (None, None, "not_applicable")


def thousand(points: int, **line: Any) -> Spec:
    """A criterion of 100 with a line, in a sheet of 1,000."""
    small = criterion("1", leaf("1.1", 60, met="p"), leaf("1.2", 40, met="q"), **line)
    levels = [{"id": "good", "from": 850}]
    return sheet(small, criterion("2", leaf("2.1", points, met="r")), total=1000, levels=levels)


@pytest.mark.parametrize("line", [{"entry_line": 60}, {"entry_share": 60}])
def test_an_entry_line_missed_refuses_the_best_score(line: Spec) -> None:
    missed = result(thousand(900, **line), {"p": False, "q": True, "r": True})
    assert (missed["score"]["low"], missed["level"]) == (940, "good")
    assert (missed["criteria"]["1"], missed["refused"], missed["outcome"]) == ("unmet", "yes", "unmet")
    met = result(thousand(900, **line), {"p": True, "q": False, "r": True})
    assert (met["score"]["low"], met["criteria"]["1"], met["outcome"]) == (960, "met", "met")
    open_ = result(thousand(900, **line), {"q": True, "r": True})
    assert (open_["criteria"]["1"], open_["refused"], open_["outcome"]) == ("unknown", "absent", "unknown")


def test_a_share_is_of_what_applies_under_drop() -> None:
    below = [leaf("1.1", 6, met="p"), leaf("1.2", 4, met="q", applies="a > 0")]
    asked = sheet(criterion("1", *below, entry_share=60), leaf_criterion(90), not_applicable="drop")
    cases: list[tuple[Spec, str]] = [
        ({"p": True, "a": 0}, "met"),  # 6 of 6
        ({"p": False, "a": 1, "q": True}, "unmet"),  # 4 of 10
        ({"p": False}, "unmet"),  # 0 of 6, or up to 4 of 10: below 60 % either way
        ({"p": True}, "met"),  # 6 of 6, or at least 6 of 10
    ]
    for evidence, verdict in cases:
        assert result(asked, evidence | {"r": True})["criteria"]["1"] == verdict
    higher = sheet(criterion("1", *below, entry_share=80), leaf_criterion(90), not_applicable="drop")
    assert result(higher, {"p": True, "r": True})["criteria"]["1"] == "unknown"


def test_the_score_is_rounded_once_and_levels_compare_it() -> None:
    below = [leaf(str(n), 20, met="p") for n in range(1, 5)]
    asked = sheet(*below, leaf("5", SHARE | {"full": 20}), rounding={"decimals": 1})
    found = result(asked, {"p": True, "a": 1497, "b": 2000})  # 14.97
    assert (numbers(found), found["level"]) == ((95, 95, 100), "model")
    unrounded = sheet(*below, leaf("5", SHARE | {"full": 20}))
    assert result(unrounded, {"p": True, "a": 1497, "b": 2000})["level"] == "good"


# --- bonus, penalties, vetoes -----------------------------------------------------------------------------------------


def hundred(**keys: Any) -> Spec:
    return sheet(leaf("1", 100, met="p", authority="stated"), **keys)


BONUS = {
    "cap": 10,
    "items": [
        {"id": "B1", "title": "表彰", "points": 9, "when": "q"},
        {
            "id": "B2",
            "title": "信息",
            "cap": 2,
            "items": [
                {"id": "B2a", "title": "刊用", "each": "0.5", "count": "a", "most": "1.5"},
                {"id": "B2b", "title": "经验", "points": 2, "when": "r"},
            ],
        },
    ],
}


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"q": True, "r": True, "a": 9}, ((10, 10), (2, 2), (F("1.5"), F("1.5")))),  # 9 + 3.5, then 11, then 10
        ({"q": False, "r": True, "a": 1}, ((2, 2), (2, 2), (F("0.5"), F("0.5")))),
        ({"q": False, "r": False, "a": 1}, ((F("0.5"), F("0.5")), (F("0.5"), F("0.5")), (F("0.5"), F("0.5")))),
        ({"q": True, "r": False}, ((9, 10), (0, F("1.5")), (0, F("1.5")))),
        ({"r": False, "a": "2余"}, ((1, 10), (1, F("1.5")), (1, F("1.5")))),
    ],
)
def test_caps_nest(evidence: Spec, expected: Any) -> None:
    found = result(hundred(bonus=BONUS), evidence | {"p": True})
    assert (found["bonus"], found["points"]["B2"], found["points"]["B2a"]) == expected
    assert (found["score"]["low"], found["score"]["possible"]) == (100 + expected[0][0], 100)


def test_a_bonus_of_twelve_under_a_cap_of_ten_with_an_inner_cap_of_two() -> None:
    inner = {"id": "B1", "title": "信息", "cap": 2, "items": [{"id": "B1a", "title": "刊用", "points": 3, "when": "q"}]}
    bonus = {"cap": 10, "items": [inner, {"id": "B2", "title": "表彰", "points": 10, "when": "q"}]}
    found = result(hundred(bonus=bonus), {"p": True, "q": True})
    assert (found["points"]["B1a"], found["points"]["B1"], found["bonus"]) == ((3, 3), (2, 2), (10, 10))
    assert numbers(found) == (110, 110, 100)


def test_the_same_matter_counts_once() -> None:
    grades = [
        {"id": "B1", "title": "国家级", "points": 3, "when": "q"},
        {"id": "B2", "title": "省级", "points": 2, "when": "r"},
    ]
    once = {"items": [{"id": "B", "title": "表彰", "take": "highest", "items": grades}]}
    for evidence, points in (
        ({"q": True, "r": True}, (3, 3)),
        ({"q": False, "r": True}, (2, 2)),
        ({"r": True}, (2, 3)),
        ({"q": False}, (0, 2)),
    ):
        assert result(hundred(bonus=once), evidence | {"p": True})["bonus"] == points


def test_a_bonus_without_a_limit_has_no_upper_end() -> None:
    bonus = {"items": [{"id": "B1", "title": "登记", "each": 5, "count": "a - 2"}]}
    found = result(hundred(bonus=bonus), {"p": False})
    assert (found["bonus"], numbers(found)) == ((0, None), (0, None, 100))
    assert (found["level"], found["levels_open"]) == (None, ["model", "good", "fair"])
    found = result(hundred(bonus=bonus), {"p": True, "a": "4余"})
    assert (numbers(found), found["level"]) == ((110, None, 100), "model")
    assert result(hundred(bonus=bonus), {"p": True, "a": 4})["bonus"] == (10, 10)
    assert result(hundred(bonus=bonus), {"p": True, "a": 1})["bonus"] == (0, 0)


def test_an_open_end_of_a_count_is_the_end_of_its_amount() -> None:
    bonus = {"items": [{"id": "B1", "title": "登记", "each": "0.5", "count": "x", "most": 20}]}
    assert result(hundred(bonus=bonus), {"p": True, "x": "超过10"})["bonus"] == (5, 20)
    assert result(hundred(bonus=bonus), {"p": True, "x": "近10"})["bonus"] == (0, 5)


def test_factors_multiply_before_the_most() -> None:
    times = [{"when": "q", "factor": 2}, {"when": "r", "factor": "0.5"}]
    item = {"id": "P1", "title": "事故", "each": 5, "count": "a", "times": times}
    penalties = {"items": [item]}
    for evidence, points in (
        ({"a": 1, "q": False, "r": False}, (5, 5)),
        ({"a": 2, "q": True, "r": False}, (20, 20)),
        ({"a": 2, "q": True, "r": True}, (10, 10)),
        ({"a": 1, "r": False}, (5, 10)),
        ({"a": 1, "q": False}, (F("2.5"), 5)),
        ({"a": 1}, (F("2.5"), 10)),
    ):
        found = result(hundred(penalties=penalties), evidence | {"p": True})
        assert found["penalties"] == points
        assert numbers(found) == (100 - points[1], 100 - points[0], 100)
    limited = {"items": [item | {"most": 12}]}
    assert result(hundred(penalties=limited), {"p": True, "a": 2, "q": True, "r": False})["penalties"] == (12, 12)
    assert result(hundred(penalties=limited), {"p": True, "q": True, "r": False})["penalties"] == (0, 12)


def test_a_penalty_without_a_limit_may_take_everything() -> None:
    penalties = {"items": [{"id": "P1", "title": "事故", "each": 5, "count": "a"}]}
    found = result(hundred(penalties=penalties), {"p": True})
    assert (found["penalties"], numbers(found)) == ((0, None), (0, 100, 100))
    found = result(hundred(penalties=penalties | {"cap": 20}), {"p": True})
    assert (found["penalties"], numbers(found)) == ((0, 20), (80, 100, 100))
    assert numbers(result(hundred(penalties=penalties), {"p": True, "a": 50})) == (0, 0, 100)  # not below 0


def vetoed(veto: Any, **keys: Any) -> Spec:
    return hundred(bonus={"items": [{"id": "B1", "title": "表彰", "points": 4, "when": "r"}]}) | {
        "total": 100,
        "indicators": [leaf("1", 96, met="p"), leaf("2", 4, met="q", veto=veto)],
    } | keys  # fmt: skip


def test_a_veto_with_a_hundred_points_refuses_and_still_shows_them() -> None:
    found = result(vetoed("refuse"), {"p": True, "q": False, "r": True})
    assert (numbers(found), found["level"]) == ((100, 100, 100), "model")
    assert (found["fired"], found["refused"], found["outcome"]) == ({"2": "yes"}, "yes", "unmet")
    open_ = result(vetoed("refuse"), {"p": True, "r": True})
    assert (open_["fired"], open_["refused"], open_["level"], open_["outcome"]) == (
        {"2": "absent"}, "absent", "model", "unknown",
    )  # fmt: skip


def test_a_veto_that_caps_the_level() -> None:
    capped = vetoed({"cap": "fair"})
    found = result(capped, {"p": True, "q": False, "r": True})
    assert (numbers(found), found["level"], found["refused"], found["outcome"]) == (
        (100, 100, 100), "fair", "no", "unmet",
    )  # fmt: skip
    open_ = result(capped, {"p": True, "r": True})
    assert (open_["level"], open_["levels_open"], open_["outcome"]) == (None, ["model", "good", "fair"], "unknown")
    high = result(vetoed({"cap": "good"}), {"p": True, "q": False, "r": True})
    assert (high["level"], high["outcome"]) == ("good", "met")
    assert result(capped, {"p": True, "q": True, "r": True})["level"] == "model"


def test_a_veto_that_deducts() -> None:
    doubled = {"deduct": 30, "times": [{"when": "a >= 1", "factor": 2}]}
    for evidence, score in (
        ({"q": True, "a": 1}, (100, 100)),
        ({"q": False, "a": 0}, (66, 66)),
        ({"q": False, "a": 1}, (36, 36)),
        ({"q": False}, (36, 66)),
        ({"a": 0}, (66, 100)),
        ({}, (36, 100)),
    ):
        found = result(vetoed(doubled), evidence | {"p": True, "r": False})
        assert numbers(found) == (*score, 100)
        assert found["refused"] == "no"


def test_a_veto_that_does_not_apply_has_not_fired() -> None:
    asked = vetoed("refuse", not_applicable="full")
    asked["indicators"][1] |= {"applies": "a > 0"}
    found = result(asked, {"p": True, "q": False, "a": 0, "r": False})
    assert (found["fired"], found["refused"], found["outcome"]) == ({"2": "no"}, "no", "met")


@pytest.mark.parametrize(
    ("when_fewer", "evidence", "refused"),
    [
        ("unmet", {"p": True, "q": True, "r": False, "a": 1}, "no"),
        ("unmet", {"p": True, "q": False, "r": False, "a": 1}, "yes"),
        ("unmet", {"p": True, "r": False, "a": 1}, "absent"),
        ("unmet", {"p": True, "q": False, "a": 0}, "yes"),
        ("all", {"p": True, "q": False, "a": 0}, "yes"),
        ("unmet", {"p": True, "q": True, "a": 0}, "no"),
    ],
)
def test_core_indicators(when_fewer: str, evidence: Spec, refused: str) -> None:
    marked = [leaf("1", 90, met="p"), leaf("2", 5, met="q"), leaf("3", 5, met="r", applies="a > 0")]
    asked = sheet(
        *(each | {"core": True} for each in marked),
        not_applicable="full",
        core={"at_least": 2, "when_fewer_apply": when_fewer},
    )
    found = result(asked, evidence)
    assert found["refused"] == refused
    assert found["outcome"] == {"no": "met", "yes": "unmet", "absent": "unknown"}[refused]


def test_when_fewer_core_indicators_apply() -> None:
    marked = [leaf("1", 80, met="p"), leaf("2", 10, met="q", core=True), leaf("3", 10, met="r", core=True)]
    optional = [marked[0], marked[1], marked[2] | {"applies": "a > 0"}]
    refused = {
        (rule, q): result(
            sheet(*optional, not_applicable="full", core={"at_least": 2, "when_fewer_apply": rule}),
            {"p": True, "q": q, "a": 0},
        )["refused"]
        for rule in ("unmet", "all")
        for q in (True, False)
    }
    assert refused == {("unmet", True): "yes", ("unmet", False): "yes", ("all", True): "no", ("all", False): "yes"}


def test_dimensions_hold_the_level_down() -> None:
    first, second = criterion("1", leaf("1.1", 50, met="p"), leaf("1.2", 10, met="q")), leaf_criterion(40)
    dimensions = [
        {"id": "D1", "of": ["1"], "levels": {"model": 55, "good": 40}},
        {"id": "D2", "of": ["9"], "levels": {"model": 40}},
    ]
    asked = sheet(
        first, second, dimensions=dimensions, levels=[{"id": "model", "from": 85}, {"id": "good", "from": 10}]
    )
    assert result(asked, {"p": True, "q": True, "r": True})["level"] == "model"
    assert result(asked, {"p": True, "q": False, "r": True})["level"] == "good"  # 90 points, but 50 below 55
    assert result(asked, {"p": True, "q": True, "r": False})["level"] == "good"
    assert result(asked, {"p": False, "q": True, "r": True})["level"] is None
    open_ = result(asked, {"p": True, "r": True})
    assert (open_["level"], open_["levels_open"], open_["outcome"]) == (None, ["model", "good"], "met")


# --- rules ------------------------------------------------------------------------------------------------------------


def rule(name: str, when: str, **then: Any) -> Spec:
    return {"id": name, "when": when, "then": then, "authority": "stated"}


def ruled(*rules: Spec) -> Spec:
    below = [leaf("1.1", 60, met="p"), leaf("1.2", 30, met="q", applies="b > 0")]
    return sheet(
        criterion("1", *below, entry_line=50),
        leaf_criterion(10) | {"id": "2"},
        not_applicable="full",
        rules=list(rules),
        bonus={"items": [{"id": "B1", "title": "表彰", "each": 1, "count": "a"}]},
        pass_level="good",
    )


def test_conclusions_chain_in_any_order() -> None:
    chain = [
        rule("R3", 'concluded("weak")', cap="good"),
        rule("R2", 'concluded("thin") and r', conclude="weak"),
        rule("R1", 'points("1") < 70', conclude="thin"),
        rule("R4", 'met("1.2") and unmet("1.1")', conclude="thin"),
    ]
    found = result(ruled(*chain), {"p": True, "q": False, "b": 1, "r": True, "a": 30})
    assert found["conclusions"] == {"weak": "yes", "thin": "yes"}
    assert (found["score"]["low"], found["level"], found["outcome"]) == (100, "good", "met")
    found = result(ruled(*chain), {"p": True, "b": 1, "r": True, "a": 30})  # 60 or 90
    assert found["conclusions"] == {"weak": "absent", "thin": "absent"}
    assert (found["level"], found["levels_open"]) == (None, ["model", "good"])
    found = result(ruled(*chain), {"p": True, "b": 1, "r": False, "a": 30})
    assert found["conclusions"] == {"weak": "no", "thin": "absent"}
    assert (found["level"], found["levels_open"]) == (None, ["model", "good"])  # 90 or 120 points, and no cap


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ('na("1.2")', "yes"),
        ('met("1.2")', "no"),
        ('unmet("1.2")', "no"),
        ('met("1")', "yes"),
        ("score() >= 105", "yes"),
        ("score() > 105", "no"),
        ('points("B1") == 5', "yes"),
        ('points("1.2") == 30', "yes"),
        ('points("1") + points("2") >= 100', "yes"),
        ("p and b == 0", "yes"),
    ],
)
def test_rules_refuse(when: str, expected: str) -> None:
    evidence = {"p": True, "q": False, "b": 0, "r": True, "a": 5}
    found = result(ruled(rule("R1", when, refuse=True)), evidence)
    assert (found["refused"], found["outcome"]) == (expected, "unmet" if expected == "yes" else "met")


def test_rules_on_what_is_open() -> None:
    evidence = {"p": True, "r": True}  # b and a are missing: 90 to 100 points, and a bonus without a limit
    asked = [
        rule("R1", "score() >= 70", recommend="推荐上报"),
        rule("R2", "score() >= 101", recommend="推荐上报"),
        rule("R3", 'points("1.2") <= 30', recommend="推荐上报"),
        rule("R4", 'met("1.2")', recommend="推荐上报"),
        rule("R5", 'level("fair")', recommend="推荐上报"),
        rule("R6", 'level("model")', recommend="推荐上报"),
        rule("R7", 'na("1.2") or p', recommend="推荐上报"),
    ]
    found = result(ruled(*asked), evidence)
    assert found["recommendations"] == {
        "R1": "yes", "R2": "absent", "R3": "yes", "R4": "absent", "R5": "yes", "R6": "absent", "R7": "yes",
    }  # fmt: skip


def test_a_level_is_read_after_it_was_capped() -> None:
    asked = [
        rule("R1", 'fired("2")', cap="fair"),
        rule("R2", 'level("good")', recommend="推荐上报"),
        rule("R3", 'level("fair")', conclude="listed"),
        rule("R4", 'concluded("listed") and not fired("2")', recommend="推荐上报"),
    ]
    fired = result(vetoed({"deduct": 1}, rules=asked), {"p": True, "q": False, "r": False})
    assert (fired["level"], fired["recommendations"], fired["conclusions"]) == (
        "fair", {"R2": "no", "R4": "no"}, {"listed": "yes"},
    )  # fmt: skip
    calm = result(vetoed({"deduct": 1}, rules=asked), {"p": True, "q": True, "r": False})
    assert (calm["level"], calm["recommendations"]) == ("model", {"R2": "yes", "R4": "yes"})


# --- closing ----------------------------------------------------------------------------------------------------------

CLOSED = {"closed": {"date": "2012-01-15", "by": "市考核组", "reason": "申报截止"}}


@pytest.mark.parametrize(
    ("indicator", "evidence", "closed"),
    [
        (leaf("1", 10, met="p"), {}, True),
        (leaf("1", 10, met="p"), {"p": {"missing": "未报"}}, True),
        (leaf("1", 10, met="p"), {"p": ""}, True),
        (leaf("1", 10, met="p"), {"p": [{"missing": "未报"}, ""]}, True),
        (leaf("1", 10, met="p"), {"p": {"masked": "*"}}, False),
        (leaf("1", 10, met="p"), {"p": [{"value": True}, {"value": False}]}, False),
        (leaf("1", 10, met="p"), {"p": {"not_applicable": "无"}}, False),
        (leaf("1", 10, met="rate_of >= 90"), {"rate_of": 101}, False),
        (leaf("1", 10, met="a >= 90"), {"a": "80余"}, False),
        (leaf("1", 10, met='manner >= "好"'), {}, False),
        (leaf("1", JUDGED), {}, False),
        (leaf("1", 10, met="a >= task"), {"a": 9}, False),
        (leaf("1", 10, met="a >= task"), {}, False),
        (leaf("1", 10, met="p and has(plan)"), {"p": True}, True),
        (leaf("1", 10, met="p and has(plan)"), {"p": {"unreadable": "?"}}, False),
        (leaf("1", 10, met="rate(a, b) >= 90"), {"a": 9}, True),
        (leaf("1", 10, met="rate(a, b) >= 90"), {"a": 0, "b": 0}, False),
        (leaf("1", 10, met="every_year(held >= 1)"), {"held": {2010: 1}}, True),
        (leaf("1", 10, met="every_year(held >= 1)"), {"held": {2010: 1, 2011: {"cut_off": "1"}}}, False),
        (leaf("1", 10, met="p", veto="refuse"), {}, False),
        (leaf("1", 10, met="p", applies="q"), {}, False),
        (leaf("1", 10, met="p", applies="q"), {"q": True}, True),
        (leaf("1", BANDS), {}, True),
        (leaf("1", PARTS), {"p": True}, True),
        (leaf("1", GROWTH), {"paid": {2011: 90}}, True),
        (leaf("1", RATERS), marks(8, None), True),
        (leaf("1", RATERS), {}, True),
        (leaf("1", RATERS), marks(), False),
        (leaf("1", YEARLY), {"paid": {2011: 90}}, True),
    ],
)
def test_closing(indicator: Spec, evidence: Spec, closed: bool) -> None:
    asked = sheet(indicator, leaf("2", 90, met="r"), not_applicable="full")
    filed = evidence | {"r": True}
    before, found = result(asked, filed), result(asked, filed, **CLOSED)
    assert before["indicators"]["1"] == "unknown"
    assert (before["closed"], found["closed"]) == ([], ["1"] if closed else [])
    low, high = before["points"]["1"]
    assert found["indicators"]["1"] == ("unmet" if closed else "unknown")
    assert found["points"]["1"] == ((low, low) if closed else (low, high))


def test_what_is_decided_stays_so_when_closed() -> None:
    asked = sheet(leaf("1", 10, met="p or q"), leaf("2", 90, met="p"), bonus=BONUS)
    found = result(asked, {"p": True}, **CLOSED)
    assert (found["closed"], found["indicators"]) == ([], {"1": "met", "2": "met"})
    assert found["bonus"] == (0, 10)  # bonus is never closed


def test_closing_settles_open_points_and_leaves_a_verdict_that_was_decided() -> None:
    rule = BANDS | {"excess": {"count": "a", "each": 1, "most": 3}}
    asked = sheet(leaf("1", BANDS, met="p"), leaf("2", rule, met="p"), leaf("3", BANDS, met="q"))
    found = result(asked, {"p": True, "q": False, "x": ""}, **CLOSED)
    assert found["indicators"] == {"1": "met", "2": "met", "3": "unmet"}
    assert (found["closed"], found["score"]["low"], found["score"]["high"]) == (["1", "2", "3"], 0, 0)
    found = result(asked, {"p": True, "q": False, "x": 90}, **CLOSED)  # nothing but the excess is open
    assert (found["closed"], found["points"]["2"]) == (["2"], (10, 10))


def test_what_is_vague_is_not_closed() -> None:
    both = leaf("1", 10, met="a >= 90 and p")
    assert result(sheet(both), {"a": 95}, **CLOSED)["closed"] == ["1"]
    assert result(sheet(both), {"a": "80余"}, **CLOSED)["closed"] == []
    assert result(sheet(both), {"a": [{"value": 80}, {"value": 95}]}, **CLOSED)["closed"] == []
    some = leaf("1", RATERS, met="p")
    assert result(sheet(some), marks(8, "5余"), **CLOSED)["closed"] == []


def test_closing_keeps_the_low_points_of_a_rule() -> None:
    found = result(sheet(leaf("1", PARTS)), {"p": True}, **CLOSED)
    assert (found["indicators"]["1"], found["points"]["1"]) == ("unmet", (F("0.25"), F("0.25")))


# --- in order ---------------------------------------------------------------------------------------------------------


def test_eligibility_comes_before_the_score() -> None:
    asked = hundred(eligibility=[{"id": "dossier", "met": "has(plan)"}])
    assert result(asked, {"p": True, "plan": "计划"})["outcome"] == "met"
    found = result(asked, {"p": True, "plan": "无"})
    assert (found["outcome"], found["score"], found["level"], found["levels_open"]) == ("not_evaluated", None, None, [])
    found = result(asked, {"p": True})
    assert (found["outcome"], found["score"]["low"], found["level"]) == ("unknown", 100, "model")


def test_an_invalid_relation_makes_points_absent() -> None:
    relations = [{"id": "r", "holds": "a <= b", "severity": "invalid", "spoils": ["a"]}]
    asked = sheet(leaf("1", PER_UNIT | {"count": "a"}), relations=relations)
    assert result(asked, {"a": 1, "b": 2})["points"]["1"] == (F("1.5"), F("1.5"))
    found = result(asked, {"a": 3, "b": 2}, **CLOSED)
    assert (found["points"]["1"], found["findings"], found["closed"]) == ((0, 5), ["r"], [])
