"""The audit of evidence: every kind of trouble, what it can change, and the command."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from evalcore.audit import Audit, Item, Kind, Reach, audit_evidence
from evalcore.cli import main
from evalcore.loader import standard_of

ROOT = Path(__file__).parents[2]
COUNT = {"type": "count"}
SPEC: dict[str, Any] = {
    "evalcore": "1", "id": "audited", "edition": "1", "title": "审核", "kind": "points", "subject": "街道", "total": 40,
    "not_applicable": "full", "pass_level": "good", "levels": [{"id": "good", "title": "达标", "from": 30}],
    "parameters": {"target": {**COUNT, "label": "任务", "authority": "上级"}},
    "window": {"from": "2010-01-01", "to": "2010-12-31"},
    "evidence": {
        "a": {**COUNT, "label": "甲"},
        "b": {**COUNT, "label": "乙"},
        "c": {**COUNT, "label": "丙", "max": 100},
        "plan": {"type": "document", "label": "计划"},
        "mark": {"type": "rating", "label": "评定", "choices": ["差", "好"]},
        "idle": {**COUNT, "label": "闲"},
    },
    "relations": [{"id": "r", "title": "甲不多于乙", "holds": "a <= b", "severity": "doubtful"}],
    "criteria": [
        {
            "id": "1", "title": "一", "weight": 2,
            "indicators": [
                {"id": "1.1", "title": "甲", "authority": "stated", "met": "a >= 10", "points": 5},
                {"id": "1.2", "title": "乙", "authority": "external", "met": "b >= target", "points": 5},
            ],
        },
        {
            "id": "2", "title": "二",
            "indicators": [
                {"id": "2.1", "title": "丙", "authority": "stated", "met": "c >= 10 or a >= 50", "points": 8, "veto": "refuse"},
                {"id": "2.2", "title": "计划", "authority": "stated", "met": "has(plan)", "points": 4},
                {"id": "2.3", "title": "评定", "authority": "stated", "met": "mark == '好'", "points": 8},
            ],
        },
    ],
}  # fmt: skip
STANDARD = standard_of(SPEC)
GOOD = {"a": 20, "b": 30, "c": 40, "plan": "计划", "mark": "好"}


def found(parameters: Any = None, **changed: object) -> Audit:
    return audit_evidence(STANDARD, {"parameters": parameters or {"target": 5}, "evidence": {**GOOD, **changed}})


def item(made: Audit, name: str) -> Item:
    [only] = [each for each in made.items if each.key.id == name]
    return only


@pytest.mark.parametrize(
    ("name", "value", "kind", "parts", "points"),
    [
        ("a", None, "missing", ("1.1",), 10),  # the criterion counts twice
        ("b", "很多", "unreadable", ("1.2",), 10),
        ("c", 400, "invalid", ("2.1",), 8),
        ("c", "近50", "approximate", ("2.1",), 8),
        ("c", [5, 50], "contradictory", ("2.1",), 8),
        ("plan", {"document": "计划", "date": "2009-05-01"}, "out_of_window", ("2.2",), 4),
        ("plan", {"not_applicable": "无"}, "claim", ("2.2",), 4),
        ("mark", None, "awaited", ("2.3",), 8),
    ],
)
def test_kinds(name: str, value: object, kind: Kind, parts: tuple[str, ...], points: int) -> None:
    only = item(found(**{name: value}), name)
    assert (only.kind, only.reach.parts) == (kind, parts)
    assert only.reach.points == points
    assert only.reach.veto == ("2.1" in parts)


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("idle", "近3", "approximate"),
        ("idle", "许多", "unreadable"),
        ("c", "120以下", "approximate"),
        ("b", [20, 30], "contradictory"),
    ],
)
def test_what_changes_nothing_comes_last(name: str, value: object, kind: str) -> None:
    made = found(a=10, **{name: value}) if name != "c" else found(a=60, b=70, c=value)
    only = item(made, name)
    assert (only.kind, only.reach) == (kind, Reach())
    assert made.items[-1] == only


def test_a_doubt_reaches_what_rests_on_its_fields() -> None:
    made = found(a=40)
    only = item(made, "a")
    assert (only.kind, only.lack) == ("doubtful", None)
    assert [finding.code for finding in only.findings] == ["relation-broken"]
    assert only.reach.parts == ("1.1", "1.2")
    assert only.reach.points == 20


def test_closed_evidence_is_still_doubted_and_what_closing_decided_changes_nothing() -> None:
    closed = {"date": "2011-01-31", "by": "市考核组", "reason": "截止"}
    filed = {"parameters": {"target": 5}, "evidence": {**GOOD, "a": 40, "plan": None}, "closed": closed}
    made = audit_evidence(STANDARD, filed)
    assert made.card.verdicts["2.2"] == "unmet"
    assert item(made, "plan").reach == Reach()
    assert item(made, "a").reach.parts == ("1.1", "1.2")


def test_a_parameter_that_nobody_gave_is_awaited_of_the_issuer() -> None:
    only = item(found({"target": ""}), "target")
    assert (only.kind, only.reach.parts) == ("awaited", ("1.2",))
    assert only.lack is not None
    assert only.lack.owner == "issuer"


def test_the_whole_first_then_vetoes_then_points() -> None:
    made = found(a=None, c=None, plan=None, mark=None)
    assert [each.key.id for each in made.items] == ["a", "c", "mark", "plan"]  # a may decide 2.1 too
    assert all(each.reach.whole for each in made.items)
    lost = found(b=1, c=1, a=1, plan=None)  # the veto has fired: nothing can change the whole any more
    assert lost.card.verdict == "unmet"
    assert not item(lost, "plan").reach.whole
    assert item(lost, "plan").reach.points == Fraction(4)


def test_good_evidence_has_nothing_to_look_at() -> None:
    assert found().items == ()


def test_the_command_says_so(tmp_path: Path) -> None:
    path = tmp_path / "evidence.json"
    path.write_text(json.dumps({"parameters": {"target": 5}, "evidence": GOOD}), "utf-8")
    standard = tmp_path / "standard.json"
    standard.write_text(json.dumps(SPEC), "utf-8")
    result = CliRunner().invoke(main, ["audit", str(standard), str(path), "--lang", "zh"])
    assert result.exit_code == 0
    assert result.stdout.endswith("没有发现问题。\n")


def test_what_does_not_matter_is_listed_on_request() -> None:
    arguments = [
        "audit",
        "union-model-district",
        str(ROOT / "fixtures/union-much-missing.yaml"),
        "--format",
        "markdown",
    ]
    short = CliRunner().invoke(main, [*arguments, "--lang", "en"]).stdout
    whole = CliRunner().invoke(main, [*arguments, "--lang", "en", "--all"]).stdout
    assert "## What can change the result" in short
    assert "## What does not affect the result" not in short
    assert "## What does not affect the result" in whole
