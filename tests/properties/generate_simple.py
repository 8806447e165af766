"""Random standards that only ask for more of what is good, with the leaf rules of points standards, and evidence.

Conditions have no `not`, and each field is good in one direction: `waiting` and `workers` when they are low, the others
when they are high.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from evalcore.loader import load_standard
from evalcore.standard import Standard

Spec = dict[str, Any]
YEARS = (2009, 2010, 2011)
FIELDS: Spec = {
    "members": {"label": "会员数", "type": "count", "unit": "人"},
    "workers": {"label": "职工数", "type": "count", "unit": "人"},
    "joined": {"label": "入会率", "type": "percentage", "part": "members", "whole": "workers", "above_100": True},
    "visits": {"label": "走访", "type": "count"},
    "waiting": {"label": "等待天数", "type": "number"},
    "posted": {"label": "公示", "type": "boolean"},
    "plan": {"label": "计划", "type": "document"},
    "manner": {"label": "作风", "type": "rating", "choices": ["差", "一般", "好"]},
    "meetings": {"label": "会议", "type": "count", "per": "year"},
    "unions": {
        "label": "基层工会",
        "type": "items",
        "columns": {"size": {"label": "人数", "type": "count"}, "ready": {"label": "已建", "type": "boolean"}},
    },
}
CHECKS = [
    "rate(members, workers, above_100=True) >= 90", "joined > 60", "members - 0.5 * workers >= 3", "visits >= 3",
    "visits + members > 12", "waiting <= 10", "3 * waiting < 30.5", "posted", "has(plan)", 'manner >= "一般"',
    'manner in ("好",)', "every_year(meetings >= 1)", "last(meetings) >= 2", "some(unions, ready or size >= 10)",
    "every(unions, ready)", "count(unions, where=ready) >= 2", "total(unions, size) >= 20",
]  # fmt: skip
RULES: list[Callable[[Random], Spec]] = [
    lambda _rng: {"rule": "all_or_nothing", "full": 5},
    lambda _rng: {"rule": "bands", "of": "joined", "bands": [{"from": 90, "points": 5}, {"above": 60, "points": 3}],
                 "otherwise": 1},
    lambda rng: {"rule": "linear", "full": 5, "of": "joined", "target": 95, "per": rng.choice([1, 5]), "lose": "0.5",
                 "steps": rng.choice(["whole", "pro_rata", "started"]), "measure": rng.choice(["points", "percent"])},
    lambda rng: {"rule": "linear", "full": 5, "of": "waiting", "target": 3, "per": 2, "lose": 1, "better": "less",
                 "steps": rng.choice(["whole", "pro_rata", "started"]), "measure": "points"},
    lambda _rng: {"rule": "proportional", "full": 5, "of": "visits", "target": 7},
    lambda _rng: {"rule": "half", "full": 5, "of": "joined", "target": 90},
    lambda _rng: {"rule": "per_unit", "full": 5, "count": "visits", "each": "0.7"},
    lambda _rng: {"rule": "deduct", "full": 5, "misses": [{"count": "waiting", "each": "0.3", "most": 4}]},
    lambda rng: {"rule": "parts", "parts": [{"when": check, "points": 2} for check in rng.sample(CHECKS, 3)]},
    lambda rng: {"rule": "each_year", "combine": rng.choice(["mean", "lowest"]),
                 "points": {"rule": "proportional", "full": 5, "of": "meetings", "target": 3}},
]  # fmt: skip


def condition(rng: Random, depth: int = 2) -> str:
    """A condition without `not`."""
    if depth == 0 or rng.random() < 0.4:
        return rng.choice(CHECKS)
    parts = [f"({condition(rng, depth - 1)})" for _ in range(3)]
    return rng.choice([" and ".join(parts[:2]), " or ".join(parts[:2]), f"at_least(2, {', '.join(parts)})"])


def standard_of(rng: Random, kind: str) -> Standard:
    leaves: list[Spec] = [
        {"id": str(number), "title": "要求", "authority": "stated", "met": condition(rng)}
        | ({"points": rng.choice(RULES)(rng)} if kind == "points" else {})
        | ({"veto": "refuse"} if rng.random() < 0.2 else {})
        for number in range(6)
    ]
    spec: Spec = {"evalcore": 1, "id": "made-up", "edition": "1", "title": "标准", "kind": kind, "subject": "街道"}
    spec |= {"cycle": {"years": list(YEARS)}, "evidence": FIELDS}
    criteria: list[Spec] = [
        {"id": f"c{number}", "title": "部分", "indicators": leaves[3 * number : 3 * number + 3]} for number in (0, 1)
    ]
    if kind == "points":
        total = sum(full_of(leaf["points"]) for leaf in leaves)
        criteria[0]["entry_line"] = 6
        levels = [
            {"id": "high", "title": "高", "from": total * 4 // 5},
            {"id": "low", "title": "低", "from": total // 2},
        ]
        spec |= {"total": total, "levels": levels, "pass_level": "low"}
    else:
        criteria[0]["needs"] = {"at_least": 2}
    return load_standard(spec | {"criteria": criteria})


def full_of(points: Any) -> int:
    return 6 if points["rule"] == "parts" else 5


def filed(rng: Random, gaps: float = 0.15) -> Spec:
    """Every field, now and then missing, a range or two sources."""
    whole = rng.choice([5, 10, 20])
    number = rng.choice(["{}", "{}", "{}", "{}以上", "超过{}", "{}以下"])
    fields: Spec = {
        "members": number.format(rng.randint(0, whole)),
        "workers": whole,
        "visits": [rng.randint(0, 9), rng.randint(0, 9)],
        "waiting": rng.choice(["2", "3.5", "9.9", "10", "10.2", "14"]),
        "posted": rng.random() < 0.5,
        "plan": {"none": True} if rng.random() < 0.5 else "年度计划",
        "manner": rng.choice(["差", "一般", "好"]),
        "meetings": {year: rng.randint(0, 4) for year in YEARS},
        "unions": [{"size": rng.randint(0, 15), "ready": rng.random() < 0.5} for _ in range(rng.randint(0, 3))],
    }
    return {name: entry for name, entry in fields.items() if rng.random() >= gaps}
