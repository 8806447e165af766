"""Periods as offices write them → as evidence names them: 2010年 is 2010, 2010年第一季度 is 2010-Q1."""

from __future__ import annotations

import re
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
