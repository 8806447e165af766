from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import evalcore as ec
from evalcore import schemas
from evalcore.places import read_document, read_yaml

ROOT = Path(__file__).parents[2]
STANDARDS = sorted([*ROOT.glob("standards/*/standard.yaml"), ROOT / "tests/golden/points-standard.yaml"])
FIXTURES = sorted([*ROOT.glob("fixtures/*.yaml"), *ROOT.glob("fixtures/elder-respect-copies/*.yaml")])


class Editor(yaml.SafeLoader):
    """Reads YAML as editors do: 1.2 with its core schema, so `no` and dates are text, `2007` and `90.5` numbers."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def with_text_keys(data: Any) -> Any:
    """As JSON has it: a key such as 2010 is text."""
    if isinstance(data, dict):
        return {str(key): with_text_keys(value) for key, value in data.items()}
    return [with_text_keys(item) for item in data] if isinstance(data, list) else data


def as_editors_read(text: str) -> Any:
    return with_text_keys(yaml.load(text, Editor))


def faults(schema: dict[str, Any], data: Any) -> list[str]:
    Draft202012Validator.check_schema(schema)
    return [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(schema).iter_errors(data)]


def standard_for(fixture: Path) -> ec.Standard:
    data: Any = read_document(fixture).data
    return ec.load_standard(data["standard"])


@pytest.mark.parametrize("path", STANDARDS, ids=lambda path: path.parent.name)
def test_standards_fit_their_schema(path: Path) -> None:
    assert faults(schemas.standard_schema(), read_document(path).data) == []
    assert faults(schemas.standard_schema(), as_editors_read(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_evidence_fits_its_schemas(path: Path) -> None:
    for schema in (schemas.evidence_schema(), schemas.evidence_schema(standard_for(path), "zh")):
        assert faults(schema, read_document(path).data) == []
        assert faults(schema, as_editors_read(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_scorecards_fit_their_schema(path: Path) -> None:
    card = ec.score(standard_for(path), path, confirmed=False)
    assert faults(schemas.scorecard_schema(), json.loads(card.to_json())) == []


def test_scorecards_of_points_fit_their_schema() -> None:
    golden = ROOT / "tests/golden"
    card = ec.score(golden / "points-standard.yaml", golden / "points-evidence.yaml", confirmed=False)
    data = json.loads(card.to_json())
    assert faults(schemas.scorecard_schema(), data) == []
    assert faults(schemas.scorecard_schema(), {**data, "scorecard": "2"}) != []
    assert faults(schemas.scorecard_schema(), {**data, "verdict": "maybe"}) != []
    assert faults(schemas.scorecard_schema(), {key: value for key, value in data.items() if key != "gaps"}) != []
    assert faults(schemas.scorecard_schema(), {**data, "score": {**data["score"], "low": 30.1}}) != []  # text, exact


def test_schemas_say_what_they_are() -> None:
    for made in (schemas.standard_schema(), schemas.evidence_schema(), schemas.scorecard_schema()):
        assert made["version"] == "1"
        assert made["title"].startswith("evalcore ")
        assert "$id" not in made


STANDARD = """
evalcore: 1
id: a-b
edition: 2010
title: 2010
kind: points
subject: 街道
total: 100.5
not_applicable: drop
valid: {from: 2010-01-01, to: }
cycle: {years: [2010, "2011"]}
teaching: yes
levels: [{id: 1, title: 达标, from: 60}]
pass_level: 1
parameters: {任务: {label: 任务, type: count, authority: 上级, per: year, value: {2010: 1200}}}
evidence:
  plan: {label: 计划, type: document}
  n: {label: 数, type: number, min: -1.5, max: 9, decimals: 2, above_100: no}
criteria:
  - id: 1
    title: 甲
    needs: all
    indicators:
      - {id: 1.1, title: 乙, authority: stated, met: has(plan), points: 5, excusable: true}
      - {id: 1.2, title: 丙, authority: stated, met: n >= 2, points: {full: 4.5}, veto: refuse}
"""


def changed(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """A copy with one value put in, or taken out where it is `...`."""
    data = copy.deepcopy(data)
    inside = data
    for step in path[:-1]:
        inside = inside[step]
    if value is ...:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return data


@pytest.mark.parametrize("read", [as_editors_read, lambda text: read_yaml(text).data], ids=["editor", "ours"])
def test_a_standard_as_it_may_be_written(read: Callable[[str], Any]) -> None:
    assert faults(schemas.standard_schema(), read(STANDARD)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("evalcore",), 2),
        (("evalcore",), ...),
        (("id",), "A B"),
        (("title",), ...),
        (("title",), ""),
        (("title",), ["甲"]),
        (("titel",), "甲"),
        (("kind",), "point"),
        (("total",), "1e3"),
        (("total",), "九十"),
        (("valid", "from"), "2010年1月1日"),
        (("cycle", "years"), []),
        (("cycle", "years", 0), "2010年"),
        (("teaching",), "y"),
        (("not_applicable",), "ignore"),
        (("parameters", "任务", "type"), "integer"),
        (("parameters", "1st"), {"label": "甲", "type": "count", "authority": "乙"}),
        (("evidence", "n", "decimals"), 13),
        (("evidence", "n", "mni"), 0),
        (("evidence", "_n"), {"label": "甲", "type": "count"}),
        (("criteria", 0, "needs"), "some"),
        (("criteria", 0, "needs"), {"at_least": "two"}),
        (("criteria", 0, "indicators", 0, "authority"), "guessed"),
        (("criteria", 0, "indicators", 0, "points"), "five"),
        (("criteria", 0, "indicators", 0, "points"), {"rule": "bands", "of": "n"}),
        (("criteria", 0, "indicators", 0, "points"), {"rule": "magic", "full": 5}),
        (("criteria", 0, "indicators", 1, "veto"), "refuses"),
        (("levels", 0, "from"), None),
    ],
)
def test_a_standard_that_is_wrong(path: tuple[str | int, ...], value: Any) -> None:
    wrong = changed(as_editors_read(STANDARD), path, value)
    assert faults(schemas.standard_schema(), wrong) != []
    with pytest.raises(ec.InputError):
        ec.load_standard(wrong)


EVIDENCE = """
standard: union-model-district
subject: 2010
years: [2006, "2007"]
parameters: {assessment_date: 2007-12-31, member_task: {2006: 1200, 2007: {not_applicable: 无任务}}}
excused:
evidence:
  workers: 12,000
  members: [{value: 1.08万, source: 名册, locator: 第3页, period: 2011, by: 甲, note: 乙}, {missing: }, 5]
  joint_meeting: {2006: 1, 2007: {value: 2, source: 纪要}}
  joint_meeting_date: {2006: }
  chair_in_post: true
  units:
  election_file: {document: 计划, number: 〔2011〕3号, date: 2011-02-01}
  transfer_rules: {none: true}
  unions: {source: 名册, records: [{name: 一厂, members: 30, has_branches: 是}, {name: {value: 二厂, note: 改名}}]}
"""


@pytest.mark.parametrize("read", [as_editors_read, lambda text: read_yaml(text).data], ids=["editor", "ours"])
def test_evidence_as_it_may_be_written(read: Callable[[str], Any]) -> None:
    standard = ec.load_standard("union-model-district")
    data = read(EVIDENCE)
    ec.read_evidence(standard, data)
    assert faults(schemas.evidence_schema(), data) == []
    assert faults(schemas.evidence_schema(standard), data) == []


def test_a_file_may_hold_several_places() -> None:
    standard = ec.load_standard("union-model-district")
    one = as_editors_read(EVIDENCE)
    several = [one, {**one, "subject": "乙区", "prefer": ["名册"]}]
    for schema in (schemas.evidence_schema(), schemas.evidence_schema(standard)):
        assert faults(schema, several) == []
        assert faults(schema, [one, {"evidense": {}}]) != []
        assert faults(schema, [one, [one]]) != []
        assert faults(schema, []) != []


WRONG_FOR_ANY = [
    (("evidense",), {}),
    (("years",), ["零六年"]),
    (("years",), 1800),
    (("excused",), {"2.9": {"reason": "无"}}),
    (("excused",), {"2.9": {"reason": "无", "by": "甲", "when": "乙"}}),
    (("closed",), {"date": "2010-01-01", "by": "甲"}),
    (("evidence",), ["workers"]),
    (("evidence", "workers"), {"source": "名册"}),
    (("evidence", "workers"), {"value": 3, "missing": "无"}),
    (("evidence", "workers"), {"value": 3, "sauce": "名册"}),
    (("evidence", "workers"), {"value": [3]}),
    (("evidence", "workers"), [[3]]),
]
WRONG_FOR_ONE = [
    (("standard",), "street-union"),
    (("excused",), {"2.9": {"reason": "无", "by": "甲"}}),  # not excusable
    (("evidence", "wokers"), 3),
    (("evidence", "workers"), {"2006": 3}),  # has no periods
    (("evidence", "joint_meeting"), 3),  # has periods
    (("evidence", "joint_meeting"), {"2006年": 3}),
    (("evidence", "joint_meeting"), {"2006-Q1": 3}),
    (("evidence", "unions"), [{"nmae": "一厂"}]),
    (("evidence", "unions"), ["一厂"]),
    (("evidence", "unions"), {"records": [{"name": "一厂"}], "sauce": "名册"}),
    (("parameters", "workers"), 3),
]


@pytest.mark.parametrize(("path", "value"), WRONG_FOR_ANY)
def test_evidence_that_is_wrong_for_any_standard(path: tuple[str | int, ...], value: Any) -> None:
    wrong = changed(as_editors_read(EVIDENCE), path, value)
    assert faults(schemas.evidence_schema(), wrong) != []


@pytest.mark.parametrize(("path", "value"), [*WRONG_FOR_ANY, *WRONG_FOR_ONE])
def test_evidence_that_is_wrong_for_its_standard(path: tuple[str | int, ...], value: Any) -> None:
    standard = ec.load_standard("union-model-district")
    wrong = changed(as_editors_read(EVIDENCE), path, value)
    assert faults(schemas.evidence_schema(standard), wrong) != []
    with pytest.raises(ec.InputError):
        ec.read_evidence(standard, wrong)


def test_years_that_the_standard_gives_are_not_given_again() -> None:
    standard = ec.load_standard("elder-respect-model-district")
    assert faults(schemas.evidence_schema(standard), {"years": [2010]}) != []
    assert faults(schemas.evidence_schema(standard), {"years": None}) == []


def test_editors_are_told_what_a_field_is() -> None:
    standard = ec.load_standard(ROOT / "tests/golden/points-standard.yaml")
    fields = schemas.evidence_schema(standard, "zh")["properties"]["evidence"]["properties"]
    assert (fields["manner"]["title"], fields["manner"]["description"]) == (
        "工作作风",
        "rating; 差 / 一般 / 好; 考评方评定",
    )
    english = schemas.evidence_schema(standard, "en")["properties"]["evidence"]["properties"]
    assert english["plan"]["description"] == "document; supplied by the place; 计划文本"
