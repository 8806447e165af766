"""The graph that a standard is lowered to: shared nodes of two sorts, truths and numbers.

Nodes stand in topological order: a node's arguments have smaller ids. Equal nodes are one node. The engines only read
the graph; what a node means is said here and nowhere else.

=========  =======================  ===================================================================================
kind       args, data               value
=========  =======================  ===================================================================================
fact       data: slot               truth: the slot's yes, no or absent
const      data: 1, 2 or 3          truth: yes, no or absent
compare    data: Comparison         truth: Σ coefficient · Π numbers, compared with 0
all, any   args: truths             truth: Kleene and / or
not        args: (truth,)           truth: Kleene not
at_least   args: truths, data: k    truth: yes if k are yes; no if yes + absent < k; else absent
pick       args: (c, a, b)          truth: a where c is yes, b where c is no, absent where c is absent
guard      args: (c, a)             truth: a where c is yes, else absent
input      data: slot               number: the slot's value or interval, or absent
award      args: (truth,), data: p  number: p where yes, 0 where no, anything between where absent
sum        args: numbers            number: their sum
=========  =======================  ===================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from evalcore.truth import ABSENT, NO, YES, Truth, truth_of

Term = tuple[Fraction, tuple[int, ...]]  # a coefficient and the number nodes it multiplies


class Comparison(NamedTuple):
    """The sum of `terms` compared with zero; `sign` is one of >=, >, <=, <, ==, !=."""

    terms: tuple[Term, ...]
    sign: str


class Node(NamedTuple):
    """One node; see the table above."""

    kind: str
    args: tuple[int, ...] = ()
    data: object = None


TRUTH_KINDS = frozenset({"fact", "const", "compare", "all", "any", "not", "at_least", "pick", "guard"})
GATE_KINDS = frozenset({"all", "any", "not", "at_least", "pick", "guard"})


class Graph:
    """Nodes under construction. Every method returns the id of a node."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._ids: dict[Node, int] = {}

    def add(self, kind: str, args: tuple[int, ...] = (), data: object = None) -> int:
        node = Node(kind, args, data)
        if node not in self._ids:
            self._ids[node] = len(self.nodes)
            self.nodes.append(node)
        return self._ids[node]

    def constant(self, truth: Truth) -> int:
        return self.add("const", data=truth)

    def all(self, truths: Iterable[int]) -> int:
        return self._joined("all", truths, neutral=YES, decisive=NO)

    def any(self, truths: Iterable[int]) -> int:
        return self._joined("any", truths, neutral=NO, decisive=YES)

    def _joined(self, kind: str, truths: Iterable[int], *, neutral: Truth, decisive: Truth) -> int:
        kept = tuple(t for t in dict.fromkeys(truths) if self.nodes[t] != Node("const", (), neutral))
        if any(self.nodes[t] == Node("const", (), decisive) for t in kept):
            return self.constant(decisive)
        if not kept:
            return self.constant(neutral)
        return kept[0] if len(kept) == 1 else self.add(kind, kept)

    def negate(self, truth: int) -> int:
        node = self.nodes[truth]
        if node.kind == "const":
            return self.constant({YES: NO, NO: YES}.get(int(str(node.data)), ABSENT))
        return node.args[0] if node.kind == "not" else self.add("not", (truth,))

    def pick(self, condition: int, yes: int, no: int) -> int:
        known = self._constant_of(condition)
        if known is None:
            return self.add("pick", (condition, yes, no))
        return {YES: yes, NO: no}[known] if known != ABSENT else self.constant(ABSENT)

    def guard(self, condition: int, truth: int) -> int:
        return truth if self._constant_of(condition) == YES else self.add("guard", (condition, truth))

    def at_least(self, k: int, truths: Iterable[int]) -> int:
        """Repetitions count: the same truth named twice counts twice."""
        args = tuple(truths)
        if k <= 0:
            return self.constant(YES)
        return self.add("at_least", args, k) if k <= len(args) else self.constant(NO)

    def compare(self, polynomial: Mapping[tuple[int, ...], Fraction], sign: str) -> int:
        """The polynomial compared with zero; without numbers in it the answer is a constant."""
        terms = tuple(sorted((key, value) for key, value in polynomial.items() if value))
        if all(key == () for key, _ in terms):
            return self.constant(truth_of(holds(terms[0][1] if terms else Fraction(0), sign)))
        return self.add("compare", tuple(sorted({n for key, _ in terms for n in key})),
                        Comparison(tuple((value, key) for key, value in terms), sign))  # fmt: skip

    def _constant_of(self, truth: int) -> Truth | None:
        node = self.nodes[truth]
        return int(str(node.data)) if node.kind == "const" else None


def holds(value: Fraction | int, sign: str) -> bool:
    """Whether a number stands in a relation to zero."""
    if sign == ">=":
        return value >= 0
    if sign == ">":
        return value > 0
    if sign == "<=":
        return value <= 0
    if sign == "<":
        return value < 0
    return value == 0 if sign == "==" else value != 0


def needed(nodes: Sequence[Node], targets: Iterable[int]) -> list[int]:
    """The ids of the targets and all they rest on, in order."""
    found: set[int] = set()
    stack = list(targets)
    while stack:
        current = stack.pop()
        if current not in found:
            found.add(current)
            stack.extend(nodes[current].args)
    return sorted(found)
