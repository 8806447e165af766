"""Leaves whose evidence is all there: one number instead of two ends.

A number has two ends because evidence may be absent. Where everything that a leaf reads is there, its ends are one, and
a few expressions give it without asking again at every node whether something is absent. A *block* is such a number
with all that only it reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from evalcore.engines.fragments import multiple, rounding, whole_terms
from evalcore.engines.inputs import InputTexts
from evalcore.graph import TRUTH_KINDS, Comparison, Measure, Node
from evalcore.limits import Limits, cuts
from evalcore.truth import ABSENT, NO

WORTHWHILE = 3  # a block of fewer nodes is written as it is
SINGLE = frozenset(
    {"measure", "award", "fill", "either", "lapse", "sum", "clamp", "best", "worst", "lowest", "round"}
)  # the numbers that have a form with one value
OUTSIDE = frozenset({"fact", "input", "const", "amount"})  # never written as a statement of their own


class Block(NamedTuple):
    """A number, and the nodes that only it reads, itself included, in order."""

    root: int
    inside: tuple[int, ...]


def blocks_of(nodes: Sequence[Node], order: Sequence[int], answered: set[int]) -> Iterator[Block]:
    """The blocks of a plan. `answered` nodes are read from outside whatever reads them."""
    readers: dict[int, list[int]] = {}
    for index in order:
        for arg in nodes[index].args:
            readers.setdefault(arg, []).append(index)
    taken: set[int] = set()
    for root in reversed(order):
        if root not in taken and nodes[root].kind in SINGLE:
            inside = _inside(nodes, root, readers, answered)
            if len(inside) >= WORTHWHILE and _single(nodes, inside):
                taken |= inside
                yield Block(root, tuple(sorted(inside)))


def _inside(nodes: Sequence[Node], root: int, readers: Mapping[int, list[int]], answered: set[int]) -> set[int]:
    inside, waiting = {root}, sorted(nodes[root].args)
    while waiting:
        index = waiting.pop()
        if nodes[index].kind not in OUTSIDE and index not in answered and inside.issuperset(readers[index]):
            inside.add(index)
            waiting = sorted({*waiting, *nodes[index].args})
    return inside


def _single(nodes: Sequence[Node], inside: set[int]) -> bool:
    """Every number in it has a form with one value, and it reads no other number that has two ends."""
    args = {arg for index in inside for arg in nodes[index].args}
    unfilled = any(nodes[n].kind == "fill" and nodes[nodes[n].args[0]] == Node("const", (), NO) for n in inside)
    if unfilled or any(nodes[arg] == Node("const", (), ABSENT) for arg in args):
        return False
    numbers = [index for index in inside | args if nodes[index].kind not in TRUTH_KINDS]
    return all(nodes[n].kind in ("input", "amount") or (n in inside and nodes[n].kind in SINGLE) for n in numbers)


class Known:
    """Writes a block for the case that all it reads is there."""

    def __init__(self, texts: InputTexts, limits: Limits, fractions: set[int]) -> None:
        self.texts, self.nodes, self.scales = texts, texts.nodes, texts.scales
        self.limits, self.fractions = limits, fractions

    def written(self, block: Block) -> tuple[str, list[str], str]:
        """The condition under which everything is known, the statements that come first, and the number itself."""
        self.inside, self.named = set(block.inside), dict[int, str]()
        self.statements: list[str] = []
        read = [arg for index in block.inside for arg in self.nodes[index].args]
        self.often = {index for index in block.inside if read.count(index) > 1}
        number = self._number(block.root)
        return " and ".join(dict.fromkeys(self._conditions(block))), self.statements, number

    def _conditions(self, block: Block) -> Iterator[str]:
        """First what must be there, then what must hold so that it can be divided and counts."""
        for index in block.inside:
            for arg in self.nodes[index].args:
                if self.nodes[arg].kind == "input":
                    yield f"{self.texts.name(arg)} is not None"
                elif arg not in self.inside and self.nodes[arg].kind in TRUTH_KINDS - {"const"}:
                    yield f"{self._outside(arg)}!=3"
        for index in block.inside:
            node = self.nodes[index]
            if node.kind in ("guard", "fill") and self.nodes[node.args[0]].kind != "const":
                yield self._truth(node.args[0])
            if isinstance(node.data, Measure) and (divisor := self.texts.divisor(node.data)):
                yield f"{divisor}>0"

    def _outside(self, truth: int) -> str:
        node = self.nodes[truth]
        return f"s{node.data}" if node.kind == "fact" else f"t{truth}"

    # -- truths ----------------------------------------------------------------------------------------------------

    def _truth(self, index: int) -> str:
        """A truth, which is yes or no, as an expression in brackets or without operators."""
        node = self.nodes[index]
        if node.kind == "const":
            return f"({node.data}==1)"
        if index not in self.inside:
            return f"({self._outside(index)}==1)"
        args = [self._truth(arg) for arg in node.args] if node.kind != "compare" else []
        match node.kind:
            case "compare":
                assert isinstance(node.data, Comparison)
                return f"({self._compare(node.data)})"
            case "all" | "any":
                return f"({(' and ' if node.kind == 'all' else ' or ').join(args)})"
            case "not":
                return f"(not {args[0]})"
            case "pick":
                return f"({args[1]} if {args[0]} else {args[2]})"
            case "guard":
                return args[1]
        return f"({'+'.join(args)}>={node.data})"

    def _compare(self, comparison: Comparison) -> str:
        numbers = [number for _, each in comparison.terms for number in each]
        if all(self.nodes[number].kind == "input" for number in numbers):
            return self.texts.test(comparison)
        terms = whole_terms(self.texts.unscaled(comparison.terms))
        sides = ["+".join(self._term(sign * c, ns) for c, ns in terms if sign * c > 0) or "0" for sign in (1, -1)]
        return comparison.sign.join(sides)

    def _term(self, coefficient: int, numbers: tuple[int, ...]) -> str:
        return _times(coefficient, self._number(numbers[0])) if numbers else str(coefficient)

    # -- numbers ---------------------------------------------------------------------------------------------------

    def _number(self, index: int, scale: int | None = None) -> str:
        """A number at its own scale, or at a multiple of it, as an expression in brackets or without operators."""
        node, own = self.nodes[index], self.scales[index]
        factor = (scale or own) // own
        if node.kind == "amount":
            assert isinstance(node.data, Fraction)
            return str(int(node.data * (scale or own)))
        if index in self.named:
            return _times(factor, self.named[index])
        text = self.texts.name(index) if node.kind == "input" else self._made(index, node)
        return _times(factor, self._name(index, text) if index in self.often else text)

    def _name(self, index: int, text: str) -> str:
        """The expression as a statement of its own, so that it can be read more than once."""
        self.statements.append(f"v{index}={text}")
        self.named[index] = f"v{index}"
        return self.named[index]

    def _made(self, index: int, node: Node) -> str:
        scale, args = self.scales[index], node.args
        match node.kind:
            case "measure":
                assert isinstance(node.data, Measure)
                return f"({self.texts.quotient(index, node.data)})"
            case "award":
                assert isinstance(node.data, Fraction)
                return f"({int(node.data * scale)} if {self._truth(args[0])} else 0)"
            case "fill" | "lowest":
                return self._number(args[1], scale)
            case "either":
                yes, no = (self._number(arg, scale) for arg in args[1:])
                return f"({yes} if {self._truth(args[0])} else {no})"
            case "lapse":
                return f"({self._number(args[1], scale)} if {self._truth(args[0])} else 0)"
            case "sum":
                return self._sum(index, node)
            case "clamp":
                return self._clamp(index, node)
            case "round":
                return self._round(index, node)
        name = "max" if node.kind == "best" else "min"
        numbers = [self._number(arg, scale) for arg in args]
        return numbers[0] if len(numbers) == 1 else f"{name}({','.join(numbers)})"

    def _sum(self, index: int, node: Node) -> str:
        assert isinstance(node.data, tuple)
        pairs = zip(node.data, node.args, strict=True)
        factors = [(int(c * self.scales[index] / self.scales[n]), n) for c, n in pairs]
        return f"({'+'.join(multiple(factor, self._number(n)) for factor, n in factors) or '0'})"

    def _clamp(self, index: int, node: Node) -> str:
        """Cut only at the ends that it can pass."""
        assert isinstance(node.data, tuple)
        low, high = (None if end is None else int(end * self.scales[index]) for end in node.data)
        cut_low, cut_high = cuts(node, self.limits)
        text = self._number(node.args[0], self.scales[index])
        if not (cut_low or cut_high):
            return text
        if not text.isalnum():
            self.statements.append(f"v{index}={text}")
            text = f"v{index}"
        above = f"{high} if {text}>{high} else {text}" if cut_high else text
        return f"({low} if {text}<{low} else {above})" if cut_low else f"({above})"

    def _round(self, index: int, node: Node) -> str:
        assert isinstance(node.data, Fraction)
        (number,), step = node.args, node.data
        return rounding(
            self._number(number), self.scales[number] * step, int(step * self.scales[index]), number in self.fractions
        )


def _times(factor: int, text: str) -> str:
    """A product that can stand anywhere."""
    return text if factor == 1 else f"({multiple(factor, text)})"
