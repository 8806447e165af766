"""What is said about one place: its scorecard's JSON model as a report, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from evalcore import results
from evalcore.errors import Language
from evalcore.explain import WORDS as SAID
from evalcore.figures import shown
from evalcore.reports.content import Cell, Report, Section, Table, in_one_file, lines, points_text, table, verdict_text
from evalcore.reports.words import (
    ELIGIBLE,
    FIRED,
    GAP_KINDS,
    LOSSES,
    OWED,
    RULE_STATES,
    SEVERITIES,
    WORDS,
)

LINES = 3  # assumed: lines of one cell before the rest is only counted
_LINES = re.compile(r"[0-9]+:[0-9]+")


def report(record: results.ScorecardRecord, lang: Language, *, reasons: bool) -> Report:
    """The content of a report. With `reasons`, why each assumed threshold was chosen; else only which they are."""
    writer = _Writer(record, lang)
    result = [
        writer.criteria(),
        writer.indicators(),
        writer.adjustments(),
        writer.losses(),
        writer.gaps(),
        writer.awaiting(),
        writer.vetoes(),
        writer.rules(),
    ]
    grounds = [writer.findings(), writer.assumed(reasons=reasons), writer.confirmation()]
    sections = [writer.eligibility(), *(result if writer.evaluated else ()), *grounds]
    found = tuple(section for section in sections if section is not None)
    return Report(writer.title(), tuple(writer.facts()), found, writer.words["computed"])


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
        if record.closed is not None:
            closed = words["closed_by"].format(**record.closed.model_dump(include={"date", "by", "reason"}))
            ids = words["list"].join(record.closed.indicators)
            yield words["closed"], closed + (words["closed_on"].format(ids=ids) if ids else "")
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
                part.id, self.say(part.title), verdict_text(part.verdict, self.lang), self.weight(part.weight),
                points_text(part.points), *(str(getattr(part, name)) for name in counts),
            )
            for part in self.record.criteria
        ]  # fmt: skip
        headers = self.columns("id name verdict weight points met unmet unknown not_applicable")
        return self.section("criteria", table(headers, rows, headers[3:]))

    def indicators(self) -> Section | None:
        rows = [
            (
                row.id, self.say(row.title), verdict_text(row.verdict, self.lang), self.weight(row.weight),
                points_text(row.points), self.found(row),
            )
            for row in self.record.indicators
        ]  # fmt: skip
        headers = self.columns("id name verdict weight points found")
        return self.section("indicators", table(headers, rows, headers[3:5]))

    def weight(self, weight: str | None) -> str:
        """How often the points count; nothing where they count once."""
        return "" if weight in (None, "1") else shown(Fraction(weight))

    def found(self, row: results.IndicatorRecord) -> Cell:
        """What an indicator's verdict rests on, in short."""
        if row.excused is not None:
            return self.labelled("excused", f"{row.excused.reason}（{row.excused.by}）")
        if row.verdict == "not_applicable":
            against = [check for check in row.applies if check.truth != check.wanted]
            return self.listed(f"{self.say(c.required)}{self.words['colon']}{self.say(c.actual)}" for c in against)
        if row.verdict == "unknown":
            lacks = [lack for check in (*row.applies, *row.checks) for lack in check.lacks]
            lacks += [lack for amount in row.amounts for lack in amount.lacks]
            return self.lacking(lack.text for lack in lacks)
        met = row.verdict == "met"
        telling = [check for check in row.checks if check.truth != "absent" and (check.truth == check.wanted) == met]
        return self.listed([*map(self.check, telling or row.checks), *map(self.amount, row.amounts)])

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

    def amount(self, amount: results.AmountRecord) -> str:
        """A number that a points rule read."""
        if amount.value is None:
            return self.words["and"].join(dict.fromkeys(self.say(lack.text) for lack in amount.lacks))
        period = f"{self.period(amount.period)}{self.words['colon']}" if amount.period else ""
        return f"{period}{self.say(amount.text)}{self.words['colon']}{self.say(amount.value)}"

    def period(self, period: str) -> str:
        return self.words["period"].format(period=period) if len(period) == 4 else period

    def lacking(self, lacks: Iterable[results.Phrase]) -> Cell:
        return self.listed(self.say(lack) for lack in lacks)

    def listed(self, texts: Iterable[str]) -> Cell:
        """Different texts, one a line; beyond a few they are counted."""
        found = [text for text in dict.fromkeys(texts) if text]
        if len(found) <= LINES + 1:
            return tuple(found)
        return (*found[:LINES], self.words["more"].format(n=len(found) - LINES))

    # -- what stands above the indicators --------------------------------------------------------------------------

    def adjustments(self) -> Section | None:
        """The lists, and what stands in each of them."""
        rows = [
            (item.id if item.parent else "", self.say(item.title), points_text(item.points))
            for item in self.record.adjustments
        ]
        headers = self.columns("id name points")
        return self.section("adjustments", table(headers, rows, headers[2:]))

    def losses(self) -> Section | None:
        """Where a sum was changed, so that the printed figures add up."""
        lists = {item.id: self.say(item.title) for item in self.record.adjustments if item.parent is None}
        rows = [
            (lists.get(loss.about, loss.about) or self.words["total"], LOSSES[self.lang][loss.reason],
             points_text(loss.asked), points_text(loss.effective), shown(Fraction(loss.change)) if loss.change else "")
            for loss in self.record.losses
        ]  # fmt: skip
        headers = self.columns("id reason_of asked effective change")
        return self.section("losses", table(headers, rows, headers[2:]))

    def rules(self) -> Section | None:
        rows = [
            (rule.id, self.say(rule.title), RULE_STATES[self.lang][rule.fired], self.effect(rule))
            for rule in self.record.rules
        ]
        return self.section("rules", table(self.columns("id name state effect"), rows))

    def effect(self, rule: results.RuleRecord) -> str:
        """What a rule does when it holds."""
        said = (
            ("concludes", rule.concludes),
            ("caps", rule.caps and self.say(rule.caps.title)),
            ("recommends", self.say(rule.recommends)),
        )
        told = [self.labelled(label, text) for label, text in said if text]
        return self.words["comma"].join([*told, self.words["refuses"]] if rule.refuses else told)

    # -- what is open ----------------------------------------------------------------------------------------------

    def gaps(self) -> Section | None:
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
            found = lines(actual, self.labelled("short", self.say(gap.short_text)))
        else:
            found = lines(*self.lacking(gap.lacks), self.labelled("known", actual))
        return (
            str(number), lines(named, clause), GAP_KINDS[self.lang][gap.kind], lost, pending, self.say(gap.required),
            found, lines(*remedies),
        )  # fmt: skip

    def awaiting(self) -> Section | None:
        rows = [
            (f"{item.indicator} {self.say(item.title)}", OWED[self.lang][item.owner], self.lacking(item.lacks))
            for item in self.record.awaiting
        ]
        return self.section("awaiting", table(self.columns("indicator kind lacks"), rows))

    def vetoes(self) -> Section | None:
        rows = [
            (veto.indicator, self.say(veto.title), FIRED[self.lang][veto.fired], points_text(veto.deducts))
            for veto in self.record.vetoes
        ]
        headers = self.columns("id name state deducted")
        return self.section("vetoes", table(headers, rows, headers[3:]))

    def findings(self) -> Section | None:
        """The gravest first; places by line and column where they are all in one file."""
        order = list(SEVERITIES[self.lang])
        found = sorted(self.record.evidence_findings, key=lambda finding: order.index(finding.severity))
        source, places = in_one_file([finding.places for finding in found])
        rows = [
            (
                SEVERITIES[self.lang][finding.severity],
                self.say(finding.text) + (self.words["harmless"] if finding.harmless else ""),
                self.words["list"].join(finding.indicators),
                self.words["list"].join(where),
            )
            for finding, where in zip(found, places, strict=True)
        ]
        notes = [
            self.words["places_in" if _LINES.fullmatch(places[0][0]) else "cells_in"].format(source=source)
            if source
            else "",
            self.words["not_judged"].format(ids=self.words["list"].join(self.record.relations_not_judged))
            if self.record.relations_not_judged
            else "",
        ]
        return self.section("findings", table(self.columns("severity content touched place"), rows), notes)

    # -- what the result rests on ----------------------------------------------------------------------------------

    def assumed(self, *, reasons: bool) -> Section | None:
        parts = self.record.rests_on_assumed
        if reasons:
            rows = [(part.id, self.say(part.title), part.reason) for part in parts]
            return self.section("assumed", table(self.columns("id name reason"), rows))
        ids = self.words["list"].join(part.id for part in parts)
        return self.section("assumed", None, [self.words["assumed_ids"].format(n=len(parts), ids=ids) if parts else ""])

    def confirmation(self) -> Section | None:
        confirmed, words = self.record.confirmed_by, self.words
        decided = words["decided"].format(engine=confirmed.decided_by)
        if confirmed.asked is False:
            return self.section("confirmed", None, [decided, words["unconfirmed"]])
        arithmetic = words["arithmetic"].format(engine=confirmed.arithmetic)
        numbers = [words["alone"]] if confirmed.arithmetic is None else [decided, arithmetic]
        missing = confirmed.logic in (None, "trace")
        logic = words["logic_missing"] if missing else words["logic"].format(engine=confirmed.logic)
        return self.section("confirmed", None, [*numbers, logic])

    def columns(self, names: str) -> list[str]:
        return [self.words[name] for name in names.split()]
