"""Random rules of a points standard: chains of conclusions, refusals, caps and recommendations."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from tests.properties.generate_conditions import Writer
from tests.properties.points_generate_rules import plain

Spec = dict[str, Any]
ORDERS = [">=", ">=", "<", "<=", ">"]
NAMES = ["weak_base", "基础薄弱", "listed", "重点关注"]


class Chain:
    """Writes rules over a sheet that is otherwise complete.

    `judged` are the ids that have a verdict, `worth` the ids that have points with what they could give, `vetoes` the
    ids that may fire.
    """

    def __init__(
        self,
        rng: Random,
        writer: Writer,
        judged: list[str],
        worth: dict[str, Fraction],
        vetoes: list[str],
        standard: Spec,
    ) -> None:
        self.rng = rng
        self.writer = writer
        self.judged = judged
        self.worth = worth
        self.vetoes = vetoes
        self.total = [Fraction(str(standard["total"])), *(Fraction(str(each["from"])) for each in standard["levels"])]
        self.levels = [each["id"] for each in standard["levels"]]
        self.concluded: list[str] = []  # before the level is known
        self.late: list[str] = []  # resting on the level
        self.rules: list[Spec] = []

    def write(self) -> list[Spec]:
        rng = self.rng
        for name in rng.sample(NAMES, rng.choice([0, 1, 2, 3])):
            for _ in range(rng.choice([1, 1, 2])):
                self.add(self.condition(), {"conclude": name})
            self.concluded.append(name)
        for _ in range(rng.choice([0, 0, 1])):
            self.add(self.condition(), {"refuse": True})
        for _ in range(rng.choice([0, 1, 1])):
            if len(self.levels) > 1:
                self.add(self.condition(), {"cap": rng.choice(self.levels[1:])})
        if rng.random() < 0.4:
            self.add(f'level("{rng.choice(self.levels)}") and {self.atom()}', {"conclude": "结论"})
            self.late.append("结论")
        for _ in range(rng.choice([0, 1, 2])):
            self.add(self.condition(late=True), {"recommend": "推荐上报"})
        rng.shuffle(self.rules)
        for number, rule in enumerate(self.rules):
            rule["id"] = f"R{number + 1}"
        return self.rules

    def add(self, when: str, then: Spec) -> None:
        title = {"title": "一条规则"} if self.rng.random() < 0.3 else {}
        clause = {"clause": "五"} if self.rng.random() < 0.3 else {}
        self.rules.append({"id": "", **title, "when": when, "then": then, "authority": "stated", **clause})

    def condition(self, late: bool = False) -> str:
        parts = [self.atom(late) for _ in range(self.rng.choice([1, 1, 2, 2, 3]))]
        form = self.rng.choice(["and", "or", "or", "at_least"])
        if len(parts) == 1:
            return parts[0] if self.rng.random() < 0.85 else f"not ({parts[0]})"
        if form == "at_least":
            return f"at_least({self.rng.randint(1, len(parts))}, {', '.join(parts)})"
        return f" {form} ".join(parts)

    def atom(self, late: bool = False) -> str:
        forms: list[Callable[[], str]] = [self.verdict, self.verdict, self.points, self.points, self.score, self.field]
        forms += [self.fired] if self.vetoes else []
        forms += [self.chained, self.chained] if self.concluded or (late and self.late) else []
        if late:
            forms += [self.level, self.level]
            forms += [self.last] if self.late else []
        return self.rng.choice(forms)()

    def verdict(self) -> str:
        return f'{self.rng.choice(["met", "unmet", "na"])}("{self.rng.choice(self.judged)}")'

    def points(self) -> str:
        name = self.rng.choice(list(self.worth))
        full = self.worth[name]
        line = plain(full * self.rng.choice([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(1), Fraction(3, 4)]))
        others = [other for other in self.worth if other != name]
        if others and self.rng.random() < 0.2:
            return f'points("{name}") + points("{self.rng.choice(others)}") {self.rng.choice(ORDERS)} {line}'
        return f'points("{name}") {self.rng.choice(ORDERS)} {line}'

    def score(self) -> str:
        return f"score() {self.rng.choice(ORDERS)} {plain(self.rng.choice(self.total))}"

    def field(self) -> str:
        return self.writer.condition(0)

    def fired(self) -> str:
        return f'fired("{self.rng.choice(self.vetoes)}")'

    def chained(self) -> str:
        return f'concluded("{self.rng.choice(self.concluded)}")' if self.concluded else self.verdict()

    def last(self) -> str:
        return f'concluded("{self.rng.choice(self.late)}")'

    def level(self) -> str:
        return f'level("{self.rng.choice(self.levels)}")'
