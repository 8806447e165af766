"""Every finding has standards that make it, and nothing but it, and near misses that make none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from evalcore.errors import Problem
from evalcore.lint import lint
from evalcore.loader import bundled_ids, load_standard, standard_of, standard_path
from evalcore.messages.lint import TEXTS
from evalcore.places import read_document, read_yaml

Data = Mapping[str, Any]
PAGE = Path(__file__).parents[2] / "docs" / "lint.md"

RATE = {"label": "入会率", "type": "percentage"}
COUNT = {"label": "次数", "type": "count"}
NUMBER = {"label": "得分", "type": "number"}
YES = {"label": "是否", "type": "boolean"}
PAPER = {"label": "文件", "type": "document"}
LEVEL = {"label": "等级", "type": "choice", "choices": ["国家级", "省级"]}


def fields(**declared: Data) -> Data:
    return {"evidence": declared}


def leaf(met: str | None = None, **keys: Any) -> Data:
    condition = {} if met is None else {"met": met}
    return {"id": keys.get("title", "1"), "title": "要求", "authority": "stated", **condition, **keys}


def conditions(evidence: Data, *leaves: Data, **keys: Any) -> Data:
    """A standard of requirements that must all be met."""
    head = {"evalcore": 1, "id": "some", "edition": "1", "title": "标准", "kind": "conditions", "subject": "街道"}
    return {**head, "evidence": evidence, "indicators": list(leaves), **keys}


def points(evidence: Data, *rules: Any, **keys: Any) -> Data:
    """A points standard out of ten with an indicator for each rule; a rule may be a whole indicator."""
    leaves = [rule if "title" in rule else leaf(points=rule) for rule in rules]
    numbered = [{**each, "id": str(index)} for index, each in enumerate(leaves, 1)]
    levels = [{"id": "pass", "title": "达标", "from": 6}]
    given = {"kind": "points", "total": 10 * len(numbered), "levels": levels, "pass_level": "pass", **keys}
    return conditions(evidence, *numbered, **given)


def bands(*pairs: tuple[str, float, float], of: str = "x", otherwise: float = 0) -> Data:
    return {
        "rule": "bands", "of": of, "otherwise": otherwise,
        "bands": [{sign: bound, "points": given} for sign, bound, given in pairs],
    }  # fmt: skip


def linear(**keys: Any) -> Data:
    plain = {"full": 10, "of": "x", "target": 90, "per": 1, "lose": 1, "steps": "whole", "measure": "points"}
    return {"rule": "linear", **plain, **keys}


def deduct(*misses: Data, full: float = 10) -> Data:
    return {"rule": "deduct", "full": full, "misses": list(misses)}


def parts(*pairs: tuple[str, float], **keys: Any) -> Data:
    return {"rule": "parts", "parts": [{"when": when, "points": given} for when, given in pairs], **keys}


def grades(*pairs: tuple[int, float], lowest: float = 0) -> Data:
    listed = [{"at_least": k, "grade": f"第{k}", "points": given} for k, given in pairs]
    return {"rule": "grades", "conditions": ["a", "b"], "grades": listed,
            "otherwise": {"grade": "末", "points": lowest}}  # fmt: skip


def bonus(*items: Data, **keys: Any) -> Data:
    return {"bonus": {**keys, "items": [{"id": f"B{i}", "title": "加分", **item} for i, item in enumerate(items, 1)]}}


def records(**columns: Data) -> Data:
    return {"label": "名册", "type": "items", "columns": columns}


FULL = {"rule": "judged", "full": 10, "of": "filler"}
FILLER = {"label": "评分", "type": "number", "by": "assessor", "min": 0, "max": 10}
AB = {"a": YES, "b": YES}
ITEMS = records(kind=LEVEL, size=COUNT)
TARGET = {"parameters": {"target": {"label": "任务数", "type": "count", "authority": "上级工会"}}}
ACCEPTED = {"code": "lint-unused-field", "reason": "区情数字"}

# Near misses stand beside what makes the finding: most differ in one figure or word.
CASES: dict[str, tuple[Sequence[Data], Sequence[Data]]] = {
    "lint-band-unreachable": (
        [
            points({"x": RATE}, bands(("from", 101, 10), ("from", 80, 5))),
            points({"x": RATE}, bands(("above", 100, 10), ("from", 80, 5))),
            points({"x": {**COUNT, "max": 20}}, bands(("from", 21, 10), ("from", 10, 5))),
            points({"x": RATE}, bands(("from", 80, 10), ("from", 0, 5), ("from", -1, 2))),
            points({"x": COUNT}, bands(("from", 6, 10), ("above", 5, 5))),
            points({"x": COUNT}, bands(("below", 0, 10), ("to", 3, 5))),
            points(
                {"x": {**RATE, "per": "year"}},
                {"rule": "each_year", "combine": "mean", "points": bands(("from", 101, 10), ("from", 80, 5))},
            ),
            points({"x": COUNT, "y": COUNT}, bands(("from", 101, 10), ("from", 90, 5), of="rate(x, y)")),
        ],
        [
            points({"x": RATE}, bands(("from", 100, 10), ("from", 80, 5))),
            points({"x": {**RATE, "above_100": True}}, bands(("from", 101, 10), ("from", 80, 5))),
            points({"x": {**COUNT, "max": 20}}, bands(("from", 20, 10), ("from", 10, 5))),
            points({"x": NUMBER}, bands(("from", 6, 10), ("above", 5, 5))),
            points({"x": COUNT}, bands(("to", 0, 10), ("to", 3, 5))),
            points({"x": COUNT, "y": COUNT}, bands(("from", 101, 10), ("from", 90, 5), of="2 * rate(x, y)")),
        ],
    ),
    "lint-whole-ends": (
        [
            points({"x": RATE}, bands(("from", 91, 10), ("from", 81, 5))),
            points({"x": RATE}, bands(("from", 100, 10), ("above", 89, 8), ("above", 79, 5))),
            points({"x": NUMBER}, bands(("to", 9, 10), ("to", 19, 5))),
            points(
                {"filler": FILLER}, *[FULL] * 10,
                levels=[{"id": "pass", "title": "甲", "from": 91}, {"id": "b", "title": "乙", "from": 81}],
                accepts=[{"code": "lint-earns-twice", "reason": "只为凑足百分"}],
            ),
        ],
        [
            points({"x": RATE}, bands(("from", 90, 10), ("from", 80, 5))),
            points({"x": COUNT}, bands(("from", 91, 10), ("from", 81, 5))),
            points({"x": RATE}, bands(("from", 91, 10), ("from", 80, 5))),
            points({"x": RATE}, bands(("from", 90.5, 10), ("from", 80.5, 5))),
            points({"x": NUMBER}, bands(("from", 16, 10), ("from", 6, 5))),
            points({"x": NUMBER}, bands(("to", 10, 10), ("to", 20, 5))),
            points(
                {"filler": FILLER}, *[FULL] * 10, rounding={"decimals": 0},
                levels=[{"id": "pass", "title": "甲", "from": 91}, {"id": "b", "title": "乙", "from": 81}],
                accepts=[{"code": "lint-earns-twice", "reason": "只为凑足百分"}],
            ),
        ],
    ),
    "lint-level-unreachable": (
        [
            points({"x": RATE, "a": YES}, linear(), levels=[
                {"id": "best", "title": "示范", "from": 13}, {"id": "pass", "title": "达标", "from": 6},
            ], **bonus({"points": 3, "when": "a"}, cap=2)),
            points({"x": RATE, "a": YES, "b": YES}, linear(), levels=[
                {"id": "best", "title": "示范", "from": 14}, {"id": "pass", "title": "达标", "from": 6},
            ], **bonus({"take": "highest", "items": [
                {"id": "a", "title": "一", "points": 3, "when": "a"}, {"id": "b", "title": "二", "points": 2, "when": "b"},
            ]})),
            {
                **points({"x": RATE}, dimensions=[{"id": "d", "of": ["A"], "levels": {"pass": 11}}]),
                "total": 10, "criteria": [{"id": "A", "title": "甲", "indicators": [leaf(points=linear())]}],
                "indicators": [],
            },
        ],
        [
            points({"x": RATE, "a": YES}, linear(), levels=[
                {"id": "best", "title": "示范", "from": 12}, {"id": "pass", "title": "达标", "from": 6},
            ], **bonus({"points": 3, "when": "a"}, cap=2)),
            points({"x": RATE, "a": YES}, linear(), levels=[
                {"id": "best", "title": "示范", "from": 16}, {"id": "pass", "title": "达标", "from": 6},
            ], **bonus({"points": 3, "when": "a", "times": [{"when": "a", "factor": 2}]})),
            points(
                {"x": RATE, "a": YES}, linear(excess={"when": "a", "each": 2, "most": 2}),
                levels=[{"id": "best", "title": "示范", "from": 13}, {"id": "pass", "title": "达标", "from": 6}],
                **bonus({"points": 1, "when": "x >= 99"}), accepts=[{"code": "lint-earns-twice", "reason": "举例"}],
            ),
            {
                **points({"x": RATE}, dimensions=[{"id": "d", "of": ["A"], "levels": {"pass": 10}}]),
                "total": 10, "criteria": [{"id": "A", "title": "甲", "indicators": [leaf(points=linear())]}],
                "indicators": [],
            },
        ],
    ),
    "lint-full-unreachable": (
        [
            points({"x": RATE}, linear(target=101)),
            points({"x": COUNT}, linear(better="less", target=-1)),
            points({"a": YES, "b": YES}, parts(("a", 4), ("b", 4), full=10)),
            points({"x": {**COUNT, "max": 4}}, {"rule": "per_unit", "full": 10, "count": "x", "each": 2}),
            points({"x": RATE}, {"rule": "proportional", "full": 10, "of": "x", "target": 120}),
            points({"x": RATE}, {"rule": "half", "full": 10, "of": "x", "target": 120}),
            points({"filler": {**FILLER, "max": 9}}, FULL),
            points(
                {"raters": records(score={**NUMBER, "max": 9})},
                {"rule": "raters", "full": 10, "of": "raters", "score": "score"},
            ),
        ],
        [
            points({"x": RATE}, linear(target=100)),
            points({"x": COUNT}, linear(better="less", target=0)),
            points({"a": YES, "b": YES}, parts(("a", 6), ("b", 6), full=10)),
            points({"x": {**COUNT, "max": 5}}, {"rule": "per_unit", "full": 10, "count": "x", "each": 2}),
            points({"x": RATE}, {"rule": "half", "full": 10, "of": "x", "target": 100}),
            points({"x": COUNT}, {"rule": "proportional", "full": 10, "of": "x", "target": "target"}, **TARGET),
            points({"filler": FILLER}, FULL),
            points(
                {"raters": records(score={**NUMBER, "max": 10})},
                {"rule": "raters", "full": 10, "of": "raters", "score": "score"},
            ),
        ],
    ),
    "lint-deductions-stop": (
        [
            points({"a": YES, "x": COUNT}, deduct({"when": "a", "each": 2}, {"count": "x", "each": 1, "most": 7})),
            points({"x": {**COUNT, "max": 9}}, deduct({"count": "x", "each": 1})),
            points({"x": COUNT}, deduct({"count": "4 - x", "each": 2})),
        ],
        [
            points({"a": YES, "x": COUNT}, deduct({"when": "a", "each": 3}, {"count": "x", "each": 1, "most": 7})),
            points({"a": YES, "x": COUNT}, deduct({"when": "a", "each": 2}, {"count": "x", "each": 1})),
            points({"x": COUNT}, deduct({"count": "5 - x", "each": 2})),
        ],
    ),
    "lint-bonus-unbounded": (
        [
            points({"x": RATE, "n": COUNT}, linear(), **bonus({"each": 5, "count": "n"})),
            points({"x": RATE, "n": COUNT}, linear(), **bonus({"items": [
                {"id": "G", "title": "登记", "each": 5, "count": "n"},
            ]})),
        ],
        [
            points({"x": RATE, "n": COUNT}, linear(), **bonus({"each": 5, "count": "n", "most": 10})),
            points({"x": RATE, "n": COUNT}, linear(), **bonus({"each": 5, "count": "n"}, cap=10)),
            points({"x": RATE, "n": COUNT}, linear(), **bonus({"cap": 5, "items": [
                {"id": "G", "title": "登记", "each": 5, "count": "n"},
            ]})),
            points({"x": RATE, "n": COUNT}, linear(), penalties={"items": [
                {"id": "P", "title": "事故", "each": 5, "count": "n"},
            ]}),
        ],
    ),
    "lint-full-below-requirement": (
        [
            points({"x": RATE}, leaf("x >= 90", points=bands(("from", 80, 10), ("from", 60, 5)))),
            points({"x": RATE}, leaf("x > 90", points=bands(("from", 90, 10), ("from", 60, 5)))),
            points({"x": RATE}, leaf("90 <= x", points=linear(target=80))),
            points({"x": COUNT}, leaf("x <= 2", points=linear(target=3, better="less"))),
            points({"x": COUNT}, leaf("x >= 6", points={"rule": "per_unit", "full": 10, "count": "x", "each": 2})),
            points({"x": COUNT}, leaf("x >= target", points=linear(target="0.8 * target")), **TARGET),
            points({"x": COUNT, "y": COUNT, "z": {**RATE, "part": "x", "whole": "y"}},
                   leaf("z >= 90", points={"rule": "half", "full": 10, "of": "rate(x, y)", "target": 80})),
            points(
                {"x": {**RATE, "per": "year"}},
                leaf("every_year(x >= 90)", points={
                    "rule": "each_year", "combine": "lowest",
                    "points": {"rule": "proportional", "full": 10, "of": "x", "target": 80},
                }),
            ),
            points({"x": RATE, "a": YES}, leaf("a and 2 * x >= 180", points=linear(target=80))),
        ],
        [
            points({"x": RATE}, leaf("x >= 90", points=bands(("from", 90, 10), ("from", 80, 5)))),
            points({"x": RATE}, leaf("x > 90", points=bands(("above", 90, 10), ("from", 80, 5)))),
            points({"x": RATE}, leaf("x >= 80", points=bands(("from", 90, 10), ("from", 80, 5)))),
            points({"x": COUNT}, leaf("x <= 2", points=linear(target=2, better="less"))),
            points({"x": COUNT}, leaf("x >= 5", points={"rule": "per_unit", "full": 10, "count": "x", "each": 2})),
            points({"x": COUNT}, leaf("x >= target", points=linear(target="target")), **TARGET),
            points({"x": COUNT, "y": COUNT}, leaf("y >= 90", points=linear(target=80, of="x"))),
            points({"x": RATE, "a": YES}, leaf("a or x >= 90", points=linear(target=80))),
        ],
    ),
    "lint-earns-twice": (
        [
            conditions({"x": COUNT}, leaf("x >= 1"), leaf("x >= 3", id="2")),
            conditions({"x": COUNT, "y": COUNT}, leaf("x >= 1"), leaf("rate(x, y) >= 90", id="2")),
            conditions({"p": PAPER, "a": YES}, leaf("has(p)"), leaf("has(p) and a", id="2")),
            conditions(
                {"v": records(kind=LEVEL)}, leaf('some(v, kind == "省级")'),
                leaf('count(v, where=kind == "省级") > 3', id="2"),
            ),
            conditions({"v": records(size=COUNT)}, leaf("total(v, size) >= 1"), leaf("every(v, size > 2)", id="2")),
            conditions({"v": LEVEL}, leaf('v == "省级"'), leaf('v in ("省级", "国家级")', id="2")),
            points({"a": YES}, leaf("a", points=10), **bonus({"points": 3, "when": "a"})),
            points({"a": YES}, deduct({"when": "not a", "each": 10}), parts(("a", 10))),
            points({"x": COUNT}, linear(target=3), {"rule": "half", "full": 10, "of": "x", "target": 3}),
            points({"x": RATE, "a": YES}, linear(), **bonus({"points": 3, "when": "a"}, {"points": 1, "when": "a"})),
        ],
        [
            conditions({"x": COUNT, "y": COUNT}, leaf("x >= 1"), leaf("y >= 3", id="2")),
            conditions({"x": COUNT, "y": COUNT}, leaf("y >= 1"), leaf("rate(x, y) >= 90", id="2")),
            conditions({"x": COUNT, "a": YES}, leaf("x >= 1"), leaf("a", applies="x >= 1", id="2")),
            conditions({"x": COUNT}, leaf("x >= 1"), leaf("x <= 9", id="2")),
            conditions({"x": COUNT}, leaf("x == 0"), leaf("x == 0", id="2")),
            conditions({"x": COUNT, "y": COUNT}, leaf('p == "省级" and x >= 1'), leaf('p == "省级" and y >= 1', id="2"),
                       parameters={"p": {**LEVEL, "authority": "上级"}}),
            conditions(
                {"v": records(kind=LEVEL)}, leaf('some(v, kind == "省级")'), leaf('some(v, kind == "国家级")', id="2"),
            ),
            conditions({"v": ITEMS}, leaf("every(v, size > 2)"), leaf('every(v, kind == "省级", where=size > 3)', id="2")),
            points({"a": YES}, leaf("a", points=parts(("a", 10)))),
            points({"x": COUNT}, deduct({"count": "x", "each": 1}), deduct({"count": "x", "each": 1})),
            points({"x": RATE, "a": YES}, linear(), **bonus({"take": "highest", "items": [
                {"id": "a", "title": "国家级", "points": 3, "when": "a"},
                {"id": "b", "title": "省级", "points": 2, "when": "a"},
            ]})),
            points({"x": RATE, "a": YES, "b": YES}, linear(), **bonus(
                {"points": 3, "when": "a"}, {"points": 3, "when": "b", "times": [{"when": "a", "factor": 2}]},
            )),
        ],
    ),
    "lint-unused-field": (
        [
            conditions({"a": YES, "area": NUMBER}, leaf("a")),
            conditions({"v": records(name=LEVEL, big=YES)}, leaf("some(v, big)")),
            conditions({"a": YES, "v": ITEMS}, leaf("a")) | {
                "evidence": {"a": YES, "v": records(name={"label": "名称", "type": "text"})}
            },
            conditions({"a": YES, "x": COUNT, "y": COUNT, "z": {**RATE, "part": "x", "whole": "y"}}, leaf("a")),
        ],
        [
            conditions({"a": YES, "note": {"label": "说明", "type": "text"}}, leaf("a")),
            conditions({"v": records(name={"label": "名称", "type": "text"}, big=YES)}, leaf("some(v, big)")),
            conditions({"a": YES, "b": YES}, leaf("a", applies="b")),
            conditions({"a": YES, "x": COUNT, "y": COUNT}, leaf("a"), relations=[
                {"id": "r", "title": "勾稽", "holds": "x <= y", "severity": "note"},
            ]),
            conditions(
                {"x": COUNT, "y": COUNT, "w": COUNT, "z": {**RATE, "part": "x", "whole": "y", "other_wholes": ["w"]}},
                leaf("z >= 90"),
            ),
        ],
    ),
    "lint-unused-parameter": (
        [conditions({"x": COUNT}, leaf("x >= 3"), **TARGET)],
        [conditions({"x": COUNT}, leaf("x >= target"), **TARGET)],
    ),
    "lint-always-holds": (
        [
            conditions({"x": COUNT, "a": YES}, leaf("a and x >= 0")),
            conditions({"x": RATE}, leaf("x <= 100")),
            conditions({"x": COUNT, "y": COUNT}, leaf("rate(x, y) <= 100")),
            conditions({"x": {**NUMBER, "min": 5}}, leaf("x > 4")),
            conditions({"x": COUNT}, leaf("x - x >= 0")),
            conditions({"a": YES, "x": COUNT}, leaf("a", applies="x >= 0")),
            conditions({"x": COUNT}, leaf("x != -1")),
        ],
        [
            conditions({"x": COUNT, "a": YES}, leaf("a and x >= 1")),
            conditions({"x": RATE}, leaf("x < 100")),
            conditions({"x": COUNT, "y": COUNT}, leaf("rate(x, y, above_100=True) <= 100")),
            conditions({"x": {**NUMBER, "min": 5}}, leaf("x > 5")),
            conditions({"x": COUNT, "y": COUNT}, leaf("x - y >= 0")),
        ],
    ),
    "lint-never-holds": (
        [
            conditions({"x": RATE}, leaf("x >= 900")),
            conditions({"x": COUNT}, leaf("x < 0")),
            conditions({"x": COUNT}, leaf("3 < x < 4")) | {"indicators": [leaf("2 * x == 3.0 - 4.0")]},
            conditions({"v": records(size=RATE)}, leaf("some(v, size > 100)")),
            conditions({"x": {**COUNT, "per": "year"}}, leaf("every_year(x <= -1)")),
        ],
        [
            conditions({"x": RATE}, leaf("x >= 90")),
            conditions({"x": COUNT}, leaf("x <= 0")),
            conditions({"x": {**RATE, "above_100": True}}, leaf("x >= 900")),
            conditions({"v": records(size=RATE)}, leaf("some(v, size >= 100)")),
        ],
    ),
    "lint-veto-unreachable": (
        [
            conditions({"x": COUNT}, leaf("x >= 0", veto="refuse")),
            conditions({"x": COUNT, "a": YES}, leaf("a or x >= 0", veto="refuse")),
            conditions({"x": {**COUNT, "per": "year"}}, leaf("every_year(x >= 0)", veto="refuse")),
            conditions({"x": COUNT, "a": YES}, leaf("at_least(1, x >= 0, a)", veto="refuse")),
            conditions({"x": COUNT}, leaf("not x < 0", veto="refuse")),
            conditions({"v": records(size=COUNT)}, leaf("every(v, size >= 0)", veto="refuse")),
        ],
        [
            conditions({"x": COUNT}, leaf("x == 0", veto="refuse")),
            conditions({"x": COUNT}, leaf("x <= 0", veto="refuse")),
            conditions({"x": {**COUNT, "per": "year"}}, leaf("every_year(x == 0)", veto="refuse")),
            conditions({"v": records(size=COUNT)}, leaf("every(v, size >= 1)", veto="refuse")),
        ],
    ),
    "lint-external-without-parameter": (
        [
            conditions({"x": COUNT}, leaf("x >= 3", authority="external")),
            points({"x": RATE, "a": YES}, linear(), **bonus({"points": 3, "when": "a", "authority": "external"})),
            conditions({"a": YES, "x": COUNT}, leaf("a"), eligibility=[
                {"id": "e", "title": "资格", "authority": "external", "met": "x >= 2"},
            ]),
        ],
        [
            conditions({"x": COUNT}, leaf("x >= target", authority="external"), **TARGET),
            conditions({"x": COUNT}, leaf("x >= 3", authority="stated")),
            points({"x": COUNT}, leaf(points=linear(target="target"), authority="external"), **TARGET),
        ],
    ),
    "lint-boundary": (
        [
            conditions({"x": RATE}, leaf("x > 90", title="入会率达到90%")),
            conditions({"x": RATE}, leaf("x > 90", title="入会率９０％以上")),
            conditions({"x": COUNT}, leaf("x > 1", title="会议不少于一次")),
            conditions({"x": COUNT}, leaf("x >= 3", title="会议超过3次")),
            conditions({"x": COUNT}, leaf("x < 3", title="事故3起以内")),
            conditions({"x": COUNT}, leaf("x <= 3", title="事故不足3起")),
            conditions({"x": RATE}, leaf("not x <= 90", title="入会率不低于90%")),
            conditions({"x": RATE}, leaf("90 < x", title="入会率达到或超过90%")),
            conditions({"v": records(size=COUNT)}, leaf("some(v, size > 25)", title="二十五人及以上的工会")),
            conditions({"x": COUNT}, leaf("x > target", title="会员数达到上级目标"), **TARGET),
            conditions({"a": YES, "x": COUNT, "y": COUNT}, leaf("a"), relations=[
                {"id": "r", "title": "差额不超过10人", "holds": "x - y < 10", "severity": "note"},
            ]),
            points({"x": RATE}, leaf(title="入会率90%以上", points=bands(("above", 90, 10), ("from", 60, 5)))),
            points({"x": RATE}, deduct({"when": "x <= 60", "each": 10, "title": "低于60%"})),
        ],
        [
            conditions({"x": RATE}, leaf("x >= 90", title="入会率达到90%")),
            conditions({"x": RATE}, leaf("x >= 90", title="入会率９０％以上")),
            conditions({"x": COUNT}, leaf("x > 3", title="会议超过3次")),
            conditions({"x": COUNT}, leaf("x <= 3", title="事故不超过3起")),
            conditions({"x": COUNT}, leaf("x < 3", title="事故不足3起")),
            conditions({"x": RATE}, leaf("not x < 90", title="入会率不低于90%")),
            conditions({"x": RATE}, leaf("x >= 90", title="入会率达到或超过90%")),
            conditions({"x": COUNT}, leaf("x > 24", title="25人以上的工会")),
            conditions({"x": RATE}, leaf("x > 90", title="入会率90%（不含）以上")),
            conditions({"x": COUNT}, leaf("x <= 2", title="等级在2级以上")),
            conditions({"x": COUNT}, leaf("x >= target", title="会员数达到上级目标"), **TARGET),
            conditions({"x": COUNT, "y": COUNT}, leaf("y > x", title="已建数达到应建数")),
            points({"x": RATE}, deduct({"when": "x < 60", "each": 10, "title": "低于60%"})),
        ],
    ),
    "lint-and-or": (
        [
            conditions(AB, leaf("a and b", title="列入预算或有拨付凭证")),
            conditions(AB, leaf("a or b", title="列入预算且有拨付凭证")),
            conditions({"v": records(a=YES, b=YES)}, leaf("every(v, a and b)", title="均设分会或小组")),
            points(AB, leaf(title="列入预算或有凭证", points=parts(("a and b", 10)))),
            points({**AB, "x": RATE}, linear(), **bonus({"title": "示范或先进", "points": 1, "when": "a and b"})),
            points(AB, leaf(points=deduct({"when": "a and b", "each": 10, "title": "缺甲或缺乙"}))),
        ],
        [
            conditions(AB, leaf("a or b", title="列入预算或有拨付凭证")),
            conditions(AB, leaf("a and b", title="列入预算且有拨付凭证")),
            conditions(AB, leaf("a and b", title="列入预算，有拨付凭证")),
            conditions(AB, leaf("a and b", title="列入预算或决算，且有凭证")),
            conditions({**AB, "c": YES}, leaf("a and (b or c)", title="有凭证且列入预算、决算")),
            conditions(AB, leaf("not a and not b", title="没有违纪或违规")),
            conditions({"x": COUNT, "y": COUNT}, leaf("x == 0 and y == 0", title="没有事故或违规")),
            conditions({"v": LEVEL}, leaf('v in ("国家级", "省级")', title="表彰且为省级")),
            conditions({"x": RATE}, leaf("60 <= x <= 90", title="六成或稍多")),
            conditions({"x": RATE, "y": RATE}, leaf("x >= 90 and y >= 90", title="两率达到或超过90%")),
            points(AB, leaf(title="列入预算且有凭证", points=deduct({"when": "not a or not b", "each": 10}))),
        ],
    ),
    "lint-better-gives-less": (
        [
            points({"x": RATE}, bands(("from", 90, 5), ("from", 80, 10))),
            points({"x": COUNT}, bands(("to", 2, 5), ("to", 3, 10))),
            points({"x": RATE}, bands(("from", 90, 5), ("from", 80, 4), otherwise=10)),
            points(AB, grades((2, 5), (1, 10))),
            points(AB, grades((2, 5), (1, 3), lowest=10)),
            points({"x": {**NUMBER, "per": "year"}}, {
                "rule": "growth", "full": 10, "of": "x", "years": 3, "points": {"0": 5, "1": 10}, "strict": True,
            }),
        ],
        [
            points({"x": RATE}, bands(("from", 90, 10), ("from", 80, 5))),
            points({"x": RATE}, bands(("from", 90, 10), ("from", 80, 10))),
            points({"x": COUNT}, bands(("to", 2, 10), ("to", 3, 5))),
            points(AB, grades((1, 5), (2, 10))),
            points({"x": {**NUMBER, "per": "year"}}, {
                "rule": "growth", "full": 10, "of": "x", "years": 3, "points": {"0": 10, "1": 5}, "strict": True,
            }),
        ],
    ),
    "lint-slope-side": (
        [
            points({"x": RATE}, linear(slopes=[{"beyond": 96, "lose": 2}], slopes_combine="replace")),
            points({"x": RATE}, linear(slopes=[{"beyond": 90, "lose": 2}], slopes_combine="add")),
            points({"x": RATE}, linear(
                target=50, better="less", slopes=[{"beyond": 40, "lose": 2}], slopes_combine="add",
            )),
        ],
        [
            points({"x": RATE}, linear(slopes=[{"beyond": 80, "lose": 2}], slopes_combine="replace")),
            points({"x": RATE}, linear(
                target=50, better="less", slopes=[{"beyond": 60, "lose": 2}], slopes_combine="add",
            )),
            points({"x": COUNT}, linear(
                target="target", slopes=[{"beyond": 80, "lose": 2}], slopes_combine="add",
            ), **TARGET),
        ],
    ),
    "lint-slope-flatter": (
        [points({"x": RATE}, linear(slopes=[{"beyond": 80, "lose": 0.5}], slopes_combine="replace"))],
        [
            points({"x": RATE}, linear(slopes=[{"beyond": 80, "lose": 1.5}], slopes_combine="replace")),
            points({"x": RATE}, linear(slopes=[{"beyond": 80, "lose": 0.5}], slopes_combine="add")),
        ],
    ),
    "lint-direction": (
        [
            points({"x": RATE}, leaf("x >= 90", points=linear(target=10, better="less"))),
            points({"x": COUNT}, leaf("x <= 3", points={"rule": "per_unit", "full": 10, "count": "x", "each": 1})),
            points({"x": COUNT}, leaf("x >= 3", points=deduct({"count": "x", "each": 1}))),
            points({"a": YES}, leaf("a", points=deduct({"when": "a", "each": 10}))),
            points({"x": RATE}, leaf("x >= 90", points=bands(("to", 10, 10), ("to", 20, 5)))),
            points({"x": COUNT}, leaf("x == 0", points=linear(target=3))),
        ],
        [
            points({"x": RATE}, leaf("x >= 90", points=linear())),
            points({"x": COUNT}, leaf("x <= 3", points=deduct({"count": "x", "each": 1}))),
            points({"x": COUNT}, leaf("x >= 3", points=deduct({"count": "5 - x", "each": 2}))),
            points({"a": YES}, leaf("a", points=deduct({"when": "not a", "each": 10}))),
            points({"x": COUNT}, leaf("x == 0", points=linear(target=0, better="less"))),
            points({"x": COUNT}, leaf("x == 3", points=linear(target=3, better="less"))),
        ],
    ),
    "lint-assumed": (
        [
            conditions({"x": COUNT}, leaf("x >= 3", authority="assumed", assumed="原文没有数字")),
            points({"x": RATE, "a": YES}, linear(), **bonus(
                {"points": 3, "when": "a", "authority": "assumed", "assumed": "原文没有分值"},
            )),
        ],
        [conditions({"x": COUNT}, leaf("x >= 3", authority="stated"))],
    ),
    "lint-acceptance-unused": (
        [
            conditions({"a": YES}, leaf("a"), accepts=[ACCEPTED]),
            conditions({"a": YES, "area": NUMBER}, leaf("a"), accepts=[
                {**ACCEPTED, "id": "area"}, {**ACCEPTED, "id": "a"},
            ]),
            conditions({"a": YES}, leaf("a"), accepts=[{**ACCEPTED, "code": "lint-misspelt"}]),
        ],
        [conditions({"a": YES, "area": NUMBER}, leaf("a"), accepts=[{**ACCEPTED, "id": "area"}])],
    ),
}  # fmt: skip


def found(standard: Data) -> list[str]:
    return [problem.code for problem in lint(load_standard(standard))]


@pytest.mark.parametrize(("code", "standard"), [(code, each) for code, (made, _) in CASES.items() for each in made])
def test_finding(code: str, standard: Data) -> None:
    assert found(standard) == [code]


@pytest.mark.parametrize(("code", "standard"), [(code, each) for code, (_, near) in CASES.items() for each in near])
def test_near_miss(code: str, standard: Data) -> None:
    assert found(standard) == [], code


def test_every_code_is_shown_here_and_explained() -> None:
    assert set(CASES) == set(TEXTS)
    sections = re.findall(r"^## (lint-[a-z-]+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(sections) == sorted(TEXTS)


@pytest.mark.parametrize("code", TEXTS)
def test_every_finding_can_be_read(code: str) -> None:
    problem = next(each for each in lint(load_standard(CASES[code][0][0])) if each.code == code)
    for lang in ("zh", "en"):
        assert "{" not in problem.message(lang)
        assert problem.hint(lang).endswith(f"docs/lint.md#{code}")


def test_what_is_merely_counted_is_no_warning() -> None:
    standard = conditions({"x": COUNT}, leaf("x >= 0", authority="assumed", assumed="原文没有数字"))
    assert [(p.code, p.severity) for p in lint(load_standard(standard))] == [
        ("lint-always-holds", "warning"), ("lint-assumed", "info"),
    ]  # fmt: skip


# --- acceptance -------------------------------------------------------------------------------------------------------


def two_unused(*accepts: Data) -> list[str]:
    standard = conditions({"a": YES, "x": NUMBER, "y": NUMBER}, leaf("a"), accepts=list(accepts))
    return [f"{problem.code} {problem.params.get('name', '')}" for problem in lint(load_standard(standard))]


def test_acceptance_by_id_takes_that_finding_only() -> None:
    assert two_unused({**ACCEPTED, "id": "x"}) == ["lint-unused-field y"]


def test_acceptance_without_id_takes_all_of_its_code() -> None:
    assert two_unused(ACCEPTED) == []


def test_acceptance_takes_no_other_code() -> None:
    accepted = {"code": "lint-always-holds", "id": "x", "reason": "错了"}
    assert two_unused(accepted) == ["lint-unused-field x", "lint-unused-field y", "lint-acceptance-unused "]


def test_acceptance_of_a_list_of_records_takes_its_columns() -> None:
    standard = conditions({"v": records(big=YES, rank=LEVEL)}, leaf("some(v, big)"))
    named = [{**ACCEPTED, "id": "v.rank"}]
    assert found({**standard, "accepts": named}) == []


# --- places -----------------------------------------------------------------------------------------------------------

WRITTEN = """\
evalcore: 1
id: some
edition: "1"
title: 标准
kind: conditions
subject: 街道
evidence:
  会员: {label: 会员数, type: count}
  ａｒｅａ: {label: 面积, type: number}
indicators:
  - id: "1"
    title: 有会员
    authority: stated
    met: 会员 >= 1 and
      会员 >= 0
accepts:
  - {code: lint-direction, reason: 试试}
"""


def read(text: str) -> list[Problem]:
    document = read_yaml(text, "标准.yaml")
    return lint(standard_of(document.data, document), document)


def test_places_are_those_of_the_document_in_its_order() -> None:
    assert [(problem.code, problem.place.line, problem.place.column) for problem in read(WRITTEN)] == [
        ("lint-unused-field", 9, 3), ("lint-always-holds", 15, 7), ("lint-acceptance-unused", 17, 5),
    ]  # fmt: skip


def test_a_finding_reads_like_a_problem_with_its_severity() -> None:
    lines = read(WRITTEN)[1].render("zh").splitlines()
    assert lines[0] == "标准.yaml:15:7: warning lint-always-holds “1”中的 会员 >= 0 总是成立"
    assert lines[-1].endswith("docs/lint.md#lint-always-holds")


def test_without_a_document_places_are_paths() -> None:
    standard = conditions({"a": YES, "x": COUNT}, leaf("a and x >= 0"))
    assert [problem.place.path for problem in lint(load_standard(standard))] == [("indicators", 0, "met")]


# --- what is bundled --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", bundled_ids())
def test_bundled_standards_are_clean_or_say_why_not(name: str) -> None:
    document = read_document(standard_path(name))
    problems = lint(standard_of(document.data, document), document)
    assert [problem.render() for problem in problems if problem.severity == "warning"] == []
