"""A scorecard as a Markdown document, with every reason in full."""

from __future__ import annotations

import re

from evalcore.errors import Language
from evalcore.reports.content import Cell, Report, Section, Table
from evalcore.reports.layout import printable
from evalcore.reports.sections import report
from evalcore.results import ScorecardRecord

_MARKUP = re.compile(r"[\\`*_<\[|~&]")


def render(record: ScorecardRecord, lang: Language = "zh") -> str:
    """The whole report."""
    return laid_out(report(record, lang, reasons=True), lang)


def laid_out(content: Report, lang: Language) -> str:
    """Any report."""
    colon = "：" if lang == "zh" else ": "
    facts = "\n".join(f"- **{label}**{colon}{escaped(text)}" for label, text in content.facts)
    parts = [f"# {escaped(content.title)}", facts, *map(_section, content.sections), escaped(content.closing)]
    return "\n\n".join(parts)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\g<0>", printable(text))


def _section(section: Section) -> str:
    parts = [f"## {section.title}"]
    if section.table is not None:
        parts.append(_table(section.table))
    return "\n\n".join([*parts, *map(escaped, section.notes)])


def _table(table: Table) -> str:
    rules = ["---:" if index in table.right else "---" for index in range(len(table.headers))]
    rows = [table.headers, rules, *([_cell(cell) for cell in row] for row in table.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: Cell) -> str:
    return escaped(cell) if isinstance(cell, str) else "<br>".join(map(escaped, cell))
