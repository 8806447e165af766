"""The rows of a part that the columns engine can score: cells → slots → graph → the columns of the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from evalcore.answers import listing
from evalcore.batch.layout import LEAF_TEXTS, Layout, decimals_in
from evalcore.batch.outputs import GapColumns, Outputs
from evalcore.batch.slots import Filled, Ranges, SlotColumns, fill
from evalcore.engines.columns import Columns
from evalcore.engines.widths import TooWide
from evalcore.evidence import Evidence
from evalcore.graph import needed
from evalcore.headers import Header
from evalcore.plan import Plan
from evalcore.scales import point_pairs, wanted
from evalcore.sites import sites_of
from evalcore.standard import Indicator

CAPS = (10**18, 10**15, 10**12, 10**9, 10**6)  # beyond one of these nothing is carried, so that all products fit
CHUNK = 1 << 16  # rows that are worked on together, so that a column stays in the processor's cache


class Carried(NamedTuple):
    """What the columns engine made of a part: results and gaps of the rows it carried, and a mask of the rows left."""

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
    relations = [plan.relations[relation.id] for relation in plan.standard.relations if relation.spoils]
    sites = [sites_of(plan, leaf) for leaf in listing(plan).ids]
    checked = [site.node for each in sites for site in (*each.applies, *each.met, *each.points)]
    order = sorted({*wanted(plan), *needed(plan.nodes, [*relations, *checked])})
    verdicts = [node for pair in (*plan.verdicts.values(), plan.whole) for node in pair]
    points = [node for pair in point_pairs(plan) for node in pair]
    levels = [*plan.levels.values(), plan.eligible]
    engine = Columns(plan, slots.all, order, [*checked, *2 * [*verdicts, *points, *levels]])
    engine.left.extend(slots.left)
    engine.left.extend((~engine.truths[node]).fill_null(pl.lit(False)) for node in relations)
    outputs = Outputs(plan, layout, engine, slots)
    results, gaps = outputs.results(), list(outputs.gaps())
    return Program(engine.layers, pl.any_horizontal(engine.left) if engine.left else None, results, gaps)


def carry(
    plan: Plan, layout: Layout, headers: Sequence[Header | None], cells: pl.DataFrame, rows: pl.Series, common: Evidence
) -> Carried:
    """Score the rows that can be carried; `rows` are their positions."""
    filled = fill(plan, headers, cells, common)
    for cap in CAPS:
        ranges = filled.capped(cap)
        try:
            program = compile_columns(plan, layout, filled, ranges, common)
        except TooWide:
            continue
        return _run(program, plan, layout, headers, cells, rows, filled, ranges)
    return Carried(layout.results.to_frame(), layout.gaps.to_frame(), pl.repeat(True, len(rows), eager=True))


def _run(
    program: Program, plan: Plan, layout: Layout, headers: Sequence[Header | None], cells: pl.DataFrame,
    rows: pl.Series, filled: Filled, ranges: Ranges,
) -> Carried:  # fmt: skip
    frame, left = filled.frame(ranges), filled.mask()
    for layer in program.layers:
        frame = frame.with_columns(layer)
    if program.left is not None:
        left = left | frame.select(program.left.alias("left")).to_series()
    subject = _subject(headers, cells)
    frame = frame.with_columns(rows.alias("row"), subject.alias("subject"))
    if left.any():
        frame = frame.filter(~left)
    results = frame.select("row", "subject", *program.results)
    return Carried(results, _gaps(plan, layout, program, frame), left)


def _subject(headers: Sequence[Header | None], cells: pl.DataFrame) -> pl.Series:
    """The names of the places, as evidence keeps them."""
    for header, values in zip(headers, cells, strict=True):
        if header is not None and header.section == "subject":
            return values.cast(pl.String)
    return pl.repeat(None, len(cells), dtype=pl.String, eager=True)


def _gaps(plan: Plan, layout: Layout, program: Program, frame: pl.DataFrame) -> pl.DataFrame:
    """The gaps, indicator by indicator."""
    wide = frame.select("row", "subject", *(expr for gap in program.gaps for expr in gap.gathered))
    found = [
        wide.lazy().filter(pl.col(gap.names[0]).is_not_null()).select(_gap_columns(layout, gap, leaf))
        for gap, leaf in zip(program.gaps, listing(plan).leaves, strict=True)
    ]
    return pl.concat([layout.gaps.to_frame(), *pl.collect_all(found)])


def _gap_columns(layout: Layout, gap: GapColumns, leaf: Indicator) -> list[pl.Expr]:
    places = decimals_in(layout.gaps.get("points_lost", pl.String()))
    made = {"row": pl.col("row"), "subject": pl.col("subject"), **gap.written(places)}
    texts = {answer: getattr(leaf, answer) for answer in LEAF_TEXTS} | {"indicator": leaf.id}
    made |= {name: pl.lit(text, dtype=layout.gaps[name]) for name, text in texts.items()}
    return [made[column.answer].alias(column.name) for column in layout.gap_columns]
