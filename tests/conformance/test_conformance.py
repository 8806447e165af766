"""Runs the conformance suite on evalcore; README.md says what the files mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from evalcore.answers import Answers, from_values
from evalcore.engines import confirm, scalar, trace
from evalcore.figures import exact_text
from evalcore.loader import standard_of
from evalcore.places import read_document
from evalcore.scorecard import Score, Scorecard
from evalcore.scoring import score
from tests.batch.plain import plain_row
from tests.properties.test_columns import check

HERE = Path(__file__).parent
VERDICTS = ("met", "unmet", "unknown", "not_applicable")
HEAD = {"evalcore": "1", "id": "conformance", "edition": "1", "title": "条件", "kind": "conditions", "subject": "街道"}

Data = Mapping[str, Any]


def files(folder: str) -> Iterator[tuple[str, Data]]:
    for path in sorted((HERE / folder).glob("*.yaml")):
        yield path.stem, read_document(path).data  # type: ignore[misc]  # every file is a mapping


def conditions() -> Iterator[Any]:
    """Every case of `conditions/`: a standard made of its conditions, and what is expected of it."""
    for name, content in files("conditions"):
        for case in content["cases"]:
            assert set(case) <= {"title", "evidence", "findings", *VERDICTS}, case["title"]
            rows = [(condition, verdict) for verdict in VERDICTS for condition in case.get(verdict, ())]
            standard = {**HEAD, **content["declare"], "indicators": [_indicator(condition) for condition, _ in rows]}
            expected = {"indicators": dict(rows), "findings": sorted(case.get("findings", []))}
            yield pytest.param(standard, case["evidence"], expected, id=f"{name}: {case['title']}")


def _indicator(condition: str) -> Data:
    return {"id": condition, "title": condition, "authority": "stated", "met": condition}


def cases() -> Iterator[Any]:
    """Every case of `cases/`."""
    for name, content in files("cases"):
        for case in content["cases"]:
            expected = {"findings": [], "relations_not_judged": [], **case["expect"]}
            expected["findings"] = sorted(expected["findings"])
            yield pytest.param(content["standard"], case["evidence"], expected, id=f"{name}: {case['title']}")


EVERYTHING = [*conditions(), *cases()]


@pytest.mark.parametrize(("standard", "evidence", "expected"), EVERYTHING)
def test_case(standard: Data, evidence: Data, expected: Data) -> None:
    card = score(standard_of(standard), evidence)
    assert {key: observed(card, key, value) for key, value in expected.items()} == dict(expected)


@pytest.mark.parametrize(("standard", "evidence", "expected"), EVERYTHING)
def test_every_reading_gives_the_same_answers(standard: Data, evidence: Data, expected: Data) -> None:
    del expected
    card = score(standard_of(standard), evidence)
    readings = dict(read_by_each_engine(card))
    assert readings == dict.fromkeys(readings, card.answers)
    decided_by = "scalar" if "scalar" in readings else "trace"
    again = "trace" if decided_by == "scalar" else None
    assert card.confirmed_by.decided_by == decided_by
    assert card.confirmed_by.arithmetic == again
    assert (card.confirmed_by.logic or "").startswith("durable-rules" if confirm.available() else again or "")


def read_by_each_engine(card: Scorecard) -> Iterator[tuple[str, Answers]]:
    """The answers of the engines that can read this evidence, without `score`."""
    yield "trace", from_values(card.plan, trace.run(card.plan.nodes, card.inputs.slots))
    if card.inputs.exact is not None:
        yield "scalar", scalar.prepare(card.plan)(card.inputs.exact)


@pytest.mark.parametrize(("standard", "evidence", "expected"), EVERYTHING)
def test_every_case_can_be_written_out(standard: Data, evidence: Data, expected: Data) -> None:
    card = score(standard_of(standard), evidence, confirmed=False)
    written = card.record
    assert written.verdict == card.verdict
    assert sorted(finding.code for finding in written.evidence_findings) == expected["findings"]
    for text in (card.explain("zh"), card.explain("en"), *(row.explain("zh") for row in card.rows)):
        assert text.strip()
        assert "{" not in text


@pytest.mark.parametrize(("standard", "evidence", "expected"), EVERYTHING)
def test_every_case_as_the_row_of_a_table(standard: Data, evidence: Data, expected: Data) -> None:
    """Of the evidence, whatever can be said in plain cells."""
    del expected
    model = standard_of(standard)
    common = {key: evidence[key] for key in ("years",) if key in evidence}
    check(model, [plain_row(model, evidence)], common, "text")


def test_cases_are_decided_by_both_readings() -> None:
    found = {score(standard_of(p.values[0]), p.values[1], confirmed=False).confirmed_by.decided_by for p in cases()}
    assert found == {"scalar", "trace"}


# --- What a scorecard says, as the files write it ---------------------------------------------------------------------


def observed(card: Scorecard, key: str, expected: Any) -> object:
    """The scorecard's value for a key of `expect`; of a mapping, only the entries that are expected."""
    if key in PARTS:
        return {part: PARTS[key](card)[part] for part in expected}
    return WHOLE[key](card)


def _score(value: Score | None) -> Data | None:
    if value is None:
        return None
    return {key: None if number is None else exact_text(number) for key, number in value._asdict().items()}


def _awaiting(card: Scorecard) -> Data:
    found: dict[str, list[str]] = {}
    for item in card.awaiting:
        found.setdefault(item.indicator.id, []).append(item.owner)
    return found


PARTS: dict[str, Any] = {
    "indicators": lambda card: card.verdicts,
    "criteria": lambda card: card.verdicts,
    "eligibility": lambda card: card.eligibility,
    "fired": lambda card: card.fired,
    "points": lambda card: {part: _score(value) for part, value in card.points.items()},
    "lost": lambda card: {gap.indicator.id: exact_text(gap.points_lost) for gap in card.gaps},
    "pending": lambda card: {gap.indicator.id: exact_text(gap.points_pending) for gap in card.gaps},
}
WHOLE: dict[str, Any] = {
    "verdict": lambda card: card.verdict,
    "score": lambda card: _score(card.score),
    "level": lambda card: card.level.id if card.level else None,
    "levels_open": lambda card: [level.id for level in card.levels_open],
    "gaps": lambda card: {gap.indicator.id: gap.kind for gap in card.gaps},
    "awaiting": _awaiting,
    "findings": lambda card: sorted(finding.code for finding in card.inputs.findings),
    "relations_not_judged": lambda card: list(card.inputs.relations_not_judged),
    "rests_on_assumed": lambda card: [each.id for each in card.rests_on_assumed],
}
