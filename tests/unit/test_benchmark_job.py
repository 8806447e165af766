"""The hand-written code that evalcore is timed against does the same job: the same answers on the same places."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks import handwritten, job
from evalcore.evidence import read_evidence
from evalcore.intake import take_in
from evalcore.loader import load_standard
from evalcore.scorecard import Scorecard
from evalcore.scoring import decide, plan_for

PLACES = 1_000  # for each kind of standard, different ones


def both_sides(kind: job.Kind) -> Iterator[tuple[Scorecard, handwritten.Inputs]]:
    standard = load_standard(job.standard(kind))
    plan = plan_for(standard)
    for filed in job.places(PLACES, seed=2 if kind == "points" else 3):
        inputs = take_in(plan, read_evidence(standard, job.evidence(filed)))
        yield decide(plan, inputs, confirmed=False), handwritten.take_in(filed)


def decision(card: Scorecard) -> handwritten.Decision:
    return handwritten.Decision(card.verdict, card.level.id if card.level else None, list(card.open_indicators))


def rows(card: Scorecard) -> list[handwritten.Row]:
    found = []
    for row in card.rows:
        ends = (None, None, None) if row.points is None else row.points
        found.append(handwritten.Row(row.id, row.verdict or "", *(None if end is None else float(end) for end in ends)))
    return found


def test_by_points_both_sides_say_the_same() -> None:
    verdicts, levels = set(), set()
    for card, filed in both_sides("points"):
        report = handwritten.report(filed)
        assert decision(card) == handwritten.decide(filed)
        assert rows(card) == report.rows
        assert card.score is not None
        assert [card.score.low, card.score.high] == [report.low, report.high]
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
        assert (ours.kind, ours.points_lost, ours.points_pending) == (theirs.kind, theirs.lost, theirs.pending)
        assert len(ours.checks) == len(theirs.checks)
        for check, expected in zip(ours.checks, theirs.checks, strict=True):
            assert tuple(key.id for key in check.keys) == expected.fields
            assert tuple(lack.key.id for lack in check.lacks if lack.key) == expected.missing
            assert (check.shortfall is None) == (expected.short is None)
            if check.shortfall is not None:
                assert float(check.shortfall) == pytest.approx(expected.short)


def test_the_job_is_as_described() -> None:
    standard = load_standard(job.standard("points"))
    assert len(list(standard.leaves())) == len(standard.evidence) == 60
    assert [leaf.id for leaf in standard.leaves()] == handwritten.IDS
    filed = [value for place in job.places(500) for value in place.values()]
    assert 0.04 < filed.count(None) / len(filed) < 0.06
