"""Random valid points standards, as plain data: every layer of docs/points.md above the leaf."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from tests.properties.generate_conditions import Writer
from tests.properties.generate_fields import evidence_fields, parameters
from tests.properties.generate_standards import eligibility, partial_sum, reads, relations, sometimes
from tests.properties.points_generate_chains import Chain
from tests.properties.points_generate_lists import bonus, penalties, times
from tests.properties.points_generate_rules import BROAD, RULES, RuleWriter, plain
from tests.properties.points_oracle_leaves import full_points, half_up

Spec = dict[str, Any]
WEIGHTS = ["2", "0.5", "1.5", "0.3", 3]
LEVELS = [("model", "模范"), ("good", "良好"), ("qualified", "达标")]
PANEL = {
    "mark": {"label": "打分", "type": "number", "by": "assessor"},
    "评委出席": {"label": "出席", "type": "boolean"},
}
# Fields that the rules need, beside those that are drawn.
FIELDS: list[tuple[str, Spec]] = [
    ("综合评议", {"type": "number", "by": "assessor", "min": 0}),
    ("yearly_rate", {"type": "percentage", "per": "year"}),
    ("年度活动数", {"type": "count", "per": "year"}),
    ("done", {"type": "count", "unit": "项"}),
    ("due", {"type": "count", "unit": "项"}),
    ("缺项数", {"type": "count"}),
    ("index_of", {"type": "number"}),
    ("知晓度", {"type": "percentage"}),
    ("panel", {"type": "items", "columns": PANEL}),
]


def generate_standard(rng: Random) -> Spec:
    fields = evidence_fields(rng)
    given = parameters(rng, {name for each in fields for name in (each, fields[each]["label"])})
    fields |= {name: {"label": name, **spec} for name, spec in FIELDS}
    standard: Spec = {"evalcore": 1, "id": "generated", "edition": "2010", "title": "生成的标准", "kind": "points"}
    standard |= {"subject": "街道工会", "issuer": "市总工会"}
    standard |= sometimes(rng, 0.7, cycle={"years": rng.choice([[2010, 2011], [2011], [2009, 2010, 2011]])})
    standard |= sometimes(rng, 0.3, window={"from": "2010-01-01", "to": "2011-12-31"})
    standard |= sometimes(rng, 0.3, step=rng.choice(["0.01", "0.1", "0.5", 1, "0.0001"]))
    standard |= sometimes(rng, 0.3, rounding={"decimals": rng.choice([0, 1, 2])})
    if given:
        standard["parameters"] = given
    standard["evidence"] = fields
    writer = Writer(rng, fields | given)
    standard |= sometimes(rng, 0.3, relations=relations(rng, writer, fields))
    standard |= sometimes(rng, 0.25, eligibility=eligibility(rng, writer))
    Sheet(rng, standard, fields | given).fill()
    return standard


def children(node: Spec) -> list[Spec]:
    return [*node.get("criteria", []), *node.get("indicators", [])]


def indicators(node: Spec) -> Iterator[Spec]:
    for each in children(node):
        yield from [each] if "points" in each and not children(each) else indicators(each)


def criteria(node: Spec) -> Iterator[Spec]:
    for each in node.get("criteria", []):
        yield each
        yield from criteria(each)


def groups(node: Spec) -> Iterator[str]:
    for each in node.get("items", []):
        if "items" in each:
            yield each["id"]
            yield from groups(each)


def may_not_apply(standard: Spec) -> bool:
    yielding = [name for name, spec in standard["evidence"].items() if spec.get("when_empty") == "not_applicable"]
    return any(
        "applies" in each or "excusable" in each or any(reads(each.get("met", ""), name) for name in yielding)
        for each in indicators(standard)
    )


class Sheet:
    """Fills a standard, of which head and fields are there, with criteria and what stands above them."""

    def __init__(self, rng: Random, standard: Spec, specs: dict[str, Spec]) -> None:
        self.rng = rng
        self.standard = standard
        self.step = Fraction(str(standard.get("step", "0.0001")))
        # A rate that yields when it is empty is read in `met` alone: the pages name no other place.
        calm = {name: spec for name, spec in specs.items() if spec.get("when_empty") != "not_applicable"}
        years = standard.get("cycle", {}).get("years", [])
        self.yielding = [name for name in specs if name not in calm and ("per" not in specs[name] or years)]
        self.writer = Writer(rng, calm)
        self.rules = RuleWriter(rng, calm, self.step, len(years))
        self.policy = rng.choice(["rescale", "rescale_sheet", "full", "drop", "rescale", None])
        self.optional = 0.0 if self.policy is None else rng.choice([0.1, 0.1, 0.3, 0.3, 0.5, 1.0])
        self.favoured = rng.choice([RULES, RULES, RULES, rng.sample(RULES, 4), BROAD])
        self.weighing = rng.choice([0.0, 0.2, 0.4])

    def fill(self) -> None:
        rng, standard = self.rng, self.standard
        depth = rng.choice([1, 2, 2, 3, 4])
        if depth == 1:
            standard["indicators"] = [self.indicator(str(n + 1), 1) for n in range(rng.choice([2, 4, 6]))]
        else:
            how_many = {2: [2, 3, 4], 3: [2, 3], 4: [1, 2]}[depth]
            standard["criteria"] = [self.criterion(str(n + 1), depth - 1) for n in range(rng.choice(how_many))]
        standard["total"] = plain(self.full(standard))
        if may_not_apply(standard) or (self.policy and rng.random() < 0.2):
            standard["not_applicable"] = self.policy or "drop"
        earnable = self.earnable(standard)
        lines = sorted({partial_sum(rng, earnable) for _ in range(rng.choice([1, 2, 3, 3]))}, reverse=True)
        standard["levels"] = [
            {"id": name, "title": title, "from": plain(line)}
            for (name, title), line in zip(LEVELS, lines, strict=False)
        ]
        names = [level["id"] for level in standard["levels"]]
        standard["pass_level"] = rng.choice(names)
        self.vetoes(names)
        self.core()
        standard |= sometimes(rng, 0.45, bonus=bonus(rng, self.writer, self.rules))
        standard |= sometimes(rng, 0.4, penalties=penalties(rng, self.writer, self.rules))
        if "criteria" in standard and rng.random() < 0.4:
            standard |= {"dimensions": made} if (made := self.dimensions(names)) else {}
        standard |= {"rules": made} if rng.random() < 0.7 and (made := self.chain()) else {}

    def full(self, node: Spec) -> Fraction:
        """The full points of an indicator or criterion, without its own weight."""
        return sum(self.fulls(node), Fraction(0))

    def earnable(self, node: Spec) -> list[Fraction]:
        """The full points of the indicators below, weighted, as far as they count."""
        worth = [Fraction(str(each.get("weight", 1))) * full for each in children(node) for full in self.fulls(each)]
        return [each for each in worth if each]

    def fulls(self, node: Spec) -> list[Fraction]:
        return self.earnable(node) if children(node) else [full_points(node, self.standard)]

    def weight(self, name: str) -> Spec:
        """A weight now and then; 0 where nothing is rescaled, but never for the first of its siblings."""
        if self.rng.random() >= self.weighing:
            return {}
        idle = self.policy in {None, "full"} and not name.endswith("1") and self.rng.random() < 0.2
        return {"weight": 0 if idle else self.rng.choice(WEIGHTS)}

    def criterion(self, name: str, levels: int) -> Spec:
        rng = self.rng
        made: Spec = {"id": name, "title": "组织建设", "clause": f"二-{name}", **self.weight(name)}
        if levels > 1:
            made["criteria"] = [
                self.criterion(f"{name}.{n + 1}", levels - 1 if n == 0 else rng.randint(1, levels - 1))
                for n in range(rng.choice([1, 2]))
            ]
        else:
            made["indicators"] = [self.indicator(f"{name}.{n + 1}", 2) for n in range(rng.choice([1, 2, 3, 4]))]
        full = self.full(made)
        if rng.random() < 0.3:
            made["points"] = plain(full)
        if rng.random() < 0.4 and full:
            share = rng.choice([50, 60, "66.6", 80, 100])
            line = partial_sum(rng, self.earnable(made))
            made |= rng.choice([{"entry_line": plain(line)}, {"entry_share": share}])
        return made

    def indicator(self, name: str, level: int) -> Spec:
        rng = self.rng
        authority = rng.choice(["stated", "stated", "stated", "external", "assumed"])
        spec: Spec = {"id": name, "title": f"第{name}项达到要求", "clause": f"二-{name}", "authority": authority}
        spec |= {"assumed": "原文没有给出界限"} if authority == "assumed" else {}
        rule = self.rules.rule(rng.choice(self.favoured))
        if rule["rule"] == "all_or_nothing" or rng.random() < 0.3:
            spec["met"] = self.met()
        if rule["rule"] == "deduct" and level > 1 and rng.random() < 0.6:
            rule["scope"] = "criterion"
        elif rule["rule"] == "deduct" and rng.random() < 0.3:
            rule["scope"] = "leaf"
        bare = rule["rule"] == "all_or_nothing" and rng.random() < 0.6
        spec["points"] = rule["full"] if bare else rule
        if self.optional == 1:  # now and then all of them are excused
            spec["excusable"] = True
        elif not bare and "met" in spec and rng.random() < 0.3:
            rule["excess"] = self.excess()
        elif rng.random() < self.optional:
            spec |= rng.choice([{"applies": self.writer.condition(0)}] * 2 + [{"excusable": True}])
        spec |= self.weight(name)
        return spec | sometimes(rng, 0.1, documents=["会员名册"], remedy="补办手续", responsible="组织部")

    def met(self) -> str:
        if self.yielding and self.policy and self.rng.random() < 0.2:
            name = self.rng.choice(self.yielding)
            met = f"{name} >= {self.writer.threshold('percentage')}"
            return f"every_year({met})" if "per" in self.standard["evidence"][name] else met
        return self.writer.condition(self.rng.choice([0, 1, 1, 2]))

    def excess(self) -> Spec:
        """Whole steps of a whole number, so that it does not matter when it is rounded."""
        counts = [name for name in self.writer.named("count") if "per" not in self.writer.specs[name]]
        what = {"count": self.rng.choice(counts)} if self.rng.random() < 0.7 else {"when": self.writer.condition(0)}
        each = half_up(Fraction(1), self.step) * self.rng.choice([1, 2])
        return what | {"each": plain(each), "most": plain(each * self.rng.choice([1, 2, 3]))}

    def vetoes(self, names: list[str]) -> None:
        rng = self.rng
        for each in indicators(self.standard):
            if each["authority"] == "assumed" or rng.random() > 0.12:
                continue
            forms: list[Any] = ["refuse", {"deduct": rng.choice([1, "2.5", 30])}]
            forms[1] |= {"times": times(rng, self.writer)} if rng.random() < 0.5 else {}
            forms += [{"cap": rng.choice(names[1:])}] if len(names) > 1 else []
            each["veto"] = rng.choice(forms)

    def core(self) -> None:
        sound = [each for each in indicators(self.standard) if each["authority"] != "assumed"]
        if self.rng.random() > 0.25 or not sound:
            return
        marked = self.rng.sample(sound, self.rng.randint(1, min(4, len(sound))))
        for each in marked:
            each["core"] = True
        self.standard["core"] = {
            "at_least": self.rng.randint(1, len(marked)),
            "when_fewer_apply": self.rng.choice(["unmet", "all"]),
        }

    def chain(self) -> list[Spec]:
        standard = self.standard
        lined = [each["id"] for each in criteria(standard) if each.keys() & {"entry_line", "entry_share"}]
        worth = {each["id"]: self.full(each) for each in [*criteria(standard), *indicators(standard)]}
        # Of bonus and penalties, only groups can be read.
        worth |= {name: Fraction(2) for key in ("bonus", "penalties") for name in groups(standard.get(key, {}))}
        judged = [*(each["id"] for each in indicators(standard)), *lined]
        vetoes = [each["id"] for each in indicators(standard) if "veto" in each]
        return Chain(self.rng, self.writer, judged, worth, vetoes, standard).write()

    def dimensions(self, names: list[str]) -> list[Spec]:
        """Sums of criteria that each level asks for; never more for a lower level than for a higher one."""
        rng = self.rng
        usable = [each for each in criteria(self.standard) if "weight" not in each]
        made = []
        for number in range(rng.choice([1, 2])):
            if not usable:
                break
            chosen = rng.sample(usable, rng.randint(1, min(2, len(usable))))
            full = sum((self.full(each) for each in chosen), Fraction(0))
            bounds = sorted((full * share for share in rng.sample(SHARES, len(names))), reverse=True)
            listed = {name: plain(bound) for name, bound in zip(names, bounds, strict=True)}
            if len(names) > 1 and rng.random() < 0.3:
                del listed[names[-1]]
            made.append(
                {"id": f"D{number + 1}", "title": "一个方面", "of": [each["id"] for each in chosen], "levels": listed}
            )
        return made


SHARES = [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1), Fraction(3, 5)]
