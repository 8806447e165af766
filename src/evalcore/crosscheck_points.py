"""Cross-checks of how points are given: leaf rules, lists, vetoes, core, dimensions, deciding rules."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from evalcore import pointrules as model
from evalcore import sheetrules as sheet_model
from evalcore.conditions import parse
from evalcore.conditions.expressions import Expr
from evalcore.faults import Fault, Path_, fault
from evalcore.scalars import NUMBER
from evalcore.standard import Criterion, Indicator, Standard
from evalcore.trees import leaves_with_paths, may_not_apply, reads_level, rule_scope

ONLY_POINTS = (
    "total",
    "pass_level",
    "levels",
    "not_applicable",
    "bonus",
    "penalties",
    "core",
    "dimensions",
    "rounding",
)
ONLY_POINTS_PART = ("points", "entry_line", "entry_share")


def kind(standard: Standard) -> Iterator[Fault]:
    """Points belong to points standards, which cannot do without them."""
    if standard.kind == "conditions":
        yield from _conditions_only(standard)
        return
    for key in ("total", "pass_level", "levels"):
        if not getattr(standard, key):
            yield fault("standard-points-need", key_name=key)
    for leaf, path in leaves_with_paths(standard):
        if leaf.points is None:
            yield fault("standard-points-need", *path, key_name="points")
        elif leaf.met is None and isinstance(leaf.points, model.AllOrNothing):
            yield fault("standard-met-needed", *path, id=leaf.id)
    if standard.not_applicable is None and any(may_not_apply(standard, leaf) for leaf in standard.leaves()):
        yield fault("standard-points-need", key_name="not_applicable")


def _conditions_only(standard: Standard) -> Iterator[Fault]:
    for key in ONLY_POINTS:
        if getattr(standard, key):
            yield fault("standard-only-points", key, key_name=key)
    for part, path in parts_with_paths(standard):
        for key in ONLY_POINTS_PART:
            if getattr(part, key, None) is not None:
                yield fault("standard-only-points", *path, key, key_name=key)
        if part.weight != 1:
            yield fault("standard-only-points", *path, "weight", key_name="weight")
        if isinstance(part, Indicator):
            if part.met is None:
                yield fault("standard-met-needed", *path, id=part.id)
            if part.veto and (part.veto.cap or part.veto.deduct):
                yield fault("standard-only-points", *path, "veto", key_name="cap / deduct")
    for index, rule in enumerate(standard.rules):
        if rule.then.cap:
            yield fault("standard-only-points", "rules", index, "then", key_name="cap")


def parts_with_paths(standard: Standard) -> Iterator[tuple[Criterion | Indicator, Path_]]:
    """Every criterion and indicator with its path, parents first."""

    def inside(part: Standard | Criterion, path: Path_) -> Iterator[tuple[Criterion | Indicator, Path_]]:
        for index, child in enumerate(part.criteria):
            here = (*path, "criteria", index)
            yield child, here
            yield from inside(child, here)
        for index, leaf in enumerate(part.indicators):
            yield leaf, (*path, "indicators", index)

    return inside(standard, ())


def sums(standard: Standard) -> Iterator[Fault]:
    """Points add up to their headings, and entry lines can be reached."""
    if standard.kind != "points":
        return
    if standard.total is not None and (found := standard.full()) != standard.total:
        yield fault("standard-sum", "total", heading=standard.total, sum=found)
    for part, path in parts_with_paths(standard):
        if isinstance(part, Indicator):
            continue
        found = standard.full(part)
        if part.points is not None and found != part.points:
            yield fault("standard-sum", *path, "points", heading=part.points, sum=found)
        if part.entry_line is not None and (part.entry_share is not None or not 0 < part.entry_line <= found):
            yield fault("standard-entry-line", *path, "entry_line", full=found)
        if part.entry_share is not None and not 0 < part.entry_share <= 100:
            yield fault("standard-entry-line", *path, "entry_share", full=100)


def levels(standard: Standard) -> Iterator[Fault]:
    """Levels go down from the total, and everything that names one names a level there is."""
    bounds = [level.from_ for level in standard.levels]
    if any(higher <= lower for higher, lower in pairwise(bounds)):
        yield fault("standard-level-order", "levels")
    top = standard.total
    if top is not None and standard.bonus is None and bounds and bounds[0] > top:
        yield fault("standard-level-above-total", "levels", 0, "from", total=top)
    for index, level in enumerate(standard.levels):
        if (level.authority == "assumed") != (level.assumed is not None):
            yield fault("standard-assumed-reason", "levels", index, "authority", id=level.id)
    known = {level.id for level in standard.levels}
    named: list[tuple[str | None, Path_]] = [(standard.pass_level, ("pass_level",))]
    named += [(leaf.veto.cap, (*path, "veto")) for leaf, path in leaves_with_paths(standard) if leaf.veto]
    named += [(rule.then.cap, ("rules", index, "then")) for index, rule in enumerate(standard.rules)]
    named += [(key, ("dimensions", i, "levels")) for i, each in enumerate(standard.dimensions) for key in each.levels]
    for name, path in named:
        if name is not None and name not in known and standard.kind == "points":
            yield fault("standard-pass-level", *path, id=name)


def leaf_rules(standard: Standard) -> Iterator[Fault]:
    """What a leaf rule needs beyond its keys."""
    for leaf, path in leaves_with_paths(standard):
        if leaf.points is not None:
            yield from _rule(standard, leaf.points, (*path, "points"))


def _rule(standard: Standard, rule: model.LeafRule, path: Path_) -> Iterator[Fault]:
    for key, amount in _amounts(rule):
        if amount < 0:
            yield fault("standard-negative-points", *path, *key, points=amount)
    misses: list[tuple[model.Miss, Path_]] = [(rule.excess, (*path, "excess"))] if rule.excess else []
    match rule:
        case model.Deduct():
            misses += [(miss, (*path, "misses", index)) for index, miss in enumerate(rule.misses)]
        case model.Bands():
            yield from _bands(rule, path)
        case model.Linear() if bool(rule.slopes) != (rule.slopes_combine is not None):
            yield fault("standard-slopes", *path)
        case model.Raters():
            yield from _raters(standard, rule, path)
        case model.Judged():
            field = standard.evidence.get(rule.of)
            if field is None or not field.numeric or field.supplier != "assessor":
                yield fault("standard-judged-by", *path, "of", name=rule.of)
        case model.Growth() if [int(k) if k.isdigit() else -1 for k in rule.points] != list(range(len(rule.points))):
            yield fault("standard-growth-keys", *path, "points")
        case model.Growth() if len(rule.points) > rule.years or max(rule.points.values()) != rule.full:
            yield fault("standard-growth-keys", *path, "points")
        case model.Grades() if len({g.at_least for g in rule.grades}) < len(rule.grades):
            yield fault("standard-grades", *path, count=len(rule.conditions))
        case model.Grades() if max(g.at_least for g in rule.grades) > len(rule.conditions):
            yield fault("standard-grades", *path, count=len(rule.conditions))
        case model.KOfN() if rule.k > len(rule.conditions) or len(rule.rest) not in (0, len(rule.conditions)):
            yield fault("standard-k-of-n", *path, count=len(rule.conditions))
        case model.EachYear():
            if rule.combine == "sum" and standard.cycle is None:
                yield fault("standard-sum-needs-cycle", *path)
            inner = rule.points
            if inner.excess is not None or (isinstance(inner, model.Deduct) and inner.scope == "criterion"):
                yield fault("standard-each-year-inner", *path, "points")
            yield from _rule(standard, inner, (*path, "points"))
    if _not_positive(_divisor(rule)):
        yield fault("standard-target-not-positive", *path, "target")
    for miss, here in misses:
        if (miss.count is None) == (miss.when is None):
            yield fault("standard-count-or-when", *here)


def _divisor(rule: model.LeafRule) -> str:
    """The target that a rule divides by; 1 where it does not."""
    if isinstance(rule, model.Proportional) or (isinstance(rule, model.Linear) and rule.measure == "percent"):
        return rule.target
    return "1"


def _not_positive(text: str) -> bool:
    """Whether a text is a number that nothing can be divided by. Expressions are judged where they are parsed."""
    number = text.strip()
    return NUMBER.fullmatch(number) is not None and Fraction(number) <= 0


def _amounts(rule: model.LeafRule) -> Iterator[tuple[Path_, Fraction]]:
    """The points written in a rule itself."""
    for key in ("full", "each", "lose", "otherwise"):
        value = getattr(rule, key, None)
        if isinstance(value, Fraction):
            yield (key,), value
    for key in ("parts", "bands", "grades"):
        for index, part in enumerate(getattr(rule, key, ())):
            if isinstance(getattr(part, "points", None), Fraction):
                yield (key, index, "points"), part.points
    for key in ("misses", "slopes"):
        for index, part in enumerate(getattr(rule, key, ())):
            yield (key, index), getattr(part, "each", getattr(part, "lose", Fraction(0)))


def _bands(rule: model.Bands, path: Path_) -> Iterator[Fault]:
    """One bound each, all in one direction, the best first."""
    for index, band in enumerate(rule.bands):
        if band.bounds != 1:
            yield fault("standard-band-bound", *path, "bands", index)
            return
    signs, bounds = zip(*(band.bound for band in rule.bands), strict=True)
    rising = signs[0] in ("<=", "<")
    if any((sign in ("<=", "<")) != rising for sign in signs):
        yield fault("standard-band-order", *path, "bands")
    for (sign, bound), (next_sign, next_bound) in zip(
        zip(signs, bounds, strict=True), list(zip(signs, bounds, strict=True))[1:], strict=False
    ):
        after = next_bound > bound if rising else next_bound < bound
        same = next_bound == bound and sign in (">", "<") and next_sign in (">=", "<=")
        if not after and not same:
            yield fault("standard-band-order", *path, "bands")


def _raters(standard: Standard, rule: model.Raters, path: Path_) -> Iterator[Fault]:
    items = standard.evidence.get(rule.of)
    column = items.columns.get(rule.score) if items else None
    if column is None or not column.numeric or (items and items.per):
        yield fault("standard-raters", *path, name=rule.of, column=rule.score)


def lists(standard: Standard) -> Iterator[Fault]:
    """Bonus and penalty items: one kind of content, ids of their own, penalties never assumed."""
    taken = {part.id for part, _ in parts_with_paths(standard)} | {"bonus", "penalties"}
    for name in ("bonus", "penalties"):
        adjustments = getattr(standard, name)
        for item, path in _items(adjustments, (name,)) if adjustments else ():
            if item.id in taken:
                yield fault("standard-duplicate-id", *path, "id", id=item.id)
            taken.add(item.id)
            yield from _item(item, path)
            if (item.authority == "assumed") != (item.assumed is not None):
                yield fault("standard-assumed-reason", *path, id=item.id)
            if name == "penalties" and item.authority == "assumed" and not standard.teaching:
                yield fault("standard-assumed-veto", *path, id=item.id)


def _items(
    part: sheet_model.Adjustments | sheet_model.Adjustment, path: Path_
) -> Iterator[tuple[sheet_model.Adjustment, Path_]]:
    for index, item in enumerate(part.items):
        here = (*path, "items", index)
        yield item, here
        yield from _items(item, here)


def _item(item: sheet_model.Adjustment, path: Path_) -> Iterator[Fault]:
    single = item.points is not None and item.when is not None and item.each is None and item.count is None
    counted = item.each is not None and item.count is not None and item.points is None
    group = bool(item.items) and item.points is None and item.each is None and item.when is None and not item.times
    plain = item.cap is None and item.take == "all" and not item.items
    if [single and plain, counted and plain, group and item.most is None].count(True) != 1:
        yield fault("standard-adjustment", *path, id=item.id)
    for amount in (item.points, item.each, item.most, item.cap, *(factor.factor for factor in item.times)):
        if amount is not None and amount < 0:
            yield fault("standard-negative-points", *path, points=amount)


def vetoes(standard: Standard) -> Iterator[Fault]:
    """A veto does one thing; the core and the dimensions name what there is."""
    for leaf, path in leaves_with_paths(standard):
        if leaf.veto and leaf.veto.cap is not None and leaf.veto.deduct is not None:
            yield fault("standard-veto-effect", *path, "veto", id=leaf.id)
        if leaf.veto and leaf.veto.times and leaf.veto.deduct is None:
            yield fault("standard-veto-effect", *path, "veto", id=leaf.id)
    if standard.core is not None:
        core = [leaf for leaf in standard.leaves() if leaf.core]
        if standard.core.at_least > len(core):
            yield fault("standard-needs-too-many", "core", count=len(core))
        if standard.core.when_fewer_apply is None and any(may_not_apply(standard, leaf) for leaf in core):
            yield fault("standard-when-fewer", "core", id="core")
    criteria = {part.id for part in standard.headings()}
    for index, dimension in enumerate(standard.dimensions):
        for part in dimension.of:
            if part not in criteria:
                yield fault("standard-unknown-criterion", "dimensions", index, "of", id=part)


def rules(standard: Standard) -> Iterator[Fault]:
    """Deciding rules: one effect each, never assumed where they decide, no circles, the level only at the end."""
    scope = rule_scope(standard)
    trees = {rule.id: parse(rule.when, scope)[0] for rule in standard.rules}
    seen: set[str] = set()
    for index, rule in enumerate(standard.rules):
        path: Path_ = ("rules", index)
        if rule.id in seen:
            yield fault("standard-duplicate-id", *path, "id", id=rule.id)
        seen.add(rule.id)
        effects = [rule.then.conclude, rule.then.refuse or None, rule.then.cap, rule.then.recommend]
        if sum(effect is not None for effect in effects) != 1:
            yield fault("standard-rule-effect", *path, "then", id=rule.id)
        if (rule.authority == "assumed") != (rule.assumed is not None):
            yield fault("standard-assumed-reason", *path, "authority", id=rule.id)
        decides = rule.then.refuse or rule.then.cap is not None
        if decides and rule.authority == "assumed" and not standard.teaching:
            yield fault("standard-assumed-veto", *path, "authority", id=rule.id)
        if _circular(rule, standard.rules, trees):
            yield fault("standard-rule-circle", *path, "when", id=rule.id)
        elif decides and reads_level(rule, standard.rules, trees):
            yield fault("standard-rule-level", *path, "when", id=rule.id)


def _circular(
    rule: sheet_model.DecidingRule, rules_: tuple[sheet_model.DecidingRule, ...], trees: dict[str, Expr]
) -> bool:
    """Whether a rule rests on its own conclusion."""
    found: set[str] = set()
    stack = [rule.id]
    while stack:
        tree = trees[stack.pop()]
        named = {str(node.value) for node in tree.walk() if node.op == "concluded"} - found
        found |= named
        stack.extend(each.id for each in rules_ if each.then.conclude in named)
    return rule.then.conclude in found


CHECKS = (kind, sums, levels, leaf_rules, lists, vetoes, rules)
