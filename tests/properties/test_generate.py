"""The generator reaches what it is meant to reach, and the oracle keeps the promises that hold of every judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.properties.generate import CONSTRUCTS, coverage, evidences, pair, standards
from tests.properties.oracle import judge

Spec = dict[str, Any]
DECIDED = {"met", "unmet", "not_applicable"}


@pytest.fixture(scope="module")
def judged() -> list[tuple[Spec, Spec, Spec]]:
    """A thousand standards with evidence and the oracle's result."""
    made = [
        (standard, evidence) for seed in range(200) for standard, some in [pair(Random(seed), 5)] for evidence in some
    ]
    return [(standard, evidence, judge(standard, evidence)) for standard, evidence in made]


def test_a_hundred_standards_use_every_construct() -> None:
    found = [coverage(standards(seed)) for seed in range(100)]
    assert set().union(*found) == CONSTRUCTS


def test_the_same_seed_gives_the_same_data() -> None:
    assert pair(Random(7)) == pair(Random(7))
    assert pair(Random(7)) != pair(Random(8))


def test_a_kind_may_be_asked_for() -> None:
    assert {standards(seed, "points")["kind"] for seed in range(20)} == {"points"}


def values(raw: Any) -> Iterator[Any]:
    yield raw
    for each in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else []:
        yield from values(each)


def traits(evidence: Spec) -> Iterator[str]:
    for each in values(evidence):
        if isinstance(each, dict):
            yield from (f"key {key}" for key in each)
        elif isinstance(each, list):
            yield "empty list" if not each else "list"
        else:
            yield type(each).__name__
            yield from (
                mark
                for mark in ("余", "多", "以上", "以下", "近", "超过", "约", "万", ",", "%", "％")
                if mark in str(each)
            )
            if isinstance(each, int) and each >= 10**30:
                yield "huge"
            if each in {"", "无", "否", "是"}:
                yield f"text {each!r}"


def test_evidence_is_written_in_every_way(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    found = {trait for _, evidence, _ in judged for trait in traits(evidence)}
    keys = "value source locator note document none date missing unreadable masked cut_off not_applicable"
    keys += " excused years parameters standard"
    wanted = {f"key {key}" for key in keys.split()} | {"empty list", "list", "huge", "bool", "int", "float", "str"}
    wanted |= {
        "余",
        "多",
        "以上",
        "以下",
        "近",
        "超过",
        "约",
        "万",
        ",",
        "%",
        "％",
        "text ''",
        "text '无'",
        "text '是'",
    }
    assert wanted - found == set()


def test_every_answer_occurs(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    outcomes = Counter((standard["kind"], result["outcome"]) for standard, _, result in judged)
    for kind in ("conditions", "points"):
        assert all(outcomes[kind, each] >= 30 for each in ("met", "unmet", "unknown", "not_evaluated"))
    verdicts = Counter(each for _, _, result in judged for each in result["indicators"].values())
    assert all(verdicts[each] >= 300 for each in DECIDED | {"unknown"})
    assert sum(bool(result["level"]) for _, _, result in judged) >= 50
    assert sum(bool(result["levels_open"]) for _, _, result in judged) >= 50
    assert sum(bool(result["contradicted"]) for _, _, result in judged) >= 20
    assert sum(result["score"] is not None and result["score"]["possible"] is None for _, _, result in judged) >= 10


def test_lines_are_met_exactly_and_missed_by_a_step(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    exact = [
        Fraction(str(level["from"])) - result["score"]["low"]
        for standard, _, result in judged
        if result["score"] and result["score"]["low"] == result["score"]["high"]
        for level in standard["levels"]
    ]
    assert exact.count(Fraction(0)) >= 20
    assert any(0 < each <= 1 for each in exact)


def test_points_add_up_to_the_total(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    for standard, _, result in judged:
        if standard["kind"] == "points" and standard.get("not_applicable") != "drop" and result["score"]:
            assert result["score"]["possible"] == Fraction(str(standard["total"]))
            assert 0 <= result["score"]["low"] <= result["score"]["high"] <= result["score"]["possible"]


def test_order_never_matters(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    rng = Random(1)
    for standard, evidence, result in judged[::7]:
        shuffled, filed = deepcopy(standard), deepcopy(evidence)
        rng.shuffle(shuffled.get("relations", []))
        entries = list(filed["evidence"].items())
        rng.shuffle(entries)
        filed["evidence"] = dict(entries)
        for _, entry in entries:
            if isinstance(entry, list):
                rng.shuffle(entry)
        again = judge(shuffled, filed)
        for listed in ("findings", "unjudged"):
            again[listed], expected = sorted(again[listed]), sorted(result[listed])
            assert again[listed] == expected
            again[listed] = result[listed]
        assert again == result


def contradictions(poorer: Spec, richer: Spec) -> list[tuple[str, str]]:
    """Indicators and criteria that both decide, differently."""
    return [
        (verdict, richer[kind][name])
        for kind in ("indicators", "criteria")
        for name, verdict in poorer[kind].items()
        if {verdict, richer[kind][name]} <= DECIDED and verdict != richer[kind][name]
    ]


def test_supplying_evidence_never_flips_what_was_decided() -> None:
    """Nor widens the points, where nothing newly supplied can make another field invalid or contradictory."""
    rng = Random(2)
    narrowed = 0
    for seed in range(150):
        standard = standards(seed)
        calm = all(each["severity"] != "invalid" for each in standard.get("relations", []))
        for evidence in evidences(standard, rng, 3):
            removable = [name for name in evidence["evidence"] if "part" not in standard["evidence"][name]]
            fewer = evidence | {"evidence": dict(evidence["evidence"])}
            for name in rng.sample(removable, len(removable) // 3):
                del fewer["evidence"][name]
            poorer, richer = judge(standard, fewer), judge(standard, evidence)
            assert contradictions(poorer, richer) == []
            if calm:
                for name, (low, high) in richer["points"].items():
                    assert poorer["points"][name][0] <= low <= high <= poorer["points"][name][1]
                    narrowed += poorer["points"][name] != (low, high)
    assert narrowed > 100
