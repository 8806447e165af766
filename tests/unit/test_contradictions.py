"""Sources and rates that contradict each other: whether that affects the result, and how it is said."""

from __future__ import annotations

from typing import Any

import pytest

from evalcore.loader import standard_of
from evalcore.reports import markdown
from evalcore.scorecard import Scorecard
from evalcore.scoring import score

STANDARD = standard_of(
    {
        "evalcore": "1", "id": "contradictions", "edition": "1", "title": "矛盾", "kind": "conditions", "subject": "街道",
        "evidence": {
            "n": {"type": "count", "label": "职工"},
            "open": {"type": "boolean", "label": "公开"},
            "idle": {"type": "count", "label": "无人用"},
            "part": {"type": "count", "label": "参保"},
            "whole": {"type": "count", "label": "应保"},
            "cover": {"type": "percentage", "label": "参保率", "part": "part", "whole": "whole"},
            "head": {"type": "text", "label": "主任"},
        },
        "eligibility": [{"id": "e", "title": "规模", "authority": "stated", "met": "n >= 5"}],
        "indicators": [
            {"id": "1", "title": "职工", "authority": "stated", "met": "n >= 10"},
            {"id": "2", "title": "公开", "authority": "stated", "met": "open or n >= 100"},
            {"id": "3", "title": "参保", "authority": "stated", "met": "cover >= 80"},
        ],
    }
)  # fmt: skip
GOOD: dict[str, Any] = {"n": 20, "open": "是", "part": 90, "whole": 100, "cover": "90%"}


def card(**changed: Any) -> Scorecard:
    return score(STANDARD, {"evidence": {**GOOD, **changed}})


@pytest.mark.parametrize(
    ("changed", "code", "harmless"),
    [
        ({"n": [20, 30]}, "sources-differ", True),
        ({"n": [9, 30]}, "sources-differ", False),
        ({"n": [4, 6]}, "sources-differ", False),  # eligibility is open
        ({"open": ["是", "否"]}, "sources-differ", False),
        ({"open": ["是", "否"], "n": 100}, "sources-differ", True),
        ({"idle": [1, 2]}, "sources-differ", True),
        ({"cover": "85%"}, "rate-contradicts", True),
        ({"cover": "70%"}, "rate-contradicts", False),
    ],
)
def test_a_contradiction_that_affects_nothing_says_so(changed: dict[str, Any], code: str, harmless: bool) -> None:
    made = card(**changed)
    [finding] = [each for each in made.record.evidence_findings if each.code == code]
    assert (finding.severity, finding.harmless) == ("contradictory", harmless)
    assert ("不影响结论" in markdown.render(made.record, "zh")) == harmless
    assert ("does not affect the result" in markdown.render(made.record, "en")) == harmless


def test_texts_that_differ_are_only_noted() -> None:
    [finding] = card(head=["常务副职", "副区长"]).record.evidence_findings
    assert (finding.code, finding.severity, finding.harmless) == ("sources-differ", "note", None)


def test_two_ways_of_writing_one_range_are_no_contradiction() -> None:
    made = card(n=["360余", "36 0余"])
    assert made.record.evidence_findings == []
    open_card = card(n=["5余", "５余"])
    reasons = {lack.reason for leaf in open_card.record.indicators for check in leaf.checks for lack in check.lacks}
    assert reasons == {"approximate"}
