"""An audit as JSON: for other programs and for the report. Exact numbers are strings."""

from __future__ import annotations

from typing import Literal

from evalcore.audit import Audit, Item, Kind
from evalcore.errors import Language
from evalcore.figures import exact_text
from evalcore.findings import finding_text
from evalcore.phrases import Phrases
from evalcore.recording import LANGUAGES, titled
from evalcore.results import OutcomeName, Phrase, PointsRecord, Record

_RANGE: dict[Language, str] = {"zh": "{label}：只报了约数或范围“{raw}”", "en": "{label}: only a range, “{raw}”"}


class AuditItemRecord(Record):
    """One thing to look at, and what it can change.

    `parts` are the indicators and conditions of eligibility that it can change, `points` at most how many points (null in
    a conditions standard, and while nothing limits them), `unlimited` says that nothing does. `whole`: the verdict or the
    level of the whole is open too.
    """

    kind: Kind
    field: str
    role: Literal["field", "parameter"]
    period: str | None
    label: Phrase
    owner: Literal["place", "assessor", "issuer"]
    texts: list[Phrase]
    filed: list[str]
    places: list[str]
    parts: list[str]
    points: str | None
    unlimited: bool
    whole: bool
    veto: bool


class AuditRecord(Record):
    """The whole audit, what changes most first."""

    standard: str
    title: Phrase
    subject: str | None
    verdict: OutcomeName
    score: PointsRecord | None
    items: list[AuditItemRecord]


def audit_record(audit: Audit) -> AuditRecord:
    """The JSON model of an audit."""
    card = audit.card
    record = card.record
    phrases = [Phrases(card.plan, card.checks, lang) for lang in LANGUAGES]
    return AuditRecord(
        standard=record.standard.id,
        title=record.standard.title,
        subject=record.subject,
        verdict=record.verdict,
        score=record.score,
        items=[_item(audit, item, phrases) for item in audit.items],
    )


def _item(audit: Audit, item: Item, phrases: list[Phrases]) -> AuditItemRecord:
    standard, evidence = audit.card.plan.standard, audit.card.inputs.readings.evidence
    key, reach = item.key, item.reach
    quantity = standard.parameters[key.id] if key.role == "parameter" else standard.evidence[key.id]
    claims = evidence.claims.get(key, ())
    places = [place for finding in item.findings for place in finding.places]
    filed = [claim.value.raw for claim in claims if claim.value.raw]
    scored = audit.card.plan.score is not None
    return AuditItemRecord(
        kind=item.kind,
        field=key.id,
        role=key.role,
        period=key.period,
        label=titled(quantity, "label"),
        owner=item.lack.owner if item.lack else "place",
        texts=_texts(item, filed, phrases),
        filed=filed,
        places=list(dict.fromkeys(map(str, places or [evidence.locate(claim.path) for claim in claims]))),
        parts=list(reach.parts),
        points=exact_text(reach.points) if scored and reach.points is not None else None,
        unlimited=scored and reach.points is None,
        whole=reach.whole,
        veto=reach.veto,
    )


def _texts(item: Item, filed: list[str], phrases: list[Phrases]) -> list[Phrase]:
    """What is wrong: what the findings say, else why there is no single value."""
    said = [[finding_text(finding, p.key_label, p.lang) for p in phrases] for finding in item.findings]
    if not said and item.kind == "approximate":
        raw = "、".join(filed)
        said = [[_RANGE[p.lang].format(label=p.key_label(item.key), raw=raw) for p in phrases]]
    elif not said and item.lack is not None:
        said = [[p.lack(item.lack) for p in phrases]]
    return [Phrase(zh=zh, en=en) for zh, en in dict.fromkeys((zh, en) for zh, en in said)]
