"""Stated rates against their parts: rounding, truncation, contradiction, and which other base would fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from evalcore.evidence import Key
from evalcore.intervals import Interval
from evalcore.intervals import half_up
from evalcore.readings import Reading, Readings
from evalcore.standard import EvidenceField

Fit = Literal["exact", "rounded", "cut", "contradicts"]


@dataclass(frozen=True, slots=True)
class DeclaredRate:
    """A percentage field with named parts, in one period.

    `ratio` is 100 × part ÷ whole (None when it cannot be formed), `fault` why it cannot: `part_above_whole` or
    `nothing_to_divide`. `fit` says how the stated figure, if any, relates to it; `fits_other` which other wholes would.
    """

    key: Key
    stated: Reading
    ratio: Fraction | None
    fault: str | None = None
    fit: Fit | None = None
    fits_other: tuple[str, ...] = field(default=())

    @property
    def disputed(self) -> bool:
        return self.fit == "contradicts"

    @property
    def possible(self) -> Interval | None:
        """Everything from the ratio to the stated figure when they contradict, else the ratio."""
        if self.ratio is None:
            return None
        own = Interval.exactly(self.ratio)
        return own.hull(self.stated.values) if self.disputed and self.stated.values is not None else own


def declared_rates(readings: Readings) -> Iterator[DeclaredRate]:
    """Every declared rate of which something was filed."""
    filed: dict[str, list[str | None]] = {}
    for key in readings.evidence.claims:
        filed.setdefault(key.id, []).append(key.period)
    for name, declared in readings.standard.evidence.items():
        if declared.part is None or declared.whole is None:
            continue
        named = (name, declared.part, declared.whole)
        for period in dict.fromkeys(period for each in named for period in filed.get(each, ())):
            yield declared_rate(readings, name, period)


def declared_rate(readings: Readings, name: str, period: str | None) -> DeclaredRate:
    """One declared rate."""
    declared = readings.standard.evidence[name]
    key = Key("field", name, period)
    stated = readings[key]
    part, whole = (readings[Key("field", str(side), period)].exact for side in (declared.part, declared.whole))
    if part is None or whole is None:
        return DeclaredRate(key, stated, None)
    ratio, fault = _ratio(declared, part, whole)
    if ratio is None or stated.values is None:
        return DeclaredRate(key, stated, ratio, fault)
    fit = _fit(stated, ratio)
    others = tuple(_fitting(readings, declared, stated, part, period)) if fit == "contradicts" else ()
    return DeclaredRate(key, stated, ratio, None, fit, others)


def _ratio(declared: EvidenceField, part: Fraction, whole: Fraction) -> tuple[Fraction | None, str | None]:
    if whole == 0:
        if part == 0:
            return (Fraction(100) if declared.when_empty == "full" else None), None
        return None, "nothing_to_divide"
    if part > whole and not declared.above_100:
        return None, "part_above_whole"
    return 100 * part / whole, None


def _fit(stated: Reading, ratio: Fraction) -> Fit:
    """Whether rounding half up, or cutting, at the decimals shown gives the stated figure."""
    figure = stated.exact
    if figure is None:
        return "exact" if stated.values is not None and ratio in stated.values else "contradicts"
    if figure == ratio:
        return "exact"
    steps = {claim.value.step for claim in stated.claims if claim.value.absence is None and claim.value.step}
    if any(half_up(ratio, step) == figure for step in steps):
        return "rounded"
    return "cut" if any(ratio // step * step == figure for step in steps) else "contradicts"


def _fitting(
    readings: Readings, declared: EvidenceField, stated: Reading, part: Fraction, period: str | None
) -> Iterator[str]:
    for other in declared.other_wholes:
        base = readings[Key("field", other, period if readings.standard.evidence[other].per else None)].exact
        if base and _fit(stated, 100 * part / base) != "contradicts":
            yield other
