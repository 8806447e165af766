"""Evidence written out and read back is the same; copies merged say what the whole said, in any order."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from evalcore.evidence import Evidence, read_evidence
from evalcore.merging import Copy, merge_copies
from evalcore.places import read_yaml
from evalcore.scoring import score
from evalcore.writing import as_data, as_yaml
from tests.properties import points_generate
from tests.properties.scored import Spec, answered, pairs

from evalcore.loader import load_standard  # isort: skip


def generated(seed: int, n: int):  # type: ignore[no-untyped-def]
    """Standards of both kinds with evidence for them."""
    yield from ((standard, evidence) for _, standard, evidence in pairs(seed, n))
    spec = points_generate.standards(seed)
    standard = load_standard(spec)
    for evidence in points_generate.evidences(spec, Random(seed), n):
        yield standard, evidence


def judged(standard, evidence) -> Spec:  # type: ignore[no-untyped-def]
    return answered(score(standard, evidence, confirmed=False))


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_written_evidence_reads_back_the_same(seed: int) -> None:
    for standard, source in generated(seed, 12):
        evidence = read_evidence(standard, source)
        text = as_yaml(as_data(standard, evidence))
        again = read_evidence(standard, read_yaml(text))
        assert judged(standard, again) == judged(standard, evidence), text
        assert as_yaml(as_data(standard, again)) == text


@pytest.mark.parametrize("seed", range(1, 40, 4))
def test_copies_merged_say_what_the_whole_said(seed: int) -> None:
    rng = Random(seed)
    for standard, source in generated(seed, 12):
        whole = replace(read_evidence(standard, source), closed=None)
        copies = split(rng, whole)
        merged = merge_copies(standard, copies)
        wanted = judged(standard, whole)
        assert judged(standard, merged.evidence) == wanted, source
        text = as_yaml(as_data(standard, merged.evidence))
        assert judged(standard, read_evidence(standard, read_yaml(text))) == wanted, text
        turned = merge_copies(standard, rng.sample(copies, len(copies)))
        assert judged(standard, turned.evidence) == wanted
        assert {f.key: f.state for f in turned.fields} == {f.key: f.state for f in merged.fields}
        assert (
            merge_copies(standard, [Copy("再次", merged.evidence), *copies]).evidence.claims == merged.evidence.claims
        )


def split(rng: Random, whole: Evidence) -> list[Copy]:
    """Three copies: each entry stands in one of them, and sometimes in a second."""
    parts: list[dict] = [{}, {}, {}]  # type: ignore[type-arg]
    for key, claims in whole.claims.items():
        for claim in claims:
            for part in rng.sample(parts, rng.choice((1, 1, 2))):
                part[key] = (*part.get(key, ()), claim)
    excused = [dict(whole.excused) if rng.random() < 0.5 else {} for _ in parts]
    excused[rng.randrange(3)] = dict(whole.excused)
    return [
        Copy(name, replace(whole, claims=part, excused=each))
        for name, part, each in zip(("甲", "乙", "丙"), parts, excused, strict=True)
    ]
