"""The job in zen-engine, two ways: as expressions, and as decision graphs with one node of expressions.

A graph is what zen is made for; expressions alone are the faster way. Numbers are decimals.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import zen

from benchmarks.rivals.formulas import Words, level, points, verdict
from benchmarks.rivals.rule_tools import Inputs, Points, Verdicts

WORDS = Words("and", "or", "floor(({}) / {})")
POINTS = f"[{', '.join(points(WORDS))}]"


class Rules:
    """The rules as expressions, compiled once."""

    def __init__(self) -> None:
        self._points = zen.compile_expression(POINTS)
        self._decide = zen.compile_expression(f"[{verdict(WORDS)}, {level()}]")

    def prepare(self, inputs: Inputs) -> str:
        return json.dumps(inputs)

    def leaves(self, prepared: str) -> tuple[Points, Verdicts]:
        found = self._points.evaluate(prepared)
        return found[:60], found[60:]

    def decide(self, low: int, high: int, first: int, second: int) -> tuple[int, str | None]:
        verdict, level = self._decide.evaluate({"low": low, "high": high, "first": first, "second": second})
        return int(verdict), level  # decimals come out as floats


class GraphRules:
    """The rules as decision graphs, compiled once."""

    def __init__(self) -> None:
        engine = zen.ZenEngine()
        self._points = engine.create_decision(graph({"points": POINTS}))
        self._decide = engine.create_decision(graph({"verdict": verdict(WORDS), "level": level()}))

    def prepare(self, inputs: Inputs) -> str:
        return json.dumps(inputs)

    def leaves(self, prepared: str) -> tuple[Points, Verdicts]:
        found = self._points.evaluate(prepared)["result"]["points"]
        return found[:60], found[60:]

    def decide(self, low: int, high: int, first: int, second: int) -> tuple[int, str | None]:
        found = self._decide.evaluate({"low": low, "high": high, "first": first, "second": second})["result"]
        return found["verdict"], found.get("level")


def graph(expressions: Mapping[str, str]) -> str:
    """A decision graph of one node."""
    made = [{"id": key, "key": key, "value": value} for key, value in expressions.items()]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": made}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{start}-{end}", "type": "edge", "sourceId": start, "targetId": end}
        for start, end in (("in", "rules"), ("rules", "out"))
    ]
    return json.dumps({"nodes": nodes, "edges": edges})
