"""The scorecard as JSON: the stable contract for other programs and for every report.

Exact numbers are strings. `zh` and `en` hold the same phrase in both languages, made of the standard's own labels.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

VerdictName = Literal["met", "unmet", "unknown", "not_applicable"]
OutcomeName = Literal["met", "unmet", "unknown", "not_applicable", "not_evaluated"]
TruthName = Literal["yes", "no", "absent"]


class Record(BaseModel):
    """Base of every part: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Phrase(Record):
    """The same words in both languages."""

    zh: str
    en: str


class StandardRecord(Record):
    """Which standard, exactly: `digest` is taken of its model."""

    id: str
    edition: str
    kind: Literal["conditions", "points"]
    title: Phrase
    subject: str
    digest: str


class PointsRecord(Record):
    """Points at the worst and at the best; equal when nothing is unknown.

    `high` is null when nothing limits it, `possible` while it is undecided. `low` is null only in what a floor was asked
    for, where a deduction may be of any size.
    """

    low: str | None
    high: str | None
    possible: str | None


class LackRecord(Record):
    """Why a check is undecided, and who must act: the place, the assessor or the issuing body."""

    field: str | None
    period: str | None
    reason: str
    owner: Literal["place", "assessor", "issuer"]
    text: Phrase


class CheckRecord(Record):
    """One atomic check: what it required, what was found, how much is short.

    `wanted` is `no` for a check under a `not`. `shortfall` is exact, in `unit`.
    """

    condition: str
    period: str | None
    wanted: TruthName
    truth: TruthName
    required: Phrase
    actual: Phrase | None
    shortfall: str | None
    unit: str | None
    short_text: Phrase | None
    fields: list[str]
    lacks: list[LackRecord]


class SourceRecord(Record):
    """One entry as filed, with the place it stands at in the evidence file; `used` when its value counts."""

    used: bool
    raw: str | None
    absence: str | None
    source: str | None
    locator: str | None
    period: str | None
    by: str | None
    note: str | None
    number: str | None
    date: str | None
    place: str


class EvidenceRecord(Record):
    """What one field, or parameter, was taken to be, and every entry for it."""

    field: str
    role: Literal["field", "parameter"]
    period: str | None
    label: Phrase
    value: Phrase | None
    absence: str | None
    owner: Literal["place", "assessor", "issuer"]
    sources: list[SourceRecord]


class RequirementRecord(Record):
    """A condition of eligibility."""

    id: str
    title: Phrase
    clause: str | None
    authority: str
    truth: TruthName
    checks: list[CheckRecord]


class CriterionRecord(Record):
    """A heading; `parent` is null at the top. Counts are of all indicators below it."""

    id: str
    title: Phrase
    parent: str | None
    clause: str | None
    verdict: VerdictName | None
    points: PointsRecord | None
    weight: str | None
    met: int
    unmet: int
    unknown: int
    not_applicable: int


class ExcuseRecord(Record):
    """合理缺项: why, and who decided."""

    reason: str
    by: str


class AmountRecord(Record):
    """A number that a leaf rule read: what it is, and what it could be."""

    text: Phrase
    period: str | None
    value: Phrase | None
    lacks: list[LackRecord]


class IndicatorRecord(Record):
    """A leaf of the standard, as it turned out."""

    id: str
    title: Phrase
    criterion: str | None
    clause: str | None
    authority: Literal["stated", "external", "assumed"]
    assumed: str | None
    veto: bool
    core: bool
    verdict: VerdictName
    excused: ExcuseRecord | None
    points: PointsRecord | None
    weight: str | None
    rule: Phrase | None
    applies: list[CheckRecord]
    checks: list[CheckRecord]
    amounts: list[AmountRecord]


class GapRecord(Record):
    """What the place must do: `unmet` 未达标, `short` 失分, `missing` 待补证, `to_verify` 待核实."""

    indicator: str
    title: Phrase
    kind: Literal["unmet", "short", "missing", "to_verify"]
    required: Phrase
    actual: Phrase | None
    shortfall: str | None
    short_text: Phrase | None
    lacks: list[Phrase]
    points_lost: str | None
    points_pending: str | None
    clause: str | None
    remedy: Phrase | None
    responsible: str | None


class AwaitingRecord(Record):
    """What others than the place must do: `assessor` 待评定, `issuer` 待明确."""

    indicator: str
    title: Phrase
    owner: Literal["assessor", "issuer"]
    lacks: list[Phrase]


class VetoRecord(Record):
    """A veto indicator: whether it fired, and what it takes from the score where that is what it does."""

    indicator: str
    title: Phrase
    fired: TruthName
    deducts: PointsRecord | None


class FindingRecord(Record):
    """Something the evidence says against itself, and the indicators that read the fields concerned.

    `harmless`, of a contradiction: everything that reads the fields comes out alike whichever of the values is true.
    """

    code: str
    severity: Literal["note", "doubtful", "contradictory", "invalid"]
    fields: list[str]
    period: str | None
    indicators: list[str]
    harmless: bool | None
    text: Phrase
    places: list[str]


class AssumedRecord(Record):
    """An indicator, a level, or another part of the standard whose threshold is ours, and why."""

    part: Literal["requirement", "indicator", "adjustment", "level", "rule"]
    id: str
    title: Phrase
    reason: str


class FiringRecord(Record):
    """A rule of the confirming engine that fired, in terms of the standard: which part became yes or no."""

    rule: str
    about: str
    value: Literal["yes", "no"]


class ConfirmationRecord(Record):
    """Which reading decided, and what confirmed it: `null` where nothing did.

    `asked` is false when confirmation was turned off. What `trace` decides (ranges, disputed values) no other reading can
    read again, so its `arithmetic` is null; its logic is still confirmed.
    """

    asked: bool
    decided_by: Literal["scalar", "trace"]
    arithmetic: Literal["trace"] | None
    logic: str | None
    trail: list[FiringRecord]


class AdjustmentRecord(Record):
    """A bonus or penalty item or group, and the whole list (`bonus`, `penalties`); `parent` is null for a list."""

    id: str
    title: Phrase
    parent: str | None
    points: PointsRecord


class LossRecord(Record):
    """Where a cap, a floor, rescaling or rounding changed a sum, so that the printed page adds up.

    `about` is a criterion, item or list, empty for the whole; `change` is effective minus asked, at both ends.
    """

    about: str
    reason: Literal["beyond", "cap", "floor", "highest", "rescaled", "rounding"]
    asked: PointsRecord
    effective: PointsRecord
    change: str | None


class LevelRecord(Record):
    """A level (等次)."""

    id: str
    title: Phrase


class RuleRecord(Record):
    """A deciding rule: whether it fired, and what it does."""

    id: str
    title: Phrase
    fired: TruthName
    concludes: str | None
    refuses: bool
    caps: LevelRecord | None
    recommends: Phrase | None


class ClosedRecord(Record):
    """The evidence was closed: when, by whom and why, and on which indicators it told."""

    date: str
    by: str
    reason: str
    indicators: list[str]


class ScorecardRecord(Record):
    """Everything about one place under one standard."""

    scorecard: Literal["1"] = "1"
    standard: StandardRecord
    subject: str | None
    years: list[int]
    verdict: OutcomeName
    trial: bool = Field(description="true when the result rests on thresholds that are assumed: a 试算")
    level: LevelRecord | None
    levels_open: list[LevelRecord]
    score: PointsRecord | None
    eligibility: list[RequirementRecord]
    criteria: list[CriterionRecord]
    indicators: list[IndicatorRecord]
    gaps: list[GapRecord]
    awaiting: list[AwaitingRecord]
    vetoes: list[VetoRecord]
    adjustments: list[AdjustmentRecord]
    losses: list[LossRecord]
    rules: list[RuleRecord]
    conclusions: dict[str, TruthName]
    refused: TruthName
    closed: ClosedRecord | None
    evidence: list[EvidenceRecord]
    evidence_findings: list[FindingRecord]
    relations_not_judged: list[str]
    rests_on_assumed: list[AssumedRecord]
    confirmed_by: ConfirmationRecord
