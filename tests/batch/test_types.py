"""Cells of every type under fields of every type: a table says what `score` says of the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

import evalcore as ec
from evalcore.batch.mixed import series_of
from evalcore.batch.parts import Batch
from evalcore.evidence import read_places
from evalcore.loader import load_standard
from evalcore.standard import Standard
from tests.batch.compare import expected, expected_gaps, gaps_of, row_of

CELLS: list[Any] = [
    1, 0, 47.0, 2.5, -1, 3, 10**25, True, False, date(2011, 2, 1), datetime(2011, 2, 1, 10, 30), "近30", "30", "2.5",  # noqa: DTZ001
    "47.0", "8.9万", "是", "无", "有", "true", "2011-02-01", "2011年2月1日", "1", "凭证", "TRUE", None,
]  # fmt: skip
FIELDS: dict[str, dict[str, Any]] = {
    "people": {"type": "count"}, "number": {"type": "number"}, "share": {"type": "percentage"}, "money": {"type": "money"},
    "flag": {"type": "boolean"}, "paper": {"type": "document"}, "day": {"type": "date"}, "words": {"type": "text"},
    "pick": {"type": "choice", "choices": ["1", "2.5", "凭证", "True"]}, "list": {"type": "items", "columns": {
        "size": {"type": "count", "label": "人数"}}},
}  # fmt: skip
MET = {
    "people": "people >= 2", "number": "number >= 2", "share": "share >= 2.5", "money": "money >= 2", "flag": "flag",
    "paper": "has(paper)", "day": 'day <= date("2011-02-01")', "pick": 'pick == "1"', "words": 'has(paper) or people >= 2',
    "list": "every(list, size >= 1)",
}  # fmt: skip


def standard() -> Standard:
    return load_standard({
        "evalcore": "1", "id": "types", "edition": "1", "title": "类型", "kind": "conditions", "subject": "单位",
        "evidence": {id_: {"label": f"{id_}项", **rest} for id_, rest in FIELDS.items()},
        "indicators": [
            {"id": f"i{at}", "title": id_, "authority": "stated", "met": met} for at, (id_, met) in enumerate(MET.items())
        ],
    })  # fmt: skip


def agrees(model: Standard, batch: Batch, row: int, evidence: Any) -> None:
    """A row came out as `score` scores the same evidence."""
    card = ec.score(model, evidence)
    assert row_of(batch.results, row) == expected(card, batch.results.columns)
    assert gaps_of(batch.gaps, row) == expected_gaps(card)


def workbook(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


@pytest.mark.parametrize("field", FIELDS)
def test_a_workbook_is_read_as_score_reads_it(tmp_path: Path, field: str) -> None:
    model, names = standard(), [f"第{number}" for number in range(len(CELLS))]
    rows = [[name, cell, "通知"] for name, cell in zip(names, CELLS, strict=True)]
    path = workbook(tmp_path / "t.xlsx", [["单位", field, "paper" if field != "paper" else "flag"], *rows])
    batch = ec.score_frame(model, path, sample=1)
    assert batch.rejects.is_empty()
    for row, place in enumerate(read_places(model, path), 1):
        assert place.evidence is not None
        agrees(model, batch, row, place.evidence)
    for cell in CELLS:  # in columns of one type too
        alone = workbook(tmp_path / "alone.xlsx", [["单位", field], ["甲", cell], ["乙", cell]])
        (place, _) = read_places(model, alone)
        assert place.evidence is not None
        agrees(model, ec.score_frame(model, alone), 1, place.evidence)


def test_a_bare_number_or_day_in_a_sheet_is_no_title(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["单位", "paper"], ["甲", 1], ["乙", date(2011, 2, 1)], ["丙", "凭证"], ["丁", 0]]
    results = ec.score_frame(standard(), workbook(tmp_path / "t.xlsx", rows)).results
    assert results["i5.verdict"].to_list() == ["unknown", "unknown", "met", "unknown"]


def test_numbers_beside_texts_are_carried(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["单位", "people"], ["甲", 1], ["乙", 2.0], ["丙", "8.9万"], ["丁", "近30"], ["戊", None]]
    results = ec.score_frame(standard(), workbook(tmp_path / "t.xlsx", rows), sample=1).results
    assert results["engine"].to_list() == ["columns"] * 3 + ["trace", "columns"]
    assert results["i0.verdict"].to_list() == ["unmet", "met", "met", "unknown", "unknown"]


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (pl.Series([True, False, None]), ["True", "False", None]),
        (pl.Series([Decimal("1.50"), Decimal("2.00")]), ["1.5", "2"]),
        (pl.Series([datetime(2011, 2, 1), datetime(2011, 2, 1, 10, 30)]), ["2011-02-01 00:00:00", "2011-02-01 10:30:00"]),  # noqa: DTZ001
        (pl.Series([1.0, 1e16, float("nan"), None]), ["1.0", "1e+16", "nan", None]),
        (pl.Series([47.7], dtype=pl.Float32), ["47.7"]),
        (pl.Series([date(2011, 2, 1), date(1, 1, 1)]), ["2011-02-01", "0001-01-01"]),
        (pl.Series([7, None], dtype=pl.UInt8), ["7", None]),
        (pl.Series(["甲"], dtype=pl.Categorical), ["甲"]),
        (pl.Series([" 甲\u3000", "\x00 乙", "丙 \x1c", "\x1c", "", "\x00"]), ["甲", " 乙", "丙", None, None, None]),
        (series_of("", ["甲", 1, 2.5, True, date(2011, 2, 1), Decimal("1.50")]), ["甲", "1", "2.5", "True", "2011-02-01", "1.5"]),
    ],
    ids=lambda case: str(case.dtype) if isinstance(case, pl.Series) else "",
)  # fmt: skip
def test_places_are_named_as_score_names_them(cells: pl.Series, names: list[str | None]) -> None:
    for people in (1, "近30"):  # by columns, and one by one
        batch = ec.score_frame(standard(), pl.DataFrame({"单位": cells, "people": people}), sample=1)
        assert batch.results["subject"].to_list() == names


@pytest.mark.parametrize("field", FIELDS)
def test_decimals_are_numbers_wherever_they_stand(field: str) -> None:
    model, values = (
        standard(),
        {"1.50": "1.5", "2.50": "2.5", "1.00": "1", "0.00": "0", "-3.25": "-3.25", "100.00": "100"},
    )
    frame = pl.DataFrame({field: pl.Series([Decimal(value) for value in values], dtype=pl.Decimal(38, 2))})
    batch = ec.score_frame(model, frame, sample=1)
    for row, value in enumerate(values.values(), 1):
        agrees(model, batch, row, {"evidence": {field: Decimal(value)}})
