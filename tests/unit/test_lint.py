"""Every finding has standards that make it, and nothing but it, and near misses that make none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evalcore.errors import Problem
from evalcore.lint import lint
from evalcore.loader import bundled_ids, load_standard, read_standard, standard_of
from evalcore.messages.lint import TEXTS
from evalcore.places import read_yaml
from tests.unit import lint_cases_conditions, lint_cases_points
from tests.unit.lint_standards import ACCEPTED, COUNT, LEVEL, NUMBER, YES, Data, conditions, leaf, records

PAGE = Path(__file__).parents[2] / "docs" / "lint.md"
CASES = lint_cases_points.CASES | lint_cases_conditions.CASES


def found(standard: Data) -> list[str]:
    return [problem.code for problem in lint(load_standard(standard))]


@pytest.mark.parametrize(("code", "standard"), [(code, each) for code, (made, _) in CASES.items() for each in made])
def test_finding(code: str, standard: Data) -> None:
    assert found(standard) == [code]


@pytest.mark.parametrize(("code", "standard"), [(code, each) for code, (_, near) in CASES.items() for each in near])
def test_near_miss(code: str, standard: Data) -> None:
    assert found(standard) == [], code


def test_every_code_is_shown_here_and_explained() -> None:
    assert set(CASES) == set(TEXTS)
    sections = re.findall(r"^## (lint-[a-z-]+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(sections) == sorted(TEXTS)


@pytest.mark.parametrize("code", TEXTS)
def test_every_finding_can_be_read(code: str) -> None:
    problem = next(each for each in lint(load_standard(CASES[code][0][0])) if each.code == code)
    for lang in ("zh", "en"):
        assert "{" not in problem.message(lang)
        assert problem.hint(lang).endswith(f"docs/lint.md#{code}")


def test_what_is_merely_counted_is_no_warning() -> None:
    standard = conditions({"x": COUNT}, leaf("x >= 0", authority="assumed", assumed="原文没有数字"))
    assert [(p.code, p.severity) for p in lint(load_standard(standard))] == [
        ("lint-always-holds", "warning"), ("lint-assumed", "info"),
    ]  # fmt: skip


# --- acceptance -------------------------------------------------------------------------------------------------------


def two_unused(*accepts: Data) -> list[str]:
    standard = conditions({"a": YES, "x": NUMBER, "y": NUMBER}, leaf("a"), accepts=list(accepts))
    return [f"{problem.code} {problem.params.get('name', '')}" for problem in lint(load_standard(standard))]


def test_acceptance_by_id_takes_that_finding_only() -> None:
    assert two_unused({**ACCEPTED, "id": "x"}) == ["lint-unused-field y"]


def test_acceptance_without_id_takes_all_of_its_code() -> None:
    assert two_unused(ACCEPTED) == []


def test_acceptance_takes_no_other_code() -> None:
    accepted = {"code": "lint-always-holds", "id": "x", "reason": "错了"}
    assert two_unused(accepted) == ["lint-unused-field x", "lint-unused-field y", "lint-acceptance-unused "]


def test_acceptance_of_a_list_of_records_takes_its_columns() -> None:
    standard = conditions({"v": records(big=YES, rank=LEVEL)}, leaf("some(v, big)"))
    named = [{**ACCEPTED, "id": "v.rank"}]
    assert found({**standard, "accepts": named}) == []


# --- places -----------------------------------------------------------------------------------------------------------

WRITTEN = """\
evalcore: 1
id: some
edition: "1"
title: 标准
kind: conditions
subject: 街道
evidence:
  会员: {label: 会员数, type: count}
  ａｒｅａ: {label: 面积, type: number}
indicators:
  - id: "1"
    title: 有会员
    authority: stated
    met: 会员 >= 1 and
      会员 >= 0
accepts:
  - {code: lint-direction, reason: 试试}
"""


def read(text: str) -> list[Problem]:
    document = read_yaml(text, "标准.yaml")
    return lint(standard_of(document.data, document), document)


def test_places_are_those_of_the_document_in_its_order() -> None:
    assert [(problem.code, problem.place.line, problem.place.column) for problem in read(WRITTEN)] == [
        ("lint-unused-field", 9, 3), ("lint-always-holds", 15, 7), ("lint-acceptance-unused", 17, 5),
    ]  # fmt: skip


def test_a_finding_reads_like_a_problem_with_its_severity() -> None:
    lines = read(WRITTEN)[1].render("zh").splitlines()
    assert lines[0] == "标准.yaml:15:7: warning lint-always-holds “1”中的 会员 >= 0 总是成立"
    assert lines[-1].endswith("docs/lint.md#lint-always-holds")


def test_without_a_document_places_are_paths() -> None:
    standard = conditions({"a": YES, "x": COUNT}, leaf("a and x >= 0"))
    assert [problem.place.path for problem in lint(load_standard(standard))] == [("indicators", 0, "met")]


# --- what is bundled --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", bundled_ids())
def test_bundled_standards_are_clean_or_say_why_not(name: str) -> None:
    problems = lint(*read_standard(name))
    assert [problem.render() for problem in problems if problem.severity == "warning"] == []
