"""The result for one place: a view of a plan, its inputs and the answers, whose rows are built when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from evalcore.answers import VERDICT_NAMES, Answers
from evalcore.checks import Amount, Check, Checks
from evalcore.engines import trace
from evalcore.gaps import Awaiting, Gap, GapKind, failed, lacking, order, unknown_kind
from evalcore.graph import needed
from evalcore.intake import Inputs
from evalcore.intervals import Interval
from evalcore.meaning.points import Loss
from evalcore.plan import Plan
from evalcore.scales import point_scale, wanted
from evalcore.readings import Owner
from evalcore.standard import Criterion, Indicator, Level
from evalcore.truth import ABSENT, NO, TRUTH_NAMES, YES

if TYPE_CHECKING:
    from evalcore.errors import Language
    from evalcore.results import ScorecardRecord


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


class Firing(NamedTuple):
    """A rule of the confirming engine that fired: its name, what it is about in the standard, and yes or no."""

    rule: str
    about: str
    value: str


@dataclass(frozen=True)
class Confirmation:
    """Which reading decided and what confirmed it; `logic` names the library, or `trace` where it is missing."""

    decided_by: str
    arithmetic: str | None = None
    logic: str | None = None
    trail: tuple[Firing, ...] = ()


@dataclass(frozen=True)
class Row:
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
        return {key: self._score(index) for index, key in enumerate(self.plan.points)}

    def _score(self, index: int) -> Score:
        scale, answers = point_scale(self.plan), self.answers
        possible = (answers.possible_low[index], answers.possible_high[index])
        high = answers.high[index]
        return Score(
            Fraction(answers.low[index]) / scale,
            None if high == inf else Fraction(high) / scale,
            Fraction(possible[0]) / scale if possible[0] == possible[1] else None,
        )

    @cached_property
    def score(self) -> Score | None:
        """The score; None for a conditions standard, when nothing applies and when the place was not evaluated."""
        if self.plan.score is None or self.verdict in ("not_evaluated", "not_applicable"):
            return None
        return self._score(len(self.plan.points))

    @cached_property
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
        if self.score is None:
            return []
        return list(zip(self.plan.standard.levels, self.answers.levels, strict=True))

    @cached_property
    def values(self) -> Mapping[int, trace.Value]:
        """The value of every node that the answers rest on, by the careful reading."""
        return trace.run(self.plan.nodes, self.inputs.slots, wanted(self.plan))

    @cached_property
    def checks(self) -> Checks:
        """Finds the atomic checks behind a verdict."""
        return Checks(self.plan, self.inputs, self.values)

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
    def losses(self) -> tuple[tuple[Loss, Score, Score], ...]:
        """Where a cap, floor, policy or rounding changed a sum: what was asked for and what became of it."""
        order = needed(self.plan.nodes, [node for loss in self.plan.losses for node in (loss.asked, loss.effective)])
        values = trace.run(self.plan.nodes, self.inputs.slots, order)
        found = []
        for loss in self.plan.losses:
            asked, effective = (_ends(values[node]) for node in (loss.asked, loss.effective))
            if asked != effective:
                found.append((loss, asked, effective))
        return tuple(found)

    @property
    def closed_on(self) -> tuple[str, ...]:
        """The indicators that closing the evidence decided."""
        pairs = zip(self.plan.slots, self.inputs.slots, strict=True)
        return tuple(str(slot.key) for slot, value in pairs if slot.role == "closed" and value == YES)

    @cached_property
    def open_indicators(self) -> tuple[str, ...]:
        """The ids of the indicators that are unmet or unknown, in the order of the sheet."""
        verdicts = self.verdicts
        return tuple(leaf.id for leaf in self.plan.standard.leaves() if verdicts[leaf.id] in ("unmet", "unknown"))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What the place must act on, worst first. Empty when it was not evaluated."""
        if self.verdict == "not_evaluated":
            return ()
        return tuple(sorted(filter(None, map(self._gap, self._open())), key=order))

    def _open(self) -> list[Indicator]:
        """The indicators that are unmet, unknown, or met without full points."""
        wanted_ids = set(self.open_indicators)
        return [leaf for leaf in self.plan.standard.leaves() if leaf.id in wanted_ids or self._short(leaf)]

    def _short(self, leaf: Indicator) -> bool:
        lost, pending = self._lost(leaf)
        return self.verdicts[leaf.id] == "met" and bool(lost or pending)

    def _gap(self, leaf: Indicator) -> Gap | None:
        lost, pending = self._lost(leaf)
        checks, amounts = self.checks.of_leaf(leaf), self.checks.amounts(leaf)
        if self.verdicts[leaf.id] != "unknown" and not (self._short(leaf) and not lost):
            kind: GapKind = "unmet" if self.verdicts[leaf.id] == "unmet" else "short"
            return Gap(leaf, kind, failed(checks), tuple(amounts), lost, pending)
        owed = lacking([*self.checks.of(leaf.id, "applies"), *checks], "place")
        owed_amounts = lacking(amounts, "place")
        if not owed and not owed_amounts:
            return None
        return Gap(leaf, unknown_kind([*owed, *owed_amounts]), owed, owed_amounts, lost, pending)

    def _lost(self, leaf: Indicator) -> tuple[Fraction | None, Fraction | None]:
        """The points lost for certain and those pending, on the indicator's own scale."""
        score = self.points.get(leaf.id)
        if score is None or score.high is None:
            return None, None
        full = self.plan.standard.full(leaf)
        return max(full - score.high, Fraction(0)), score.high - score.low

    @cached_property
    def awaiting(self) -> tuple[Awaiting, ...]:
        """What assessors and issuing bodies still owe."""
        owners: tuple[Owner, ...] = ("assessor", "issuer")
        found = []
        for leaf in self._open() if self.verdict != "not_evaluated" else []:
            if self.verdicts[leaf.id] == "unmet":
                continue
            read: list[Check | Amount] = [
                *self.checks.of(leaf.id, "applies"),
                *self.checks.of_leaf(leaf),
                *self.checks.amounts(leaf),
            ]
            for owner in owners:
                lacks = tuple(lack for each in read for lack in each.lacks if lack.owner == owner)
                if lacks:
                    found.append(Awaiting(leaf, owner, lacks))
        return tuple(found)

    @cached_property
    def rests_on_assumed(self) -> tuple[Indicator, ...]:
        """The indicators that apply, or may, and whose threshold is ours."""
        return tuple(
            leaf
            for leaf in self.plan.standard.leaves()
            if leaf.authority == "assumed" and self.verdicts[leaf.id] != "not_applicable"
        )

    def __getitem__(self, part: str) -> Row:
        """The row of a criterion or indicator. Raises `KeyError` for an id that the standard does not have."""
        standard = self.plan.standard
        parts: list[Criterion | Indicator] = [*standard.leaves(), *standard.headings()]
        found = next((each for each in parts if each.id == part), None)
        if found is None:
            raise KeyError(part)
        return Row(part, found, self.verdicts.get(part), self.points.get(part), self)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every indicator, in the order of the sheet."""
        verdicts, points = self.verdicts, self.points
        return tuple(
            Row(leaf.id, leaf, verdicts[leaf.id], points.get(leaf.id), self) for leaf in self.plan.standard.leaves()
        )

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
    return Score(Fraction(0) if value.low is None else value.low, value.high, None)
