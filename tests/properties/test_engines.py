"""Every reading gives the same answer as an oracle written from the docs alone, on generated standards and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from evalcore.engines import confirm, scalar, trace
from evalcore.errors import EngineDisagreement
from evalcore.graph import Graph
from evalcore.intervals import Interval
from evalcore.scoring import score
from tests.properties import generate, oracle
from tests.properties.scored import Spec, answered, differences, pairs

STANDARDS, EVIDENCES = 100, 100


def expected(spec: Spec, evidence: Spec) -> Spec:
    """The oracle's answer."""
    judged = oracle.judge(spec, evidence)
    return judged | {key: sorted(judged[key]) for key in ("findings", "unjudged")}


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
    cards = [
        score(standard, evidence, confirmed=False) for seed in range(20) for _, standard, evidence in pairs(seed, 20)
    ]
    decided = [card.confirmed_by.decided_by for card in cards]
    assert decided.count("scalar") > 50
    assert decided.count("trace") > 50


# --- one broken reading disagrees with the others ---------------------------------------------------------------------


def score_everything(seeds: Iterable[int], n: int) -> None:
    for seed in seeds:
        for _, standard, evidence in pairs(seed, n):
            score(standard, evidence)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(">=", ">"), (")&2", ")&3"), ("is not None", "is None"), ("==1", "!=2"), (" else 0", " else 1")],
)
def test_a_broken_fast_reading_is_caught(right: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign, a truth table, a guard, a pick and a number, changed in the generated source."""
    real = scalar.source
    monkeypatch.setattr(scalar, "source", lambda plan: real(plan).replace(right, wrong))
    with pytest.raises((EngineDisagreement, TypeError)):  # TypeError: an absent number is compared
        score_everything(range(40), 15)


def test_a_broken_careful_reading_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    real = trace.gate
    monkeypatch.setattr(trace, "gate", lambda kind, *rest: 1 if kind == "all" else real(kind, *rest))
    with pytest.raises(EngineDisagreement):
        score_everything(range(20), 10)


@pytest.mark.skipif(not confirm.available(), reason="durable-rules is not installed")
def test_a_broken_confirmation_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    real = confirm.derive

    def forged(*asked: Any) -> Any:
        truths, trail = real(*asked)
        return dict.fromkeys(truths, 1), trail

    monkeypatch.setattr(confirm, "derive", forged)
    with pytest.raises(EngineDisagreement):
        score_everything(range(20), 10)


# --- a wrong meaning, which every reading shares, disagrees with the oracle -------------------------------------------


def first_source_wins(one: Interval, _other: Interval) -> Interval:
    return one


def unknown_is_no(_graph: Graph, condition: int, _truth: int) -> int:
    return condition


def down(value: Any, step: Any) -> Any:
    return value // step * step


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        ("evalcore.intervals.Interval.hull", first_source_wins),
        ("evalcore.graph.Graph.guard", unknown_is_no),
        ("evalcore.rates.half_up", down),
        ("evalcore.meaning.leaves.half_up", down),
        ("evalcore.values.whole", lambda values: values),
    ],
)
def test_a_wrong_meaning_is_caught(where: str, wrong: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, wrong)
    assert any(
        differences(answered(score(standard, evidence, confirmed=False)), expected(spec, evidence))
        for seed in range(60)
        for spec, standard, evidence in pairs(seed, 60)
    )
