"""An audit for a reader: what to settle first."""

from __future__ import annotations

from fractions import Fraction

from evalcore.audit import Kind
from evalcore.audit_results import AuditItemRecord, AuditRecord
from evalcore.errors import Language
from evalcore.figures import shown
from evalcore.reports.content import Report, Section, in_one_file, lines, points_text, table, verdict_text
from evalcore.reports.words import OWNERS
from evalcore.results import Phrase

KINDS: dict[Language, dict[Kind, str]] = {
    "zh": {
        "missing": "缺失", "unreadable": "无法使用", "invalid": "无效", "contradictory": "矛盾", "out_of_window": "不在期内",
        "approximate": "约数", "claim": "自称不适用", "awaited": "尚待给出", "doubtful": "存疑", "note": "提示",
    },
    "en": {
        "missing": "missing", "unreadable": "unusable", "invalid": "invalid", "contradictory": "contradictory",
        "out_of_window": "out of window", "approximate": "approximate", "claim": "claimed n/a", "awaited": "awaited",
        "doubtful": "doubtful", "note": "note",
    },
}  # fmt: skip
_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "{title}：材料审核", "subject": "申报单位", "verdict": "目前结论", "score": "目前得分", "counts": "问题",
        "open": "可能改变结果的", "settled": "不影响结论的", "none": "没有发现问题。", "no": "序号", "kind": "问题",
        "content": "情况", "whole": "整体", "points": "至多影响分", "parts": "涉及", "owner": "由谁处理", "place": "位置",
        "yes": "可改变", "unlimited": "不限", "list": "、", "places_in": "位置指文件 {source}", "veto": "（否决项）",
        "more": "…… 另有 {n} 处", "of": "（满分 {possible}）",
        "closing": "按能改变多少排列：先是可改变整体结论的，其中先否决项，再按分数和涉及的指标数。",
    },
    "en": {
        "title": "{title}: audit of the evidence", "subject": "subject", "verdict": "verdict now", "score": "score now",
        "counts": "items", "open": "What can change the result", "settled": "What does not affect the result",
        "none": "Nothing was found.", "no": "no.", "kind": "kind", "content": "what", "whole": "whole",
        "points": "points at most", "parts": "touches", "owner": "to act", "place": "place", "yes": "can change",
        "unlimited": "no limit", "list": ", ", "places_in": "Places are in {source}", "veto": " (veto)",
        "more": "… and {n} more", "of": " of {possible}",
        "closing": "Sorted by how much it can change: first what can change the whole, vetoes before others, then by points "
        "and by the number of indicators.",
    },
}  # fmt: skip
_LISTED = 6  # assumed: ids in a cell before the rest is only counted


def report(record: AuditRecord, lang: Language, *, everything: bool = True) -> Report:
    """The items that can change the result, and with `everything` those that cannot."""
    words = _WORDS[lang]
    facts = [
        (words["subject"], record.subject or ""),
        (words["verdict"], verdict_text(record.verdict, lang)),
        (words["score"], points_text(record.score)),
        (words["counts"], _counts(record, lang)),
    ]
    opened = [item for item in record.items if item.parts]
    settled = [item for item in record.items if not item.parts]
    source, places = in_one_file([item.places for item in (*opened, *settled)])
    sections = []
    for title, items, where in (
        (words["open"], opened, places[: len(opened)]),
        (words["settled"], settled if everything else [], places[len(opened) :]),
    ):
        rows = [
            _row(number, item, spots, lang) for number, (item, spots) in enumerate(zip(items, where, strict=False), 1)
        ]
        if rows:
            headers = [words[name] for name in ("no", "kind", "content", "whole", "points", "parts", "owner", "place")]
            note = (words["places_in"].format(source=source),) if source and any(where) else ()
            sections.append(Section(title, table(headers, rows, (headers[0], headers[4])), note))
    closing = words["closing"] if record.items else words["none"]
    heading = words["title"].format(title=_say(record.title, lang))
    return Report(heading, tuple((label, text) for label, text in facts if text), tuple(sections), closing)


def _counts(record: AuditRecord, lang: Language) -> str:
    kinds = [item.kind for item in record.items]
    return _WORDS[lang]["list"].join(
        f"{KINDS[lang][kind]} {kinds.count(kind)}" for kind in KINDS[lang] if kind in kinds
    )


def _row(number: int, item: AuditItemRecord, places: list[str], lang: Language) -> tuple[str | tuple[str, ...], ...]:
    words = _WORDS[lang]
    points = (
        words["unlimited"] if item.unlimited else shown(Fraction(item.points)) if item.points not in (None, "0") else ""
    )
    parts = words["list"].join(item.parts[:_LISTED]) + (words["veto"] if item.veto else "")
    more = words["more"].format(n=len(item.parts) - _LISTED) if len(item.parts) > _LISTED else ""
    return (
        str(number), KINDS[lang][item.kind], lines(*(_say(text, lang) for text in item.texts)),
        words["yes"] if item.whole else "", points, lines(parts, more), OWNERS[lang][item.owner],
        lines(*places[:_LISTED]),
    )  # fmt: skip


def _say(phrase: Phrase, lang: Language) -> str:
    return phrase.zh if lang == "zh" else phrase.en
