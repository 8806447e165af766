"""A scorecard on a terminal."""

from __future__ import annotations

import re

import click

from evalcore.errors import Language
from evalcore.reports.content import Report, Section
from evalcore.reports.layout import grid, paragraph, width_of
from evalcore.reports.sections import report
from evalcore.results import ScorecardRecord

WIDTH = 100  # columns, where nobody knows how wide the screen is
_COLOURS = {"✓": "green", "✗": "red", "?": "yellow"}


def render(
    record: ScorecardRecord, lang: Language = "zh", *, width: int = WIDTH, verbose: bool = False, colour: bool = False
) -> str:
    """The whole report in `width` columns; with `verbose`, why each assumed threshold was chosen."""
    return laid_out(report(record, lang, reasons=verbose), lang, width=width, colour=colour)


def laid_out(content: Report, lang: Language, *, width: int = WIDTH, colour: bool = False) -> str:
    """Any report in `width` columns."""
    sections = [_section(section, width) for section in content.sections]
    text = "\n\n".join([_heading(content, lang, width), *sections, paragraph(content.closing, width)])
    return coloured(text) if colour else text


def headline(record: ScorecardRecord, lang: Language = "zh", *, width: int = WIDTH) -> str:
    """Only the title and the facts."""
    return _heading(report(record, lang, reasons=False), lang, width)


def _heading(content: Report, lang: Language, width: int) -> str:
    colon = "：" if lang == "zh" else ": "
    lines = [paragraph(content.title, width)]
    for label, text in content.facts:
        start = f"  {label}{colon}"
        lines.append(paragraph(text, width, start, " " * width_of(start)))
    return "\n".join(lines)


def _section(section: Section, width: int) -> str:
    parts = [section.title]
    if section.table is not None:
        parts.append(grid(section.table.headers, section.table.rows, width, section.table.right))
    parts.extend(paragraph(note, width, "  ") for note in section.notes)
    return "\n".join(parts)


def coloured(text: str) -> str:
    """The same with verdict marks, and the word after each, in colour."""
    return re.sub(r"(?<= )([✓✗?]) \w+", lambda found: click.style(found[0], fg=_COLOURS[found[1]]), text)
