"""Frames and files in, frames out: whatever a table comes from, its rows are scored as `score` scores them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import evalcore as ec
from evalcore.batch import csvfiles, csvtext, frames
from evalcore.batch.parts import Batch
from evalcore.errors import InputError
from evalcore.headers import plain, read_headers
from evalcore.standard import Standard
from tests.batch.compare import expected, expected_gaps, gaps_of, row_of
from tests.batch.standards import conditions, points, table

COMMON = {"parameters": {"target": 800}}
YEARS = {**COMMON, "years": [2010, 2011]}


def common_of(standard: Standard) -> dict[str, Any]:
    return YEARS if standard.cycle is None else COMMON


@pytest.mark.parametrize("standard", [conditions(), points(), points("rescale"), points("drop")], ids=lambda s: s.id)
def test_every_row_is_scored_as_by_score(standard: Standard) -> None:
    frame = table()
    batch = ec.score_frame(standard, frame, common=common_of(standard), sample=1)
    headers, problems = read_headers(standard, frame.columns)
    assert not problems
    for row, cells in enumerate(frame.iter_rows(), 1):
        card = ec.score(standard, {**common_of(standard), **plain(headers, cells)})
        assert row_of(batch.results, row) == expected(card, batch.results.columns)
        assert gaps_of(batch.gaps, row) == expected_gaps(card)
    assert batch.report.rows == batch.report.scored == batch.report.sample == len(frame)
    assert batch.rejects.is_empty()


def test_rescaled_points_are_exact_fractions() -> None:
    results = ec.score_frame(points("rescale"), table(), common=COMMON).results
    assert isinstance(results.schema["1.1.low"], pl.Decimal)  # an indicator's points are rounded
    assert results["1.low"].dtype == pl.String
    # 乙: 88 % is 2 points short, 29 of 30; nothing for the plan, so that it is 29 of 40.
    assert row_of(results, 2)["1.low"] == 29
    # 戊: 2.1 does not apply: 0 of 20 points for 2.2, rescaled to 60.
    assert results["2.low"].to_list()[4] == "0"


def test_texts_of_gaps_are_kept_once() -> None:
    gaps = ec.score_frame(conditions(), table(), common=YEARS).gaps
    assert isinstance(gaps.schema["remedy"], pl.Enum)
    first = gaps.filter(pl.col("indicator") == "1.1").row(0, named=True)
    assert (first["title"], first["clause"], first["remedy"], first["responsible"]) == (
        "指标1.1",
        "第一条",
        "补办入会",
        "组织部",
    )
    assert "points_lost" not in gaps.columns


def sources(folder: Path, frame: pl.DataFrame) -> dict[str, object]:
    """The same table in every form that is taken."""
    text = frame.write_csv()
    (folder / "utf8.csv").write_text(text, encoding="utf-8")
    (folder / "bom.csv").write_text(text, encoding="utf-8-sig")
    (folder / "gbk.csv").write_text(text, encoding="gb18030")
    (folder / "utf16.csv").write_text(text, encoding="utf-16")
    (folder / "semicolons.csv").write_text(frame.write_csv(separator=";"), encoding="utf-8")
    (folder / "tabs.tsv").write_text(frame.write_csv(separator="\t"), encoding="utf-8")
    (folder / "lines.csv").write_text(text.replace("\n", "\r\n"), encoding="utf-8")
    frame.write_parquet(folder / "table.parquet", row_group_size=2)
    frame.write_excel(folder / "table.xlsx")
    files = {path.name: path for path in folder.iterdir()}
    return {"lazy": frame.lazy(), "pandas": frame.to_pandas(), "arrow": frame.to_arrow(), **files}


def test_the_form_of_a_table_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "PART_ROWS", 3)
    standard, frame = points(), table()
    wanted = ec.score_frame(standard, frame, common=COMMON)
    for name, source in sources(tmp_path, frame).items():
        found = ec.score_frame(standard, source, common=COMMON)
        assert found.results.equals(wanted.results), name
        assert found.gaps.equals(wanted.gaps), name


def test_types_of_columns_are_read_as_written() -> None:
    frame = pl.DataFrame(
        {
            "workers": pl.Series([1000, 1000, 1000], dtype=pl.UInt16),
            "members": pl.Series([900.0, 899.0, None], dtype=pl.Float64),
            "idle": pl.Series([2.9, 3.1, 3.0], dtype=pl.Float32),
            "opened": [date(2011, 12, 31), date(2012, 1, 1), None],
            "target": [Decimal(900), Decimal(900), Decimal("899.5")],
            "plan": pl.Series(["计划", "计划", None], dtype=pl.Categorical),
            "unions": [[{"name": "一厂", "size": 10}], [{"name": "二厂", "size": None}], []],
        }
    )
    results = ec.score_frame(conditions(), frame).results
    assert results["1.1.verdict"].to_list() == ["met", "unmet", "unknown"]
    assert results["1.2.verdict"].to_list() == ["met", "unmet", "unknown"]
    assert results["2.3.verdict"].to_list() == [
        "met",
        "unmet",
        "met",
    ]  # 3.1 as a short float is above 3, and 3.0 is not
    assert results["eligibility.held"].to_list() == ["yes", "no", "absent"]
    assert results["2.2.fired"].to_list() == ["no", "no", "absent"]
    assert results["2.4.verdict"].to_list() == ["met", "unknown", "met"]


def test_structs_are_entries_and_lists_are_sources() -> None:
    entries = [
        {"value": "900", "source": "名册", "unreadable": None},
        {"value": None, "source": None, "unreadable": "9?0"},
    ]
    frame = pl.DataFrame({"workers": [[1000, 1000], [1000, 900]], "members": entries})
    batch = ec.score_frame(conditions(), frame)
    assert batch.results["1.1.verdict"].to_list() == ["met", "unknown"]
    assert batch.rejects.is_empty()


@pytest.mark.parametrize(
    ("column", "entries"),
    [
        ("workers", [{"value": None, "source": "b"}, {"value": 900, "source": "b"}, {"value": None, "source": None}]),
        ("workers", [{"value": None, "unreadable": "9?0"}, {"value": 900, "unreadable": None}]),
        (
            "plan",
            [{"document": None, "value": None, "source": "b"}, {"document": "计划", "value": None, "source": "b"}],
        ),
        ("plan", [{"document": None, "none": "没有"}, {"document": None, "none": None}]),
        ("unions", [{"records": None, "source": "b"}, {"records": [{"name": None, "size": 12}], "source": "b"}]),
    ],
)
@pytest.mark.parametrize("several", [False, True])
def test_a_struct_without_a_value_is_blank(column: str, entries: list[dict[str, Any]], several: bool) -> None:
    """In a column of structs every row has every key: nulls among them say nothing, and an entry may be blank."""
    words = {"value", "document", "records", "none", "unreadable"}
    frame = pl.DataFrame({column: entries})
    if several:
        frame = frame.select(pl.concat_list(column))
    batch = ec.score_frame(conditions(), frame, sample=1)
    assert batch.rejects.is_empty()
    for row, entry in enumerate(entries, 1):
        said = {key: value for key, value in entry.items() if value is not None}
        if words.isdisjoint(said):
            said = {next(iter(entry)): None, **said}
        card = ec.score(conditions(), {"evidence": {column: [said] if several else said}})
        assert row_of(batch.results, row) == expected(card, batch.results.columns)
        assert gaps_of(batch.gaps, row) == expected_gaps(card)


def test_figures_as_offices_write_them_are_carried_where_they_are_single() -> None:
    frame = pl.DataFrame({
        "职工人数": ["1万", "１２，０００人", "1,200", "约1000", "1万余", "1000"],
        "会员人数": ["9千", "1.08万", " 1080 ", "900", "9000", "8百99"],
        "失业率": ["3%", "百分之三", "３．００％", "3%", "3%", "3%以上"],
        "开放日期": ["2011年2月1日", "2011.2.1", "2011-02-01", None, None, None],
    })  # fmt: skip
    batch = ec.score_frame(conditions(), frame, sample=1)
    assert batch.results["engine"].to_list() == ["columns"] * 3 + ["trace"] * 3
    assert batch.results["1.1.verdict"].to_list()[:3] == ["met"] * 3


def test_records_in_a_text_are_records_under_every_field() -> None:
    """JSON under a document is no title: for `score` it is a list of sources without anything that it knows."""
    titles = ["年度计划", '[{"value": "年度计划"}]', ' [{"document": "计划"}]', "[2011]3号", '[{"名称": 1}]', None]
    for more in ([], [f"计划{at}" for at in range(60)]):
        frame = pl.DataFrame({"plan": [*titles, *more]})
        batch = ec.score_frame(conditions(), frame, sample=1)
        assert batch.rejects["row"].unique().to_list() == [5]


@pytest.mark.parametrize(
    "shared",
    [{"masked": "x"}, {"unreadable": "x"}, {"not_applicable": "x"}, "乱写", [900, 950], "近900", {"missing": ""}, None],
)
@pytest.mark.parametrize("make", [conditions, points])
def test_why_what_all_places_share_is_absent_counts(make: Callable[[], Standard], shared: object) -> None:
    for common in (
        {"evidence": {"members": shared}},
        {"evidence": {"plan": shared}},
        {"parameters": {"target": shared}},
    ):
        for frame in (
            pl.DataFrame({"members": [950, None], "plan": ["计划", None]}),
            pl.DataFrame({"单位": ["甲", "乙"]}),
        ):
            batch = ec.score_frame(make(), frame.with_columns(workers=1000), common=common, sample=1)
            assert batch.report.sample == 2


@pytest.mark.parametrize("cells", [[{"foo": 1}, None], ['[{"foo": 1}]', None], [[{"foo": 1}], None]])
def test_the_form_of_what_nobody_asks_for_counts_too(cells: list[Any]) -> None:
    batch = ec.score_frame(points(), pl.DataFrame({"workers": [1000, 1000], "opened": cells}), sample=1)
    assert batch.rejects["row"].unique().to_list() == [1]


def test_why_there_is_no_value_counts_beside_one() -> None:
    frame = pl.DataFrame({
        "职工人数": ["1000"] * 4, "会员人数": ["950", "950", "950", None],
        "会员人数.情况": [None, "被遮盖", "怪", "无法辨认"], "members.note": [None, None, "注", "注"],
    })  # fmt: skip
    batch = ec.score_frame(conditions(), frame, sample=1)
    shown = dict(batch.results.select("row", "1.1.verdict").iter_rows())
    assert shown == {1: "met", 2: "unknown", 4: "unknown"}
    assert batch.rejects["code"].to_list() == ["evidence-unknown-key", "evidence-one-word"]


@pytest.mark.parametrize("beside", ["source", "note", "by", "period"])
@pytest.mark.parametrize("with_column", [True, False])
def test_an_entry_without_a_value_goes_before_what_all_places_share(beside: str, *, with_column: bool) -> None:
    frame = pl.DataFrame(
        {"workers": [1000] * 3, "members": [950, None, None], f"members.{beside}": ["2011", None, "2011"]}
    )
    frame = frame if with_column else frame.drop("members")
    batch = ec.score_frame(conditions(), frame, common={"evidence": {"members": 900}}, sample=1)
    assert batch.results["1.1.verdict"].to_list() == ["met" if with_column else "unknown", "met", "unknown"]
    assert batch.results["engine"].to_list()[1:] == ["columns", "scalar"]


@pytest.mark.parametrize(
    "cells",
    [
        [float("nan")] * 2,
        [1, 2],
        [1.5, None],
        [True, None],
        [["x"], None],
        [{"value": "2011-02-01"}, None],
        [b"1", None],
    ],
)
def test_columns_of_types_that_dates_and_choices_do_not_have(cells: list[Any]) -> None:
    frame = pl.DataFrame({"workers": [1000, 1000], "opened": cells})
    if frame.schema["opened"] == pl.Binary:
        with pytest.raises(ec.InputError):
            ec.score_frame(conditions(), frame)
        return
    assert ec.score_frame(conditions(), frame, sample=1).report.scored == len(frame)


# --- rows that cannot be read ---------------------------------------------------------------------------------------------


def test_a_row_that_cannot_be_read_loses_no_other() -> None:
    frame = pl.DataFrame(
        {
            "单位": ["甲", "乙", "丙"],
            "年度": ["2010、2011", "二〇一〇", "2011"],
            "合理缺项[1.2].理由": ["", "没有", "没有"],
            "合理缺项[1.2].认定人": [None, None, "考核组"],
        }
    )
    batch = ec.score_frame(conditions(), frame)
    assert batch.results["row"].to_list() == [1, 3]
    assert batch.report == type(batch.report)(3, 2, 1, {"columns": 2}, 2)
    assert batch.rejects.select("row", "subject", "column", "place", "code").rows() == [
        (2, "乙", "年度", "2.年度", "evidence-bad-year"),
        (2, "乙", "合理缺项[1.2].理由", "2.合理缺项[1.2].理由", "evidence-excuse-needs"),
    ]
    assert batch.rejects["zh"][0] == "“二〇一〇”不是年份 写成四位数字。"
    assert batch.rejects["en"][0] == "“二〇一〇” is not a year Write four digits."


def rejects(text: str, tmp_path: Path, **options: Any) -> Batch:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return ec.score_frame(points(), path, **options)


def test_lines_of_other_lengths_are_rejects_with_their_place(tmp_path: Path) -> None:
    batch = rejects('单位,职工人数\n甲,1\n\n乙,1,000\n,\n丙\n"丁\n街道",2\n', tmp_path)
    assert batch.results.select("row", "subject").rows() == [(1, "甲"), (6, "丁\n街道")]
    assert batch.rejects.select("row", "subject", "place", "code").rows() == [
        (3, "乙", f"{tmp_path}/table.csv!A4", "batch-row-length"),
        (5, "丙", f"{tmp_path}/table.csv!A6", "batch-row-length"),
    ]
    assert batch.rejects["zh"][0].startswith("这一行有 3 个单元格，表头有 2 个：乙,1,000")
    assert batch.report.rows == 4


@pytest.mark.parametrize(("title", "rows"), [("考核表,,", 1), ("\ufeff\n考核表\n2011年", 3), (',,\n"考核\n表",\n', 3)])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_titles_may_stand_above_the_headers(tmp_path: Path, title: str, rows: int, separator: str) -> None:
    text = f"{title}\n单位,职工人数\n甲,1000\n\n乙,1,2\n".replace(",", separator)
    batch = rejects(text, tmp_path)
    assert batch.results.select("row", "subject").rows() == [(1, "甲")]
    assert batch.rejects.select("row", "place").rows() == [(3, f"{tmp_path}/table.csv!A{rows + 4}")]


def test_a_table_of_one_column(tmp_path: Path) -> None:
    assert rejects("\n职工人数\n5\n6\n", tmp_path).results["row"].to_list() == [1, 2]


def test_a_title_that_fills_two_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="header-unknown"):
        rejects("考核表,2011年\n单位,职工人数\n甲,1\n", tmp_path)


def test_rejected_lines_name_the_place_where_that_is_certain(tmp_path: Path) -> None:
    quoted = rejects('单位;职工人数\n"乙;""东""\n街";1;2\n;1;2\n', tmp_path)
    assert quoted.rejects["subject"].to_list() == ['乙;"东"\n街', None]
    moved = rejects("职工人数,单位\n1,000,乙\n", tmp_path)
    assert moved.rejects.select("subject", "code").rows() == [(None, "batch-row-length")]


def test_broken_lines_anywhere_keep_their_positions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfiles, "_BLOCK", 64)
    monkeypatch.setattr(frames, "PART_ROWS", 5)
    numbers = range(1, 60)
    lines = ["" if n % 10 == 0 else f"第{n},{n}" + (",x" if n % 7 == 0 else "") for n in numbers]
    batch = rejects("\n".join(["单位,职工人数", *lines]), tmp_path)
    assert batch.results["subject"].to_list() == [f"第{number}" for number in batch.results["row"]]
    assert batch.rejects["row"].to_list() == [n for n in numbers if n % 7 == 0 and n % 10]
    assert batch.results["row"].to_list() == [n for n in numbers if n % 7 and n % 10]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('单位,职工人数\n甲,1\n"乙,2\n丙,3\n', 3),
        ('单位,职工人数\n甲,"1\n乙,2\n丙,3', 2),
        ('单位,职工人数\n"甲\n""东""",1\n"丁"",5""\n', 4),
        ('单位,职工人数\n甲,1\n乙,"', 3),
        ('\ufeff"单位,职工人数\n甲,1\n', 1),
        ('单位\t职工人数\n甲,"\t1\n乙\t"1\n', 3),
        ('单位,职工人数\r甲,1\r"乙,2\r', 3),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("piece", [1, 1000])
def test_a_quote_that_is_never_closed_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: int, encoding: str, piece: int
) -> None:
    monkeypatch.setattr(csvtext, "PIECE", piece)
    path = tmp_path / "table.csv"
    path.write_text(text, encoding=encoding, newline="")
    assert refusal(lambda: ec.score_frame(points(), path)) == [f"{path}:{line}: batch-open-quote"]


@pytest.mark.parametrize("piece", [1, 1000])
def test_quotes_that_are_closed_or_open_no_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(csvtext, "PIECE", piece)
    batch = rejects('单位,plan\n"甲",""\n"""乙""","a\n\n""b"\n丙",x"y\n"丁"戊"己,z\n"",庚\n', tmp_path)
    assert batch.results["subject"].to_list() == ["甲", '"乙"', '丙"', '丁戊"己', None]


@pytest.mark.parametrize(
    ("opened", "closed", "place", "subject"),
    [('乙,"2', '丁,"3"', "B3 (职工人数)", "乙"), ('"乙,2', '丁",3', "A3 (单位)", None), ('"乙', '丁",3,4', "A3", None)],
)
def test_a_quote_closed_far_away_is_a_reject(
    tmp_path: Path, opened: str, closed: str, place: str, subject: str | None
) -> None:
    between = "丙,1\n" * 200
    batch = rejects(f"单位,职工人数\n甲,1\n{opened}\n{between}{closed}\n戊,4\n", tmp_path)
    assert batch.results.select("row", "subject").rows() == [(1, "甲"), (3, "戊")]
    assert batch.rejects.select("row", "subject", "place", "code").rows() == [
        (2, subject, f"{tmp_path}/table.csv!{place}", "batch-many-lines")
    ]
    assert batch.rejects["en"][0].startswith("This cell has 201 line breaks, more than 100:")


def test_cells_of_workbooks_are_read_as_seen(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2011年各街道情况"])
    sheet.append(["单位", "职工人数", "会员人数", "失业率", "开放日期", "plan"])
    sheet.append(["甲", 1000, 900.0, 0.03, date(2011, 12, 31), "计划"])
    sheet.append([])
    sheet.append(["乙", 1000, "=500+399", 0.031, date(2012, 1, 1), None])
    sheet.append(["丙", 1000, 899, 0.031, date(2012, 1, 1), False])
    sheet.append(["丁", "#REF!", "=B7-1", 0.03, date(2012, 1, 1), "#N/A"])
    sheet.append(["=A7", 1000, 900, 0.03, None, None])
    for row in (3, 5, 6):
        sheet.cell(row, 4).number_format = "0.0%"
    path = tmp_path / "街道.xlsx"
    book.save(path)
    batch = ec.score_frame(conditions(), path)
    assert batch.results.select(
        "row", "subject", "1.1.verdict", "2.3.verdict", "eligibility.held", "2.2.fired"
    ).rows() == [
        (1, "甲", "met", "met", "yes", "no"),
        (4, "丙", "unmet", "unmet", "no", "yes"),
    ]
    assert batch.rejects.select("row", "subject", "column", "place", "code").rows() == [
        (3, "乙", "会员人数", f"{path}!Sheet!C5", "value-not-calculated"),
        (5, "丁", "职工人数", f"{path}!Sheet!B7", "value-error-cell"),
        (5, "丁", "会员人数", f"{path}!Sheet!C7", "value-not-calculated"),
        (5, "丁", "plan", f"{path}!Sheet!F7", "value-error-cell"),
        (6, None, "单位", f"{path}!Sheet!A8", "value-not-calculated"),
    ]
    assert batch.report.rows == batch.report.scored + batch.report.rejected == 5


def test_figures_that_no_column_holds_are_rejects() -> None:
    frame = pl.DataFrame({"单位": ["甲", "乙"], "会员人数": ["1" + "0" * 14, "1" + "0" * 36]})
    batch = ec.score_frame(points(limited=False), frame)
    assert batch.results.select("row", "B.low").rows() == [(1, Decimal(10) ** 13)]
    assert batch.rejects.select("row", "subject", "code").rows() == [(2, "乙", "batch-figure-too-large")]


def test_an_unlimited_bonus_has_no_high() -> None:
    results = ec.score_frame(points(limited=False), pl.DataFrame({"单位": ["甲"]})).results
    assert results.select("bonus.low", "bonus.high", "high").rows() == [(0, None, None)]


# --- tables that cannot be used ---------------------------------------------------------------------------------------------


def refusal(call: Callable[[], object]) -> list[str]:
    with pytest.raises(InputError) as caught:
        call()
    for problem in caught.value.problems:  # every one can be said in both languages
        assert problem.render("zh")
        assert problem.render("en")
    return [f"{problem.place}: {problem.code}" for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("frame", "problems"),
    [
        (3, ["<data>: batch-not-a-table"]),
        ({"职工人数": [1]}, ["<data>: batch-not-a-table"]),
        (pl.DataFrame(), ["<data>: batch-no-columns"]),
        (pl.DataFrame({"": [None, 1], "单位": ["甲", "乙"]}), ["2.: batch-blank-header"]),
        (
            pl.DataFrame({"单位": [["甲"]], "workers.source": [{"a": 1}]}),
            ["单位: batch-column-type", "workers.source: batch-column-type"],
        ),
        (
            pl.DataFrame({"职工": [1], "年度": ["2010"], "职工人数": [b"x"], "workers": [1], "会议次数": [1]}),
            [
                "职工: header-unknown-near",
                "workers: header-twice",
                "会议次数: header-period-needed",
                "年度: evidence-years-given",
                "职工人数: batch-column-type",
            ],
        ),
    ],
)
def test_unusable_frames(frame: object, problems: list[str]) -> None:
    assert refusal(lambda: ec.score_frame(points(), frame)) == problems


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.csv", b"", "evidence-file-empty"),
        ("blank.csv", b"\n \n,,\n", "batch-no-columns"),
        ("other.csv", b"a\n1\n", "header-unknown"),
        ("bytes.csv", "单位\n".encode() + b"\xff\xff\n", "batch-encoding"),
        ("quote.csv", '"单位\n甲\n'.encode(), ":1: batch-open-quote"),
        ("table.xls", b"x", "batch-unknown-format"),
        ("table.xlsx", b"x", "workbook-broken"),
        ("table.parquet", b"PAR1", "batch-not-parquet"),
    ],
)
def test_unusable_files(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (found,) = refusal(lambda: ec.score_frame(points(), path))
    assert found.startswith(str(path))
    assert found.endswith(problem)


def test_parquet_whose_text_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "gbk.parquet"
    column = pa.array(["甲".encode("gb18030")]).view(pa.string())
    pq.write_table(pa.table({"单位": column}), path)
    assert refusal(lambda: ec.score_frame(points(), path)) == [f"{path}: batch-not-parquet"]


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert refusal(lambda: ec.score_frame(points(), tmp_path / "none.csv")) == [f"{tmp_path}/none.csv: file-not-found"]
    assert refusal(lambda: ec.score_frame(points(), tmp_path / "folder.csv")) == [
        f"{tmp_path}/folder.csv: path-is-a-folder"
    ]
    assert refusal(lambda: ec.score_frame(points(), "a\0b.csv"))[0].endswith("file-unreadable")


def test_a_cell_too_long_for_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"单位,职工人数\n{'甲' * 100_000},1\n", encoding="utf-8")
    assert len(ec.score_frame(points(), path).results["subject"][0]) == 100_000
    monkeypatch.setattr(csvfiles, "_BLOCK", 1000)
    assert refusal(lambda: ec.score_frame(points(), path)) == [f"{path}: batch-not-csv"]


@pytest.mark.parametrize("text", ["单位,职工人数", "单位,职工人数\n", "单位,职工人数\n\n,\n"])
def test_headers_alone_give_no_rows(tmp_path: Path, text: str) -> None:
    batch = rejects(text, tmp_path)
    assert (len(batch.results), len(batch.gaps), batch.report.rows, batch.report.sample) == (0, 0, 0, 0)
    assert batch.results.width > 20


def test_sheets_of_a_workbook(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("甲表", "乙表"):
            table().head(2).write_excel(book, name)
    assert refusal(lambda: ec.score_frame(points(), path)) == [f"{path}: batch-which-sheet"]
    assert refusal(lambda: ec.score_frame(points(), path, sheet="丙表")) == [f"{path}: batch-sheet-not-found"]
    assert len(ec.score_frame(points(), path, sheet="乙表").results) == 2
    (tmp_path / "a.csv").write_text("单位\n")
    assert refusal(lambda: ec.score_frame(points(), tmp_path / "a.csv", sheet="甲表")) == [
        f"{tmp_path}/a.csv: batch-no-sheets"
    ]


@pytest.mark.parametrize("sample", [-0.1, 1.5, float("nan")])
def test_shares_that_are_none(sample: float) -> None:
    assert refusal(lambda: ec.score_frame(points(), table(), sample=sample)) == ["<data>: batch-bad-sample"]


def test_parameters_that_the_standard_gives() -> None:
    spec: dict[str, Any] = {
        "evalcore": "1", "id": "given", "edition": "1", "title": "给定", "kind": "conditions", "subject": "街道",
        "parameters": {"line": {"type": "count", "label": "线", "authority": "上级", "value": "3"}},
        "evidence": {"workers": {"type": "count", "label": "职工人数"}},
        "indicators": [{"id": "1", "title": "职工", "authority": "stated", "met": "workers >= line"}],
    }  # fmt: skip
    standard = ec.load_standard(spec)
    assert refusal(lambda: ec.score_frame(standard, pl.DataFrame({"线": [3]}))) == ["线: evidence-parameter-given"]
    assert ec.score_frame(standard, pl.DataFrame({"职工人数": [3, 2]})).results["verdict"].to_list() == ["met", "unmet"]


def test_what_places_share_is_read_once_and_a_row_goes_before_it(tmp_path: Path) -> None:
    path = tmp_path / "common.yaml"
    path.write_text(
        "years: [2010, 2011]\nparameters: {target: 900}\nclosed: {date: 2012-01-01, by: 考核组, reason: 截止}\n"
    )
    frame = table().with_columns(pl.Series("任务数", [None, "100"] + [None] * 5, dtype=pl.String))
    results = ec.score_frame(conditions(), frame, common=path).results
    assert results["1.2.verdict"].to_list()[:2] == ["met", "met"]
    assert results["1.1.verdict"].to_list()[6] == "unmet"  # closed: what was not filed counts as not there
    path.write_text("parameters: {target: 900, other: 1}\n")
    assert refusal(lambda: ec.score_frame(conditions(), frame, common=path)) == [f"{path}:1:27: evidence-unknown-field"]
