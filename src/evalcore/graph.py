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
measure    args, data: Measure      number: a quotient of polynomials of inputs, in steps; absent with any of them
award      args: (truth,), data: p  number: p where yes, 0 where no, anything between where absent
amount     data: p                  number: p
fill       args: (t, n), data: ends number: n where t is yes and n is not absent, else anything between the ends
either     args: (t, a, b)          number: a where yes, b where no, anything from the one to the other where absent
lapse      args: (t, n), data: full number: n where yes, 0 where no, anything from 0 to full where absent
sum        args, data: coefficients number: the weighted sum
clamp      args: (n,), data: ends   number: n, but not outside the ends (None: no end)
best       args: numbers            number: the greatest; `worst` the least
lowest     args: (t, n)             number: the low end of n where t is yes, else n
round      args: (n,), data: step   number: n rounded half up to a multiple of step
share      args: (n, base), data: f number: n × f ÷ the high end of base; 0 where that is 0
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


class Measure(NamedTuple):
    """`part` ÷ `whole` (> 0) of inputs, brought to steps, times the factor of the first of `factors` that holds.

    mode: `exact`; `floor` and `ceil` to whole numbers; `half_up` to multiples of `step` (halves up).
    """

    part: tuple[Term, ...]
    whole: tuple[Term, ...]
    mode: str = "exact"
    step: Fraction = Fraction(1)
    factors: tuple[tuple[Comparison, Fraction], ...] = ()
    factor: Fraction = Fraction(1)


class Node(NamedTuple):
    """One node; see the table above."""

    kind: str
    args: tuple[int, ...] = ()
    data: object = None


TRUTH_KINDS = frozenset({"fact", "const", "compare", "all", "any", "not", "at_least", "pick", "guard"})
GATE_KINDS = frozenset({"all", "any", "not", "at_least", "pick", "guard"})


class Graph:
    """Nodes under construction. Every method returns the id of a node, an equal one if there is one."""

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
        terms = terms_of(polynomial)
        if all(numbers == () for _, numbers in terms):
            return self.constant(truth_of(holds(terms[0][0] if terms else Fraction(0), sign)))
        return self.add("compare", numbers_in(terms), Comparison(terms, sign))

    # -- numbers with two ends -------------------------------------------------------------------------------------

    def amount(self, value: Fraction) -> int:
        return self.add("amount", data=value)

    def award(self, truth: int, points: Fraction) -> int:
        known = self._constant_of(truth)
        if known in (YES, NO):
            return self.amount(points if known == YES else Fraction(0))
        return self.add("award", (truth,), points)

    def measure(self, measure: Measure) -> int:
        tests = (term for comparison, _ in measure.factors for term in comparison.terms)
        return self.add("measure", numbers_in((*measure.part, *measure.whole, *tests)), measure)

    def fill(self, guard: int, number: int, low: Fraction | None, high: Fraction | None) -> int:
        return self.add("fill", (guard, number), (low, high))

    def either(self, truth: int, yes: int, no: int) -> int:
        known = self._constant_of(truth)
        if known in (YES, NO):
            return yes if known == YES else no
        return yes if yes == no else self.add("either", (truth, yes, no))

    def lapse(self, truth: int, number: int, full: Fraction) -> int:
        return number if self._constant_of(truth) == YES else self.add("lapse", (truth, number), full)

    def sum(self, summands: Iterable[tuple[Fraction, int]]) -> int:
        kept = [
            (coefficient, number) for coefficient, number in summands if coefficient and self._amount_of(number) != 0
        ]
        amounts = [(coefficient, amount) for coefficient, n in kept if (amount := self._amount_of(n)) is not None]
        if len(amounts) == len(kept):
            return self.amount(sum((coefficient * amount for coefficient, amount in amounts), Fraction(0)))
        if len(kept) == 1 and kept[0][0] == 1:
            return kept[0][1]
        return self.add("sum", tuple(n for _, n in kept), tuple(c for c, _ in kept))

    def clamp(self, number: int, low: Fraction | None, high: Fraction | None) -> int:
        return number if low is None and high is None else self.add("clamp", (number,), (low, high))

    def round(self, number: int, step: Fraction) -> int:
        return self.add("round", (number,), step)

    def share(self, number: int, base: int, full: Fraction) -> int:
        return self.add("share", (number, base), full)

    def _amount_of(self, number: int) -> Fraction | None:
        node = self.nodes[number]
        return node.data if node.kind == "amount" and isinstance(node.data, Fraction) else None

    def _constant_of(self, truth: int) -> Truth | None:
        node = self.nodes[truth]
        return int(str(node.data)) if node.kind == "const" else None


def terms_of(polynomial: Mapping[tuple[int, ...], Fraction]) -> tuple[Term, ...]:
    """A polynomial as terms, in a fixed order."""
    return tuple((value, key) for key, value in sorted(polynomial.items()) if value or key)


def numbers_in(terms: Iterable[Term]) -> tuple[int, ...]:
    """The number nodes that terms multiply."""
    return tuple(sorted({number for _, numbers in terms for number in numbers}))


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
