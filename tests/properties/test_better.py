"""Better evidence never lowers anything, where a standard only ever asks for more of what is good.

The standards here are made so: conditions without `not`, each field good in one direction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from evalcore.loader import load_standard
from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from evalcore.standard import Standard

Spec = dict[str, Any]
YEARS = (2009, 2010, 2011)
RANK = {"unmet": 0, "unknown": 1, "met": 2}
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
    lambda rng: {"rule": "all_or_nothing", "full": 5},
    lambda rng: {"rule": "bands", "of": "joined", "bands": [{"from": 90, "points": 5}, {"above": 60, "points": 3}],
                 "otherwise": 1},
    lambda rng: {"rule": "linear", "full": 5, "of": "joined", "target": 95, "per": rng.choice([1, 5]), "lose": "0.5",
                 "steps": rng.choice(["whole", "pro_rata", "started"]), "measure": rng.choice(["points", "percent"])},
    lambda rng: {"rule": "linear", "full": 5, "of": "waiting", "target": 3, "per": 2, "lose": 1, "better": "less",
                 "steps": rng.choice(["whole", "pro_rata", "started"]), "measure": "points"},
    lambda rng: {"rule": "proportional", "full": 5, "of": "visits", "target": 7},
    lambda rng: {"rule": "half", "full": 5, "of": "joined", "target": 90},
    lambda rng: {"rule": "per_unit", "full": 5, "count": "visits", "each": "0.7"},
    lambda rng: {"rule": "deduct", "full": 5, "misses": [{"count": "waiting", "each": "0.3", "most": 4}]},
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
    leaves = [
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


def full_of(points: Spec) -> int:
    return 6 if points["rule"] == "parts" else 5


def filed(rng: Random) -> Spec:
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
    return {name: entry for name, entry in fields.items() if rng.random() < 0.85}


def improved(rng: Random, fields: Spec) -> Iterator[Spec]:
    """The same with one thing better."""
    steps: dict[str, Callable[[Any], Any]] = {
        "workers": lambda entry: entry - 1,
        "visits": lambda entry: [each + rng.choice([0, 1, 3]) for each in entry],
        "waiting": lambda entry: str(Fraction(entry) - Fraction("0.5")) if "." not in entry else entry[:-2],
        "posted": lambda entry: True,
        "plan": lambda entry: "年度计划",
        "manner": lambda entry: "好",
        "meetings": lambda entry: entry | {rng.choice(YEARS): 5},
        "unions": lambda entry: [each | {"size": each["size"] + 2, "ready": True} for each in entry],
    }
    for name, better in steps.items():
        if name in fields:
            yield fields | {name: better(fields[name])}
    members = str(fields.get("members", ""))
    if members.isdigit():
        yield fields | {"members": int(members) + 1}
        yield fields | {"members": f"{members}以上"}


def lowered(before: Scorecard, after: Scorecard) -> Iterator[str]:
    """What the better evidence made worse."""
    for name, verdict in before.verdicts.items():
        if RANK[after.verdicts[name]] < RANK[verdict]:
            yield f"{name}: {verdict}, then {after.verdicts[name]}"
    if RANK[after.verdict] < RANK[before.verdict]:
        yield f"{before.verdict}, then {after.verdict}"
    numbers = [(name, points, after.points[name]) for name, points in before.points.items()]
    if before.score is not None and after.score is not None:
        numbers.append(("score", before.score, after.score))
    for name, old, new in numbers:
        if new.low < old.low or (old.high is not None and new.high is not None and new.high < old.high):
            yield f"{name}: {old}, then {new}"


@pytest.mark.parametrize("kind", ["conditions", "points"])
@pytest.mark.parametrize("seed", range(25))
def test_better_evidence_never_lowers(seed: int, kind: str) -> None:
    rng = Random(seed)
    standard = standard_of(rng, kind)
    for _ in range(12):
        fields = filed(rng)
        before = score(standard, {"evidence": fields}, confirmed=False)
        for better in improved(rng, fields):
            after = score(standard, {"evidence": better}, confirmed=False)
            assert not list(lowered(before, after)), (fields, better)
