"""Where full points begin: out of reach, or below what the indicator asks for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from evalcore import pointrules as model
from evalcore.conditions.expressions import Expr
from evalcore.faults import Path_
from evalcore.figures import exact_text
from evalcore.lint.reading import Finding, Reading
from evalcore.lint.spans import TURNED, ZERO, Sum, can_be, difference, number, span, sum_of


class Mark(NamedTuple):
    """Something that is asked: `over` at least 0 (`sign` >=) or above 0 (>)."""

    over: Sum
    sign: str


def _mark(over: Sum, sign: str) -> Mark:
    """An order relation to zero, turned to >= or >."""
    return Mark(over, sign) if sign in (">=", ">") else Mark(number(ZERO).minus(over), TURNED[sign])


def _full_mark(reading: Reading, rule: model.LeafRule, path: Path_) -> Mark | None:
    """What it takes for the full points, for the rules that go by one number."""
    full = model.full_of(rule, 1)
    match rule:
        case model.Bands():
            best = [band.bound for band in rule.bands if band.points == full]
            if not best or rule.otherwise == full:
                return None
            sign, bound = best[-1]
            return _mark(sum_of(reading.trees[*path, "of"]).minus(number(bound)), sign)
        case model.PerUnit() if rule.each:
            return Mark(sum_of(reading.trees[*path, "count"]).minus(number(full / rule.each)), ">=")
        case model.Linear() | model.Proportional() | model.Half():
            over = sum_of(reading.trees[*path, "of"]).minus(sum_of(reading.trees[*path, "target"]))
            return _mark(over, "<=" if isinstance(rule, model.Linear) and rule.better == "less" else ">=")
    return None


def out_of_reach(reading: Reading) -> Iterator[Finding]:
    """Full points that no evidence can earn."""
    for leaf, rule, path in reading.leaf_rules():
        full, most = model.full_of(rule, 1), _most(reading, rule, path)
        mark = None if isinstance(rule, model.Bands) else _full_mark(reading, rule, path)
        if (mark is not None and not can_be(reading, mark.over, ">=")) or (most is not None and most < full):
            params: dict[str, object] = {"id": leaf.id, "full": exact_text(full)}
            yield Finding("lint-full-unreachable", path, (leaf.id,), params)


def _most(reading: Reading, rule: model.LeafRule, path: Path_) -> Fraction | None:
    """The most that parts and judgements can come to; None where nothing limits them."""
    match rule:
        case model.Parts():
            return sum((part.points for part in rule.parts), ZERO)
        case model.Judged():
            return span(reading, sum_of(reading.trees[*path, "of"])).high
        case model.Raters():
            return reading.standard.evidence[rule.of].columns[rule.score].high
    return None


def below_requirement(reading: Reading) -> Iterator[Finding]:
    """Full points at a value that the indicator's own `met` refuses."""
    lines = {line.path: line for line in reading.lines}
    for leaf, rule, path in reading.leaf_rules():
        line = lines.get((*path[: path.index("points")], "met"))
        mark = _full_mark(reading, rule, path)
        if line is None or mark is None:
            continue
        for node in _required(line.tree):
            if _easier(reading, mark, _mark(difference(node), str(node.value))):
                params: dict[str, object] = {"id": leaf.id, "required": line.written(node)}
                yield Finding("lint-full-below-requirement", path, (leaf.id,), params)


def _required(met: Expr) -> Iterator[Expr]:
    """The comparisons of order that a condition cannot do without."""
    if met.op == "compare" and met.args[0].type.kind == "number" and met.value not in ("==", "!="):
        yield met
    elif met.op in ("and", "every_year", "every_quarter", "every_month", "last"):
        for arg in met.args:
            yield from _required(arg)


def _easier(reading: Reading, full: Mark, required: Mark) -> bool:
    """Whether full points are sure to ask for no more than the requirement of the same thing, and at times for less."""
    evidence = (atom for atom in full.over.terms if atom.op != "name" or getattr(atom.value, "kind", "") == "field")
    atom = next(evidence, None)
    if atom is None or atom not in required.over.terms:
        return False
    ratio = required.over.terms[atom] / full.over.terms[atom]
    if ratio <= 0:
        return False
    gap = full.over.plus(required.over, -1 / ratio)
    if not gap.terms and not gap.constant:
        return (full.sign, required.sign) == (">=", ">")
    lowest = span(reading, gap).low
    return lowest is not None and lowest >= 0


CHECKS = (out_of_reach, below_requirement)
