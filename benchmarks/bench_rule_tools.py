"""One place: evalcore beside rule libraries, each with its inputs filled in, and from what was filed.

A library is given values that are checked already. Its answers are compared with the hand-written code first.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from benchmarks import handwritten
from benchmarks.conftest import Timed, Work
from benchmarks.handwritten import FULL, IDS
from benchmarks.job import VETOES
from benchmarks.ratios import (
    ANSWERS,
    BY_HAND,
    CEL,
    DATALOGIC,
    DECISIONS,
    DURABLE,
    FROM_FILED,
    OURS,
    OURS_CAREFUL,
    OURS_EXACT_POINTS,
    WITH_GAPS,
    ZEN,
    ZEN_GRAPH,
)
from benchmarks.rivals import rule_tools
from benchmarks.rivals.rule_tools import Outcome, Rules, gaps, score
from evalcore import scoring
from evalcore.answers import UNKNOWN, UNMET, VERDICT_NAMES, listing
from evalcore.evidence import read_evidence
from evalcore.intake import Inputs, take_in
from evalcore.scorecard import Scorecard
from evalcore.scoring import decide

LIBRARIES = {
    ZEN: ("zen", "Rules"),
    ZEN_GRAPH: ("zen", "GraphRules"),
    DATALOGIC: ("datalogic", "Rules"),
    CEL: ("cel", "Rules"),
    DURABLE: ("plain_durable", "Rules"),
}
FEW = 50  # places, for libraries that take milliseconds

pytestmark = pytest.mark.parametrize("work", ["points"], indirect=True)


# -- evalcore and the hand-written code --------------------------------------------------------------------------------


def by_name(card: Scorecard) -> tuple[Any, ...]:
    """The answers as people read them: by id, verdicts in words, points as exact fractions."""
    return card.verdict, card.level, card.score, card.verdicts, card.points


def in_codes(card: Scorecard) -> tuple[Any, ...]:
    """The same as the libraries give them: verdicts as codes, points as whole ten-thousandths, in a fixed order."""
    return card.verdict, card.level, card.answers


def by_hand(filed: handwritten.Inputs) -> tuple[Any, ...]:
    verdicts, lows, highs = handwritten.score(filed)
    low, high = sum(lows), sum(highs)
    level = handwritten.level_of(low, high)
    return handwritten.outcome(low, high, verdicts), level, low, high, verdicts, lows, highs


def test_answers_evalcore(timed: Timed, work: Work) -> None:
    timed(ANSWERS, OURS, lambda inputs: in_codes(decide(work.plan, inputs, confirmed=False)), work.inputs)


def test_answers_by_name_evalcore(timed: Timed, work: Work) -> None:
    timed(ANSWERS, OURS_EXACT_POINTS, lambda inputs: by_name(decide(work.plan, inputs, confirmed=False)), work.inputs)


def test_answers_by_hand(timed: Timed, work: Work) -> None:
    timed(ANSWERS, BY_HAND, by_hand, work.by_hand)


def test_with_gaps_evalcore(timed: Timed, work: Work) -> None:
    listed, vetoes = listing(work.plan), [IDS.index(key) for key in VETOES]
    rows = tuple(zip(range(60), listed.verdict_at, listed.points_at, FULL, strict=True))

    def run(inputs: Inputs) -> tuple[Any, list[tuple[str, int, Any, Any]]]:
        card = decide(work.plan, inputs, confirmed=False)
        codes, low, high = card.answers.verdicts, card.answers.low, card.answers.high
        found = [
            (index not in vetoes, codes[at], high[points] - full, low[points] - high[points], index)
            for index, at, points, full in rows
            if codes[at] >= UNMET
        ]
        found.sort()
        return in_codes(card), [(IDS[index], code, -lost, -pending) for _, code, lost, pending, index in found]

    for inputs, filed in zip(work.inputs, work.by_hand, strict=True):
        assert run(inputs)[1] == handwritten_gaps(filed)
    timed(WITH_GAPS, OURS, run, work.inputs)


def handwritten_gaps(filed: handwritten.Inputs) -> list[tuple[str, int, Any, Any]]:
    """The gaps of the hand-written code, as the libraries list them."""
    codes = {"unmet": UNMET, "missing": UNKNOWN}
    return [(gap.id, codes[gap.kind], gap.lost, gap.pending) for gap in handwritten.report(filed).gaps]


def test_with_gaps_by_name_evalcore(timed: Timed, work: Work) -> None:
    def run(inputs: Inputs) -> object:
        card = decide(work.plan, inputs, confirmed=False)
        verdicts, points = card.verdicts, card.points
        found = []
        for key in card.open_indicators:
            low, high, possible = points[key]
            assert high is not None and possible is not None
            found.append((key, verdicts[key], possible - high, high - low))
        return by_name(card), worst_first(found)

    timed(WITH_GAPS, OURS_EXACT_POINTS, run, work.inputs)


def test_with_gaps_by_hand(timed: Timed, work: Work) -> None:
    def run(filed: handwritten.Inputs) -> object:
        *whole, verdicts, lows, highs = by_hand(filed)
        found = []
        for key, full, verdict, low, high in zip(IDS, FULL, verdicts, lows, highs, strict=True):
            if verdict in ("unmet", "unknown"):
                found.append((key, verdict, full - high, high - low))
        return whole, verdicts, lows, highs, worst_first(found)

    timed(WITH_GAPS, BY_HAND, run, work.by_hand)


def worst_first(found: list[tuple[str, str, Any, Any]]) -> list[tuple[str, str, Any, Any]]:
    """Gaps as the libraries list them: vetoes, then the unmet, then most points."""
    found.sort(key=lambda gap: (gap[0] not in VETOES, gap[1] != "unmet", -gap[2], -gap[3]))
    return found


def test_from_filed_evalcore(timed: Timed, work: Work) -> None:
    timed(
        FROM_FILED, OURS, lambda evidence: in_codes(scoring.score(work.plan, evidence, confirmed=False)), work.evidence
    )


def test_from_filed_with_care_evalcore(timed: Timed, work: Work) -> None:
    def run(evidence: dict[str, Any]) -> object:
        inputs = take_in(work.plan, read_evidence(work.plan.standard, evidence))
        return in_codes(decide(work.plan, inputs, confirmed=False))

    timed(FROM_FILED, OURS_CAREFUL, run, work.evidence)


def test_from_filed_by_hand(timed: Timed, work: Work) -> None:
    timed(FROM_FILED, BY_HAND, lambda filed: by_hand(handwritten.take_in(filed)), work.filed)


# -- the libraries -----------------------------------------------------------------------------------------------------


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest, work: Work) -> tuple[str, Rules]:
    """A library by name, with its rules, once it has given the right answers for every place."""
    module, name = LIBRARIES[request.param]
    rules: Rules = getattr(import_module(f"benchmarks.rivals.{module}"), name)()
    for filed in work.by_hand:
        the_same(filed, score(rules, rules.prepare(filed)))
    return request.param, rules


def the_same(filed: handwritten.Inputs, outcome: Outcome) -> None:
    """Raises unless these are the answers of the hand-written code."""
    report = handwritten.report(filed)
    assert (VERDICT_NAMES[outcome.verdict], outcome.level) == (report.verdict, report.level)
    assert (outcome.low, outcome.high) == (report.low, report.high)
    assert [VERDICT_NAMES[int(verdict)] for verdict in outcome.verdicts] == [row.verdict for row in report.rows]
    assert (outcome.lows, outcome.highs) == ([row.low for row in report.rows], [row.high for row in report.rows])
    assert gaps(outcome) == handwritten_gaps(filed)


def ready(rules: Rules, who: str, work: Work) -> list[Any]:
    return [rules.prepare(filed) for filed in work.by_hand[: FEW if who in (DURABLE, ZEN_GRAPH) else None]]


def test_decisions_library(timed: Timed, work: Work, library: tuple[str, Rules]) -> None:
    who, rules = library
    timed(DECISIONS, who, lambda prepared: rule_tools.decide(rules, prepared), ready(rules, who, work))


def test_answers_library(timed: Timed, work: Work, library: tuple[str, Rules]) -> None:
    who, rules = library
    timed(ANSWERS, who, lambda prepared: score(rules, prepared), ready(rules, who, work))


def test_with_gaps_library(timed: Timed, work: Work, library: tuple[str, Rules]) -> None:
    who, rules = library
    timed(WITH_GAPS, who, lambda prepared: gaps(score(rules, prepared)), ready(rules, who, work))


def test_from_filed_library(timed: Timed, work: Work, library: tuple[str, Rules]) -> None:
    who, rules = library
    run: Callable[[Any], object] = lambda filed: score(rules, rules.prepare(handwritten.take_in(filed)))  # noqa: E731
    timed(FROM_FILED, who, run, work.filed[: FEW if who in (DURABLE, ZEN_GRAPH) else None])
