"""Random conditions over the fields of a standard: every form of the condition language, always well typed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

Spec = dict[str, Any]

NUMERIC = {"count", "number", "percentage", "money"}
THRESHOLDS: dict[str, list[str]] = {
    "count": ["0", "1", "2", "3", "10", "25", "60", "100", "3000"],
    "number": ["0", "7", "30", "0.3", "0.1", "3.14", "0.30000000000000004"],
    "percentage": ["25", "50", "60", "80", "90", "90.0", "95", "97.5", "33.33", "66.67", "100"],
    "money": ["0", "1000", "0.3", "12000.50", "33.33"],
}
FACTORS = ["2", "0.5", "0.1", "3", "1.5"]
DATES = ["2010-06-30", "2011-02-28", "2007-06-01", "2012-02-29"]
ORDERS = [">=", ">=", ">=", "<=", ">", "<"]
SAME = ["==", "!="]
WRAPPED = {"year": "every_year", "quarter": "every_quarter", "month": "every_month"}


class Writer:
    """Writes conditions over the names it knows; `per` is the period that a surrounding `every_…` stands for."""

    def __init__(
        self, rng: Random, specs: dict[str, Spec], per: str | None = None, record: bool = False, yields: bool = False
    ) -> None:
        self.rng = rng
        self.per = per
        self.record = record
        self.yields = yields  # a rate that is 0 of 0 may make the indicator not applicable
        self.all = specs
        self.specs = {name: spec for name, spec in specs.items() if spec.get("per") in {None, per}}

    def named(self, *kinds: str) -> list[str]:
        return [name for name, spec in self.specs.items() if spec["type"] in kinds]

    def any_of(self, *kinds: str) -> str | None:
        """A name of one of these types, rather one of the period than one that stays the same."""
        names = self.named(*kinds)
        near = [name for name in names if self.per and self.specs[name].get("per") == self.per]
        pool = near if near and self.rng.random() < 0.8 else names
        return self.rng.choice(pool) if pool else None

    def like(self, name: str) -> list[str]:
        """The other numbers of the same type and unit."""
        spec = self.specs[name]
        alike = (spec["type"], spec.get("unit"))
        return [
            other
            for other, each in self.specs.items()
            if other != name and (each["type"], each.get("unit")) == alike and each["type"] in NUMERIC
        ]

    def threshold(self, kind: str) -> str:
        return self.rng.choice(THRESHOLDS[kind])

    # Compound conditions

    def condition(self, depth: int = 2) -> str:
        if depth == 0 or self.rng.random() < 0.5:
            return self.atom()
        form = self.rng.choice(["and", "or", "and", "or", "not", "at_least"])
        if form == "not":
            return f"not ({self.condition(depth - 1)})"
        parts = [self.condition(depth - 1) for _ in range(self.rng.choice([2, 2, 3]))]
        if form == "at_least":
            parts.append(self.atom())
            return f"at_least({self.rng.randint(1, len(parts))}, {', '.join(parts)})"
        return f" {form} ".join(f"({part})" if " and " in part or " or " in part else part for part in parts)

    def atom(self) -> str:
        simple = [self.number, self.number, self.arithmetic, self.rate, self.truth, self.truth, self.choice, self.date]
        forms: list[Callable[[], str | None]] = [*simple]
        over_time = [self.over_periods, self.over_periods, self.growing, self.last]
        over_records = [self.items, self.items, self.tally]
        forms += [*(over_time if self.per is None else []), *(over_records if not self.record else [])]
        for _ in range(6):
            written = self.rng.choice(forms)()
            if written:
                return written
        return self.truth() or "has(nothing)"

    # Checks

    def number(self) -> str | None:
        name = self.any_of(*NUMERIC)
        if name is None:
            return None
        kind, form, others = self.specs[name]["type"], self.rng.random(), self.like(name)
        if others and form < 0.25:
            return f"{name} {self.rng.choice([*ORDERS, *SAME])} {self.rng.choice(others)}"
        if len(others) > 1 and form < 0.35:
            low, high = self.rng.sample(others, 2)
            return f"{low} <= {name} {self.rng.choice(['<=', '<'])} {high}"
        if form < 0.45:
            low, high = sorted((self.threshold(kind), self.threshold(kind)), key=float)
            return f"{low} {self.rng.choice(['<=', '<'])} {name} <= {high}"
        if form < 0.55:
            return f"{self.threshold(kind)} {self.rng.choice(ORDERS)} {name}"
        return f"{name} {self.rng.choice([*ORDERS, *SAME])} {self.threshold(kind)}"

    def arithmetic(self) -> str | None:
        name = self.any_of(*NUMERIC)
        if name is None:
            return None
        kind, others, order = self.specs[name]["type"], self.like(name), self.rng.choice(ORDERS)
        factor = self.rng.choice(FACTORS)
        forms = [f"{name} + {self.threshold(kind)} {order} {self.threshold(kind)}"]
        forms.append(f"{factor} * {name} {order} {self.threshold(kind)}")
        if others:
            other = self.rng.choice(others)
            forms += [
                f"{name} + {other} {order} {self.threshold(kind)}",
                f"{name} {order} {factor} * {other}",
                f"{name} - {factor} * {other} {order} {self.threshold(kind)}",
                f"{factor} * ({name} + {other}) {order} {self.threshold(kind)}",
            ]
            if len(others) > 1:
                third, fourth = self.rng.sample(others, 2)
                forms.append(f"{name} + 2 * {third} {order} {fourth} * {factor} - 1")
        return self.rng.choice(forms)

    def rate(self) -> str | None:
        part = self.any_of("count", "money")
        wholes = self.like(part) if part else []
        same_per = [each for each in wholes if self.specs[each].get("per") == self.specs[part or each].get("per")]
        if not same_per:
            return None
        options = self.rng.choice(["", "", "", ", above_100=True", ', when_empty="full"'])
        options = ', above_100=True, when_empty="full"' if self.rng.random() < 0.1 else options
        options = ', when_empty="not_applicable"' if self.yields and self.rng.random() < 0.1 else options
        whole = self.rng.choice(same_per)
        if self.rng.random() < 0.15:
            sums = [f"rate({part}, {part} + {whole}{options})", f"rate({whole} - {part}, {whole}{options})"]
            return f"{self.rng.choice(sums)} {self.rng.choice(ORDERS)} {self.threshold('percentage')}"
        written = f"rate({part}, {whole}{options})"
        percentages = self.named("percentage")
        if percentages and self.rng.random() < 0.25:
            return f"{written} {self.rng.choice(ORDERS)} {self.rng.choice(percentages)}"
        return f"{written} {self.rng.choice(ORDERS)} {self.threshold('percentage')}"

    def truth(self) -> str | None:
        name = self.any_of("boolean", "document")
        if name is None:
            return None
        written = f"has({name})" if self.specs[name]["type"] == "document" else name
        return f"not {written}" if self.rng.random() < 0.12 else written

    def choice(self) -> str | None:
        name = self.any_of("choice", "rating")
        if name is None:
            return None
        choices = self.specs[name]["choices"]
        if self.specs[name]["type"] == "rating" and self.rng.random() < 0.5:
            return f'{name} {self.rng.choice([">=", ">=", "<", ">"])} "{self.rng.choice(choices)}"'
        if self.rng.random() < 0.4:
            return f'{name} {self.rng.choice(SAME)} "{self.rng.choice(choices)}"'
        listed = ", ".join(f'"{each}"' for each in self.rng.sample(choices, 2))
        return f"{name} {self.rng.choice(['in', 'in', 'not in'])} ({listed})"

    def date(self) -> str | None:
        dates = self.named("date")
        if not dates:
            return None
        name, fixed = self.rng.choice(dates), self.rng.choice(DATES)
        terms = [
            each
            for each, spec in self.specs.items()
            if "authority" in spec and spec["type"] == "count" and not self.record
        ]
        years = self.rng.choice(terms) if terms and self.rng.random() < 0.5 else self.rng.choice(["1", "3", "4"])
        forms = [
            f'{name} {self.rng.choice([*ORDERS, *SAME])} date("{fixed}")',
            f'date("2007-06-01") <= {name} <= date("{fixed}")',
            f'add_years({name}, {years}) {self.rng.choice(ORDERS)} date("{fixed}")',
        ]
        if len(dates) > 1:
            first, second = self.rng.sample(dates, 2)
            forms.append(f"{first} {self.rng.choice(ORDERS)} {second}")
            forms.append(f"add_years({first}, {years}) {self.rng.choice(ORDERS)} {second}")
        return self.rng.choice(forms)

    # Over periods and records

    def over_periods(self) -> str | None:
        found = sorted({spec["per"] for spec in self.all.values() if "per" in spec})
        if not found:
            return None
        per = self.rng.choice(found)
        inner = Writer(self.rng, self.all, per, self.record, self.yields)
        return f"{WRAPPED[per]}({inner.condition(self.rng.choice([0, 0, 0, 1]))})"

    def yearly(self, *kinds: str) -> list[str]:
        return [name for name, spec in self.all.items() if spec.get("per") == "year" and spec["type"] in kinds]

    def growing(self) -> str | None:
        names = [name for name in self.yearly(*NUMERIC) if "authority" not in self.all[name]]
        if not names:
            return None
        name, strict = self.rng.choice(names), self.rng.random() < 0.5
        ceiling = ""
        if self.all[name]["type"] == "percentage" and (strict or self.rng.random() < 0.3):
            ceiling = f", ceiling={self.rng.choice(['None', '95', '97.5', '100'])}"
        return f"growing({name}, years={self.rng.choice([2, 2, 3])}, strict={strict}{ceiling})"

    def last(self) -> str | None:
        names = self.yearly(*NUMERIC, "boolean")
        if not names:
            return None
        name = self.rng.choice(names)
        kind = self.all[name]["type"]
        if kind == "boolean":
            return f"last({name})"
        return f"last({name}) {self.rng.choice(ORDERS)} {self.threshold(kind)}"

    def inside(self, name: str, outside: int) -> Writer:
        """A writer of conditions on a record, which may also read a few numbers and truths from outside."""
        columns = self.all[name]["columns"]
        free = [
            each for each, spec in self.all.items() if each not in columns and spec["type"] in {*NUMERIC, "boolean"}
        ]
        others = {each: self.all[each] for each in self.rng.sample(free, min(outside, len(free)))}
        return Writer(self.rng, columns | others, self.per, record=True)

    def items(self) -> str | None:
        names = self.named("items")
        if not names:
            return None
        name = self.rng.choice(names)
        writer = self.inside(name, self.rng.choice([0, 0, 1]))
        where = f", where={writer.condition(0)}" if self.rng.random() < 0.5 else ""
        if self.rng.random() < 0.4:
            return f"some({name}, {writer.condition(1)}{where})"
        return f"every({name}, {writer.condition(1)}{where})"

    def tally(self) -> str | None:
        names = self.named("items")
        if not names:
            return None
        name = self.rng.choice(names)
        columns, where = self.all[name]["columns"], f", where={self.inside(name, 0).condition(0)}"
        sums = [each for each, spec in columns.items() if spec["type"] in {"count", "number", "money"}]
        order = self.rng.choice([*ORDERS, "=="])
        if not sums or self.rng.random() < 0.5:
            return f"count({name}{where}) {order} {self.rng.choice('0123')}"
        column = self.rng.choice(sums)
        where = where if self.rng.random() < 0.5 else ""
        order = ">=" if order == "==" else order
        return f"total({name}, {column}{where}) {order} {self.threshold(columns[column]['type'])}"
