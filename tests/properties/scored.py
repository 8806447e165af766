"""Scorecards of generated standards and evidence, in the oracle's terms."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from evalcore.loader import load_standard
from evalcore.scorecard import Score, Scorecard
from evalcore.standard import Standard
from tests.properties import generate

Spec = dict[str, Any]


def pairs(seed: int, n: int) -> Iterator[tuple[Spec, Standard, Spec]]:
    """A standard, as data and loaded, with each of `n` evidence files for it."""
    spec = generate.standards(seed)
    standard = load_standard(spec)
    for evidence in generate.evidences(spec, Random(seed), n):
        yield spec, standard, evidence


def answered(card: Scorecard) -> Spec:
    """What `oracle.judge` gives, from a scorecard."""
    standard = card.plan.standard
    findings = card.inputs.findings
    return {
        "outcome": card.verdict,
        "indicators": {leaf.id: card.verdicts[leaf.id] for leaf in standard.leaves()},
        "criteria": {part.id: card.verdicts.get(part.id) for part in standard.headings()},
        "eligibility": dict(card.eligibility),
        "fired": dict(card.fired),
        "score": None if card.score is None else card.score._asdict(),
        "points": {leaf.id: ends(card.points[leaf.id]) for leaf in standard.leaves() if leaf.id in card.points},
        "level": card.level.id if card.level else None,
        "levels_open": [level.id for level in card.levels_open],
        "findings": sorted(str(each.params["id"]) for each in findings if each.code == "relation-broken"),
        "unjudged": sorted(card.inputs.relations_not_judged),
        "contradicted": sorted({each.fields[0] for each in findings if each.code.startswith("rate-contradicts")}),
        "gaps": list(card.open_indicators),
        "assumed": [each.id for each in card.rests_on_assumed if each.kind == "indicator"],
    }


def ends(found: Score) -> tuple[Fraction, Fraction | None]:
    """Points at the worst and at the best."""
    return found.low, found.high


def differences(found: Spec, wanted: Spec) -> Spec:
    """What two answers say differently, by what it is about."""
    return {key: (found[key], wanted[key]) for key in wanted if found[key] != wanted[key]}
