"""The cases of a standard: example evidence, and the outcome that each must have. See `docs/standard.md`, section 9.

`casefile` reads them; here they are scored and compared with what they expect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalcore import scorecard
from evalcore.casefile import ReadCase, read_cases
from evalcore.casemodel import Expect, Range
from evalcore.errors import InputError, Place, Problem
from evalcore.figures import exact_text
from evalcore.graph import Node
from evalcore.loader import standard_path
from evalcore.places import Document
from evalcore.scorecard import Scorecard
from evalcore.scoring import plan_for, score
from evalcore.standard import Standard
from evalcore.truth import YES

FILE = "cases.yaml"

Shown = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out other than expected: its path in `expect`, and where that stands.

    Both values are codes and ids as a cases file writes them; points are `80`, `80..86`, or `80..` without a limit.
    """

    what: tuple[str, ...]
    expected: Shown
    found: Shown
    place: Place


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case turned out. `verdicts` are those of the indicators, by id."""

    title: str
    place: Place
    differences: tuple[Difference, ...]
    verdicts: Mapping[str, str]

    @property
    def passed(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True)
class CaseResults:
    """How all cases turned out; `unreached` are the verdicts that an indicator can have and has in none of them."""

    standard: str
    cases: tuple[CaseResult, ...]
    unreached: Mapping[str, tuple[str, ...]]

    @property
    def passed(self) -> bool:
        return all(case.passed for case in self.cases)


def cases_path(standard: str | Path) -> Path:
    """The cases file beside a standard (a bundled id, a folder or a file). Raises `InputError` when there is none."""
    path = standard_path(standard).parent / FILE
    if not path.is_file():
        raise InputError([Problem("cases-not-found", Place(str(path)))])
    return path


def run_cases(standard: Standard, source: Document | str | Path) -> CaseResults:
    """Score every case of a cases file (a path or a document) and compare it with what it expects.

    Raises `InputError` with everything wrong with the file, before any case is scored.
    """
    results = tuple(run_case(standard, case) for case in read_cases(standard, source))
    return CaseResults(standard.id, results, unreached(standard, results))


def run_case(standard: Standard, case: ReadCase) -> CaseResult:
    """Score one case, with confirmation, and compare it with what it expects."""
    card = score(standard, case.evidence)
    differences = tuple(
        Difference(path, _shown(expected), _shown(found), case.place("expect", *path))
        for path, expected, found in _compared(card, case.expect)
    )
    verdicts = {leaf.id: card.verdicts[leaf.id] for leaf in standard.leaves()}
    return CaseResult(case.title, case.place(), differences, verdicts)


def unreached(standard: Standard, results: Iterable[CaseResult]) -> dict[str, tuple[str, ...]]:
    """For each indicator the verdicts that it can have and that no case reaches; only indicators that have any.

    An indicator can be not applicable where it has `applies`, may be excused, or reads a rate of which 0 of 0 is so.
    """
    plan = plan_for(standard)
    always = Node("const", data=YES)
    reached = {(leaf, verdict) for result in results for leaf, verdict in result.verdicts.items()}
    found = {}
    for leaf in standard.leaves():
        possible = ["met", "unmet", "unknown"]
        if plan.nodes[plan.verdicts[leaf.id].applies] != always:
            possible.append("not_applicable")
        found[leaf.id] = tuple(verdict for verdict in possible if (leaf.id, verdict) not in reached)
    return {id_: verdicts for id_, verdicts in found.items() if verdicts}


# -- what was expected and what came out -------------------------------------------------------------------------------


def _compared(card: Scorecard, expect: Expect) -> Iterator[tuple[tuple[str, ...], object, object]]:
    """What differs: its path, what was expected and what was found. What `expect` does not say is not looked at."""
    for key, found_in in _FOUND.items():
        if key not in expect.model_fields_set:
            continue
        expected, found = getattr(expect, key), found_in(card)
        if isinstance(expected, dict):
            yield from (((key, id_), value, found[id_]) for id_, value in expected.items() if found[id_] != value)
        elif isinstance(expected, tuple):
            if sorted(expected) != sorted(found):
                yield (key,), tuple(sorted(expected)), tuple(sorted(found))
        elif expected != found:
            yield (key,), expected, found


def _range(found: scorecard.Score | None) -> Range | None:
    return None if found is None else Range(low=found.low, high=found.high)


# Lists are compared whatever their order.
_FOUND: Mapping[str, Callable[[Scorecard], Any]] = {
    "verdict": lambda card: card.verdict,
    "score": lambda card: _range(card.score),
    "level": lambda card: card.level.id if card.level else None,
    "levels_open": lambda card: [level.id for level in card.levels_open],
    "eligibility": lambda card: card.eligibility,
    "criteria": lambda card: card.verdicts,
    "indicators": lambda card: card.verdicts,
    "points": lambda card: {part: _range(points) for part, points in card.points.items()},
    "conclusions": lambda card: card.conclusions,
    "gaps": lambda card: {gap.indicator.id for gap in card.gaps},
    "awaiting": lambda card: {item.indicator.id for item in card.awaiting},
    "findings": lambda card: [finding.code for finding in card.inputs.findings],
}


def _shown(value: object) -> Shown:
    if isinstance(value, Range):
        low, high = exact_text(value.low), None if value.high is None else exact_text(value.high)
        return low if low == high else f"{low}..{high or ''}"
    return value if isinstance(value, tuple) else None if value is None else str(value)
