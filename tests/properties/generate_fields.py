"""Random evidence fields and parameters of a standard."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

Spec = dict[str, Any]

# An identifier in ASCII, in Chinese, and the label. One has a full-width letter: identifiers are folded to NFKC.
NAMES = [
    ("members", "会员数"), ("workers", "职工数"), ("cadres", "干部数"), ("elders", "老年人口"),
    ("cards", "优待证册数"), ("units", "单位数"), ("visits", "走访户数"), ("drills", "演练次数"),
    ("courses", "培训期数"), ("meetings", "联席会议次数"), ("fund", "经费收入"), ("spent", "经费支出"),
    ("subsidy", "补助金额"), ("area", "活动面积"), ("hours", "服务时长"), ("coverage", "覆盖率"),
    ("joined", "入会率"), ("renewed", "换届率"), ("settled", "调处率"), ("aware", "知晓率"),
    ("paid", "收缴率"), ("signed", "签订率"), ("posted", "已公示"), ("staffed", "配备专人"),
    ("insured", "已参保"), ("plan", "年度计划"), ("summary", "工作总结"), ("rules", "规章制度"),
    ("ledger", "台账"), ("photos", "现场照片"), ("founded", "成立日期"), ("elected", "换届日期"),
    ("manner", "干部作风"), ("grade", "星级"), ("channel", "公开渠道"), ("remark", "备注"),
    ("branches", "基层工会"), ("sites", "活动场所"), ("quota", "任务数"), ("term", "届期年限"),
    ("target", "目标率"), ("limit", "经费上限"), ("deadline", "截止日期"), ("pilot", "试点单位"),
    ("level_a", "Ａ类数"), ("level_b", "乙类数"), ("new_staff", "新增人数"), ("left", "离岗人数"),
    ("aided", "援助件数"), ("cases", "受理件数"),
]  # fmt: skip
COLUMN_NAMES = [
    ("size", "人数"), ("female", "女职工数"), ("has_branch", "已建分会"), ("proof", "佐证材料"), ("opened", "启用日期"),
    ("kind_of", "类别"), ("stars", "等级"), ("budget", "预算"), ("rate_of", "达标率"), ("score_of", "评分"),
]  # fmt: skip
CHOICES = [["差", "一般", "好"], ["甲", "乙", "丙", "丁"], ["none", "some", "all"]]
UNITS = ["人", "户", "次", "件", None]


class Names:
    """Fresh identifiers, Chinese or ASCII."""

    def __init__(self, rng: Random, pool: list[tuple[str, str]]) -> None:
        self.rng = rng
        self.pool: Iterator[tuple[str, str]] = iter(rng.sample(pool, len(pool)))
        self.chinese = rng.choice([0.0, 0.5, 1.0])

    def take(self) -> tuple[str, str]:
        ascii_name, label = next(self.pool)
        return (label if self.rng.random() < self.chinese else ascii_name), label


def annotated(rng: Random, spec: Spec) -> Spec:
    """The same field with some of the keys that are only shown, or that bound it."""
    kind = spec["type"]
    if rng.random() < 0.1:
        spec["label_en"] = "A field"
    if rng.random() < 0.1:
        spec["documents"] = ["工资册", "会员名册"]
    if rng.random() < 0.1:
        spec["responsible"] = "组织部"
    if rng.random() < 0.1:
        spec["by"] = rng.choice(["place", "assessor"])
    if kind in {"count", "number", "money"} and "part" not in spec:
        if rng.random() < 0.08:
            spec["max"] = rng.choice([100, 5000])
        if rng.random() < 0.08:
            spec["min"] = rng.choice([0, 1, 2] if kind != "number" else [-5, 0, "0.5"])
    if kind in {"number", "percentage", "money"} and rng.random() < 0.1:
        spec["decimals"] = rng.choice([0, 1, 2, 6])
    return spec


def simple(rng: Random, kind: str, label: str) -> Spec:
    """A field, or a column, of a type that needs no other field."""
    spec: Spec = {"label": label, "type": kind}
    if kind in {"choice", "rating"}:
        spec["choices"] = list(rng.choice(CHOICES))
    if kind == "count" and (unit := rng.choice(UNITS)):
        spec["unit"] = unit
    if kind == "number" and rng.random() < 0.3:
        spec["unit"] = "平方米"
    if kind == "money" and rng.random() < 0.3:
        spec["unit"] = "元"
    if kind == "percentage" and rng.random() < 0.2:
        spec["above_100"] = True
    return annotated(rng, spec)


def rate(rng: Random, label: str, part: str, whole: str) -> Spec:
    spec: Spec = {"label": label, "type": "percentage", "part": part, "whole": whole}
    if rng.random() < 0.7:
        spec["when_empty"] = rng.choice(["unknown", "full", "not_applicable"])
    if rng.random() < 0.5:
        spec["decided_by"] = rng.choice(["both", "parts"])
    if rng.random() < 0.3:
        spec["above_100"] = True
    return annotated(rng, spec)


def add_rates(rng: Random, specs: dict[str, Spec], names: Names, how_many: int) -> None:
    """Add parts of one type and unit, and percentages made of them, some for each year."""
    kind = rng.choice(["count", "count", "count", "money"])
    per = {"per": "year"} if rng.random() < 0.25 else {}
    parts = []
    for _ in range(rng.choice([2, 2, 3])):
        name, label = names.take()
        unit = {"unit": "人"} if kind == "count" else {}
        specs[name] = annotated(rng, {"label": label, "type": kind, **unit, **per})
        parts.append(name)
    for _ in range(how_many):
        name, label = names.take()
        part, whole = rng.sample(parts, 2)
        specs[name] = rate(rng, label, part, whole) | per
        if len(parts) > 2 and rng.random() < 0.5:
            specs[name]["other_wholes"] = [next(each for each in parts if each not in {part, whole})]


def items(rng: Random, label: str, others: list[str]) -> Spec:
    names = Names(rng, COLUMN_NAMES)
    columns: dict[str, Spec] = {}
    kinds = ["boolean", "count", rng.choice(["number", "money", "percentage", "count"])]
    kinds += rng.sample(["document", "date", "choice", "rating", "text", "money"], rng.choice([0, 1, 2]))
    for kind in kinds:
        name, column_label = names.take()
        if others and rng.random() < 0.05:
            name = rng.choice(others)  # a column may hide a field outside
        if name not in columns:
            made = simple(rng, kind, column_label)
            columns[name] = {key: each for key, each in made.items() if key not in {"documents", "responsible"}}
    return {"label": label, "type": "items", "columns": columns}


def evidence_fields(rng: Random) -> dict[str, Spec]:
    """The evidence fields of a standard; there is always a boolean and a document."""
    names = Names(rng, NAMES)
    specs: dict[str, Spec] = {}
    kinds = ["boolean", "document", "count", "count"]
    more = ["boolean", "document", "count", "number", "percentage", "money", "date", "date", "choice", "rating", "text"]
    kinds += rng.sample(more, rng.choice([3, 4, 6]))
    for kind in kinds:
        name, label = names.take()
        specs[name] = simple(rng, kind, label)
    for per, chance in (("year", 0.5), ("year", 0.4), ("quarter", 0.15), ("month", 0.08)):
        if rng.random() < chance:
            name, label = names.take()
            kind = rng.choice(["count", "count", "percentage", "percentage", "number", "boolean", "document"])
            specs[name] = simple(rng, kind, label) | {"per": per}
    if rng.random() < 0.8:
        add_rates(rng, specs, names, rng.choice([0, 1, 2]))
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        name, label = names.take()
        specs[name] = items(rng, label, [each for each, spec in specs.items() if "per" not in spec])
        specs[name] |= {"per": "year"} if rng.random() < 0.2 else {}
    entries = list(specs.items())
    rng.shuffle(entries)
    return dict(entries)


PARAMETER_VALUES: dict[str, list[Any]] = {
    "count": [1, 2, 25, 100],
    "number": [3, "0.3", "7.25"],
    "percentage": [60, 90, 100, "97.5"],
    "money": [1000, "12000.50"],
    "date": ["2010-06-30", "2011-02-28"],
    "boolean": [True, False],
}


def parameters(rng: Random, taken: set[str]) -> dict[str, Spec]:
    """Values from outside, about a third of them left for the evidence to give."""
    specs: dict[str, Spec] = {}
    free = [pair for pair in NAMES if not taken & set(pair)]
    names = Names(rng, free)
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        name, label = names.take()
        kind = rng.choice([*PARAMETER_VALUES, "count", "count", "percentage", "choice", "rating"])
        spec: Spec = {"label": label, "type": kind, "authority": "上级工会"}
        if kind in {"choice", "rating"}:
            spec["choices"] = list(rng.choice(CHOICES))
        if kind == "count" and rng.random() < 0.5:
            spec["unit"] = rng.choice(["人", "次"])
        values = spec.get("choices") or PARAMETER_VALUES[kind]
        if kind in {"count", "percentage"} and rng.random() < 0.3:
            spec["per"] = "year"
        if rng.random() < 0.65:
            yearly = {year: rng.choice(values) for year in (2010, 2011)}
            spec["value"] = yearly if "per" in spec else rng.choice(values)
        specs[name] = spec
    return specs
