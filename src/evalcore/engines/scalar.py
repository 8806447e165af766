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
from typing import Any

from evalcore.answers import Answers, condition_nodes
from evalcore.engines.fragments import DECIDED, clamped, multiple, rounding, tuple_of, whole_terms
from evalcore.engines.inputs import InputTexts
from evalcore.engines.known import Block, Known, blocks_of
from evalcore.engines.runtime import namespace
from evalcore.graph import Comparison, Measure, Node
from evalcore.limits import cuts, limits_of
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
        self.inputs = InputTexts(plan.nodes, self.scales)
        self.limits = limits_of(plan)

    def statements(self) -> list[str]:
        """One statement a node; a block has two forms, one for when all it reads is there."""
        order, answered = wanted(self.plan), answered_nodes(self.plan)
        inlined = self._inlined(order, answered)
        written = [index for index in order if index not in inlined]
        blocks = {block.root: block for block in blocks_of(self.nodes, order, answered)}
        inside = {index for block in blocks.values() for index in block.inside}
        known = Known(self.inputs, self.limits, self.fractions)
        lines = []
        for index in written:
            if index in blocks:
                lines.extend(self._block(known, blocks[index], inlined))
            elif index not in inside:
                lines.extend(self._statement(index))
        return lines

    def _block(self, known: Known, block: Block, inlined: set[int]) -> list[str]:
        condition, first, number = known.written(block)
        ends = [f"l{block.root}=h{block.root}={number}"]
        unknown = [line for index in block.inside if index not in inlined for line in self._statement(index)]
        return [f"if {condition}:", *(f" {line}" for line in first + ends), "else:", *(f" {line}" for line in unknown)]

    def _inlined(self, order: list[int], answered: set[int]) -> set[int]:
        """The checks that are written into the guard that alone reads them."""
        read = Counter(arg for index in order for arg in self.nodes[index].args)
        once = {index for index in order if read[index] == 1 and index not in answered}
        guards = [self.nodes[index] for index in order if self.nodes[index].kind == "guard"]
        fused = [(node.args[0], self._fused(node)) for node in guards]
        inlined = {condition for condition, tests in fused if tests and condition in once}
        return inlined | {test for condition, tests in fused for test in tests if condition in inlined and test in once}

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
        absent = " or ".join(f"{name} is None" for name in self.inputs.names(node.args))
        return f"3 if {absent} else 1 if {self.inputs.test(node.data)} else 2"

    def _guard(self, node: Node, args: list[str]) -> str:
        """A guard; where its condition is checks (a rate's parts) they are written out, each None asked for once."""
        tests = [self.nodes[test] for test in self._fused(node)]
        if not tests:
            return f"{args[1]} if {self.truth(node.args[0])}==1 else 3"
        names = dict.fromkeys(name for test in tests for name in self.inputs.names(test.args))
        known = [f"{name} is not None" for name in names]
        passed = [self.inputs.test(test.data) for test in tests if isinstance(test.data, Comparison)]
        return f"{args[1]} if {' and '.join([*known, *passed])} else 3"

    def _of_inputs(self, node: Node) -> bool:
        return all(self.nodes[arg].kind == "input" for arg in node.args)

    def _slot(self, number: int) -> int:
        slot = self.nodes[number].data
        assert isinstance(slot, int)
        return slot

    def _compare_ends(self, comparison: Comparison) -> str:
        """Numbers with two ends: yes if every value between them says so, no if every one denies it."""
        terms = whole_terms(self.inputs.unscaled(comparison.terms))
        (low, low_right), (high, high_right) = (self._end_sides(terms, low=low) for low in (True, False))
        absent = [f"{self.inputs.name(n)} is None" for _, ns in terms for n in ns if self.nodes[n].kind == "input"]
        ends = {"l": low, "lr": low_right, "h": high, "hr": high_right}
        yes, no = (test.format(**ends) for test in DECIDED[comparison.sign])
        decided = f"1 if {yes} else 2 if {no} else 3"
        return f"3 if {' or '.join(absent)} else {decided}" if absent else decided

    def _end_sides(self, terms: Sequence[tuple[int, tuple[int, ...]]], *, low: bool) -> list[str]:
        """One end of a sum of numbers as two sums, what is subtracted standing on the right."""
        assert all(len(numbers) <= 1 for _, numbers in terms)
        return [
            "+".join(
                multiple(sign * c, self.end(numbers[0], low=(sign > 0) == low) if numbers else "1")
                for c, numbers in terms
                if sign * c > 0
            )
            or "0"
            for sign in (1, -1)
        ]

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
        assert isinstance(node.data, Measure)
        refused = [f"{name} is None" for name in self.inputs.names(node.args)]
        divisor = self.inputs.divisor(node.data)
        refused += [f"{divisor}<=0"] if divisor else []
        quotient = self.inputs.quotient(index, node.data)
        return f"None if {' or '.join(refused)} else {quotient}" if refused else quotient

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
            texts = [multiple(int(c), self.end(n, low=(c > 0) == low)) for c, n in terms]
            ends.append("+".join(texts) or "0")
        return ends[0], ends[1]

    def clamp(self, index: int, node: Node) -> tuple[str, str]:
        low, high = self._limits(index, node)
        cut_low, cut_high = cuts(node, self.limits)
        return tuple(  # type: ignore[return-value]
            clamped(end, low if cut_low else None, high if cut_high else None)
            for end in self._both(index, node.args[0])
        )

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
        (number,), step = node.args, node.data
        one, size, fraction = self.scales[number] * step, int(step * self.scales[index]), number in self.fractions
        return tuple(rounding(self.end(number, low=low), one, size, fraction) for low in (True, False))  # type: ignore[return-value]

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
        outcome = whole if eligible == "1" else f"({whole}) if {eligible}==1 else 4 if {eligible}==2 else 3"
        numbers = [
            tuple_of(self.end(node, low=low, scale=scale) for node in nodes)
            for nodes in ([pair.earned for pair in pairs], [pair.possible for pair in pairs])
            for low in (True, False)
        ]
        truths = (plan.eligibility, plan.fired, plan.levels, plan.rules, plan.conclusions)
        return ",".join(
            [
                outcome,
                tuple_of(self._verdict(pair) for pair in plan.verdicts.values()),
                *(tuple_of(self.truth(node) for node in each.values()) for each in truths),
                self.truth(plan.refused),
                *numbers,
            ]
        )

    def _verdict(self, pair: Verdict) -> str:
        applies, met = self.truth(pair.applies), self.truth(pair.met)
        return met if applies == "1" else f"{met} if {applies}==1 else 0 if {applies}==2 else 3"


def answered_nodes(plan: Plan) -> set[int]:
    """The nodes that the answers name, whatever else reads them."""
    pairs = [plan.whole, *plan.verdicts.values(), *point_pairs(plan)]
    truths = (plan.eligibility, plan.fired, plan.levels, plan.rules, plan.conclusions)
    single = [plan.eligible, plan.refused, *(node for each in truths for node in each.values())]
    return {*single, *(node for pair in pairs for node in pair)}


_ENDS: dict[str, Callable[[_Writer, int, Node], tuple[str, str]]] = {
    "award": _Writer.award, "fill": _Writer.fill, "either": _Writer.either, "lapse": _Writer.lapse, "sum": _Writer.sum,
    "clamp": _Writer.clamp, "best": _Writer.extreme, "worst": _Writer.extreme, "lowest": _Writer.lowest,
    "round": _Writer.round, "share": _Writer.share,
}  # fmt: skip
