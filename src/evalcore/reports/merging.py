"""How submissions were merged, for a reader: what to settle first."""

from __future__ import annotations

from collections.abc import Iterator

from evalcore.errors import Language
from evalcore.merge_results import MergedEntryRecord, MergedFieldRecord, MergeRecord
from evalcore.merging import State
from evalcore.reports.content import Report, Section, lines, table
from evalcore.results import Phrase

_STATES: dict[Language, dict[State, str]] = {
    "zh": {
        "conflict": "说法不一，须核实", "ranked": "说法不一，按先后次序采用", "unusable": "各份都没有可用的值",
        "filled": "由他份补足", "confirmed": "互相印证", "single": "只有一份写到",
    },
    "en": {
        "conflict": "In conflict: to be settled", "ranked": "In conflict, settled by precedence",
        "unusable": "No usable value in any", "filled": "Filled from another copy", "confirmed": "Confirmed",
        "single": "In one copy only",
    },
}  # fmt: skip
_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "材料合并结果", "subject": "单位", "copies": "合并的材料", "prefer": "先后次序", "counts": "项数",
        "field": "项目", "value": "采用", "others": "未采用", "list": "、", "period": "（{period}）", "from": "（{source}）",
        "records": "{n} 条",
        "closing": "说法不一的各值都保留在合并后的材料中，没有取舍；核实后删去不对的一条。",
    },
    "en": {
        "title": "Merged submissions", "subject": "subject", "copies": "submissions", "prefer": "precedence",
        "counts": "fields", "field": "field", "value": "kept", "others": "not used", "list": ", ",
        "period": " ({period})", "from": " ({source})",
        "records": "{n} records",
        "closing": "Values that differ are all kept in the merged evidence, none was chosen; remove what is wrong once it "
        "is settled.",
    },
}  # fmt: skip
_REASONS: dict[Language, dict[str, str]] = {
    "zh": {"missing": "缺", "masked": "被遮盖", "cut_off": "被截断", "unreadable": "无法辨认", "invalid": "无效"},
    "en": {
        "missing": "missing", "masked": "masked", "cut_off": "cut off", "unreadable": "unreadable", "invalid": "invalid",
    },
}  # fmt: skip


def report(record: MergeRecord, lang: Language, *, everything: bool) -> Report:
    """What is in conflict, filled and confirmed; with `everything` also what only one copy says."""
    words, states = _WORDS[lang], _STATES[lang]
    counts = [f"{states[state]} {n}" for state in states if (n := sum(field.state == state for field in record.fields))]
    facts = [
        (words["subject"], record.subject or ""),
        (words["copies"], words["list"].join(record.copies)),
        (words["prefer"], words["list"].join(record.prefer)),
        (words["counts"], words["list"].join(counts)),
    ]
    sections = tuple(_sections(record, lang, everything=everything))
    return Report(words["title"], tuple((label, text) for label, text in facts if text), sections, words["closing"])


def _sections(record: MergeRecord, lang: Language, *, everything: bool) -> Iterator[Section]:
    words = _WORDS[lang]
    for state, title in _STATES[lang].items():
        rows = [_row(field, lang) for field in record.fields if field.state == state]
        if rows and (everything or state != "single"):
            yield Section(title, table([words["field"], words["value"], words["others"]], rows))


def _row(field: MergedFieldRecord, lang: Language) -> tuple[str | tuple[str, ...], ...]:
    period = _WORDS[lang]["period"].format(period=field.period) if field.period else ""
    used, others = (_entries(field, lang, used=used) for used in (True, False))
    return f"{_say(field.label, lang)}{period}", lines(*used), lines(*others)


def _entries(field: MergedFieldRecord, lang: Language, *, used: bool) -> list[str]:
    """What is said, each once, with everyone who says it."""
    words, said = _WORDS[lang], dict[str, list[str]]()
    for entry in field.entries:
        if entry.used == used:
            said.setdefault(_entry(entry, lang), []).append(entry.source or "")
    return [
        text + (words["from"].format(source=words["list"].join(sources)) if any(sources) else "")
        for text, sources in said.items()
    ]


def _entry(entry: MergedEntryRecord, lang: Language) -> str:
    reason = _REASONS[lang].get(entry.absence, entry.absence) if entry.absence else ""
    if entry.records is not None:
        return _WORDS[lang]["records"].format(n=entry.records)
    return " ".join(text for text in (reason, f"“{entry.raw}”" if reason and entry.raw else entry.raw) if text)


def _say(phrase: Phrase, lang: Language) -> str:
    return phrase.zh if lang == "zh" else phrase.en
