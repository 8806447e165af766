"""The model of what stands above the leaf: bonus and penalty lists, vetoes, core, dimensions, deciding rules.

See `docs/points.md`, sections 4 to 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from evalcore.parts import Exact, Part
from evalcore.scalars import Date, Label, Name, Text, Truth, Whole


class Factor(Part):
    """A multiplier that holds under a condition."""

    when: Text
    factor: Exact


class Adjustment(Part):
    """An item or group of a bonus or penalty list."""

    id: Label
    title: Text
    title_en: Text | None = None
    clause: Label | None = None
    authority: Literal["stated", "external", "assumed"] = "stated"
    assumed: Text | None = None
    documents: tuple[Text, ...] = ()
    points: Exact | None = None
    when: Text | None = None
    each: Exact | None = None
    count: Text | None = None
    most: Exact | None = None
    times: tuple[Factor, ...] = ()
    take: Literal["all", "highest"] = "all"
    cap: Exact | None = None
    items: tuple[Adjustment, ...] = ()

    def walk(self) -> Iterator[Adjustment]:
        """This and everything in it, groups before their items."""
        yield self
        for item in self.items:
            yield from item.walk()


class Adjustments(Part):
    """A bonus or penalty list."""

    cap: Exact | None = None
    items: tuple[Adjustment, ...] = Field(min_length=1)

    def walk(self) -> Iterator[Adjustment]:
        """Every group and item."""
        for item in self.items:
            yield from item.walk()


class VetoEffect(Part):
    """What a veto does when it does not refuse: cap the level, or deduct."""

    cap: Label | None = None
    deduct: Exact | None = None
    times: tuple[Factor, ...] = ()


class Core(Part):
    """How many of the core indicators must be met."""

    at_least: Whole = Field(ge=1)
    when_fewer_apply: Literal["unmet", "all"] | None = None


class Dimension(Part):
    """A bound for levels on some criteria together."""

    id: Label
    title: Text | None = None
    of: tuple[Label, ...] = Field(min_length=1)
    levels: dict[Label, Exact]


class Rounding(Part):
    """The score is rounded half up to so many decimals."""

    decimals: Whole = Field(ge=0, le=4)


class Then(Part):
    """What a rule does: exactly one of these."""

    conclude: Name | None = None
    refuse: Truth = False
    cap: Label | None = None
    recommend: Text | None = None
    recommend_en: Text | None = None


class DecidingRule(Part):
    """When … then …."""

    id: Label
    title: Text | None = None
    title_en: Text | None = None
    when: Text
    then: Then
    clause: Label | None = None
    authority: Literal["stated", "external", "assumed"]
    assumed: Text | None = None


class Closed(Part):
    """The evidence was closed by a person."""

    date: Date
    by: Text
    reason: Text
