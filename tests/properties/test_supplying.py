"""What is unknown is shown as an interval, and whatever turns out to be true lies within it.

Supplying evidence that was missing never widens an interval and never flips what was decided. Two things may take back
what was decided (`docs/standard.md`, section 4): a broken `invalid` relation, and a newly stated rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from evalcore.loader import load_standard
from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from evalcore.standard import Standard
from tests.properties import generate
from tests.properties.generate_evidence import Filer
from tests.properties.generate_hints import hints
from tests.properties.generate_simple import filed, standard_of
from tests.properties.scored import Spec

DECIDED = ("met", "unmet", "not_applicable", "not_evaluated")


def calm_standards(seeds: range) -> Iterator[tuple[Spec, Standard]]:
    """Standards in which nothing that is supplied can make another field invalid."""
    for seed in seeds:
        spec = generate.standards(seed)
        for relation in spec.get("relations", []):
            relation["severity"] = "doubtful"
            relation.pop("spoils", None)
        yield spec, load_standard(spec)


def fewer(rng: Random, spec: Spec, evidence: Spec) -> Spec:
    """The same file with some fields, periods, cells, parameters and years left out, and no stated rate."""
    less = deepcopy(evidence)
    fields = less["evidence"]
    for name in list(fields):
        declared = spec["evidence"][name]
        if "part" in declared:
            continue
        if rng.random() < 0.25:
            del fields[name]
        elif "per" in declared and fields[name] and rng.random() < 0.3:
            del fields[name][rng.choice(list(fields[name]))]
        elif declared["type"] == "items" and isinstance(fields[name], list) and fields[name] and rng.random() < 0.5:
            record = rng.choice(fields[name])
            if record:
                del record[rng.choice(list(record))]
    if "parameters" in less and rng.random() < 0.3:
        del less["parameters"][rng.choice(list(less["parameters"]))]
    if rng.random() < 0.2:
        less.pop("years", None)
    return less


def complete(rng: Random, spec: Spec, evidence: Spec) -> Spec:
    """The same file with every field that it leaves out filled in with a plain value, stated rates excepted."""
    filer = Filer(rng, spec, hints(spec))
    filer.mess = 0.0
    filed = filer.file()
    supplied = {name: entry for name, entry in filed["evidence"].items() if "part" not in spec["evidence"][name]}
    return evidence | {"evidence": supplied | evidence["evidence"]}


def within(inner: Any, outer: Any) -> bool:
    """Whether one pair of ends lies within another; None is no end."""
    return inner.low >= outer.low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def kept(before: Scorecard, after: Scorecard) -> Iterator[str]:
    """What the later card says against the earlier one."""
    for name, verdict in before.verdicts.items():
        if verdict in DECIDED and after.verdicts[name] != verdict:
            yield f"{name}: {verdict}, then {after.verdicts[name]}"
    for about in ("eligibility", "fired"):
        for name, truth in getattr(before, about).items():
            if truth != "absent" and getattr(after, about)[name] != truth:
                yield f"{about} {name}: {truth}, then {getattr(after, about)[name]}"
    if before.verdict in DECIDED and after.verdict != before.verdict:
        yield f"outcome {before.verdict}, then {after.verdict}"
    for name, points in before.points.items():
        if not within(after.points[name], points):
            yield f"points of {name}: {points}, then {after.points[name]}"
    if before.score is not None and after.score is not None:
        if not within(after.score, before.score):
            yield f"score {before.score}, then {after.score}"
        if before.level is not None and after.level != before.level:
            yield f"level {before.level.id}, then {after.level}"


def compared(standard: Standard, before: Spec, after: Spec) -> tuple[Scorecard, Scorecard]:
    return score(standard, before, confirmed=False), score(standard, after, confirmed=False)


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_supplying_evidence_never_widens_and_never_flips(first: int) -> None:
    rng = Random(first)
    for spec, standard in calm_standards(range(first, first + 20)):
        for evidence in generate.evidences(spec, rng, 10):
            before, after = compared(standard, fewer(rng, spec, evidence), evidence)
            assert not list(kept(before, after)), evidence


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_every_completion_lies_within(first: int) -> None:
    rng = Random(first)
    for spec, standard in calm_standards(range(first, first + 20)):
        for evidence in generate.evidences(spec, rng, 2):
            some = fewer(rng, spec, evidence)
            for _ in range(4):
                before, after = compared(standard, some, complete(rng, spec, some))
                assert not list(kept(before, after)), some


def test_much_is_decided_by_what_is_supplied() -> None:
    """The properties above are not empty: many verdicts were open before."""
    rng = Random(5)
    decided = 0
    for spec, standard in calm_standards(range(20)):
        for evidence in generate.evidences(spec, rng, 5):
            before, after = compared(standard, fewer(rng, spec, evidence), evidence)
            decided += before.verdicts != after.verdicts
    assert decided >= 30


def test_a_broken_relation_takes_back_but_does_not_flip() -> None:
    rng = Random(6)
    taken_back = 0
    for seed in range(120):
        spec = generate.standards(seed)
        standard = load_standard(spec)
        for evidence in generate.evidences(spec, rng, 8):
            before, after = compared(standard, fewer(rng, spec, evidence), evidence)
            for name, verdict in before.verdicts.items():
                if verdict in DECIDED and after.verdicts[name] != verdict:
                    assert after.verdicts[name] == "unknown"
                    taken_back += 1
    assert taken_back


def exact(rng: Random, fields: Spec) -> Spec:
    """Evidence with single values that the given evidence, with its ranges and gaps, allows."""
    most = 3 * 10**6
    ends = {"以上": (0, most), "超过": (1, most), "以下": (-most, 0)}
    text = str(fields.get("members", ""))
    figure = int("".join(char for char in text if char.isdigit()) or 0)
    below, above = next((span for mark, span in ends.items() if mark in text), (0, 0) if text else (0, most))
    near = rng.choice([figure + below, figure + above, figure + rng.randint(below, above)])
    some = filed(rng, gaps=0)
    some |= fields | {"members": max(0, near)}
    some["visits"] = rng.randint(min(some["visits"]), max(some["visits"]))
    return some


@pytest.mark.parametrize("kind", ["conditions", "points"])
@pytest.mark.parametrize("seed", range(25))
def test_every_value_that_a_range_allows_lies_within(seed: int, kind: str) -> None:
    """With the leaf rules of points standards."""
    rng = Random(seed)
    standard = standard_of(rng, kind)
    for _ in range(12):
        fields = filed(rng)
        for _ in range(6):
            certain = exact(rng, fields)
            before, after = compared(standard, {"evidence": fields}, {"evidence": certain})
            assert not list(kept(before, after)), (fields, certain)
