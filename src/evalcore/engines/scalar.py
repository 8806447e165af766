"""The fast reading of one place: Python source generated from the graph.

Only slot numbers, node numbers and whole numbers go into the source, never text from a standard or from evidence; a
test checks every token against a closed set. Numbers are whole, at their slot's scale, so that a check is one
comparison of products of integers. Absent numbers are None; truths are 1, 2 and 3 (see `truth`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm, prod
from typing import Any

from evalcore.answers import Answers, point_scale, wanted
from evalcore.graph import Comparison, Node, Term
from evalcore.meaning.verdicts import Verdict
from evalcore.plan import Plan
from evalcore.truth import NO, YES

Run = Callable[[Sequence[int | None]], Answers]
FLIP = (0, NO, YES, 3)


def prepare(plan: Plan) -> Run:
    """The function that answers for one place from `Inputs.exact`; made once for a plan."""
    run: Run | None = plan.prepared.get("scalar")
    if run is None:
        namespace: dict[str, Any] = {"A": Answers, "N": FLIP}
        exec(compile(source(plan), "<evalcore plan>", "exec"), namespace)  # noqa: S102 - see the module's docstring
        run = plan.prepared["scalar"] = namespace["run"]
    return run


def source(plan: Plan) -> str:
    """The Python source for a plan."""
    writer = _Writer(plan)
    body = writer.statements()
    slots = "".join(f"s{index}," for index in range(len(plan.slots)))
    unpack = [f"({slots})=s"] if slots else []
    lines = [*unpack, *body, f"return A({writer.answers()})"]
    return "def run(s):\n" + "".join(f" {line}\n" for line in lines)


class _Writer:
    """Writes one statement a node; truths are named t, numbers with two ends l and h."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.nodes, self.scale = plan, plan.nodes, point_scale(plan)

    def statements(self) -> list[str]:
        order = wanted(self.plan)
        read = Counter(arg for index in order for arg in self.nodes[index].args)
        answered = {node for pair in (*self.plan.verdicts.values(), self.plan.whole) for node in pair}
        answered |= {*self.plan.eligibility.values(), *self.plan.fired.values(), *self.plan.levels.values()}
        once = {index for index in order if read[index] == 1 and index not in answered}
        guards = [self.nodes[index] for index in order if self.nodes[index].kind == "guard"]
        fused = [(node.args[0], self._fused(node)) for node in guards]
        inlined = {condition for condition, tests in fused if tests and condition in once}
        inlined |= {test for condition, tests in fused for test in tests if condition in inlined and test in once}
        return [line for index in order if index not in inlined for line in self._statement(index)]

    def _fused(self, node: Node) -> tuple[int, ...]:
        """The checks of inputs that are a guard's whole condition, when they can be written into the guard itself."""
        if node.kind != "guard":
            return ()
        condition = self.nodes[node.args[0]]
        tests = condition.args if condition.kind == "all" else (node.args[0],)
        plain = all(self.nodes[test].kind == "compare" and self._of_inputs(self.nodes[test]) for test in tests)
        return tests if plain else ()

    def _statement(self, index: int) -> Iterable[str]:
        node = self.nodes[index]
        if node.kind in ("fact", "input", "const"):
            return
        if node.kind == "award":
            yield from self._award(index, node)
        elif node.kind == "sum":
            yield f"l{index}=" + ("+".join(f"l{arg}" for arg in node.args) or "0")
            yield f"h{index}=" + ("+".join(f"h{arg}" for arg in node.args) or "0")
        else:
            yield f"t{index}={self._expression(node)}"

    def _award(self, index: int, node: Node) -> Iterable[str]:
        assert isinstance(node.data, Fraction)
        points, truth = int(node.data * self.scale), self.truth(node.args[0])
        sure, perhaps = f"{points} if {truth}==1 else 0", f"{points} if {truth}!=2 else 0"
        yield f"l{index}={sure if points >= 0 else perhaps}"
        yield f"h{index}={perhaps if points >= 0 else sure}"

    def truth(self, index: int) -> str:
        """How a truth is read."""
        node = self.nodes[index]
        if node.kind == "fact":
            return f"s{node.data}"
        return str(node.data) if node.kind == "const" else f"t{index}"

    def _expression(self, node: Node) -> str:
        args = [self.truth(arg) for arg in node.args] if node.kind != "compare" else []
        match node.kind:
            case "compare":
                return self._compare(node)
            case "all":
                return f"{'&'.join(args)}&1|({'|'.join(args)})&2"
            case "any":
                return f"({'|'.join(args)})&1|{'&'.join(args)}&2"
            case "not":
                return f"N[{args[0]}]"
            case "pick":
                return f"{args[1]} if {args[0]}==1 else {args[2]} if {args[0]}==2 else 3"
            case "guard":
                return self._guard(node, args)
        sure, perhaps = "+".join(f"({arg}==1)" for arg in args), "+".join(f"({arg}!=2)" for arg in args)
        return f"1 if {sure}>={node.data} else 2 if {perhaps}<{node.data} else 3"

    # -- checks ----------------------------------------------------------------------------------------------------

    def _compare(self, node: Node) -> str:
        assert isinstance(node.data, Comparison)
        if any(self.nodes[arg].kind != "input" for arg in node.args):
            return self._compare_scores(node.data)
        absent = " or ".join(f"{name} is None" for name in self._inputs(node))
        return f"3 if {absent} else 1 if {self._test(node.data)} else 2"

    def _guard(self, node: Node, args: list[str]) -> str:
        """A guard; where its condition is checks (a rate's parts) they are written out, each None asked for once."""
        tests = [self.nodes[test] for test in self._fused(node)]
        if not tests:
            return f"{args[1]} if {self.truth(node.args[0])}==1 else 3"
        names = dict.fromkeys(name for test in tests for name in self._inputs(test))
        known = [f"{name} is not None" for name in names]
        passed = [self._test(test.data) for test in tests if isinstance(test.data, Comparison)]
        return f"{args[1]} if {' and '.join([*known, *passed])} else 3"

    def _of_inputs(self, node: Node) -> bool:
        return all(self.nodes[arg].kind == "input" for arg in node.args)

    def _inputs(self, node: Node) -> list[str]:
        return [f"s{self.nodes[arg].data}" for arg in node.args]

    def _test(self, comparison: Comparison) -> str:
        """The comparison in whole numbers, what is subtracted brought to the other side."""
        terms = _whole_terms([(self._unscaled(term), term[1]) for term in comparison.terms])
        left = [self._product(c, numbers) for c, numbers in terms if c > 0]
        right = [self._product(-c, numbers) for c, numbers in terms if c < 0]
        return f"{'+'.join(left) or '0'}{comparison.sign}{'+'.join(right) or '0'}"

    def _unscaled(self, term: Term) -> Fraction:
        coefficient, numbers = term
        scales: list[int] = [10 ** self.plan.slots[self._slot(number)].scale for number in numbers]
        return coefficient / prod(scales)

    def _slot(self, number: int) -> int:
        slot = self.nodes[number].data
        assert isinstance(slot, int)
        return slot

    def _product(self, coefficient: int, numbers: tuple[int, ...]) -> str:
        names = [f"s{self._slot(number)}" for number in numbers]
        return "*".join([str(coefficient), *names] if coefficient != 1 or not names else names)

    def _compare_scores(self, comparison: Comparison) -> str:
        """Scores have two ends: yes if the worst passes, no if the best fails."""
        terms = _whole_terms([(c / (self.scale if numbers else 1), numbers) for c, numbers in comparison.terms])
        assert all(len(numbers) <= 1 for _, numbers in terms) and comparison.sign == ">="
        ends = {}
        for worst in (True, False):
            parts = [f"{c}*{'l' if (c > 0) == worst else 'h'}{n[0]}" if n else str(c) for c, n in terms]
            ends[worst] = "+".join(parts)
        return f"1 if {ends[True]}>=0 else 3 if {ends[False]}>=0 else 2"

    # -- the answers -----------------------------------------------------------------------------------------------

    def answers(self) -> str:
        plan = self.plan
        points = [*plan.points.values(), *([plan.score] if plan.score else [])]
        eligible, whole = self.truth(plan.eligible), self._verdict(plan.whole)
        return ",".join(
            [
                f"({whole}) if {eligible}==1 else 4 if {eligible}==2 else 3",
                _tuple(self._verdict(pair) for pair in plan.verdicts.values()),
                _tuple(self.truth(node) for node in plan.eligibility.values()),
                _tuple(self.truth(node) for node in plan.fired.values()),
                _tuple(self.truth(node) for node in plan.levels.values()),
                _tuple(f"l{pair.earned}" for pair in points),
                _tuple(f"h{pair.earned}" for pair in points),
                _tuple(f"l{pair.possible}" for pair in points),
                _tuple(f"h{pair.possible}" for pair in points),
            ]
        )

    def _verdict(self, pair: Verdict) -> str:
        applies, met = self.truth(pair.applies), self.truth(pair.met)
        return met if applies == "1" else f"{met} if {applies}==1 else 0 if {applies}==2 else 3"


def _tuple(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{part}," for part in parts) + ")"


def _whole_terms(terms: list[tuple[Fraction, tuple[int, ...]]]) -> list[tuple[int, tuple[int, ...]]]:
    """The same comparison with zero, with whole coefficients as small as possible."""
    common = lcm(*(c.denominator for c, _ in terms))
    whole = [(int(c * common), numbers) for c, numbers in terms]
    divisor = gcd(*(c for c, _ in whole)) or 1
    return [(c // divisor, numbers) for c, numbers in whole]
