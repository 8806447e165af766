"""Periods as offices write them → as evidence names them: 2010年 is 2010, 2010年第一季度 is 2010-Q1."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from unicodedata import normalize

# How evidence names a period.
PERIOD = {
    "year": re.compile(r"[0-9]{4}"),
    "quarter": re.compile(r"[0-9]{4}-Q[1-4]"),
    "month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
}
_YEAR = re.compile(r"([0-9]{4})(?:年度?)?")
_QUARTER = re.compile(r"([0-9]{4})(?:年度?|[-./ ])?(?:Q([1-4])|第?([1-4一二三四])季度?)", re.IGNORECASE)
_MONTH = re.compile(r"([0-9]{4})(?:年|[-./])([0-9]{1,2})月?(?:份)?")
_DAY = re.compile(r"(\d{4})(?:-|\.|/|年)(\d{1,2})(?:-|\.|/|月)(\d{1,2})日?")
_HALF = re.compile(r"([0-9]{4})年?(上|下)半年")
_FROM_TO = re.compile(r"\s*(?:至|到|~|—+|–|-(?=[0-9]{4}))\s*")
_YEARS_APART = re.compile(r"[、,;\s]+")
_YEARS_FROM_TO = re.compile(r"([0-9]{4})年?(?:-|~|—+|–|至|到)([0-9]{4})年?度?")
_LONGEST_CYCLE = 50  # assumed: years that a written span may hold


def period_of(text: str, per: str) -> str | None:
    """The period that a text writes, as evidence names it; None when it is not a period of that length."""
    folded = normalize("NFKC", text).strip()
    if per == "year":
        found = _YEAR.fullmatch(folded)
        return found[1] if found else None
    if per == "quarter":
        found = _QUARTER.fullmatch(folded)
        return f"{found[1]}-Q{found[2] or _number(found[3])}" if found else None
    found = _MONTH.fullmatch(folded)
    return f"{found[1]}-{int(found[2]):02}" if found and 1 <= int(found[2]) <= 12 else None


def _number(digit: str) -> int:
    return "一二三四".index(digit) + 1 if digit in "一二三四" else int(digit)


def days_of(text: str) -> tuple[date, date] | None:
    """The first and the last day of a written period: a day, month, quarter, half year, year, or from one to another."""
    folded = normalize("NFKC", text).strip()
    ends = _FROM_TO.split(folded)
    if len(ends) == 2 and not _QUARTER.fullmatch(folded) and not _MONTH.fullmatch(folded):
        first, last = _days(ends[0]), _days(_with_year(ends[1], ends[0]))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    return _days(folded)


def _with_year(text: str, other: str) -> str:
    """6月 after 2010年1月 is 2010年6月."""
    return text if re.match(r"[0-9]{4}", text) else f"{other[:4]}年{text}"


def _days(text: str) -> tuple[date, date] | None:
    day = day_of(text)
    if day is not None:
        return day, day
    half = _HALF.fullmatch(text)
    if half:
        year = int(half[1])
        return (date(year, 1, 1), date(year, 6, 30)) if half[2] == "上" else (date(year, 7, 1), date(year, 12, 31))
    for per, months in (("month", 1), ("quarter", 3), ("year", 12)):
        period = period_of(text, per)
        if period is not None and int(period[:4]) > 0:
            year, rest = int(period[:4]), period[5:].lstrip("Q")
            last = 12 if per == "year" else int(rest) * months
            return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])
    return None


def day_of(text: str) -> date | None:
    """A day written 2011-02-01, 2011年2月1日, 2011.2.1 or 2011/2/1."""
    match = _DAY.fullmatch(normalize("NFKC", text).strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def years_of(text: str) -> list[str]:
    """The years that a text lists: 2010、2011 or 2010-2012. What is not a year stays as written."""
    years: list[str] = []
    for part in _YEARS_APART.split(normalize("NFKC", text).strip()):
        span = _YEARS_FROM_TO.fullmatch(part)
        if span and 0 <= int(span[2]) - int(span[1]) < _LONGEST_CYCLE:
            years.extend(str(year) for year in range(int(span[1]), int(span[2]) + 1))
        elif part:
            years.append(period_of(part, "year") or part)
    return years
