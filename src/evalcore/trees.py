"""Every expression of a standard, parsed: by the part that holds it and its path in that part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import BaseModel

from evalcore.conditions import Fault, Scope, parse, parse_number
from evalcore.conditions.expressions import NUMBER, Expr, Name, RateOptions, Rows, names
from evalcore.conditions.reader import RuleNames
from evalcore.pointrules import Raters, Written, written
from evalcore.sheetrules import DecidingRule
from evalcore.standard import Criterion, Indicator, Quantity, Standard

Path_ = tuple[str | int, ...]
Trees = Mapping[Path_, Expr]


def scope_of(standard: Standard) -> Scope:
    """The names that conditions of the standard may use."""
    return Scope(standard.evidence, standard.parameters)


def rule_scope(standard: Standard) -> Scope:
    """The names that deciding rules may use: also verdicts, points, conclusions and levels."""
    parts: list[Criterion | Indicator] = [*standard.leaves(), *standard.headings()]
    lists = [item.id for each in (standard.bonus, standard.penalties) if each for item in each.walk()]
    lists += [name for name in ("bonus", "penalties") if getattr(standard, name)]
    return replace(
        scope_of(standard),
        rules=RuleNames(
            verdicts=frozenset(part.id for part in parts),
            points=frozenset([*(part.id for part in parts), *lists]) if standard.kind == "points" else frozenset(),
            fired=frozenset(leaf.id for leaf in standard.leaves() if leaf.veto is not None),
            conclusions=frozenset(rule.then.conclude for rule in standard.rules if rule.then.conclude),
            levels=frozenset(level.id for level in standard.levels),
            scored=standard.kind == "points",
        ),
    )


def quantities_of(standard: Standard) -> dict[Name, Quantity]:
    """What every name refers to."""
    fields: dict[Name, Quantity] = {Name("field", key): value for key, value in standard.evidence.items()}
    return fields | {Name("parameter", key): value for key, value in standard.parameters.items()}


def spoilable_of(standard: Standard) -> frozenset[str]:
    """The fields that a relation can make invalid."""
    return frozenset(name for relation in standard.relations for name in relation.spoils)


def expressions(standard: Standard) -> Iterator[tuple[str, Path_, Written, Scope]]:
    """Every expression: the id of its part, the part's path in the standard, the expression and what it may name."""
    scope = scope_of(standard)
    for index, requirement in enumerate(standard.eligibility):
        yield requirement.id, ("eligibility", index), Written(("met",), "truth", requirement.met), scope
    for index, relation in enumerate(standard.relations):
        name, path_ = f"relation {relation.id}", ("relations", index)
        if relation.holds is not None:
            yield name, path_, Written(("holds",), "truth", relation.holds), scope
        if relation.computed is not None:
            yield name, path_, Written(("computed",), "number", relation.computed), replace(scope, products=True)
    for leaf, path in leaves_with_paths(standard):
        for key in ("met", "applies"):
            if (text := getattr(leaf, key)) is not None:
                yield leaf.id, path, Written((key,), "truth", text), scope
        for key in ("points", "veto"):
            yield from ((leaf.id, path, each, scope) for each in _written(leaf, key))
    for name in ("bonus", "penalties"):
        yield from ((name, (), each, scope) for each in _written(standard, name))
    rules = rule_scope(standard)
    for index, rule in enumerate(standard.rules):
        yield f"rule {rule.id}", ("rules", index), Written(("when",), "truth", rule.when), rules


def _written(part: BaseModel, key: str) -> Iterator[Written]:
    value = getattr(part, key)
    return written(value, (key,)) if isinstance(value, BaseModel) else iter(())


def leaves_with_paths(standard: Standard) -> Iterator[tuple[Indicator, Path_]]:
    """Every indicator with its path in the standard."""

    def inside(part: object, path: Path_) -> Iterator[tuple[Indicator, Path_]]:
        for index, leaf in enumerate(getattr(part, "indicators", ())):
            yield leaf, (*path, "indicators", index)
        for index, child in enumerate(getattr(part, "criteria", ())):
            yield from inside(child, (*path, "criteria", index))

    return inside(standard, ())


def may_not_apply(standard: Standard, leaf: Indicator) -> bool:
    """Whether an indicator can ever be not applicable."""
    if leaf.applies is not None or leaf.excusable:
        return True
    own = [each for part, _, each, _ in expressions(standard) if part == leaf.id]
    trees = (read(each, scope_of(standard))[0] for each in own)
    options = (node.value for tree in trees for node in tree.walk() if isinstance(node.value, RateOptions))
    return any(option.when_empty == "not_applicable" for option in options)


def read(each: Written, scope: Scope) -> tuple[Expr, tuple[Fault, ...]]:
    """Parse one expression as what it must be."""
    if each.yearly:
        scope = replace(scope, period="year")
    return parse(each.text, scope) if each.kind == "truth" else parse_number(each.text, scope)


def mean_of(rule: Raters) -> Expr:
    """The mean that a `raters` rule reads, as an expression that only intake knows how to derive."""
    column = Expr("name", NUMBER, value=Name("column", rule.score))
    return Expr("mean", NUMBER, (column,), Rows(rule.of, has_where=False, trim_above=rule.trim_above))


def trees_of(standard: Standard) -> dict[str, dict[Path_, Expr]]:
    """Every expression, parsed. The standard must have passed its cross-checks."""
    trees: dict[str, dict[Path_, Expr]] = {leaf.id: {} for leaf in standard.leaves()}
    for owner, _, each, scope in expressions(standard):
        trees.setdefault(owner, {})[each.path] = read(each, scope)[0]
    return trees


def fields_of(trees: Trees) -> frozenset[str]:
    """The evidence fields that expressions read."""
    return frozenset(name.id for tree in trees.values() for name in names(tree) if name.kind == "field")


def reads_level(rule: DecidingRule, rules: Sequence[DecidingRule], trees: Mapping[str, Expr]) -> bool:
    """Whether a rule rests on the level, directly or through conclusions that do not go in circles."""
    nodes = list(trees[rule.id].walk())
    if any(node.op == "level" for node in nodes):
        return True
    named = {str(node.value) for node in nodes if node.op == "concluded"}
    return any(reads_level(each, rules, trees) for each in rules if each.then.conclude in named)
