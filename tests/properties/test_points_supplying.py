"""The same promises for points: supplying evidence only narrows, and every completion lies within low and high."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from evalcore.loader import load_standard
from evalcore.standard import Standard
from tests.properties import points_generate
from tests.properties.scored import Spec
from tests.properties.test_supplying import compared, complete, fewer, kept


def calm_standards(seeds: range) -> Iterator[tuple[Spec, Standard]]:
    """Points standards in which nothing that is supplied can make another field invalid."""
    for seed in seeds:
        spec = points_generate.standards(seed)
        for relation in spec.get("relations", []):
            relation["severity"] = "doubtful"
            relation.pop("spoils", None)
        yield spec, load_standard(spec)


def files(spec: Spec, rng: Random, n: int) -> Iterator[Spec]:
    """Evidence that nobody has closed."""
    for evidence in points_generate.evidences(spec, rng, n):
        yield {key: value for key, value in evidence.items() if key != "closed"}


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_supplying_evidence_never_widens_and_never_flips(first: int) -> None:
    rng = Random(first)
    for spec, standard in calm_standards(range(first, first + 20)):
        for evidence in files(spec, rng, 8):
            before, after = compared(standard, fewer(rng, spec, evidence), evidence)
            assert not list(kept(before, after)), evidence


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_every_completion_lies_within(first: int) -> None:
    rng = Random(first)
    for spec, standard in calm_standards(range(first, first + 20)):
        for evidence in files(spec, rng, 2):
            some = fewer(rng, spec, evidence)
            for _ in range(3):
                before, after = compared(standard, some, complete(rng, spec, some))
                assert not list(kept(before, after)), some
