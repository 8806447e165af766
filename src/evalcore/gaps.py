"""The gap list (整改清单): what the place itself must put right, and what others still owe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeVar

from evalcore.answers import Number
from evalcore.checks import Amount, Check
from evalcore.lacks import Lack
from evalcore.readings import Owner
from evalcore.standard import Indicator

Lacking = TypeVar("Lacking", Check, Amount)
GapKind = Literal["unmet", "short", "missing", "to_verify"]
Urgency = tuple[int, int, Number, Number]
KINDS: dict[GapKind, int] = {"unmet": 0, "short": 1, "to_verify": 2, "missing": 3}  # worst first
TO_SUPPLY = frozenset({"missing"})


class Gap(NamedTuple):
    """One indicator that the place must act on.

    `kind` is `unmet` (未达标), `short` (失分: met, but not with full points), `missing` (待补证) or `to_verify`
    (待核实). `checks` are the ones that failed, or are undecided for want of something the place owes; `amounts` the
    numbers that its points rule read. Points are on the indicator's own scale, for points standards.
    """

    indicator: Indicator
    kind: GapKind
    checks: tuple[Check, ...]
    amounts: tuple[Amount, ...] = ()
    points_lost: Fraction | None = None
    points_pending: Fraction | None = None


class Awaiting(NamedTuple):
    """One indicator that waits for somebody else: a judgement (待评定) or a target (待明确)."""

    indicator: Indicator
    owner: Owner
    lacks: tuple[Lack, ...]


def lacking(found: Sequence[Lacking], owner: Owner) -> tuple[Lacking, ...]:
    """The checks, or amounts, that somebody leaves undecided."""
    return tuple([each for each in found if owner in [lack.owner for lack in each.lacks]])


def unknown_kind(found: Iterable[Check | Amount]) -> GapKind:
    """待补证 when something is simply missing, 待核实 when what was filed cannot be used as it is."""
    reasons = {lack.reason for each in found for lack in each.lacks if lack.owner == "place"}
    return "missing" if reasons & TO_SUPPLY else "to_verify"


def urgency(leaf: Indicator, kind: GapKind, lost: Number, pending: Number) -> Urgency:
    """Sorts worst first: vetoes, then what is unmet, what must be checked, what is missing; most points first."""
    return (0 if leaf.veto is not None else 1, KINDS[kind], -lost, -pending)
