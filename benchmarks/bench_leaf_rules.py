"""Every leaf rule, four times each: evalcore and straight hand-written Python on the same places."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from benchmarks import handwritten_rules, rules_job
from benchmarks.conftest import PLACES, Timed
from benchmarks.ratios import BY_HAND, OURS
from evalcore.evidence import read_evidence
from evalcore.intake import Inputs, take_in
from evalcore.loader import load_standard
from evalcore.plan import Plan
from evalcore.scoring import decide, plan_for


class Job(NamedTuple):
    """What was filed, as both sides take it in."""

    plan: Plan
    inputs: list[Inputs]
    by_hand: list[dict[str, Any]]


@pytest.fixture(scope="session")
def leaf_rules() -> Job:
    plan = plan_for(load_standard(rules_job.standard()))
    filed = rules_job.filed(PLACES)
    inputs = [take_in(plan, read_evidence(plan.standard, rules_job.evidence(place))) for place in filed]
    return Job(plan, inputs, [handwritten_rules.take_in(place) for place in filed])


def test_decisions_evalcore(timed: Timed, leaf_rules: Job) -> None:
    def run(inputs: Inputs) -> object:
        card = decide(leaf_rules.plan, inputs, confirmed=False)
        return card.verdict, card.level, card.open_indicators

    timed("decisions, leaf rules", OURS, run, leaf_rules.inputs)


def test_decisions_by_hand(timed: Timed, leaf_rules: Job) -> None:
    timed("decisions, leaf rules", BY_HAND, handwritten_rules.decide, leaf_rules.by_hand)


def test_rows_and_gaps_evalcore(timed: Timed, leaf_rules: Job) -> None:
    def run(inputs: Inputs) -> object:
        card = decide(leaf_rules.plan, inputs, confirmed=False)
        shortfalls = [check.shortfall for gap in card.gaps for check in gap.checks]
        return card.verdict, card.level, card.score, card.rows, card.gaps, shortfalls

    timed("rows and gaps, leaf rules", OURS, run, leaf_rules.inputs)


def test_rows_and_gaps_by_hand(timed: Timed, leaf_rules: Job) -> None:
    timed("rows and gaps, leaf rules", BY_HAND, handwritten_rules.report, leaf_rules.by_hand)
