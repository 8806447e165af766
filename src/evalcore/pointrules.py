"""The model of leaf rules: how the points of an indicator are given. See `docs/points.md`, section 1.

By name: `when` and `conditions` hold conditions; `of`, `target` and `count` hold number expressions.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, Field

from evalcore.parts import Exact, Part
from evalcore.scalars import Label, Name, Text, Truth, Whole


class Miss(Part):
    """What is deducted for: `each` for every count, or once when `when` holds; at most `most`."""

    each: Exact
    count: Text | None = None
    when: Text | None = None
    most: Exact | None = None
    title: Text | None = None


class Excess(Miss):
    """附加分 inside a leaf: like a miss, but added, and always capped."""

    most: Exact


class LeafRule(Part):
    """Base of the leaf rules."""

    excess: Excess | None = None


class AllOrNothing(LeafRule):
    """Full points when the indicator's `met` holds, none when not."""

    rule: Literal["all_or_nothing"] = "all_or_nothing"
    full: Exact


class PartPoints(Part):
    """One part of an additive leaf."""

    when: Text
    points: Exact
    title: Text | None = None


class Parts(LeafRule):
    """The sum of the parts that hold, at most `full`."""

    rule: Literal["parts"]
    parts: tuple[PartPoints, ...] = Field(min_length=1)
    full: Exact | None = None


class Deduct(LeafRule):
    """Full minus what each miss costs."""

    rule: Literal["deduct"]
    full: Exact
    misses: tuple[Miss, ...] = Field(min_length=1)
    scope: Literal["leaf", "criterion"] = "leaf"


class Band(Part):
    """One band, by exactly one bound."""

    from_: Exact | None = Field(None, alias="from")
    above: Exact | None = None
    to: Exact | None = None
    below: Exact | None = None
    points: Exact

    @property
    def bound(self) -> tuple[str, Fraction]:
        """The comparison and the bound."""
        signs = ((">=", self.from_), (">", self.above), ("<=", self.to), ("<", self.below))
        return next((sign, bound) for sign, bound in signs if bound is not None)

    @property
    def bounds(self) -> int:
        return sum(bound is not None for bound in (self.from_, self.above, self.to, self.below))


class Bands(LeafRule):
    """The points of the first band reached."""

    rule: Literal["bands"]
    of: Text
    bands: tuple[Band, ...] = Field(min_length=1)
    otherwise: Exact


class Slope(Part):
    """What a step costs beyond a value."""

    beyond: Exact
    lose: Exact


class Linear(LeafRule):
    """Full minus so much for every step that the value is short of its target."""

    rule: Literal["linear"]
    full: Exact
    of: Text
    target: Text
    per: Exact = Field(gt=0)
    lose: Exact
    steps: Literal["whole", "pro_rata", "started"]
    measure: Literal["points", "percent"]
    better: Literal["more", "less"] = "more"
    slopes: tuple[Slope, ...] = ()
    slopes_combine: Literal["replace", "add"] | None = None


class Proportional(LeafRule):
    """Full × value ÷ target."""

    rule: Literal["proportional"]
    full: Exact
    of: Text
    target: Text
    from_: Exact | None = Field(None, alias="from")


class Half(LeafRule):
    """Half done, half the points."""

    rule: Literal["half"]
    full: Exact
    of: Text
    target: Text


class PerUnit(LeafRule):
    """So many points for every unit, at most full."""

    rule: Literal["per_unit"]
    full: Exact
    count: Text
    each: Exact


class Judged(LeafRule):
    """What an assessor entered."""

    rule: Literal["judged"]
    full: Exact
    of: Text


class Raters(LeafRule):
    """The mean of several raters, trimmed."""

    rule: Literal["raters"]
    full: Exact
    of: Name
    score: Name
    trim_above: Whole | None = Field(None, ge=2)


class Grade(Part):
    """A letter grade and how many conditions it takes."""

    at_least: Whole = Field(ge=1)
    grade: Text
    points: Exact


class LowestGrade(Part):
    """The grade of everything else."""

    grade: Text
    points: Exact


class Grades(LeafRule):
    """Points by how many conditions hold."""

    rule: Literal["grades"]
    conditions: tuple[Text, ...] = Field(min_length=1)
    grades: tuple[Grade, ...] = Field(min_length=1)
    otherwise: LowestGrade


class KOfN(LeafRule):
    """k conditions hold, and every other one at least its floor in `rest`."""

    rule: Literal["k_of_n"]
    full: Exact
    k: Whole = Field(ge=1)
    conditions: tuple[Text, ...] = Field(min_length=1)
    rest: tuple[Text, ...] = ()


class Growth(LeafRule):
    """Points by the number of years without growth."""

    rule: Literal["growth"]
    full: Exact
    of: Text
    years: Whole = Field(ge=2, le=50)
    points: dict[Label, Exact] = Field(min_length=1)
    least: Exact | None = None
    strict: Truth
    ceiling: Exact | None = None


class AboveMean(LeafRule):
    """The last year against the mean of the years before."""

    rule: Literal["above_mean"]
    full: Exact
    of: Text
    years: Whole = Field(ge=1, le=50)
    strict: Truth


PlainRule = Annotated[
    Parts | Deduct | Bands | Linear | Proportional | Half | PerUnit | Judged | Grades | KOfN,
    Field(discriminator="rule"),
]


class EachYear(LeafRule):
    """A rule in each year of the cycle, combined."""

    rule: Literal["each_year"]
    combine: Literal["mean", "sum", "lowest"]
    points: PlainRule


AnyRule = Annotated[
    AllOrNothing
    | Parts
    | Deduct
    | Bands
    | Linear
    | Proportional
    | Half
    | PerUnit
    | Judged
    | Raters
    | Grades
    | KOfN
    | Growth
    | AboveMean
    | EachYear,
    Field(discriminator="rule"),
]
RULE_NAMES = frozenset(
    {
        "all_or_nothing", "parts", "deduct", "bands", "linear", "proportional", "half", "per_unit", "judged", "raters",
        "grades", "k_of_n", "growth", "above_mean", "each_year",
    }
)  # fmt: skip


def full_of(rule: LeafRule, years: int) -> Fraction:
    """The full points of a rule; `years` is how many years the cycle has."""
    match rule:
        case Parts(full=None):
            return sum((part.points for part in rule.parts), Fraction(0))
        case Bands():
            return max([*(band.points for band in rule.bands), rule.otherwise])
        case Grades():
            return max([*(grade.points for grade in rule.grades), rule.otherwise.points])
        case EachYear():
            return full_of(rule.points, years) * (years if rule.combine == "sum" else 1)
    full = getattr(rule, "full", None)
    assert isinstance(full, Fraction)
    return full


def extremes(rule: LeafRule) -> tuple[Fraction, Fraction]:
    """The least and the most that a rule can give."""
    least = Fraction(0)
    if isinstance(rule, Bands):
        least = min([*(band.points for band in rule.bands), rule.otherwise])
    elif isinstance(rule, Grades):
        least = min([*(grade.points for grade in rule.grades), rule.otherwise.points])
    return least, full_of(rule, 1)


class Written(NamedTuple):
    """An expression as a part holds it: where it stands in the part, what it must be, and its text."""

    path: tuple[str | int, ...]
    kind: Literal["truth", "number"]
    text: str
    yearly: bool = False


TRUTH_KEYS, NUMBER_KEYS = ("when", "conditions", "rest"), ("of", "target", "count")


def written(part: BaseModel, path: tuple[str | int, ...] = (), *, yearly: bool = False) -> Iterator[Written]:
    """Every expression in a part, in order. Those of `each_year`, `growth` and `above_mean` are read in a year."""
    yearly = yearly or isinstance(part, EachYear | Growth | AboveMean)
    for key, info in type(part).model_fields.items():
        value = getattr(part, key)
        here = (*path, info.alias or key)
        if isinstance(value, BaseModel):
            # What comes on top of a rule is read once, not in each of its years.
            yield from written(value, here, yearly=yearly and key != "excess")
        elif key in TRUTH_KEYS or (key in NUMBER_KEYS and not isinstance(part, Raters)):
            kind: Literal["truth", "number"] = "truth" if key in TRUTH_KEYS else "number"
            texts = enumerate(value) if isinstance(value, tuple) else [(None, value)]
            for index, text in texts:
                if text is not None:
                    yield Written(here if index is None else (*here, index), kind, text, yearly)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from written(item, (*here, index), yearly=yearly)
