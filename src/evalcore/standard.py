"""The model of a standard: what `docs/standard.md` describes, typed and closed.

The model checks each key by itself. What needs the whole standard (names, types of conditions, sums) is checked by
`crosscheck`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, WithJsonSchema

from evalcore.intervals import half_up
from evalcore.parts import Exact, Part
from evalcore.pointrules import AnyRule, LeafRule, full_of
from evalcore.scalars import Date, Label, Name, Number, Slug, Text, Truth, Whole
from evalcore.sheetrules import (
    Adjustments,
    Core,
    DecidingRule,
    Dimension,
    Rounding,
    VetoEffect,
)

FieldType = Literal[
    "boolean", "count", "number", "percentage", "money", "date", "choice", "rating", "text", "document", "items"
]
Period = Literal["year", "quarter", "month"]
Authority = Literal["stated", "external", "assumed"]


class Source(Part):
    """A document the standard was taken from."""

    id: Label
    title: Text
    title_en: Text | None = None
    note: Text | None = None


class Span(Part):
    """A stretch of dates; either end may be open."""

    from_: Date | None = Field(None, alias="from")
    to: Date | None = None


class Cycle(Part):
    """The calendar years that the standard looks at."""

    years: tuple[Whole, ...] = Field(min_length=1)


class Quantity(Part):
    """What a parameter, a field and a column have in common: a label and a type."""

    label: Text
    label_en: Text | None = None
    type: FieldType
    unit: Text | None = None
    min: Exact | None = None
    max: Exact | None = None
    decimals: Whole | None = Field(None, ge=0, le=12)
    above_100: Truth = False
    choices: tuple[Text, ...] = ()
    per: Period | None = None

    @property
    def numeric(self) -> bool:
        return self.type in ("count", "number", "percentage", "money")

    @property
    def low(self) -> Fraction | None:
        """The lowest value allowed."""
        if self.min is not None or self.type == "number":
            return self.min
        return Fraction(0) if self.numeric else None

    @property
    def high(self) -> Fraction | None:
        """The highest value allowed."""
        if self.max is None and self.type == "percentage" and not self.above_100:
            return Fraction(100)
        return self.max

    @property
    def scale(self) -> int:
        """Decimals that the fast path carries."""
        if self.decimals is not None:
            return self.decimals
        return {"count": 0, "money": 2, "number": 4, "percentage": 4}.get(self.type, 0)

    @property
    def measured_in(self) -> str | None:
        """The unit that comparisons are checked with."""
        return self.unit or {"money": "元", "percentage": "%"}.get(self.type)


class Filed(Quantity):
    """What a place, or an assessor, fills in: a field, or a column of the records of one."""

    by: Literal["place", "assessor"] | None = None

    @property
    def supplier(self) -> Literal["place", "assessor"]:
        return self.by or ("assessor" if self.type == "rating" else "place")


class Parameter(Quantity):
    """A value from outside, such as another body's target."""

    authority: Text
    value: Label | dict[str, Label] | None = None


class Column(Filed):
    """A column of the records of an `items` field."""


class EvidenceField(Filed):
    """Something the place, or an assessor, submits."""

    documents: tuple[Text, ...] = ()
    responsible: Text | None = None
    columns: dict[Name, Column] = Field(default_factory=dict)
    part: Name | None = None
    whole: Name | None = None
    when_empty: Literal["unknown", "full", "not_applicable"] = "unknown"
    decided_by: Literal["both", "parts"] = "both"
    other_wholes: tuple[Name, ...] = ()
    prefer: tuple[Text, ...] = ()
    void: Name | None = None
    in_window: Literal["must", "may"] | None = None


class Plausible(Part):
    """The usual range of a figure, or of what it comes to for each of another."""

    of: Name
    by: Name | None = None
    min: Exact | None = None
    max: Exact | None = None


class Relation(Part):
    """What must hold within the evidence itself: a condition, a sum that is stated, different papers, a usual range."""

    id: Label
    title: Text
    title_en: Text | None = None
    holds: Text | None = None
    computed: Text | None = None
    stated: Name | None = None
    distinct: tuple[Name, ...] = ()
    plausible: Plausible | None = None
    severity: Literal["note", "doubtful", "invalid"]
    spoils: tuple[Name, ...] = ()


class Clause(Part):
    """What eligibility and indicators have in common: where they come from and what to do about them."""

    id: Label
    title: Text
    title_en: Text | None = None
    clause: Label | None = None
    authority: Authority
    assumed: Text | None = None
    documents: tuple[Text, ...] = ()
    remedy: Text | None = None
    remedy_en: Text | None = None
    responsible: Text | None = None


def _points(value: object) -> object:
    """All or nothing is what is meant by a bare number, or by a mapping that names no rule."""
    if isinstance(value, dict) and "rule" not in value:
        return {"rule": "all_or_nothing", **value}
    return value if isinstance(value, dict | LeafRule | None) else {"rule": "all_or_nothing", "full": value}


def _veto(value: object) -> object:
    return VetoEffect() if value == "refuse" else value


class Requirement(Clause):
    """A condition of eligibility."""

    met: Text


class Indicator(Clause):
    """A leaf of the criteria tree. `met` may be left out where `points` has a rule that gives the verdict."""

    met: Text | None = None
    applies: Text | None = None
    excusable: Truth = False
    veto: Annotated[
        VetoEffect | None, BeforeValidator(_veto, json_schema_input_type=VetoEffect | Literal["refuse"] | None)
    ] = None
    core: Truth = False
    weight: Exact = Field(Fraction(1), ge=0)
    points: Annotated[AnyRule | None, BeforeValidator(_points, json_schema_input_type=AnyRule | Number | None)] = None


class AtLeast(Part):
    """k of the children must be met."""

    at_least: Whole = Field(ge=1)
    when_fewer_apply: Literal["unmet", "all"] | None = None


def _needs(value: object) -> object:
    return None if value == "all" else value


class Criterion(Part):
    """A heading of the tree: it holds either further criteria or indicators."""

    id: Label
    title: Text
    title_en: Text | None = None
    clause: Label | None = None
    needs: Annotated[
        AtLeast | None, BeforeValidator(_needs, json_schema_input_type=AtLeast | Literal["all"] | None)
    ] = None
    points: Exact | None = None
    entry_line: Exact | None = None
    entry_share: Exact | None = None
    weight: Exact = Field(Fraction(1), ge=0)
    criteria: tuple[Criterion, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def children(self) -> tuple[Criterion | Indicator, ...]:
        return self.criteria or self.indicators

    def leaves(self) -> Iterator[Indicator]:
        yield from self.indicators
        for child in self.criteria:
            yield from child.leaves()

    def headings(self) -> Iterator[Criterion]:
        yield self
        for child in self.criteria:
            yield from child.headings()


class Level(Part):
    """A level (等次), by its lower bound only."""

    id: Label
    title: Text
    title_en: Text | None = None
    from_: Exact = Field(alias="from")
    authority: Authority = "stated"
    assumed: Text | None = None


class Acceptance(Part):
    """A finding of the linter that is meant to be so, and why. `id` is the part or field it is about; None: any."""

    code: Label
    id: Label | None = None
    reason: Text


class Standard(Part):
    """A creation standard."""

    evalcore: Annotated[Literal["1"], WithJsonSchema({"enum": ["1", 1]})]
    id: Slug
    edition: Label
    title: Text
    title_en: Text | None = None
    kind: Literal["conditions", "points"]
    subject: Text
    issuer: Text | None = None
    sources: tuple[Source, ...] = ()
    valid: Span = Span()
    cycle: Cycle | None = None
    window: Span = Span()
    teaching: Truth = False
    total: Exact | None = None
    pass_level: Label | None = None
    not_applicable: Literal["rescale", "rescale_sheet", "full", "drop"] | None = None
    step: Exact = Field(Fraction(1, 10_000), gt=0)
    rounding: Rounding | None = None
    levels: tuple[Level, ...] = ()
    bonus: Adjustments | None = None
    penalties: Adjustments | None = None
    core: Core | None = None
    dimensions: tuple[Dimension, ...] = ()
    rules: tuple[DecidingRule, ...] = ()
    parameters: dict[Name, Parameter] = Field(default_factory=dict)
    evidence: dict[Name, EvidenceField] = Field(default_factory=dict)
    prefer: tuple[Text, ...] = ()
    relations: tuple[Relation, ...] = ()
    eligibility: tuple[Requirement, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    accepts: tuple[Acceptance, ...] = ()
    # What is made of a standard once and lives as long as it does: its plans, by the years and closing of evidence.
    _plans: dict[tuple[tuple[int, ...], bool], Any] = PrivateAttr(default_factory=dict)

    def __getstate__(self) -> dict[Any, Any]:
        """Without its plans, which hold generated functions: whoever receives a copy makes them anew."""
        return {**super().__getstate__(), "__pydantic_private__": {"_plans": {}}}

    @property
    def children(self) -> tuple[Criterion | Indicator, ...]:
        return self.criteria or self.indicators

    @property
    def looked_at(self) -> Span:
        """The dates that evidence must lie in: the window, else the years of the cycle."""
        if self.window.from_ or self.window.to or self.cycle is None:
            return self.window
        years = self.cycle.years
        return Span.model_validate({"from": date(min(years), 1, 1), "to": date(max(years), 12, 31)})

    def leaves(self) -> Iterator[Indicator]:
        """Every indicator, in the order of the sheet."""
        yield from self.indicators
        for criterion in self.criteria:
            yield from criterion.leaves()

    def headings(self) -> Iterator[Criterion]:
        """Every criterion, parents before children."""
        for criterion in self.criteria:
            yield from criterion.headings()

    def full(self, part: Criterion | Indicator | None = None) -> Fraction:
        """The full points of a part, or of the whole sheet: weighted sums of what the leaf rules can give."""
        if isinstance(part, Indicator):
            years = len(self.cycle.years) if self.cycle else 0
            return half_up(full_of(part.points, years), self.step) if part.points else Fraction(0)
        children = self.children if part is None else part.children
        return sum((child.weight * self.full(child) for child in children), Fraction(0))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the model, so that layout and comments of the file do not matter."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()


def title_in(part: object, lang: str, attribute: str = "title") -> str:
    """The title (or label, remedy) of a part in a language; Chinese where there is no English one."""
    if lang == "en" and (english := getattr(part, f"{attribute}_en", None)):
        return str(english)
    return str(getattr(part, attribute) or "")
