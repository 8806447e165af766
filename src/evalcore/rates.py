"""Stated rates against their parts: rounding, truncation, contradiction, and which other base would fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Literal, get_args

from evalcore.evidence import Claim, Key
from evalcore.intervals import Interval, half_up
from evalcore.readings import Reading, Readings
from evalcore.standard import EvidenceField
from evalcore.values import Value

Fit = Literal["exact", "rounded", "cut", "contradicts"]


@dataclass(frozen=True, slots=True)
class DeclaredRate:
    """A percentage field with named parts, in one period.

    `whole` is what it is taken of, void ballots left out. `ratio` is 100 × part ÷ whole (None unless both are single
    values that give one), `fault` why it cannot be: `part_above_whole`, `nothing_to_divide` or `more_void_than_all`.
    `fit` says how the stated figure that fits it least, if any, relates to it; `against` holds the figures that contradict
    it, and `fits_other` which other wholes would explain them all.
    """

    key: Key
    stated: Reading
    ratio: Fraction | None
    fault: str | None = None
    fit: Fit | None = None
    whole: Fraction | None = None
    against: tuple[Claim, ...] = ()
    fits_other: tuple[str, ...] = ()

    @property
    def disputed(self) -> bool:
        return self.fit == "contradicts"

    @property
    def possible(self) -> Interval | None:
        """Everything from the ratio to the stated figures that contradict it."""
        if self.ratio is None:
            return None
        stated = (claim.value.values for claim in self.against)
        return reduce(Interval.hull, (each for each in stated if each is not None), Interval.exactly(self.ratio))


def declared_rates(readings: Readings) -> Iterator[DeclaredRate]:
    """Every declared rate of which something was filed."""
    filed: dict[str, list[str | None]] = {}
    for key in readings.evidence.claims:
        filed.setdefault(key.id, []).append(key.period)
    for name, declared in readings.standard.evidence.items():
        if declared.part is None or declared.whole is None:
            continue
        named = (name, declared.part, declared.whole, declared.void)
        for period in dict.fromkeys(period for each in named if each for period in filed.get(each, ())):
            yield declared_rate(readings, name, period)


def declared_rate(readings: Readings, name: str, period: str | None) -> DeclaredRate:
    """One declared rate."""
    declared = readings.standard.evidence[name]
    key = Key("field", name, period)
    stated = readings[key]
    part, whole = (readings[Key("field", str(side), period)].exact for side in (declared.part, declared.whole))
    if declared.void is not None and whole is not None:
        void = readings[Key("field", declared.void, period)].exact
        whole = None if void is None else whole - void
    if part is None or whole is None:
        return DeclaredRate(key, stated, None, whole=whole)
    ratio, fault = _ratio(declared, part, whole)
    if ratio is None or stated.values is None:
        return DeclaredRate(key, stated, ratio, fault, whole=whole)
    fits = {claim: fit(claim.value, ratio) for claim in stated.taken if claim.value.values is not None}
    worst = max(fits.values(), key=get_args(Fit).index)
    against = tuple(claim for claim, each in fits.items() if each == "contradicts")
    others = tuple(_fitting(readings, declared, against, part, period)) if against else ()
    return DeclaredRate(key, stated, ratio, None, worst, whole, against, others)


def _ratio(declared: EvidenceField, part: Fraction, whole: Fraction) -> tuple[Fraction | None, str | None]:
    if whole < 0:
        return None, "more_void_than_all"
    if whole == 0:
        if part == 0:
            return (Fraction(100) if declared.when_empty == "full" else None), None
        return None, "nothing_to_divide"
    if part > whole and not declared.above_100:
        return None, "part_above_whole"
    return 100 * part / whole, None


def fit(stated: Value, ratio: Fraction) -> Fit:
    """Whether rounding half up, or cutting, at the decimals shown gives the figure; a range must hold the ratio."""
    assert stated.values is not None
    if ratio in stated.values:
        return "exact"
    figure, step = stated.values.exact, stated.step
    if figure is None or not step:
        return "contradicts"
    if half_up(ratio, step) == figure:
        return "rounded"
    return "cut" if ratio // step * step == figure else "contradicts"


def _fitting(
    readings: Readings, declared: EvidenceField, against: tuple[Claim, ...], part: Fraction, period: str | None
) -> Iterator[str]:
    for other in declared.other_wholes:
        base = readings[Key("field", other, period if readings.standard.evidence[other].per else None)].exact
        if base and all(fit(claim.value, 100 * part / base) != "contradicts" for claim in against):
            yield other
