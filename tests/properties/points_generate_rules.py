"""Random leaf rules of points standards: every rule of docs/points.md, over the fields that a writer knows."""

from __future__ import annotations

import ast
from fractions import Fraction
from random import Random
from typing import Any
from unicodedata import normalize

from tests.properties.generate_conditions import NUMERIC, THRESHOLDS, Writer
from tests.properties.generate_writing import decimal
from tests.properties.points_oracle_leaves import half_up, unrounded_full

Spec = dict[str, Any]
WORTHS = ["1", "2", "3", "4", "5", "6", "8", "10", "0.5", "2.5", "1.5", "3.3333", "3.33335"]
EACH = ["0.1", "0.25", "0.5", "1", "1.5", "2"]
RULES = [
    "all_or_nothing", "parts", "deduct", "bands", "linear", "proportional", "half", "per_unit", "judged", "raters",
    "grades", "k_of_n", "growth", "above_mean", "each_year",
]  # fmt: skip
BROAD = ["all_or_nothing", "half", "bands", "k_of_n", "above_mean"]  # few different points
INNER = ["parts", "deduct", "bands", "linear", "proportional", "half", "per_unit", "grades", "k_of_n", "judged"]


def plain(value: Fraction) -> int | str:
    """An exact decimal, as the file would write it."""
    return int(value) if value.denominator == 1 else (decimal(value) or str(value))


def written(rng: Random, value: str) -> int | str:
    return int(value) if value.isdigit() and rng.random() < 0.8 else value


class RuleWriter:
    """Writes leaf rules. `fields` are the numbers, conditions and items they may read; `step` what points round to."""

    def __init__(self, rng: Random, fields: dict[str, Spec], step: Fraction, years: int) -> None:
        self.rng = rng
        self.fields = fields
        self.step = step
        self.years = years  # of the standard's cycle; 0 without
        self.writer = Writer(rng, fields)
        self.worths = rng.choice([WORTHS, WORTHS, ["5"], ["2", "4"]])  # alike, scores meet lines more often

    def rule(self, name: str) -> Spec:
        return {"rule": name, **getattr(self, name)(self.writer)}

    def worth(self) -> int | str:
        fits = [each for each in self.worths if Fraction(each) >= self.step]
        return written(self.rng, self.rng.choice(fits))

    # Numbers to score

    def amount(self, writer: Writer, *kinds: str) -> tuple[str, str]:
        """A number expression, and its type; there is always a count."""
        return self.expression(writer, self.rng.choice(kinds)) or self.amount(writer, "count")

    def expression(self, writer: Writer, kind: str) -> tuple[str, str] | None:
        rng, name = self.rng, writer.any_of(kind)
        if name is None:
            return None
        others, form = writer.like(name), rng.random()
        if writer.per is None and form < 0.15:
            yearly = [each for each in writer.yearly(kind) if "authority" not in self.fields[each]]
            return (f"last({rng.choice(yearly)})", kind) if yearly else (name, kind)
        if writer.per is None and form < 0.25 and kind == "count":
            tallied = (writer.tally() or "").rpartition(" ")[0].rpartition(" ")[0]
            return (tallied, "count") if tallied.startswith("count") else (name, kind)
        if form < 0.35 and kind == "percentage":
            rate = writer.rate()
            single = rate and " " in rate and rate[: rate.rindex(")") + 1]
            return (single, kind) if single else (name, kind)
        if form < 0.45 and others:
            return rng.choice([f"{name} + {rng.choice(others)}", f"{name} - {rng.choice(others)}"]), kind
        if form < 0.5:
            return f"{rng.choice(['2', '0.5', '1.5'])} * {name}", kind
        return name, kind

    def inputs(self, text: str) -> frozenset[str]:
        """The fields that an expression reads, with the parts of its rates."""
        names = {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}
        folded = {normalize("NFKC", name): spec for name, spec in self.fields.items()}
        parts = {
            normalize("NFKC", folded[name][key])
            for name in names & folded.keys()
            for key in ("part", "whole")
            if key in folded[name]
        }
        return frozenset(names | parts)

    def count(self, writer: Writer) -> str:
        return self.amount(writer, "count", "count", "count", "number")[0]

    def line(self, kind: str) -> Fraction:
        return Fraction(self.rng.choice(THRESHOLDS[kind]))

    def target(self, writer: Writer, of: str, kind: str) -> tuple[Any, bool]:
        """A target for the expression, and whether it is a literal."""
        unit = {self.fields[name].get("unit") for name in self.inputs(of) & self.fields.keys()}
        near = [
            name
            for name, spec in writer.specs.items()
            if spec["type"] == kind and {spec.get("unit")} == unit and not self.inputs(name) & self.inputs(of)
        ]
        if near and self.rng.random() < 0.35:
            return self.rng.choice(near), False
        return plain(max(Fraction(1), self.line(kind))), True

    # Rules of conditions

    def conditions(self, writer: Writer, n: int) -> list[str]:
        return [writer.condition(self.rng.choice([0, 0, 0, 1])) for _ in range(n)]

    def all_or_nothing(self, _: Writer) -> Spec:
        return {"full": self.worth()}

    def parts(self, writer: Writer) -> Spec:
        rng = self.rng
        listed = [
            {"when": when, "points": rng.choice(EACH)} | ({"title": "一项"} if rng.random() < 0.3 else {})
            for when in self.conditions(writer, rng.randint(1, 4))
        ]
        total = sum((Fraction(part["points"]) for part in listed), Fraction(0))
        if half_up(total, self.step) == 0:
            listed[0]["points"] = str(plain(self.step))
        capped = half_up(total, self.step) > self.step and rng.random() < 0.25
        return {"parts": listed} | ({"full": plain(half_up(total * 3 / 4, self.step))} if capped else {})

    def grades(self, writer: Writer) -> Spec:
        rng, n = self.rng, self.rng.randint(2, 4)
        points = sorted({Fraction(self.worth()) for _ in range(3)}, reverse=True)
        lines = sorted(rng.sample(range(1, n + 1), min(n, len(points))), reverse=True)
        listed = [
            {"at_least": line, "grade": grade, "points": plain(each)}
            for line, grade, each in zip(lines, "ABC", points, strict=False)
        ]
        return {
            "conditions": self.conditions(writer, n),
            "grades": listed,
            "otherwise": {"grade": "D", "points": rng.choice([0, 0, "0.25"])},
        }

    def k_of_n(self, writer: Writer) -> Spec:
        n = self.rng.randint(2, 4)
        made = {
            "full": self.worth(),
            "k": self.rng.randint(1, n),
            "conditions": self.conditions(writer, n),
        }
        return made | ({"rest": self.conditions(writer, n)} if self.rng.random() < 0.5 else {})

    def deduct(self, writer: Writer) -> Spec:
        return {"full": self.worth(), "misses": [self.miss(writer) for _ in range(self.rng.randint(1, 3))]}

    def miss(self, writer: Writer) -> Spec:
        rng, each = self.rng, self.rng.choice(EACH)
        what = {"when": writer.condition(0)} if rng.random() < 0.4 else {"count": self.count(writer)}
        most = {"most": plain(Fraction(each) * rng.choice([1, 2, 4]))} if rng.random() < 0.5 else {}
        return what | {"each": each} | most | ({"title": "缺一项"} if rng.random() < 0.2 else {})

    # Rules of numbers

    def bands(self, writer: Writer) -> Spec:
        rng = self.rng
        of, kind = self.amount(writer, "count", "percentage", "percentage", "number")
        lines = sorted({self.line(kind) for _ in range(rng.randint(1, 4))}, reverse=True)
        points = sorted((Fraction(self.worth()) for _ in lines), reverse=True)
        otherwise: Any = rng.choice([0, 0, 0, plain(points[-1] / 2)])
        keys = ["from", "above"]
        # Only of a field as it is filed may every (whole) number between two of its values be a value, too.
        if of in self.fields and "part" not in self.fields[of] and rng.random() < 0.3:
            rng.shuffle(points)  # neither better nor worse: every band that is touched counts
            keys = ["from"]
            lines = [each for each in lines if each.denominator == 1] or [Fraction(10)]
        if rng.random() < 0.35:  # lower is better
            lines, keys = lines[::-1], ["to", "below"][: len(keys)]
        made = [
            {rng.choice(keys): plain(line), "points": plain(each)} for line, each in zip(lines, points, strict=False)
        ]
        return {"of": of, "bands": made, "otherwise": otherwise}

    def linear(self, writer: Writer) -> Spec:
        rng, full = self.rng, self.worth()
        of, kind = self.amount(writer, "percentage", "percentage", "count", "number")
        target, literal = self.target(writer, of, kind)
        better = rng.choice(["more", "more", "less"])
        made: Spec = {
            "full": full,
            "of": of,
            "target": target,
            "per": rng.choice([1, 1, 2, 5, "0.5"]),
            "lose": rng.choice(["0.25", "0.5", "1", "0.1"]),
            "steps": rng.choice(["whole", "pro_rata", "started"]),
            "measure": rng.choice(["points", "percent"]),
        }
        if better == "less" or rng.random() < 0.3:
            made["better"] = better
        if literal and rng.random() < 0.6:
            turn = -1 if better == "more" else 1
            beyond = sorted({Fraction(target) + turn * distance for distance in rng.sample([1, 3, 6], 2)}, reverse=True)
            beyond = [each for each in beyond if each >= 0] or [Fraction(0)]
            steep = [Fraction(made["lose"]) * factor for factor in (2, 4)]
            in_order = beyond if turn < 0 else beyond[::-1]
            made["slopes"] = [
                {"beyond": plain(each), "lose": plain(lose)} for each, lose in zip(in_order, steep, strict=False)
            ][: rng.choice([1, 2, 2])]
            made["slopes_combine"] = rng.choice(["replace", "add"])
        return made

    def proportional(self, writer: Writer) -> Spec:
        of, kind = self.amount(writer, "count", "percentage", "number", "money")
        target, literal = self.target(writer, of, kind)
        made = {"full": self.worth(), "of": of, "target": target}
        least = self.rng.choice([1, plain(Fraction(target) / 2)]) if literal else 1
        return made | ({"from": least} if self.rng.random() < 0.3 else {})

    def half(self, writer: Writer) -> Spec:
        of, kind = self.amount(writer, "count", "percentage", "number", "money")
        return {"full": self.worth(), "of": of, "target": self.target(writer, of, kind)[0]}

    def per_unit(self, writer: Writer) -> Spec:
        return {"count": self.count(writer), "each": self.rng.choice(EACH), "full": self.worth()}

    def judged(self, writer: Writer) -> Spec:
        entered = [
            name
            for name, spec in writer.specs.items()
            if spec["type"] == "number" and spec.get("by") == "assessor" and "columns" not in spec
        ]
        return {"full": self.worth(), "of": self.rng.choice(entered)}

    # Rules of several values

    def raters(self, _: Writer) -> Spec:
        panel = [
            (name, column)
            for name, spec in self.fields.items()
            for column, each in spec.get("columns", {}).items()
            if each["type"] in {"number", "count"} and column not in self.fields and "per" not in spec
        ]
        name, column = self.rng.choice(panel)
        made: Spec = {"full": self.rng.choice([10, 5, 3]), "of": name, "score": column}
        return made | ({"trim_above": self.rng.choice([2, 3])} if self.rng.random() < 0.6 else {})

    def yearly(self) -> tuple[str, str]:
        names = [
            name
            for name, spec in self.fields.items()
            if spec.get("per") == "year" and spec["type"] in NUMERIC and "authority" not in spec
        ]
        name = self.rng.choice(names)
        return name, self.fields[name]["type"]

    def growth(self, _: Writer) -> Spec:
        rng, (of, kind), years = self.rng, self.yearly(), self.rng.choice([2, 3, 4])
        points = sorted((Fraction(self.worth()) for _ in range(rng.randint(2, max(2, years)))), reverse=True)
        points[-1] = rng.choice([Fraction(0), points[-1]])
        strict = rng.random() < 0.6
        made: Spec = {
            "full": plain(points[0]),
            "of": of,
            "years": years,
            "points": {count: plain(each) for count, each in enumerate(points)},
            "strict": strict,
        }
        if kind == "percentage" and (strict or rng.random() < 0.4):
            made["ceiling"] = rng.choice([95, "97.5", 100])
        return made | ({"least": rng.choice([1, 2, "0.5"])} if rng.random() < 0.25 else {})

    def above_mean(self, _: Writer) -> Spec:
        return {
            "full": self.worth(),
            "of": self.yearly()[0],
            "years": self.rng.choice([1, 2, 2]),
            "strict": self.rng.random() < 0.5,
        }

    def each_year(self, _: Writer) -> Spec:
        inner = self.rng.choice(INNER)
        writer = Writer(self.rng, self.fields, per="year")
        made = {"rule": inner, **getattr(self, inner)(writer)}
        combine = self.rng.choice(["mean", "lowest", *(["sum", "sum"] if self.years else [])])
        made |= {"full": 5} if half_up(unrounded_full(made, 0), self.step) == 0 else {}
        return {"combine": combine, "points": made}
