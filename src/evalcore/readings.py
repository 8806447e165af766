"""Claims → one reading a field and period: its possible values, or why it is absent and who must act."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce
from typing import Literal

from evalcore.conditions.expressions import Expr, Name
from evalcore.evidence import Claim, Evidence, Key, given
from evalcore.intervals import Interval, plus, product, times
from evalcore.standard import Column, EvidenceField, Parameter, Quantity, Standard
from evalcore.truth import ABSENT, Truth
from evalcore.values import Absence

Owner = Literal["place", "assessor", "issuer"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one field, or parameter, is taken to be.

    `values` for numbers, dates (day numbers), choices and ratings (indexes); `truth` for booleans and documents;
    `records` for items. All are empty when it is absent, with the reason in `absence` and who must act in `owner`.
    `claims` is everything filed for it, `taken` what it was made of.
    """

    owner: Owner
    values: Interval | None = None
    truth: Truth = ABSENT
    records: tuple[Mapping[str, Claim], ...] | None = None
    absence: Absence | None = None
    claims: tuple[Claim, ...] = ()
    taken: tuple[Claim, ...] = ()

    @property
    def exact(self) -> Fraction | None:
        return self.values.exact if self.values is not None else None


def owner_of(quantity: Quantity) -> Owner:
    """Who must supply a quantity."""
    if isinstance(quantity, Parameter):
        return "issuer"
    return quantity.supplier if isinstance(quantity, EvidenceField | Column) else "place"


def combine(quantity: Quantity, claims: tuple[Claim, ...], order: Sequence[str] = ()) -> Reading:
    """One reading from all claims: equal values confirm each other, different ones are all possible.

    With an `order` of sources, only what the first of them says that says something.
    """
    owner = owner_of(quantity)
    usable = preferred(claims, order)
    if not usable:
        return Reading(owner, absence=_absence(owner, claims), claims=claims)
    first = usable[0]
    if len(usable) == 1:
        value = first.value
        return Reading(owner, value.values, value.truth, first.records, claims=claims, taken=usable)
    made = partial(Reading, owner, claims=claims, taken=usable)
    if quantity.type == "items":
        same = all(said(claim) == said(first) for claim in usable)
        return made(first.value.values, records=first.records) if same else made(absence="contradictory")
    if quantity.type in ("boolean", "document"):
        if any(claim.value.truth != first.value.truth for claim in usable):
            return made(absence="contradictory")
        return made(truth=first.value.truth)
    values = [claim.value.values for claim in usable if claim.value.values is not None]
    if not values:  # a text
        return made()
    if quantity.numeric:
        return made(reduce(Interval.hull, values))
    return made(Interval.one_of(each.exact for each in values if each.exact is not None))


def said(claim: Claim) -> object:
    """What a claim says, for telling whether two say the same: titles of documents make no difference."""
    if claim.records is not None:
        return tuple(tuple((name, said(cell)) for name, cell in record.items()) for record in claim.records)
    value = claim.value
    text = value.raw if value.values is None and value.truth == ABSENT else None
    return value.values, value.truth, value.absence, text


def preferred(claims: Sequence[Claim], order: Sequence[str]) -> tuple[Claim, ...]:
    """The claims with a usable value; of several, those of the source that comes first in `order`, if any does."""
    usable = tuple([claim for claim in claims if claim.value.absence is None])
    if len(usable) > 1:
        for source in order:
            if chosen := tuple([claim for claim in usable if claim.origin.source == source]):
                return chosen
    return usable


def order_of(standard: Standard, evidence: Evidence, name: str) -> tuple[str, ...]:
    """Which sources come first for a field: what the standard says of it, then of all, then what the evidence says."""
    return standard.evidence[name].prefer + standard.prefer + evidence.prefer


def _absence(owner: Owner, claims: tuple[Claim, ...]) -> Absence:
    reasons = [claim.value.absence for claim in claims if claim.value.absence not in (None, "missing")]
    if reasons:
        return reasons[0] or "missing"
    return {"place": "missing", "assessor": "not_judged", "issuer": "not_given"}[owner]  # type: ignore[return-value]


class Readings:
    """The readings of one place, made when asked for. `spoiled` fields are absent as invalid."""

    def __init__(
        self, standard: Standard, evidence: Evidence, years: tuple[int, ...], spoiled: frozenset[str] = frozenset()
    ) -> None:
        self.standard, self.evidence, self.years, self.spoiled = standard, evidence, years, spoiled
        self.cells: Mapping[str, Reading] = {}
        self._made: dict[Key, Reading] = {}

    def inside(self, cells: Mapping[str, Reading]) -> Readings:
        """The same readings as a condition on a record sees them: columns stand for its cells."""
        inner = copy.copy(self)
        inner.cells = cells
        return inner

    def __getitem__(self, key: Key) -> Reading:
        reading = self._made.get(key)
        if reading is None:
            reading = self._made[key] = self._make(key)
        return reading

    def _make(self, key: Key) -> Reading:
        claims = self.evidence.claims.get(key, ())
        if key.role == "parameter":
            parameter = self.standard.parameters[key.id]
            own = given(parameter, key)
            return combine(parameter, claims if own is None else (own,))
        declared = self.standard.evidence[key.id]
        reading = combine(declared, claims, order_of(self.standard, self.evidence, key.id) if len(claims) > 1 else ())
        if key.id in self.spoiled and reading.absence is None:
            return Reading(reading.owner, absence="invalid", claims=claims)
        return reading

    def of(self, name: Name, period: str | None) -> Reading:
        """The reading a name in a condition stands for, in a period of the condition."""
        if name.kind == "column":
            return self.cells[name.id]
        if name.kind == "parameter":
            quantity: Quantity = self.standard.parameters[name.id]
            return self[Key("parameter", name.id, period if quantity.per else None)]
        quantity = self.standard.evidence[name.id]
        return self[Key("field", name.id, period if quantity.per else None)]

    def amount(self, expr: Expr, period: str | None = None) -> Interval | None:
        """What a sum of fields and literals can be; None when any of it is absent."""
        match expr.op:
            case "number":
                return Interval.exactly(expr.value) if isinstance(expr.value, Fraction) else None
            case "name":
                return self.of(expr.value, period).values if isinstance(expr.value, Name) else None
            case "last":
                return self.amount(expr.args[0], str(self.years[-1])) if self.years else None
            case "add" | "sub" | "mul":
                left, right = (self.amount(arg, period) for arg in expr.args)
                return None if left is None or right is None else _combined(expr.op, left, right)
        return None


def _combined(op: str, left: Interval, right: Interval) -> Interval | None:
    if op == "add":
        return plus(left, right)
    if op == "sub":
        return plus(left, times(Fraction(-1), right))
    if left.exact is not None:
        return times(left.exact, right)
    return times(right.exact, left) if right.exact is not None else product(left, right)
