"""How submissions were merged, as JSON: for other programs and for the report."""

from __future__ import annotations

from typing import Literal

from evalcore.evidence import Claim, Key
from evalcore.merging import Field, Merged, State
from evalcore.results import Phrase, Record
from evalcore.standard import Quantity, Standard, title_in


class MergedEntryRecord(Record):
    """What one copy says of a field; `used` when its value counts."""

    copied_from: str
    used: bool
    raw: str | None
    records: int | None
    absence: str | None
    source: str | None
    locator: str | None


class MergedFieldRecord(Record):
    """How one field and period came about. See `docs/evidence.md` for the states."""

    field: str
    role: Literal["field", "parameter"]
    period: str | None
    label: Phrase
    state: State
    entries: list[MergedEntryRecord]


class MergeRecord(Record):
    """The whole merge, fields in the order of the standard."""

    standard: str
    subject: str | None
    copies: list[str]
    prefer: list[str]
    fields: list[MergedFieldRecord]


def merge_record(standard: Standard, merged: Merged) -> MergeRecord:
    """The JSON model of a merge."""
    order = {name: index for index, name in enumerate((*standard.parameters, *standard.evidence))}
    fields = sorted(merged.fields, key=lambda field: (order[field.key.id], field.key.period or ""))
    return MergeRecord(
        standard=standard.id,
        subject=merged.evidence.subject,
        copies=list(merged.copies),
        prefer=list(merged.evidence.prefer),
        fields=[_field(standard, merged, field) for field in fields],
    )


def _field(standard: Standard, merged: Merged, field: Field) -> MergedFieldRecord:
    quantity = _quantity(standard, field.key)
    return MergedFieldRecord(
        field=field.key.id,
        role=field.key.role,
        period=field.key.period,
        label=Phrase(zh=title_in(quantity, "zh", "label"), en=title_in(quantity, "en", "label")),
        state=field.state,
        entries=[_entry(merged.copies[index], claim, used=claim in field.taken) for index, claim in field.entries],
    )


def _quantity(standard: Standard, key: Key) -> Quantity:
    return standard.parameters[key.id] if key.role == "parameter" else standard.evidence[key.id]


def _entry(copy: str, claim: Claim, *, used: bool) -> MergedEntryRecord:
    origin, records = claim.origin, None if claim.records is None else len(claim.records)
    return MergedEntryRecord(
        copied_from=copy, used=used, raw=claim.value.raw, records=records, absence=claim.value.absence,
        source=origin.source, locator=origin.locator,
    )  # fmt: skip
