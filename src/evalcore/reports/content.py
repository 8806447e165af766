"""What a report is made of: a heading, facts, and sections with tables of text. How it looks is each format's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from evalcore.errors import Language
from evalcore.explain import VERDICTS
from evalcore.figures import shown
from evalcore.reports.words import MARKS
from evalcore.results import PointsRecord

_PLACE = re.compile(r"(?P<source>.+?)(?::[0-9]+:[0-9]+|!.+)")
Cell = str | tuple[str, ...]  # several lines where it is a tuple


class Table(NamedTuple):
    """Cells in rows; `right` holds the columns of figures, which are set flush right."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[int] = frozenset()


class Section(NamedTuple):
    """A heading, a table, and sentences under it."""

    title: str
    table: Table | None = None
    notes: tuple[str, ...] = ()


class Report(NamedTuple):
    """Everything that is printed about one place."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    closing: str


def verdict_text(verdict: str | None, lang: Language) -> str:
    """A verdict with its mark; empty where there is none."""
    return f"{MARKS[verdict]} {VERDICTS[lang][verdict]}" if verdict else ""


def points_text(points: PointsRecord | None, of: str = " / ") -> str:
    """Points at the worst and the best, and what was possible; empty where there are none."""
    if points is None:
        return ""
    low = "−∞" if points.low is None else shown(Fraction(points.low))
    high = "∞" if points.high is None else shown(Fraction(points.high))
    ends = low if points.low == points.high else f"{low}–{high}"
    return ends if points.possible is None else f"{ends}{of}{shown(Fraction(points.possible))}"


def table(headers: Iterable[str], rows: Iterable[tuple[Cell, ...]], right: Iterable[str] = ()) -> Table | None:
    """A table without the columns that nothing stands in; None when it would be empty."""
    kept_rows, names = list(rows), list(headers)
    kept = [index for index in range(len(names)) if any(row[index] for row in kept_rows)]
    if not kept:
        return None
    figures = frozenset(place for place, index in enumerate(kept) if names[index] in set(right))
    cells = tuple(tuple(row[index] for index in kept) for row in kept_rows)
    return Table(tuple(names[index] for index in kept), cells, figures)


def lines(*texts: str) -> Cell:
    """A cell of those texts that are not empty."""
    return tuple(text for text in texts if text)


def in_one_file(places: Sequence[Sequence[str]]) -> tuple[str | None, list[list[str]]]:
    """The file that all places are in, and the places without it; None and the places as they are where there is none."""
    found = [_PLACE.fullmatch(place) for each in places for place in each]
    sources = {match["source"] if match else None for match in found}
    source = sources.pop() if len(sources) == 1 else None
    if source is None:
        return None, [list(each) for each in places]
    return source, [[place[len(source) + 1 :] for place in each] for each in places]
