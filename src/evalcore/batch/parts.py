"""One part of a table scored: the columns engine where it can, one by one where it cannot, and a sample of it checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from evalcore.batch.carry import Carried, carried, together
from evalcore.batch.jobs import Job
from evalcore.batch.layout import REJECTS, Layout
from evalcore.batch.rendering import gaps_of, results_of
from evalcore.batch.sample import check_sample
from evalcore.batch.single import score_rows
from evalcore.batch.tables import Part
from evalcore.errors import EvidenceError, Problem
from evalcore.standard import Standard

DEFAULT_SAMPLE = 0.00001  # assumed: the share of rows that are scored again


@dataclass(frozen=True)
class Report:
    """What became of the rows: `rows` = `scored` + `rejected`; `engines` counts which reading decided; `sample` was checked."""

    rows: int
    scored: int
    rejected: int
    engines: Mapping[str, int] = field(default_factory=dict)
    sample: int = 0


@dataclass(frozen=True)
class Batch:
    """The results, gaps and rejects of a table as frames, and a report of what was done.

    `compact` holds results and gaps as they were scored, `results` and `gaps` as people take them, made when first asked
    for: see `rendering`.
    """

    standard: Standard
    layout: Layout
    compact: Carried
    rejects: pl.DataFrame
    report: Report

    @cached_property
    def results(self) -> pl.DataFrame:
        """A row a place."""
        return results_of(self.layout, self.compact.results)

    @cached_property
    def gaps(self) -> pl.DataFrame:
        """A row a gap: in the order of the places, and of each worst first."""
        return gaps_of(self.standard, self.layout, self.compact.gaps, self.compact.results)


def score_part(job: Job, part: Part) -> Batch:
    """Score a part and check a sample of it. Raises `EngineDisagreement` when the sample comes out otherwise."""
    _check_headless(job, part)
    fast = carried(job, part)
    slow = score_rows(job, Part(*part.only(fast.left)[:2], part.broken))
    checked = check_sample(job, part, "columns", fast.results, fast.gaps)
    checked += check_sample(job, part, "single", slow.results, slow.gaps)
    results, gaps = fast.results, fast.gaps
    if len(slow.results):
        results = pl.concat([results, slow.results]).sort("row", maintain_order=True)
        gaps = pl.concat([gaps, slow.gaps])
    rejects = slow.rejects.sort("row", maintain_order=True)
    rejected = rejects["row"].n_unique()
    engines = {str(name): count for name, count in results["engine"].value_counts(sort=True).iter_rows()}
    report = Report(part.size, len(results), rejected, engines, checked)
    return Batch(job.standard, job.layout, Carried(results, gaps, fast.left), rejects, report)


def _check_headless(job: Job, part: Part) -> None:
    """Raises `InputError` for a column that has no header but holds something: else that would be lost unseen."""
    problems = []
    for index, name in enumerate(job.wide.names):
        filled = part.rows.filter(part.cells.to_series(index).is_not_null()) if not name else part.rows.clear()
        if len(filled):
            problems.append(Problem("batch-blank-header", job.wide.place(filled[0], index)))
    if problems:
        raise EvidenceError(problems)


def joined(job: Job, batches: Iterable[Batch]) -> Batch:
    """The batches of several parts as one."""
    parts = list(batches)
    engines: Counter[str] = Counter()
    for batch in parts:
        engines.update(batch.report.engines)
    reports = [batch.report for batch in parts]
    report = Report(
        rows=sum(each.rows for each in reports),
        scored=sum(each.scored for each in reports),
        rejected=sum(each.rejected for each in reports),
        engines=dict(engines.most_common()),
        sample=sum(each.sample for each in reports),
    )
    compact = [
        Carried(job.layout.compact_results.to_frame(), job.layout.compact_gaps.to_frame(), pl.Series(dtype=pl.Boolean)),
        *(batch.compact for batch in parts),
    ]
    rejects = pl.concat([REJECTS.to_frame(), *(batch.rejects for batch in parts)])
    return Batch(job.standard, job.layout, together(compact), rejects, report)
