"""The job that is timed: a made-up standard of 60 indicators in six groups of ten, and places that file for it.

    1  rates           rate(part, whole) >= line
    2  thresholds      value >= line, or value <= line
    3  bands           low <= value <= high
    4  documents       has(document)
    5  truths          yes/no, or yes/no or a document
    6  combinations    and, or, at_least over fields of the groups above; three apply only to some places

Two indicators are vetoes. Where points rules other than all-or-nothing are wanted, `points` is where they go: groups 2
and 3 have the figures for proportional points and for bands.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, Literal, NamedTuple

Kind = Literal["points", "conditions"]
Filed = dict[str, int | float | bool | str | None]

RATE_LINES = (95, 90, 90, 85, 80, 80, 75, 70, 65, 60)
THRESHOLDS: tuple[tuple[str, int], ...] = (
    (">=", 12), (">=", 4), (">=", 2), (">=", 30), (">=", 200),
    (">=", 1), (">=", 50), ("<=", 3), ("<=", 10), ("<=", 25),
)  # fmt: skip
BANDS = tuple((10 + 5 * n, 60 + 4 * n) for n in range(10))
VETOES = ("1.1", "4.1")
LEVELS = (("excellent", "优秀", 90), ("good", "良好", 80), ("qualified", "合格", 60))
MISSING = 0.05  # the share of fields that a place leaves out


class Leaf(NamedTuple):
    """One indicator: its id, its condition, when it applies, and its full points."""

    id: str
    met: str
    applies: str | None
    points: str


def leaves() -> Iterator[Leaf]:
    """The sixty indicators, in the order of the sheet. The first four groups weigh 60 points, the others 40."""
    for n, line in enumerate(RATE_LINES, 1):
        yield Leaf(f"1.{n}", f"rate(part_{n}, whole_{n}) >= {line}", None, "1.5")
    for n, (sign, line) in enumerate(THRESHOLDS, 1):
        yield Leaf(f"2.{n}", f"amount_{n} {sign} {line}", None, "1.5")
    for n, (low, high) in enumerate(BANDS, 1):
        yield Leaf(f"3.{n}", f"{low} <= share_{n} <= {high}", None, "1.5")
    for n in range(1, 11):
        yield Leaf(f"4.{n}", f"has(paper_{n})", None, "1.5")
    for n in range(1, 11):
        yield Leaf(f"5.{n}", f"done_{n}" if n <= 5 else f"done_{n} or has(paper_{n})", None, "2")
    for n in range(1, 11):
        yield combination(n)


def combination(n: int) -> Leaf:
    """One of the indicators of group 6."""
    applies = f"whole_{n} >= 500" if n > 7 else None
    if n <= 3:
        return Leaf(f"6.{n}", f"has(paper_{n}) and amount_{n} >= {THRESHOLDS[n - 1][1] // 2}", applies, "2")
    if n <= 7:
        options = f"done_{n}, has(paper_{n}), done_{n + 1}, has(paper_{n + 1})"
        return Leaf(f"6.{n}", f"at_least(2, {options})", applies, "2")
    return Leaf(f"6.{n}", f"done_{n} and share_{n} >= {BANDS[n - 1][0]}", applies, "2")


def standard(kind: Kind) -> dict[str, Any]:
    """The standard, as `load_standard` takes it."""
    head = {
        "evalcore": "1", "id": f"benchmark-{kind}", "edition": "1", "title": "测速用标准", "kind": kind,
        "subject": "单位",
    }  # fmt: skip
    scored = {
        "total": "100",
        "levels": [{"id": key, "title": title, "from": str(line)} for key, title, line in LEVELS],
        "pass_level": "qualified",
        "not_applicable": "full",
    }
    groups: dict[str, list[dict[str, Any]]] = {}
    for leaf in leaves():
        groups.setdefault(leaf.id[0], []).append(indicator(leaf, kind))
    criteria = [{"id": key, "title": f"第 {key} 部分", "indicators": part} for key, part in groups.items()]
    return {**head, **(scored if kind == "points" else {}), "evidence": fields(), "criteria": criteria}


def indicator(leaf: Leaf, kind: Kind) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": leaf.id, "title": f"指标 {leaf.id}", "clause": f"附件 {leaf.id}", "authority": "stated", "met": leaf.met,
        "remedy": f"整改 {leaf.id}", "responsible": "办公室",
    }  # fmt: skip
    if leaf.applies:
        made["applies"] = leaf.applies
    if leaf.id in VETOES:
        made["veto"] = "refuse"
    if kind == "points":
        made["points"] = leaf.points
    return made


def fields() -> dict[str, dict[str, str]]:
    """The sixty fields."""
    made: dict[str, dict[str, str]] = {}
    for n in range(1, 11):
        made[f"part_{n}"] = {"label": f"第 {n} 类达到数", "type": "count", "unit": "人"}
        made[f"whole_{n}"] = {"label": f"第 {n} 类总数", "type": "count", "unit": "人"}
        made[f"amount_{n}"] = {"label": f"第 {n} 类次数", "type": "count", "unit": "次"}
        made[f"share_{n}"] = {"label": f"第 {n} 类比例", "type": "percentage"}
        made[f"paper_{n}"] = {"label": f"第 {n} 类文件", "type": "document"}
        made[f"done_{n}"] = {"label": f"第 {n} 类工作已开展", "type": "boolean"}
    return made


def places(count: int, seed: int = 1) -> list[Filed]:
    """What so many places filed, field by field; None where nothing was. Some places are good, some are not."""
    random = Random(seed)
    return [place(random, quality=random.uniform(0.6, 1.0)) for _ in range(count)]


def place(random: Random, quality: float) -> Filed:
    """One place; `quality` is the chance that a requirement is met."""
    filed: Filed = {}
    for n in range(1, 11):
        (sign, line), (low, high) = THRESHOLDS[n - 1], BANDS[n - 1]
        good = [random.random() < quality for _ in range(5)]
        whole = random.randint(100, 2000)
        needed = -(-whole * RATE_LINES[n - 1] // 100)
        filed[f"whole_{n}"] = whole
        filed[f"part_{n}"] = random.randint(needed, whole) if good[0] else random.randint(0, needed - 1)
        ends = (line, 2 * line) if sign == ">=" else (0, line)
        poor = (0, line - 1) if sign == ">=" else (line + 1, 2 * line)
        filed[f"amount_{n}"] = random.randint(*(ends if good[1] else poor))
        share = random.uniform(low, high) if good[2] else random.choice((low * 0.7, high + 3.25))
        filed[f"share_{n}"] = round(share, 2)
        filed[f"paper_{n}"] = f"文件〔2011〕{n}号" if good[3] else "无"
        filed[f"done_{n}"] = good[4]
    return {key: None if random.random() < MISSING else value for key, value in filed.items()}


def evidence(filed: Filed) -> dict[str, Any]:
    """The same as an evidence file."""
    return {"evidence": {key: value for key, value in filed.items() if value is not None}}
