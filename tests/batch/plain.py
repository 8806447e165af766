"""Evidence cut down to what the columns engine carries: single values, written plainly, in columns of one type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal
from unicodedata import normalize

import polars as pl

from evalcore.figures import decimals_of, exact_text
from evalcore.standard import Quantity, Standard
from evalcore.truth import NO, YES
from evalcore.values import read_value

Spec = Mapping[str, Any]
Row = dict[str, str]
How = Literal["text", "words", "numbers", "floats"]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
TITLES = {YES: "某年度工作文件的题名", NO: "无"}


def plain_row(standard: Standard, filed: Spec) -> Row:
    """The single values of evidence under their headers, each as plain as it can be written; the rest is left out."""
    row: Row = {}
    for section, declared in (("evidence", standard.evidence), ("parameters", standard.parameters)):
        for key, entry in (filed.get(section) or {}).items():
            quantity: Quantity = declared[normalize("NFKC", key)]
            periods = entry.items() if quantity.per is not None and isinstance(entry, Mapping) else [(None, entry)]
            for period, part in periods:
                text = plain(quantity, part.get("value", part.get("document")) if isinstance(part, Mapping) else part)
                if text is not None:
                    row[key if period is None else f"{key}[{period}]"] = text
    return row


def plain(quantity: Quantity, content: object) -> str | None:
    """A value as digits, an ISO date, a plain word or title; None where it is no single value."""
    if isinstance(content, Mapping | list) or content is None or quantity.type == "items":
        return None
    value = read_value(quantity, "value", content, {})
    exact = value.values.exact if value.values is not None else None
    if value.absence is not None or (exact is None and quantity.numeric):
        return None
    if quantity.numeric and exact is not None:
        return exact_text(exact) if exact >= 0 and decimals_of(exact) is not None else None
    if quantity.type == "date" and exact is not None:
        return date.fromordinal(int(exact)).isoformat()
    if quantity.type == "boolean":
        return "yes" if value.truth == YES else "no"
    return TITLES[value.truth] if quantity.type == "document" else value.raw


def evidence_of(standard: Standard, row: Row, common: Spec) -> dict[str, Any]:
    """The same as an evidence file has it."""
    filed: dict[str, Any] = {**common, "evidence": {}, "parameters": {}}
    for name, text in row.items():
        key, _, period = name.removesuffix("]").partition("[")
        section = filed["parameters" if normalize("NFKC", key) in standard.parameters else "evidence"]
        if period:
            section.setdefault(key, {})[period] = text
        else:
            section[key] = text
    return filed


def frame_of(standard: Standard, rows: Iterable[Row], how: How) -> pl.DataFrame:
    """The rows as a table, of texts or of columns of the types that other software hands out."""
    rows = list(rows)
    names = dict.fromkeys(name for row in rows for name in row)
    table = pl.DataFrame(
        [{name: row.get(name) for name in names} for row in rows], schema=dict.fromkeys(names, pl.String)
    )
    if how == "text":
        return table
    if how == "words":
        return table.with_columns(in_words(quantity_of(standard, name), table[name]) for name in names)
    return table.with_columns(typed(quantity_of(standard, name), table[name], how) for name in names)


def in_words(quantity: Quantity, texts: pl.Series) -> pl.Series:
    """The same as offices write it: 12,000 and １２, 47.7%, 2011年2月1日, 是."""
    return pl.Series(
        texts.name, [None if text is None else _in_words(quantity, text, at) for at, text in enumerate(texts)]
    )


def _in_words(quantity: Quantity, text: str, at: int) -> str:
    if quantity.type == "date":
        day = date.fromisoformat(text)
        return f"{day.year}年{day.month}月{day.day}日"
    if quantity.type == "boolean":
        return {"yes": " 是", "no": "否\u3000"}[text]
    if not quantity.numeric:
        return text
    whole, point, rest = text.partition(".")
    ways = (f"{int(whole):,}{point}{rest}", text.translate(FULL_WIDTH), f" {text}{quantity.unit or ''} ", text)
    return ways[at % len(ways)] + ("%" if quantity.type == "percentage" and at % len(ways) != 2 else "")


def quantity_of(standard: Standard, name: str) -> Quantity:
    """The field or parameter under a header."""
    key = normalize("NFKC", name.partition("[")[0])
    return standard.parameters[key] if key in standard.parameters else standard.evidence[key]


def typed(quantity: Quantity, texts: pl.Series, how: How) -> pl.Series:
    """A column of texts in a type of its own, where that loses nothing."""
    said = texts.drop_nulls().to_list()
    if quantity.type == "date":
        return texts.str.to_date()
    if quantity.type == "boolean":
        return texts == "yes"
    if not quantity.numeric:
        return texts
    if how == "floats" and all(len(text.replace(".", "")) <= 15 for text in said):
        return texts.cast(pl.Float64)
    if all("." not in text and int(text) < 2**63 for text in said):
        return texts.cast(pl.Int64)
    fits = all(len(whole) <= 20 and len(rest) <= 18 for whole, _, rest in (text.partition(".") for text in said))
    return texts.cast(pl.Decimal(38, 18)) if fits else texts
