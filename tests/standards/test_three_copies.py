"""Three copies of one real report, merged field by field: none is best everywhere, and nothing is chosen silently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evalcore.evidence import Evidence, read_evidence
from evalcore.merge_results import MergedFieldRecord, MergeRecord, merge_record
from evalcore.merging import Copy, Merged, merge_copies
from evalcore.places import read_yaml
from evalcore.scoring import score
from evalcore.writing import as_data, as_yaml
from tests.standards.filing import fixture, standard

FOLDER = Path(__file__).parents[2] / "fixtures" / "elder-respect-copies"
NAME = "elder-respect-model-district"
COPIES = ("汇报材料", "申报材料", "工作总结")


def copies(**text: tuple[str, str]) -> list[Copy]:
    """The three copies; `text` replaces something in one of them."""
    found = []
    for name in COPIES:
        content = (FOLDER / f"{name}.yaml").read_text("utf-8")
        if name in text:
            assert text[name][0] in content
            content = content.replace(*text[name])
        found.append(Copy(name, read_evidence(standard(NAME), read_yaml(content, f"{name}.yaml"))))
    return found


@pytest.fixture(scope="module")
def merged() -> Merged:
    return merge_copies(standard(NAME), copies())


@pytest.fixture(scope="module")
def record(merged: Merged) -> MergeRecord:
    return merge_record(standard(NAME), merged)


def field(record: MergeRecord, name: str) -> MergedFieldRecord:
    [found] = [each for each in record.fields if each.field == name]
    return found


def said(record: MergeRecord, name: str) -> list[tuple[str, str | None, bool]]:
    return [(entry.copied_from, entry.raw, entry.used) for entry in field(record, name).entries]


def test_elders_from_two_copies(record: MergeRecord) -> None:
    assert field(record, "elders").state == "confirmed"
    assert said(record, "elders") == [
        ("汇报材料", "60岁以上老年人口万", False), ("申报材料", "8.9万", True), ("工作总结", "8.9万", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "state", "kept"),
    [
        ("urban_population", "confirmed", [("申报材料", "43万"), ("工作总结", "43万")]),
        ("rural_population", "confirmed", [("申报材料", "29万"), ("工作总结", "29万")]),
        ("central_rate", "filled", [("申报材料", "47.7%")]),
        ("relief_money", "filled", [("申报材料", "35.4万元")]),
        ("plan_eleventh", "filled", [("汇报材料", "区老龄事业发展“十一五”规划")]),
        ("five_guarantee", "confirmed", [("汇报材料", "2718人"), ("申报材料", "2718人")]),
        ("good_deeds", "confirmed", [("汇报材料", "36 0余件"), ("申报材料", "360余件")]),
        ("central_support", "confirmed", [("汇报材料", "1298人"), ("申报材料", "1298人")]),
        ("subsidy_90", "unusable", []),
    ],
)
def test_fields(record: MergeRecord, name: str, state: str, kept: list[tuple[str, str]]) -> None:
    assert field(record, name).state == state
    assert [(copy, raw) for copy, raw, used in said(record, name) if used] == kept


def test_what_was_cut_off_and_masked_stays_beside_it(record: MergeRecord) -> None:
    assert [(e.copied_from, e.raw, e.absence) for e in field(record, "five_guarantee").entries if not e.used] == [
        ("工作总结", "27", "cut_off")
    ]
    assert {(e.raw, e.absence) for e in field(record, "plan_eleventh").entries if not e.used} == {
        ("老龄事业发展“xxx”规划", "masked")
    }
    assert {e.raw for e in field(record, "subsidy_90").entries} == {"50元、100200元", "50元、100**200元"}


def test_a_truncated_figure_taken_for_a_number_is_flagged(record: MergeRecord) -> None:
    filed = merge_copies(standard(NAME), copies(工作总结=("{cut_off: 27,", "{value: 27,")))
    found = merge_record(standard(NAME), filed)
    assert field(found, "five_guarantee").state == "conflict"
    assert field(record, "five_guarantee").state == "confirmed"
    card = score(standard(NAME), filed.evidence)
    findings = {each.code: each for each in card.inputs.findings if each.fields == ("five_guarantee",)}
    assert findings.keys() == {"source-looks-cut", "sources-differ"}
    assert findings["source-looks-cut"].params == {"raw": "27", "whole": "2718人", "source": "工作总结"}


def test_the_merged_evidence_scores_as_the_district_whose_every_field_is_from_the_best_copy(merged: Merged) -> None:
    card = score(standard(NAME), merged.evidence)
    best = fixture("elder-respect-real-district")
    assert (card.verdict, card.verdicts) == (best.verdict, best.verdicts)
    findings = {(each.code, each.fields) for each in card.inputs.findings}
    assert {(each.code, each.fields) for each in best.inputs.findings} <= findings


def test_the_written_file_says_the_same(merged: Merged) -> None:
    text = as_yaml(as_data(standard(NAME), merged.evidence))
    again = read_evidence(standard(NAME), read_yaml(text))
    assert score(standard(NAME), again).verdicts == score(standard(NAME), merged.evidence).verdicts
    assert without_paths(again) == without_paths(merged.evidence)


def without_paths(evidence: Evidence) -> object:
    """What was filed with its origins, not where it stands."""
    return {
        key: [(replace(claim, path=(), records=None), len(claim.records or ())) for claim in claims]
        for key, claims in evidence.claims.items()
    }


def test_order_makes_no_difference_to_the_states(record: MergeRecord) -> None:
    turned = merge_record(standard(NAME), merge_copies(standard(NAME), copies()[::-1]))
    assert {(f.field, f.state) for f in turned.fields} == {(f.field, f.state) for f in record.fields}
