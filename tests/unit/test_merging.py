"""Merging submissions: states, precedence, what cannot be merged, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evalcore.cli import main
from evalcore.errors import EvidenceError
from evalcore.evidence import Evidence, read_evidence
from evalcore.merging import Copy, merge_copies
from evalcore.places import read_yaml
from evalcore.readings import Readings
from evalcore.writing import as_data, as_yaml
from tests.unit.tabled import STANDARD, csv_file, workbook

HEAD = "evalcore: 1\nid: union\nedition: '1'\ntitle: 工会\nkind: conditions\nsubject: 街道\n"
FIELDS = (
    "evidence:\n  n: {label: 职工, type: count, unit: 人}\n  doc: {label: 计划, type: document}\n"
    "indicators:\n  - {id: '1', title: 职工, authority: stated, met: n >= 10 and has(doc), excusable: yes}\n"
)


def filed(text: str) -> Evidence:
    return read_evidence(STANDARD, read_yaml(text, "a.yaml"))


def states(*texts: str, prefer: tuple[str, ...] = ()) -> dict[str, str]:
    copies = [Copy(name, filed(text)) for name, text in zip("甲乙丙", texts, strict=False)]
    return {field.key.id: field.state for field in merge_copies(STANDARD, copies, prefer).fields}


@pytest.mark.parametrize(
    ("one", "other", "state"),
    [
        ("workers: 8.9万", "workers: 89000", "confirmed"),
        ("workers: 8.9万", "workers: 9万", "conflict"),
        ("workers: 8.9万", "workers: {masked: 8*}", "filled"),
        ("workers: 8.9万", "workers: 很多", "filled"),
        ("workers: {cut_off: 8}", "workers: {masked: 8*}", "unusable"),
        ("workers: 8.9万", "cover: 90%", "single"),
        ("workers: 近9万", "workers: 9万以下", "conflict"),
        ("open: 是", "open: 有", "confirmed"),
        ("open: 是", "open: 否", "conflict"),
        ("plan: 计划", "plan: 计划（修订）", "confirmed"),
        ("plan: 计划", "plan: {none: true}", "conflict"),
        ("founded: 2001-05-01", "founded: 2001年5月1日", "confirmed"),
        ("unions: [{name: 一厂, size: 30}]", "unions: [{name: 一厂, size: 30人}]", "confirmed"),
        ("unions: [{name: 一厂, size: 30}]", "unions: [{name: 一厂, size: 31}]", "conflict"),
        ("members: {2010: 5}", "members: {2010: 5}", "confirmed"),
    ],
)
def test_states(one: str, other: str, state: str) -> None:
    texts = [f"evidence: {{{text}}}" for text in (one, other)]
    name = one.split(":", maxsplit=1)[0]
    assert states(*texts)[name] == state
    assert states(*texts[::-1])[name] == state


def test_lists_of_records_in_conflict_all_stay_and_decide_nothing() -> None:
    texts = [f"evidence: {{unions: [{{name: 一厂, size: {size}}}]}}" for size in (30, 31)]
    merged = merge_copies(STANDARD, [Copy(name, filed(text)) for name, text in zip("甲乙", texts, strict=True)])
    again = read_evidence(STANDARD, read_yaml(as_yaml(as_data(STANDARD, merged.evidence))))
    [key] = again.claims
    assert len(again.claims[key]) == 2
    assert Readings(STANDARD, again, ())[key].absence == "contradictory"


def test_a_named_precedence_decides_and_is_written_down() -> None:
    copies = [
        Copy("甲", filed("evidence: {workers: 5}")),
        Copy("乙", filed("evidence: {workers: {value: 7, source: 年鉴}}")),
    ]
    merged = merge_copies(STANDARD, copies, ("年鉴",))
    assert merged.fields[0].state == "ranked"
    data = as_data(STANDARD, merged.evidence)
    assert data["prefer"] == ["年鉴"]
    assert data["evidence"]["workers"] == [
        {"value": "5", "source": "甲", "locator": "a.yaml:1:21"}, {"value": "7", "source": "年鉴"},
    ]  # fmt: skip
    again = read_evidence(STANDARD, data)
    [key] = again.claims
    exact = Readings(STANDARD, again, ())[key].exact
    assert exact == 7


def test_what_a_copy_leaves_blank_is_not_an_entry() -> None:
    assert states("evidence: {workers: 5}", "evidence: {workers: }") == {"workers": "single"}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("subject: 甲街道", "subject: 乙街道", "merge-subject-differ"),
        ("years: [2010]", "years: [2010, 2011]", "merge-years-differ"),
        ("excused: {'1': {reason: 无, by: 甲}}", "excused: {'1': {reason: 无企业, by: 甲}}", "merge-excuses-differ"),
        ("", "closed: {date: 2011-01-01, by: 市考核组, reason: 截止}", "merge-closed"),
    ],
)
def test_what_cannot_be_merged(one: str, other: str, code: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        states(one, other)
    [problem] = caught.value.problems
    assert problem.code == code
    assert problem.place.line == 1
    assert problem.message("zh")
    assert problem.hint("en")


def test_an_unknown_source_of_precedence_is_refused() -> None:
    with pytest.raises(EvidenceError, match="甲、乙") as caught:
        states("evidence: {workers: 5}", "evidence: {workers: 6}", prefer=("丁",))
    assert caught.value.problems[0].code == "merge-source-unknown"


# --- the command ------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["merge", *map(str, arguments), "--lang", "zh"], env={"COLUMNS": "100"})


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, list[Path]]:
    """A standard, and three copies: YAML, CSV and a workbook."""
    csv_file(tmp_path / "union.yaml", HEAD + FIELDS)
    copies = [
        csv_file(
            tmp_path / "甲.yaml", f"standard: {tmp_path}/union.yaml\nevidence: {{n: 8.9万, doc: {{masked: xx计划}}}}"
        ),
        csv_file(tmp_path / "乙.csv", "职工,计划,计划.日期\n89000,年度计划,2010-02-01\n", "gb18030"),
        workbook(tmp_path / "丙.xlsx", {"表": [["指标", "填报值"], ["职工", 9]]}),
    ]
    return tmp_path / "union.yaml", copies


def test_files_of_every_kind_are_merged(three: tuple[Path, list[Path]], tmp_path: Path) -> None:
    standard, copies = three
    result = run(*copies, "--standard", standard, "-o", tmp_path / "merged.yaml", "--format", "json")
    assert result.exit_code == 2  # the YAML names its standard by a path, which is no id
    csv_file(copies[0], "standard: union\nevidence: {n: 8.9万, doc: {masked: xx计划}}")
    result = run(*copies, "--standard", standard, "-o", tmp_path / "merged.yaml", "--format", "json")
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    assert {field["field"]: field["state"] for field in record["fields"]} == {"n": "conflict", "doc": "filled"}
    written = read_yaml((tmp_path / "merged.yaml").read_text("utf-8")).data
    assert written == {
        "standard": "union",
        "evidence": {
            "n": [
                {"value": "8.9万", "source": "甲", "locator": "甲.yaml:2:15"},
                {"value": "89000", "source": "乙", "locator": "乙.csv!A2 (职工)"},
                {"value": "9", "source": "丙", "locator": "丙.xlsx!表!B2"},
            ],
            "doc": [
                {"masked": "xx计划", "source": "甲", "locator": "甲.yaml:2:26"},
                {"value": "年度计划", "source": "乙", "locator": "乙.csv!B2 (计划)", "date": "2010-02-01"},
            ],
        },
    }


def test_without_output_the_evidence_goes_to_stdout_and_the_report_to_stderr(three: tuple[Path, list[Path]]) -> None:
    standard, copies = three
    result = run(*copies[1:], "--standard", standard, "--prefer", "乙")
    assert result.exit_code == 0
    assert read_yaml(result.stdout).data["prefer"] == ["乙"]  # type: ignore[index]
    assert "按先后次序采用" in result.stderr


def test_all_problems_of_all_files_come_at_once(three: tuple[Path, list[Path]]) -> None:
    standard, copies = three
    csv_file(copies[0], "standard: union\nevidence: {m: 5, 职: 6}")
    csv_file(copies[1], "员工,计划\n1,x\n")
    result = run(*copies, "--standard", standard)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("evidence-unknown-field") == 2
    assert "乙.csv 第 1 行 A 列（员工）: header-unknown" in result.stderr


def test_the_standard_is_the_one_that_the_files_name(three: tuple[Path, list[Path]], tmp_path: Path) -> None:
    _, copies = three
    assert "merge-standard-needed" in run(*copies[1:]).stderr
    union = csv_file(tmp_path / "a.yaml", "standard: union-model-district\nsubject: 甲\n")
    other = csv_file(tmp_path / "b.yaml", "standard: teaching-points\nsubject: 甲\n")
    assert "merge-standards-differ" in run(union, other).stderr
    same = csv_file(tmp_path / "b.yaml", "standard: union-model-district\nsubject: 甲\n")
    assert run(union, same).stdout == "standard: union-model-district\nsubject: 甲\nevidence: {}\n"
