"""Titles against their conditions: on which side a boundary falls, and 且 against 或.

These are guesses from the words of Chinese titles. A word and its negation (超过, 不超过) put the boundary on the same
side, and so do a comparison and its opposite: only sides are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from evalcore import pointrules as model
from evalcore.conditions.expressions import Expr, Name
from evalcore.faults import Path_
from evalcore.figures import exact_text
from evalcore.lint.reading import Finding, Line, Reading
from evalcore.lint.spans import TURNED, sum_of
from evalcore.numerals_words import CHARACTERS, spelled

# The boundary belongs with what lies above it, or with what lies below it.
ABOVE = (
    "达到或超过", "达到或高于", "大于或等于", "高于或等于", "超过或等于", "大于等于", "高于等于",
    "达到", "达", "满", "低于", "少于", "小于", "不足", "不满", "未满", "不到", "未到", "至少",
)  # fmt: skip
BELOW = (
    "小于或等于", "低于或等于", "少于或等于", "小于等于", "低于等于",
    "超过", "高于", "多于", "大于", "至多", "最多",
)  # fmt: skip
BEHIND = {"以上": "above", "以下": "below", "以内": "below", "之内": "below", "以外": "below"}
SIDES = {">=": "above", "<": "above", ">": "below", "<=": "below"}
ONLY_WITH_FIGURES = ("达", "满", "不足", "不满")

_SIDE_OF = {**dict.fromkeys(ABOVE, "above"), **dict.fromkeys(BELOW, "below")}
_LONGEST_FIRST = sorted(_SIDE_OF, key=lambda word: -len(word))
_WORD = "|".join(_LONGEST_FIRST)
_FIGURE = rf"[0-9]+(?:\.[0-9]+)?|[{CHARACTERS}]+"
_BEFORE = re.compile(rf"({_WORD})\s*({_FIGURE})")
# 二级以上 may rank upwards or downwards: no guess is made.
_AFTER = re.compile(rf"({_FIGURE})\s*[^\s，。；、（）()0-9级等]{{0,4}}?[及或]?({'|'.join(BEHIND)})")
_ALONE = re.compile("|".join(word for word in _LONGEST_FIRST if word not in ONLY_WITH_FIGURES))
_SOME_FIGURE = re.compile(rf"[0-9{CHARACTERS}]")
_NO_CHOICE = re.compile(rf"{_WORD}|或(?:{'|'.join(BEHIND)})")


class Bound(NamedTuple):
    """A comparison with a figure, or with a parameter (None): the side that its boundary falls on, and its place."""

    figure: Fraction | None
    side: str
    path: Path_
    text: str
    offset: int | None = None


def boundaries(reading: Reading) -> Iterator[Finding]:
    """Conditions that put a boundary on the other side than the title does."""
    for title, lines in _titled(reading):
        bounds = [bound for line in lines for bound in _bounds(line)]
        plain = normalize("NFKC", title)
        stated = _stated(plain)
        if (lone := _lone(plain)) and [bound.figure for bound in bounds].count(None) == 1:
            stated = [(None, lone)]
        for bound in bounds:
            sides = {side for figure, side in stated if figure == bound.figure}
            if sides and bound.side not in sides:
                params: dict[str, object] = {"id": lines[0].id, "title": title, "condition": bound.text}
                yield Finding("lint-boundary", bound.path, (lines[0].id,), params, offset=bound.offset)


def _stated(title: str) -> list[tuple[Fraction | None, str]]:
    """The figures of a title, each with the side that it belongs to; not those that also stand without any word."""
    found = [(_value(figure), _SIDE_OF[word]) for word, figure in _BEFORE.findall(title)]
    found += [(_value(figure), BEHIND[word]) for figure, word in _AFTER.findall(title)]
    all_figures = [_value(figure) for figure in re.findall(_FIGURE, title)]
    bare = {value for value in all_figures if all_figures.count(value) > [stated for stated, _ in found].count(value)}
    return [] if "不含" in title else [(value, side) for value, side in found if value not in {None, *bare}]


def _value(figure: str) -> Fraction | None:
    if figure[0].isdecimal():
        return Fraction(figure)
    number = spelled(figure)
    return None if number is None else number.value * number.scale


def _lone(title: str) -> str | None:
    """The side that the only such word of a title without figures speaks of: 达到上级目标."""
    words = _ALONE.findall(title)
    return _SIDE_OF[words[0]] if len(words) == 1 and not _SOME_FIGURE.search(title) else None


def _bounds(line: Line) -> Iterator[Bound]:
    """The figures and parameters that a condition, or a list of bands, compares with."""
    for node in line.tree.walk():
        if node.op == "compare" and node.value in SIDES and node.args[0].type.kind == "number":
            (left, right), sign = node.args, str(node.value)
            if _given(left):
                left, right, sign = right, left, TURNED[sign]
            if _given(right) and not _given(left):
                total = sum_of(right)
                figure = None if total.terms else total.constant
                yield Bound(figure, SIDES[sign], line.path, line.written(node), node.start)
    for index, band in enumerate(line.holder.bands if isinstance(line.holder, model.Bands) else ()):
        sign, bound = band.bound
        yield Bound(bound, SIDES[sign], (*line.path[:-1], "bands", index), f"{sign} {exact_text(bound)}")


def _given(expr: Expr) -> bool:
    """Whether a number is made of figures and parameters only."""
    parameter = isinstance(expr.value, Name) and expr.value.kind == "parameter"
    return expr.op == "number" or parameter or (expr.op in ("add", "sub", "mul") and all(map(_given, expr.args)))


def and_or(reading: Reading) -> Iterator[Finding]:
    """Titles that say 或 where the condition says and, or 且 where it says or."""
    for title, lines in _titled(reading):
        words = _NO_CHOICE.sub("", title)
        said = {op for word, op in (("且", "and"), ("或", "or")) if word in words}
        for line in lines:
            of_another = isinstance(line.holder, model.Miss) and line.holder.title is None
            meant = set() if of_another or line.key in ("applies", "rest") else set(_joined(line.tree))
            if len(said) == len(meant) == 1 and said != meant:
                params: dict[str, object] = {"id": line.id, "title": title, "condition": line.written(line.tree)}
                yield Finding("lint-and-or", line.path, (line.id,), params)


def _joined(expr: Expr) -> Iterator[str]:
    """How a condition joins what it asks for. 没有违纪或违规 is said with `and`: denials tell nothing."""
    if expr.op == "not":
        return
    if expr.op in ("and", "or") and not _one_comparison(expr) and not all(_denies(arg) for arg in expr.args):
        yield expr.op
    for arg in expr.args:
        yield from _joined(arg)


def _one_comparison(expr: Expr) -> bool:
    """Whether this is a chain `a <= b <= c`, not an `and` that somebody wrote."""
    if any(arg.op != "compare" for arg in expr.args):
        return False
    return all(one.args[1].start == other.args[0].start for one, other in pairwise(expr.args))


def _denies(expr: Expr) -> bool:
    return expr.op == "not" or (expr.op == "compare" and expr.value in ("==", "<", "<=") and _given(expr.args[1]))


def _titled(reading: Reading) -> Iterator[tuple[str, list[Line]]]:
    """Every title with the lines that it stands over, down to the next title."""
    found: dict[Path_, tuple[str, list[Line]]] = {}
    for line in reading.lines:
        titles = [(getattr(part, "title", None), path) for part, path in line.holders]
        for title, path in [each for each in titles if each[0]][-1:]:
            found.setdefault(path, (str(title), []))[1].append(line)
    yield from found.values()


CHECKS = (boundaries, and_or)
