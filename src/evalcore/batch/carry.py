"""The rows of a part that the columns engine can score: cells → slots → graph → the columns of the layout."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import polars as pl

from evalcore.answers import listing
from evalcore.batch.jobs import Job
from evalcore.batch.layout import Layout
from evalcore.batch.outputs import GapColumns, Outputs
from evalcore.batch.single import names_in
from evalcore.batch.slots import Filled, Ranges, SlotColumns, fill
from evalcore.batch.tables import Part
from evalcore.engines.columns import CONSTANTS, Columns
from evalcore.engines.widths import TooWide
from evalcore.errors import EvidenceError
from evalcore.evidence import Evidence, read_evidence
from evalcore.graph import needed
from evalcore.headers import plain
from evalcore.plan import Plan
from evalcore.scales import point_pairs, wanted
from evalcore.scoring import plan_for
from evalcore.sites import sites_of

CAPS = (10**18, 10**15, 10**12, 10**9, 10**6)  # beyond one of these nothing is carried, so that all products fit
LEAST_CHUNK, MOST_CHUNK = 50_000, 500_000  # rows that are worked on together, one chunk a core


class Carried(NamedTuple):
    """Results and gaps, as compact as they are kept while a table is scored; a mask of the rows left to be read one by one."""

    results: pl.DataFrame
    gaps: pl.DataFrame
    left: pl.Series


@dataclass(frozen=True)
class Program:
    """A plan as expressions, for columns of known ranges."""

    layers: Sequence[Sequence[pl.Expr]]
    left: pl.Expr | None
    results: Sequence[pl.Expr]
    gaps: Sequence[GapColumns]


def compile_columns(plan: Plan, layout: Layout, filled: Filled, ranges: Ranges, common: Evidence) -> Program:
    """Write a plan as expressions. Raises `TooWide` when some number might not fit."""
    slots = SlotColumns(plan, filled, ranges, common)
    spoiling = [relation.id for relation in plan.standard.relations if relation.spoils]
    relations = [plan.relations[each] for each in spoiling if each in plan.relations]
    sites = [sites_of(plan, leaf) for leaf in listing(plan).ids]
    checked = [site.node for each in sites for site in each.checks]
    order = sorted({*wanted(plan), *needed(plan.nodes, [*relations, *checked])})
    verdicts = [node for pair in (*plan.verdicts.values(), plan.whole) for node in pair]
    points = [node for pair in point_pairs(plan) for node in pair]
    levels = [*plan.levels.values(), plan.eligible]
    engine = Columns(plan, slots.all, order, [*checked, *2 * [*verdicts, *points, *levels]], layout.scale)
    engine.left.extend(slots.left)
    engine.left.extend((~engine.truths[node]).fill_null(pl.lit(False)) for node in relations)
    outputs = Outputs(plan, layout, engine, slots)
    results, gaps = outputs.results(), list(outputs.gaps())
    layers = [[*CONSTANTS, *slots.constants.values()], *engine.layers]
    return Program(layers, pl.any_horizontal(engine.left) if engine.left else None, results, gaps)


def carried(job: Job, part: Part) -> Carried:
    """Score what can be carried of a part."""
    if job.common.closed is not None or not len(part.rows):
        return _nothing(job, len(part.rows))
    at = next((index for index, header in enumerate(job.wide.headers) if header and header.section == "years"), None)
    return _in_chunks(job, part) if at is None else _by_years(job, part, at)


def _in_chunks(job: Job, part: Part) -> Carried:
    """In chunks, on all cores."""
    threads = pl.thread_pool_size()
    size = min(max(len(part.rows) // threads + 1, LEAST_CHUNK), MOST_CHUNK)
    starts = range(0, len(part.rows), size)
    chunks = [Part(part.rows.slice(start, size), part.cells.slice(start, size)) for start in starts]
    if len(chunks) == 1:
        return _carry(job, chunks[0])
    with ThreadPoolExecutor(threads) as pool:
        return together(list(pool.map(partial(_carry, job), chunks)))


def _by_years(job: Job, part: Part, at: int) -> Carried:
    """The rows of each cycle of years by a plan of their own; years that cannot be read are for the careful reading."""
    named = part.cells.to_series(at)
    made: list[Carried] = []
    left = pl.repeat(True, len(named), dtype=pl.Boolean, eager=True)
    if named.dtype.is_nested():
        return _nothing(job, len(named))
    for cell in named.unique(maintain_order=True):
        with suppress(EvidenceError):
            kept = named.eq_missing(cell)
            found = _in_chunks(_with_years(job, at, cell), part.only(kept))
            made.append(found)
            left = left.scatter(kept.arg_true(), found.left)
    if not made:
        return _nothing(job, len(named))
    results, gaps = (pl.concat(frames) for frames in zip(*((each.results, each.gaps) for each in made), strict=True))
    return Carried(results.sort("row"), gaps, left)


def _with_years(job: Job, at: int, cell: object) -> Job:
    """The job for rows that name these years. Raises `EvidenceError` when they cannot be read."""
    years = read_evidence(job.standard, plain([job.wide.headers[at]], [cell])).years or job.common.years
    headers = tuple(None if index == at else header for index, header in enumerate(job.wide.headers))
    programs = job.programs.setdefault(years, {})
    plan, common = plan_for(job.plan, years), replace(job.common, years=years)
    return replace(job, plan=plan, common=common, wide=job.wide._replace(headers=headers), programs=programs)


def together(parts: Sequence[Carried]) -> Carried:
    """What follows each other as one."""
    results, gaps, left = zip(*parts, strict=True)
    return Carried(pl.concat(results), pl.concat(gaps), pl.concat(left))


def _nothing(job: Job, rows: int) -> Carried:
    left = pl.repeat(True, rows, dtype=pl.Boolean, eager=True)
    return Carried(job.layout.compact_results.to_frame(), job.layout.compact_gaps.to_frame(), left)


def _carry(job: Job, part: Part) -> Carried:
    plan, headers = job.plan, job.wide.headers
    try:
        filled = fill(plan, headers, part.cells, job.common)
    except TooWide:
        return _nothing(job, len(part.rows))
    for cap in CAPS:
        ranges = filled.capped(cap)
        with suppress(TooWide):
            return _run(job, part, _program(job, filled, ranges), filled, ranges)
    return _nothing(job, len(part.rows))


def _program(job: Job, filled: Filled, ranges: Ranges) -> Program:
    """The program for columns of these ranges; written once for a job."""
    key = (tuple(sorted(ranges.items())), frozenset(filled.columns), frozenset(filled.shown), frozenset(filled.excused))
    found: Program | None = job.programs.get(key)
    if found is None:
        found = job.programs[key] = compile_columns(job.plan, job.layout, filled, ranges, job.common)
    return found


def _run(job: Job, part: Part, program: Program, filled: Filled, ranges: Ranges) -> Carried:
    frame, left = filled.frame(ranges), filled.mask()
    for layer in program.layers:
        frame = frame.with_columns(layer)
    if program.left is not None:
        left = left | frame.select(program.left.alias("left")).to_series()
    frame = frame.with_columns(part.rows.alias("row"), _subject(job, part.cells).alias("subject"))
    if left.any():
        frame = frame.filter(~left)
    results = frame.select("row", "subject", *program.results)
    return Carried(results, _gaps(job.layout, program, frame), left)


def _subject(job: Job, cells: pl.DataFrame) -> pl.Series:
    """The names of the places, as evidence keeps them."""
    named = pl.repeat(None, len(cells), dtype=pl.String, eager=True)
    for header, values in zip(job.wide.headers, cells, strict=True):
        if header is not None and header.section == "subject":
            named = names_in(values)
    return named if job.common.subject is None else named.fill_null(job.common.subject)


def _gaps(layout: Layout, program: Program, frame: pl.DataFrame) -> pl.DataFrame:
    """The gaps, indicator by indicator."""
    wide = frame.select("row", *(expr for gap in program.gaps for expr in gap.gathered))
    columns = dict(zip(wide.columns, wide.get_columns(), strict=True))  # a wide frame is slow to ask so many times
    dtype = layout.gaps["indicator"]
    found = [
        pl.DataFrame([columns["row"], *(columns[name] for name in gap.names)])
        .lazy()
        .filter(pl.col(gap.names[0]).is_not_null())
        .select("row", pl.lit(gap.leaf, dtype=dtype).alias("indicator"), *gap.written)
        for gap in program.gaps
    ]
    return pl.concat([layout.compact_gaps.to_frame(), *pl.collect_all(found, engine="in-memory")])
