"""What a gap says is missing: also inside records, and beside conditions that are decided without the evidence."""

from __future__ import annotations

from typing import Any

import pytest

from evalcore.loader import load_standard
from evalcore.scorecard import Scorecard
from evalcore.scoring import score

FIELDS: dict[str, Any] = {
    "workers": {"label": "职工数", "type": "count", "unit": "人"},
    "posted": {"label": "已公示", "type": "boolean"},
    "unions": {
        "label": "基层工会",
        "type": "items",
        "columns": {
            "members": {"label": "会员数", "type": "count", "unit": "人"},
            "staff": {"label": "职工数", "type": "count", "unit": "人"},
        },
    },
}


def scored(met: str, **evidence: Any) -> Scorecard:
    leaf = {"id": "1", "title": "要求", "authority": "stated", "met": met}
    head = {"evalcore": "1", "id": "asked", "edition": "1", "title": "标准", "kind": "conditions", "subject": "工会"}
    standard = load_standard({**head, "evidence": FIELDS, "indicators": [leaf]})
    return score(standard, {"evidence": evidence}, confirmed=False)


def reasons(card: Scorecard) -> list[tuple[str, str | None, str]]:
    return [
        (lack.key.id, lack.key.period, lack.reason)
        for gap in card.gaps
        for check in gap.checks
        for lack in check.lacks
        if lack.key
    ]


RECORDS = [
    ("every(unions, rate(members, staff) >= 90)", {"members": 1, "staff": 0}, ("#2", "nothing_to_divide")),
    ("every(unions, rate(members, staff) >= 90)", {"members": 2, "staff": 1}, ("#2", "part_above_whole")),
    ("every(unions, members >= 25)", {"members": "20余"}, ("#2 members", "approximate")),
    ("every(unions, members >= 25)", {}, ("#2 members", "missing")),
    ("count(unions, where=members >= 25) >= 2", {}, ("#2 members", "missing")),
    ("count(unions, where=members >= 25) >= 2", {"members": "20余"}, ("#2 members", "approximate")),
    ("total(unions, members) >= 90", {"members": ""}, ("#2 members", "missing")),
]


@pytest.mark.parametrize(("met", "record", "expected"), RECORDS)
def test_a_record_that_leaves_a_check_undecided_is_named(
    met: str, record: dict[str, Any], expected: tuple[str, str]
) -> None:
    card = scored(met, unions=[{"members": 30, "staff": 30}, record])
    assert card.verdict == "unknown"
    assert reasons(card) == [("unions", *expected)]
    assert card["1"].explain()


@pytest.mark.parametrize(
    ("met", "verdict"),
    [("1 >= 2 and posted", "unmet"), ("posted or 2 >= 1", "met"), ("not (posted and 1 >= 2)", "met")],
)
@pytest.mark.parametrize("evidence", [{}, {"posted": True}])
def test_what_does_not_matter_is_still_explained(met: str, verdict: str, evidence: dict[str, Any]) -> None:
    card = scored(met, **evidence)
    assert card.verdict == verdict
    assert [gap.indicator.id for gap in card.gaps] == (["1"] if verdict == "unmet" else [])
    assert "已公示" in card["1"].explain()


def test_both_readings_give_the_checks_the_same_truths() -> None:
    met = "rate(workers, workers) >= 90 and (posted or workers >= 25)"
    exact, spread = scored(met, workers=20, posted=False), scored(met, workers=[20, 21], posted=False)
    assert [exact.confirmed_by.decided_by, spread.confirmed_by.decided_by] == ["scalar", "trace"]
    assert [c.truth for c in exact.checks.of("1")] == [c.truth for c in spread.checks.of("1")] == [1, 2, 2]
