"""Headers of tables: how fields, periods and parts are written, what is refused, and rows as plain data."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalcore.evidence import Key, read_evidence
from evalcore.headers import META, PARTS, Header, column_of, plain, read_headers
from evalcore.loader import standard_of
from evalcore.standard import Standard


@pytest.fixture(scope="module")
def standard() -> Standard:
    field = {"type": "count"}
    return standard_of(
        {
            "evalcore": "1", "id": "headers", "edition": "1", "title": "表头", "kind": "conditions", "subject": "街道",
            "parameters": {"task": {**field, "label": "任务数", "per": "year", "authority": "上级"}},
            "evidence": {
                "workers": {**field, "label": "职工人数", "label_en": "Workers", "unit": "人"},
                "members": {**field, "label": "会员（含农民工）", "unit": "人", "per": "year"},
                "visits": {**field, "label": "走访次数", "per": "quarter"},
                "letters": {**field, "label": "信访件数", "per": "month"},
                "money": {"type": "money", "label": "投入资金", "unit": "万元"},
                "plan": {"type": "document", "label": "年度计划"},
                "unions": {
                    "type": "items", "label": "基层工会",
                    "columns": {"name": {"type": "text", "label": "名称"}, "size": {**field, "label": "人数"}},
                },
                "one": {**field, "label": "人数"},
                "two": {**field, "label": "人数"},
                "三": {**field, "label": "单位"},
            },
            "indicators": [
                {"id": "2.9", "title": "职工", "authority": "stated", "met": "workers >= 1", "excusable": "yes"},
            ],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("subject", Header("subject")),
        ("申报单位", Header("subject")),
        (" 年 度 ", Header("years")),
        ("workers", Header("evidence", "workers")),
        ("职工人数", Header("evidence", "workers")),
        ("职工\n人数", Header("evidence", "workers")),
        ("Ｗｏｒｋｅｒｓ", Header("evidence", "workers")),
        ("职工人数（人）", Header("evidence", "workers")),
        ("职工人数.来源", Header("evidence", "workers", None, "source")),
        ("workers.locator", Header("evidence", "workers", None, "locator")),
        ("members[2010]", Header("evidence", "members", "2010")),
        ("会员（含农民工）（2010年）", Header("evidence", "members", "2010")),
        ("会员(含农民工)(人)[２０１０年度].填报人", Header("evidence", "members", "2010", "by")),
        ("会员(含农民工)[2010](人)", Header("evidence", "members", "2010")),
        ("走访次数[2010-Q1]", Header("evidence", "visits", "2010-Q1")),
        ("走访次数（2010年第一季度）", Header("evidence", "visits", "2010-Q1")),
        ("走访次数（2010年4季度）", Header("evidence", "visits", "2010-Q4")),
        ("信访件数[2010-3]", Header("evidence", "letters", "2010-03")),
        ("信访件数（2010年12月）", Header("evidence", "letters", "2010-12")),
        ("任务数[2011]", Header("parameters", "task", "2011")),
        ("投入资金（万元）", Header("evidence", "money")),
        ("plan.文号", Header("evidence", "plan", None, "number")),
        ("年度计划.日期", Header("evidence", "plan", None, "date")),
        ("excused[2.9].reason", Header("excused", "2.9", None, "reason")),
        ("合理缺项（2.9）.认定人", Header("excused", "2.9", None, "by")),
        ("会员（含农民工）[2010].情况", Header("evidence", "members", "2010", "status")),
        ("序号", None),
        ("", None),
        (None, None),
    ],
)
def test_headers(standard: Standard, text: object, header: Header | None) -> None:
    assert read_headers(standard, [text]) == ((header,), [])


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("职工人", "header-unknown-near", "职工人数"),
        ("完全没有的东西", "header-unknown", "完全没有的东西"),
        ("x" * 5000, "header-unknown", "xxx"),
        ("人数", "header-ambiguous", "one、two"),
        ("单位", "header-ambiguous", "subject、三"),
        ("members", "header-period-needed", "year"),
        ("members[2010-Q1]", "header-bad-period", "2010-Q1"),
        ("走访次数[2010-Q5]", "header-bad-period", "2010-Q5"),
        ("信访件数[2010-13]", "header-bad-period", "2010-13"),
        ("workers[2010]", "header-no-period", "2010"),
        ("投入资金（元）", "header-no-period", "万元"),
        ("申报单位.来源", "header-part-unknown", "申报单位.来源"),
        ("年度[2010]", "header-part-unknown", "年度[2010]"),
        ("excused[2.9]", "header-excused", "excused[2.9]"),
        ("[2010]", "header-unknown", "[2010]"),
        ("members[2010].别的", "header-unknown-near", "members"),
    ],
)
def test_refused_headers(standard: Standard, text: str, code: str, named: str) -> None:
    headers, problems = read_headers(standard, ["workers", text])
    assert headers == (Header("evidence", "workers"), None)
    assert [problem.code for problem in problems] == [code]
    assert problems[0].place.path == (1,)
    for lang in ("zh", "en"):
        assert problems[0].hint(lang)
        assert named in problems[0].render(lang)


def test_the_same_thing_twice_is_refused(standard: Standard) -> None:
    headers, problems = read_headers(
        standard, ["members[2010]", "会员（含农民工）[2010年]", "members[2011]", "subject", "申报单位"]
    )
    assert [None if header is None else header.path for header in headers] == [
        ("evidence", "members", "2010"), None, ("evidence", "members", "2011"), ("subject",), None,
    ]  # fmt: skip
    assert [problem.code for problem in problems] == ["header-twice"] * 2
    assert "members[2010]" in problems[0].message("zh")


def test_every_part_of_an_entry_has_a_header() -> None:
    assert set(PARTS.values()) == {*META, "status"}


NAMES = [
    "申报单位", "年度", "职工人数", "职工人数.来源", "members[2010]", "members[2011]", "members[2011].note", "任务数[2010]",
    "年度计划", "年度计划.日期", "unions", "合理缺项[2.9].理由", "合理缺项[2.9].认定人", "投入资金.来源",
]  # fmt: skip
ROW = [
    "某街道", "2010、2011年", "8.9万", "名册", 120, " ", "未报", Decimal(3), "计划", "2010-02-01",
    '[{"name": "一厂", "size": 1.50}]', "无企业", "市考核组", "账本",
]  # fmt: skip


def test_a_row_is_what_a_file_would_hold(standard: Standard) -> None:
    headers, problems = read_headers(standard, NAMES)
    assert not problems
    data = plain(headers, ROW)
    assert data == {
        "subject": "某街道",
        "years": ["2010", "2011"],
        "evidence": {
            "workers": {"value": "8.9万", "source": "名册"},
            "members": {"2010": 120, "2011": {"value": None, "note": "未报"}},
            "plan": {"value": "计划", "date": "2010-02-01"},
            "unions": [{"name": "一厂", "size": Decimal("1.50")}],
            "money": {"value": None, "source": "账本"},
        },
        "parameters": {"task": {"2010": Decimal(3)}},
        "excused": {"2.9": {"reason": "无企业", "by": "市考核组"}},
    }
    evidence = read_evidence(standard, data)
    assert evidence.years == (2010, 2011)
    claim = evidence.claims[Key("field", "workers")][0]
    assert claim.value.values is not None
    assert claim.value.values.exact == 89000


@pytest.mark.parametrize(
    ("status", "word"),
    [("被遮盖", "masked"), ("cut_off", "cut_off"), ("没有", "none"), ("不适用", "not_applicable"), ("乱写", "乱写")],
)
def test_a_status_says_why_there_is_no_value(standard: Standard, status: str, word: str) -> None:
    headers, _ = read_headers(standard, ["职工人数", "职工人数.情况", "职工人数.来源"])
    assert plain(headers, ["27", status, "总结"]) == {"evidence": {"workers": {word: "27", "source": "总结"}}}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("subject",), "申报单位"),
        (("years", 1), "年度"),
        (("evidence", "workers"), "职工人数"),
        (("evidence", "workers", "value"), "职工人数"),
        (("evidence", "workers", "source"), "职工人数.来源"),
        (("evidence", "members", "2011"), "members[2011]"),
        (("evidence", "members", "2011", "note"), "members[2011].note"),
        (("evidence", "members"), "members[2010]"),
        (("evidence", "unions", 0, "size"), "unions"),
        (("excused", "2.9"), "合理缺项[2.9].理由"),
        (("excused", "2.9", "by"), "合理缺项[2.9].认定人"),
        (("evidence", "visits"), None),
        ((), None),
    ],
)
def test_paths_lead_back_to_columns(standard: Standard, path: tuple[str | int, ...], name: str | None) -> None:
    headers, _ = read_headers(standard, NAMES)
    column = column_of(headers, path)
    assert (None if column is None else NAMES[column]) == name


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2010", ["2010"]),
        ("2010，2011；2012年", ["2010", "2011", "2012"]),
        ("2010-2012", ["2010", "2011", "2012"]),
        ("2010年—2012年", ["2010", "2011", "2012"]),
        ("2012至2010", ["2012至2010"]),
        ("去年", ["去年"]),
    ],
)
def test_years(standard: Standard, text: str, years: list[str]) -> None:
    headers, _ = read_headers(standard, ["年度"])
    assert plain(headers, [text]) == {"years": years}


@pytest.mark.parametrize("text", ["[2010]3号", "[", "[1, 2]", "[" * 100_000, "[]x"])
def test_text_that_is_no_list_of_records_stays_text(standard: Standard, text: str) -> None:
    headers, _ = read_headers(standard, ["unions"])
    assert plain(headers, [text]) == {"evidence": {"unions": text}}


@given(
    st.lists(
        st.text(alphabet="会员工人数[](（）.2010年workersmb", max_size=30) | st.text(max_size=20) | st.none(),
        max_size=6,
    )
)
def test_no_header_breaks_reading(standard: Standard, names: list[str | None]) -> None:
    headers, problems = read_headers(standard, names)
    assert len(headers) == len(names)
    blank = sum(not str(name or "").strip() for name in names)
    assert len(problems) + blank + sum(header is not None for header in headers) == len(names)
    for problem in problems:
        problem.render("zh")
        problem.render("en")


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, evalcore.headers; print([m for m in ('pydantic', 'polars', 'openpyxl', 'yaml') if m in sys.modules])"
    found: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
