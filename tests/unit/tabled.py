"""A small standard, and files of evidence for it in every form, for the tests of tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from evalcore.evidence import Evidence, Key
from evalcore.loader import standard_of

_COUNT = {"type": "count"}
STANDARD = standard_of(
    {
        "evalcore": "1", "id": "tabled", "edition": "1", "title": "表格", "kind": "conditions", "subject": "街道",
        "parameters": {"task": {**_COUNT, "label": "任务数", "authority": "上级"}},
        "evidence": {
            "workers": {**_COUNT, "label": "职工人数", "unit": "人"},
            "members": {**_COUNT, "label": "会员人数", "unit": "人", "per": "year"},
            "cover": {"type": "percentage", "label": "覆盖率"},
            "money": {"type": "money", "label": "投入资金", "unit": "万元"},
            "plan": {"type": "document", "label": "年度计划"},
            "founded": {"type": "date", "label": "成立日期"},
            "open": {"type": "boolean", "label": "是否公开"},
            "unions": {
                "type": "items", "label": "基层工会",
                "columns": {
                    "name": {"type": "text", "label": "名称"},
                    "size": {**_COUNT, "label": "人数", "unit": "人"},
                },
            },
        },
        "indicators": [
            {"id": "1", "title": "职工", "authority": "stated", "met": "workers >= 10", "excusable": "yes"},
            {"id": "2", "title": "覆盖", "authority": "stated", "met": "cover >= 90 and open"},
        ],
    }
)  # fmt: skip


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, sheets: Mapping[str, list[list[Any]]]) -> Path:
    """A workbook of these rows; a cell that is a pair is a value with its number format."""
    book = Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, content in enumerate(row, 1):
                value, form = content if isinstance(content, tuple) else (content, "General")
                if value is not None:
                    cell = sheet.cell(number, column, value)
                    if form != "General":
                        cell.number_format = form
    book.save(path)
    return path


def said(evidence: Evidence | None) -> dict[tuple[str, str | None], object]:
    """What evidence says, without where: of each field and period the readings of its entries."""
    assert evidence is not None
    return {(key.id, key.period): [_said(claim) for claim in claims] for key, claims in evidence.claims.items()}


def _said(claim: object) -> object:
    value = claim.value  # type: ignore[attr-defined]
    records = claim.records  # type: ignore[attr-defined]
    rows = None if records is None else [{name: _said(cell) for name, cell in row.items()} for row in records]
    texts = value.raw if value.values is None and value.absence != "missing" else None
    return value.values, value.truth, value.absence, value.code, texts, rows, claim.origin  # type: ignore[attr-defined]


def places_of(evidence: Evidence | None, name: str, period: str | None = None) -> list[str]:
    """Where the entries of a field stand, without the folder."""
    assert evidence is not None
    claims = evidence.claims[Key("field", name, period)]
    return [str(evidence.locate(claim.path)).split("/")[-1] for claim in claims]
