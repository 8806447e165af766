"""Every reading gives the same answer as an oracle written from the docs alone, on generated standards and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from evalcore.answers import from_values
from evalcore.engines import scalar, trace
from evalcore.errors import EngineDisagreement
from evalcore.loader import load_standard
from evalcore.scales import wanted
from evalcore.scorecard import Score, Scorecard
from evalcore.scoring import score
from evalcore.standard import Standard
from tests.properties import generate, oracle

Spec = dict[str, Any]
STANDARDS, EVIDENCES = 100, 100


def pairs(seed: int, n: int) -> Iterator[tuple[Spec, Standard, Spec]]:
    spec = generate.standards(seed)
    standard = load_standard(spec)
    for evidence in generate.evidences(spec, Random(seed), n):
        yield spec, standard, evidence


def answered(card: Scorecard) -> Spec:
    """A scorecard in the oracle's terms."""
    standard = card.plan.standard
    return {
        "outcome": card.verdict,
        "indicators": {leaf.id: card.verdicts[leaf.id] for leaf in standard.leaves()},
        "criteria": {part.id: card.verdicts.get(part.id) for part in standard.headings()},
        "eligibility": dict(card.eligibility),
        "fired": dict(card.fired),
        "score": None if card.score is None else amounts(card.score),
        "points": {leaf.id: ends(card.points[leaf.id]) for leaf in standard.leaves() if leaf.id in card.points},
        "level": card.level.id if card.level else None,
        "levels_open": [level.id for level in card.levels_open],
        "findings": sorted(f.params["id"] for f in card.inputs.findings if f.code == "relation-broken"),
        "unjudged": sorted(card.inputs.relations_not_judged),
        "gaps": list(card.open_indicators),
    }


def amounts(found: Score) -> dict[str, Fraction | None]:
    return {"low": found.low, "high": found.high, "possible": found.possible}


def ends(found: Score) -> tuple[Fraction, Fraction | None]:
    return found.low, found.high


def expected(spec: Spec, evidence: Spec) -> Spec:
    judged = oracle.judge(spec, evidence)
    kept = {key: judged[key] for key in answered_keys}
    kept["findings"], kept["unjudged"] = sorted(kept["findings"]), sorted(kept["unjudged"])
    return kept


answered_keys = (
    "outcome", "indicators", "criteria", "eligibility", "fired", "score", "points", "level", "levels_open", "findings",
    "unjudged", "gaps",
)  # fmt: skip


def differences(found: Spec, wanted_: Spec) -> Spec:
    return {key: (found[key], wanted_[key]) for key in wanted_ if found[key] != wanted_[key]}


@pytest.mark.parametrize("seed", range(STANDARDS))
def test_every_reading_agrees_with_the_oracle(seed: int) -> None:
    for spec, standard, evidence in pairs(seed, EVIDENCES):
        card = score(standard, evidence)  # confirmed: trace and durable-rules have agreed, or it raises
        assert not differences(answered(card), expected(spec, evidence)), evidence


@pytest.mark.long
@pytest.mark.parametrize("seed", range(STANDARDS, 10 * STANDARDS))
def test_every_reading_agrees_with_the_oracle_longer(seed: int) -> None:
    test_every_reading_agrees_with_the_oracle(seed)


def test_the_generator_reaches_every_construct() -> None:
    reached = set().union(*(generate.coverage(generate.standards(seed)) for seed in range(STANDARDS)))
    assert reached == set(generate.CONSTRUCTS)


def test_both_the_fast_and_the_careful_reading_decide_many() -> None:
    decided = [score(standard, evidence, confirmed=False).confirmed_by.decided_by
               for seed in range(20) for _, standard, evidence in pairs(seed, 20)]  # fmt: skip
    assert decided.count("scalar") > 50
    assert decided.count("trace") > 50


# --- a broken reading is caught ---------------------------------------------------------------------------------------


def _breakages() -> list[tuple[str, str]]:
    """A sign, a truth table and a number, changed in the generated source."""
    return [(">=", ">"), ("&1|(", "&1^("), ("is None", "is not None"), ("==1", "!=2")]


@pytest.mark.parametrize(("right", "wrong"), _breakages())
def test_a_broken_fast_reading_is_caught(right: str, wrong: str) -> None:
    caught = tried = 0
    for seed in range(40):
        for _, standard, evidence in pairs(seed, 15):
            card = score(standard, evidence, confirmed=False)
            if card.inputs.exact is None or right not in scalar.source(card.plan):
                continue
            tried += 1
            namespace = scalar.namespace()
            exec(scalar.source(card.plan).replace(right, wrong), namespace)
            values = trace.run(card.plan.nodes, card.inputs.slots, wanted(card.plan))
            try:
                caught += namespace["run"](card.inputs.exact) != from_values(card.plan, values)
            except TypeError:
                caught += 1
    assert tried
    assert caught, f"{right} → {wrong} was never noticed in {tried} runs"


def test_a_disagreement_stops_the_award(monkeypatch: pytest.MonkeyPatch) -> None:
    real = trace.gate

    def broken(kind: str, truths: Any, data: object = None) -> int:
        return 1 if kind == "all" else real(kind, truths, data)

    monkeypatch.setattr(trace, "gate", broken)
    with pytest.raises(EngineDisagreement):
        for seed in range(20):
            for _, standard, evidence in pairs(seed, 10):
                score(standard, evidence)
