"""Generated standards and evidence as rows of a table: each row comes out as the same evidence scored by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any
from unicodedata import normalize

import polars as pl
import pytest

from evalcore.batch.frames import score_frame
from evalcore.batch.tally import most_lost, topmost
from evalcore.headers import META
from evalcore.loader import load_standard
from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from evalcore.standard import Criterion, Indicator, Quantity, Standard
from tests.batch.compare import expected, expected_gaps, gaps_of, row_of
from tests.properties import generate, points_generate
from tests.properties.scored import pairs

Spec = dict[str, Any]
SEEDS, PLACES = 30, 12


def row_and_evidence(standard: Standard, filed: Spec) -> tuple[dict[str, str], Spec]:
    """What of the evidence can be said in one row, as a row and as evidence: single values, their meta, excuses, years."""
    row: dict[str, str] = {}
    kept: Spec = {}
    for section, declared in (("evidence", standard.evidence), ("parameters", standard.parameters)):
        for key, entry in (filed.get(section) or {}).items():
            quantity: Quantity = declared[normalize("NFKC", key)]
            for period, value, meta in values(quantity, entry):
                name = key if period is None else f"{key}[{period}]"
                row[name] = value
                row |= {f"{name}.{part}": text for part, text in meta.items()}
                content = {"value": value, **meta} if meta else value
                place = kept.setdefault(section, {})
                if period is None:
                    place[key] = content
                else:
                    place.setdefault(key, {})[period] = content
    for key, excuse in (filed.get("excused") or {}).items():
        row |= {f"excused[{key}].{part}": str(text) for part, text in excuse.items()}
        kept.setdefault("excused", {})[key] = excuse
    if filed.get("years") is not None and standard.cycle is None:
        row["years"] = "、".join(map(str, filed["years"]))
        kept["years"] = filed["years"]
    return row, kept


def values(quantity: Quantity, entry: Any) -> Iterator[tuple[str | None, str, dict[str, str]]]:
    """Each single value of an entry, with its period and what is said beside it."""
    periods = entry.items() if quantity.per is not None and isinstance(entry, Mapping) else [(None, entry)]
    for period, part in periods:
        meta = {}
        if isinstance(part, Mapping):
            meta = {name: str(part[name]) for name in META if part.get(name) is not None}
            part = part.get("value", part.get("document"))  # noqa: PLW2901 - the value of the same entry
        if isinstance(part, bool):
            part = "true" if part else "false"  # noqa: PLW2901 - as the row holds it
        if part is not None and not isinstance(part, Mapping | list) and str(part).strip() and quantity.type != "items":
            yield None if period is None else str(period), str(part), meta


def compare(standard: Standard, filed: list[Spec]) -> None:
    made = [row_and_evidence(standard, evidence) for evidence in filed]
    names = dict.fromkeys(name for row, _ in made for name in row)
    if not names:
        return
    frame = pl.DataFrame(
        [{name: row.get(name) for name in names} for row, _ in made], schema=dict.fromkeys(names, pl.String)
    )
    batch = score_frame(standard, frame, sample=1)
    rejected = set(batch.rejects["row"])
    cards: list[Scorecard] = []
    for position, (_, evidence) in enumerate(made, 1):
        card = score(standard, evidence, confirmed=False)
        cards.append(card)
        if position in rejected:  # only figures such as 10²⁶万 as a bonus without limit
            assert any(score.low >= 10**12 or score.high is None for score in card.points.values()), evidence
            continue
        assert row_of(batch.results, position) == expected(card, batch.results.columns), evidence
        assert gaps_of(batch.gaps, position) == expected_gaps(card), evidence
    if standard.kind == "points":
        scored = [card for position, card in enumerate(cards, 1) if position not in rejected]
        found = most_lost(standard, batch.results)
        assert {top: count for top, count in found.items() if count} == blocking(standard, scored)


def blocking(standard: Standard, cards: list[Scorecard]) -> dict[str, int]:
    """In how many places that are unmet each topmost part has lost the most."""
    counts: Counter[str] = Counter()
    for card in cards:
        if card.verdict == "unmet":
            lost = {part.id: lost_in(standard, card, part) for part in topmost(standard)}
            most = max(lost.values())
            counts.update(part for part, points in lost.items() if points == most > 0)
    return dict(counts)


def lost_in(standard: Standard, card: Scorecard, part: Criterion | Indicator) -> Fraction:
    """The points that a part has lost for certain, as much as they weigh."""
    if isinstance(part, Criterion):
        return part.weight * sum((lost_in(standard, card, child) for child in part.children), Fraction(0))
    high = card.points[part.id].high
    if card.verdicts[part.id] == "not_applicable" or high is None:
        return Fraction(0)
    return part.weight * max(standard.full(part) - high, Fraction(0))


# 593: a penalty that counts over years, which only the rows name, is finer than any without years.
@pytest.mark.parametrize("seed", [*range(SEEDS), 593])
def test_rows_of_points_standards(seed: int) -> None:
    spec = points_generate.standards(seed)
    compare(load_standard(spec), points_generate.evidences(spec, Random(seed), PLACES))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_rows_of_conditions_standards(seed: int) -> None:
    found = list(pairs(seed, PLACES))
    assert generate.standards(seed)
    compare(found[0][1], [evidence for _, _, evidence in found])


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS, 20 * SEEDS))
def test_rows_of_more_standards(seed: int) -> None:
    test_rows_of_points_standards(seed)
    test_rows_of_conditions_standards(seed)
