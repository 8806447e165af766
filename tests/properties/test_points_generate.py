"""The generator of points standards reaches what it is meant to reach, and its oracle keeps every judge's promises."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.properties import generate, oracle
from tests.properties.points_generate import CONSTRUCTS, coverage, evidences, pair, standards
from tests.properties.points_generate_standards import indicators
from tests.properties.points_oracle import judge
from tests.properties.points_oracle_leaves import full_points, rule_of

Spec = dict[str, Any]
DECIDED = {"met", "unmet", "not_applicable"}


@pytest.fixture(scope="module")
def judged() -> list[tuple[Spec, Spec, Spec]]:
    """A thousand places with the oracle's result."""
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


def test_both_oracles_agree_on_what_both_know() -> None:
    """Standards of all or nothing points, without the layers of docs/points.md."""
    compared = ("outcome", "indicators", "criteria", "eligibility", "fired", "score", "level", "levels_open", "gaps")
    for seed in range(40):
        standard = generate.standards(seed, "points")
        for evidence in generate.evidences(standard, Random(seed), 5):
            one, other = oracle.judge(standard, evidence), judge(standard, evidence)
            assert {key: one[key] for key in compared} == {key: other[key] for key in compared}
            assert one["points"].items() <= other["points"].items()


def test_every_answer_occurs(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    results = [result for _, _, result in judged]
    outcomes = Counter(result["outcome"] for result in results)
    assert all(outcomes[each] >= 30 for each in ("met", "unmet", "unknown", "not_evaluated")), outcomes
    assert outcomes["not_applicable"] >= 5
    for key in ("conclusions", "recommendations", "fired"):
        truths = Counter(truth for result in results for truth in result[key].values())
        assert all(truths[each] >= 50 for each in ("yes", "no", "absent")), (key, truths)
    assert all(Counter(result["refused"] for result in results)[each] >= 100 for each in ("yes", "no", "absent"))
    assert sum(bool(result["closed"]) for result in results) >= 50
    assert sum(bool(result["levels_open"]) for result in results) >= 200
    scores = [result["score"] for result in results if result["score"]]
    assert sum(score["high"] is None for score in scores) >= 10
    assert sum(score["low"] == score["high"] for score in scores) >= 200
    assert sum(score["possible"] is None for score in scores) >= 10


def test_every_rule_gives_all_nothing_something_and_a_span(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for standard, _, result in judged:
        for each in indicators(standard):
            low, high = result["points"][each["id"]]
            name, full = rule_of(each)["rule"], full_points(each, standard)
            seen[name, "span" if low < high else "full" if low >= full else "nothing" if low == 0 else "part"] += 1
    for name in {name for name, _ in seen}:
        kinds = ("span", "full", "nothing") if name in {"all_or_nothing", "k_of_n", "above_mean"} else (
            "span", "full", "nothing", "part",
        )  # fmt: skip
        assert all(seen[name, kind] >= 5 for kind in kinds), (name, seen)


def test_lines_are_met_exactly_and_missed_by_a_step(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    exact = [
        Fraction(str(level["from"])) - result["score"]["low"]
        for standard, _, result in judged
        if result["score"] and result["score"]["low"] == result["score"]["high"]
        for level in standard["levels"]
    ]
    assert exact.count(Fraction(0)) >= 10
    assert any(0 < each <= 1 for each in exact)


def test_order_never_matters(judged: list[tuple[Spec, Spec, Spec]]) -> None:
    rng = Random(1)
    for standard, evidence, result in judged[::7]:
        shuffled, filed = deepcopy(standard), deepcopy(evidence)
        for listed in (shuffled.get("relations", []), shuffled.get("rules", []), shuffled.get("dimensions", [])):
            rng.shuffle(listed)
        for key in ("bonus", "penalties"):
            rng.shuffle(shuffled.get(key, {}).get("items", []))
        entries = list(filed["evidence"].items())
        rng.shuffle(entries)
        filed["evidence"] = dict(entries)
        again = judge(shuffled, filed)
        for key in ("findings", "unjudged"):
            again[key], result[key] = sorted(again[key]), sorted(result[key])
        assert again == result


def poorer(rng: Random, standard: Spec, evidence: Spec) -> Spec:
    """The same evidence with some fields left out, and some counts known only from below."""
    filed = dict(evidence["evidence"])
    removable = [name for name in filed if "part" not in standard["evidence"][name]]
    for name in rng.sample(removable, len(removable) // 4):
        plain = standard["evidence"][name]["type"] == "count" and type(filed[name]) is int and filed[name] > 0
        stated_beside = any(name in {spec.get("part"), spec.get("whole")} for spec in standard["evidence"].values())
        if plain and not stated_beside:
            filed[name] = f"{filed[name]}以上"
        else:
            del filed[name]
    return {key: each for key, each in evidence.items() if key != "closed"} | {"evidence": filed}


def contradictions(less: Spec, more: Spec) -> list[Any]:
    """What both decide, differently, or spans that do not lie within those of the poorer evidence."""
    found: list[Any] = []
    for key in ("indicators", "criteria"):
        both = {name: (each, more[key][name]) for name, each in less[key].items()}
        found += [(key, name, *each) for name, each in both.items() if set(each) <= DECIDED and each[0] != each[1]]
    for key in ("conclusions", "recommendations", "fired"):
        both = {name: (each, more[key][name]) for name, each in less[key].items()}
        found += [(key, name, *each) for name, each in both.items() if each[0] != "absent" and each[0] != each[1]]
    found += [("refused", more["refused"])] if less["refused"] not in {"absent", more["refused"]} else []
    spans = {name: (each, more["points"][name]) for name, each in less["points"].items()}
    if less["score"] and more["score"]:
        spans["score"] = tuple((each["score"]["low"], each["score"]["high"]) for each in (less, more))  # type: ignore[assignment]
    return [*found, *((name, *each) for name, each in spans.items() if not within(*each))]


def within(outer: tuple[Any, Any], inner: tuple[Any, Any]) -> bool:
    below = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return bool(outer[0] <= inner[0]) and below


def test_supplying_evidence_never_widens_and_never_flips() -> None:
    """Where nothing newly supplied can make another field invalid."""
    rng = Random(2)
    compared = narrowed = 0
    for seed in range(150):
        standard = standards(seed)
        if any(each["severity"] == "invalid" for each in standard.get("relations", [])):
            continue
        for evidence in evidences(standard, rng, 4):
            less, more = (
                judge(standard, poorer(rng, standard, evidence)),
                judge(standard, {key: each for key, each in evidence.items() if key != "closed"}),
            )
            assert contradictions(less, more) == [], seed
            compared += 1
            narrowed += less["points"] != more["points"]
    assert compared > 250
    assert narrowed > compared / 2


def test_closing_only_takes_the_worst_of_what_was_open() -> None:
    closed = 0
    for seed in range(120):
        standard = standards(seed)
        for evidence in evidences(standard, Random(seed), 4):
            if "closed" not in evidence:
                continue
            after = judge(standard, evidence)
            before = judge(standard, {key: each for key, each in evidence.items() if key != "closed"})
            for each in indicators(standard):
                name = each["id"]
                low, high = before["points"][name]
                if name in after["closed"]:
                    closed += 1
                    verdict = before["indicators"][name]
                    assert verdict == "unknown" or low < high
                    assert after["indicators"][name] == ("unmet" if verdict == "unknown" else verdict)
                    assert after["points"][name] == (low, low)
                else:
                    assert (after["indicators"][name], after["points"][name]) == (
                        before["indicators"][name],
                        (low, high),
                    )
            assert after["bonus"] == before["bonus"]
    assert closed > 40
