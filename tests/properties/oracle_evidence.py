"""The oracle's reading of evidence: every field, one period of it, as sample points of the values it may have.

Written from docs/standard.md and docs/evidence.md alone; it shares no code with the library. A field is `None` when it
is absent, otherwise `Possible`: for an interval its ends (a hair inside where an end is open, very far away where there
is none) and its middle. That is enough to judge any check by brute force, because every side of a check (sums,
products with a literal, one ratio) rises or falls steadily in each of its inputs while the others stand still, so its
extremes over a box lie in the corners of the box. The middle is there to fail a reasoning that holds in corners only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any, cast
from unicodedata import normalize

# Closer than any two different figures that the generator writes can be, and farther away than any of them.
HAIR = Fraction(1, 10**100)
FAR = 10**100

NUMERIC = {"count", "number", "percentage", "money"}
ABSENCES = {"missing", "unreadable", "masked", "cut_off", "not_applicable"}
YES = {"true", "yes", "是", "有"}
NO = {"false", "no", "否", "无"}
NUMBER = re.compile(
    r"(?P<before>近|超过|约|不足)?(?P<digits>-?\d[\d,]*(?:\.\d+)?)(?P<scale>万|亿)?(?P<more>余|多)?"
    r"(?P<unit>%|[^\d%以]*)(?P<after>以上|以下)?"
)
DATE = re.compile(r"(\d{4})(?:-|年|\.)(\d{1,2})(?:-|月|\.)(\d{1,2})日?")

Date = tuple[int, int, int]
Interval = tuple[Fraction | None, bool, Fraction | None, bool]  # low, low is open, high, high is open


@dataclass(frozen=True, slots=True)
class Possible:
    """Sample points of what a value may be; a point that is None stands for "then there is no value"."""

    points: tuple[Any, ...]
    decimals: int = 0  # those shown, of a figure written as one number


def fold(name: str) -> str:
    return normalize("NFKC", name)


def bounds(spec: dict[str, Any]) -> tuple[Fraction | None, Fraction | None]:
    kind = spec["type"]
    low = Fraction(0) if kind in {"count", "percentage", "money"} else None
    high = Fraction(100) if kind == "percentage" and not spec.get("above_100") else None
    return (
        Fraction(str(spec["min"])) if "min" in spec else low,
        Fraction(str(spec["max"])) if "max" in spec else high,
    )


def written(raw: Any, spec: dict[str, Any]) -> tuple[Interval, int] | None:
    """The interval that a figure stands for, before the field's bounds apply, and the decimals shown."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        exact = Decimal(repr(raw))
        value = Fraction(exact)
        return (value, False, value, False), max(0, -int(exact.as_tuple().exponent))
    match = NUMBER.fullmatch(normalize("NFKC", str(raw)).replace(" ", ""))
    own = "%" if spec["type"] == "percentage" else spec.get("unit", "元" if spec["type"] == "money" else "")
    if match is None or match["unit"] not in {"", own}:
        return None
    digits = match["digits"].replace(",", "")
    value = Fraction(digits) * {None: 1, "万": 10**4, "亿": 10**8}[match["scale"]]
    shown = len(digits.partition(".")[2])
    marks = [mark for mark in (match["before"], match["more"], match["after"]) if mark]
    if len(marks) > 1 or (marks == ["近"] and value == 0) or (marks and value < 0):
        return None  # opposite, or to be understood in two ways
    match marks[0] if marks else None:
        case None:
            return (value, False, value, False), shown
        case "余" | "多" | "以上":
            return (value, False, None, False), shown
        case "超过":
            return (value, True, None, False), shown
        case "以下":
            return (None, False, value, False), shown
        case "近" | "不足":
            return (None, False, value, True), shown
        case _:  # 约 bounds nothing
            return (None, False, None, False), shown


def sampled(interval: Interval, spec: dict[str, Any]) -> tuple[Fraction, ...]:
    """Sample points of the part of the interval that lies within the field's bounds; none when nothing does."""
    low, low_open, high, high_open = interval
    least, most = bounds(spec)
    if least is not None and (low is None or low < least):
        low, low_open = least, False
    if most is not None and (high is None or high > most):
        high, high_open = most, False
    if spec["type"] == "count":  # Read as: only whole numbers are possible; an open end is the next whole number.
        if low is not None:
            low, low_open = Fraction(floor(low) + 1 if low_open else ceil(low)), False
        if high is not None:
            high, high_open = Fraction(ceil(high) - 1 if high_open else floor(high)), False
    if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
        return ()
    if low is None:
        low = Fraction(-FAR) if high is None else high - FAR
    if high is None:
        high = Fraction(FAR) if low == -FAR else low + FAR
    if low == high:
        return (low,)
    middle = (low + high) / 2
    ends = (low + HAIR if low_open else low, high - HAIR if high_open else high)
    return (*ends, Fraction(floor(middle)) if spec["type"] == "count" else middle)


def read_date(raw: Any) -> Date | None:
    match = DATE.fullmatch(str(raw))
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


class Reader:
    """Entries of one evidence file as possible values."""

    def __init__(self, window: dict[str, Any]) -> None:
        self.start = read_date(window.get("from")) or (0, 0, 0)
        self.end = read_date(window.get("to")) or (9999, 12, 31)

    def document(self, raw: Any) -> bool | None:
        if isinstance(raw, dict):
            if "none" in raw:
                return False
            dated = read_date(raw.get("date"))
            return True if dated is None or self.start <= dated <= self.end else None
        return not (raw is False or raw in {"none", "无", "no", "否"})

    def entry(self, raw: Any, spec: dict[str, Any]) -> Possible | None:
        """One source's value, or None where it gives none that can be used."""
        kind = spec["type"]
        if isinstance(raw, dict):
            if ABSENCES & raw.keys():
                return None
            if kind != "document":
                raw = raw.get("value")
        if raw is None or raw == "":
            return None
        if kind == "document":
            there = self.document(raw)
            return None if there is None else Possible((there,))
        if kind == "boolean":
            word = str(raw).lower()
            return Possible((word in YES,)) if word in YES | NO else None
        if kind == "date":
            date = read_date(raw)
            return Possible((date,)) if date else None
        if kind in {"choice", "rating"}:
            return Possible((raw,)) if raw in spec["choices"] else None
        if kind not in NUMERIC:
            return None
        figure = written(raw, spec)
        if figure is None:
            return None
        points = sampled(figure[0], spec)
        return Possible(points, figure[1]) if points else None

    def sources(self, raw: Any, spec: dict[str, Any]) -> list[Possible]:
        """What the sources of one field state, those without a usable value left out."""
        read = [self.entry(each, spec) for each in (raw if isinstance(raw, list) else [raw])]
        return [each for each in read if each is not None]


def together(sources: list[Possible], kind: str) -> Possible | None:
    """All that the sources state. For numbers everything between is possible too, and lies between the points."""
    points = tuple(dict.fromkeys(point for source in sources for point in source.points))
    if not points or (kind in {"boolean", "document"} and len(points) > 1):
        return None
    return Possible(points)


def ratio(part: Fraction, whole: Fraction, when_empty: str, above_100: bool) -> Fraction | None:
    """The rate of one part and one whole, or None where there is none.

    Read as: where an interval allows a part above its whole, that is a possibility without a value, so the check is
    absent; it is not left out of what is possible.
    """
    if whole == 0:
        return Fraction(100) if part == 0 and when_empty == "full" else None
    exact = 100 * part / whole
    return exact if exact <= 100 or above_100 else None


def fits(stated: Fraction, exact: Fraction, decimals: int) -> bool:
    """Whether rounding half up, or cutting, at the decimals shown gives the stated figure."""
    scaled = exact * 10**decimals
    return stated * 10**decimals in {floor(scaled + Fraction(1, 2)), floor(scaled)}


Record = dict[str, Possible | None]


@dataclass
class Evidence:
    """What one place filed, read against the fields of a standard; `spoiled` names the fields made invalid."""

    specs: dict[str, dict[str, Any]]
    years: tuple[int, ...]
    filed: dict[tuple[str, str | None], list[Possible]]
    records: dict[tuple[str, str | None], list[Record]]
    spoiled: frozenset[str] = frozenset()
    derived: dict[tuple[str, str | None], Possible | None] = field(default_factory=dict)

    def possible(self, name: str, period: str | None) -> Possible | None:
        if name in self.spoiled:
            return None
        key = (name, period if "per" in self.specs[name] else None)
        if key not in self.derived:
            spec = self.specs[name]
            rate = "part" in spec
            self.derived[key] = self.disputed(*key) if rate else together(self.filed.get(key, []), spec["type"])
        return self.derived[key]

    def exact(self, name: str, period: str | None) -> Fraction | None:
        """The ratio that single parts give."""
        spec = self.specs[name]
        parts = [self.possible(fold(spec[key]), period) for key in ("part", "whole")]
        figures = [each.points[0] for each in parts if each is not None and len(each.points) == 1]
        if len(figures) < 2:
            return None
        part, whole = figures
        return ratio(part, whole, spec.get("when_empty", "unknown"), bool(spec.get("above_100")))

    def denials(self, name: str, period: str | None) -> list[Fraction]:
        """The stated figures that neither rounding nor cutting the exact ratio gives; a range must hold it."""
        exact = self.exact(name, period)
        if exact is None:
            return []
        denying: list[Fraction] = []
        for stated in self.filed.get((name, period if "per" in self.specs[name] else None), []):
            low, high = min(stated.points), max(stated.points)
            if not (low <= exact <= high or (low == high and fits(low, exact, stated.decimals))):
                denying += stated.points
        return denying

    def disputed(self, name: str, period: str | None) -> Possible | None:
        """Everything from the exact ratio to the stated figures that deny it, if any does and that matters."""
        if self.specs[name].get("decided_by", "both") == "parts" or name in self.spoiled:
            return None
        denying = self.denials(name, period)
        return Possible((cast(Fraction, self.exact(name, period)), *denying)) if denying else None

    def contradicted(self) -> list[str]:
        """The rates with a stated figure that their parts deny."""
        stated = [key for key in self.filed if "part" in self.specs[key[0]]]
        return sorted({name for name, period in stated if self.denials(name, period)})

    def spoil(self, names: set[str]) -> Evidence:
        return Evidence(self.specs, self.years, self.filed, self.records, frozenset(names)) if names else self

    def periods(self, per: str) -> list[str]:
        if per == "year":
            return [str(year) for year in self.years]
        if per == "quarter":
            return [f"{year}-Q{quarter}" for year in self.years for quarter in range(1, 5)]
        return [f"{year}-{month:02}" for year in self.years for month in range(1, 13)]


def read(standard: dict[str, Any], evidence: dict[str, Any]) -> Evidence:
    parameters = {fold(name): spec for name, spec in standard.get("parameters", {}).items()}
    fields = {fold(name): spec for name, spec in standard.get("evidence", {}).items()}
    given = {name: spec["value"] for name, spec in parameters.items() if "value" in spec}
    for source in (evidence.get("parameters", {}), evidence.get("evidence", {})):
        given |= {fold(name): raw for name, raw in source.items()}
    for name, spec in fields.items():
        if "columns" in spec:
            fields[name] = spec | {"columns": {fold(column): each for column, each in spec["columns"].items()}}
    specs = parameters | fields
    years = standard["cycle"]["years"] if "cycle" in standard else evidence.get("years", [])
    result = Evidence(specs, tuple(years), {}, {})
    reader = Reader(standard.get("window", {}))
    for name, raw in given.items():
        spec = specs[name]
        if spec["type"] == "items":
            for period, rows in raw.items() if "per" in spec else [(None, raw)]:
                if isinstance(rows, list):
                    key = name, None if period is None else str(period)
                    result.records[key] = [read_record(reader, row, spec["columns"]) for row in rows]
        elif "per" in spec:
            for period, entry in raw.items():
                result.filed[name, str(period)] = reader.sources(entry, spec)
        else:
            result.filed[name, None] = reader.sources(raw, spec)
    return result


def read_record(reader: Reader, row: dict[str, Any], columns: dict[str, Any]) -> Record:
    record: Record = dict.fromkeys(columns)
    for name, raw in row.items():
        spec = columns[fold(name)]
        record[fold(name)] = together(reader.sources(raw, spec), spec["type"])
    return record
