"""Evidence and a plan → the values of the plan's slots, and everything the evidence says against itself.

Claims are combined, relations are judged on the evidence as filed, what they spoil becomes absent, and only then are
the slots filled for scoring.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial

from evalcore import findings
from evalcore.closing import close
from evalcore.engines import trace
from evalcore.evidence import Evidence, Key
from evalcore.findings import Finding
from evalcore.intervals import Interval
from evalcore.meaning.slots import Slot
from evalcore.plan import Plan
from evalcore.rates import DeclaredRate, declared_rate, declared_rates
from evalcore.readings import Readings
from evalcore.records import derived
from evalcore.relations import judge
from evalcore.truth import ABSENT, NO, YES, Truth, truth_of


@dataclass(frozen=True)
class Taken:
    """Everything that the evidence of one place says.

    `slots` are the values of a plan's slots, exact, for `trace`.
    """

    slots: tuple[trace.Value, ...]
    readings: Readings
    findings: tuple[Finding, ...]
    relations_not_judged: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Inputs:
    """The slots of a plan filled for one place.

    `exact` holds their values for the fast path, numbers as whole numbers at each slot's scale, or is None when something
    is an interval, disputed, or has more decimals than the scale. Everything else is `taken`, made when first asked for.
    """

    exact: tuple[int | None, ...] | None
    take: Callable[[], Taken]

    @cached_property
    def taken(self) -> Taken:
        return self.take()

    @property
    def slots(self) -> tuple[trace.Value, ...]:
        return self.taken.slots

    @property
    def readings(self) -> Readings:
        return self.taken.readings

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.taken.findings

    @property
    def relations_not_judged(self) -> tuple[str, ...]:
        return self.taken.relations_not_judged


def take_in(plan: Plan, evidence: Evidence, without: frozenset[str] = frozenset()) -> Inputs:
    """Fill the slots of a plan; `without` some fields, as if nothing usable had been filed for them."""
    filed = Readings(plan.standard, evidence, plan.years)
    slots = fill(plan, filed)
    judged = judge(plan, filed, slots)
    spoiled = without | judged.spoiled
    readings = filed
    if spoiled:
        readings = Readings(plan.standard, evidence, plan.years, spoiled)
        slots = fill(plan, readings)
    if plan.closing:
        slots = close(plan, readings, slots)
    found = [
        *findings.of_claims(filed),
        *(finding for rate in declared_rates(filed) for finding in findings.of_rate(filed, rate)),
        *judged.findings,
    ]
    taken = Taken(slots, readings, tuple(found), judged.not_judged)
    return Inputs(_scaled(plan.slots, slots), lambda: taken)


def fill(plan: Plan, readings: Readings) -> tuple[trace.Value, ...]:
    """The value of every slot."""
    return tuple(map(slot_reader(plan, readings), plan.slots))


def slot_reader(plan: Plan, readings: Readings) -> Callable[[Slot], trace.Value]:
    """The function that gives the value of any slot for one place."""
    rates = cache(partial(declared_rate, readings))

    def value(slot: Slot) -> trace.Value:
        if slot.role == "derived":
            return derived(plan, readings, slot, value)
        if slot.role == "conflict":
            return _conflict(readings, rates(str(slot.key), slot.period))
        if slot.role == "stated":
            rate = rates(str(slot.key), slot.period)
            return rate.possible if rate.disputed else None  # only while they are in conflict is it read
        if slot.role == "excused":
            return truth_of(slot.key in readings.evidence.excused)
        if slot.role in ("closed", "closed_points"):
            return NO  # decided once everything else is known, see `closing`
        reading = readings[Key("parameter" if slot.role == "parameter" else "field", str(slot.key), slot.period)]
        return reading.truth if slot.sort == "truth" else reading.values

    return value


def _conflict(readings: Readings, rate: DeclaredRate) -> Truth:
    """Whether a stated rate disputes its parts; absent where the field itself is spoiled, and so every check of it."""
    if rate.key.id in readings.spoiled:
        return ABSENT
    return truth_of(rate.disputed and readings.standard.evidence[rate.key.id].decided_by == "both")


def _scaled(slots: Sequence[Slot], values: Sequence[trace.Value]) -> tuple[int | None, ...] | None:
    """The values as the fast path takes them."""
    scaled: list[int | None] = []
    for slot, value in zip(slots, values, strict=True):
        if not isinstance(value, Interval):
            if slot.role == "conflict" and value == YES:
                return None
            scaled.append(value)
            continue
        exact = value.exact
        if exact is None:
            return None
        number, rest = divmod(exact.numerator * 10**slot.scale, exact.denominator)
        if rest:
            return None
        scaled.append(number)
    return tuple(scaled)
