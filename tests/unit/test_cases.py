"""Cases of standards: how they are read, what they compare, and everything that can be wrong with a file of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalcore.casefile import read_cases
from evalcore.casemodel import Case, Expect
from evalcore.cases import CaseResults, cases_path, run_cases
from evalcore.cli import main
from evalcore.errors import InputError
from evalcore.evidence import Key
from evalcore.loader import load_standard
from evalcore.places import Document, read_yaml
from evalcore.reports.cases import report
from evalcore.standard import Standard

STREET = """
evalcore: 1
id: street
edition: "1"
title: 好街道
kind: points
subject: 街道
total: 10
not_applicable: full
levels: [{id: model, title: 模范, from: 9}, {id: good, title: 达标, from: 6}]
pass_level: good
parameters:
  goal: {label: 目标, type: count, unit: 人, authority: 上级}
evidence:
  ready: {label: 材料齐全, type: boolean}
  members: {label: 会员数, type: count, unit: 人}
  meetings: {label: 会议, type: count, unit: 次, per: year}
  firms: {label: 有企业, type: boolean}
  tidy: {label: 整洁, type: boolean, by: assessor}
eligibility:
  - {id: ready, title: 材料齐全, authority: stated, met: ready}
criteria:
  - id: A
    title: 甲
    entry_line: 1
    indicators:
      - {id: A1, title: 会员, authority: external, met: members >= goal, points: 4}
      - {id: A2, title: 会议, authority: stated, met: every_year(meetings >= 1), points: 3}
  - id: B
    title: 乙
    indicators:
      - {id: B1, title: 企业, authority: stated, applies: firms, met: members >= 5, points: 1, excusable: true}
      - id: B2
        title: 整洁
        authority: stated
        met: tidy
        points: {rule: proportional, full: 2, of: members, target: "30"}
rules:
  - {id: R1, when: unmet("A1"), then: {conclude: weak}, authority: stated}
"""

# Everything is met: A1 4, A2 3, B1 1 (there are no firms: full), B2 2.
GOOD = """
cases:
  - title: 全好
    evidence:
      standard: street
      years: [2010, 2011]
      parameters: {goal: 20}
      evidence: {ready: yes, members: 30, meetings: {2010: 1, 2011: 2}, firms: no, tidy: yes}
    expect:
"""


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    path = tmp_path_factory.mktemp("street") / "standard.yaml"
    path.write_text(STREET, encoding="utf-8")
    return load_standard(path)


def cases(text: str, *, good: str = "{verdict: met}") -> Document:
    """A cases file: the good case, and what the text adds."""
    return read_yaml(f"{GOOD.rstrip()} {good}\n{text}", "cases.yaml")


def differences(results: CaseResults) -> list[tuple[str, object, object, int | None]]:
    """What differs, in all cases: path, expected, found, line."""
    return [(".".join(d.what), d.expected, d.found, d.place.line) for case in results.cases for d in case.differences]


# --- where the evidence of a case comes from ------------------------------------------------------------------------


def based(change: str, expect: str) -> Document:
    return cases(f"  - {{title: 又一例, base: 全好, {change}, expect: {expect}}}\n")


@pytest.mark.parametrize(
    ("change", "expect"),
    [
        ("change: {members: 19}", "{verdict: unmet, indicators: {A1: unmet}}"),
        ("change: {members: missing}", "{verdict: unknown, indicators: {A1: unknown}}"),
        ("change: {members: {value: 31}}", "{verdict: met, indicators: {A1: met}}"),
        ("change: {meetings: {2011: 2}}", "{verdict: met, indicators: {A2: unknown}}"),
        ("parameters: {goal: 31}", "{verdict: met, score: 6, indicators: {A1: unmet}}"),
        ("parameters: {goal: missing}", "{verdict: met, score: {low: 6, high: 10}, awaiting: [A1]}"),
        ("years: [2009, 2010, 2011]", "{verdict: met, indicators: {A2: unknown}}"),
        ("years: missing", "{verdict: met, indicators: {A2: unknown}}"),
        ("excused: {B1: {reason: 无, by: 考核组}}", "{verdict: met, indicators: {B1: not_applicable}}"),
        (
            "change: {meetings: missing}, closed: {date: 2012-01-31, by: 考核组, reason: 逾期}",
            "{verdict: met, indicators: {A2: unmet}}",
        ),
    ],
    ids=lambda value: value if "verdict" not in value else "",
)
def test_a_case_changes_what_it_starts_from(street: Standard, change: str, expect: str) -> None:
    assert differences(run_cases(street, based(change, expect))) == []


def test_a_change_replaces_the_whole_field(street: Standard) -> None:
    """2010 is not kept from the base."""
    found = run_cases(street, based("change: {meetings: {2011: 2}}", "{verdict: met, gaps: []}"))
    assert differences(found)[0][:3] == ("gaps", (), ("A2",))


def test_a_base_may_have_a_base_and_stand_later_in_the_file(street: Standard) -> None:
    text = """
  - title: 第三
    base: 第二
    change: {tidy: no}
    expect: {verdict: unmet, indicators: {A1: unmet, B2: unmet}}
  - title: 第二
    base: 全好
    change: {members: 19}
    expect: {verdict: unmet, indicators: {A1: unmet, B2: met}}
"""
    assert differences(run_cases(street, cases(text))) == []


def test_a_change_does_not_reach_the_case_it_starts_from(street: Standard) -> None:
    document = based("change: {members: 3}, parameters: {goal: 9}", "{verdict: unmet}")
    first, second = read_cases(street, document)
    assert first.evidence.claims[Key("field", "members")][0].value.raw == "30"
    assert second.evidence.claims[Key("field", "members")][0].value.raw == "3"


@pytest.mark.parametrize(("value", "verdict"), [("1", "unmet"), ("missing", "unknown")])
def test_names_are_folded_in_changes(street: Standard, value: str, verdict: str) -> None:
    document = based(f"change: {{ｍｅｍｂｅｒｓ: {value}}}", "{verdict: met}")
    [_, result] = run_cases(street, document).cases
    assert result.verdicts["A1"] == verdict


def test_evidence_may_be_a_file_beside_the_cases(street: Standard, tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "one.yaml").write_text(
        "parameters: {goal: 3}\nevidence: {ready: yes, members: 3, firms: no, tidy: yes}\n", encoding="utf-8"
    )
    (tmp_path / "cases.yaml").write_text(
        "cases:\n"
        "  - {title: 一, evidence: places/one.yaml, expect: {verdict: unknown, indicators: {A1: met, A2: unknown}}}\n"
        "  - {title: 二, evidence: places/one.yaml, change: {members: 2}, expect: {verdict: unmet,\n"
        "     indicators: {A1: unmet}}}\n"
        "  - {title: 三, base: 二, change: {members: 4}, expect: {verdict: unknown, indicators: {A1: met}}}\n",
        encoding="utf-8",
    )
    assert differences(run_cases(street, tmp_path / "cases.yaml")) == []


# --- what is compared -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        ("{verdict: unmet}", ("verdict", "unmet", "met")),
        ("{verdict: met, score: 9}", ("score", "9", "10")),
        ("{verdict: met, score: {low: 9, high: 10}}", ("score", "9..10", "10")),
        ("{verdict: met, score: {low: 10, high: null}}", ("score", "10..", "10")),
        ("{verdict: met, score: null}", ("score", None, "10")),
        ("{verdict: met, level: good}", ("level", "good", "model")),
        ("{verdict: met, level: null}", ("level", None, "model")),
        ("{verdict: met, levels_open: [good]}", ("levels_open", ("good",), ())),
        ("{verdict: met, eligibility: {ready: absent}}", ("eligibility.ready", "absent", "yes")),
        ("{verdict: met, indicators: {A1: met, A2: unknown}}", ("indicators.A2", "unknown", "met")),
        ("{verdict: met, criteria: {A: unmet}}", ("criteria.A", "unmet", "met")),
        ("{verdict: met, points: {A1: 4, A: 6.5}}", ("points.A", "13/2", "7")),
        ("{verdict: met, conclusions: {weak: yes}}", ("conclusions.weak", "yes", "no")),
        ("{verdict: met, gaps: [A2, A1]}", ("gaps", ("A1", "A2"), ())),
        ("{verdict: met, awaiting: [B2]}", ("awaiting", ("B2",), ())),
        ("{verdict: met, findings: [sources-differ]}", ("findings", ("sources-differ",), ())),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_expectation_is_a_difference(
    street: Standard, expect: str, difference: tuple[str, object, object]
) -> None:
    what, expected, found = difference
    results = run_cases(street, cases("", good=expect))
    expected = "6.5" if expected == "13/2" else expected
    assert not results.passed
    assert differences(results) == [(what, expected, found, 9)]


def test_what_came_out_in_full(street: Standard) -> None:
    """A case with everything in it: one member of 30, the year 2011 open, the judgement not entered."""
    text = """
  - title: 各项
    base: 全好
    change: {members: [{value: 1, source: 甲}, {value: 1}], meetings: {2010: 1, 2011: {unreadable: 2?}}, tidy: missing}
    expect:
      verdict: unknown
      score: {low: 1.0667, high: 4.0667}
      level: null
      levels_open: []
      eligibility: {ready: yes}
      criteria: {A: unknown}
      indicators: {A1: unmet, A2: unknown, B1: not_applicable, B2: unknown}
      points: {A1: 0, A2: {low: 0, high: 3}, B: 1.0667}
      conclusions: {weak: yes}
      gaps: [A2, A1]
      awaiting: [B2]
      findings: [claim-unreadable]
"""
    found = differences(run_cases(street, cases(text)))
    assert found == [("verdict", "unknown", "unmet", 15)]


def test_points_that_do_not_end_are_written_as_a_fraction(tmp_path: Path) -> None:
    """B: 1 of 2 and 1 of 1 where B1 (1) does not apply, rescaled to 4."""
    another = "      - {id: B3, title: 又, authority: stated, met: tidy, points: 1}\nrules:"
    text = STREET.replace("not_applicable: full", "not_applicable: rescale").replace("points: 3}", "points: 2}")
    (tmp_path / "standard.yaml").write_text(text.replace("rules:", another), encoding="utf-8")
    standard = load_standard(tmp_path)
    expect = "{verdict: met, points: {B: 8/3, A: 5}, score: 26/3}"
    [difference] = differences(run_cases(standard, based("change: {members: 15}, parameters: {goal: 1}", expect)))
    assert difference[:3] == ("points.A", "5", "6")


def test_what_is_not_expected_is_not_looked_at(street: Standard) -> None:
    assert run_cases(street, cases("", good="{verdict: met}")).passed


def test_lists_are_compared_whatever_their_order(street: Standard) -> None:
    text = "change: {members: 1, meetings: {2010: 0, 2011: 0}, tidy: no}"
    for listed in ("[A1, A2, B2]", "[B2, A2, A1]"):
        assert run_cases(street, based(text, f"{{verdict: unmet, gaps: {listed}}}")).passed
    assert not run_cases(street, based(text, "{verdict: unmet, gaps: [A1, A2]}")).passed
    assert not run_cases(street, based(text, "{verdict: unmet, gaps: [A1, A2, B2, B2]}")).passed


def test_verdicts_that_no_case_reaches(street: Standard) -> None:
    results = run_cases(street, based("change: {members: 1, firms: yes, tidy: missing}", "{verdict: unmet}"))
    assert results.unreached == {
        "A1": ("unknown",),
        "A2": ("unmet", "unknown"),
        "B1": ("met", "unknown"),
        "B2": ("unmet",),
    }


def test_not_applicable_is_missed_only_where_it_can_be(street: Standard) -> None:
    document = read_yaml(f"{GOOD.replace('firms: no', 'firms: yes').rstrip()} {{verdict: met}}\n")
    assert run_cases(street, document).unreached == {
        "A1": ("unmet", "unknown"),
        "A2": ("unmet", "unknown"),
        "B1": ("unmet", "unknown", "not_applicable"),
        "B2": ("unmet", "unknown"),
    }


# --- what can be wrong with a file ------------------------------------------------------------------------------------


def problems(street: Standard, document: Document) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(InputError) as caught:
        read_cases(street, document)
    for problem in caught.value.problems:  # every message can be made, in both languages
        assert problem.render("zh") != problem.render("en")
    return [(problem.code, problem.place.line, problem.place.column) for problem in caught.value.problems]


MARK = "‸"  # stands before what a problem is about


def marked(document: str) -> tuple[Document, list[tuple[int, int]]]:
    """The document without marks, and the line and column that each mark stood at."""
    places = []
    for number, line in enumerate(f"{GOOD.rstrip()} {{verdict: met}}\n{document}\n".splitlines(), 1):
        before = line.split(MARK)
        places += [(number, len("".join(before[: index + 1])) + 1) for index in range(len(before) - 1)]
    return cases(document.replace(MARK, "") + "\n"), places


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("‸{base: 全好, expect: {verdict: met}}", "standard-missing-key"),
        ("‸{title: 乙, base: 全好}", "standard-missing-key"),
        ("{title: 乙, base: 全好, expect: ‸{}}", "standard-missing-key"),
        ("{title: 乙, base: 全好, expect: {verdict: met}, ‸expects: 1}", "standard-unknown-key"),
        ("{title: 乙, base: 全好, expect: {verdict: ‸good}}", "standard-not-a-literal"),
        ("{title: 乙, base: 全好, expect: {verdict: met, gaps: ‸A1}}", "standard-wrong-shape"),
        ("{title: 乙, base: 全好, expect: {verdict: met, score: ‸9 分}}", "value-not-a-number-here"),
        ("{title: 乙, base: 全好, expect: {verdict: met, score: ‸9/0}}", "value-not-a-number-here"),
        ("{title: 乙, base: 全好, expect: {verdict: met, score: ‸{low: 9}}}", "standard-missing-key"),
        ("{title: ‸全好, base: 全好, expect: {verdict: met}}", "case-title-twice"),
        ("‸{title: 乙, expect: {verdict: met}}", "case-evidence-or-base"),
        ("‸{title: 乙, base: 全好, evidence: {}, expect: {verdict: met}}", "case-evidence-or-base"),
        ("{title: 乙, base: ‸不好, expect: {verdict: met}}", "case-base-unknown"),
        ("{title: 乙, base: ‸乙, expect: {verdict: met}}", "case-base-circle"),
        ("{title: 乙, evidence: ‸没有.yaml, expect: {verdict: met}}", "case-evidence-not-found"),
        ("{title: 乙, base: 全好, change: {‸membres: 1}, expect: {verdict: met}}", "evidence-unknown-field-near"),
        ("{title: 乙, base: 全好, change: {‸x: missing}, expect: {verdict: met}}", "evidence-unknown-field"),
        ("{title: 乙, base: 全好, change: {meetings: ‸1}, expect: {verdict: met}}", "evidence-period-needed"),
        ("{title: 乙, base: 全好, change: {members: ‸{}}, expect: {verdict: met}}", "evidence-one-word"),
        ("{title: 乙, base: 全好, parameters: {‸x: missing}, expect: {verdict: met}}", "evidence-unknown-field"),
        ("{title: 乙, base: 全好, years: [‸一], expect: {verdict: met}}", "evidence-bad-year"),
        ("{title: 乙, base: 全好, excused: {‸A1: missing}, expect: {verdict: met}}", "evidence-not-excusable"),
        ("{title: 乙, base: 全好, excused: {A1: ‸{}}, expect: {verdict: met}}", "evidence-not-excusable"),
        ("{title: 乙, base: 全好, closed: ‸{by: 甲}, expect: {verdict: met}}", "evidence-closed-needs"),
        ("{title: 乙, evidence: {evidence: ‸[1]}, expect: {verdict: met}}", "evidence-not-a-mapping"),
        ("{title: 乙, evidence: {evidence: ‸1}, change: {tidy: no}, expect: {verdict: met}}", "evidence-not-a-mapping"),
        ("{title: 乙, evidence: {standard: ‸x}, expect: {verdict: met}}", "evidence-other-standard"),
        ("{title: 乙, base: 全好, expect: {verdict: met, indicators: {‸A3: met}}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, criteria: {‸B: met}}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, points: {‸C: 1}}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, gaps: [A1, ‸A3]}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, awaiting: [‸A]}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, level: ‸best}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, levels_open: [‸x]}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, eligibility: {‸x: no}}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, conclusions: {‸x: no}}}", "case-unknown-id"),
        ("{title: 乙, base: 全好, expect: {verdict: met, findings: [‸rate-cutt]}}", "case-unknown-id"),
    ],
)
def test_a_problem_is_named_with_its_place(street: Standard, case: str, code: str) -> None:
    document, places = marked(f"  - {case}")
    assert problems(street, document) == [(code, *place) for place in places]


def test_an_unknown_key_of_the_file(street: Standard) -> None:
    document, places = marked(f"{MARK}case: []")
    assert problems(street, document) == [("standard-unknown-key", *places[0])]


def test_an_evidence_file_of_an_unknown_kind(street: Standard) -> None:
    document = cases("  - {title: 乙, evidence: 表.xlsx, expect: {verdict: met}}\n")
    assert problems(street, document) == [("file-suffix-unknown", None, None)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "cases-not-a-mapping"), ("- 1", "cases-not-a-mapping"), ("{}", "standard-missing-key"),
     ("cases:", "standard-wrong-shape"), ("cases: []", "cases-none"), ("cases: [1]", "standard-wrong-shape")],
)  # fmt: skip
def test_a_file_without_cases(street: Standard, text: str, code: str) -> None:
    assert [found[0] for found in problems(street, read_yaml(text))] == [code]


def test_everything_wrong_is_reported_at_once_and_once(street: Standard) -> None:
    """Evidence that several cases share is faulted once; a case with faults is still looked at, and so is its base."""
    document, places = marked(
        """
  - {title: 甲, base: 乙, change: {‸nothing: 1}, expect: {verdict: ‸good}}
  - {title: 乙, base: 丙, expect: {verdict: met, gaps: [‸Z]}}
  - {title: 丙, evidence: {evidence: {members: {value: 1, ‸sauce: 2}}}, expect: {verdict: met}}
  - {title: 丁, base: 丙, expect: {verdict: met}}
  - {title: 戊, base: 无, change: {‸nowhere: 1}, expect: {verdict: met}}
""".replace("无", "‸无")
    )
    codes = [
        "evidence-unknown-field", "standard-not-a-literal", "case-unknown-id", "evidence-unknown-key",
        "case-base-unknown", "evidence-unknown-field",
    ]  # fmt: skip
    assert problems(street, document) == [(code, *place) for code, place in zip(codes, places, strict=True)]


def test_a_circle_is_reported_once_at_its_first_case(street: Standard) -> None:
    text = """
  - {title: 进, base: 乙, expect: {verdict: met}}
  - {title: 甲, base: 乙, expect: {verdict: met}}
  - {title: 乙, base: 丙, expect: {verdict: met}}
  - {title: 丙, base: 甲, expect: {verdict: met}}
"""
    with pytest.raises(InputError) as caught:
        read_cases(street, cases(text))
    [problem] = caught.value.problems
    assert (problem.code, problem.place.line) == ("case-base-circle", 12)
    assert "甲 → 乙 → 丙 → 甲" in problem.message("zh")


def test_problems_of_an_evidence_file_stand_in_that_file(street: Standard, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("evidence:\n  membrs: 3\n", encoding="utf-8")
    (tmp_path / "two.yaml").write_text("- 一\n", encoding="utf-8")
    (tmp_path / "three.yaml").write_text("evidence: {a: 1\n", encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(
        "cases:\n"
        "  - {title: 一, evidence: one.yaml, change: {members: [[1]]}, expect: {verdict: met}}\n"
        "  - {title: 二, evidence: two.yaml, expect: {verdict: met}}\n"
        "  - {title: 三, evidence: three.yaml, expect: {verdict: met}}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_cases(street, tmp_path / "cases.yaml")
    found = [
        (problem.code, Path(str(problem.place.source)).name, problem.place.line) for problem in caught.value.problems
    ]
    assert [each for each in found if each[1] == "cases.yaml"] == [("evidence-not-a-value", "cases.yaml", 2)]
    assert ("evidence-unknown-field-near", "one.yaml", 2) in found
    assert ("evidence-not-a-mapping", "two.yaml", 1) in found
    assert {name for _, name, _ in found} == {"cases.yaml", "one.yaml", "two.yaml", "three.yaml"}


def test_a_standard_without_cases(tmp_path: Path) -> None:
    (tmp_path / "standard.yaml").write_text(STREET, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        cases_path(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["cases-not-found"]
    assert str(tmp_path / "cases.yaml") in str(caught.value)


# --- docs/standard.md, section 9 --------------------------------------------------------------------------------------

DOCUMENTED = """
evalcore: 1
id: documented
edition: "1"
title: 例
kind: conditions
subject: 街道
parameters:
  member_task: {label: 任务, type: count, unit: 人, authority: 上级, per: year}
evidence:
  members: {label: 会员数, type: count, unit: 人}
  workers: {label: 职工数, type: count, unit: 人}
  plan: {label: 计划, type: document}
  joint_meeting: {label: 会议, type: count, unit: 次, per: year}
indicators:
  - {id: "1.1", title: 计划, authority: stated, met: has(plan)}
  - {id: "1.3", title: 会议, authority: stated, met: every_year(joint_meeting >= 1)}
  - {id: "2.4", title: 入会率, authority: stated, met: "rate(members, workers) >= 90"}
"""


def test_the_documented_example_passes(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "standard.md").read_text(encoding="utf-8")
    example = page.partition("## 9. Cases")[2].partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "standard.yaml").write_text(DOCUMENTED, encoding="utf-8")
    results = run_cases(load_standard(tmp_path), read_yaml(example))
    assert [case.title for case in results.cases] == ["全部达标", "入会率差一人"]
    assert differences(results) == []


def test_every_key_of_a_case_and_of_what_it_expects_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "standard.md").read_text(encoding="utf-8").partition("## 9. Cases")[2]
    for key in (*Case.model_fields, *Expect.model_fields):
        assert f"`{key}`" in page or key == "title", key


# --- on the screen ----------------------------------------------------------------------------------------------------


def test_the_report_names_failures_and_what_no_case_reaches(street: Standard) -> None:
    results = run_cases(street, based("change: {members: 19}", "{verdict: met, gaps: [A2, B2], level: model}"))
    zh, en = report(results, "zh"), report(results, "en")
    assert zh.splitlines()[0] == "street：2 个示例，1 个通过，1 个不通过。"
    assert en.splitlines()[0] == "street: cases: 2, passed: 1, failed: 1."
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in zh.splitlines() if line.startswith("|")]
    without_place = [[row[0], *row[2:]] for row in rows if row[1].startswith("cases.yaml:10:")]
    assert without_place == [
        ["又一例", "verdict", "met", "unmet"], ["", "level", "model", "—"], ["", "gaps", "A2、B2", "A1、B2"]
    ]  # fmt: skip
    assert ["unknown", "4", "A1、A2、B1、B2"] in rows


def test_the_report_says_when_everything_is_reached() -> None:
    results = CaseResults("street", (), {})
    assert report(results, "en") == (
        "street: cases: 0, passed: 0, failed: 0.\n\nEvery verdict that an indicator can have is reached by some case."
    )


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], Path]:
    """A folder with the standard and the good case, expecting what is given."""

    def write(expect: str) -> Path:
        (tmp_path / "standard.yaml").write_text(STREET, encoding="utf-8")
        (tmp_path / "cases.yaml").write_text(f"{GOOD.rstrip()} {expect}\n", encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("expect", "code", "said"),
    [
        ("{verdict: met}", 0, "street: cases: 1, passed: 1, failed: 0."),
        ("{verdict: unmet}", 1, "street: cases: 1, passed: 0, failed: 1."),
        ("{verdict: bad}", 2, "standard-not-a-literal"),
    ],
)
def test_the_command(folder: Callable[[str], Path], expect: str, code: int, said: str) -> None:
    for arguments in ([], ["--cases", str(folder(expect) / "cases.yaml")]):
        result = CliRunner().invoke(main, ["test", str(folder(expect)), *arguments, "--lang", "en"])
        assert result.exit_code == code
        assert said in result.output


def test_the_command_without_cases(folder: Callable[[str], Path]) -> None:
    path = folder("{verdict: met}")
    (path / "cases.yaml").unlink()
    result = CliRunner().invoke(main, ["test", str(path), "--lang", "zh"])
    assert result.exit_code == 2
    assert "cases-not-found 这个标准没有示例文件" in result.output
