"""How the cases of a standard turned out, as text."""

from __future__ import annotations

from collections.abc import Iterator

from evalcore.cases import CaseResults, Shown
from evalcore.errors import Language
from evalcore.reports.layout import grid, paragraph

WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "head": "{standard}：{cases} 个示例，{passed} 个通过，{failed} 个不通过。",
        "failed": "不通过的示例", "case": "示例", "place": "位置", "what": "核对项", "expected": "应得",
        "found": "实得", "unreached": "没有示例得出的结论（不算不通过）", "verdict": "结论", "count": "指标数",
        "indicators": "指标", "covered": "每项指标可能的结论都有示例得出。", "list": "、",
    },
    "en": {
        "head": "{standard}: cases: {cases}, passed: {passed}, failed: {failed}.",
        "failed": "Cases that fail", "case": "case", "place": "place", "what": "what", "expected": "expected",
        "found": "found", "unreached": "Verdicts that no case reaches (no failure)", "verdict": "verdict",
        "count": "count", "indicators": "indicators",
        "covered": "Every verdict that an indicator can have is reached by some case.", "list": ", ",
    },
}  # fmt: skip
VERDICTS = ("met", "unmet", "unknown", "not_applicable")
NOTHING = "—"


def report(results: CaseResults, lang: Language = "zh", *, width: int = 100) -> str:
    """Which cases fail and how, and which verdicts of indicators no case reaches, in `width` columns."""
    words, passed = WORDS[lang], sum(case.passed for case in results.cases)
    cases, failed = len(results.cases), len(results.cases) - passed
    head = words["head"].format(standard=results.standard, cases=cases, passed=passed, failed=failed)
    parts = [paragraph(head, width)]
    if failed:
        headers = [words[key] for key in ("case", "place", "what", "expected", "found")]
        parts.append(f"{words['failed']}\n{grid(headers, _failures(results, lang), width)}")
    if results.unreached:
        headers = [words[key] for key in ("verdict", "count", "indicators")]
        parts.append(f"{words['unreached']}\n{grid(headers, _unreached(results, lang), width, right=[1])}")
    else:
        parts.append(words["covered"])
    return "\n\n".join(parts)


def _failures(results: CaseResults, lang: Language) -> Iterator[tuple[str, ...]]:
    """A row for every difference; the title of a case only in its first."""
    for case in results.cases:
        for index, each in enumerate(case.differences):
            values = (_text(each.expected, lang), _text(each.found, lang))
            yield ("" if index else case.title, str(each.place), " ".join(each.what), *values)


def _unreached(results: CaseResults, lang: Language) -> Iterator[tuple[str, ...]]:
    """A row for every verdict: the indicators that never have it."""
    for verdict in VERDICTS:
        ids = tuple(id_ for id_, verdicts in results.unreached.items() if verdict in verdicts)
        if ids:
            yield verdict, str(len(ids)), _text(ids, lang)


def _text(value: Shown, lang: Language) -> str:
    """Ids and codes stay as the cases file writes them."""
    if isinstance(value, tuple):
        value = WORDS[lang]["list"].join(value)
    return value or NOTHING
