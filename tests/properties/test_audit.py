"""What an audit says something can change is all that it changes, and nothing open is left out of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from evalcore.audit import audit_evidence
from evalcore.evidence import Evidence, read_evidence
from evalcore.loader import load_standard
from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from evalcore.standard import Standard
from tests.properties import generate, points_generate

USABLE = ("missing", "unreadable", "claim", "awaited")


def places(seed: int) -> tuple[Standard, list[Evidence]]:
    """A standard, of points for every second seed, and evidence for it."""
    maker = points_generate if seed % 2 else generate
    spec = maker.standards(seed)
    standard = load_standard(spec)
    filed = [read_evidence(standard, evidence) for evidence in maker.evidences(spec, Random(seed), 12)]
    return standard, [replace(evidence, closed=None) for evidence in filed]


def at_odds(card: Scorecard) -> set[tuple[str, object]]:
    """What may take back a decision when more is supplied (docs/standard.md, section 2)."""
    codes = ("relation-broken", "rate-contradicts", "rate-contradicts-fits-other")
    return {(each.code, each.params.get("id", each.fields)) for each in card.inputs.findings if each.code in codes}


def test_supplying_a_field_changes_only_what_the_audit_says() -> None:
    assert sum(map(tried, range(24))) > 100


def tried(seed: int) -> int:
    """How many fields could be supplied."""
    standard, filed = places(seed)
    number = 0
    for evidence, other in pairwise(filed):
        found = audit_evidence(standard, evidence)
        if found.card.verdict == "not_evaluated" or evidence.years != other.years:
            continue
        for item in found.items:
            claims = other.claims.get(item.key)
            if item.kind not in USABLE or item.lack is None or not claims:
                continue
            card = score(standard, replace(evidence, claims={**evidence.claims, item.key: claims}), confirmed=False)
            if at_odds(card) != at_odds(found.card):
                continue
            number += 1
            for leaf in standard.leaves():
                before, after = (each[leaf.id][2:4] for each in (found.card, card))
                assert before == after or leaf.id in item.reach.parts, (item.key, leaf.id)
    return number


@pytest.mark.parametrize("seed", range(24))
def test_every_open_indicator_has_its_reason_and_the_order_is_that_of_what_can_change(seed: int) -> None:
    standard, filed = places(seed)
    for evidence in filed:
        found = audit_evidence(standard, evidence)
        if found.card.verdict == "not_evaluated":
            assert not any(item.lack and item.reach.parts for item in found.items)
            continue
        named = {part for item in found.items for part in item.reach.parts}
        undated = standard.cycle is None and not evidence.years  # the years themselves are what is missing
        for leaf in standard.leaves():
            assert undated or leaf.id in named or not found.card.is_open(leaf.id), leaf.id
        ranks = [(not (item.reach.parts and item.reach.whole)) for item in found.items]
        assert ranks == sorted(ranks)
