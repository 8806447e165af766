"""The job that is timed: a made-up standard of 60 indicators in six groups of ten, over 60 fields.

    group             conditions                      points
    1  rates          rate(part, whole) >= line       all or nothing
    2  amounts        amount >= target                proportional to the target
    3  shares         low <= share <= high            tiers: three bands
    4  documents      has(document)                   all or nothing
    5  truths         yes/no, or yes/no or a paper    all or nothing
    6  combinations   and, or, at_least over fields   all or nothing
                      of the groups above; three
                      apply only to some places

Two indicators are vetoes. What places file is in `places`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import yaml

Kind = Literal["points", "conditions"]

RATE_LINES = (95, 90, 90, 85, 80, 80, 75, 70, 65, 60)
TARGETS = (12, 7, 3, 30, 200, 1, 50, 6, 9, 32)
RANGES = tuple((10 + 5 * n, 60 + 4 * n) for n in range(10))
TIERS = ((20, "1.5"), (10, "1"), (0, "0.5"))  # so far above the low end of the range: so many points
VETOES = ("1.1", "4.1")
LEVELS = (("excellent", "优秀", 90), ("good", "良好", 80), ("qualified", "合格", 60))
LARGE = 500  # from this size on, three indicators apply


class Leaf(NamedTuple):
    """One indicator: its id, its condition, when it applies, and how it is scored: full points or a rule."""

    id: str
    met: str
    points: str | dict[str, Any]
    applies: str | None = None


def leaves() -> Iterator[Leaf]:
    """The sixty indicators, in the order of the sheet. The first four groups weigh 60 points, the others 40."""
    for n, line in enumerate(RATE_LINES, 1):
        yield Leaf(f"1.{n}", f"rate(part_{n}, whole_{n}) >= {line}", "1.5")
    for n, target in enumerate(TARGETS, 1):
        share = {"rule": "proportional", "full": "1.5", "of": f"amount_{n}", "target": str(target)}
        yield Leaf(f"2.{n}", f"amount_{n} >= {target}", share)
    for n, (low, high) in enumerate(RANGES, 1):
        bands = [{"from": str(low + above), "points": points} for above, points in TIERS]
        tiers = {"rule": "bands", "of": f"share_{n}", "bands": bands, "otherwise": "0"}
        yield Leaf(f"3.{n}", f"{low} <= share_{n} <= {high}", tiers)
    for n in range(1, 11):
        yield Leaf(f"4.{n}", f"has(paper_{n})", "1.5")
    for n in range(1, 11):
        yield Leaf(f"5.{n}", f"done_{n}" if n <= 5 else f"done_{n} or has(paper_{n})", "2")
    for n in range(1, 11):
        yield combination(n)


def combination(n: int) -> Leaf:
    """One of the indicators of group 6."""
    if n <= 3:
        return Leaf(f"6.{n}", f"has(paper_{n}) and amount_{n} >= {TARGETS[n - 1] // 2}", "2")
    if n <= 7:
        return Leaf(f"6.{n}", f"at_least(2, done_{n}, has(paper_{n}), done_{n + 1}, has(paper_{n + 1}))", "2")
    return Leaf(f"6.{n}", f"done_{n} and share_{n} >= {RANGES[n - 1][0]}", "2", f"whole_{n} >= {LARGE}")


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


def text(kind: Kind) -> str:
    """The standard as the text of a YAML file."""
    return yaml.safe_dump(standard(kind), allow_unicode=True, sort_keys=False)


def indicator(leaf: Leaf, kind: Kind) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": leaf.id, "title": f"指标 {leaf.id}", "clause": f"附件 {leaf.id}", "authority": "stated",
        "remedy": f"整改 {leaf.id}", "responsible": "办公室",
    }  # fmt: skip
    if leaf.applies:
        made["applies"] = leaf.applies
    if leaf.id in VETOES:
        made["veto"] = "refuse"
    if kind == "points":
        made["points"] = leaf.points
    if kind == "conditions" or isinstance(leaf.points, str):
        made["met"] = leaf.met
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
