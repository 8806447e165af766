"""Whether more of something helps or harms: evidence with the direction in which a condition or a rule wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evalcore import pointrules as model
from evalcore.conditions.expressions import Expr, Name, Rows
from evalcore.lint.reading import Line, Reading
from evalcore.lint.spans import ANYTHING, ZERO, difference, span, sum_of


class Wanted(NamedTuple):
    """A field or `items.column` that is read: `sign` is 1 where more of it helps, -1 where less does.

    A choice that is compared with one of its values is wanted as `field == value`.
    """

    what: str
    sign: int
    expr: Expr

    @property
    def field(self) -> str:
        """The field of the evidence, or the column."""
        return self.what.partition(" == ")[0]


def wanted_by(reading: Reading, line: Line) -> Iterator[Wanted]:
    """What a line of an indicator or a list wants: a deduction wants the opposite of what it counts."""
    return wanted(reading, line.tree, _sign_of(line))


def _sign_of(line: Line) -> int:
    """Whether points rise or fall with what the line says."""
    match line.holder, line.key:
        case model.Excess(), _:
            return 1
        case model.Miss(), _:
            return -1
        case model.Bands() as rule, _:
            return 1 if rule.bands[0].bound[0] in (">=", ">") else -1
        case model.Linear() as rule, key:
            return 1 if (rule.better == "more") == (key == "of") else -1
        case model.Proportional() | model.Half(), "target":
            return -1
    return 1


def wanted(reading: Reading, expr: Expr, sign: int) -> Iterator[Wanted]:
    """What an expression reads, and in which direction it wants it to go."""
    value = expr.value
    if isinstance(value, Name):
        if value.kind != "parameter":
            yield Wanted(value.id, sign, expr)
    elif expr.op == "compare":
        yield from _compared(reading, expr, sign)
    elif expr.op == "in":
        yield from _chosen(reading, expr.args[0], expr.args[1:], sign)
    elif isinstance(value, Rows):
        yield from _of_records(reading, expr, value, sign)
    elif expr.op == "mul":
        factor, other = sorted(expr.args, key=lambda arg: bool(sum_of(arg).terms))
        turn = sum_of(factor).constant
        if turn:
            yield from wanted(reading, other, sign if turn > 0 else -sign)
    else:
        turned = {"not": [0], "sub": [1], "rate": [1]}.get(expr.op, [])
        for index, arg in enumerate(expr.args):
            yield from wanted(reading, arg, -sign if index in turned else sign)


def _of_records(reading: Reading, expr: Expr, rows: Rows, sign: int) -> Iterator[Wanted]:
    """What is asked of the records, or which are counted; not which of them `every` asks it of."""
    asked = expr.args[:1] if expr.op == "every" else expr.args
    for arg in asked:
        yield from wanted(reading, arg, sign)
    if not asked:
        yield Wanted(rows.items, sign, expr)


def _compared(reading: Reading, expr: Expr, sign: int) -> Iterator[Wanted]:
    left, right = expr.args
    if expr.value in (">=", ">", "<=", "<"):
        more = sign if expr.value in (">=", ">") else -sign
        yield from wanted(reading, left, more)
        yield from wanted(reading, right, -more)
    elif right.op == "text":
        chosen = _chosen(reading, left, [right], sign)
        yield from chosen if expr.value == "==" else wanted(reading, left, sign)
    else:
        yield from _equal(reading, expr, sign if expr.value == "==" else -sign)


def _chosen(reading: Reading, choice: Expr, items: Iterable[Expr], sign: int) -> Iterator[Wanted]:
    """Some values of a choice."""
    for each in wanted(reading, choice, sign):
        yield from (each._replace(what=f"{each.what} == {item.value}") for item in items)


def _equal(reading: Reading, expr: Expr, sign: int) -> Iterator[Wanted]:
    """Equality at the end of what is possible, as of a count with 0, has a direction; any other has both."""
    left, right = expr.args
    ends = span(reading, difference(expr)) if left.type.kind == "number" else ANYTHING
    ways = [-sign] if ends.low == ZERO else [sign] if ends.high == ZERO else [sign, -sign]
    for more in ways:
        yield from wanted(reading, left, more)
        yield from wanted(reading, right, -more)
