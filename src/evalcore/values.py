"""One entry → a value: numbers, truths, dates and choices as their field's type reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Literal

from evalcore import numerals
from evalcore.cells import Broken
from evalcore.figures import shown
from evalcore.intervals import Interval, whole
from evalcore.periods import day_of, days_of
from evalcore.places import UNWRITABLE
from evalcore.standard import Quantity, Span
from evalcore.truth import ABSENT, NO, YES, Truth

Absence = Literal[
    "missing", "unreadable", "masked", "cut_off", "invalid", "out_of_window", "claimed_not_applicable",
    "not_judged", "not_given", "contradictory",
]  # fmt: skip

_WORDS: dict[str, Absence] = {
    "missing": "missing",
    "unreadable": "unreadable",
    "masked": "masked",
    "cut_off": "cut_off",
}
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
NO_WINDOW = Span()
TRUE_WORDS = frozenset({"true", "yes", "是", "有"})
FALSE_WORDS = frozenset({"false", "no", "否", "无"})
NO_DOCUMENT = FALSE_WORDS | {"none"}


@dataclass(frozen=True, slots=True)
class Value:
    """What an entry says: numbers (dates as day numbers, choices as indexes), a truth, or why there is nothing.

    `step` is the size of the last digit shown, for comparing a stated rate with its parts. `code` and `params` are the
    problem that explains an absence.
    """

    raw: str | None = None
    values: Interval | None = None
    truth: Truth = ABSENT
    absence: Absence | None = None
    step: Fraction | None = None
    code: str | None = None
    params: Mapping[str, object] = field(default_factory=dict, hash=False)


def read_value(
    quantity: Quantity, word: str, content: object, meta: Mapping[str, str], window: Span = NO_WINDOW
) -> Value:
    """Read one entry. `word` is the key it stands under: value, document, none, or a reason for its absence."""
    if isinstance(content, str) and not isinstance(content, Broken):
        content = written(content)
    raw = None if content is None else str(content)
    if isinstance(content, Broken):
        return _refused(raw, content.code)
    if word == "not_applicable":
        return Value(raw, absence="claimed_not_applicable")
    if word == "none":
        return Value(raw, truth=NO) if quantity.type == "document" else _refused(raw, "value-not-a-document")
    if word in _WORDS:
        return Value(raw, absence=_WORDS[word])
    if content is None or (isinstance(content, str) and not content.strip()):
        return Value(raw, absence="missing")
    if word == "document" and quantity.type != "document":
        return _refused(raw, "value-not-a-document")
    if quantity.type == "document":
        return _document(quantity, content, meta, window)
    return _READERS[quantity.type](quantity, content)


def written(content: object) -> str:
    """Text as a file can hold it: without invisible control characters; half characters, as broken software sends, are �."""
    text = str(content)
    return text if text.isprintable() else UNWRITABLE.sub("", HALF_CHARACTER.sub("\ufffd", text))


def windowed(quantity: Quantity, value: Value, meta: Mapping[str, str], window: Span) -> Value:
    """The value, unless its field looks at when it was and that is outside the window, or not said although it must be."""
    rule = getattr(quantity, "in_window", None)
    said = meta.get("period") or meta.get("date")
    if rule is None or value.absence is not None or value.truth == NO or (said is None and rule == "may"):
        return value
    params: dict[str, object] = {"raw": said or "", "from": window.from_ or "…", "to": window.to or "…"}
    days = None if said is None else days_of(said)
    if days is None:
        code = "value-period-missing" if said is None else "value-period-unreadable"
        return Value(value.raw, absence="out_of_window", code=code, params=params)
    if (window.from_ and days[0] < window.from_) or (window.to and days[1] > window.to):
        return Value(value.raw, absence="out_of_window", code="value-out-of-window", params=params)
    return value


def _refused(raw: str | None, code: str, absence: Absence = "unreadable", **params: object) -> Value:
    return Value(raw, absence=absence, code=code, params={"raw": (raw or "")[:60], **params})


def _number(quantity: Quantity, content: object) -> Value:
    if isinstance(content, bool | date):
        return _refused(str(content), "value-not-a-number")
    if isinstance(content, str):
        reading = numerals.read(content, quantity.measured_in)
        if reading.values is None:
            absence: Absence = _WORDS.get(reading.status, "unreadable")
            return Value(content, absence=absence, code=reading.code, params=reading.params)
        return bounded(quantity, Value(content, reading.values, step=reading.step))
    exact, step = _exactly(content)
    if exact is None:
        return _refused(str(content), "value-not-a-number", "invalid")
    raw = format(Decimal(repr(content)), "f") if isinstance(content, float) else str(content)
    return bounded(quantity, Value(raw, Interval(exact, exact), step=step))


def _exactly(content: object) -> tuple[Fraction | None, Fraction | None]:
    """A Python number and the size of its last digit; floats count as their shortest round-trip decimal."""
    if isinstance(content, int):
        return Fraction(content), Fraction(1)
    if isinstance(content, Fraction):
        return content, None
    if isinstance(content, float):
        content = Decimal(repr(content)).normalize() if isfinite(content) else None  # 47.0 shows no decimals
    if isinstance(content, Decimal) and content.is_finite() and abs(content.adjusted()) < 1000:
        exponent = content.as_tuple().exponent
        return Fraction(content), Fraction(10) ** min(int(exponent), 0)
    return None, None


def _end(bound: Fraction | None) -> str:
    return "…" if bound is None else shown(bound)


def bounded(quantity: Quantity, value: Value) -> Value:
    """The value cut to the quantity's bounds; invalid when nothing of it is within them."""
    values = value.values
    if values is None:
        return value
    low, high = quantity.low, quantity.high
    if low is None and high is None and quantity.type != "count":
        return value
    exact = values.exact
    if exact is not None:
        outside = (low is not None and exact < low) or (high is not None and exact > high)
        if outside:
            return _refused(value.raw, "value-out-of-bounds", "invalid", low=_end(low), high=_end(high))
        if quantity.type == "count" and exact.denominator != 1:
            return _refused(value.raw, "value-not-whole", "invalid")
        return value
    if quantity.type == "count":
        values = whole(values)
    within = values.within(Interval(low, high))
    if within.empty:
        return _refused(value.raw, "value-out-of-bounds", "invalid", low=_end(low), high=_end(high))
    return Value(value.raw, within, step=value.step)


def _truth(quantity: Quantity, content: object) -> Value:  # noqa: ARG001 - every reader takes the quantity
    word = str(content).strip().lower() if isinstance(content, str | bool) else ""
    if word in TRUE_WORDS:
        return Value(str(content), truth=YES)
    if word in FALSE_WORDS:
        return Value(str(content), truth=NO)
    return _refused(str(content), "value-not-yes-or-no")


def _document(quantity: Quantity, content: object, meta: Mapping[str, str], window: Span) -> Value:  # noqa: ARG001
    if content is False or (isinstance(content, str) and content.strip().lower() in NO_DOCUMENT):
        return Value(str(content), truth=NO)
    if not isinstance(content, str) or content.strip().lower() in TRUE_WORDS:
        return _refused(str(content), "value-document-title")
    if "date" not in meta:
        return Value(content, truth=YES)
    day = day_of(meta["date"])
    if day is None:
        return Value(content, absence="unreadable", code="value-not-a-date", params={"raw": meta["date"][:60]})
    if (window.from_ and day < window.from_) or (window.to and day > window.to):
        params = {"from": window.from_ or "…", "to": window.to or "…"}
        return Value(
            content, absence="out_of_window", code="value-out-of-window", params={"raw": meta["date"], **params}
        )
    return Value(content, truth=YES)


def _date(quantity: Quantity, content: object) -> Value:  # noqa: ARG001 - every reader takes the quantity
    day = content if isinstance(content, date) else day_of(str(content))
    if day is None:
        return _refused(str(content), "value-not-a-date")
    return Value(str(content), Interval.exactly((day.date() if isinstance(day, datetime) else day).toordinal()))


def _choice(quantity: Quantity, content: object) -> Value:
    word = str(content).strip()
    if word not in quantity.choices:
        return _refused(word, "value-not-a-choice", choices="、".join(quantity.choices))
    return Value(word, Interval.exactly(quantity.choices.index(word)))


def _text(quantity: Quantity, content: object) -> Value:  # noqa: ARG001 - every reader takes the quantity
    return Value(str(content))


def _no_records(quantity: Quantity, content: object) -> Value:  # noqa: ARG001 - every reader takes the quantity
    return _refused(str(content), "value-not-records")


_READERS: dict[str, Callable[[Quantity, object], Value]] = {
    **dict.fromkeys(("count", "number", "percentage", "money"), _number),
    "boolean": _truth,
    "date": _date,
    "choice": _choice,
    "rating": _choice,
    "text": _text,
    "items": _no_records,
}
