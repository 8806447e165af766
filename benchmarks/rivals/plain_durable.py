"""The job as rules of durable-rules: three facts a place, two or more rules an indicator, and a rule for each level.

What was not filed is not in the fact, so that no rule about it fires and the indicator stays open. durable-rules cannot
divide whole numbers, so that the points in proportion to a target are worked out in the action of their rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from itertools import combinations, count
from operator import and_, or_
from typing import Any

from durable import engine
from durable.lang import m, ruleset, when_all

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

# The numbers of the fields that make one fact: one fact may fire 64 rules (more is error 303), and no rule reads across.
SPLIT = (range(1, 4), range(4, 9), range(9, 11))

Found = dict[int | str, Any]
Rule = tuple[Any, int | str, Any]  # condition, what it is about, what it says: a value, or a function of the fact


class Rules:
    """The rules, compiled once."""

    def __init__(self) -> None:
        made = ruleset("job")
        with made:
            for condition, about, says in [*indicators(), *verdict(), *level()]:
                when_all(condition)(self._action(about, says))
        self._ruleset = engine.Ruleset("job", None, made.define()[1])
        self._found: Found = {}
        self._names = count()

    def _action(self, about: int | str, says: Any) -> Callable[[Any], None]:
        def act(c: Any) -> None:
            self._found[about] = says(c.m) if callable(says) else says

        return act

    def prepare(self, inputs: Inputs) -> list[dict[str, Any]]:
        facts: list[dict[str, Any]] = [{} for _ in SPLIT]
        for name, value in inputs.items():
            if value is not None:
                at = next(at for at, numbers in enumerate(SPLIT) if int(name.split("_")[1]) in numbers)
                facts[at][name] = int(value) if isinstance(value, bool) else value
        return facts

    def leaves(self, prepared: list[dict[str, Any]]) -> tuple[Points, Verdicts]:
        found = self._run(prepared)
        return [found.get(index) for index in range(60)], [found.get(index, UNKNOWN) for index in range(60, 63)]

    def decide(self, low: int, high: int, first: int, second: int) -> tuple[int, str | None]:
        found = self._run([{"low": low, "high": high, "first": first, "second": second}])
        return found["verdict"], found.get("level")

    def _run(self, facts: list[dict[str, Any]]) -> Found:
        self._found = {}
        name = str(next(self._names))
        given = [{"id": str(number), "sid": name, **fact} for number, fact in enumerate(facts)]
        self._ruleset.do_actions(self._ruleset.assert_facts(given), done)
        self._ruleset.delete_state(name)
        return self._found


def done(error: BaseException | None, state: dict[str, Any] | None) -> None:
    """Raises what the engine, or an action, would otherwise swallow."""
    if error is not None or (state is not None and "exception" in state):
        raise RuntimeError(error or state)


def indicators() -> Iterator[Rule]:
    """What each indicator earns, in the order of the sheet, and the verdicts of those that may not apply."""
    for index, (part, whole, line) in enumerate(RATES):
        sound = (field(whole) > 0) & (field(part) <= field(whole))
        # Only the right side may be worked out, and it takes a float to divide by: whole numbers are cut off.
        yield sound & (field(part) >= field(whole) * line / 100.0), index, 15_000
        yield sound & (field(part) < field(whole) * line / 100.0), index, 0
    for index, (name, target) in enumerate(AMOUNTS, 10):
        yield field(name) >= target, index, 15_000
        yield field(name) < target, index, in_proportion(name, target)
    for index, (name, low, _) in enumerate(SHARES, 20):
        yield field(name) >= low + 20, index, 15_000
        yield (field(name) >= low + 10) & (field(name) < low + 20), index, 10_000
        yield (field(name) >= low) & (field(name) < low + 10), index, 5_000
        yield field(name) < low, index, 0
    for index, name in enumerate(PAPERS, 30):
        yield field(name) == 1, index, 15_000
        yield field(name) == 0, index, 0
    for index, name in enumerate(DONE, 40):
        yield field(name) == 1, index, 20_000
        yield field(name) == 0, index, 0
    for index, (done, paper) in enumerate(DONE_OR_PAPER, 45):
        yield (field(done) == 1) | (field(paper) == 1), index, 20_000
        yield (field(done) == 0) & (field(paper) == 0), index, 0
    for index, (paper, amount, line) in enumerate(PAPER_AND_AMOUNT, 50):
        yield (field(paper) == 1) & (field(amount) >= line), index, 20_000
        yield (field(paper) == 0) | (field(amount) < line), index, 0
    for index, names in enumerate(TWO_OF_FOUR, 53):
        yield any_of([every(pair, 1) for pair in combinations(names, 2)]), index, 20_000
        yield any_of([every(three, 0) for three in combinations(names, 3)]), index, 0
    for number, (whole, done, share, line) in enumerate(LARGE):
        index, judged = 57 + number, 60 + number
        yield field(whole) < LARGE_FROM, index, 20_000
        yield field(whole) < LARGE_FROM, judged, NOT_APPLICABLE
        yield (field(done) == 1) & (field(share) >= line), index, 20_000
        yield (field(whole) >= LARGE_FROM) & (field(done) == 1) & (field(share) >= line), judged, MET
        failed = (field(done) == 0) | (field(share) < line)
        yield (field(whole) >= LARGE_FROM) & failed, index, 0
        yield (field(whole) >= LARGE_FROM) & failed, judged, UNMET


def field(name: str) -> Any:
    return getattr(m, name)


def every(names: tuple[str, ...], value: int) -> Any:
    return reduce(and_, (field(name) == value for name in names))


def any_of(conditions: list[Any]) -> Any:
    return reduce(or_, conditions)


def in_proportion(name: str, target: int) -> Callable[[Any], int]:
    return lambda fact: (30_000 * fact[name] + target) // (2 * target)


def verdict() -> Iterator[Rule]:
    unmet = (m.first == UNMET) | (m.second == UNMET) | (m.high < PASS)
    sound = (m.first != UNMET) & (m.second != UNMET) & (m.high >= PASS)
    yield unmet, "verdict", UNMET
    yield sound & (m.first == MET) & (m.second == MET) & (m.low >= PASS), "verdict", MET
    yield sound & ((m.first == UNKNOWN) | (m.second == UNKNOWN) | (m.low < PASS)), "verdict", UNKNOWN


def level() -> Iterator[Rule]:
    """The highest level reached for certain; none where a higher one is open or none is reached."""
    above = None
    for name, line in LEVELS:
        yield (m.low >= line) if above is None else (m.low >= line) & (m.high < above), "level", name
        above = line
