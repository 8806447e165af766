"""The rules of the job as expressions with `a ? b : c`, for the two libraries whose languages have it.

Neither lets a comparison read null, so that each condition guards what it reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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
from benchmarks.rivals.rule_tools import MET, NOT_APPLICABLE, UNKNOWN, UNMET


class Words(NamedTuple):
    """How a language says and, or, and the whole part of a quotient."""

    both: str
    either: str
    quotient: str

    def all(self, *conditions: str) -> str:
        return f" {self.both} ".join(conditions)

    def any(self, *conditions: str) -> str:
        return f" {self.either} ".join(conditions)


def points(words: Words) -> Iterator[str]:
    """The points of the sixty indicators, null while open, and the verdicts of the last three."""
    for part, whole, line in RATES:
        no_rate = words.any(missing(words, part, whole), f"{whole} <= 0", f"{part} > {whole}")
        yield f"{no_rate} ? null : 100 * {part} >= {line} * {whole} ? 15000 : 0"
    for name, target in AMOUNTS:
        shared = words.quotient.format(f"30000 * {name} + {target}", 2 * target)
        yield f"{name} == null ? null : {name} >= {target} ? 15000 : {shared}"
    for name, low, _ in SHARES:
        bands = f"{name} >= {low + 20} ? 15000 : {name} >= {low + 10} ? 10000 : {name} >= {low} ? 5000 : 0"
        yield f"{name} == null ? null : {bands}"
    for name in PAPERS:
        yield f"{name} == null ? null : {name} ? 15000 : 0"
    for name in DONE:
        yield f"{name} == null ? null : {name} ? 20000 : 0"
    for done, paper in DONE_OR_PAPER:
        yes = words.any(f"{done} == true", f"{paper} == true")
        yield f"{yes} ? 20000 : {missing(words, done, paper)} ? null : 0"
    for paper, amount, line in PAPER_AND_AMOUNT:
        yield f"{failed(words, paper, amount, line)} ? 0 : {missing(words, paper, amount)} ? null : 20000"
    for names in TWO_OF_FOUR:
        yes = " + ".join(f"({name} == true ? 1 : 0)" for name in names)
        possible = " + ".join(f"({name} == false ? 0 : 1)" for name in names)
        yield f"{yes} >= 2 ? 20000 : {possible} >= 2 ? null : 0"
    for whole, done, share, line in LARGE:
        sure = words.all(f"{done} == true", f"{share} != null", f"{share} >= {line}")
        unmet = words.all(f"{whole} != null", f"({failed(words, done, share, line)})")
        yield f"{words.any(small(words, whole), f'({sure})')} ? 20000 : {unmet} ? 0 : null"
    for whole, done, share, line in LARGE:
        rest = f"{failed(words, done, share, line)} ? {UNMET} : {missing(words, done, share)} ? {UNKNOWN} : {MET}"
        yield f"{whole} == null ? {UNKNOWN} : {small(words, whole)} ? {NOT_APPLICABLE} : {rest}"


def missing(words: Words, *names: str) -> str:
    return words.any(*(f"{name} == null" for name in names))


def failed(words: Words, truth: str, number: str, line: int) -> str:
    """Either of two requirements is not reached for certain."""
    below = words.all(f"{number} != null", f"{number} < {line}")
    return words.any(f"{truth} == false", f"({below})")


def small(words: Words, whole: str) -> str:
    return f"({words.all(f'{whole} != null', f'{whole} < {LARGE_FROM}')})"


def verdict(words: Words) -> str:
    unmet = words.any(f"first == {UNMET}", f"second == {UNMET}", f"high < {PASS}")
    met = words.all(f"first == {MET}", f"second == {MET}", f"low >= {PASS}")
    return f"{unmet} ? {UNMET} : {met} ? {MET} : {UNKNOWN}"


def level() -> str:
    """The highest level reached for certain, null where a higher one is open or none is reached."""
    return " ".join(f"low >= {line} ? '{name}' : high >= {line} ? null :" for name, line in LEVELS) + " null"
