"""Evidence from files of every form: the same answers, places of errors, and nothing lost to what is wrong beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from evalcore.errors import EvidenceError, InputError
from evalcore.evidence import read_evidence, read_places
from evalcore.workbooks import as_shown
from tests.unit.tabled import STANDARD, csv_file, places_of, said, workbook

YAML = """
- subject: 甲街道
  parameters: {task: 7}
  evidence:
    workers: {value: 8.9万, source: 名册}
    members: {2010: 120余, 2011: 130}
    cover: 90%
    plan: {document: 工作计划, date: 2010-02-01}
    founded: 2001-05-01
    open: 是
    unions: [{name: 一厂, size: 30}, {name: 二厂, size: 近40}]
- subject: 乙街道
  evidence: {workers: 12}
"""
WIDE = """某区汇总表,,,,,,,,,,,
序号,申报单位,任务数,职工人数（人）,职工人数.来源,会员人数[2010],会员人数（2011年）,覆盖率,年度计划,年度计划.日期,成立日期,是否公开,基层工会
1,甲街道,7,8.9万,名册,120余,130,90%,工作计划,2010-02-01,2001年5月1日,是,"[{""name"":""一厂"",""size"":30},{""name"":""二厂"",""size"":""近40""}]"
,乙街道,,12,,,,,,,,,
"""
LONG = """单位\t指标\t年度\t填报值\t来源\t日期\t计量单位
甲街道\t任务数\t\t7\t\t\t
甲街道\tworkers\t\t8.9\t名册\t\t万人
甲街道\t会员人数\t2010年\t120余\t\t\t
甲街道\t会员人数[2011]\t\t130\t\t\t人
甲街道\t覆盖率\t\t90\t\t\t%
乙街道\t职工人数\t\t12\t\t\t
甲街道\t年度计划\t\t工作计划\t\t2010-02-01\t
甲街道\t成立日期\t\t2001.5.1\t\t\t
甲街道\t是否公开\t\t是\t\t\t
甲街道\t基层工会\t\t"[{""name"": ""一厂"", ""size"": 30}, {""name"": ""二厂"", ""size"": ""近40""}]"\t\t\t
"""


def _book(path: Path) -> Path:
    head = ["申报单位", "任务数", "职工人数", "职工人数.来源", "会员人数[2010]", "覆盖率", "年度计划", "年度计划.日期"]
    rows: list[list[Any]] = [
        ["某区汇总表"],
        head,
        ["甲街道", 7, "8.9万", "名册", "120余", (0.9, "0%"), "工作计划", date(2010, 2, 1)],
        ["乙街道", None, (12.0, "0.00")],
    ]
    more: list[list[Any]] = [
        ["单位", "会员人数（2011年）", "成立日期", "是否公开"],
        ["甲街道", 130, date(2001, 5, 1), "是"],
    ]
    unions: list[list[Any]] = [["单位", "名称", "人数"], ["甲街道", "一厂", 30], ["甲街道", "二厂", "近40"]]
    return workbook(path, {"汇总": rows, "其他": more, "基层工会": unions, "填表说明": [["随便写什么"]]})


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str | None, object]]:
    return _all(csv_file(tmp_path_factory.mktemp("yaml") / "places.yaml", YAML))


def _all(path: Path) -> list[tuple[str | None, object]]:
    return [(each.subject, said(each.evidence)) for each in read_places(STANDARD, path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", [WIDE, LONG, LONG.replace("\n", "\r\n")], ids=["wide", "long", "long-crlf"])
def test_csv_says_what_yaml_says(tmp_path: Path, expected: object, text: str, encoding: str) -> None:
    assert _all(csv_file(tmp_path / "places.csv", text, encoding)) == expected


def test_a_workbook_says_what_yaml_says(tmp_path: Path, expected: object) -> None:
    assert _all(_book(tmp_path / "places.xlsx")) == expected


def test_json_says_what_yaml_says(tmp_path: Path, expected: object) -> None:
    data = yaml.load(YAML, yaml.BaseLoader)
    assert _all(csv_file(tmp_path / "places.json", json.dumps(data, ensure_ascii=False))) == expected


# --- places -----------------------------------------------------------------------------------------------------------


def test_places_of_a_workbook_are_sheet_and_cell(tmp_path: Path) -> None:
    first = read_evidence(STANDARD, _book(tmp_path / "places.xlsx"), "甲街道")
    assert places_of(first, "workers") == ["places.xlsx!汇总!C3"]
    assert places_of(first, "members", "2011") == ["places.xlsx!其他!B2"]
    records = first.claims[next(key for key in first.claims if key.id == "unions")][0].records
    assert records is not None
    assert str(first.locate(records[1]["size"].path)).endswith("places.xlsx!基层工会!C3")


def test_places_of_csv_are_row_and_column(tmp_path: Path) -> None:
    first = read_evidence(STANDARD, csv_file(tmp_path / "places.csv", WIDE), "甲街道")
    assert places_of(first, "workers") == ["places.csv!D3 (职工人数（人）)"]
    place = first.locate(("evidence", "workers", "source"))
    assert place.text("zh").endswith("places.csv 第 3 行 E 列（职工人数.来源）")
    assert place.text("en").endswith("places.csv, row 3, column E (职工人数.来源)")


def test_several_sources_stand_in_a_row_each(tmp_path: Path) -> None:
    text = "单位：,甲街道\n指标,填报值,来源,情况\n职工人数,8.9万,申报材料,\n职工人数,,汇报材料,\n职工人数,27,总结,被截断\n年度计划,,,没有\n"
    evidence = read_evidence(STANDARD, csv_file(tmp_path / "long.csv", text))
    assert evidence.subject == "甲街道"
    assert places_of(evidence, "workers") == [f"long.csv!B{row} (填报值)" for row in (3, 4, 5)]
    claims = next(claims for key, claims in evidence.claims.items() if key.id == "workers")
    assert [(claim.value.absence, claim.origin.source) for claim in claims] == [
        (None, "申报材料"), ("missing", "汇报材料"), ("cut_off", "总结"),
    ]  # fmt: skip


# --- what Excel cells hold -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.9, "0%", "90%"),
        (0.477557, "0.00%", "47.7557%"),
        (0.07, "0%", "7%"),
        (1.15, "0%", "115%"),
        (90, '0"%"', "90%"),
        (8.9, '0.0"万元"', "8.9万元"),
        (89000, '#,##0.0,"千元"', "89千元"),
        (12, 'General"人"', "12人"),
        (12, "0\\人", "12人"),
        (12000, "#,##0", 12000),
        (12000, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ", 12000),
        (12345, '0\\.0,"万"', 12345),
        (0.5, "# ?/?", 0.5),
        (3.0, "General", 3.0),
        (float("inf"), "0%", float("inf")),
        (1e300, "0.00E+00", 1e300),
    ],
)
def test_numbers_are_read_as_their_format_shows_them(value: float, form: str, shown: object) -> None:
    assert as_shown(value, form) == shown


def test_cells_that_hold_no_value_say_why(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["职工人数", "会员人数[2010]", "覆盖率"], ["=B2*2", "x", "y"]]
    path = workbook(tmp_path / "a.xlsx", {"表": rows})
    book = load_workbook(path)
    for cell, error in (("B2", "#DIV/0!"), ("C2", "#N/A")):
        book["表"][cell] = error
    book.save(path)
    evidence = read_evidence(STANDARD, path)
    found = {key.id: (claims[0].value.raw, claims[0].value.code) for key, claims in evidence.claims.items()}
    assert found == {
        "workers": ("=B2*2", "value-not-calculated"),
        "members": ("#DIV/0!", "value-error-cell"),
        "cover": ("#N/A", "value-error-cell"),
    }
    assert places_of(evidence, "workers") == ["a.xlsx!表!A2"]


def test_a_merged_cell_names_the_place_of_every_row(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["单位", "指标", "填报值"],
        ["甲街道", "职工人数", 12],
        [None, "覆盖率", (0.95, "0%")],
        ["乙街道", "职工人数", 3],
    ]
    path = workbook(tmp_path / "a.xlsx", {"表": rows})
    book = load_workbook(path)
    book["表"].merge_cells("A2:A3")
    book.save(path)
    assert [(each.subject, len(each.evidence.claims)) for each in read_places(STANDARD, path) if each.evidence] == [
        ("甲街道", 2), ("乙街道", 1),
    ]  # fmt: skip


def test_a_far_corner_and_hidden_sheets_do_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"表": [["职工人数"], [12]], "底稿": [["乱"]]})
    book = load_workbook(path)
    book["底稿"].sheet_state = "hidden"
    book["表"]["XFD1048576"] = " "
    book.save(path)
    assert len(read_places(STANDARD, path)) == 1


# --- what is wrong -----------------------------------------------------------------------------------------------------


def _refused(path: Path, place: str | None = None) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read_evidence(STANDARD, path, place)
    for problem in caught.value.problems:
        assert problem.hint("zh")
        assert problem.render("en")
    return [(problem.code, str(problem.place).split("/")[-1]) for problem in caught.value.problems]


BAD_ROWS = """单位,职工人数,会员人数[2010],是否公开
甲街道,12,3,是
,5,5,是
乙街道,1,2,000,是
丙街道,好,3,也许
丁街道,1
甲街道,13,3,是
戊街道,7,,
"""


def test_a_bad_row_never_loses_the_others(tmp_path: Path) -> None:
    found = read_places(STANDARD, csv_file(tmp_path / "a.csv", BAD_ROWS))
    wrong = {each.subject: [(p.code, p.place.cell) for p in each.problems] for each in found}
    assert wrong == {
        "甲街道": [("table-place-twice", "A2"), ("table-place-twice", "A7")],
        "乙街道": [("table-row-length", "D4")],
        "丙街道": [],
        "丁街道": [("table-row-length", "B6")],
        "戊街道": [],
        None: [("table-row-nameless", "A3")],
    }
    assert {each.subject for each in found if each.evidence} == {"丙街道", "戊街道"}


def test_all_problems_of_headers_and_rows_come_at_once(tmp_path: Path) -> None:
    text = "单位,职工人,会员人数,年度,覆盖率[2010],合理缺项[9].理由\n甲,1,2,去年,3,无\n,1,2,2010,3,\n"
    assert _refused(csv_file(tmp_path / "a.csv", text)) == [
        ("header-unknown-near", "a.csv!B1 (职工人)"),
        ("header-period-needed", "a.csv!C1 (会员人数)"),
        ("header-no-period", "a.csv!E1 (覆盖率[2010])"),
        ("evidence-bad-year", "a.csv!D2 (年度)"),
        ("evidence-not-excusable", "a.csv!F2 (合理缺项[9].理由)"),
        ("table-row-nameless", "a.csv!A3 (单位)"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "table-empty"),
        ("\n\n,,\n", "table-empty"),
        ("单位,职工人数\n", "table-empty"),
        ("随便,写写\n什么,都有\n", "table-no-headers"),
        ('职工人数,覆盖率\n"12,3\n', "table-syntax"),
        ("职工人数\n1\n2\n", "table-no-subject"),
        ("指标,填报值,乱写\n职工人数,1,2\n", "table-column-unknown"),
        ("指标,填报值\n,1\n", "table-row-without-field"),
        ("指标,填报值\n职工,1\n", "header-unknown-near"),
        ("单位,职工人数\n甲,1\n乙,2\n", "evidence-many-places"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(tmp_path: Path, text: str, code: str) -> None:
    assert [found for found, _ in _refused(csv_file(tmp_path / "a.csv", text))] == [code]


def test_a_place_that_is_not_there_is_named_beside_those_that_are(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", "单位,职工人数\n甲,1\n乙,2\n")
    assert read_evidence(STANDARD, path, "乙").subject == "乙"
    with pytest.raises(EvidenceError, match="甲、乙") as caught:
        read_evidence(STANDARD, path, "丙")
    assert caught.value.problems[0].code == "evidence-no-such-place"


def test_text_in_no_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("职工人数\n".encode("gb18030") + b"\xff\xff\xff\n")
    assert _refused(path) == [("table-encoding", "a.csv:2")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook-broken"),
        (b"not a workbook", "workbook-broken"),
        (b"PK\x03\x04", "workbook-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook-old-or-locked"),
    ],
)
def test_files_that_are_no_workbooks_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert _refused(path) == [(code, "a.xlsx")]


def test_sheets_that_nobody_understands_are_refused(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "表": [["职工人数"], [1]],
        "基层工会名单": [["什么"], ["一厂"]],
        "须知": [["甲"]],
    }
    assert _refused(workbook(tmp_path / "a.xlsx", sheets)) == [("table-sheet-unknown", "a.xlsx!基层工会名单!A1")]


def test_records_in_two_places_are_refused(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {"表": [["职工人数", "unions"], [1, "[]"]], "unions": [["名称"], ["一厂"]]}
    assert [code for code, _ in _refused(workbook(tmp_path / "a.xlsx", sheets))] == ["table-records-twice"]


def test_records_of_a_place_that_nobody_else_names_are_its_problem(tmp_path: Path) -> None:
    main: list[list[Any]] = [["单位", "职工人数"], ["甲街道", 1], ["乙街道", 2]]
    unions: list[list[Any]] = [["单位", "名称"], ["甲街道", "一厂"], ["乙街", "二厂"]]
    found = read_places(STANDARD, workbook(tmp_path / "a.xlsx", {"表": main, "基层工会": unions}))
    assert [(each.subject, [problem.code for problem in each.problems]) for each in found] == [
        ("甲街道", []), ("乙街道", []), ("乙街", ["table-place-unknown"]),
    ]  # fmt: skip
    assert "乙街道" in found[2].problems[0].hint("zh")
    alone = read_places(STANDARD, workbook(tmp_path / "b.xlsx", {"基层工会": unions}))
    assert [each.problems for each in alone] == [(), ()]


def test_without_openpyxl_a_workbook_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", {"表": [["职工人数"], [1]]})
    monkeypatch.setattr("evalcore.workbooks.find_spec", lambda _: None)
    assert _refused(path) == [("workbook-library-missing", "a.xlsx")]
