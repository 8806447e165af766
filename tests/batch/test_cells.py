"""Cells of every type of column are read as `values` reads them one by one, or left to it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from evalcore.batch.cells import EPOCH, read_cells
from evalcore.batch.frames import score_frame
from evalcore.loader import load_standard
from evalcore.standard import EvidenceField
from evalcore.truth import ABSENT, NO, YES
from evalcore.values import read_value

BLANKS = ["", " ", "\u3000", "\t", "\x1c", "\u00a0 ", " \u2003"]
WORDS = [
    "是",
    "否",
    "有",
    "无",
    "yes",
    "NO",
    "True",
    "false",
    "none",
    " 无 ",
    "无　　　　　　　　",
    "\x1c无",
    "有关文件",
    "无障碍方案",
    "不是",
]
NUMBERS = [
    "0",
    "12",
    " 12 ",
    "007",
    "1.50",
    "100",
    "100.01",
    "-1",
    "1e3",
    "8.9万",
    "120余",
    "9" * 19,
    "0.00001",
    "１２",
    "3%",
    ".",
]
DATES = ["2011-02-01", "2011-2-1", "2011年2月1日", "2011-02-30", "0000-01-01", "9999-12-31", " 2011-02-01"]

TYPES: dict[str, dict[str, Any]] = {
    "count": {}, "number": {"min": -2}, "percentage": {}, "money": {"max": 100}, "boolean": {}, "document": {}, "date": {},
    "choice": {"choices": ["甲", "乙", "无"]}, "rating": {"choices": ["好", "差"]},
}  # fmt: skip


def field(type_: str) -> EvidenceField:
    return EvidenceField.model_validate({"label": "某项", "type": type_, **TYPES[type_]})


def agrees(quantity: EvidenceField, cells: pl.Series, *, words: bool = True) -> int:
    """Each cell says what it says by itself, or is odd; returns how many are odd."""
    found = read_cells(quantity, cells, {} if words else None)
    assert len(found.values) == len(cells)
    if found.ends is not None:
        least, most = found.ends
        assert found.values.drop_nulls().is_between(least, most).all()
    odd = found.odd.fill_null(False).to_list() if found.odd is not None else [False] * len(cells)
    for cell, value, is_odd in zip(cells.to_list(), found.values.to_list(), odd, strict=True):
        alone = read_value(quantity, "value", cell, {})
        if is_odd:
            assert value is None, cell
        elif value is None:
            assert alone.absence == "missing", cell
        elif isinstance(value, bool):
            assert alone.truth == (YES if value else NO), cell
        else:
            assert alone.truth == ABSENT
            assert alone.values is not None and alone.values.exact is not None, cell
            assert alone.values.exact * 10**quantity.scale == value, cell
    return sum(odd)


@pytest.mark.parametrize("type_", TYPES)
def test_texts(type_: str) -> None:
    texts = [*BLANKS, *WORDS, *NUMBERS, *DATES, "甲", " 乙 ", "好", "文" * 30, f"{' ' * 40}无{' ' * 40}", None]
    odd = agrees(field(type_), pl.Series("x", texts, dtype=pl.String))
    assert odd <= agrees(field(type_), pl.Series("x", texts, dtype=pl.String), words=False) < len(texts)
    for dtype in (pl.Categorical, pl.Enum(sorted({text for text in texts if text is not None}))):
        agrees(field(type_), pl.Series("x", texts, dtype=pl.String).cast(dtype))


@pytest.mark.parametrize("type_", ["boolean", "document"])
@pytest.mark.parametrize("late", [None, "", " 无 ", "有", "通知", "不清楚"])
def test_columns_of_few_texts(type_: str, late: str | None) -> None:
    """Two texts and nothing, and perhaps one more after the first thousand: each cell says what it says by itself."""
    for text in (*BLANKS, *WORDS):
        few = [text, "工作通知", None]
        agrees(field(type_), pl.Series("x", few, dtype=pl.String))
        agrees(field(type_), pl.Series("x", [*few * 400, late], dtype=pl.String))


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(
    "cells",
    [
        pl.Series([0, 1, 100, 101, -1, -2, -3, None, 2**31, 2**62, 10**18 + 1], dtype=pl.Int64),
        pl.Series([0, 255, None], dtype=pl.UInt8),
        pl.Series([2**63, 2**64 - 1, None], dtype=pl.UInt64),
        pl.Series(
            [
                0.0,
                -0.0,
                0.1,
                0.3,
                1 / 3,
                99.99,
                100.0,
                1e15,
                1e17,
                1e300,
                float("nan"),
                float("inf"),
                None,
                47.7,
                47.8,
                47.800000000000004,
                43.07,
            ]
        ),
        pl.Series([Decimal("1.5"), Decimal("0.00001"), Decimal(100), None], dtype=pl.Decimal(20, 5)),
        pl.Series([Decimal("1.5"), None], dtype=pl.Decimal(38, 1)),
        pl.Series([Decimal(30), Decimal("4.5"), Decimal("0.3"), Decimal(99), None], dtype=pl.Decimal(38, 20)),
        pl.Series([Decimal("0.5"), Decimal("1e-38"), Decimal("-0.25"), None], dtype=pl.Decimal(38, 38)),
        pl.Series(
            [Decimal(10**18), Decimal(10**19), Decimal(-(10**17)), Decimal("0.1"), None], dtype=pl.Decimal(38, 18)
        ),
        pl.Series([True, False, None]),
        pl.Series([date(2011, 2, 1), date(1, 1, 1), date(9999, 12, 31), None]),
        pl.Series([datetime(2011, 2, 1, 23, 59), None]),  # noqa: DTZ001 - cells have no time zone
        pl.Series([None, None]),
        pl.Series([], dtype=pl.Int64),
    ],
    ids=lambda cells: str(cells.dtype),
)
def test_typed_columns(type_: str, cells: pl.Series) -> None:
    agrees(field(type_), cells.alias("x"))


def test_a_narrow_float_is_the_decimal_that_it_is_written_as() -> None:
    found = read_cells(field("percentage"), pl.Series([47.7, 90.0, None], dtype=pl.Float32))
    assert found.values.to_list() == [477000, 900000, None]
    assert found.odd is None


def test_dates_are_day_numbers() -> None:
    assert date(1970, 1, 1).toordinal() == EPOCH


# -- stated rates against their parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [pl.String, pl.Float64, pl.Decimal(10, 4)])
@pytest.mark.parametrize("decided_by", ["both", "parts"])
def test_rows_are_left_exactly_where_a_stated_rate_disputes_its_parts(dtype: Any, decided_by: str) -> None:
    """47.7557 %: rounded 47.8 and 48, cut 47.7 and 47; every other figure disputes it, and the line then is undecided."""
    standard = load_standard({
        "evalcore": "1", "id": "stated", "edition": "1", "title": "集中供养", "kind": "conditions", "subject": "区",
        "evidence": {
            "cared": {"label": "集中供养", "type": "count"}, "all": {"label": "五保", "type": "count"},
            "share": {"label": "集中供养率", "type": "percentage", "part": "cared", "whole": "all", "decided_by": decided_by},
        },
        "indicators": [{"id": "1", "title": "供养率", "authority": "stated", "met": "share >= 47.76"}],
    })  # fmt: skip
    fits = ["47.7", "47.8", "47", "48", "47.75", "47.76", "47.755", "47.756", "47.7557"]
    others = ["47.6", "47.9", "46", "49", "47.74", "47.77", "47.7558", "92", "34", "0", "100"]
    shares = [*fits, *others, None]
    frame = pl.DataFrame({"cared": 1298, "all": 2718, "share": pl.Series(shares, dtype=pl.String).cast(dtype)})
    batch = score_frame(standard, frame, sample=1)  # every row is scored again by intake
    by_columns = {share for share, engine in zip(shares, batch.results["engine"], strict=True) if engine == "columns"}
    assert by_columns == ({*fits, None} if decided_by == "both" else set(shares))
    verdicts = dict(zip(shares, batch.results["1.verdict"], strict=True))
    assert verdicts["47.7"] == "unmet"
    assert verdicts["92"] == ("unknown" if decided_by == "both" else "unmet")


def test_what_all_places_share_may_dispute_or_spoil_what_they_say() -> None:
    """A stated rate, and two papers that must differ, in the evidence that all places share: rows are read one by one."""
    standard = load_standard({
        "evalcore": "1", "id": "shared", "edition": "1", "title": "共用", "kind": "conditions", "subject": "区",
        "evidence": {
            "cared": {"label": "集中供养", "type": "count"}, "all": {"label": "五保", "type": "count"},
            "share": {"label": "集中供养率", "type": "percentage", "part": "cared", "whole": "all"},
            "plan": {"label": "计划", "type": "document"}, "summary": {"label": "总结", "type": "document"},
        },
        "relations": [{"id": "two", "distinct": ["plan", "summary"], "severity": "invalid", "spoils": ["plan"],
                       "title": "计划与总结须是两份文件"}],
        "indicators": [
            {"id": "1", "title": "供养率", "authority": "stated", "met": "share >= 60"},
            {"id": "2", "title": "计划", "authority": "stated", "met": "has(plan)"},
        ],
    })  # fmt: skip
    frame = pl.DataFrame({"cared": [50, 70], "all": [100, 100]})
    stated = score_frame(standard, frame, common={"evidence": {"share": "70%"}}, sample=1)
    assert stated.results["1.verdict"].to_list() == ["unknown", "met"]
    same = score_frame(standard, frame, common={"evidence": {"plan": "同一文件", "summary": "同一文件"}}, sample=1)
    assert same.results["2.verdict"].to_list() == ["unknown", "unknown"]
    assert score_frame(standard, frame, sample=1).report.engines == {"columns": 2}
