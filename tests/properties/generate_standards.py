"""Random valid standards of both kinds, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import floor
from random import Random
from typing import Any

from tests.properties.generate_conditions import Writer
from tests.properties.generate_fields import evidence_fields, parameters

Spec = dict[str, Any]
# As written, and some that count as something else: points are rounded half up to 1/10,000 when loaded.
POINTS: list[Any] = [1, 2, 3, 5, 10, "0.5", "2.5", "3.3333", "3.33335", "1.66665", "1.00004"]


def generate_standard(rng: Random, kind: str | None = None) -> Spec:
    kind = kind or rng.choice(["conditions", "points"])
    fields = evidence_fields(rng)
    given = parameters(rng, {fields_name for each in fields for fields_name in (each, fields[each]["label"])})
    years = rng.choice([[2010, 2011], [2010, 2011], [2011], [2009, 2010, 2011]])
    standard: Spec = {"evalcore": 1, "id": "generated", "edition": "2010", "title": "生成的标准", "kind": kind}
    standard |= {"subject": "街道工会", "issuer": "市总工会"}
    standard |= sometimes(rng, 0.2, title_en="A generated standard")
    standard |= sometimes(rng, 0.3, sources=[{"id": "notice", "title": "通知", "note": "附件一"}])
    standard |= sometimes(rng, 0.3, valid={"from": "2010-01-01", "to": "2012-12-31"})
    standard |= sometimes(rng, 0.6, cycle={"years": years})
    standard |= sometimes(
        rng, 0.5, window=rng.choice([{"from": "2010-01-01", "to": "2011-12-31"}, {"to": "2011-12-31"}])
    )
    standard |= sometimes(rng, 0.15, teaching=True)
    if given:
        standard["parameters"] = given
    standard["evidence"] = fields
    writer = Writer(rng, fields | given)
    standard |= sometimes(rng, 0.6, relations=relations(rng, writer, fields))
    standard |= sometimes(rng, 0.4, eligibility=eligibility(rng, writer))
    standard |= Tree(rng, standard, writer).grow(rng.choice([1, 2, 2, 3, 4]))
    if kind == "points":
        standard |= scoring(rng, standard)
    return standard


def sometimes(rng: Random, chance: float, **keys: Any) -> Spec:
    return keys if rng.random() < chance else {}


def reads(condition: str, name: str) -> bool:
    return re.search(rf"(?<!\w){name}(?!\w)", condition) is not None


def relations(rng: Random, writer: Writer, fields: dict[str, Spec]) -> list[Spec]:
    made = []
    spoilable = [name for name, spec in fields.items() if spec["type"] != "text"]
    for number in range(rng.choice([1, 2, 3])):
        relation: Spec = {"id": f"relation-{number + 1}", "title": "数据相符"}
        written = (writer.number() if rng.random() < 0.6 else None) or writer.condition(1)
        relation |= {"holds": written, "severity": rng.choice(["note", "doubtful", "invalid", "invalid"])}
        if relation["severity"] == "invalid":
            read = [name for name in spoilable if reads(written, name)]
            relation["spoils"] = rng.sample(read or spoilable, 1)
        made.append(relation)
    return made


def eligibility(rng: Random, writer: Writer) -> list[Spec]:
    return [
        {
            "id": f"dossier-{number + 1}",
            "title": "材料齐全",
            "clause": "五(二)",
            "authority": rng.choice(["stated", "external"]),
            "met": writer.truth() if rng.random() < 0.7 else writer.condition(1),
        }
        for number in range(rng.choice([1, 1, 2]))
    ]


class Tree:
    """Grows criteria and indicators to a given level."""

    def __init__(self, rng: Random, standard: Spec, writer: Writer) -> None:
        self.rng = rng
        self.standard = standard
        self.writer = writer
        self.excusable = rng.choice([0.05, 0.1, 0.15, 0.2, 0.1, 0.05, 0.1, 1.0])  # of some, nothing need apply
        self.points = rng.choice([POINTS, POINTS, [5], ["3.3333"]])  # alike, scores meet lines more often

    def grow(self, levels: int) -> Spec:
        if levels == 1:
            return {"indicators": [self.indicator(str(n + 1)) for n in range(self.rng.choice([2, 4, 6]))]}
        how_many = {2: [2, 3, 4], 3: [2, 3], 4: [1, 2]}[levels]
        return {"criteria": [self.criterion(str(n + 1), levels - 1) for n in range(self.rng.choice(how_many))]}

    def criterion(self, name: str, levels: int) -> Spec:
        criterion: Spec = {"id": name, "title": "组织建设", "clause": f"二-{name}"}
        if levels > 1:
            below = [
                self.criterion(f"{name}.{n + 1}", levels - 1 if n == 0 else self.rng.randint(1, levels - 1))
                for n in range(self.rng.choice([1, 2]))
            ]
            criterion["criteria"] = below
        else:
            below = [self.indicator(f"{name}.{n + 1}") for n in range(self.rng.choice([1, 2, 3, 4]))]
            criterion["indicators"] = below
        if self.standard["kind"] == "conditions" and self.rng.random() < 0.4:
            needs: Spec = {"at_least": self.rng.randint(1, len(below))}
            if may_not_apply(below, self.standard):
                needs["when_fewer_apply"] = self.rng.choice(["unmet", "all"])
            criterion["needs"] = needs if self.rng.random() < 0.8 else "all"
        if self.standard["kind"] == "points":
            full = [points(each) for each in leaves(below)]
            if self.rng.random() < 0.3:
                criterion["points"] = plain(sum(full, Fraction(0)))
            if self.rng.random() < 0.3:
                criterion["entry_line"] = plain(partial_sum(self.rng, full))
        return criterion

    def indicator(self, name: str) -> Spec:
        rng = self.rng
        authority = rng.choice(["stated", "stated", "stated", "external", "assumed"])
        spec: Spec = {"id": name, "title": f"第{name}项达到要求", "clause": f"二-{name}", "authority": authority}
        if authority == "assumed":
            spec["assumed"] = "原文没有给出界限"
        spec |= sometimes(rng, 0.2, applies=self.writer.condition(rng.choice([0, 0, 1])))
        spec |= sometimes(rng, self.excusable, excusable=True)
        yielding = [
            field
            for field, each in self.standard["evidence"].items()
            if each.get("when_empty") == "not_applicable" and ("per" not in each or "cycle" in self.standard)
        ]
        if yielding and rng.random() < 0.3:
            name = rng.choice(yielding)
            spec["met"] = f"{name} >= {self.writer.threshold('percentage')}"
            if "per" in self.standard["evidence"][name]:
                spec["met"] = f"{rng.choice(['every_year', 'every_year', 'not every_year'])}({spec['met']})"
            if rng.random() < 0.3:
                spec["met"] += f" {rng.choice(['and', 'or'])} {self.writer.truth()}"
        else:
            self.writer.yields = True
            spec["met"] = self.writer.condition(rng.choice([0, 1, 1, 2]))
            self.writer.yields = False
        if (authority != "assumed" or self.standard.get("teaching")) and rng.random() < 0.12:
            spec["veto"] = "refuse"
        spec |= sometimes(rng, 0.1, core=True)
        spec |= sometimes(rng, 0.2, documents=["会员名册"], remedy="补办手续", responsible="组织部")
        if self.standard["kind"] == "points":
            worth = rng.choice(self.points)
            spec["points"] = {"rule": "all_or_nothing", "full": worth} if rng.random() < 0.2 else worth
        return spec


def leaves(nodes: list[Spec]) -> Iterator[Spec]:
    for node in nodes:
        if "met" in node:
            yield node
        else:
            yield from leaves([*node.get("criteria", []), *node.get("indicators", [])])


def may_not_apply(nodes: list[Spec], standard: Spec) -> bool:
    yielding = [name for name, spec in standard["evidence"].items() if spec.get("when_empty") == "not_applicable"]
    return any(
        "applies" in each
        or "excusable" in each
        or any(reads(each["met"], name) for name in yielding)
        or '"not_applicable"' in each["met"]
        for each in leaves(nodes)
    )


def points(indicator: Spec) -> Fraction:
    written = indicator["points"]
    value = Fraction(str(written["full"] if isinstance(written, dict) else written))
    return Fraction(floor(value * 10_000 + Fraction(1, 2)), 10_000)


def partial_sum(rng: Random, full: list[Fraction]) -> Fraction:
    """A sum of some of these, never of none: a line that a score can meet exactly."""
    return sum(rng.sample(full, max(1, len(full) - rng.choice([0, 1, 1, 2, 3]))), Fraction(0))


def plain(value: Fraction) -> int | str:
    """A number with four decimals at most, as the file would write it."""
    if value.denominator == 1:
        return int(value)
    scaled = int(value * 10_000)
    return f"{scaled // 10_000}.{scaled % 10_000:04}".rstrip("0")


def scoring(rng: Random, standard: Spec) -> Spec:
    top = [*standard.get("criteria", []), *standard.get("indicators", [])]
    full = [points(each) for each in leaves(top)]
    lines = sorted({partial_sum(rng, full) for _ in range(rng.choice([1, 2, 3]))}, reverse=True)
    levels = [
        {"id": name, "title": title, "from": plain(line)}
        for (name, title), line in zip(
            [("model", "模范"), ("good", "良好"), ("qualified", "达标")], lines, strict=False
        )
    ]
    keys: Spec = {"total": plain(sum(full, Fraction(0))), "levels": levels, "pass_level": rng.choice(levels)["id"]}
    if may_not_apply(top, standard):
        keys["not_applicable"] = rng.choice(["full", "drop"])
    return keys
