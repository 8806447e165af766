"""Gaps as people take them, against sorting them one by one."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import polars as pl
import pytest

from evalcore.batch.layout import Column, Layout, layout_of
from evalcore.batch.rendering import gaps_of
from evalcore.gaps import KINDS
from evalcore.scoring import plan_for
from evalcore.standard import Standard
from tests.batch.standards import points

Gap = dict[str, Any]
AMOUNTS: dict[str, list[Any]] = {
    "narrow": [0, 1, 2, 15_000, -3, 2**31 - 1],
    "wide": [0, 1, 10**20, 10**20 + 5, -(10**30), 10**36, 2**31, 2**63],
    "far but close together": [10**20, 10**20 + 1, 10**20 + 7],
    "fractions": ["1/3", "0.3", "10/3", "2", "-1/7", "0"],
}


def layout_with(standard: Standard, form: str) -> Layout:
    """The layout of a standard with points of another type."""
    found = layout_of(plan_for(standard))
    dtype = pl.String() if form == "fractions" else pl.Decimal(38, 0)
    made = (
        column._replace(dtype=dtype, narrow=form == "narrow") if column.name.startswith("points_") else column
        for column in found.gap_columns
    )
    columns: tuple[Column, ...] = tuple(made)
    return Layout(found.columns, columns)


def worst_first(standard: Standard, gaps: list[Gap]) -> list[Gap]:
    places = {leaf.id: (leaf.veto is None, place) for place, leaf in enumerate(standard.leaves())}

    def urgency(gap: Gap) -> tuple[Any, ...]:
        free, place = places[gap["indicator"]]
        lost, pending = (-Fraction(gap[name]) for name in ("points_lost", "points_pending"))
        return gap["row"], free, KINDS[gap["kind"]], lost, pending, place

    return sorted(gaps, key=urgency)


@pytest.mark.parametrize("first_row", [1, 10**9])
@pytest.mark.parametrize("consecutive", [True, False])
@pytest.mark.parametrize("form", AMOUNTS)
def test_gaps_are_sorted_as_one_by_one(form: str, consecutive: bool, first_row: int) -> None:
    rng, standard = Random(form), points()
    layout = layout_with(standard, form)
    rows = [first_row + at for at in range(60) if consecutive or at % 3]
    leaves = [leaf.id for leaf in standard.leaves()]
    gaps: list[Gap] = [
        {"row": row, "indicator": leaf, "kind": rng.choice(list(KINDS))}
        | {name: rng.choice(AMOUNTS[form]) for name in ("points_lost", "points_pending")}
        for leaf in leaves
        for row in rows
        if rng.random() < 0.6
    ]
    compact = pl.DataFrame(gaps, schema=layout.compact_gaps)
    results = pl.DataFrame({"row": rows, "subject": [f"第{row}街道" if row % 5 else None for row in rows]})
    found = gaps_of(standard, layout, compact, results)
    texts = {leaf.id: (leaf.title, leaf.clause, leaf.remedy, leaf.responsible) for leaf in standard.leaves()}
    subjects = dict(results.iter_rows())
    expected = [
        (gap["row"], subjects[gap["row"]], gap["indicator"], gap["kind"], gap["points_lost"], gap["points_pending"])
        + texts[gap["indicator"]]
        for gap in worst_first(standard, gaps)
    ]
    shown = [tuple(int(cell) if name.startswith("points_") and form != "fractions" else cell for name, cell in each.items())
             for each in found.iter_rows(named=True)]  # fmt: skip
    assert shown == expected


def test_no_gaps() -> None:
    standard = points()
    layout = layout_of(plan_for(standard))
    empty = layout.compact_gaps.to_frame()
    assert gaps_of(standard, layout, empty, layout.compact_results.to_frame()).schema == layout.gaps
