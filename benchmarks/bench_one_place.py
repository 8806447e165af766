"""One place, from what was filed to the explanation: evalcore and straight hand-written Python on the same places."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from benchmarks import handwritten
from benchmarks.conftest import Timed, Work
from benchmarks.ratios import BY_HAND, OURS
from evalcore.evidence import read_evidence
from evalcore.intake import Inputs, take_in
from evalcore.intake_plain import take_in_plainly
from evalcore.scorecard import Scorecard
from evalcore.scoring import decide

FEW = 10  # places, where each takes milliseconds


def cards(work: Work, count: int | None = None) -> list[Scorecard]:
    """Scorecards of which nothing has been asked yet."""
    return [decide(work.plan, inputs, confirmed=False) for inputs in work.inputs[:count]]


# -- the decision: verdict, level, what is open ------------------------------------------------------------------------


def test_decisions_evalcore(timed: Timed, work: Work) -> None:
    def run(inputs: Inputs) -> object:
        card = decide(work.plan, inputs, confirmed=False)
        return card.verdict, card.level, card.open_indicators

    timed(f"decisions, {work.kind}", OURS, run, work.inputs)


def test_decisions_by_hand(timed: Timed, work: Work) -> None:
    run = handwritten.decide if work.kind == "points" else handwritten.decide_conditions
    timed(f"decisions, {work.kind}", BY_HAND, run, work.by_hand)


# -- every row with its points, every gap with its checks and their figures --------------------------------------------


def test_rows_and_gaps_evalcore(timed: Timed, work: Work) -> None:
    def run(inputs: Inputs) -> object:
        card = decide(work.plan, inputs, confirmed=False)
        shortfalls = [check.shortfall for gap in card.gaps for check in gap.checks]
        return card.verdict, card.level, card.score, card.rows, card.gaps, shortfalls

    timed(f"rows and gaps, {work.kind}", OURS, run, work.inputs)


def test_rows_and_gaps_by_hand(timed: Timed, work: Work) -> None:
    run = handwritten.report if work.kind == "points" else handwritten.report_conditions
    timed(f"rows and gaps, {work.kind}", BY_HAND, run, work.by_hand)


# -- intake, confirmation ----------------------------------------------------------------------------------------------


def test_intake_evalcore(timed: Timed, work: Work) -> None:
    timed(f"intake, {work.kind}", OURS, lambda evidence: take_in_plainly(work.plan, evidence), work.evidence)


def test_careful_intake_evalcore(timed: Timed, work: Work) -> None:
    def run(evidence: dict[str, Any]) -> object:
        return take_in(work.plan, read_evidence(work.plan.standard, evidence))

    timed(f"careful intake, {work.kind}", OURS, run, work.evidence)


def test_intake_by_hand(timed: Timed, work: Work) -> None:
    timed(f"intake, {work.kind}", BY_HAND, handwritten.take_in, work.filed)


def test_confirmed_evalcore(timed: Timed, work: Work) -> None:
    timed(f"confirmed, {work.kind}", OURS, lambda inputs: decide(work.plan, inputs), work.inputs[:FEW])


# -- words -------------------------------------------------------------------------------------------------------------


def test_explain_one_evalcore(timed: Timed, work: Work) -> None:
    ids = cycle(handwritten.IDS)
    timed(f"explain one, {work.kind}", OURS, lambda card: card[next(ids)].explain(), work.inputs, lambda: cards(work))


def test_explain_one_by_hand(timed: Timed, work: Work) -> None:
    indexes = cycle(range(len(handwritten.IDS)))
    run = lambda filed: handwritten.explain(filed, next(indexes))  # noqa: E731 - the other side is a lambda as well
    timed(f"explain one, {work.kind}", BY_HAND, run, work.by_hand)


def test_explain_card_evalcore(timed: Timed, work: Work) -> None:
    timed(f"explain the card, {work.kind}", OURS, Scorecard.explain, work.inputs, lambda: cards(work))


def test_json_evalcore(timed: Timed, work: Work) -> None:
    timed(f"JSON, {work.kind}", OURS, Scorecard.to_json, work.inputs[:FEW], lambda: cards(work, FEW))
