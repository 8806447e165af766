"""A standard as a person reads it: where it comes from, what it asks, in words and as written, and of whom."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from evalcore.errors import Language
from evalcore.explain import AUTHORITIES
from evalcore.figures import shown
from evalcore.pointrules import AllOrNothing, LeafRule, written
from evalcore.reports.content import table
from evalcore.reports.describe import Path, described, expression_text, key_text
from evalcore.reports.layout import grid, paragraph, width_of
from evalcore.reports.outline_words import OUTLINE, TYPES
from evalcore.ruletexts import RuleTexts
from evalcore.standard import (
    Clause,
    Criterion,
    EvidenceField,
    Indicator,
    Level,
    Parameter,
    Quantity,
    Relation,
    Span,
    Standard,
    title_in,
)
from evalcore.trees import quantities_of, trees_of
from evalcore.wording import Wording


def outline(standard: Standard, lang: Language = "zh", *, width: int = 100) -> str:
    """The whole standard as text in `width` columns."""
    writer = _Outline(standard, lang, width)
    parts = [
        writer.head(),
        writer.parameters(),
        writer.eligibility(),
        writer.tree(),
        *writer.beyond_the_tree(),
        writer.fields(),
        writer.relations(),
    ]
    return "\n\n".join(filter(None, ("\n".join(part) for part in parts)))


class _Outline:
    """Writes the parts of one standard in one language."""

    def __init__(self, standard: Standard, lang: Language, width: int) -> None:
        self.standard, self.lang, self.width, self.words = standard, lang, width, OUTLINE[lang]
        self.trees = trees_of(standard)
        self.wording = Wording(quantities_of(standard), lang)

    def level(self, level: Level) -> str:
        """A level with its lower bound, and whose it is where the source does not say."""
        said = f"{title_in(level, self.lang)} ≥ {shown(level.from_)}"
        whose = None if level.authority == "stated" else AUTHORITIES[self.lang][level.authority]
        return f"{said}{self.words['bracket'].format(text=whose)}" if whose else said

    def line(self, label: str, text: str | None, indent: int = 2) -> Iterator[str]:
        """`label: text` with its further lines under the text; nothing where there is no text."""
        if text:
            start = f"{' ' * indent}{self.words[label]}{self.words['colon']}"
            yield paragraph(text, self.width, start, " " * width_of(start))

    def title(self, text: str, indent: int = 0) -> str:
        return paragraph(text, self.width, " " * indent, " " * (indent + 2))

    # -- head ------------------------------------------------------------------------------------------------------

    def head(self) -> Iterator[str]:
        standard, words = self.standard, self.words
        yield self.title(title_in(standard, self.lang) + words["bracket"].format(text=standard.edition))
        yield from self.line("id", standard.id)
        yield from self.line("kind", words[standard.kind])
        yield from self.line("subject", standard.subject)
        yield from self.line("issuer", standard.issuer)
        yield from self.line("valid", self.span(standard.valid))
        years = standard.cycle.years if standard.cycle else ()
        yield from self.line("cycle", words["list"].join(map(str, years)) or words["cycle_open"])
        yield from self.line("window", self.span(standard.window))
        yield from self.line("teaching", words["teaching_note"] if standard.teaching else None)
        if standard.total is not None:
            yield from self.line("total", shown(standard.total))
        yield from self.line("levels", words["list"].join(map(self.level, standard.levels)))
        yield from self.line(
            "pass_level",
            next((title_in(level, self.lang) for level in standard.levels if level.id == standard.pass_level), None),
        )
        if standard.not_applicable:
            yield from self.line("na_policy", words[f"na_{standard.not_applicable}"])
        if "step" in standard.model_fields_set:
            yield from self.line("step", shown(standard.step))
        if standard.rounding:
            yield from self.line("rounding", words["decimals"].format(n=standard.rounding.decimals))
        yield from self.line("prefer", words["list"].join(standard.prefer) or None)
        for source in standard.sources:
            note = words["remark"].format(remark=source.note) if source.note else ""
            yield from self.line("source", title_in(source, self.lang) + note)

    def span(self, span: Span) -> str:
        ends = [day.isoformat() if day else "…" for day in (span.from_, span.to)]
        return " – ".join(ends) if span.from_ or span.to else ""

    # -- what is asked ---------------------------------------------------------------------------------------------

    def eligibility(self) -> Iterator[str]:
        if self.standard.eligibility:
            yield self.words["eligibility"]
        for part in self.standard.eligibility:
            yield from self.requirement(part, 2)

    def tree(self) -> Iterator[str]:
        yield self.words["criteria" if self.standard.criteria else "indicators"]
        for part in self.standard.children:
            yield from self.part(part, 2)

    def part(self, part: Criterion | Indicator, indent: int) -> Iterator[str]:
        if isinstance(part, Indicator):
            yield from self.requirement(part, indent)
            return
        yield ""
        yield self.title(f"{part.id} {title_in(part, self.lang)}{self.clause(part.clause)}", indent)
        if part.needs is not None:
            fewer = self.words[f"fewer_{part.needs.when_fewer_apply}"] if part.needs.when_fewer_apply else ""
            yield from self.line("needs", self.words["at_least"].format(k=part.needs.at_least) + fewer, indent + 2)
        for label, key in (("full", "points"), ("entry_line",) * 2, ("entry_share",) * 2):
            points = getattr(part, key)
            yield from self.line(label, shown(points) if points is not None else None, indent + 2)
        yield from self.weight(part, indent + 2)
        for child in part.children:
            yield from self.part(child, indent + 2)

    def clause(self, clause: str | None) -> str:
        return self.words["clause"].format(clause=clause) if clause else ""

    def weight(self, part: Criterion | Indicator, indent: int) -> Iterator[str]:
        yield from self.line("weight", shown(part.weight) if part.weight != 1 else None, indent)

    def requirement(self, part: Clause, indent: int) -> Iterator[str]:
        """A condition with everything that is said about it."""
        inner, list_ = indent + 2, self.words["list"]
        marks = [self.words[mark] for mark in ("veto", "core", "excusable") if getattr(part, mark, None)]
        yield self.title(f"{part.id} {title_in(part, self.lang)}{self.clause(part.clause)}{''.join(marks)}", indent)
        for label in ("applies", "met"):
            text = getattr(part, label, None)
            if text:
                yield from self.line(label, self.wording.text(self.trees[part.id][label,]), inner)
                yield from self.line("written", text, inner)
        if isinstance(part, Indicator):
            yield from self.points(part, inner)
        if part.authority != "stated":
            yield from self.line("authority", AUTHORITIES[self.lang][part.authority], inner)
        yield from self.line("assumed", part.assumed, inner)
        yield from self.line("documents", list_.join(part.documents), inner)
        yield from self.line("responsible", part.responsible, inner)
        yield from self.line("remedy", title_in(part, self.lang, "remedy"), inner)

    def points(self, leaf: Indicator, indent: int) -> Iterator[str]:
        """How many points, by which rule, and what a veto does if it does not refuse."""
        if leaf.points is not None:
            yield from self.line("full", shown(self.standard.full(leaf)), indent)
            yield from self.weight(leaf, indent)
            yield from self.rule(leaf.id, leaf.points, indent)
        if leaf.veto is not None and (leaf.veto.cap is not None or leaf.veto.deduct is not None):
            yield from self.described("effect", indent, (leaf.id, leaf.veto, ("veto",)))

    def rule(self, owner: str, rule: LeafRule, indent: int) -> Iterator[str]:
        """How points are given: in a sentence, then every expression that it reads."""
        trees = self.trees[owner]
        if isinstance(rule, AllOrNothing) and rule.excess is None:
            return
        yield from self.line("rule", RuleTexts(self.wording, trees).text(rule), indent)
        for each in written(rule, ("points",)):
            key = next(step for step in reversed(each.path) if isinstance(step, str))
            text = expression_text(trees[each.path], each.text, self.wording.text, self.lang)
            yield self.title(f"{key_text(key, self.lang)}{self.words['colon']}{text}", indent + 2)

    def described(self, label: str, indent: int, *parts: tuple[str, BaseModel, Path]) -> Iterator[str]:
        """A label, and under it parts in lines. A part goes with the owner of its expressions and its path there."""
        yield f"{' ' * indent}{self.words[label]}{self.words['colon'] if indent else ''}".rstrip()
        for owner, part, path in parts:
            for depth, text in described(part, path, self.trees.get(owner, {}), self.wording.text, self.lang):
                yield self.title(text, indent + 2 + 2 * depth)

    def beyond_the_tree(self) -> Iterator[Iterator[str]]:
        """Bonus, penalties, core items, dimensions and rules."""
        standard = self.standard
        if standard.bonus is not None:
            yield self.described("bonus", 0, ("bonus", standard.bonus, ("bonus",)))
        if standard.penalties is not None:
            yield self.described("penalties", 0, ("penalties", standard.penalties, ("penalties",)))
        if standard.core is not None:
            yield self.described("core_items", 0, ("", standard.core, ()))
        if standard.dimensions:
            yield self.described("dimensions", 0, *(("", dimension, ()) for dimension in standard.dimensions))
        if standard.rules:
            yield self.described("rules", 0, *((f"rule {rule.id}", rule, ()) for rule in standard.rules))

    # -- what is entered -------------------------------------------------------------------------------------------

    def parameters(self) -> Iterator[str]:
        headers = [self.words[name] for name in ("field", "label", "type", "unit", "value", "by_whom", "note")]
        rows = [
            (key, title_in(part, self.lang, "label"), TYPES[self.lang][part.type], part.measured_in or "",
             self.value(part), part.authority, "；".join(self.notes(part)))
            for key, part in self.standard.parameters.items()
        ]  # fmt: skip
        if found := table(headers, rows):
            yield self.words["parameters"]
            yield grid(found.headers, found.rows, self.width)

    def value(self, part: Parameter) -> str:
        if isinstance(part.value, dict):
            return "；".join(f"{period}: {value}" for period, value in part.value.items())
        return part.value if part.value is not None else self.words["not_given"]

    def fields(self) -> Iterator[str]:
        headers = [self.words[name] for name in ("field", "label", "type", "unit", "by", "note")]
        rows = [
            (key, title_in(part, self.lang, "label"), TYPES[self.lang][part.type], part.measured_in or "",
             self.words[part.supplier], (*self.notes(part), *self.extras(part)))
            for key, part in self.standard.evidence.items()
        ]  # fmt: skip
        if found := table(headers, rows):
            yield self.words["fields"]
            yield grid(found.headers, found.rows, self.width)

    def notes(self, part: Quantity) -> Iterator[str]:
        """What any quantity may say beyond its type and unit."""
        if part.per:
            yield self.words[f"per_{part.per}"]
        if part.choices:
            yield self.words["list"].join(part.choices)
        ends = [f"{sign} {shown(end)}" for sign, end in (("≥", part.min), ("≤", part.max)) if end is not None]
        if ends:
            yield self.words["comma"].join(ends)
        if part.above_100:
            yield self.words["above_100"]

    def extras(self, part: EvidenceField) -> Iterator[str]:
        """What only evidence fields say."""
        if part.part and part.whole:
            sides = (self.wording.field(side) for side in (part.part, part.whole))
            yield f"= {' ÷ '.join(sides)}" + (f" − {self.wording.field(part.void)}" if part.void else "")
        if part.in_window:
            yield self.words[f"window_{part.in_window}"]
        if part.prefer:
            yield f"{self.words['prefer']}{self.words['colon']}{self.words['list'].join(part.prefer)}"
        if part.when_empty != "unknown":
            yield self.words[f"empty_{part.when_empty}"]
        for column, each in part.columns.items():
            said = (title_in(each, self.lang, "label"), TYPES[self.lang][each.type], each.measured_in or "")
            yield f"{column}{self.words['colon']}{' '.join(filter(None, said))}"
        if part.documents:
            yield self.words["list"].join(part.documents)
        if part.responsible:
            yield f"{self.words['responsible']}{self.words['colon']}{part.responsible}"

    def relations(self) -> Iterator[str]:
        if self.standard.relations:
            yield self.words["relations"]
        for part in self.standard.relations:
            yield from self.relation(part)

    def related(self, part: Relation) -> tuple[str, str]:
        """What kind of relation it is, and what it asks, in words."""
        label, usual = self.wording.field, part.plausible
        trees = self.trees.get(f"relation {part.id}", {})
        if part.holds is not None:
            return "holds", self.wording.text(trees["holds",])
        if part.computed is not None and part.stated is not None:
            return "computed", f"{label(part.stated)} = {self.wording.text(trees['computed',])}"
        if usual is not None:
            figure = label(usual.of) + (f" ÷ {label(usual.by)}" if usual.by else "")
            ends = ("…" if end is None else shown(end) for end in (usual.min, usual.max))
            return "plausible", f"{figure}{self.words['colon']}{'–'.join(ends)}"
        return "distinct", self.words["list"].join(map(label, part.distinct))

    def relation(self, part: Relation) -> Iterator[str]:
        yield self.title(f"{part.id} {title_in(part, self.lang)}", 2)
        yield from self.line(*self.related(part), 4)
        yield from self.line("written", part.holds or part.computed, 4)
        spoiled = self.words["list"].join(map(self.wording.field, part.spoils))
        yield from self.line(f"severity_{part.severity}", spoiled or self.words["no_effect"], 4)
