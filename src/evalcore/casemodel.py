"""The model of a cases file. See `docs/standard.md`, section 9."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from evalcore.parts import Part
from evalcore.results import OutcomeName, TruthName, VerdictName
from evalcore.scalars import Text, number_of

FRACTION = re.compile(r"(?:0|[1-9][0-9]{0,39})/[1-9][0-9]{0,39}")


def _points_of(value: object) -> Fraction:
    """A decimal number, or a fraction such as 250/3 for points that do not terminate."""
    return Fraction(value) if isinstance(value, str) and FRACTION.fullmatch(value) else number_of(value)


Points = Annotated[Fraction, BeforeValidator(_points_of)]


class Range(Part):
    """Points at the worst and at the best; `high` is None when nothing limits it."""

    low: Points
    high: Points | None


def _range(value: object) -> object:
    """A single number is both ends."""
    return value if isinstance(value, dict | Range | None) else {"low": value, "high": value}


Score = Annotated[Range | None, BeforeValidator(_range)]


class Expect(Part):
    """What a case must give. What is left out is not looked at; mappings name only the parts that matter."""

    verdict: OutcomeName
    score: Score = None
    level: Text | None = None
    levels_open: tuple[Text, ...] = ()
    eligibility: dict[str, TruthName] = Field(default_factory=dict)
    indicators: dict[str, VerdictName] = Field(default_factory=dict)
    criteria: dict[str, VerdictName] = Field(default_factory=dict)
    points: dict[str, Score] = Field(default_factory=dict)
    conclusions: dict[str, TruthName] = Field(default_factory=dict)
    gaps: tuple[Text, ...] = ()
    awaiting: tuple[Text, ...] = ()
    findings: tuple[Text, ...] = ()


class Case(Part):
    """One case as written: evidence of its own or another case's, what is changed in it, and what it must give."""

    title: Text
    base: Text | None = None
    evidence: dict[str, Any] | Text | None = None
    change: dict[str, Any] = Field(default_factory=dict)
    parameters: dict[str, Any] = Field(default_factory=dict)
    excused: dict[str, Any] = Field(default_factory=dict)
    years: Any = None
    closed: Any = None
    expect: Expect


class CaseFile(Part):
    """The whole file."""

    cases: tuple[Case, ...]
