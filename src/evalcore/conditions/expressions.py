"""The typed tree of a condition, as `conditions.parse` makes it and `meaning` and `explain` read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

Kind = Literal["truth", "number", "date", "choice", "rating", "text", "document", "items", "error"]


class Type(NamedTuple):
    """What an expression stands for. `unit` is None for a bare number, which fits every unit."""

    kind: Kind
    unit: str | None = None
    choices: tuple[str, ...] = ()


TRUTH = Type("truth")
NUMBER = Type("number")
PERCENT = Type("number", "%")
ERROR = Type("error")


class RateOptions(NamedTuple):
    """How a rate behaves; `field` names the percentage field when the rate was declared there."""

    field: str | None = None
    above_100: bool = False
    when_empty: str = "unknown"
    decided_by: str = "parts"


class Growth(NamedTuple):
    """The options of `growing`; `least` is how much each year must bring (only in the leaf rule `growth`)."""

    years: int
    strict: bool
    ceiling: Fraction | None
    least: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Expr:
    """One node of a condition.

    `op` is one of: number, text, date, name, add, sub, mul, rate, add_years, count, total, compare, in, and, or, not,
    has, at_least, every_year, every_quarter, every_month, last, growing, every, some, met, unmet, na.
    `value` holds the literal, the name, the comparison sign or the options. `start` and `end` are offsets in the
    condition's text, in characters; what is written alike is equal wherever it stands.
    """

    op: str
    type: Type
    args: tuple[Expr, ...] = ()
    value: object = None
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def walk(self) -> Iterator[Expr]:
        """This node and everything under it."""
        yield self
        for arg in self.args:
            yield from arg.walk()


class Name(NamedTuple):
    """What a name in a condition refers to."""

    kind: Literal["field", "parameter", "column"]
    id: str


class Rows(NamedTuple):
    """The items field that `every`, `some`, `count` and `total` go over; args hold body (or column) and where."""

    items: str
    has_where: bool
    trim_above: int | None = None  # for `mean`, which only the leaf rule `raters` makes


def names(expr: Expr) -> Iterator[Name]:
    """Every name an expression reads, the parts of declared rates included."""
    for node in expr.walk():
        yield from own_names(node)


def own_names(node: Expr) -> Iterator[Name]:
    """The names that a node reads itself, not through its arguments."""
    if isinstance(node.value, Name):
        yield node.value
    elif isinstance(node.value, Rows):
        yield Name("field", node.value.items)
    elif isinstance(node.value, RateOptions) and node.value.field:
        yield Name("field", node.value.field)
