"""Bands and deductions: bands that nothing falls in, deductions that stop short, points that fall as things improve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from evalcore import pointrules as model
from evalcore.faults import Path_
from evalcore.figures import exact_text
from evalcore.lint.ends import looks_cut
from evalcore.lint.reading import Finding, Reading
from evalcore.lint.signs import wanted_by
from evalcore.lint.spans import ONE, OPPOSITE, ZERO, beyond, can_be, is_whole, number, possible, span, sum_of
from evalcore.standard import Indicator
from evalcore.trees import leaves_with_paths


def bands(reading: Reading) -> Iterator[Finding]:
    """Bands that no value falls in, and bounds that look like the ends of printed whole-number ranges."""
    for leaf, rule, path in reading.leaf_rules():
        if not isinstance(rule, model.Bands):
            continue
        of, bounds = sum_of(reading.trees[*path, "of"]), [band.bound for band in rule.bands]
        for index, (sign, bound) in enumerate(bounds):
            rest = [beyond(OPPOSITE[better], line) for better, line in bounds[:index]]
            if not possible(reading, of, beyond(sign, bound), *rest):
                params: dict[str, object] = {"id": leaf.id, "band": f"{sign} {exact_text(bound)}"}
                yield Finding("lint-band-unreachable", (*path, "bands", index), (leaf.id,), params)
        if looks_cut(bounds) and not is_whole(reading, of):
            shown = ", ".join(f"{sign} {exact_text(bound)}" for sign, bound in bounds)
            yield Finding("lint-whole-ends", (*path, "bands"), (leaf.id,), {"id": leaf.id, "bounds": shown})


def deductions(reading: Reading) -> Iterator[Finding]:
    """Deductions that together cannot take all the points of their indicator."""
    for leaf, rule, path in reading.leaf_rules():
        if not isinstance(rule, model.Deduct):
            continue
        most = [_most_deducted(reading, miss, (*path, "misses", i)) for i, miss in enumerate(rule.misses)]
        together = sum((each for each in most if each is not None), ZERO)
        if None not in most and together < rule.full:
            params: dict[str, object] = {"id": leaf.id, "most": exact_text(together), "full": exact_text(rule.full)}
            yield Finding("lint-deductions-stop", path, (leaf.id,), params)


def _most_deducted(reading: Reading, miss: model.Miss, path: Path_) -> Fraction | None:
    """The most that a miss can cost; None without limit."""
    times = ONE if miss.count is None else span(reading, sum_of(reading.trees[*path, "count"])).high
    ends = [end for end in (miss.most, None if times is None else miss.each * max(times, ZERO)) if end is not None]
    return min(ends, default=None)


def falling(reading: Reading) -> Iterator[Finding]:
    """Points that fall where the evidence gets better."""
    for leaf, rule, path in reading.leaf_rules():
        for key, points in _best_first(rule):
            for better, worse in pairwise(points):
                if worse > better:
                    params: dict[str, object] = {"better": exact_text(better), "worse": exact_text(worse)}
                    yield Finding("lint-better-gives-less", (*path, key), (leaf.id,), {"id": leaf.id, **params})
                    break


def _best_first(rule: model.LeafRule) -> Iterator[tuple[str, Sequence[Fraction]]]:
    """The points that a rule lists, from the best case to the worst, under the key that lists them."""
    match rule:
        case model.Bands():
            yield "bands", [*(band.points for band in rule.bands), rule.otherwise]
        case model.Grades():
            ranked = sorted(rule.grades, key=lambda grade: -grade.at_least)
            yield "grades", [*(grade.points for grade in ranked), rule.otherwise.points]
        case model.Growth():
            yield "points", [rule.points[str(failures)] for failures in range(len(rule.points))]


def slopes(reading: Reading) -> Iterator[Finding]:
    """Slopes that begin where the target is already reached, and slopes that cost less than what they replace."""
    for leaf, rule, path in reading.leaf_rules():
        if not isinstance(rule, model.Linear):
            continue
        target, way = sum_of(reading.trees[*path, "target"]), ONE if rule.better == "more" else -ONE
        for index, slope in enumerate(rule.slopes):
            params: dict[str, object] = {"id": leaf.id, "beyond": exact_text(slope.beyond)}
            short = target.minus(number(slope.beyond))
            if not can_be(reading, number(ZERO).plus(short, way), ">"):
                yield Finding("lint-slope-side", (*path, "slopes", index), (leaf.id,), params)
            elif rule.slopes_combine == "replace" and slope.lose < rule.lose:
                yield Finding("lint-slope-flatter", (*path, "slopes", index), (leaf.id,), params)


def directions(reading: Reading) -> Iterator[Finding]:
    """Evidence of which `met` asks for more and the points for less, or the reverse."""
    for leaf, path in leaves_with_paths(reading.standard):
        met, points = (_signs(reading, leaf, (*path, key)) for key in ("met", "points"))
        for what in sorted(met.keys() & points.keys()):
            if len(met[what]) == len(points[what]) == 1 and met[what] != points[what]:
                yield Finding("lint-direction", (*path, "points"), (leaf.id, what), {"id": leaf.id, "field": what})


def _signs(reading: Reading, leaf: Indicator, path: Path_) -> dict[str, set[int]]:
    """In which directions the expressions under a path want what they read."""
    found: dict[str, set[int]] = {}
    for line in reading.lines:
        if line.leaf is leaf and line.path[: len(path)] == path:
            for each in wanted_by(reading, line):
                found.setdefault(each.what, set()).add(each.sign)
    return found


CHECKS = (bands, deductions, falling, slopes, directions)
