"""The fast reading of one place: Python source generated from the graph.

Only slot numbers, node numbers and whole numbers go into the source, never text from a standard or from evidence; a
test checks every token against a closed set. Numbers are whole, each node at its own scale (its value is the number
divided by the scale), so that a check is one comparison of products of integers. What cannot be whole, such as a
rescaled sum, is a `Fraction` at run time. Absent numbers are None; truths are 1, 2 and 3 (see `truth`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm, prod
from typing import Any

from evalcore.answers import Answers, condition_nodes
from evalcore.engines.fragments import DECIDED, clamped, tuple_of, whole_terms
from evalcore.engines.runtime import namespace
from evalcore.graph import Comparison, Measure, Node, Term
from evalcore.meaning.verdicts import Verdict
from evalcore.plan import Plan
from evalcore.scales import fractions, point_pairs, point_scale, scales_of, wanted
from evalcore.truth import Truth

Run = Callable[[Sequence[int | None]], Answers]
RunTruths = Callable[[Sequence[int | None]], dict[int, Truth]]


def prepare(plan: Plan) -> Run:
    """The function that answers for one place from `Inputs.exact`; made once for a plan."""
    run: Run | None = plan.prepared.get("scalar")
    if run is None:
        run = plan.prepared["scalar"] = _compiled(source(plan))
    return run


def prepare_truths(plan: Plan) -> RunTruths:
    """The function that gives the truth of every part of a plan's conditions; made once for a plan."""
    run: RunTruths | None = plan.prepared.get("scalar truths")
    if run is None:
        run = plan.prepared["scalar truths"] = _compiled(truths_source(plan))
    return run


def _compiled(text: str) -> Any:
    names = namespace()
    exec(compile(text, "<evalcore plan>", "exec"), names)
    return names["run"]


def source(plan: Plan) -> str:
    """The Python source for the answers of a plan."""
    writer = _Writer(plan)
    return _function(plan, [*writer.statements(), f"return A({writer.answers()})"])


def truths_source(plan: Plan) -> str:
    """The Python source for the truths of a plan's conditions: the same statements, none written into another."""
    writer = _Writer(plan)
    truths = ",".join(f"{index}:{writer.truth(index)}" for index in sorted(set(plan.node_of.values())))
    return _function(plan, [*writer.each_statement(condition_nodes(plan)), f"return{{{truths}}}"])


def _function(plan: Plan, body: list[str]) -> str:
    slots = "".join(f"s{index}," for index in range(len(plan.slots)))
    unpack = [f"({slots})=s"] if slots else []
    return "def run(s):\n" + "".join(f" {line}\n" for line in [*unpack, *body])


class _Writer:
    """Writes one statement a node; truths are named t, measures m, numbers with two ends l and h."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.nodes = plan, plan.nodes
        # What only explanations ask for has a scale too: inputs of relations, and of conditions decided without them.
        inputs = [index for index, node in enumerate(plan.nodes) if node.kind == "input"]
        self.scales = {index: 10 ** plan.slots[self._slot(index)].scale for index in inputs} | scales_of(plan)
        self.fractions = set(fractions(plan.nodes))

    def statements(self) -> list[str]:
        order = wanted(self.plan)
        read = Counter(arg for index in order for arg in self.nodes[index].args)
        answered = {node for pair in (*self.plan.verdicts.values(), self.plan.whole) for node in pair}
        answered |= {*self.plan.eligibility.values(), *self.plan.fired.values(), *self.plan.levels.values()}
        answered |= {*self.plan.rules.values(), *self.plan.conclusions.values(), self.plan.refused}
        once = {index for index in order if read[index] == 1 and index not in answered}
        guards = [self.nodes[index] for index in order if self.nodes[index].kind == "guard"]
        fused = [(node.args[0], self._fused(node)) for node in guards]
        inlined = {condition for condition, tests in fused if tests and condition in once}
        inlined |= {test for condition, tests in fused for test in tests if condition in inlined and test in once}
        return [line for index in order if index not in inlined for line in self._statement(index)]

    def each_statement(self, order: Iterable[int]) -> list[str]:
        return [line for index in order for line in self._statement(index)]

    def _fused(self, node: Node) -> tuple[int, ...]:
        """The checks of inputs that are a guard's whole condition, when they can be written into the guard itself."""
        condition = self.nodes[node.args[0]]
        tests = condition.args if condition.kind == "all" else (node.args[0],)
        plain = all(self.nodes[test].kind == "compare" and self._of_inputs(self.nodes[test]) for test in tests)
        return tests if plain else ()

    def _statement(self, index: int) -> Iterable[str]:
        node = self.nodes[index]
        if node.kind in ("fact", "input", "const", "amount"):
            return
        if node.kind == "measure":
            yield f"m{index}={self._measure(index, node)}"
        elif node.kind in _ENDS:
            low, high = _ENDS[node.kind](self, index, node)
            yield f"l{index}={low}"
            yield f"h{index}={high}"
        else:
            yield f"t{index}={self._expression(node)}"

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
        if not self._of_inputs(node):
            return self._compare_ends(node.data)
        absent = " or ".join(f"{name} is None" for name in self._inputs(node.args))
        return f"3 if {absent} else 1 if {self._test(node.data)} else 2"

    def _guard(self, node: Node, args: list[str]) -> str:
        """A guard; where its condition is checks (a rate's parts) they are written out, each None asked for once."""
        tests = [self.nodes[test] for test in self._fused(node)]
        if not tests:
            return f"{args[1]} if {self.truth(node.args[0])}==1 else 3"
        names = dict.fromkeys(name for test in tests for name in self._inputs(test.args))
        known = [f"{name} is not None" for name in names]
        passed = [self._test(test.data) for test in tests if isinstance(test.data, Comparison)]
        return f"{args[1]} if {' and '.join([*known, *passed])} else 3"

    def _of_inputs(self, node: Node) -> bool:
        return all(self.nodes[arg].kind == "input" for arg in node.args)

    def _inputs(self, numbers: Iterable[int]) -> list[str]:
        return [f"s{self._slot(number)}" for number in numbers]

    def _slot(self, number: int) -> int:
        slot = self.nodes[number].data
        assert isinstance(slot, int)
        return slot

    def _test(self, comparison: Comparison) -> str:
        """The comparison in whole numbers, what is subtracted brought to the other side."""
        terms = whole_terms(self._unscaled(comparison.terms))
        left = [self._product(c, numbers) for c, numbers in terms if c > 0]
        right = [self._product(-c, numbers) for c, numbers in terms if c < 0]
        return f"{'+'.join(left) or '0'}{comparison.sign}{'+'.join(right) or '0'}"

    def _unscaled(self, terms: Iterable[Term]) -> list[Term]:
        """Terms whose coefficients take the numbers as they are stored."""
        return [(c / prod([self.scales[number] for number in numbers]), numbers) for c, numbers in terms]

    def _product(self, coefficient: int, numbers: tuple[int, ...]) -> str:
        names = self._inputs(numbers)
        return "*".join([str(coefficient), *names] if coefficient != 1 or not names else names)

    def _compare_ends(self, comparison: Comparison) -> str:
        """Numbers with two ends: yes if every value between them says so, no if every one denies it."""
        terms = whole_terms(self._unscaled(comparison.terms))
        low, high = self._end_sum(terms, low=True), self._end_sum(terms, low=False)
        absent = [f"s{self._slot(n)} is None" for _, ns in terms for n in ns if self.nodes[n].kind == "input"]
        yes, no = DECIDED[comparison.sign]
        decided = f"1 if {yes.format(l=low, h=high)} else 2 if {no.format(l=low, h=high)} else 3"
        return f"3 if {' or '.join(absent)} else {decided}" if absent else decided

    def _end_sum(self, terms: Sequence[tuple[int, tuple[int, ...]]], *, low: bool) -> str:
        parts = []
        for coefficient, numbers in terms:
            assert len(numbers) <= 1
            parts.append(
                f"{coefficient}*{self.end(numbers[0], low=(coefficient > 0) == low)}" if numbers else str(coefficient)
            )
        return "(" + "+".join(parts) + ")"

    def end(self, number: int, *, low: bool, scale: int | None = None) -> str:
        """One end of a number, at its own scale or at a multiple of it."""
        node = self.nodes[number]
        if node.kind == "amount":
            assert isinstance(node.data, Fraction)
            return str(int(node.data * (scale or self.scales[number])))
        prefix = {"input": "s", "measure": "m"}.get(node.kind, "l" if low else "h")
        name = f"{prefix}{self._slot(number) if node.kind == 'input' else number}"
        factor = (scale or self.scales[number]) // self.scales[number]
        return name if factor == 1 else f"{factor}*{name}"

    # -- numbers ---------------------------------------------------------------------------------------------------

    def _measure(self, index: int, node: Node) -> str:
        """A quotient in steps, None where an input is absent or there is nothing to divide by."""
        measure = node.data
        assert isinstance(measure, Measure)
        names = dict.fromkeys(self._inputs(node.args))
        absent = " or ".join(f"{name} is None" for name in names)
        part, whole = self._unscaled(measure.part), self._unscaled(measure.whole)
        quotient = self._stepped(index, measure, part, whole)
        for test, factor in reversed(measure.factors):
            other = self._stepped(index, measure._replace(factor=factor), part, whole)
            quotient = f"({other} if {self._test(test)} else {quotient})"
        if any(numbers for _, numbers in whole):
            absent = " or ".join([*([absent] if absent else []), f"{self._sum(whole_terms(whole))}<=0"])
        return f"None if {absent} else {quotient}" if absent else quotient

    def _stepped(self, index: int, measure: Measure, part: list[Term], whole: list[Term]) -> str:
        scale = self.scales[index]
        if measure.mode == "exact":
            return self._divided([(c * measure.factor * scale, n) for c, n in part], whole, "F({p},{q})", "{p}")
        if measure.mode == "half_up":
            stepped = [(c / measure.step, n) for c, n in part]
            return self._divided(stepped, whole, "(2*({p})+({q}))//(2*({q}))", "(2*({p})+{q})//{twice}")
        factor = int(measure.factor * scale)
        floor = self._divided(part, whole, "({p})//({q})", "({p})//{q}")
        ceil = self._divided([(-c, n) for c, n in part], whole, "({p})//({q})", "({p})//{q}")
        return f"{factor}*({floor})" if measure.mode == "floor" else f"{-factor}*({ceil})"

    def _divided(self, part: list[Term], whole: list[Term], by_input: str, by_constant: str) -> str:
        """Part ÷ whole as text; both brought to whole coefficients by a common factor."""
        common = lcm(*(c.denominator for c, _ in (*part, *whole)))
        top = [(int(c * common), n) for c, n in part]
        bottom = [(int(c * common), n) for c, n in whole]
        if any(numbers for _, numbers in bottom):
            return by_input.format(p=self._sum(top), q=self._sum(bottom))
        divisor = sum(c for c, _ in bottom)
        shared_by = gcd(divisor, *(c for c, _ in top))
        top, divisor = [(c // shared_by, n) for c, n in top], divisor // shared_by
        text = self._sum(top)
        if by_constant == "{p}":
            return text if divisor == 1 else f"F({text},{divisor})"
        if divisor == 1:
            return text
        return by_constant.format(p=text, q=divisor, twice=2 * divisor)

    def _sum(self, terms: Sequence[tuple[int, tuple[int, ...]]]) -> str:
        return "+".join(self._product(c, numbers) for c, numbers in terms) or "0"

    def award(self, index: int, node: Node) -> tuple[str, str]:
        assert isinstance(node.data, Fraction)
        points, truth = int(node.data * self.scales[index]), self.truth(node.args[0])
        if truth in ("1", "2"):
            return (str(points if truth == "1" else 0),) * 2
        sure, perhaps = f"{points} if {truth}==1 else 0", f"{points} if {truth}!=2 else 0"
        return (sure, perhaps) if points >= 0 else (perhaps, sure)

    def fill(self, index: int, node: Node) -> tuple[str, str]:
        guard, number = node.args
        missing = [f"{self.truth(guard)}!=1"] if self.truth(guard) != "1" else []
        if self.nodes[number].kind == "input":
            missing.append(f"s{self._slot(number)} is None")
        elif self.nodes[number].kind == "measure":
            missing.append(f"m{number} is None")
        low, high = self._limits(index, node)
        found = self.end(number, low=True, scale=self.scales[index])
        test = " or ".join(missing)
        if not test:
            return found, found
        return (
            f"{'-I' if low is None else low} if {test} else {found}",
            f"{'I' if high is None else high} if {test} else {found}",
        )

    def _limits(self, index: int, node: Node) -> tuple[int | None, int | None]:
        """The ends that a fill or clamp carries, at the node's scale."""
        assert isinstance(node.data, tuple)
        low, high = (None if end is None else int(end * self.scales[index]) for end in node.data)
        return low, high

    def _both(self, index: int, number: int) -> tuple[str, str]:
        scale = self.scales[index]
        return self.end(number, low=True, scale=scale), self.end(number, low=False, scale=scale)

    def either(self, index: int, node: Node) -> tuple[str, str]:
        truth = self.truth(node.args[0])
        (yes_low, yes_high), (no_low, no_high) = self._both(index, node.args[1]), self._both(index, node.args[2])
        return (
            f"{yes_low} if {truth}==1 else {no_low} if {truth}==2 else min({yes_low},{no_low})",
            f"{yes_high} if {truth}==1 else {no_high} if {truth}==2 else max({yes_high},{no_high})",
        )

    def lapse(self, index: int, node: Node) -> tuple[str, str]:
        truth = self.truth(node.args[0])
        low, high = self._both(index, node.args[1])
        assert isinstance(node.data, Fraction)
        full = int(node.data * self.scales[index])
        return f"{low} if {truth}==1 else 0", f"{high} if {truth}==1 else 0 if {truth}==2 else {full}"

    def sum(self, index: int, node: Node) -> tuple[str, str]:
        assert isinstance(node.data, tuple)
        scale = self.scales[index]
        terms = [(c * scale / self.scales[n], n) for c, n in zip(node.data, node.args, strict=True)]
        ends = []
        for low in (True, False):
            texts = [self._times(int(c), self.end(n, low=(c > 0) == low)) for c, n in terms]
            ends.append("+".join(texts) or "0")
        return ends[0], ends[1]

    def _times(self, factor: int, text: str) -> str:
        return text if factor == 1 else f"{factor}*{text}"

    def clamp(self, index: int, node: Node) -> tuple[str, str]:
        low, high = self._limits(index, node)
        return tuple(clamped(end, low, high) for end in self._both(index, node.args[0]))  # type: ignore[return-value]

    def extreme(self, index: int, node: Node) -> tuple[str, str]:
        pairs = [self._both(index, arg) for arg in node.args]
        if len(pairs) == 1:
            return pairs[0]
        name = "max" if node.kind == "best" else "min"
        return tuple(f"{name}({','.join(ends)})" for ends in zip(*pairs, strict=True))  # type: ignore[return-value]

    def lowest(self, index: int, node: Node) -> tuple[str, str]:
        low, high = self._both(index, node.args[1])
        return low, f"{low} if {self.truth(node.args[0])}==1 else {high}"

    def round(self, index: int, node: Node) -> tuple[str, str]:
        """Half up to a step: in steps first, then at the node's scale."""
        assert isinstance(node.data, Fraction)
        steps = self.scales[node.args[0]] * node.data  # one step, at the argument's scale
        size = int(node.data * self.scales[index])
        ends = (self.end(node.args[0], low=low) for low in (True, False))
        if steps == size == 1 and node.args[0] not in self.fractions:
            return tuple(ends)  # type: ignore[return-value]
        return tuple(self._times(size, f"R({steps.denominator}*({end}),{steps.numerator})") for end in ends)  # type: ignore[return-value]

    def share(self, index: int, node: Node) -> tuple[str, str]:
        number, base = node.args
        assert isinstance(node.data, Fraction)
        factor = node.data * self.scales[index] * self.scales[base] / self.scales[number]
        assert factor.denominator == 1
        return tuple(  # type: ignore[return-value]
            f"Q({self.end(number, low=low)},{factor.numerator},{self.end(base, low=False)})" for low in (True, False)
        )

    # -- the answers -----------------------------------------------------------------------------------------------

    def answers(self) -> str:
        plan = self.plan
        pairs, scale = point_pairs(plan), point_scale(plan)
        eligible, whole = self.truth(plan.eligible), self._verdict(plan.whole)
        numbers = [
            tuple_of(self.end(node, low=low, scale=scale) for node in nodes)
            for nodes in ([pair.earned for pair in pairs], [pair.possible for pair in pairs])
            for low in (True, False)
        ]
        truths = (plan.eligibility, plan.fired, plan.levels, plan.rules, plan.conclusions)
        return ",".join(
            [
                f"({whole}) if {eligible}==1 else 4 if {eligible}==2 else 3",
                tuple_of(self._verdict(pair) for pair in plan.verdicts.values()),
                *(tuple_of(self.truth(node) for node in each.values()) for each in truths),
                self.truth(plan.refused),
                *numbers,
            ]
        )

    def _verdict(self, pair: Verdict) -> str:
        applies, met = self.truth(pair.applies), self.truth(pair.met)
        return met if applies == "1" else f"{met} if {applies}==1 else 0 if {applies}==2 else 3"


_ENDS: dict[str, Callable[[_Writer, int, Node], tuple[str, str]]] = {
    "award": _Writer.award, "fill": _Writer.fill, "either": _Writer.either, "lapse": _Writer.lapse, "sum": _Writer.sum,
    "clamp": _Writer.clamp, "best": _Writer.extreme, "worst": _Writer.extreme, "lowest": _Writer.lowest,
    "round": _Writer.round, "share": _Writer.share,
}  # fmt: skip
