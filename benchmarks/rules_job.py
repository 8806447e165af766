"""The second job: every leaf rule but `raters` (whose mean is derived while evidence is taken in), four times each.

It reads the fields of the first job, marks that assessors gave, and four fields with a value for each of three years.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from benchmarks.job import LEVELS, RANGES, TARGETS, fields
from benchmarks.places import MISSING, Filed, places

YEARS = (2009, 2010, 2011)
STEPS = ("whole", "pro_rata", "started", "pro_rata")  # of the four linear rules
TIMES = range(1, 5)


def rules() -> Iterator[tuple[str, str, dict[str, Any] | str]]:
    """Id, `met` (or nothing) and points of the sixty indicators: rule by rule, each over the fields of one number."""
    for n in TIMES:
        yield f"1.{n}", f"done_{n}", "1"
    for n in TIMES:
        parts = [("0.5", f"done_{n}"), ("0.5", f"has(paper_{n})"), ("1", f"done_{n + 4}")]
        yield f"2.{n}", "", {"rule": "parts", "parts": [{"when": when, "points": points} for points, when in parts]}
    for n in TIMES:
        misses = [{"count": f"{TARGETS[n - 1]} - amount_{n}", "each": "0.25", "most": "1.5"},
                  {"when": f"not done_{n}", "each": "0.5"}]  # fmt: skip
        yield f"3.{n}", "", {"rule": "deduct", "full": "2", "misses": misses}
    for n in TIMES:
        bands = [{"from": str(RANGES[n - 1][0] + above), "points": points} for above, points in ((20, "2"), (10, "1"))]
        yield f"4.{n}", "", {"rule": "bands", "of": f"share_{n}", "bands": bands, "otherwise": "0"}
    for n in TIMES:
        yield f"5.{n}", "", linear(n) | {"steps": STEPS[n - 1]}
    for n in TIMES:
        slopes = [{"beyond": str(RANGES[n - 1][0]), "lose": "0.1"}]
        yield f"6.{n}", "", linear(n) | {"steps": "pro_rata", "slopes": slopes, "slopes_combine": "add"}
    for n in TIMES:
        share = {"rule": "proportional", "full": "2", "of": f"amount_{n}", "target": str(TARGETS[n - 1])}
        yield f"7.{n}", "", share
    for n in TIMES:
        yield f"8.{n}", "", {"rule": "half", "full": "2", "of": f"amount_{n + 4}", "target": str(TARGETS[n + 3])}
    for n in TIMES:
        excess = {"count": f"amount_{n} - 8", "each": "0.25", "most": "0.5"}
        yield f"9.{n}", "", {"rule": "per_unit", "count": f"amount_{n}", "each": "0.25", "full": "2", "excess": excess}
    for n in TIMES:
        yield f"10.{n}", "", {"rule": "judged", "full": "2", "of": f"mark_{n}"}
    for n in TIMES:
        grades = [{"at_least": 3, "grade": "A", "points": "2"}, {"at_least": 2, "grade": "B", "points": "1.5"}]
        yield f"11.{n}", "", {
            "rule": "grades", "conditions": [f"done_{n}", f"has(paper_{n})", f"amount_{n} >= {TARGETS[n - 1]}"],
            "grades": grades, "otherwise": {"grade": "C", "points": "0.5"},
        }  # fmt: skip
    for n in TIMES:
        conditions = [f"{name}_{n} >= {line}" for name, line in (("amount", TARGETS[n - 1]), ("share", 60))]
        yield f"12.{n}", "", {"rule": "k_of_n", "full": "2", "k": 1, "conditions": conditions,
                              "rest": [f"amount_{n} >= {TARGETS[n - 1] // 2}", f"share_{n} >= 20"]}  # fmt: skip
    for n in TIMES:
        yield f"13.{n}", "", {"rule": "growth", "full": "2", "of": f"yearly_{n}", "years": 3, "strict": True,
                              "points": {"0": "2", "1": "1", "2": "0"}}  # fmt: skip
    for n in TIMES:
        yield f"14.{n}", "", {"rule": "above_mean", "full": "2", "of": f"yearly_{n}", "years": 2, "strict": True}
    for n in TIMES:
        inner = {"rule": "per_unit", "count": f"yearly_{n}", "each": "0.2", "full": "2"}
        yield f"15.{n}", "", {"rule": "each_year", "combine": "mean", "points": inner}


def linear(n: int) -> dict[str, Any]:
    """Two points for the upper end of the range, and 0.1 less for each percentage point below it."""
    return {"rule": "linear", "full": "2", "of": f"share_{n}", "target": str(RANGES[n - 1][0] + 20), "per": "1",
            "lose": "0.1", "measure": "points"}  # fmt: skip


def standard() -> dict[str, Any]:
    """The standard, as `load_standard` takes it."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for key, met, points in rules():
        made = {"id": key, "title": f"指标 {key}", "clause": f"附件 {key}", "authority": "stated", "points": points}
        groups.setdefault(key.split(".")[0], []).append(made | ({"met": met} if met else {}))
    asked: dict[str, Any] = dict(fields())
    for n in TIMES:
        asked[f"mark_{n}"] = {"label": f"第 {n} 项评分", "type": "number", "by": "assessor"}
        asked[f"yearly_{n}"] = {"label": f"第 {n} 类历年次数", "type": "count", "per": "year"}
    total = 4 + 4 * 2 * 14
    return {
        "evalcore": "1", "id": "benchmark-rules", "edition": "1", "title": "测速用标准（各种计分规则）", "kind": "points",
        "subject": "单位", "cycle": {"years": list(YEARS)}, "total": str(total),
        "levels": [{"id": key, "title": title, "from": str(line * total // 100)} for key, title, line in LEVELS],
        "pass_level": "qualified", "evidence": asked,
        "criteria": [{"id": f"C{key}", "title": f"第 {key} 种", "indicators": part} for key, part in groups.items()],
    }  # fmt: skip


def filed(count: int, seed: int = 1) -> list[Filed]:
    """What places filed: the fields of the first job, `mark_n`, and `yearly_n_YEAR`."""
    random = Random(seed)
    return [place | {key: value for n in TIMES for key, value in further(random, n)} for place in places(count, seed)]


def further(random: Random, n: int) -> Iterator[tuple[str, Any]]:
    yield f"mark_{n}", random.randint(0, 20) / 10
    for year in YEARS:
        yield f"yearly_{n}_{year}", None if random.random() < MISSING else random.randint(4, 12) + (year - YEARS[0])


def evidence(place: Filed) -> dict[str, Any]:
    """What one place filed, as an evidence file."""
    found: dict[str, Any] = {}
    for key, value in place.items():
        name, _, year = key.rpartition("_")
        if value is not None and name.startswith("yearly"):
            found.setdefault(name, {})[int(year)] = value
        elif value is not None:
            found[key] = value
    return {"evidence": found}
