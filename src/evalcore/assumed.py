"""What in a standard is ours, so that a result that rests on it is a trial (试算)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from evalcore.sheetrules import Adjustment, DecidingRule
from evalcore.standard import Indicator, Level, Requirement, Standard

Kind = Literal["requirement", "indicator", "adjustment", "level", "rule"]
Part = Requirement | Indicator | Adjustment | Level | DecidingRule


class Assumption(NamedTuple):
    """A part of a standard whose threshold is ours: what sort of part it is, and why it is as it is."""

    kind: Kind
    part: Part
    reason: str

    @property
    def id(self) -> str:
        return self.part.id


def assumptions(standard: Standard) -> Iterator[Assumption]:
    """Everything in a standard that is ours, sort by sort, in its order."""
    lists = [each for each in (standard.bonus, standard.penalties) if each is not None]
    sorts: dict[Kind, Iterable[Part]] = {
        "requirement": standard.eligibility,
        "indicator": standard.leaves(),
        "adjustment": [item for each in lists for item in each.walk()],
        "level": standard.levels,
        "rule": standard.rules,
    }
    for kind, parts in sorts.items():
        for part in parts:
            if part.assumed is not None:
                yield Assumption(kind, part, part.assumed)
