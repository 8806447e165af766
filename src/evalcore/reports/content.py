"""What a report on one place holds: its heading, facts and tables, as text. How it looks is each format's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from evalcore import results
from evalcore.errors import Language
from evalcore.explain import VERDICTS
from evalcore.explain import WORDS as SAID
from evalcore.figures import shown
from evalcore.reports.words import ELIGIBLE, FIRED, GAP_KINDS, MARKS, OWED, SEVERITIES, WORDS

Cell = str | tuple[str, ...]  # several lines where it is a tuple
LINES = 3  # assumed: lines of one cell before the rest is only counted
_PLACE = re.compile(r"(?P<source>.+?):(?P<numbers>[0-9]+:[0-9]+)")


class Table(NamedTuple):
    """Cells in rows; `right` holds the columns of figures, which are set flush right."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[int] = frozenset()


class Section(NamedTuple):
    """A heading, a table, and sentences under it."""

    title: str
    table: Table | None = None
    notes: tuple[str, ...] = ()


class Report(NamedTuple):
    """Everything that is printed about one place."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    closing: str


def report(record: results.ScorecardRecord, lang: Language, *, reasons: bool) -> Report:
    """The content of a report. With `reasons`, why each assumed threshold was chosen; else only which they are."""
    writer = _Writer(record, lang)
    sections = [
        writer.eligibility(),
        writer.criteria(),
        writer.indicators(),
        writer.gaps(),
        writer.awaiting(),
        writer.vetoes(),
        writer.findings(),
        writer.assumed(reasons=reasons),
        writer.confirmation(),
    ]
    found = tuple(section for section in sections if section is not None)
    return Report(writer.title(), tuple(writer.facts()), found, writer.words["computed"])


def verdict_text(verdict: str | None, lang: Language) -> str:
    """A verdict with its mark; empty where there is none."""
    return f"{MARKS[verdict]} {VERDICTS[lang][verdict]}" if verdict else ""


def points_text(points: results.PointsRecord | None, of: str = " / ") -> str:
    """Points at the worst and the best, and what was possible; empty where there are none."""
    if points is None:
        return ""
    low, high = shown(Fraction(points.low)), "∞" if points.high is None else shown(Fraction(points.high))
    ends = low if points.low == points.high else f"{low}–{high}"
    return ends if points.possible is None else f"{ends}{of}{shown(Fraction(points.possible))}"


def table(headers: Iterable[str], rows: Iterable[tuple[Cell, ...]], right: Iterable[str] = ()) -> Table | None:
    """A table without the columns that nothing stands in; None when it would be empty."""
    kept_rows, names = list(rows), list(headers)
    kept = [index for index in range(len(names)) if any(row[index] for row in kept_rows)]
    if not kept:
        return None
    figures = frozenset(place for place, index in enumerate(kept) if names[index] in set(right))
    cells = tuple(tuple(row[index] for index in kept) for row in kept_rows)
    return Table(tuple(names[index] for index in kept), cells, figures)


class _Writer:
    """Writes the parts of one record in one language."""

    def __init__(self, record: results.ScorecardRecord, lang: Language) -> None:
        self.record, self.lang, self.words = record, lang, WORDS[lang]
        self.evaluated = record.verdict != "not_evaluated"

    def say(self, phrase: results.Phrase | None) -> str:
        """A phrase in the reader's language."""
        return "" if phrase is None else phrase.zh if self.lang == "zh" else phrase.en

    def labelled(self, label: str, text: str) -> str:
        return f"{self.words[label]}{self.words['colon']}{text}" if text else ""

    def section(self, name: str, content: Table | None, notes: Iterable[str] = ()) -> Section | None:
        """A section, unless there is nothing in it."""
        kept = tuple(note for note in notes if note)
        return Section(self.words[name], content, kept) if content or kept else None

    # -- above the tables ------------------------------------------------------------------------------------------

    def title(self) -> str:
        standard, trial = self.record.standard, self.words["trial"] if self.record.trial else ""
        return self.words["title"].format(trial=trial, title=self.say(standard.title), edition=standard.edition)

    def facts(self) -> Iterator[tuple[str, str]]:
        """The result in a few lines."""
        record, words = self.record, self.words
        if record.subject:
            yield words["subject"], record.subject
        if record.years:
            yield words["years"], words["list"].join(map(str, record.years))
        yield words["verdict"], verdict_text(record.verdict, self.lang)
        if record.score is not None:
            open_points = record.score.low != record.score.high
            yield words["score"], points_text(record.score, words["of"]) + (words["provisional"] * open_points)
        if record.level is not None:
            yield words["level"], self.say(record.level.title)
        if record.levels_open:
            yield words["levels_open"], words["list"].join(self.say(level.title) for level in record.levels_open)
        if self.evaluated:
            verdicts = [row.verdict for row in record.indicators]
            counts = {name: verdicts.count(name) for name in ("met", "unmet", "unknown")}
            yield words["counts"], SAID[self.lang]["counts"].format(**counts, na=verdicts.count("not_applicable"))
        if record.trial:
            yield words["trial"].strip("【】[] "), words["trial_means"].format(n=len(record.rests_on_assumed))

    # -- what the standard asks ------------------------------------------------------------------------------------

    def eligibility(self) -> Section | None:
        rows = [
            (part.id, self.say(part.title), ELIGIBLE[self.lang][part.truth], self.checked(part.checks))
            for part in self.record.eligibility
        ]
        return self.section("eligibility", table(self.columns("id name state found"), rows))

    def criteria(self) -> Section | None:
        counts = ("met", "unmet", "unknown", "not_applicable")
        rows = [
            (
                part.id, self.say(part.title), verdict_text(part.verdict, self.lang), points_text(part.points),
                *(str(getattr(part, name)) for name in counts),
            )
            for part in self.record.criteria
        ]  # fmt: skip
        headers = self.columns("id name verdict points met unmet unknown not_applicable")
        return self.section("criteria", table(headers, rows, headers[3:])) if self.evaluated else None

    def indicators(self) -> Section | None:
        rows = [
            (
                row.id, self.say(row.title), verdict_text(row.verdict, self.lang), points_text(row.points),
                self.found(row),
            )
            for row in self.record.indicators
        ]  # fmt: skip
        headers = self.columns("id name verdict points found")
        return self.section("indicators", table(headers, rows, headers[3:4])) if self.evaluated else None

    def found(self, row: results.IndicatorRecord) -> Cell:
        """What an indicator's verdict rests on, in short."""
        if row.excused is not None:
            return self.labelled("excused", f"{row.excused.reason}（{row.excused.by}）")
        if row.verdict == "not_applicable":
            against = [check for check in row.applies if check.truth != check.wanted]
            return self.listed(f"{self.say(c.required)}{self.words['colon']}{self.say(c.actual)}" for c in against)
        if row.verdict == "unknown":
            return self.lacking(lack.text for check in (*row.applies, *row.checks) for lack in check.lacks)
        met = row.verdict == "met"
        telling = [check for check in row.checks if check.truth != "absent" and (check.truth == check.wanted) == met]
        return self.checked(telling or row.checks)

    def checked(self, checks: Iterable[results.CheckRecord]) -> Cell:
        """What checks found, and what is short."""
        return self.listed(self.check(check) for check in checks)

    def check(self, check: results.CheckRecord) -> str:
        actual = self.say(check.actual)
        if not actual:
            return self.words["and"].join(dict.fromkeys(self.say(lack.text) for lack in check.lacks))
        period = f"{self.period(check.period)}{self.words['colon']}" if check.period else ""
        short = f"{self.words['comma']}{self.words['short']} {self.say(check.short_text)}" if check.short_text else ""
        return f"{period}{actual}{short}"

    def period(self, period: str) -> str:
        return self.words["period"].format(period=period) if len(period) == 4 else period

    def lacking(self, lacks: Iterable[results.Phrase]) -> Cell:
        return self.listed(self.say(lack) for lack in lacks)

    def listed(self, texts: Iterable[str]) -> Cell:
        """Different texts, one a line; beyond a few they are counted."""
        lines = [text for text in dict.fromkeys(texts) if text]
        if len(lines) <= LINES + 1:
            return tuple(lines)
        return (*lines[:LINES], self.words["more"].format(n=len(lines) - LINES))

    # -- what is open ----------------------------------------------------------------------------------------------

    def gaps(self) -> Section | None:
        if not self.evaluated:
            return None
        rows = [self.gap(number, gap) for number, gap in enumerate(self.record.gaps, 1)]
        headers = self.columns("no indicator kind lost pending required found remedy")
        notes = () if rows else (self.words["no_gaps"],)
        return self.section("gaps", table(headers, rows, (headers[0], *headers[3:5])), notes)

    def gap(self, number: int, gap: results.GapRecord) -> tuple[Cell, ...]:
        named = f"{gap.indicator} {self.say(gap.title)}"
        clause = f"{self.words['clause']} {gap.clause}" if gap.clause else ""
        remedies = (self.say(gap.remedy), self.labelled("responsible", gap.responsible or ""))
        lost, pending = (shown(Fraction(text)) if text else "" for text in (gap.points_lost, gap.points_pending))
        actual = self.say(gap.actual)
        if gap.kind == "unmet":
            found = _lines(actual, self.labelled("short", self.say(gap.short_text)))
        else:
            found = _lines(*self.lacking(gap.lacks), self.labelled("known", actual))
        return (
            str(number), _lines(named, clause), GAP_KINDS[self.lang][gap.kind], lost, pending, self.say(gap.required),
            found, _lines(*remedies),
        )  # fmt: skip

    def awaiting(self) -> Section | None:
        rows = [
            (f"{item.indicator} {self.say(item.title)}", OWED[self.lang][item.owner], self.lacking(item.lacks))
            for item in self.record.awaiting
        ]
        return self.section("awaiting", table(self.columns("indicator kind lacks"), rows))

    def vetoes(self) -> Section | None:
        rows = [(veto.indicator, self.say(veto.title), FIRED[self.lang][veto.fired]) for veto in self.record.vetoes]
        return self.section("vetoes", table(self.columns("id name state"), rows))

    def findings(self) -> Section | None:
        """The gravest first; places by line and column where they are all in one file."""
        order = list(SEVERITIES[self.lang])
        found = sorted(self.record.evidence_findings, key=lambda finding: order.index(finding.severity))
        sources = {
            match["source"] if (match := _PLACE.fullmatch(place)) else None
            for finding in found
            for place in finding.places
        }
        source = sources.pop() if len(sources) == 1 else None
        rows = [
            (
                SEVERITIES[self.lang][finding.severity],
                self.say(finding.text),
                self.words["list"].join(finding.indicators),
                self.words["list"].join(place.removeprefix(f"{source}:") for place in finding.places),
            )
            for finding in found
        ]
        notes = [
            self.words["places_in"].format(source=source) if source else "",
            self.words["not_judged"].format(ids=self.words["list"].join(self.record.relations_not_judged))
            if self.record.relations_not_judged
            else "",
        ]
        return self.section("findings", table(self.columns("severity content touched place"), rows), notes)

    # -- what the result rests on ----------------------------------------------------------------------------------

    def assumed(self, *, reasons: bool) -> Section | None:
        parts = self.record.rests_on_assumed
        if reasons:
            rows = [(part.indicator, self.say(part.title), part.reason) for part in parts]
            return self.section("assumed", table(self.columns("id name reason"), rows))
        ids = self.words["list"].join(part.indicator for part in parts)
        return self.section("assumed", None, [self.words["assumed_ids"].format(n=len(parts), ids=ids) if parts else ""])

    def confirmation(self) -> Section | None:
        confirmed, words = self.record.confirmed_by, self.words
        decided = words["decided"].format(engine=confirmed.decided_by)
        if confirmed.arithmetic is None:
            return self.section("confirmed", None, [decided, words["unconfirmed"]])
        arithmetic = words["arithmetic"].format(engine=confirmed.arithmetic)
        numbers = [words["alone"]] if confirmed.decided_by == confirmed.arithmetic else [decided, arithmetic]
        missing = confirmed.logic in (None, "trace")
        logic = words["logic_missing"] if missing else words["logic"].format(engine=confirmed.logic)
        return self.section("confirmed", None, [*numbers, logic])

    def columns(self, names: str) -> list[str]:
        return [self.words[name] for name in names.split()]


def _lines(*texts: str) -> Cell:
    return tuple(text for text in texts if text)
