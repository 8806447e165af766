"""Nothing depends on the order in which a standard declares its fields, or in which evidence stands in a file."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from evalcore.loader import load_standard
from evalcore.scoring import score
from tests.properties.scored import Spec, answered, pairs


def shuffled(rng: Random, mapping: Spec) -> Spec:
    """The same entries in another order."""
    entries = list(mapping.items())
    rng.shuffle(entries)
    return dict(entries)


def reordered_evidence(rng: Random, evidence: Spec) -> Spec:
    """The same file: sections, fields, periods, sources and records in another order."""

    def other(entry: Any) -> Any:
        if isinstance(entry, list):
            return rng.sample([other(each) for each in entry], len(entry))
        return shuffled(rng, {key: other(each) for key, each in entry.items()}) if isinstance(entry, dict) else entry

    return shuffled(rng, {key: each if key == "years" else other(each) for key, each in evidence.items()})


def reordered_standard(rng: Random, spec: Spec) -> Spec:
    """The same standard: fields, parameters and relations in another order."""
    again = dict(spec)
    for key in ("evidence", "parameters"):
        if key in spec:
            again[key] = shuffled(rng, spec[key])
    if "relations" in spec:
        again["relations"] = rng.sample(spec["relations"], len(spec["relations"]))
    return shuffled(rng, again)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_order_never_matters(seed: int) -> None:
    rng = Random(seed)
    for number, (spec, standard, evidence) in enumerate(pairs(seed, 15)):
        found = answered(score(standard, evidence, confirmed=False))
        assert answered(score(standard, reordered_evidence(rng, evidence), confirmed=False)) == found, evidence
        if number < 3:
            again = load_standard(reordered_standard(rng, spec))
            assert answered(score(again, evidence, confirmed=False)) == found, evidence
