"""Findings about conditions, names and titles. Near misses differ in a figure or a word."""

from __future__ import annotations

from tests.unit.lint_standards import (
    AB,
    ACCEPTED,
    COUNT,
    ITEMS,
    LEVEL,
    NUMBER,
    PAPER,
    RATE,
    TARGET,
    YES,
    Cases,
    bands,
    bonus,
    conditions,
    deduct,
    leaf,
    linear,
    parts,
    points,
    records,
)  # fmt: skip

CASES: Cases = {
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
            conditions(
                {"v": ITEMS}, leaf("every(v, size > 2)"), leaf('every(v, kind == "省级", where=size > 3)', id="2"),
            ),
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
            conditions({"a": YES, "v": records(name={"label": "名称", "type": "text"})}, leaf("a")),
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
            conditions({"v": records(size=COUNT)}, leaf("total(v, size) >= 0")),
            conditions({"x": COUNT, "a": YES}, leaf("a and x >= 0", veto="refuse")),
            conditions({"x": COUNT}, leaf("x - x >= 0")),
            conditions({"a": YES, "x": COUNT}, leaf("a", applies="x >= 0")),
            conditions({"x": COUNT}, leaf("x != -1")),
        ],
        [
            conditions({"x": COUNT, "a": YES}, leaf("a and x >= 1")),
            conditions({"x": RATE}, leaf("x < 100")),
            conditions({"x": COUNT, "y": COUNT}, leaf("rate(x, y, above_100=True) <= 100")),
            conditions({"x": {**NUMBER, "min": 5}}, leaf("x > 5")),
            conditions({"x": NUMBER, "y": COUNT}, leaf("rate(x, y) >= 0")),
            conditions({"v": records(size=NUMBER)}, leaf("total(v, size) >= 0")),
            conditions({"x": COUNT, "y": COUNT}, leaf("x - y >= 0")),
        ],
    ),
    "lint-never-holds": (
        [
            conditions({"x": RATE}, leaf("x >= 900")),
            conditions({"x": COUNT}, leaf("x < 0")),
            conditions({"x": COUNT, "a": YES}, leaf("not (x < 0 or a)", veto="refuse")),
            conditions({"x": COUNT}, leaf("2 * x == 3.0 - 4.0")),
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
            conditions({"x": COUNT, "a": YES}, leaf("not (x < 0 and a)", veto="refuse")),
            conditions({"v": records(size=COUNT, big=YES)}, leaf("not some(v, size < 0, where=big)", veto="refuse")),
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
            conditions({"x": COUNT}, leaf("x >= target", title="会员数超过上级目标"), **TARGET),
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
            points({"x": NUMBER}, leaf(
                title="超过30小时得满分，30小时得3分", points=bands(("above", 30, 10), ("from", 30, 3)),
            )),
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
            conditions({"x": COUNT, "a": YES}, leaf("x == 0 and a", title="没有事故或有预案")),
            conditions({"x": COUNT, "y": COUNT}, leaf("x >= 1 and y >= 1", title="有会议或有记录")),
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
