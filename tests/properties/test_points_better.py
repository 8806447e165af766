"""Better evidence never lowers the points, for every leaf rule whose value is better the higher it is."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from evalcore.loader import load_standard
from evalcore.scoring import score
from evalcore.standard import Standard

FIELDS = {
    "n": {"label": "次数", "type": "number", "min": 0},
    "part": {"label": "达到数", "type": "count"},
    "whole": {"label": "总数", "type": "count"},
    **{name: {"label": name, "type": "boolean"} for name in "abcd"},
}
LINEAR = {"rule": "linear", "full": 10, "per": 7, "lose": "1.25"}
SLOPES = [{"beyond": 40, "lose": 2}]
RISING: dict[str, dict[str, Any]] = {
    "bands": {"rule": "bands", "of": "n", "bands": [{"from": 60, "points": 10}, {"above": 20, "points": 4}], "otherwise": 1},
    **{f"linear {steps}": LINEAR | {"of": "n", "target": "80", "steps": steps, "measure": "points"}
       for steps in ("whole", "pro_rata", "started")},
    "linear percent": LINEAR | {"of": "n", "target": "80", "steps": "started", "measure": "percent"},
    **{f"slopes {how}": LINEAR | {"of": "n", "target": "80", "steps": "whole", "measure": "points", "slopes": SLOPES,
                                  "slopes_combine": how} for how in ("replace", "add")},
    "proportional": {"rule": "proportional", "full": 10, "of": "n", "target": "70", "from": 15},
    "half": {"rule": "half", "full": 10, "of": "n", "target": "66"},
    "per_unit": {"rule": "per_unit", "full": 10, "count": "n", "each": "0.3", "excess": {"count": "n - 50", "each": "0.1", "most": 2}},
    "deduct": {"rule": "deduct", "full": 10, "misses": [{"count": "90 - n", "each": "0.2", "most": 8}]},
    "rate": {"rule": "proportional", "full": 10, "of": "rate(part, whole)", "target": "90"},
}  # fmt: skip
COUNTED: dict[str, dict[str, Any]] = {
    "parts": {"rule": "parts", "full": 10, "parts": [{"when": name, "points": points} for name, points in
                                                     zip("abcd", ("3", "0.5", "4", "5"), strict=True)]},
    "grades": {"rule": "grades", "conditions": list("abcd"), "otherwise": {"grade": "C", "points": 1},
               "grades": [{"at_least": 4, "grade": "A", "points": 10}, {"at_least": 2, "grade": "B", "points": 6}]},
    "k_of_n": {"rule": "k_of_n", "full": 10, "k": 3, "conditions": list("abcd")},
}  # fmt: skip


def standard_with(rule: dict[str, Any]) -> Standard:
    return load_standard(
        {
            "evalcore": 1,
            "id": "rising",
            "edition": 1,
            "title": "例",
            "kind": "points",
            "subject": "区",
            "total": 10,
            "levels": [{"id": "a", "title": "甲", "from": 1}],
            "pass_level": "a",
            "evidence": FIELDS,
            "indicators": [{"id": "1", "title": "例", "authority": "stated", "points": rule}],
        }
    )


def points(standard: Standard, evidence: dict[str, Any]) -> Fraction:
    card = score(standard, {"evidence": evidence}, confirmed=False)
    assert card.points["1"].final
    return card.points["1"].low


@pytest.mark.parametrize("name", RISING)
def test_a_higher_value_never_earns_less(name: str) -> None:
    standard, random = standard_with(RISING[name]), Random(name)
    values = sorted(
        {Fraction(random.randint(0, 1000), 10) for _ in range(60)} | {Fraction(n) for n in range(0, 101, 5)}
    )
    filed = [{"n": value, "part": value.numerator // value.denominator, "whole": 100} for value in values]
    earned = [points(standard, evidence) for evidence in filed]
    assert earned == sorted(earned)
    assert len(set(earned)) > 2 or name == "half"


@pytest.mark.parametrize("name", COUNTED)
def test_one_more_condition_never_earns_less(name: str) -> None:
    standard, random = standard_with(COUNTED[name]), Random(name)
    for _ in range(40):
        held = {each: random.random() < 0.5 for each in "abcd"}
        better = held | {random.choice("abcd"): True}
        assert points(standard, better) >= points(standard, held)
