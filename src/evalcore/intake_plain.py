"""Evidence in plain Python data that says every value plainly → the slots for the fast path, and nothing else yet.

Reading a submission keeps where every value came from, what words it was written in, and what it contradicts; that takes
far longer than deciding. Where each value is a single number, truth, date, choice or title, as other software hands them
over, only the numbers are taken, and the whole is read by `intake` when something of it is asked for: an explanation, the
findings, the record. Anything else (several sources, words, records, stated rates beside their parts, fields of a
relation that may spoil them) is for `intake` from the start. See `docs/evidence.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from math import ceil, floor
from re import Pattern
from typing import Any, NamedTuple

from evalcore.conditions.expressions import Expr, names
from evalcore.errors import EngineDisagreement
from evalcore.evidence import Evidence, read_evidence
from evalcore.intake import Inputs, Taken, take_in
from evalcore.periods import PERIOD
from evalcore.plan import Plan
from evalcore.relations import fields_of
from evalcore.standard import EvidenceField, Quantity, Standard
from evalcore.truth import NO, YES
from evalcore.values import NO_DOCUMENT, TRUE_WORDS

Filed = Mapping[str, Any]
Exact = list[int | None]
Read = Callable[[object], int | None]  # a value as its slot holds it; raises `Unplain`
SECTIONS = ("evidence", "parameters")
KNOWN = frozenset({"standard", "subject", "years", *SECTIONS})
CONTAINERS = (Mapping, list, tuple)
MOST = 10**30  # what is larger is for the careful reading; a float would be slower to compare with
MOST_DIGITS = 10**15  # up to 15 digits a float and its shortest decimal say the same


class Unplain(Exception):
    """Something that only the careful reading can read."""


class Periods(NamedTuple):
    """Where the values of a field are kept that has one for each period, and how its periods are written."""

    slots: Mapping[str, int]
    pattern: Pattern[str]


class Section(NamedTuple):
    """How the fields, or the parameters, are read: `values` in one slot each, others by their `periods`; `unread` by none."""

    values: Mapping[str, tuple[int, Read]]
    periods: Mapping[str, tuple[Periods, Read]]
    unread: frozenset[str]


class Readers(NamedTuple):
    """How evidence is read: the slots while nothing is filed, and each section by name."""

    nothing: tuple[int | None, ...]
    sections: Mapping[str, Section]


def plain_years(standard: Standard, evidence: Filed) -> tuple[int, ...] | None:
    """The years that plain evidence names; None where it is not plain."""
    years = evidence.get("years")
    if years is None:
        return ()
    if standard.cycle is not None or type(years) not in (list, tuple):
        return None
    if not all(type(year) is int and 1900 <= year <= 9999 for year in years):
        return None
    return tuple(sorted(set(years)))


def take_in_plainly(plan: Plan, evidence: Filed) -> Inputs | None:
    """Fill the slots of a plan that is not for closed evidence; None where the evidence does not speak plainly."""
    readers = _readers(plan)
    if readers is None or not evidence.keys() <= KNOWN or evidence.get("standard") not in (None, plan.standard.id):
        return None
    exact = list(readers.nothing)
    kept = dict(evidence)  # what the caller does to it later makes no difference
    try:
        for section in SECTIONS:
            if (filed := evidence.get(section)) is not None:
                kept[section] = _read(readers.sections[section], filed, exact)
    except Unplain:
        return None
    found = tuple(exact)
    return Inputs(found, partial(_taken, plan, kept, found))


def _taken(plan: Plan, evidence: Filed, exact: tuple[int | None, ...]) -> Taken:
    """Everything else that the evidence says. Raises `EngineDisagreement` if its numbers are not those that were taken."""
    inputs = take_in(plan, read_evidence(plan.standard, evidence))
    if inputs.exact != exact:
        others = inputs.exact or (None,) * len(exact)
        pairs = zip(plan.slots, exact, others, strict=True)
        raise EngineDisagreement("plain intake", "intake", [(str(slot), a, b) for slot, a, b in pairs if a != b])
    return inputs.taken


def _read(section: Section, filed: object, exact: Exact) -> Filed:
    """Read a section into the slots; returns a copy of it."""
    if type(filed) is not dict:
        raise Unplain
    kept = dict(filed)
    values = section.values
    for name, value in filed.items():
        found = values.get(name)
        if found is None:
            kept[name] = _read_other(section, name, value, exact)
        elif value is not None:
            slot, read = found
            exact[slot] = read(value)
    return kept


def _read_other(section: Section, name: object, filed: object, exact: Exact) -> object:
    """Read what is not a value in one slot; returns a copy of it."""
    if filed is None and (name in section.periods or name in section.unread):
        return None
    if name in section.unread and not isinstance(filed, CONTAINERS):
        return filed
    found = section.periods.get(str(name))
    if found is None or type(filed) is not dict or len({str(period) for period in filed}) < len(filed):
        raise Unplain
    (slots, pattern), read = found
    for period, value in filed.items():
        slot = slots.get(str(period))
        if isinstance(value, CONTAINERS) or (slot is None and not pattern.fullmatch(str(period))):
            raise Unplain
        if slot is not None and value is not None:
            exact[slot] = read(value)
    return dict(filed)


# --- what a plan reads ------------------------------------------------------------------------------------------------


def _readers(plan: Plan) -> Readers | None:
    """The readers of a plan, made once; None where even nothing is not plain."""
    if "plain" not in plan.prepared:
        nothing = None if plan.closing else take_in(plan, Evidence(years=plan.years)).exact
        plan.prepared["plain"] = None if nothing is None else Readers(nothing, _sections(plan))
    found: Readers | None = plan.prepared["plain"]
    return found


def _sections(plan: Plan) -> Mapping[str, Section]:
    slots: dict[tuple[str, str], dict[str | None, int]] = {}
    for at, slot in enumerate(plan.slots):
        if slot.role in ("field", "parameter"):
            slots.setdefault((slot.role, str(slot.key)), {})[slot.period] = at
    entangled = frozenset(_entangled(plan))
    free = {name: each for name, each in plan.standard.parameters.items() if each.value is None}
    return {
        name: _section(role, {key: each for key, each in declared.items() if key not in entangled}, slots)
        for name, role, declared in (("evidence", "field", plan.standard.evidence), ("parameters", "parameter", free))
    }


def _section(
    role: str, declared: Mapping[str, Quantity], slots: Mapping[tuple[str, str], dict[str | None, int]]
) -> Section:
    values: dict[str, tuple[int, Read]] = {}
    periods: dict[str, tuple[Periods, Read]] = {}
    for name, quantity in declared.items():
        own = slots.get((role, name), {})
        if quantity.per is not None:
            by_period = {period: at for period, at in own.items() if period is not None}
            periods[name] = Periods(by_period, PERIOD[quantity.per]), _reader(quantity)
        elif None in own:
            values[name] = own[None], _reader(quantity)
    return Section(values, periods, frozenset(declared.keys() - values.keys() - periods.keys()))


def _entangled(plan: Plan) -> Iterator[str]:
    """The fields and parameters that other slots than their own rest on, or that others may spoil."""
    for slot in plan.slots:
        if slot.role in ("stated", "conflict"):
            yield str(slot.key)
        elif isinstance(slot.key, Expr):
            yield from (name.id for name in names(slot.key))
    for relation in plan.standard.relations:
        if relation.spoils:
            yield from (*fields_of(plan, relation), *relation.spoils)


def _unplain(value: object) -> int:  # noqa: ARG001 - every reader takes the value
    raise Unplain


# --- values, as `values` reads them -------------------------------------------------------------------------------------


def _reader(quantity: Quantity) -> Read:
    windowed = isinstance(quantity, EvidenceField) and quantity.in_window == "must"
    if windowed or quantity.type not in _READERS:
        return _unplain
    return _READERS[quantity.type](quantity)


def _number(quantity: Quantity) -> Read:
    """Integers, and floats whose shortest decimal is whole at the scale, within the bounds."""
    scale: int = 10**quantity.scale
    low = -MOST if quantity.low is None else ceil(quantity.low * scale)
    high = MOST if quantity.high is None else floor(quantity.high * scale)

    def read(value: object) -> int:
        if type(value) is int:
            number = value * scale if scale > 1 else value
        elif type(value) is float and -MOST_DIGITS < value * scale < MOST_DIGITS:
            number = round(value * scale)
            if number / scale != value:
                raise Unplain
        else:
            raise Unplain
        if low <= number <= high:
            return number
        raise Unplain

    return read


def _truth(_: Quantity) -> Read:
    def read(value: object) -> int:
        if value is True:
            return YES
        if value is False:
            return NO
        raise Unplain

    return read


def _document(_: Quantity) -> Read:
    def read(value: object) -> int | None:
        if value is False:
            return NO
        if type(value) is not str or not value.isprintable():
            raise Unplain
        word = value.strip().lower()
        if word in TRUE_WORDS or not word:
            raise Unplain
        return NO if word in NO_DOCUMENT else YES

    return read


def _date(_: Quantity) -> Read:
    def read(value: object) -> int:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.toordinal()
        raise Unplain

    return read


def _choice(quantity: Quantity) -> Read:
    places = {choice: place for place, choice in enumerate(quantity.choices)}

    def read(value: object) -> int:
        if type(value) is str and value in places:
            return places[value]
        raise Unplain

    return read


_READERS: Mapping[str, Callable[[Quantity], Read]] = {
    **dict.fromkeys(("count", "number", "percentage", "money"), _number),
    "boolean": _truth,
    "document": _document,
    "date": _date,
    "choice": _choice,
    "rating": _choice,
}
