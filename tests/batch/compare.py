"""A row of results against the scorecard of the same place, read by other code than the one that wrote it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from evalcore.scorecard import Scorecard


def row_of(frame: pl.DataFrame, row: int) -> dict[str, Any]:
    """A row by its position, exact: points as fractions."""
    (found,) = frame.filter(pl.col("row") == row).rows(named=True)
    return {
        name: exact(value) if frame.schema[name] == pl.Decimal or points(name) else value
        for name, value in found.items()
        if name not in ("row", "engine")
    }


def points(name: str) -> bool:
    return name.rpartition(".")[2] in ("low", "high", "possible", "points_lost", "points_pending")


def exact(value: Decimal | str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def expected(card: Scorecard, columns: list[str]) -> dict[str, Any]:
    """What the row must hold, as far as there are columns for it."""
    standard = card.plan.standard
    cells: dict[str, Any] = {
        "subject": card.inputs.readings.evidence.subject,
        "verdict": card.verdict,
        "level": card.level.id if card.level else None,
        "levels_open": "|".join(level.id for level in card.levels_open) or None,
        "refused": card.refused,
    }
    whole = card.score
    cells |= {name: None if whole is None else getattr(whole, name) for name in ("low", "high", "possible")}
    cells |= {f"{part}.verdict": verdict for part, verdict in card.verdicts.items()}
    cells |= {f"{part}.{end}": getattr(score, end) for part, score in card.points.items() for end in score._fields}
    cells |= {f"{part}.fired": truth for part, truth in card.fired.items()}
    for prefix, truths in (("eligibility", card.eligibility), ("rule", card.rules), ("conclusion", card.conclusions)):
        cells |= {f"{prefix}.{part}": truth for part, truth in truths.items()}
    left_out = {name for name in cells if name not in columns}
    wanted = {f"{leaf.id}.possible" for leaf in standard.leaves()} | {name for name in left_out if "." not in name}
    assert {name for name in left_out if not name.endswith(".possible")} <= wanted
    return {name: value for name, value in cells.items() if name in columns}


def gaps_of(frame: pl.DataFrame, row: int) -> list[tuple[Any, ...]]:
    found = frame.filter(pl.col("row") == row).rows(named=True)
    return [
        (gap["indicator"], gap["kind"], exact(gap.get("points_lost")), exact(gap.get("points_pending")))
        for gap in found
    ]


def expected_gaps(card: Scorecard) -> list[tuple[Any, ...]]:
    return [(gap.indicator.id, gap.kind, gap.points_lost, gap.points_pending) for gap in card.gaps]
