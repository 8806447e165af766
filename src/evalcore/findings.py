"""What the evidence says against itself: entries that cannot be used, sources that differ, rates, broken relations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from evalcore.errors import Language, Place
from evalcore.evidence import Claim, Key
from evalcore.figures import shown
from evalcore.messages import text_of
from evalcore.rates import DeclaredRate
from evalcore.readings import Readings, order_of, preferred, said
from evalcore.standard import Relation

Severity = Literal["note", "doubtful", "contradictory", "invalid"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed about the evidence: a message code with parameters, the fields it names and their places."""

    code: str
    severity: Severity
    fields: tuple[str, ...]
    period: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    places: tuple[Place, ...] = ()


def of_claims(readings: Readings) -> Iterator[Finding]:
    """Entries without a usable value, and sources that differ."""
    for key, claims in readings.evidence.claims.items():
        if key.role == "field":
            for claim in claims:
                yield from _of_claim(readings, key, claim, alone=len(claims) == 1)
                for record in claim.records or ():
                    for cell in record.values():
                        yield from _of_claim(readings, key, cell, alone=True)
            if len(claims) > 1:
                yield from _differing(readings, key, claims)


def _of_claim(readings: Readings, key: Key, claim: Claim, *, alone: bool) -> Iterator[Finding]:
    absence = claim.value.absence
    if absence is None or (absence == "missing" and not (claim.value.raw or "").strip()):
        return
    severity: Severity = "invalid" if absence == "invalid" else "doubtful" if alone else "note"
    code = claim.value.code or f"claim-{absence.replace('_', '-')}"
    params = {"raw": claim.value.raw or "", **claim.value.params}
    yield Finding(code, severity, (key.id,), key.period, params, (readings.evidence.locate(claim.path),))


def _differing(readings: Readings, key: Key, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Sources that say different things: all are possible, unless one has precedence."""
    usable = [claim for claim in claims if claim.value.absence is None]
    if len({said(claim) for claim in usable}) < 2:
        return
    stated = tuple((entry_text(claim), claim.origin.source or "—") for claim in usable)
    places = tuple(readings.evidence.locate(claim.path) for claim in usable)
    for short, whole in _looks_cut(usable):
        cut = {"raw": short.value.raw, "whole": whole.value.raw, "source": short.origin.source or "—"}
        yield Finding("source-looks-cut", "note", (key.id,), key.period, cut, (readings.evidence.locate(short.path),))
    taken = preferred(claims, order_of(readings.standard, readings.evidence, key.id))
    if len(taken) == len(usable):
        decides = readings.standard.evidence[key.id].type != "text"
        yield Finding(
            "sources-differ", "contradictory" if decides else "note", (key.id,), key.period, {"stated": stated}, places
        )
    else:
        ranked = {"stated": stated, "source": taken[0].origin.source}
        yield Finding("sources-ranked", "note", (key.id,), key.period, ranked, places)


def entry_text(claim: Claim) -> str:
    """An entry as filed; of a list of records how many there are."""
    return claim.value.raw or ("" if claim.records is None else f"[{len(claim.records)}]")


def _looks_cut(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Figures that are only the beginning of another source's figure, as where a text breaks off."""
    figures = [
        (claim, re.sub(r"[,\s]", "", claim.value.raw or "")) for claim in claims if claim.value.values is not None
    ]
    for claim, figure in figures:
        longer = re.compile(rf"{re.escape(figure)}[0-9.]")
        whole = next((other for other, text in figures if figure.isdigit() and longer.match(text)), None)
        if whole is not None:
            yield claim, whole


def of_rate(readings: Readings, rate: DeclaredRate) -> Iterator[Finding]:
    """A declared rate that cannot be formed, or whose stated figure was cut, or does not fit its parts."""
    declared = readings.standard.evidence[rate.key.id]
    fields = (rate.key.id, str(declared.part), str(declared.whole), *([declared.void] if declared.void else []))
    claims = [claim for name in fields for claim in readings.evidence.claims.get(rate.key._replace(id=name), ())]
    places = tuple(readings.evidence.locate(claim.path) for claim in claims)
    stated = rate.against or rate.stated.taken
    figure = "、".join(str(claim.value.raw) for claim in stated)
    sides = [readings[rate.key._replace(id=side)] for side in fields[1:]]
    params = {"stated": figure, "part": sides[0].exact, "whole": rate.whole, "ratio": rate.ratio}
    if declared.void is not None and rate.whole is not None and sides[2].exact:
        counts = {"all": sides[1].exact, "void": sides[2].exact, "whole": rate.whole}
        yield Finding("rate-void-excluded", "note", fields, rate.key.period, counts, places)
    if rate.fault is not None:
        yield Finding(rate.fault.replace("_", "-"), "invalid", fields, rate.key.period, params, places)
    elif rate.stated.values is not None and any(side.absence is not None for side in sides):
        lacking = tuple(name for name, side in zip(fields[1:], sides, strict=True) if side.absence is not None)
        yield Finding("rate-without-parts", "doubtful", fields, rate.key.period, {**params, "lacking": lacking}, places)
    elif rate.fit == "cut":
        yield Finding("rate-cut", "note", fields, rate.key.period, params, places)
    elif rate.disputed:
        severity: Severity = "contradictory" if declared.decided_by == "both" else "doubtful"
        code = "rate-contradicts-fits-other" if rate.fits_other else "rate-contradicts"
        yield Finding(code, severity, fields, rate.key.period, params | {"others": rate.fits_other}, places)


def of_relation(
    readings: Readings,
    relation: Relation,
    named: tuple[str, ...],
    severity: Severity,
    code: str,
    said_of: Mapping[str, object],
) -> Finding:
    """A relation between the fields `named` that does not hold, or only nearly."""
    keys = [key for key in readings.evidence.claims if key.role == "field" and key.id in named]
    places = tuple(readings.evidence.locate(claim.path) for key in keys for claim in readings.evidence.claims[key])
    usable = [(key, claim) for key in keys for claim in readings.evidence.claims[key] if claim.value.absence is None]
    filed = {key.id: claim.value.raw for key, claim in reversed(usable)}
    params = {
        "id": relation.id,
        "title": relation.title,
        "title_en": relation.title_en,
        "spoils": relation.spoils,
        "filed": filed,
        **said_of,
    }
    return Finding(code, severity, named, None, params, places)


def finding_text(finding: Finding, label: Callable[[Key], str], lang: Language) -> str:
    """A finding as a sentence; `label` names a field in that language."""
    periods = [finding.period, *[None] * len(finding.fields)]
    labels = [label(Key("field", name, period)) for name, period in zip(finding.fields, periods, strict=False)]
    first, part, whole = [*labels, "", "", ""][:3]
    filed = finding.params.get("filed")
    raws = [filed.get(name) for name in finding.fields] if isinstance(filed, dict) else [None] * len(labels)
    joined = ("、" if lang == "zh" else ", ").join(
        name if raw is None else f"{name} {raw}" for name, raw in zip(labels, raws, strict=True)
    )
    params = {key: _shown(key, value, label, lang) for key, value in finding.params.items()}
    if lang == "en" and params.get("title_en"):
        params["title"] = params["title_en"]
    text = text_of(finding.code).message(lang)
    named = text.format(**params, label=first, labels=joined, part_label=part, whole_label=whole)
    return named if "{label" in text else f"{first}{'：' if lang == 'zh' else ': '}{named}"


def _shown(key: str, value: object, label: Callable[[Key], str], lang: Language) -> str:
    """A parameter for a reader: exact numbers as decimals, fields by their labels, entries with their sources."""
    if isinstance(value, Fraction):
        text = shown(value, "%" if key == "ratio" else None)
        return f"= {text}" if key == "ratio" and not text.startswith("≈") else text
    if key == "stated" and isinstance(value, tuple):
        entries = (f"{raw}（{source}）" if lang == "zh" else f"{raw} ({source})" for raw, source in value)
        return ("；" if lang == "zh" else "; ").join(entries)
    if isinstance(value, tuple):
        return ("、" if lang == "zh" else ", ").join(label(Key("field", str(name))) for name in value)
    return "" if value is None else str(value)
