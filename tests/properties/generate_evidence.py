"""Random evidence for a standard, most of it at, or one step beside, the values where an answer changes."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import Any
from unicodedata import normalize

from tests.properties.generate_hints import Date, Form, Hints
from tests.properties.generate_standards import leaves
from tests.properties.generate_writing import absence, decimal, interval, plain_date, provenance, spelled

Spec = dict[str, Any]

POOL = [Fraction(each) for each in ("0", "1", "2", "3", "10", "40", "60", "100", "1000", "0.1", "0.2", "99.95")]
WHOLES = [Fraction(each) for each in (0, 1, 3, 7, 10, 25, 40, 100, 200, 1000)]
STEPS = [Fraction(1), Fraction(1, 100), Fraction(1, 10**12)]
HUGE = Fraction(10**30)
DATES: list[Date] = [(2010, 6, 30), (2011, 2, 28), (2008, 2, 29), (2010, 1, 1), (2011, 12, 31), (2009, 7, 15)]
DOCUMENT_DATES = ["2010-01-01", "2011-12-31", "2011年2月1日", "2012-01-01", "2009.12.31"]
DENIALS: list[Any] = [{"none": True}, "none", False, "no", "否", "无"]


class Filer:
    """Fills one evidence file. `good` wants the conditions to hold, `mess` is the chance of a blot on each value."""

    def __init__(self, rng: Random, standard: Spec, hints: Hints) -> None:
        self.rng = rng
        self.standard = standard
        self.hints = hints
        self.good = rng.random() < 0.45
        self.mess = rng.choice([0.0, 0.0, 0.04, 0.04, 0.2])
        self.drawn: dict[tuple[str, str | None], Fraction] = {}
        self.years: list[int] = standard["cycle"]["years"] if "cycle" in standard else [2010, 2011]

    def file(self) -> Spec:
        rng, standard = self.rng, self.standard
        filed: Spec = {"standard": standard["id"]} if rng.random() < 0.2 else {}
        filed["subject"] = "某街道工会"
        if "cycle" not in standard and rng.random() < 0.75:
            self.years = rng.choice([[2010, 2011], [2011], [2009, 2010, 2011]])
            filed["years"] = self.years
        self.fixed_parameters()
        parameters = {name: self.parameter(name, spec) for name, spec in standard.get("parameters", {}).items()}
        filed |= {"parameters": given} if (given := {k: v for k, v in parameters.items() if v is not None}) else {}
        excusable = [each["id"] for each in leaves([standard]) if each.get("excusable")]
        chance = rng.choice([0.0, 0.2, 0.3, 1.0])
        excused = {name: {"reason": "辖区无此类单位", "by": "市考核组"} for name in excusable if rng.random() < chance}
        filed |= {"excused": excused} if excused else {}
        evidence: Spec = {}
        rates = []
        for name, spec in standard["evidence"].items():
            if "part" in spec:
                rates.append((name, spec))
            else:
                self.enter(evidence, name, spec)
        for name, spec in rates:  # after their parts
            self.enter(evidence, name, spec)
        filed["evidence"] = evidence
        return filed

    def enter(self, evidence: Spec, name: str, spec: Spec) -> None:
        """File one field, unless it is left out."""
        if self.rng.random() < self.mess * 0.5:
            return
        if spec["type"] == "items":
            columns = spec["columns"]
            evidence[name] = self.yearly_records(columns) if "per" in spec else self.records(columns)
        elif "per" in spec:
            entries = {period: self.entry(name, spec, str(period)) for period in self.periods(spec["per"])}
            given = {period: entry for period, entry in entries.items() if entry is not None}
            evidence |= {name: given} if given else {}
        elif (entry := self.entry(name, spec, None)) is not None:
            evidence[name] = entry

    def periods(self, per: str) -> list[int | str]:
        years = [min(self.years) - 1, *self.years]
        if per == "year":
            listed: list[int | str] = [*years, min(self.years) - 2] if self.rng.random() < 0.7 else [*self.years]
        elif per == "quarter":
            listed = [f"{year}-Q{quarter}" for year in self.years for quarter in (1, 2, 3, 4)]
        else:
            listed = [f"{year}-{month:02}" for year in self.years for month in range(1, 13)]
        listed = sorted(listed, key=str)
        if self.rng.random() < self.mess:
            listed.remove(self.rng.choice(listed))
        return [str(each) for each in listed] if self.rng.random() < 0.3 else listed

    # Parameters

    def fixed_parameters(self) -> None:
        for name, spec in self.standard.get("parameters", {}).items():
            values = spec.get("value")
            if spec["type"] in {"count", "number", "percentage", "money"} and values is not None:
                for period, value in values.items() if isinstance(values, dict) else [(None, values)]:
                    self.drawn[fold(name), None if period is None else str(period)] = Fraction(str(value))

    def parameter(self, name: str, spec: Spec) -> Any:
        if "value" in spec or self.rng.random() < 0.3:
            return None
        if "per" in spec:
            return {year: self.parameter_value(name, spec, str(year)) for year in self.years}
        return self.parameter_value(name, spec, None)

    def parameter_value(self, name: str, spec: Spec, period: str | None) -> Any:
        kind = spec["type"]
        if kind in {"choice", "rating"}:
            return self.rng.choice(spec["choices"])
        if kind == "boolean":
            return self.rng.random() < 0.7
        if kind == "date":
            return plain_date(self.rng, self.rng.choice(DATES))
        value = self.rng.choice([Fraction(1), Fraction(2), Fraction(60), Fraction(90), Fraction(100)])
        self.drawn[fold(name), period] = value
        if kind != "count" and self.rng.random() < self.mess:
            return self.sources([int(value), int(self.rng.choice([value, value / 2]))])
        return int(value)

    # Entries: one or several sources, or the reason why there is no value

    def entry(self, name: str, spec: Spec, period: str | None) -> Any:
        """The entry of one field and period, or None where it is left out."""
        rng, kind = self.rng, spec["type"]
        if kind == "text":
            return "说明文字"
        if "part" in spec:
            return self.stated(spec, period)
        if rng.random() < self.mess:
            return absence(rng)
        if kind in {"count", "number", "percentage", "money"}:
            return self.figure(name, spec, period)
        values = [self.word(name, spec)]
        if rng.random() < self.mess:
            values.append(self.word(name, spec) if rng.random() < 0.6 else values[0])
        written = [self.written(value, spec) for value in values]
        if len(written) > 1:
            return self.sources(written, kind)
        return provenance(rng, written[0]) if kind != "document" and rng.random() < 0.1 else written[0]

    def sources(self, written: list[Any], kind: str = "") -> list[Any]:
        """Several sources, each a mapping, now and then with one that gives no value."""
        if self.rng.random() < 0.4:
            written = [*written, absence(self.rng)]
        self.rng.shuffle(written)
        if kind == "document":  # a document has no `value`: it is named, denied or absent
            named = {"document": "年度计划"}
            return [
                each if isinstance(each, dict) else {"none": True} if each in DENIALS else named for each in written
            ]
        return [each if isinstance(each, dict) else provenance(self.rng, each) for each in written]

    def word(self, name: str, spec: Spec) -> Any:
        """A value of a type that is not a number."""
        rng, key = self.rng, fold(name)
        match spec["type"]:
            case "boolean" | "document":
                return (rng.random() < (0.95 if self.good else 0.7)) != (key in self.hints.denied)
            case "date":
                return self.date(key)
            case _:
                wanted = [each for each in self.hints.texts.get(key, []) if each in spec["choices"]]
                return rng.choice(wanted if wanted and self.good else spec["choices"])

    def written(self, value: Any, spec: Spec) -> Any:
        rng = self.rng
        match spec["type"]:
            case "boolean":
                return rng.choice([True, "yes", "是", "有", "true"] if value else [False, "no", "否", "无", "false"])
            case "document":
                return self.document() if value else rng.choice(DENIALS)
            case "date":
                return plain_date(rng, value)
        return value if rng.random() > self.mess / 4 else "优异"

    def document(self) -> Any:
        if self.rng.random() < 0.4:
            return "年度计划"
        return {"document": "年度计划", "number": "〔2011〕3号"} | (
            {"date": self.rng.choice(DOCUMENT_DATES[:3] if self.good else DOCUMENT_DATES)}
            if self.rng.random() < 0.7
            else {}
        )

    def date(self, key: str) -> Date:
        hinted = self.hints.dates.get(key)
        if not hinted or self.rng.random() < 0.1:
            return self.rng.choice(DATES)
        (year, month, day), sign, equal = self.rng.choice(hinted)
        steps = ([0, sign] if equal else [sign]) if self.good else [-1, 0, 1]
        step = self.rng.choice(steps)
        if day == 29:
            return (year + step, 2, 28) if step or year % 4 else (year, 2, 29)
        return year, month, min(28, day + step) if day > 1 else day + abs(step)

    # Numbers

    def figure(self, name: str, spec: Spec, period: str | None) -> Any:
        rng, key = self.rng, (fold(name), period)
        value = self.value(key[0], spec, period)
        form = rng.random() / self.mess if self.mess else 2.0
        if form < 0.4:
            return interval(rng, abs(value), spec)
        if form < 0.6:
            self.drawn[key] = value
            return self.sources([spelled(rng, value, spec), spelled(rng, value, spec)])
        if form < 0.9:
            step = self.step(spec) * rng.choice([1, -1])
            other = max(Fraction(0), value + step)
            second = interval(rng, other, spec) if rng.random() < 0.2 else spelled(rng, other, spec)
            return self.sources([spelled(rng, value, spec), second])
        if form < 1:
            return rng.choice(["-1", "若干", "12.5", "99999999", "101"])
        self.drawn[key] = value
        written = spelled(rng, value, spec)
        return provenance(rng, written) if rng.random() < 0.15 else written

    def step(self, spec: Spec) -> Fraction:
        return Fraction(1) if spec["type"] == "count" else self.rng.choice(STEPS)

    def value(self, key: str, spec: Spec, period: str | None) -> Fraction:
        """An exact value that the field can have, at or near the edge of a check that reads it."""
        rng, step = self.rng, self.step(spec)
        value = self.edge(key, period, step, whole=spec["type"] == "count")
        if value is None and spec["type"] == "number" and rng.random() < 0.1:
            value = Fraction("0.30000000000000004")
        if value is None:
            value = rng.choice(WHOLES if spec["type"] == "count" or rng.random() < 0.5 else POOL)
            if rng.random() < 0.03 and spec["type"] != "percentage":
                value = HUGE + rng.choice([0, 1])
        if spec["type"] == "count":
            value = Fraction(rng.choice([floor, ceil])(value))
        low = Fraction(str(spec.get("min", value if spec["type"] == "number" else 0)))
        high = Fraction(
            str(spec.get("max", 100 if spec["type"] == "percentage" and not spec.get("above_100") else value))
        )
        return value if rng.random() < self.mess / 5 else max(low, min(high, value))

    def edge(self, key: str, period: str | None, step: Fraction, whole: bool) -> Fraction | None:
        """Where a check on this field and on what is filed already changes its answer, or one step beside."""
        before = self.drawn.get((key, str(int(period) - 1))) if period and period.isdigit() else None
        if before is not None and key in self.hints.growing and self.rng.random() < 0.8:
            return before + step * self.rng.choice([1, 1, 2] if self.good else [-1, 0, 1])
        lows: list[Fraction] = []
        highs: list[Fraction] = []
        all_edges: list[Fraction] = []
        for form in self.hints.forms.get(key, ()):
            solved = self.solve(form, key, period)
            if solved is None:
                continue
            at, sign, equal = solved
            rounded = Fraction(ceil(at) if sign >= 0 else floor(at)) if whole else at
            within = rounded if equal or rounded != at else rounded + sign * step
            all_edges.append(rounded)
            (lows if sign >= 0 else highs).append(within)
        if not all_edges or self.rng.random() < 0.08:
            return None
        if self.good:
            return max(lows) if lows else min(highs)
        return self.rng.choice(all_edges) + step * self.rng.choice([-1, 0, 0, 1])

    def solve(self, form: Form, key: str, period: str | None) -> tuple[Fraction, int, bool] | None:
        """The value of this field at which the sum is nothing, given the other fields."""
        rest = form.rest
        for name, factor in form.factors.items():
            if name != key:
                other = self.drawn.get((name, period), self.drawn.get((name, None)))
                if other is None:
                    return None
                rest += factor * other
        factor = form.factors[key]
        at = -rest / factor
        if decimal(at) is None:  # no finite decimal: the nearest that can be written
            at = Fraction(round(at * 10**6), 10**6)
        return at, form.sign if factor > 0 else -form.sign, form.equal

    def stated(self, spec: Spec, period: str | None) -> Any:
        """A rate stated beside its parts, by one source or two, as a figure or a range, or not at all."""
        rng = self.rng
        if rng.random() < 0.45:
            return None
        figures = [self.stated_figure(spec, period) for _ in range(rng.choice([1, 1, 1, 1, 1, 2]))]
        if rng.random() < 0.1 or self.mess > 0.1:
            figures.append(interval(rng, Fraction(rng.choice([50, 90])), spec))
        written = [each for each in figures if each is not None]
        if not written:
            return None
        return written[0] if len(written) == 1 else self.sources(written)

    def stated_figure(self, spec: Spec, period: str | None) -> Any:
        """Rounded, cut, or off by a step."""
        rng = self.rng
        keys = [(fold(spec[key]), period) for key in ("part", "whole")]
        part, whole = (self.drawn.get(key) for key in keys)
        if part is None or whole is None or whole == 0 or part < 0:
            return None if part == whole == 0 else "90%"
        places = rng.choice([0, 1, 1, 2])
        exact = 100 * part / whole * 10**places
        figure = rng.choice([floor(exact + Fraction(1, 2)), floor(exact + Fraction(1, 2)), floor(exact)])
        figure += rng.choice([-1, 1, 5]) if rng.random() < (0.1 if self.good else 0.3) else 0
        figure = max(0, figure if spec.get("above_100") else min(figure, 100 * 10**places))
        digits = f"{figure:0{places + 1}}"
        text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
        return rng.choice([text, f"{text}%", f"{text}％"])

    # Records

    def yearly_records(self, columns: dict[str, Spec]) -> Any:
        return {period: self.records(columns) for period in self.periods("year")}

    def records(self, columns: dict[str, Spec]) -> Any:
        rng = self.rng
        if rng.random() < self.mess:
            return absence(rng)
        rows = []
        for _ in range(rng.choice([0, 1, 1, 2, 3])):
            row = {name: self.cell(name, spec) for name, spec in columns.items() if rng.random() >= self.mess / 2}
            rows.append(row)
        return rows

    def cell(self, name: str, spec: Spec) -> Any:
        hidden = self.drawn.pop((fold(name), None), None)
        entry = self.entry(name, spec, None)
        self.drawn.pop((fold(name), None), None)
        if hidden is not None:
            self.drawn[fold(name), None] = hidden
        return entry[0] if isinstance(entry, list) else entry  # a cell has one source


def fold(name: str) -> str:
    return normalize("NFKC", name)
