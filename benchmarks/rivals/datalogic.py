"""The job in JSONLogic (datalogic-py): one rule for all indicators, one for what follows from the sums.

JSONLogic reads null as 0 in a comparison, so that each condition guards what it reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from datalogic_py import DataHandle, Engine

from benchmarks.handwritten import (
    AMOUNTS,
    DONE,
    DONE_OR_PAPER,
    LARGE,
    LARGE_FROM,
    LEVELS,
    PAPER_AND_AMOUNT,
    PAPERS,
    PASS,
    RATES,
    SHARES,
    TWO_OF_FOUR,
)
from benchmarks.rivals.rule_tools import MET, NOT_APPLICABLE, UNKNOWN, UNMET, Inputs, Points, Verdicts

Logic = Any  # JSONLogic is JSON


class Rules:
    """The rules, compiled once."""

    def __init__(self) -> None:
        engine = Engine()
        self._points = engine.compile(list(points()))
        self._decide = engine.compile([verdict(), level()])
        self._session = engine.session()

    def prepare(self, inputs: Inputs) -> DataHandle:
        return DataHandle(dict(inputs))

    def leaves(self, prepared: DataHandle) -> tuple[Points, Verdicts]:
        found = self._session.evaluate_data(self._points, prepared)
        return found[:60], found[60:]

    def decide(self, low: int, high: int, first: int, second: int) -> tuple[int, str | None]:
        given = {"low": low, "high": high, "first": first, "second": second}
        verdict, level = self._session.evaluate(self._decide, given)
        return verdict, level


def points() -> Iterator[Logic]:
    """The points of the sixty indicators, null while open, and the verdicts of the last three."""
    for part, whole, line in RATES:
        no_rate = {"or": [missing(part), missing(whole), {"<=": [var(whole), 0]}, {">": [var(part), var(whole)]}]}
        reached = {">=": [{"*": [100, var(part)]}, {"*": [line, var(whole)]}]}
        yield {"if": [no_rate, None, reached, 15_000, 0]}
    for name, target in AMOUNTS:
        shared = {"floor": [{"/": [{"+": [{"*": [30_000, var(name)]}, target]}, 2 * target]}]}
        yield {"if": [missing(name), None, at_least(name, target), 15_000, shared]}
    for name, low, _ in SHARES:
        bands = [at_least(name, low + 20), 15_000, at_least(name, low + 10), 10_000, at_least(name, low), 5_000, 0]
        yield {"if": [missing(name), None, *bands]}
    for name in PAPERS:
        yield {"if": [missing(name), None, var(name), 15_000, 0]}
    for name in DONE:
        yield {"if": [missing(name), None, var(name), 20_000, 0]}
    for done, paper in DONE_OR_PAPER:
        yield {"if": [{"or": [var(done), var(paper)]}, 20_000, {"or": [missing(done), missing(paper)]}, None, 0]}
    for paper, amount, line in PAPER_AND_AMOUNT:
        yield {"if": [failed(paper, amount, line), 0, {"or": [missing(paper), missing(amount)]}, None, 20_000]}
    for names in TWO_OF_FOUR:
        yes = {"+": [{"if": [var(name), 1, 0]} for name in names]}
        possible = {"+": [{"if": [no(name), 0, 1]} for name in names]}
        yield {"if": [{">=": [yes, 2]}, 20_000, {">=": [possible, 2]}, None, 0]}
    for whole, done, share, line in LARGE:
        sure = {"and": [var(done), {"!": [missing(share)]}, at_least(share, line)]}
        unmet = {"and": [{"!": [missing(whole)]}, failed(done, share, line)]}
        yield {"if": [{"or": [below(whole, LARGE_FROM), sure]}, 20_000, unmet, 0, None]}
    for whole, done, share, line in LARGE:
        open_ = {"or": [missing(done), missing(share)]}
        small = [below(whole, LARGE_FROM), NOT_APPLICABLE]
        yield {"if": [missing(whole), UNKNOWN, *small, failed(done, share, line), UNMET, open_, UNKNOWN, MET]}


def var(name: str) -> Logic:
    return {"var": name}


def missing(name: str) -> Logic:
    return {"===": [var(name), None]}


def no(name: str) -> Logic:
    return {"===": [var(name), False]}


def at_least(name: str, line: int) -> Logic:
    return {">=": [var(name), line]}


def below(name: str, line: int) -> Logic:
    return {"and": [{"!": [missing(name)]}, {"<": [var(name), line]}]}


def failed(truth: str, number: str, line: int) -> Logic:
    """Either of two requirements is not reached for certain."""
    return {"or": [no(truth), below(number, line)]}


def verdict() -> Logic:
    unmet = {"or": [{"==": [var("first"), UNMET]}, {"==": [var("second"), UNMET]}, {"<": [var("high"), PASS]}]}
    met = {"and": [{"==": [var("first"), MET]}, {"==": [var("second"), MET]}, at_least("low", PASS)]}
    return {"if": [unmet, UNMET, met, MET, UNKNOWN]}


def level() -> Logic:
    """The highest level reached for certain, null where a higher one is open or none is reached."""
    steps = [[at_least("low", line), name, at_least("high", line), None] for name, line in LEVELS]
    return {"if": [*(each for step in steps for each in step), None]}
