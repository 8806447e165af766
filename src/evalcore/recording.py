"""Scorecard → its JSON model: every figure as exact text, every phrase in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, cast

from evalcore import results
from evalcore.checks import Amount, Check
from evalcore.conditions.expressions import Name
from evalcore.engines.amounts import BOTTOMLESS
from evalcore.errors import Language
from evalcore.evidence import Claim, Key
from evalcore.figures import exact_text
from evalcore.findings import Finding, finding_text
from evalcore.gaps import Awaiting, Gap
from evalcore.lacks import Lack
from evalcore.meaning.points import Loss
from evalcore.phrases import Phrases
from evalcore.results import Phrase
from evalcore.scorecard import Score, Scorecard
from evalcore.sheetrules import Adjustment, DecidingRule
from evalcore.standard import Criterion, Indicator, Level, Standard, title_in
from evalcore.trees import fields_of
from evalcore.truth import TRUTH_NAMES

LISTS = {"bonus": Phrase(zh="加分", en="bonus"), "penalties": Phrase(zh="扣分", en="penalties")}
LANGUAGES: tuple[Language, Language] = ("zh", "en")


def record(card: Scorecard) -> results.ScorecardRecord:
    """The JSON model of a scorecard."""
    return _Recorder(card).record()


def titled(part: object, attribute: str = "title") -> Phrase:
    """The title (or label, remedy) of a part in both languages."""
    return Phrase(zh=title_in(part, "zh", attribute), en=title_in(part, "en", attribute))


def standard_record(standard: Standard) -> results.StandardRecord:
    """Which standard it is."""
    return results.StandardRecord(
        id=standard.id,
        edition=standard.edition,
        kind=standard.kind,
        title=titled(standard),
        subject=standard.subject,
        digest=standard.digest,
    )


class _Recorder:
    """Writes one scorecard; keeps the phrase makers of both languages."""

    def __init__(self, card: Scorecard) -> None:
        self.card, self.plan, self.standard = card, card.plan, card.plan.standard
        self.phrases = {lang: Phrases(card.plan, card.checks, lang) for lang in LANGUAGES}

    def both(self, make: Callable[[Phrases], str]) -> Phrase:
        return Phrase(zh=make(self.phrases["zh"]), en=make(self.phrases["en"]))

    def either(self, make: Callable[[Phrases], str | None]) -> Phrase | None:
        texts = {lang: make(self.phrases[lang]) for lang in LANGUAGES}
        return None if None in texts.values() else Phrase(zh=texts["zh"] or "", en=texts["en"] or "")

    def record(self) -> results.ScorecardRecord:
        card, standard = self.card, self.standard
        return results.ScorecardRecord(
            standard=standard_record(standard),
            subject=card.inputs.readings.evidence.subject,
            years=list(self.plan.years),
            verdict=cast(results.OutcomeName, card.verdict),
            trial=bool(card.rests_on_assumed),
            level=self._level(card.level) if card.level else None,
            levels_open=[self._level(level) for level in card.levels_open],
            score=self._points(card.score),
            eligibility=list(self._eligibility()),
            criteria=[self._criterion(part, parent) for part, parent in _headings(standard.criteria, None)],
            indicators=[self._indicator(leaf, parent) for leaf, parent in _leaves(standard)],
            gaps=[self._gap(gap) for gap in card.gaps],
            awaiting=[self._awaiting(item) for item in card.awaiting],
            vetoes=[
                results.VetoRecord(
                    indicator=leaf.id,
                    title=titled(leaf),
                    fired=_truth(card.fired[leaf.id]),
                    deducts=self._ends(card.deducted[leaf.id]) if leaf.id in card.deducted else None,
                )
                for leaf in standard.leaves()
                if leaf.veto is not None
            ],
            adjustments=list(self._adjustments()),
            losses=[self._loss(*loss) for loss in card.losses],
            rules=[self._rule(rule) for rule in standard.rules],
            conclusions={name: _truth(truth) for name, truth in card.conclusions.items()},
            refused=_truth(card.refused),
            closed=self._closed(),
            evidence=[self._evidence(key) for key in self._keys()],
            evidence_findings=[self._finding(finding) for finding in card.inputs.findings],
            relations_not_judged=list(card.inputs.relations_not_judged),
            rests_on_assumed=[
                results.AssumedRecord(part=each.kind, id=each.id, title=titled(each.part), reason=each.reason)
                for each in card.rests_on_assumed
            ],
            confirmed_by=self._confirmation(),
        )

    # -- the parts of the standard ---------------------------------------------------------------------------------

    def _level(self, level: Level) -> results.LevelRecord:
        return results.LevelRecord(id=level.id, title=titled(level))

    def _points(self, score: Score | None) -> results.PointsRecord | None:
        if score is None:
            return None
        possible = None if score.possible is None else exact_text(score.possible)
        return self._ends(score).model_copy(update={"possible": possible})

    def _eligibility(self) -> Iterable[results.RequirementRecord]:
        for part in self.standard.eligibility:
            yield results.RequirementRecord(
                id=part.id,
                title=titled(part),
                clause=part.clause,
                authority=part.authority,
                truth=_truth(self.card.eligibility[part.id]),
                checks=[self._check(check) for check in self.card.checks.of(part.id)],
            )

    def _criterion(self, part: Criterion, parent: str | None) -> results.CriterionRecord:
        verdicts = [self.card.verdicts[leaf.id] for leaf in part.leaves()]
        return results.CriterionRecord(
            id=part.id,
            title=titled(part),
            parent=parent,
            clause=part.clause,
            verdict=cast(results.VerdictName | None, self.card.verdicts.get(part.id)),
            points=self._points(self.card.points.get(part.id)),
            weight=self._weight(part),
            met=verdicts.count("met"),
            unmet=verdicts.count("unmet"),
            unknown=verdicts.count("unknown"),
            not_applicable=verdicts.count("not_applicable"),
        )

    def _indicator(self, leaf: Indicator, parent: str | None) -> results.IndicatorRecord:
        excuse = self.card.inputs.readings.evidence.excused.get(leaf.id)
        return results.IndicatorRecord(
            id=leaf.id,
            title=titled(leaf),
            criterion=parent,
            clause=leaf.clause,
            authority=leaf.authority,
            assumed=leaf.assumed,
            veto=leaf.veto is not None,
            core=leaf.core,
            verdict=cast(results.VerdictName, self.card.verdicts[leaf.id]),
            excused=results.ExcuseRecord(reason=excuse.reason, by=excuse.by) if excuse else None,
            points=self._points(self.card.points.get(leaf.id)),
            weight=self._weight(leaf),
            rule=self.both(lambda p: p.rule(leaf) or "") if leaf.points else None,
            applies=[self._check(check) for check in self.card.checks.of(leaf.id, "applies")],
            checks=[self._check(check) for check in self.card.checks.of_leaf(leaf)],
            amounts=[self._amount(amount) for amount in self.card.checks.amounts(leaf)],
        )

    def _weight(self, part: Criterion | Indicator) -> str | None:
        return None if self.standard.kind == "conditions" else exact_text(part.weight)

    def _amount(self, amount: Amount) -> results.AmountRecord:
        return results.AmountRecord(
            text=self.both(lambda p: p.wording.text(amount.expr)),
            period=amount.period,
            value=self.either(lambda p: p.amount(amount)),
            lacks=[self._lack(lack) for lack in amount.lacks],
        )

    # -- what stands above the leaf --------------------------------------------------------------------------------

    def _adjustments(self) -> Iterable[results.AdjustmentRecord]:
        for name, title in LISTS.items():
            adjustments = getattr(self.standard, name)
            if adjustments is not None:
                yield self._adjustment(name, title, None)
                yield from self._items(adjustments.items, name)

    def _items(self, items: Iterable[Adjustment], parent: str) -> Iterable[results.AdjustmentRecord]:
        for item in items:
            yield self._adjustment(item.id, titled(item), parent)
            yield from self._items(item.items, item.id)

    def _adjustment(self, key: str, title: Phrase, parent: str | None) -> results.AdjustmentRecord:
        return results.AdjustmentRecord(id=key, title=title, parent=parent, points=self._ends(self.card.points[key]))

    def _loss(self, loss: Loss, asked: Score, effective: Score) -> results.LossRecord:
        single = asked.final and effective.final
        return results.LossRecord(
            about=loss.about,
            reason=cast(Any, loss.reason),
            asked=self._ends(asked),
            effective=self._ends(effective),
            change=exact_text(effective.low - asked.low) if single else None,
        )

    def _ends(self, score: Score) -> results.PointsRecord:
        low = None if score.low <= BOTTOMLESS else exact_text(score.low)
        high = None if score.high is None else exact_text(score.high)
        return results.PointsRecord(low=low, high=high, possible=None)

    def _rule(self, rule: DecidingRule) -> results.RuleRecord:
        then = rule.then
        return results.RuleRecord(
            id=rule.id,
            title=titled(rule) if rule.title else Phrase(zh=rule.id, en=rule.id),
            fired=_truth(self.card.rules[rule.id]),
            concludes=then.conclude,
            refuses=then.refuse,
            caps=next((self._level(level) for level in self.standard.levels if level.id == then.cap), None),
            recommends=titled(then, "recommend") if then.recommend else None,
        )

    def _closed(self) -> results.ClosedRecord | None:
        closed = self.card.inputs.readings.evidence.closed
        if closed is None:
            return None
        return results.ClosedRecord(
            date=closed.date.isoformat(), by=closed.by, reason=closed.reason, indicators=list(self.card.closed_on)
        )

    # -- checks and what is behind them ----------------------------------------------------------------------------

    def _check(self, check: Check) -> results.CheckRecord:
        unit = next((arg.type.unit for arg in check.expr.args if arg.type.unit), None)
        return results.CheckRecord(
            condition=self.both(lambda p: p.wording.text(check.expr)).en,
            period=check.period,
            wanted=_truth(TRUTH_NAMES[check.wanted]),
            truth=_truth(TRUTH_NAMES[check.truth]),
            required=self.both(lambda p: p.required(check)),
            actual=self.either(lambda p: p.actual(check)),
            shortfall=_text(check.shortfall),
            unit=unit,
            short_text=self.either(lambda p: p.shortfall(check)),
            fields=[key.id for key in check.keys],
            lacks=[self._lack(lack) for lack in check.lacks],
        )

    def _lack(self, lack: Lack) -> results.LackRecord:
        return results.LackRecord(
            field=lack.key.id if lack.key else None,
            period=lack.key.period if lack.key else None,
            reason=lack.reason,
            owner=lack.owner,
            text=self.both(lambda p: p.lack(lack)),
        )

    def _keys(self) -> list[Key]:
        """Every field and parameter that was filed or that a check reads, in the standard's order."""
        filed = set(self.card.inputs.readings.evidence.claims)
        parts = (*self.standard.eligibility, *self.standard.leaves())
        read = {key for part in parts for each in ("applies", "met") for check in self.card.checks.of(part.id, each)
                for key in check.keys}  # fmt: skip
        order = {name: index for index, name in enumerate((*self.standard.parameters, *self.standard.evidence))}
        return sorted(filed | read, key=lambda key: (order[key.id], key.period or ""))

    def _evidence(self, key: Key) -> results.EvidenceRecord:
        readings = self.card.inputs.readings
        reading = readings[key]
        quantity = self.phrases["zh"].wording.quantities[Name(key.role, key.id)]
        return results.EvidenceRecord(
            field=key.id,
            role=key.role,
            period=key.period,
            label=titled(quantity, "label"),
            value=self.either(lambda p: p.value(quantity, reading)),
            absence=reading.absence,
            owner=reading.owner,
            sources=[self._source(claim, used=claim in reading.taken) for claim in reading.claims],
        )

    def _source(self, claim: Claim, *, used: bool) -> results.SourceRecord:
        return results.SourceRecord(
            used=used,
            raw=claim.value.raw,
            absence=claim.value.absence,
            place=str(self.card.inputs.readings.evidence.locate(claim.path)),
            **claim.origin._asdict(),
        )

    # -- lists -----------------------------------------------------------------------------------------------------

    def _gap(self, gap: Gap) -> results.GapRecord:
        leaf = gap.indicator
        read: list[Check | Amount] = [*gap.checks, *gap.amounts]
        lacks = [lack for each in read for lack in each.lacks if lack.owner == "place"]
        shortfalls = [check.shortfall for check in gap.checks if check.shortfall is not None]
        return results.GapRecord(
            indicator=leaf.id,
            title=titled(leaf),
            kind=gap.kind,
            required=self.both(lambda p: self._required(p, gap)),
            actual=self.either(lambda p: _joined(p, (*map(p.actual, gap.checks), *map(p.measured, gap.amounts)))),
            shortfall=_text(shortfalls[0]) if len(shortfalls) == 1 else None,
            short_text=self.either(lambda p: _joined(p, (p.shortfall(check) for check in gap.checks))),
            lacks=[self.both(lambda p, lack=lack: p.lack(lack)) for lack in dict.fromkeys(lacks)],  # type: ignore[misc]
            points_lost=_text(gap.points_lost),
            points_pending=_text(gap.points_pending),
            clause=leaf.clause,
            remedy=titled(leaf, "remedy") if leaf.remedy else None,
            responsible=leaf.responsible,
        )

    def _required(self, phrases: Phrases, gap: Gap) -> str:
        """The checks that failed or are open; the whole condition where not all of them are needed."""
        tree = self.plan.trees[gap.indicator.id].get(("met",))
        if tree is not None and any(node.op in ("or", "at_least") for node in tree.walk()):
            return phrases.wording.text(tree)
        return _joined(phrases, map(phrases.required, gap.checks)) or phrases.rule(gap.indicator) or ""

    def _awaiting(self, item: Awaiting) -> results.AwaitingRecord:
        return results.AwaitingRecord(
            indicator=item.indicator.id,
            title=titled(item.indicator),
            owner="issuer" if item.owner == "issuer" else "assessor",
            lacks=[self.both(lambda p, lack=lack: p.lack(lack)) for lack in dict.fromkeys(item.lacks)],  # type: ignore[misc]
        )

    def _finding(self, finding: Finding) -> results.FindingRecord:
        named = set(finding.fields)
        touched = [leaf.id for leaf in self.standard.leaves() if named & fields_of(self.plan.trees[leaf.id])]
        return results.FindingRecord(
            code=finding.code,
            severity=finding.severity,
            fields=list(finding.fields),
            period=finding.period,
            indicators=touched,
            harmless=self._harmless(finding, touched) if finding.severity == "contradictory" else None,
            text=self.both(lambda p: finding_text(finding, p.key_label, p.lang)),
            places=[str(place) for place in finding.places],
        )

    def _harmless(self, finding: Finding, touched: list[str]) -> bool:
        """Whether nothing that reads the fields is open: so it comes out alike whichever value is true."""
        required = [
            part.id for part in self.standard.eligibility if {*finding.fields} & fields_of(self.plan.trees[part.id])
        ]
        decided = all(self.card.eligibility[part] != "absent" for part in required)
        return decided and not any(self.card.is_open(leaf) for leaf in touched)

    def _confirmation(self) -> results.ConfirmationRecord:
        confirmed = self.card.confirmed_by
        return results.ConfirmationRecord(
            asked=confirmed.asked,
            decided_by="scalar" if confirmed.decided_by == "scalar" else "trace",
            arithmetic="trace" if confirmed.arithmetic else None,
            logic=confirmed.logic,
            trail=[
                results.FiringRecord(rule=f.rule, about=f.about, value="yes" if f.value == "yes" else "no")
                for f in confirmed.trail
            ],
        )


def _text(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _truth(name: str) -> results.TruthName:
    return cast(results.TruthName, name)


def _joined(phrases: Phrases, texts: Iterable[str | None]) -> str | None:
    found = [text for text in texts if text]
    return ("；" if phrases.zh else "; ").join(found) or None


def _headings(criteria: Iterable[Criterion], parent: str | None) -> Iterable[tuple[Criterion, str | None]]:
    for part in criteria:
        yield part, parent
        yield from _headings(part.criteria, part.id)


def _leaves(standard: object) -> Iterable[tuple[Indicator, str | None]]:
    for leaf in getattr(standard, "indicators", ()):
        yield leaf, getattr(standard, "id", None) if isinstance(standard, Criterion) else None
    for part in getattr(standard, "criteria", ()):
        yield from _leaves(part)
