"""Random standards and evidence for the property tests: every construct of docs/standard.md, mostly at its edges.

The same seed gives the same data. Standards are plain data as YAML would give them (numbers as int or text), evidence
is a plain evidence file.
"""

from __future__ import annotations

from random import Random
from typing import Any

from tests.properties.generate_coverage import CONSTRUCTS, coverage
from tests.properties.generate_evidence import Filer
from tests.properties.generate_hints import hints
from tests.properties.generate_standards import generate_standard

__all__ = ["CONSTRUCTS", "coverage", "evidences", "pair", "standards"]

Spec = dict[str, Any]


def standards(seed: int, kind: str | None = None) -> Spec:
    """A valid standard of the kind `conditions` or `points`, or of either."""
    return generate_standard(Random(seed), kind)


def evidences(standard: Spec, rng: Random, n: int) -> list[Spec]:
    """`n` valid evidence files for a standard."""
    found = hints(standard)
    return [Filer(rng, standard, found).file() for _ in range(n)]


def pair(rng: Random, n: int = 10) -> tuple[Spec, list[Spec]]:
    """A standard and `n` evidence files for it."""
    standard = generate_standard(rng)
    return standard, evidences(standard, rng, n)
