"""The result for one place: a view of a plan, its inputs and the answers, whose rows are built when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import repeat
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from evalcore.answers import (
    MET,
    NOT_EVALUATED,
    UNKNOWN,
    UNMET,
    VERDICT_NAMES,
    Answers,
    Number,
    condition_nodes,
    listing,
)
from evalcore.assumed import Assumption, assumptions
from evalcore.checks import Amount, Check, Checks
from evalcore.engines import scalar, trace
from evalcore.engines.amounts import BOTTOMLESS
from evalcore.gaps import Awaiting, Gap, lacking, unknown_kind, urgency
from evalcore.graph import needed
from evalcore.intake import Inputs
from evalcore.intervals import Interval
from evalcore.meaning.points import Loss
from evalcore.plan import Plan
from evalcore.readings import Owner
from evalcore.standard import Criterion, Indicator, Level
from evalcore.truth import ABSENT, NO, TRUTH_NAMES, YES, Truth

if TYPE_CHECKING:
    from evalcore.errors import Language
    from evalcore.results import ScorecardRecord

OPEN = (UNMET, UNKNOWN)


class Score(NamedTuple):
    """Points at the worst and at the best of what is unknown.

    `high` is None when nothing limits it; `possible` is None while it is undecided itself.
    """

    low: Fraction
    high: Fraction | None
    possible: Fraction | None

    @property
    def final(self) -> bool:
        """Nothing unknown touches it."""
        return self.low == self.high


@lru_cache(maxsize=4096)
def amount_of(scale: int, number: Number) -> Fraction:
    """The points that a number at a scale stands for; kept, because indicators are worth few different amounts."""
    return Fraction(number) / scale


@lru_cache(maxsize=4096)
def score_of(scale: int, low: Number, high: Number, possible_low: Number, possible_high: Number) -> Score:
    """The score that an engine's numbers stand for."""
    return Score(
        amount_of(scale, low),
        None if high == inf else amount_of(scale, high),
        amount_of(scale, possible_low) if possible_low == possible_high else None,
    )


class Firing(NamedTuple):
    """A rule of the confirming engine that fired: its name, what it is about in the standard, and yes or no."""

    rule: str
    about: str
    value: str


class Confirmation(NamedTuple):
    """Which reading decided and what confirmed it; `logic` names the library, or `trace` where it is missing.

    `asked` is False when confirmation was turned off.
    """

    decided_by: str
    arithmetic: str | None = None
    logic: str | None = None
    trail: tuple[Firing, ...] = ()
    asked: bool = True


class Row(NamedTuple):
    """One criterion or indicator as it turned out."""

    id: str
    part: Criterion | Indicator
    verdict: str | None
    points: Score | None
    card: Scorecard

    def explain(self, lang: Language = "zh") -> str:
        """Why: the clause, each check with its figures, and the entries they came from."""
        from evalcore.explain import explain_part

        return explain_part(self.card, self.part, lang)


@dataclass(frozen=True, eq=False)
class Scorecard:
    """The result for one place under one standard."""

    plan: Plan
    inputs: Inputs
    answers: Answers
    confirmed_by: Confirmation

    @property
    def verdict(self) -> str:
        """`met`, `unmet`, `unknown`, `not_applicable` or `not_evaluated`."""
        return VERDICT_NAMES[self.answers.outcome]

    @cached_property
    def verdicts(self) -> Mapping[str, str]:
        """The verdict of every indicator, and of every criterion that has one, by id."""
        return {key: VERDICT_NAMES[code] for key, code in zip(self.plan.verdicts, self.answers.verdicts, strict=True)}

    @cached_property
    def points(self) -> Mapping[str, Score]:
        """The points of every indicator and criterion, by id; empty for a conditions standard."""
        return dict(zip(self.plan.points, self._scores, strict=False))

    @cached_property
    def _scores(self) -> tuple[Score, ...]:
        """In the order of the answers: of every part that has points, then of the whole."""
        answers = self.answers
        ends = answers.low, answers.high, answers.possible_low, answers.possible_high
        return tuple(map(score_of, repeat(listing(self.plan).scale), *ends))

    @property
    def score(self) -> Score | None:
        """The score; None for a conditions standard, when nothing applies and when the place was not evaluated."""
        return self._scores[-1] if self._scored else None

    @property
    def _scored(self) -> bool:
        some_apply = any(self.answers.verdicts)  # the code of "not applicable" is 0
        return self.plan.score is not None and self.answers.outcome != NOT_EVALUATED and some_apply

    @property
    def level(self) -> Level | None:
        """The level reached for certain; None while a higher one is open, and below the lowest."""
        for level, truth in self._levels():
            if truth != NO:
                return level if truth == YES else None
        return None

    @cached_property
    def levels_open(self) -> tuple[Level, ...]:
        """While the level is undetermined: those not excluded. Empty once it is decided."""
        found = []
        for level, truth in self._levels():
            if truth == YES:
                found.append(level)
                break
            if truth == ABSENT:
                found.append(level)
        return tuple(found) if any(truth == ABSENT for _, truth in self._levels()) else ()

    def _levels(self) -> list[tuple[Level, int]]:
        if not self._scored:
            return []
        return list(zip(self.plan.standard.levels, self.answers.levels, strict=True))

    @cached_property
    def truths(self) -> Mapping[int, Truth]:
        """The truth of every part of the conditions, by node, by the reading that decided."""
        if self.inputs.exact is not None:
            return scalar.prepare_truths(self.plan)(self.inputs.exact)
        values = trace.run(self.plan.nodes, self.inputs.slots, condition_nodes(self.plan))
        return {index: value for index, value in values.items() if isinstance(value, int)}

    @cached_property
    def checks(self) -> Checks:
        """Finds the atomic checks behind a verdict."""
        return Checks(self.plan, self.inputs, self.truths)

    @property
    def eligibility(self) -> Mapping[str, str]:
        """yes, no or absent for each condition of eligibility."""
        return {k: TRUTH_NAMES[t] for k, t in zip(self.plan.eligibility, self.answers.eligibility, strict=True)}

    @property
    def fired(self) -> Mapping[str, str]:
        """yes, no or absent for each veto indicator."""
        return {k: TRUTH_NAMES[t] for k, t in zip(self.plan.fired, self.answers.fired, strict=True)}

    @property
    def rules(self) -> Mapping[str, str]:
        """yes, no or absent for each deciding rule."""
        return {k: TRUTH_NAMES[t] for k, t in zip(self.plan.rules, self.answers.rules, strict=True)}

    @property
    def conclusions(self) -> Mapping[str, str]:
        """yes, no or absent for each conclusion."""
        return {k: TRUTH_NAMES[t] for k, t in zip(self.plan.conclusions, self.answers.conclusions, strict=True)}

    @property
    def refused(self) -> str:
        """yes, no or absent: whether a veto, an entry line, the core or a rule refuses the award."""
        return TRUTH_NAMES[self.answers.refused]

    @cached_property
    def deducted(self) -> Mapping[str, Score]:
        """What each deducting veto takes from the score, by its indicator."""
        nodes = self.plan.deducted
        values = trace.run(self.plan.nodes, self.inputs.slots, needed(self.plan.nodes, nodes.values()))
        return {leaf: _ends(values[node]) for leaf, node in nodes.items()}

    @cached_property
    def losses(self) -> tuple[tuple[Loss, Score, Score], ...]:
        """Where a cap, floor, policy or rounding changed a sum: what was asked for and what became of it."""
        order = needed(self.plan.nodes, [node for loss in self.plan.losses for node in (loss.asked, loss.effective)])
        values = trace.run(self.plan.nodes, self.inputs.slots, order)
        found: list[tuple[Loss, Score, Score]] = []
        for loss in self.plan.losses:
            asked, effective = (_ends(values[node]) for node in (loss.asked, loss.effective))
            before = found[-1] if found else None
            if before is not None and loss.reason == "floor" and before[0].about == loss.about and not asked.final:
                # A deduction without a known size, stopped by the floor: together they are one row that can be added.
                found[-1] = (before[0], before[1], effective)
            elif asked != effective:
                found.append((loss, asked, effective))
        return tuple(found)

    @property
    def closed_on(self) -> tuple[str, ...]:
        """The indicators that closing the evidence decided."""
        pairs = zip(self.plan.slots, self.inputs.slots, strict=True)
        told = (str(slot.key) for slot, value in pairs if slot.role in ("closed", "closed_points") and value == YES)
        return tuple(dict.fromkeys(told))

    def is_open(self, indicator: str) -> bool:
        """Whether the verdict or the points of an indicator are still undecided."""
        return self.verdicts[indicator] == "unknown" or (indicator in self.points and not self.points[indicator].final)

    @property
    def open_indicators(self) -> tuple[str, ...]:
        """The ids of the indicators that are unmet or unknown, in the order of the sheet."""
        listed, codes = listing(self.plan), self.answers.verdicts
        return tuple([leaf for leaf, at in zip(listed.ids, listed.verdict_at, strict=True) if codes[at] in OPEN])

    def _open(self) -> list[tuple[int, Indicator, int]]:
        """Position in the sheet, indicator and verdict of what is unmet, unknown, or met without full points.

        Nothing is when the place was not evaluated.
        """
        if self.answers.outcome == NOT_EVALUATED:
            return []
        listed, codes, stakes = listing(self.plan), self.answers.verdicts, self._stakes
        return [
            (position, leaf, codes[at])
            for position, (leaf, at) in enumerate(zip(listed.leaves, listed.verdict_at, strict=True))
            if codes[at] in OPEN or (position in listed.graded and codes[at] == MET and any(stakes[position]))
        ]

    @cached_property
    def _stakes(self) -> Sequence[tuple[Number, Number]]:
        """The points of each indicator that are lost for certain and those pending, at the scale of the answers."""
        listed, lows, highs = listing(self.plan), self.answers.low, self.answers.high
        if not listed.points_at:
            return [(0, 0)] * len(listed.ids)
        return [
            (full - highs[at] if highs[at] < full else 0, highs[at] - lows[at])
            for at, full in zip(listed.points_at, listed.full, strict=True)
        ]

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What the place must act on, worst first. Empty when it was not evaluated."""
        found, listed, scored = [], listing(self.plan), self.plan.score is not None
        for position, leaf, verdict in self._open():
            lost, pending = self._stakes[position]
            amounts = self.checks.amounts(leaf) if position in listed.graded else ()
            if verdict == UNKNOWN or (verdict == MET and not lost):
                checks = lacking(self.checks.undecided(leaf), "place")
                amounts = lacking(amounts, "place")
                if not checks and not amounts:
                    continue
                kind = unknown_kind((*checks, *amounts))
            else:
                kind = "unmet" if verdict == UNMET else "short"
                checks = self.checks.failed(leaf)
            points = (amount_of(listed.scale, lost), amount_of(listed.scale, pending)) if scored else (None, None)
            found.append((urgency(leaf, kind, lost, pending), Gap(leaf, kind, checks, amounts, *points)))
        found.sort(key=itemgetter(0))
        return tuple([gap for _, gap in found])

    @cached_property
    def awaiting(self) -> tuple[Awaiting, ...]:
        """What assessors and issuing bodies still owe."""
        owners: tuple[Owner, ...] = ("assessor", "issuer")
        found = []
        for _, leaf, verdict in self._open():
            read: list[Check | Amount] = []
            if verdict != UNMET:
                read = [*self.checks.undecided(leaf), *self.checks.amounts(leaf)]
            for owner in owners:
                lacks = tuple(lack for each in read for lack in each.lacks if lack.owner == owner)
                if lacks:
                    found.append(Awaiting(leaf, owner, lacks))
        return tuple(found)

    @cached_property
    def rests_on_assumed(self) -> tuple[Assumption, ...]:
        """What the result rests on that is ours: indicators only where they apply, or may."""
        return tuple(
            each
            for each in assumptions(self.plan.standard)
            if each.kind != "indicator" or self.verdicts[each.id] != "not_applicable"
        )

    def __getitem__(self, part: str) -> Row:
        """The row of a criterion or indicator. Raises `KeyError` for an id that the standard does not have."""
        standard = self.plan.standard
        parts: list[Criterion | Indicator] = [*standard.leaves(), *standard.headings()]
        found = next((each for each in parts if each.id == part), None)
        if found is None:
            raise KeyError(part)
        return Row(part, found, self.verdicts.get(part), self.points.get(part), self)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every indicator, in the order of the sheet. Made anew each time: a card that kept them would keep itself."""
        listed, codes = listing(self.plan), self.answers.verdicts
        verdicts = [VERDICT_NAMES[codes[at]] for at in listed.verdict_at]
        points = map(self._scores.__getitem__, listed.points_at) if listed.points_at else repeat(None)
        return tuple(map(Row, listed.ids, listed.leaves, verdicts, points, repeat(self)))

    def explain(self, lang: Language = "zh") -> str:
        """The whole result in sentences."""
        from evalcore.explain import explain_card

        return explain_card(self, lang)

    @cached_property
    def record(self) -> ScorecardRecord:
        """The scorecard as its JSON model."""
        from evalcore.recording import record

        return record(self)

    def to_json(self, *, indent: int | None = 2) -> str:
        """The scorecard as JSON text; see `evalcore schema scorecard`."""
        return self.record.model_dump_json(indent=indent)


def _ends(value: trace.Value) -> Score:
    assert isinstance(value, Interval)
    low = BOTTOMLESS if value.low is None else value.low
    return Score(low, None if value.high is None or value.high <= BOTTOMLESS else value.high, None)
