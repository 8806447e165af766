"""Findings about points: bands, deductions, slopes, levels, bonus. Near misses differ in a figure or a word."""

from __future__ import annotations

from tests.unit.lint_standards import (
    AB,
    COUNT,
    FILLER,
    FULL,
    NUMBER,
    RATE,
    TARGET,
    YES,
    Cases,
    bands,
    bonus,
    deduct,
    grades,
    leaf,
    linear,
    parts,
    points,
    records,
)  # fmt: skip

CASES: Cases = {
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
            points({"x": COUNT}, bands(("from", 6, 10), ("above", 5, 5), of="0.5 * x")),
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
                {"id": "a", "title": "一", "points": 3, "when": "a"},
                {"id": "b", "title": "二", "points": 2, "when": "b"},
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
            points({"x": {**COUNT, "max": 20}}, deduct({"count": "x", "each": 1, "most": 7})),
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
    "lint-better-gives-less": (
        [
            points({"x": RATE}, bands(("from", 90, 5), ("from", 80, 10))),
            points({"x": COUNT}, bands(("to", 2, 5), ("to", 3, 10))),
            points({"x": RATE}, bands(("from", 90, 5), ("from", 80, 4), otherwise=10)),
            points({"x": RATE}, bands(("from", 90, 3), ("from", 80, 5), ("from", 70, 10))),
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
            points({"x": RATE}, linear(slopes=[{"beyond": 80, "lose": 1}], slopes_combine="replace")),
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
}  # fmt: skip
