"""The reading of many places: the graph as Polars expressions over one column a slot.

Truths are boolean columns, null where absent. Numbers are whole, each node at its own scale, in types proven wide enough
(`widths`); what counts in a score has two ends (`ends`). A row for which a number has no end where one is written down
is left to the other readings: `left` says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import comb, gcd, lcm, prod

import polars as pl

from evalcore.engines import ends
from evalcore.engines.ends import End
from evalcore.engines.fragments import whole_terms
from evalcore.engines.widths import Whole, against_zero, chosen, floored, literal, multiplied, scaled, summed
from evalcore.graph import Comparison, Measure, Node, Term
from evalcore.plan import Plan
from evalcore.scales import scales_of
from evalcore.truth import ABSENT, NO, YES

Column = Whole | pl.Expr  # a slot's: numbers with their range, truths as they are
Pair = tuple[End, End]  # the low end and the high end; one object where nothing unknown can part them
Quotient = tuple[Whole, Whole]  # null where absent; of use only where the second is above 0
FEW_CHOICES = 24  # up to so many, any of all of k is faster than counting
# What is the same in every row is a column too: of literals alone Polars makes one row, where a `when` asks them.
TRUTHS = {YES: pl.col("yes"), NO: pl.col("no"), ABSENT: pl.col("absent")}
CONSTANTS = (pl.lit(True).alias("yes"), pl.lit(False).alias("no"), pl.lit(None, dtype=pl.Boolean).alias("absent"))


class Columns:
    """Writes the expressions of a plan's nodes, in order.

    `slots` are the slots' columns, beside which there must be `CONSTANTS`; `asked` the nodes that answers read. `layers`
    are the columns that must be made, one layer after the other, before anything else is read: whatever is used more than
    once. `left` are truths, never null, of the rows that cannot be answered here. `points` is the scale at which points are written down.
    """

    def __init__(
        self, plan: Plan, slots: Sequence[Column], order: Sequence[int], asked: Sequence[int], points: int = 1
    ) -> None:
        self.nodes, self.slots = plan.nodes, slots
        inputs = [index for index in order if self.nodes[index].kind == "input"]
        self.scales = {index: 10 ** plan.slots[self._slot(index)].scale for index in inputs} | scales_of(plan, points)
        self.truths: dict[int, pl.Expr] = {}
        self.quotients: dict[int, Quotient] = {}
        self.pairs: dict[int, Pair] = {}
        self.layers: list[list[pl.Expr]] = []
        self.left: list[pl.Expr] = []
        self._ready: dict[int, int] = {}  # the layer in which a node's expression can be read
        # Both ends of a number read what it is made of.
        read = Counter(
            [*asked, *(arg for i in order for arg in self.nodes[i].args * (1 + (self.nodes[i].kind in _PAIRS)))]
        )
        for index in order:
            self._ready[index] = max((self._ready[arg] for arg in self.nodes[index].args), default=0)
            self._made_of = 0
            self._write(index, self.nodes[index], shared=read[index] > 1)
            self._ready[index] += self._made_of > 0

    def _slot(self, number: int) -> int:
        slot = self.nodes[number].data
        assert isinstance(slot, int)
        return slot

    def _write(self, index: int, node: Node, *, shared: bool) -> None:
        if node.kind == "input":
            slot = self.slots[self._slot(index)]
            assert isinstance(slot, Whole)
            self.quotients[index] = slot, literal(1)
        elif node.kind == "measure":
            part, whole = self._measure(index, node)
            self.quotients[index] = self._made(index, "m", part), self._made(index, "w", whole)
        elif node.kind in _PAIRS:
            low, high = _PAIRS[node.kind](self, index, node)
            self.pairs[index] = self._kept(index, low, high) if shared else (low, high)
        else:
            truth = self._truth(node)
            made = shared and node.kind not in ("fact", "const")
            self.truths[index] = self._column(index, "t", truth) if made else truth

    # -- columns of what is used more than once --------------------------------------------------------------------

    def _column(self, index: int, prefix: str, expr: pl.Expr) -> pl.Expr:
        layer, name = self._ready[index], f"{prefix}{index}"
        while len(self.layers) <= layer:
            self.layers.append([])
        self.layers[layer].append(expr.alias(name))
        self._made_of += 1
        return pl.col(name)

    def _made(self, index: int, prefix: str, number: Whole) -> Whole:
        return number if number.fixed else replace(number, expr=self._column(index, prefix, number.expr))

    def _kept(self, index: int, low: End, high: End) -> Pair:
        """Both ends as columns."""
        made = self._end(index, "l", low)
        return (made, made) if low is high else (made, self._end(index, "h", high))

    def _end(self, index: int, prefix: str, end: End) -> End:
        whole = None if end.whole is None else self._made(index, f"{prefix}w", end.whole)
        endless = None if end.endless is None else self._column(index, f"{prefix}e", end.endless)
        return End(self._made(index, prefix, end.part), whole, endless)

    # -- truths ----------------------------------------------------------------------------------------------------

    def _truth(self, node: Node) -> pl.Expr:
        args = [self.truths[arg] for arg in node.args] if node.kind != "compare" else []
        match node.kind:
            case "fact":
                slot = self.slots[int(str(node.data))]
                assert isinstance(slot, pl.Expr)
                return slot
            case "const":
                return TRUTHS[int(str(node.data))]
            case "compare":
                return self._compare(node)
            case "all":
                return pl.all_horizontal(args)
            case "any":
                return pl.any_horizontal(args)
            case "not":
                return ~args[0]
            case "pick":
                return pl.when(args[0]).then(args[1]).when(~args[0]).then(args[2])
            case "guard":
                return pl.when(args[0]).then(args[1])
        assert node.kind == "at_least" and isinstance(node.data, int)
        if comb(len(args), node.data) <= FEW_CHOICES:
            return pl.any_horizontal([pl.all_horizontal(chosen_) for chosen_ in combinations(args, node.data)])
        sure, perhaps = (
            pl.sum_horizontal([arg.fill_null(pl.lit(each)).cast(pl.Int32) for arg in args]) for each in (False, True)
        )
        return decided(sure >= node.data, perhaps < node.data)

    def _compare(self, node: Node) -> pl.Expr:
        comparison = node.data
        assert isinstance(comparison, Comparison)
        terms = whole_terms(self._unscaled(comparison.terms))
        if all(self.nodes[arg].kind == "input" for arg in node.args):
            truth = self._of_inputs(terms, comparison.sign)
            cancelled = self._given(set(node.args) - {number for _, numbers in terms for number in numbers})
            return truth if cancelled is None else pl.when(cancelled).then(truth)
        low, high = self._sums([term for term in terms if term[1]])
        limit = -sum(c for c, numbers in terms if not numbers)
        if low is high:
            return ends.against(low, comparison.sign, limit)
        return decided(*_verdict(low, high, comparison.sign, limit))

    def _given(self, numbers: Iterable[int]) -> pl.Expr | None:
        """Where inputs are there, though nothing is done with them: what is absent stays so. None: nothing to ask."""
        found = [self.quotients[number][0].expr.is_not_null() for number in sorted(numbers)]
        return pl.all_horizontal(found) if found else None

    def _of_inputs(self, terms: Sequence[tuple[int, tuple[int, ...]]], sign: str) -> pl.Expr:
        constant = sum(c for c, numbers in terms if not numbers)
        return against_zero([(c, self._product(numbers)) for c, numbers in terms if numbers], constant, sign)

    def _product(self, numbers: Sequence[int]) -> Whole:
        return multiplied([self.quotients[number][0] for number in numbers])

    def _sums(self, terms: Sequence[tuple[int, tuple[int, ...]]]) -> Pair:
        """Both ends of a sum of numbers with two ends; null where an input in it is."""
        summands = [(c, self._pair(numbers[0]) if numbers else (END_OF_ONE, END_OF_ONE)) for c, numbers in terms]
        low = ends.total([(c, pair[c < 0]) for c, pair in summands])
        if all(pair[0] is pair[1] for _, pair in summands):
            return low, low
        return low, ends.total([(c, pair[c > 0]) for c, pair in summands])

    def _pair(self, number: int) -> Pair:
        """A number with two ends, or an input as one."""
        if number in self.pairs:
            return self.pairs[number]
        part, whole = self.quotients[number]
        end = End(part, None if whole.fixed and whole.low == 1 else whole)
        return end, end

    def _unscaled(self, terms: Sequence[Term]) -> list[Term]:
        """Terms whose coefficients take the numbers as they are stored."""
        return [(c / prod([self.scales[number] for number in numbers]), numbers) for c, numbers in terms]

    # -- what is measured ------------------------------------------------------------------------------------------

    def _measure(self, index: int, node: Node) -> Quotient:
        """A quotient of inputs in steps; null where one is absent."""
        measure = node.data
        assert isinstance(measure, Measure)
        part, whole = self._unscaled(measure.part), self._unscaled(measure.whole)
        found = self._stepped(index, measure, part, whole)
        for test, factor in reversed(measure.factors):
            holds = self._of_inputs(whole_terms(self._unscaled(test.terms)), test.sign)
            other = self._stepped(index, measure._replace(factor=factor), part, whole)
            found = chosen(holds, other[0], found[0]), chosen(holds, other[1], found[1])
        given = self._given(set(node.args) - {n for c, numbers in (*part, *whole) if c for n in numbers})
        return found if given is None else (replace(found[0], expr=pl.when(given).then(found[0].expr)), found[1])

    def _stepped(self, index: int, measure: Measure, part: list[Term], whole: list[Term]) -> Quotient:
        scale = self.scales[index]
        if measure.mode == "exact":
            return self._quotient([(c * measure.factor * scale, n) for c, n in part], whole)
        if measure.mode == "half_up":
            top, bottom = self._quotient([(c / measure.step, n) for c, n in part], whole)
            steps = floored(summed([scaled(top, 2), bottom]), scaled(bottom, 2))
            return self._over(scaled(steps, int(measure.step * scale)), bottom)
        factor = int(measure.factor * scale)
        if measure.mode == "floor":
            top, bottom = self._quotient(part, whole)
            return self._over(scaled(floored(top, bottom), factor), bottom)
        top, bottom = self._quotient([(-c, n) for c, n in part], whole)
        return self._over(scaled(floored(top, bottom), -factor), bottom)

    def _over(self, steps: Whole, bottom: Whole) -> Quotient:
        """Steps that have been divided; null where there was nothing to divide by."""
        if bottom.fixed:
            return steps, literal(1)
        return replace(steps, expr=pl.when(bottom.expr > 0).then(steps.expr)), literal(1)

    def _quotient(self, part: list[Term], whole: list[Term]) -> Quotient:
        """Part and whole brought to whole coefficients by a common factor, as small as can be."""
        common = lcm(*(c.denominator for c, _ in (*part, *whole)))
        top, bottom = ([(int(c * common), n) for c, n in terms if c] for terms in (part, whole))
        shared = gcd(*(c for c, _ in (*top, *bottom))) or 1
        return tuple(self._sum([(c // shared, n) for c, n in terms]) for terms in (top, bottom))  # type: ignore[return-value]

    def _sum(self, terms: Sequence[tuple[int, tuple[int, ...]]]) -> Whole:
        return summed([scaled(self._product(n), c) if n else literal(c) for c, n in terms] or [literal(0)])

    # -- numbers with two ends -------------------------------------------------------------------------------------

    def _both(self, index: int, number: int) -> Pair:
        """A number brought to the scale of the node that reads it."""
        low, high = self._pair(number)
        factor = self.scales[index] // self.scales[number]
        if factor == 1:
            return low, high
        found = ends.total([(factor, low)])
        return (found, found) if low is high else (found, ends.total([(factor, high)]))

    def _at(self, index: int, value: object) -> int:
        """A constant at a node's scale."""
        assert isinstance(value, Fraction)
        return int(value * self.scales[index])

    def amount(self, index: int, node: Node) -> Pair:
        end = ends.at(self._at(index, node.data))
        return end, end

    def award(self, index: int, node: Node) -> Pair:
        truth, points = self.truths[node.args[0]], ends.at(self._at(index, node.data))
        sure, perhaps = ends.choose(truth, points, ZERO), ends.choose(~truth, ZERO, points)
        return (sure, perhaps) if points.part.low >= 0 else (perhaps, sure)

    def fill(self, index: int, node: Node) -> Pair:
        guard, number = node.args
        assert isinstance(node.data, tuple)
        found, _ = self._both(index, number)
        known = self._known(guard, number)
        if known is None:
            return found, found
        low, high = (self._limit(index, known, found, end) for end in node.data)
        return low, high

    def _known(self, guard: int, number: int) -> pl.Expr | None:
        """Where a fill has its number: null or false where it has not; None when it always has."""
        tests = [] if self.nodes[guard] == Node("const", (), YES) else [self.truths[guard]]
        if number in self.quotients:
            part, whole = self.quotients[number]
            tests.append(part.expr.is_not_null())
            if not whole.fixed:
                tests.append(whole.expr > 0)
        return pl.all_horizontal(tests) if tests else None

    def _limit(self, index: int, known: pl.Expr, found: End, end: Fraction | None) -> End:
        if end is not None:
            return ends.choose(known, found, ends.at(self._at(index, end)))
        return ends.choose(known, found, NOWHERE)

    def either(self, index: int, node: Node) -> Pair:
        truth = self.truths[node.args[0]]
        yes, no = self._both(index, node.args[1]), self._both(index, node.args[2])
        low, high = (self._either(truth, yes[at], no[at], high=bool(at)) for at in (0, 1))
        return low, high

    def _either(self, truth: pl.Expr, yes: End, no: End, *, high: bool) -> End:
        """One or the other; where it is not known, the one that is further out."""
        further = (ends.greatest if high else ends.least)([yes, no], high=high)
        if further is no:
            return ends.choose(truth, yes, no)
        return ends.choose(~truth, no, yes if further is yes else ends.choose(truth, yes, further))

    def lapse(self, index: int, node: Node) -> Pair:
        truth, (low, high) = self.truths[node.args[0]], self._both(index, node.args[1])
        full = ends.at(self._at(index, node.data))
        return ends.choose(truth, low, ZERO), ends.choose(truth, high, ends.choose(~truth, ZERO, full))

    def sum(self, index: int, node: Node) -> Pair:
        assert isinstance(node.data, tuple)
        scale = self.scales[index]
        return self._sums([(int(c * scale / self.scales[n]), (n,)) for c, n in zip(node.data, node.args, strict=True)])

    def clamp(self, index: int, node: Node) -> Pair:
        assert isinstance(node.data, tuple)
        bounds = [None if end is None else self._at(index, end) for end in node.data]
        low, high = self._both(index, node.args[0])
        found = ends.clamped(low, *bounds, is_high=False)
        return (found, found) if low is high else (found, ends.clamped(high, *bounds, is_high=True))

    def extreme(self, index: int, node: Node) -> Pair:
        pairs = [self._both(index, arg) for arg in node.args]
        pick = ends.greatest if node.kind == "best" else ends.least
        low = pick([pair[0] for pair in pairs], high=False)
        if all(pair[0] is pair[1] for pair in pairs):
            return low, low
        return low, pick([pair[1] for pair in pairs], high=True)

    def lowest(self, index: int, node: Node) -> Pair:
        truth, (low, high) = self.truths[node.args[0]], self._both(index, node.args[1])
        if low.endless is not None:
            self.left.append((low.endless & truth).fill_null(pl.lit(False)))
        return low, ends.choose(truth, replace(low, endless=None), high)

    def round(self, index: int, node: Node) -> Pair:
        """Half up to a step, counted in steps first, then brought to the node's scale."""
        assert isinstance(node.data, Fraction)
        steps, size = self.scales[node.args[0]] * node.data, self._at(index, node.data)
        low, high = self._pair(node.args[0])
        found = ends.rounded(low, steps, size)
        return (found, found) if low is high else (found, ends.rounded(high, steps, size))

    def share(self, index: int, node: Node) -> Pair:
        number, base = node.args
        assert isinstance(node.data, Fraction)
        factor = int(node.data * self.scales[index] * self.scales[base] / self.scales[number])
        low, high = self._pair(number)
        found = self._shared(low, self._pair(base)[1], factor)
        return (found, found) if low is high else (found, self._shared(high, self._pair(base)[1], factor))

    def _shared(self, end: End, base: End, factor: int) -> End:
        some = ends.crossed(base, ">", ZERO)
        return ends.choose(some, ends.quotient(ends.total([(factor, end)]), base), ZERO)


def decided(yes: pl.Expr, no: pl.Expr) -> pl.Expr:
    """A truth from when it is certain and when it is impossible."""
    return pl.when(yes).then(pl.lit(True)).when(no).then(pl.lit(False))


def _verdict(low: End, high: End, sign: str, limit: int) -> tuple[pl.Expr, pl.Expr]:
    """When everything between two ends stands so to a limit, and when nothing does."""
    if sign in (">=", ">"):
        return _there(low, sign, limit), _there(high, "<" if sign == ">=" else "<=", limit)
    if sign in ("<=", "<"):
        return _there(high, sign, limit), _there(low, ">" if sign == "<=" else ">=", limit)
    same = _there(low, "==", limit) & _there(high, "==", limit)
    apart = _there(low, ">", limit) | _there(high, "<", limit)
    return (same, apart) if sign == "==" else (apart, same)


def _there(end: End, sign: str, limit: int) -> pl.Expr:
    """An end that exists and stands so to a limit."""
    found = ends.against(end, sign, limit)
    return found if end.endless is None else found & ~end.endless


ZERO = ends.at(0)
END_OF_ONE = ends.at(1)
NOWHERE = End(literal(0), None, pl.lit(True))

_PAIRS: Mapping[str, Callable[[Columns, int, Node], Pair]] = {
    "amount": Columns.amount, "award": Columns.award, "fill": Columns.fill, "either": Columns.either,
    "lapse": Columns.lapse, "sum": Columns.sum, "clamp": Columns.clamp, "best": Columns.extreme,
    "worst": Columns.extreme, "lowest": Columns.lowest, "round": Columns.round, "share": Columns.share,
}  # fmt: skip
