"""Evidence → the plain data that a file of it holds, and that data as YAML: what is read back says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from evalcore.evidence import ABSENCES, Claim, Evidence, Key
from evalcore.standard import Column, EvidenceField, Quantity, Standard
from evalcore.truth import NO
from evalcore.values import written

_SECTIONS = {"parameters": "parameter", "evidence": "field"}


def as_data(standard: Standard, evidence: Evidence) -> dict[str, Any]:
    """The plain data of evidence, in the order of the standard."""
    data: dict[str, Any] = {"standard": standard.id}
    if evidence.subject is not None:
        data["subject"] = evidence.subject
    if evidence.years:
        data["years"] = [str(year) for year in evidence.years]
    if evidence.prefer:
        data["prefer"] = list(evidence.prefer)
    for section, role in _SECTIONS.items():
        declared: Mapping[str, Quantity] = standard.parameters if role == "parameter" else standard.evidence
        entries: dict[str, Any] = {}
        for name, quantity in declared.items():
            keys = sorted((key for key in evidence.claims if key.role == role and key.id == name), key=_period)
            for key in keys:
                entry = _entry(quantity, evidence.claims[key])
                if key.period is None:
                    entries[name] = entry
                else:
                    entries.setdefault(name, {})[key.period] = entry
        if entries or section == "evidence":
            data[section] = entries
    if evidence.excused:
        data["excused"] = {key: {"reason": each.reason, "by": each.by} for key, each in evidence.excused.items()}
    if evidence.closed is not None:
        data["closed"] = evidence.closed.model_dump(mode="json")
    return data


def _period(key: Key) -> str:
    return key.period or ""


def _entry(quantity: Quantity, claims: Sequence[Claim]) -> object:
    """One source, or a list of several."""
    entries = [_claim(quantity, claim) for claim in claims]
    if len(entries) > 1 or (quantity.type != "items" and isinstance(entries[0], list)):
        return [each if isinstance(each, dict) or quantity.type != "items" else {"records": each} for each in entries]
    return entries[0]


def _claim(quantity: Quantity, claim: Claim) -> object:
    """A bare value, or what is said beside it."""
    beside = {name: text for name, text in claim.origin._asdict().items() if text is not None}
    word, content = _said(quantity, claim)
    return content if word in ("value", "records") and not beside else {word: content, **beside}


def _said(quantity: Quantity, claim: Claim) -> tuple[str, object]:
    value = claim.value
    if claim.records is not None:
        columns: Mapping[str, Column] = quantity.columns if isinstance(quantity, EvidenceField) else {}
        return "records", [
            {name: _claim(columns[name], cell) for name, cell in record.items() if not _blank(cell)}
            for record in claim.records
        ]
    if value.absence == "claimed_not_applicable":
        return "not_applicable", value.raw
    if value.absence in ABSENCES and value.code is None and not (value.absence == "missing" and value.raw is None):
        return value.absence, value.raw
    if quantity.type == "document" and value.truth == NO:
        return "none", value.raw
    return "value", value.raw


def _blank(claim: Claim) -> bool:
    return claim.value.absence == "missing" and claim.value.raw is None and not any(claim.origin)


class _Dumper(yaml.SafeDumper):
    """Text that YAML or its readers could take for something else stands in quotes; nothing refers to anything."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library's signature
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    kept = written(text)
    style = "'" if "：" in kept and "\n" not in kept else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", kept, style=style)


_Dumper.add_representer(str, _text)


def as_yaml(data: Mapping[str, Any]) -> str:
    """Plain data as YAML, an entry a line."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10**6)
