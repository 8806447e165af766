"""What evalcore is timed against gives evalcore's answers: the tools that the tests have; `make bench` checks the rest."""

from __future__ import annotations

import sys

import pytest

from benchmarks import frames, handwritten, job, places
from benchmarks.rivals import numpy_floats, polars_floats
from benchmarks.rivals.answers import IDS, Answers, differences, from_evalcore, from_tables
from evalcore.answers import VERDICT_NAMES
from evalcore.batch.frames import score_frame
from evalcore.engines import confirm
from evalcore.loader import load_standard

PLACES = 300
FRAME = frames.exact(PLACES, seed=5)


@pytest.fixture(scope="module")
def expected() -> Answers:
    scored = score_frame(load_standard(job.standard("points")), FRAME)
    return from_evalcore(scored.results, scored.gaps)


def test_numpy_gives_the_answers_of_evalcore(expected: Answers) -> None:
    assert differences(expected, numpy_floats.score(frames.arrays(FRAME))) == []


def test_polars_gives_the_answers_of_evalcore(expected: Answers) -> None:
    assert differences(expected, from_tables(polars_floats.score(frames.floats(FRAME)))) == []


def test_every_answer_occurs(expected: Answers) -> None:
    assert set(expected.verdict) == {1, 2, 3}
    assert set(expected.level) == {-1, 0, 1, 2, 3}
    assert set(expected.verdicts.ravel()) == {0, 1, 2, 3}
    assert IDS == handwritten.IDS


def test_a_difference_is_seen(expected: Answers) -> None:
    low = expected.low.copy()
    low[12, 34] += 0.0001
    level = expected.level.copy()
    level[0] += 1
    said = differences(expected, expected._replace(low=low, level=level))
    assert said == [f"low: 1 of {60 * PLACES}", f"level: 1 of {PLACES}"]
    assert differences(expected, expected._replace(gap_row=expected.gap_row[1:])) == [
        f"gap_row: {expected.gap_row.shape} and {expected.gap_row[1:].shape}"
    ]


def test_a_table_holds_what_the_places_filed() -> None:
    filed = places.places(PLACES, seed=5)
    for table, exact in ((FRAME, True), (frames.floats(FRAME), False)):
        for row, place in zip(table.iter_rows(named=True), filed, strict=True):
            for name, value in place.items():
                shared = (
                    row[name] if not (exact and name.startswith("share")) or row[name] is None else float(row[name])
                )
                assert shared == value


@pytest.mark.skipif(not confirm.available(), reason=f"durable-rules is not there on {sys.platform} or this Python")
def test_durable_rules_alone_gives_the_answers_of_the_hand_written_code() -> None:
    from benchmarks.rivals.plain_durable import Rules
    from benchmarks.rivals.rule_tools import gaps, score

    rules = Rules()
    for filed in map(handwritten.take_in, places.places(PLACES, seed=6)):
        report, outcome = handwritten.report(filed), score(rules, rules.prepare(filed))
        assert (VERDICT_NAMES[outcome.verdict], outcome.level) == (report.verdict, report.level)
        assert [VERDICT_NAMES[verdict] for verdict in outcome.verdicts] == [row.verdict for row in report.rows]
        assert outcome.lows == [row.low for row in report.rows]
        assert outcome.highs == [row.high for row in report.rows]
        assert [gap[0] for gap in gaps(outcome)] == [gap.id for gap in report.gaps]
