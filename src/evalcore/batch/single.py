"""Rows scored one by one, as `score` would: complete for every kind of cell, and the measure for the faster path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from evalcore.batch.jobs import NESTED, Job
from evalcore.batch.layout import DIGITS, REJECTS, Column, Layout, decimals_in
from evalcore.batch.tables import Part
from evalcore.errors import EvidenceError, Language, Problem
from evalcore.evidence import Evidence, read_evidence
from evalcore.figures import exact_text
from evalcore.gaps import Gap
from evalcore.headers import plain
from evalcore.intake import take_in
from evalcore.scorecard import Score, Scorecard
from evalcore.scoring import decide, plan_for

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
    rejects.extend(
        _reject(job, each.row, subject_in(job, each.cells), each.problem, each.column) for each in part.broken
    )
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
    """The rows as Python values: short floats and decimals as their own shortest decimal, nulls in structs left out."""
    text = pl.col(pl.Decimal).cast(pl.String)
    shortest = text.str.strip_chars_end("0").str.strip_chars_end(".")
    beyond = [each.name for each in cells if each.dtype == pl.Date and not each.dt.year().is_between(1, 9999).all()]
    rows = cells.with_columns(
        pl.col(beyond).cast(pl.String),  # Python has no such days
        pl.col(pl.Float32).cast(pl.String).cast(pl.Float64),
        pl.when(text.str.contains(".", literal=True)).then(shortest).otherwise(text),
    ).iter_rows()
    nested = [isinstance(dtype, NESTED) for dtype in cells.dtypes]
    if not any(nested):
        return rows
    return (tuple(_filled(cell) if deep else cell for cell, deep in zip(row, nested, strict=True)) for row in rows)


def _filled(cell: Cell) -> Cell:
    if isinstance(cell, dict):
        return {key: _filled(value) for key, value in cell.items() if value is not None}
    return [_filled(each) for each in cell] if isinstance(cell, list) else cell


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
