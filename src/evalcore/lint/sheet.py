"""Above the leaves: levels, bonus lists, and how much of the standard is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evalcore import sheetrules as sheet_model
from evalcore.faults import Path_
from evalcore.figures import exact_text
from evalcore.lint.ends import looks_cut
from evalcore.lint.reading import Finding, Reading
from evalcore.lint.spans import ONE, ZERO
from evalcore.standard import Criterion, Indicator, Standard


def levels(reading: Reading) -> Iterator[Finding]:
    """Levels that no score reaches, and bounds that look like the ends of printed whole-number ranges."""
    standard = reading.standard
    top = _highest_score(standard)
    full = {part.id: standard.full(part) + _excess(part) for part in standard.headings()}
    for index, level in enumerate(standard.levels):
        if top is not None and level.from_ > top:
            params: dict[str, object] = {"id": level.id, "bound": exact_text(level.from_), "top": exact_text(top)}
            yield Finding("lint-level-unreachable", ("levels", index, "from"), (level.id,), params)
    for index, dimension in enumerate(standard.dimensions):
        most = sum((full[part] for part in dimension.of), ZERO)
        for key, bound in dimension.levels.items():
            if bound > most:
                path: Path_ = ("dimensions", index, "levels", key)
                params = {"id": key, "bound": exact_text(bound), "top": exact_text(most)}
                yield Finding("lint-level-unreachable", path, (key, dimension.id), params)
    bounds = [(">=", level.from_) for level in standard.levels]
    if looks_cut(bounds) and (standard.rounding is None or standard.rounding.decimals):
        shown = ", ".join(f"{sign} {exact_text(bound)}" for sign, bound in bounds)
        yield Finding("lint-whole-ends", ("levels",), tuple(level.id for level in standard.levels), {"bounds": shown})


def _highest_score(standard: Standard) -> Fraction | None:
    """The highest score there can be; None without limit."""
    bonus = ZERO if standard.bonus is None else _most(standard.bonus.items, "all", standard.bonus.cap)
    if standard.total is None or bonus is None:
        return None
    return standard.total + bonus + _excess(standard)


def _excess(part: Standard | Criterion | Indicator) -> Fraction:
    """The most that 附加分 inside the leaves of a part can add, weighted."""
    if isinstance(part, Indicator):
        return part.points.excess.most if part.points is not None and part.points.excess is not None else ZERO
    return sum((child.weight * _excess(child) for child in part.children), ZERO)


def _most(items: tuple[sheet_model.Adjustment, ...], take: str, cap: Fraction | None) -> Fraction | None:
    """The most that the items of a bonus list or group can come to; None without limit."""
    each = [_most_of_item(item) for item in items]
    known = [most for most in each if most is not None]
    together = None if len(known) < len(each) else max(known) if take == "highest" else sum(known, ZERO)
    return min((end for end in (together, cap) if end is not None), default=None)


def _most_of_item(item: sheet_model.Adjustment) -> Fraction | None:
    if item.items:
        return _most(item.items, item.take, item.cap)
    if item.points is None or item.most is not None:
        return item.most
    factor = ONE
    for each in item.times:
        factor *= max(ONE, each.factor)
    return item.points * factor


def unbounded_bonus(reading: Reading) -> Iterator[Finding]:
    """Counted bonus items that neither they themselves nor any group around them limits."""
    for line in reading.lines:
        item = line.holder
        if line.path[0] != "bonus" or line.key != "count" or not isinstance(item, sheet_model.Adjustment):
            continue
        groups = [
            part for part, _ in line.holders if isinstance(part, sheet_model.Adjustments | sheet_model.Adjustment)
        ]
        if item.most is None and all(group.cap is None for group in groups):
            yield Finding("lint-bonus-unbounded", line.path[:-1], (item.id,), {"id": item.id})


def assumed(reading: Reading) -> Iterator[Finding]:
    """How many requirements rest on what we assumed."""
    standard = reading.standard
    lists = [item for each in (standard.bonus, standard.penalties) if each is not None for item in each.walk()]
    authorities = [part.authority for part in (*standard.eligibility, *standard.leaves())]
    authorities += [rule.authority for rule in standard.rules] + [level.authority for level in standard.levels]
    authorities += [item.authority for item in lists if not item.items]
    if count := authorities.count("assumed"):
        yield Finding("lint-assumed", (), (), {"count": count, "all": len(authorities)})


CHECKS = (levels, unbounded_bonus, assumed)
