"""Rows scored one by one, as `score` would: complete for every kind of cell, and the measure for the faster path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, NamedTuple

import polars as pl

from evalcore.batch.jobs import Job
from evalcore.batch.layout import DIGITS, REJECTS, Column, Layout, decimals_in
from evalcore.batch.mixed import MIXED, value_of
from evalcore.batch.tables import Part
from evalcore.errors import EvidenceError, Language, Problem
from evalcore.evidence import WORDS, Evidence, read_evidence
from evalcore.figures import exact_text, shortest
from evalcore.gaps import Gap
from evalcore.headers import plain
from evalcore.intake import take_in
from evalcore.places import UNWRITABLE
from evalcore.scorecard import Score, Scorecard
from evalcore.scoring import decide, plan_for

BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace())  # all that Python strips
VALUES = ("value", "document", "records")  # the words of an entry that may be blank
Cell = object
Row = tuple[Cell, ...]


class Scored(NamedTuple):
    """Rows of results, of gaps and of rejects, as the columns of their layouts."""

    results: pl.DataFrame
    gaps: pl.DataFrame
    rejects: pl.DataFrame


class _Unfit(Exception):
    """A figure that its column cannot hold."""


def score_rows(job: Job, part: Part, *, confirmed: bool = False) -> Scored:
    """Score every row of a part. A row that cannot be read is a reject, with all that is wrong with it."""
    results: list[Row] = []
    gaps: list[Row] = []
    rejects: list[Row] = []
    for row, cells in zip(part.rows, readable(part.cells), strict=True):
        subject = None
        try:
            evidence = evidence_of(job, cells)
            subject = evidence.subject
            card = card_of(job, evidence, confirmed=confirmed)
            result = tuple(_result(job.layout, row, card))
            gaps_of_row = [tuple(_gap(job.layout, row, gap)) for gap in card.gaps]
        except EvidenceError as error:
            rejects.extend(_rejects(job, row, subject or subject_in(job, cells), error.problems))
        except _Unfit as unfit:
            problem = Problem("batch-figure-too-large", params={"what": str(unfit)})
            rejects.extend(_rejects(job, row, subject, [problem]))
        else:
            results.append(result)
            gaps.extend(gaps_of_row)
    for broken in part.broken:
        subject = subject_in(job, broken.cells)
        rejects.extend(_reject(job, broken.row, subject, fault.problem, fault.column) for fault in broken.faults)
    return Scored(
        pl.DataFrame(results, schema=job.layout.compact_results, orient="row"),
        pl.DataFrame(gaps, schema=job.layout.compact_gaps, orient="row"),
        pl.DataFrame(rejects, schema=REJECTS, orient="row"),
    )


def evidence_of(job: Job, cells: Iterable[Cell]) -> Evidence:
    """The evidence of one row, with what all places share. Raises `EvidenceError`."""
    own = read_evidence(job.standard, plain(job.wide.headers, cells))
    common = job.common
    return replace(
        common,
        subject=own.subject or common.subject,
        years=own.years or common.years,
        claims={**common.claims, **own.claims},
        excused={**common.excused, **own.excused},
        locate=own.locate,
    )


def card_of(job: Job, evidence: Evidence, *, confirmed: bool = False) -> Scorecard:
    """The scorecard of one place."""
    plan = plan_for(job.plan, evidence.years, closing=evidence.closed is not None)
    return decide(plan, take_in(plan, evidence), confirmed=confirmed)


def readable(cells: pl.DataFrame) -> Iterator[Row]:
    """The rows as Python values: short floats and decimals as their own shortest decimal, nulls in structs left out, but for a value."""
    days = [each for each in cells if each.dtype.base_type() in (pl.Date, pl.Datetime)]
    beyond = [each.name for each in days if not each.dt.year().is_between(1, 9999).all()]
    rows = cells.with_columns(
        pl.col(beyond).cast(pl.String),  # Python has no such days
        pl.col(pl.Float32).cast(pl.String).cast(pl.Float64),
    ).iter_rows()
    changes = [value_of if dtype == MIXED else _filled for dtype in cells.dtypes]
    changed = [at for at, dtype in enumerate(cells.dtypes) if dtype.is_nested() or dtype.is_decimal()]
    return map(partial(_changed, {at: changes[at] for at in changed}), rows) if changed else rows


def _changed(changes: Mapping[int, Callable[[Any], Cell]], row: Row) -> Row:
    cells = list(row)
    for at, change in changes.items():
        if row[at] is not None:
            cells[at] = change(row[at])
    return tuple(cells)


def _filled(cell: Cell) -> Cell:
    if isinstance(cell, dict):
        filled = {key: _filled(value) for key, value in cell.items() if value is not None}
        blank = next((word for word in VALUES if word in cell), None)
        return filled if blank is None or not filled.keys().isdisjoint(WORDS) else {blank: None, **filled}
    if isinstance(cell, Decimal):
        return shortest(cell)
    return [_filled(each) for each in cell] if isinstance(cell, list) else cell


def names_in(cells: pl.Series) -> pl.Series:
    """The names of places in a column, as evidence keeps them."""
    if cells.dtype.is_integer() or isinstance(cells.dtype, pl.Categorical | pl.Enum):
        cells = cells.cast(pl.String)
    elif cells.dtype != pl.String:  # as Python writes them
        named = (None if cell is None else str(cell) for (cell,) in readable(cells.to_frame()))
        cells = pl.Series(named, dtype=pl.String)
    text = cells.str.strip_chars(BLANKS).str.replace_all(UNWRITABLE.pattern, "")
    return pl.select(pl.when(text != "").then(text)).to_series()


def subject_in(job: Job, cells: Iterable[Cell]) -> str | None:
    """The name of a place whose row cannot be read."""
    subject = plain((h if h and h.section == "subject" else None for h in job.wide.headers), cells).get("subject")
    return None if subject is None else str(subject)


def _rejects(job: Job, row: int, subject: str | None, problems: Iterable[Problem]) -> Iterator[Row]:
    return (_reject(job, row, subject, problem, job.wide.column(problem)) for problem in problems)


def _reject(job: Job, row: int, subject: str | None, problem: Problem, column: int | None) -> Row:
    name = None if column is None else job.wide.names[column]
    place = str(job.wide.place(row, column))
    return row, subject, name, place, problem.code, _sentence(problem, "zh"), _sentence(problem, "en")


def _sentence(problem: Problem, lang: Language) -> str:
    return " ".join(text for text in (problem.message(lang), problem.hint(lang)) if text)


# --- a scorecard as rows --------------------------------------------------------------------------------------------------


def _result(layout: Layout, row: int, card: Scorecard) -> Iterator[Cell]:
    """The cells of a row of results."""
    readers = _READERS | {"row": lambda *_: row}
    for column in layout.columns:
        value = readers[column.answer](card, column.part)
        yield fitted(value, column) if isinstance(value, Fraction) else value


def _level(card: Scorecard) -> str | None:
    return card.level.id if card.level else None


def _levels_open(card: Scorecard) -> str | None:
    return "|".join(level.id for level in card.levels_open) or None


def _score(card: Scorecard, part: str | None) -> Score | None:
    return card.score if part is None else card.points[part]


def _end(name: str) -> Callable[[Scorecard, str | None], Cell]:
    return lambda card, part: None if (score := _score(card, part)) is None else getattr(score, name)


_READERS: dict[str, Callable[[Scorecard, str | None], Cell]] = {
    "subject": lambda card, _: card.inputs.readings.evidence.subject,
    "verdict": lambda card, part: card.verdict if part is None else card.verdicts[part],
    "level": lambda card, _: _level(card),
    "levels_open": lambda card, _: _levels_open(card),
    "low": _end("low"),
    "high": _end("high"),
    "possible": _end("possible"),
    "refused": lambda card, _: card.refused,
    "fired": lambda card, part: card.fired[part or ""],
    "eligibility": lambda card, part: card.eligibility[part or ""],
    "rule": lambda card, part: card.rules[part or ""],
    "conclusion": lambda card, part: card.conclusions[part or ""],
    "engine": lambda card, _: card.confirmed_by.decided_by,
}


def _gap(layout: Layout, row: int, gap: Gap) -> Iterator[Cell]:
    """The cells of a row of gaps."""
    cells: dict[str, Cell] = {
        "row": row,
        "indicator": gap.indicator.id,
        "kind": gap.kind,
        "points_lost": gap.points_lost,
        "points_pending": gap.points_pending,
    }
    for column in layout.gap_columns:
        if column.answer in cells:
            value = cells[column.answer]
            yield fitted(value, column) if isinstance(value, Fraction) else value


def fitted(value: Fraction, column: Column) -> int | str:
    """Points as their column keeps them. Raises `_Unfit` for what it cannot keep without loss."""
    fit = _fitted(value, decimals_in(column.dtype))
    if fit is None:
        raise _Unfit(column.name)
    return fit


@lru_cache(maxsize=4096)
def _fitted(value: Fraction, decimals: int | None) -> int | str | None:
    if decimals is None:
        return exact_text(value)
    number, rest = divmod(value.numerator * 10**decimals, value.denominator)
    return None if rest or abs(number) >= 10**DIGITS else number
