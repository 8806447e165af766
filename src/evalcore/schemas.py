"""JSON Schemas (draft 2020-12) of what goes in and out: standards, evidence, scorecards.

They are for editors and other programs. They accept whatever the loader accepts, in the form an editor sees it (a YAML
`2007` is a number there), and refuse what breaks the form of a file. What needs the whole of it (names, units, sums)
only `evalcore check` can tell.
"""

from __future__ import annotations

from typing import Any

from evalcore.errors import Language
from evalcore.evidence import WORDS
from evalcore.headers import META
from evalcore.periods import PERIOD
from evalcore.results import ScorecardRecord
from evalcore.sheetrules import Closed
from evalcore.standard import Column, EvidenceField, Parameter, Quantity, Standard, title_in

VERSION = "1"  # of the formats, not of the library
Schema = dict[str, Any]

_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_SAID: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_YEAR: Schema = {
    "type": ["integer", "string"],
    "pattern": "^(?:19|[2-9][0-9])[0-9]{2}$",
    "minimum": 1900,
    "maximum": 9999,
}
_SUPPLIERS: dict[Language, dict[str, str]] = {
    "zh": {"place": "申报单位填报", "assessor": "考评方评定"},
    "en": {"place": "supplied by the place", "assessor": "judged by the assessor"},
}


def standard_schema() -> Schema:
    """The schema of a standard's YAML file."""
    return _headed("evalcore standard", _tidied(Standard.model_json_schema(mode="validation", by_alias=True)))


def scorecard_schema() -> Schema:
    """The schema of `evalcore score --format json`."""
    return _headed("evalcore scorecard", _tidied(ScorecardRecord.model_json_schema(mode="serialization")))


def evidence_schema(standard: Standard | None = None, lang: Language = "en") -> Schema:
    """The schema of an evidence file: for any standard, or for one, with its own fields and their labels."""
    properties: Schema = {
        "standard": {"type": "string"} if standard is None else {"const": standard.id},
        "subject": _SCALAR,
        "years": {"anyOf": [_YEAR, {"type": "array", "items": _YEAR}, {"type": "null"}]},
        "prefer": {"anyOf": [_SAID, {"type": "array", "items": _SAID}, {"type": "null"}]},
        "parameters": _open_section() if standard is None else _section(standard.parameters, lang),
        "excused": _excused(standard, lang),
        "closed": {"anyOf": [_tidied(Closed.model_json_schema()), {"type": "null"}]},
        "evidence": _open_section() if standard is None else _section(standard.evidence, lang),
    }
    if standard is not None and standard.cycle is not None:
        properties["years"] = {"type": "null", "description": "given by the standard"}
    title = "evalcore evidence" if standard is None else f"evalcore evidence: {title_in(standard, lang)}"
    several = {
        "type": ["object", "array", "null"],
        "items": {"allOf": [{"$ref": "#"}, {"type": "object"}]},
        "minItems": 1,
    }
    schema = {
        **_closed(properties),
        **several,
        "$defs": {"claim": _claim(), "claims": _claims(), "records": _records({})},
    }
    return _headed(title, schema)


def _headed(title: str, schema: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "version": VERSION} | {
        key: value for key, value in schema.items() if key != "title"
    }


def _tidied(node: Any) -> Any:
    """What pydantic made, without the titles that only repeat keys, and with no names beside those of the pattern."""
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    renamed = {"ge": "minimum", "le": "maximum"}
    tidy = {
        renamed.get(key, key): _tidied(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
    }
    return {**tidy, "additionalProperties": False} if "patternProperties" in tidy else tidy


# --- evidence ---------------------------------------------------------------------------------------------------------


def _closed(properties: Schema) -> Schema:
    """A mapping with no other keys; one left empty in YAML is null."""
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


def _claim() -> Schema:
    """One entry: a bare value, or exactly one content word beside where it comes from."""
    said = {
        "type": "object",
        "properties": dict.fromkeys((*WORDS, *META), _SCALAR),
        "additionalProperties": False,
        "oneOf": [{"required": [word]} for word in WORDS],
    }
    return {"anyOf": [_SCALAR, said]}


def _claims() -> Schema:
    """One entry, or several sources."""
    claim = {"$ref": "#/$defs/claim"}
    return {"anyOf": [claim, {"type": "array", "items": claim}]}


def _records(columns: dict[str, Column], lang: Language = "en") -> Schema:
    """A list of records, alone or beside its source, or an entry that says why there is none."""
    cells = {name: _labelled(column, {"$ref": "#/$defs/claim"}, lang) for name, column in columns.items()}
    record = _closed(cells) if columns else {"type": ["object", "null"]}
    rows = {"type": "array", "items": record}
    sourced = {
        "type": "object",
        "properties": {"records": {"anyOf": [rows, _SCALAR]}, **dict.fromkeys(META, _SCALAR)},
        "required": ["records"],
        "additionalProperties": False,
    }
    return {"anyOf": [rows, sourced, {"type": "array", "items": sourced}, {"$ref": "#/$defs/claim"}]}


def _open_section() -> Schema:
    """Any fields: the standard is not known, so an entry may be anything that some field takes."""
    entry = {"anyOf": [{"$ref": "#/$defs/claims"}, {"$ref": "#/$defs/records"}]}
    patterns = {f"^{pattern.pattern}$": entry for pattern in PERIOD.values()}
    periods = {"type": "object", "patternProperties": patterns, "additionalProperties": False}
    return {"type": ["object", "null"], "additionalProperties": {"anyOf": [entry, periods]}}


def _section(declared: dict[str, EvidenceField] | dict[str, Parameter], lang: Language) -> Schema:
    """The fields, or parameters, of one standard."""
    return _closed({name: _labelled(quantity, _entry(quantity, lang), lang) for name, quantity in declared.items()})


def _entry(quantity: Quantity, lang: Language) -> Schema:
    columns = quantity.columns if isinstance(quantity, EvidenceField) else {}
    entry = _records(columns, lang) if quantity.type == "items" else {"$ref": "#/$defs/claims"}
    if quantity.per is None:
        return entry
    patterns = {f"^{PERIOD[quantity.per].pattern}$": entry}
    return {"type": ["object", "null"], "patternProperties": patterns, "additionalProperties": False}


def _labelled(quantity: Quantity, schema: Schema, lang: Language) -> Schema:
    """With what an editor shows a person who fills it in."""
    said = [quantity.type, quantity.measured_in or "", " / ".join(quantity.choices)]
    if isinstance(quantity, EvidenceField):
        said += [_SUPPLIERS[lang][quantity.supplier], *quantity.documents]
    return {"title": title_in(quantity, lang, "label"), "description": "; ".join(filter(None, said)), **schema}


def _excused(standard: Standard | None, lang: Language) -> Schema:
    """合理缺项, only for indicators that allow it."""
    excuse: Schema = {
        "type": "object",
        "properties": {"reason": _SAID, "by": _SAID},
        "required": ["reason", "by"],
        "additionalProperties": False,
    }
    if standard is None:
        return {"type": ["object", "null"], "additionalProperties": excuse}
    leaves = [leaf for leaf in standard.leaves() if leaf.excusable]
    return _closed({leaf.id: {"title": title_in(leaf, lang), **excuse} for leaf in leaves})
