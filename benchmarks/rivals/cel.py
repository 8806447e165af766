"""The job in CEL (common-expression-language): one expression for all indicators, one for what follows from the sums.

CEL has no local names and no sum of a list; numbers are 64-bit integers and floats.
"""

from __future__ import annotations

import cel

from benchmarks.rivals.formulas import Words, level, points, verdict
from benchmarks.rivals.rule_tools import Inputs, Points, Verdicts

WORDS = Words("&&", "||", "({}) / {}")  # whole numbers are divided without rest


class Rules:
    """The rules, compiled once."""

    def __init__(self) -> None:
        self._points = cel.compile(f"[{', '.join(points(WORDS))}]")
        self._decide = cel.compile(f"[{verdict(WORDS)}, {level()}]")

    def prepare(self, inputs: Inputs) -> cel.Context:
        return cel.Context(variables=dict(inputs))

    def leaves(self, prepared: cel.Context) -> tuple[Points, Verdicts]:
        found = self._points.execute(prepared)
        return found[:60], found[60:]

    def decide(self, low: int, high: int, first: int, second: int) -> tuple[int, str | None]:
        verdict, level = self._decide.execute({"low": low, "high": high, "first": first, "second": second})
        return verdict, level
