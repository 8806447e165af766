"""Several partial submissions of one place → one, field by field, with where each value came from.

Equal values confirm each other, a value fills what another copy lacks, and readable values that differ all stay: nothing
is chosen unless somebody names a precedence of sources, which is written into the result. See `docs/evidence.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Literal, NamedTuple

from evalcore.errors import EvidenceError, Place, Problem
from evalcore.evidence import Claim, Evidence, Excuse, Key
from evalcore.readings import order_of, preferred, said
from evalcore.standard import Standard

State = Literal["conflict", "ranked", "filled", "unusable", "single", "confirmed"]


class Copy(NamedTuple):
    """One submission, and what it is called where its entries do not name a source themselves."""

    name: str
    evidence: Evidence


class Field(NamedTuple):
    """How the copies of one field and period went together.

    `confirmed`: at least two say the same; `single`: only one says anything; `filled`: one has the value that others say
    they lack; `conflict`: readable values differ; `ranked`: they differ and one has precedence; `unusable`: none can be
    used. `entries` are the claims of each copy by its position, `taken` those that count.
    """

    key: Key
    state: State
    entries: tuple[tuple[int, Claim], ...]
    taken: tuple[Claim, ...]


class Merged(NamedTuple):
    """The one submission, and how each of its fields came about."""

    evidence: Evidence
    fields: tuple[Field, ...]
    copies: tuple[str, ...]


def merge_copies(standard: Standard, copies: Sequence[Copy], prefer: Sequence[str] = ()) -> Merged:
    """One submission from several of the same place. `prefer` names sources, or copies, in the order of precedence.

    Raises `EvidenceError` when the copies are not of one place, say different years or excuses, or are closed.
    """
    problems = list(_problems(copies, prefer))
    if problems:
        raise EvidenceError(problems)
    order = tuple(dict.fromkeys([*prefer, *(name for copy in copies for name in copy.evidence.prefer)]))
    subject = next((copy.evidence.subject for copy in copies if copy.evidence.subject), None)
    years = next((copy.evidence.years for copy in copies if copy.evidence.years), ())
    excused: dict[str, Excuse] = {}
    entries: dict[Key, list[tuple[int, Claim]]] = {}
    for index, copy in enumerate(copies):
        excused.update(copy.evidence.excused)
        for key, claims in copy.evidence.claims.items():
            for claim in claims:
                _add(entries.setdefault(key, []), index, _traced(copy, claim))
    kept = {key: found for key, found in entries.items() if found}
    merged = Evidence(
        subject, years, {key: tuple(claim for _, claim in found) for key, found in kept.items()}, excused, None, order
    )
    fields = tuple(_field(standard, merged, key, tuple(found)) for key, found in kept.items())
    return Merged(merged, fields, tuple(copy.name for copy in copies))


def _traced(copy: Copy, claim: Claim) -> Claim:
    """The claim with the copy as its source, and its place there, where it names none itself."""
    source = claim.origin.source or copy.name
    locator = claim.origin.locator
    if locator is None and claim.origin.source is None:
        locator = _within(copy.evidence.locate(claim.path))
    return replace(claim, origin=claim.origin._replace(source=source, locator=locator))


def _within(place: Place) -> str | None:
    """A place without the folder of its file."""
    if place.source is None:
        return None
    return str(replace(place, source=PurePath(place.source.replace("\\", "/")).name, excerpt=None))


def _add(found: list[tuple[int, Claim]], index: int, claim: Claim) -> None:
    """What says nothing is left out, and what is already there word for word."""
    blank = claim.value.absence == "missing" and not claim.value.raw and claim.origin.note is None
    known = any((other.value, other.records is None, other.origin) == (claim.value, claim.records is None, claim.origin)
                and said(other) == said(claim) for _, other in found)  # fmt: skip
    if not blank and not known:
        found.append((index, claim))


def _field(standard: Standard, merged: Evidence, key: Key, entries: tuple[tuple[int, Claim], ...]) -> Field:
    claims = [claim for _, claim in entries]
    order = merged.prefer if key.role == "parameter" else order_of(standard, merged, key.id)
    usable, taken = preferred(claims, ()), preferred(claims, order)
    state: State
    if not usable:
        state = "unusable"
    elif len({said(claim) for claim in usable}) > 1:
        state = "conflict" if len(taken) == len(usable) else "ranked"
    elif len(usable) > 1:
        state = "confirmed"
    else:
        state = "filled" if len(claims) > 1 else "single"
    return Field(key, state, entries, taken)


# --- what cannot be merged --------------------------------------------------------------------------------------------


def _problems(copies: Sequence[Copy], prefer: Sequence[str]) -> Iterator[Problem]:
    for attribute in ("subject", "years"):
        given = [(copy, value) for copy in copies if (value := getattr(copy.evidence, attribute))]
        for copy, value in given[1:]:
            if value != given[0][1]:
                params = {"one": _shown(given[0][1]), "other": _shown(value), "copy": given[0][0].name}
                yield Problem(f"merge-{attribute}-differ", _head(copy, attribute), params)
    excused: dict[str, tuple[Copy, Excuse]] = {}
    for copy in copies:
        for leaf, excuse in copy.evidence.excused.items():
            first, before = excused.setdefault(leaf, (copy, excuse))
            if before != excuse:
                where = copy.evidence.locate(("excused", leaf))
                yield Problem("merge-excuses-differ", where, {"id": leaf, "copy": first.name})
        if copy.evidence.closed is not None:
            yield Problem("merge-closed", _head(copy, "closed"))
    sources = [claim.origin.source for copy in copies for claims in copy.evidence.claims.values() for claim in claims]
    known = dict.fromkeys([*(copy.name for copy in copies), *filter(None, sources)])
    for name in prefer:
        if name not in known:
            yield Problem("merge-source-unknown", params={"name": name, "names": "、".join(known)})


def _head(copy: Copy, part: str) -> Place:
    return copy.evidence.locate((part,))


def _shown(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
