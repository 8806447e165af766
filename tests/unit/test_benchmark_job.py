"""The hand-written code that evalcore is timed against does the same job: the same answers on the same places."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from benchmarks import handwritten, job, places
from evalcore.checks import Amount
from evalcore.conditions.expressions import Name
from evalcore.evidence import read_evidence
from evalcore.intake import take_in
from evalcore.loader import load_standard
from evalcore.scorecard import Scorecard
from evalcore.scoring import decide, plan_for

PLACES = 1_000  # for each kind of standard, different ones


def both_sides(kind: job.Kind) -> Iterator[tuple[Scorecard, handwritten.Inputs]]:
    standard = load_standard(job.standard(kind))
    plan = plan_for(standard)
    for filed in places.places(PLACES, seed=2 if kind == "points" else 3):
        inputs = take_in(plan, read_evidence(standard, places.evidence(filed)))
        yield decide(plan, inputs, confirmed=False), handwritten.take_in(filed)


def decision(card: Scorecard) -> handwritten.Decision:
    return handwritten.Decision(card.verdict, card.level.id if card.level else None, list(card.open_indicators))


def ten_thousandths(points: Fraction | None) -> int | None:
    if points is None:
        return None
    assert (points * handwritten.POINT).denominator == 1
    return int(points * handwritten.POINT)


def rows(card: Scorecard) -> list[handwritten.Row]:
    found = []
    for row in card.rows:
        ends = (None, None, None) if row.points is None else row.points
        found.append(handwritten.Row(row.id, row.verdict or "", *map(ten_thousandths, ends)))
    return found


def test_by_points_both_sides_say_the_same() -> None:
    verdicts, levels = set(), set()
    for card, filed in both_sides("points"):
        report = handwritten.report(filed)
        assert decision(card) == handwritten.decide(filed)
        assert rows(card) == report.rows
        assert card.score is not None
        assert [ten_thousandths(card.score.low), ten_thousandths(card.score.high)] == [report.low, report.high]
        same_gaps(card, report.gaps)
        verdicts.add(report.verdict)
        levels.add(report.level)
    assert verdicts == {"met", "unmet", "unknown"}
    assert levels == {"excellent", "good", "qualified", None}


def test_by_conditions_both_sides_say_the_same() -> None:
    verdicts: set[str] = set()
    kinds: set[str] = set()
    for card, filed in both_sides("conditions"):
        report = handwritten.report_conditions(filed)
        assert decision(card) == handwritten.decide_conditions(filed)
        assert rows(card) == report.rows
        _, groups = handwritten.outcome_of_conditions([row.verdict for row in report.rows])
        assert [card.verdicts[str(n)] for n in range(1, 7)] == groups
        same_gaps(card, report.gaps)
        verdicts.add(report.verdict)
        kinds.update(row.verdict for row in report.rows)
    assert verdicts == {"met", "unmet", "unknown"}
    assert kinds == {"met", "unmet", "unknown", "not_applicable"}


def same_gaps(card: Scorecard, by_hand: list[handwritten.Gap]) -> None:
    """The same gaps in the same order, for the same reasons, with the same figures."""
    assert [gap.indicator.id for gap in card.gaps] == [gap.id for gap in by_hand]
    for ours, theirs in zip(card.gaps, by_hand, strict=True):
        assert ours.kind == theirs.kind
        assert [ten_thousandths(ours.points_lost), ten_thousandths(ours.points_pending)] == [
            theirs.lost,
            theirs.pending,
        ]
        assert [amount(each) for each in ours.amounts] == theirs.amounts
        assert len(ours.checks) == len(theirs.checks)
        for check, expected in zip(ours.checks, theirs.checks, strict=True):
            assert tuple(key.id for key in check.keys) == expected.fields
            assert tuple(lack.key.id for lack in check.lacks if lack.key) == expected.missing
            assert (check.shortfall is None) == (expected.short is None)
            if check.shortfall is not None:
                assert float(check.shortfall) == pytest.approx(expected.short)


def amount(read: Amount) -> handwritten.Amount:
    assert isinstance(read.expr.value, Name)
    found = None if read.span is None or read.span.exact is None else float(read.span.exact)
    return handwritten.Amount(read.expr.value.id, found, tuple(lack.key.id for lack in read.lacks if lack.key))


def test_columns_and_places_are_the_same() -> None:
    assert places.places(50, seed=4) == places.places(50, seed=4) != places.places(50, seed=5)
    columns, rows = places.columns(50, seed=4), places.places(50, seed=4)
    for at, filed in enumerate(rows):
        assert list(filed) == list(columns)
        for name, column in columns.items():
            value = filed[name]
            assert (value is None) == column.missing[at]
            if isinstance(value, str):
                assert column.values[at] == (value != "无")
            elif value is not None:
                assert column.values[at] == round(value * 100 if name.startswith("share") else value)


@pytest.mark.parametrize("kind", get_args(job.Kind))
def test_the_text_is_the_standard(kind: job.Kind, tmp_path: Path) -> None:
    path = tmp_path / "standard.yaml"
    path.write_text(job.text(kind), encoding="utf-8")
    assert load_standard(path).model_dump() == load_standard(job.standard(kind)).model_dump()


def test_the_job_is_as_described() -> None:
    standard = load_standard(job.standard("points"))
    assert len(list(standard.leaves())) == len(standard.evidence) == 60
    assert [leaf.id for leaf in standard.leaves()] == handwritten.IDS
    filed = [value for place in places.places(500) for value in place.values()]
    assert 0.04 < filed.count(None) / len(filed) < 0.06
