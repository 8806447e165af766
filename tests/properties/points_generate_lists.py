"""Random bonus and penalty lists."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.properties.generate_conditions import Writer
from tests.properties.points_generate_rules import RuleWriter

Spec = dict[str, Any]


def times(rng: Random, writer: Writer) -> list[Spec]:
    factors = [2, 2, "1.5", "0.5", 3]
    return [{"when": writer.condition(0), "factor": rng.choice(factors)} for _ in range(rng.choice([1, 1, 2]))]


class Lister:
    """Writes one list; ids start with its letter."""

    def __init__(self, rng: Random, writer: Writer, rules: RuleWriter, letter: str, capped: float) -> None:
        self.rng = rng
        self.writer = writer
        self.rules = rules
        self.letter = letter
        self.capped = capped
        self.used = 0

    def name(self) -> str:
        self.used += 1
        return f"{self.letter}{self.used}"

    def whole(self) -> Spec:
        cap = {"cap": self.rng.choice([10, 5, "2.5"])} if self.rng.random() < self.capped else {}
        return cap | {"items": [self.entry(2) for _ in range(self.rng.choice([1, 2, 3]))]}

    def entry(self, depth: int) -> Spec:
        rng, head = self.rng, {"id": self.name(), "title": "一项"}
        if depth and rng.random() < 0.35:
            take = {"take": "highest"} if rng.random() < 0.4 else {}
            cap = {"cap": rng.choice([2, 3, "1.5"])} if rng.random() < self.capped else {}
            return head | take | cap | {"items": [self.entry(depth - 1) for _ in range(rng.choice([1, 2, 3]))]}
        made: Spec = head | ({"authority": "stated", "clause": "四"} if rng.random() < 0.4 else {})
        if rng.random() < 0.5:
            made |= {"points": rng.choice([1, 2, 3, "0.5"]), "when": self.writer.condition(0)}
        else:
            made |= {"each": rng.choice(["0.1", "0.5", 1, 5]), "count": self.rules.count(self.writer)}
        if rng.random() < 0.5 * self.capped:
            made["most"] = rng.choice([2, 3, "0.5"])
        return made | ({"times": times(rng, self.writer)} if rng.random() < 0.3 else {})


def bonus(rng: Random, writer: Writer, rules: RuleWriter) -> Spec:
    return Lister(rng, writer, rules, "B", rng.choice([0.9, 0.6, 0.2])).whole()


def penalties(rng: Random, writer: Writer, rules: RuleWriter) -> Spec:
    return Lister(rng, writer, rules, "P", rng.choice([0.9, 0.6, 0.2])).whole()
