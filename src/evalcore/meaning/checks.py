"""What conditions mean: typed trees → nodes. See `docs/standard.md`, section 3."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Protocol

from evalcore.conditions.expressions import Expr, Growth, Name, RateOptions, Rows, names
from evalcore.graph import Comparison, Graph, Measure, terms_of
from evalcore.meaning.polynomials import Quotient, cleared, constant, plus, times, variable
from evalcore.meaning.slots import Role, Slot, Slots
from evalcore.standard import EvidenceField, Quantity
from evalcore.truth import ABSENT, NO


class Use(NamedTuple):
    """A rate as one check reads it: in one period."""

    rate: Expr
    period: str | None

    @property
    def options(self) -> RateOptions:
        options = self.rate.value
        assert isinstance(options, RateOptions)
        return options


class Side(NamedTuple):
    """One summand of a check or measure: `factor` times the expression, read in the period."""

    factor: int | Fraction
    expr: Expr
    period: str | None


NumberOf = Mapping[Use, Quotient]
Make = Callable[[NumberOf, int], int]
Choose = Callable[[int, int, int], int]


class Test(NamedTuple):
    """A comparison of the sum of `sides` with zero, and the factor that holds with it."""

    sides: tuple[Side, ...]
    sign: str
    factor: Fraction


class Shape(NamedTuple):
    """How a measure is brought to steps; see `graph.Measure`."""

    mode: str = "exact"
    step: Fraction = Fraction(1)
    tests: tuple[Test, ...] = ()
    factor: Fraction = Fraction(1)


class Results(Protocol):
    """What rules may read: verdicts, points and conclusions that are already nodes."""

    def truth(self, kind: str, about: str) -> int: ...

    def number(self, kind: str, about: str) -> int: ...


class Conditions:
    """Lowers conditions into one graph. `years` are the cycle's years, empty when nobody has said them.

    `spoilable` are the fields that a relation can make invalid. `results` is what rules read; it is given once the sheet
    has been lowered. With `closing`, indicators can be closed.
    """

    results: Results

    def __init__(
        self,
        graph: Graph,
        slots: Slots,
        quantities: Mapping[Name, Quantity],
        years: tuple[int, ...],
        spoilable: frozenset[str] = frozenset(),
    ) -> None:
        self.graph, self.slots, self.quantities, self.years = graph, slots, quantities, years
        self.spoilable = spoilable
        self.closing = False
        self.node_of: dict[tuple[Expr, str | None], int] = {}

    # -- truths ----------------------------------------------------------------------------------------------------

    def truth(self, expr: Expr, period: str | None = None) -> int:
        """The truth node of a condition; remembered, so that explanations find the node of every part."""
        key = (expr, period)
        if key not in self.node_of:
            self.node_of[key] = self._truth(expr, period)
        return self.node_of[key]

    def _truth(self, expr: Expr, period: str | None) -> int:
        match expr.op:
            case "name":
                return self._fact(expr, period)
            case "has":
                return self._fact(expr.args[0], period)
            case "not":
                return self.graph.negate(self.truth(expr.args[0], period))
            case "and":
                return self.graph.all(self.truth(arg, period) for arg in expr.args)
            case "or":
                return self.graph.any(self.truth(arg, period) for arg in expr.args)
            case "at_least":
                return self.graph.at_least(_whole(expr.value), (self.truth(arg, period) for arg in expr.args))
            case "compare":
                left, right = expr.args
                return self._check([Side(1, left, period), Side(-1, right, period)], str(expr.value))
            case "in":
                return self._member(expr.args[0], expr.args[1:], period)
            case "every_year" | "every_quarter" | "every_month":
                return self._every_period(expr)
            case "last":
                return self.truth(expr.args[0], str(self.years[-1])) if self.years else self.graph.constant(ABSENT)
            case "growing":
                return self._growing(expr)
            case "met" | "unmet" | "na" | "fired" | "concluded" | "level":
                return self.results.truth(expr.op, str(expr.value))
            case "every" | "some":
                return self.graph.add("fact", data=self.slots.add(Slot("derived", expr, period, "truth")))
        raise AssertionError(expr.op)

    def _fact(self, expr: Expr, period: str | None) -> int:
        if expr.op == "last":
            return self._fact(expr.args[0], str(self.years[-1])) if self.years else self.graph.constant(ABSENT)
        return self.graph.add("fact", data=self.slots.add(self._slot(expr, period, "truth")))

    def _slot(self, expr: Expr, period: str | None, sort: str) -> Slot:
        name = expr.value
        assert isinstance(name, Name)
        quantity = self.quantities[name]
        role: Role = name.kind
        return Slot(role, name.id, period if quantity.per else None, sort, quantity.scale)  # type: ignore[arg-type]

    def _every_period(self, expr: Expr) -> int:
        periods = list(periods_of(self.years, str(expr.value)))
        if not periods:
            return self.graph.constant(ABSENT)
        return self.graph.all(self.truth(expr.args[0], period) for period in periods)

    def _growing(self, expr: Expr) -> int:
        growth, body = expr.value, expr.args[0]
        assert isinstance(growth, Growth)
        return self.graph.all(self.grew(body, growth)) if self.years else self.graph.constant(ABSENT)

    def grew(self, body: Expr, growth: Growth) -> list[int]:
        """For each neighbouring pair of years: whether the later value grew."""
        last = self.years[-1]
        return [self._grew(body, growth, str(year - 1), str(year)) for year in range(last - growth.years + 2, last + 1)]

    def _grew(self, body: Expr, growth: Growth, before: str, after: str) -> int:
        rise = [Side(1, body, after), Side(-1, body, before)]
        rose = self._check(rise, ">" if growth.strict else ">=")
        if growth.least is not None:
            least = Expr("number", body.type, value=growth.least)
            rose = self.graph.all([rose, self._check([*rise, Side(-1, least, after)], ">=")])
        if growth.ceiling is None:
            return rose
        ceiling = Expr("number", body.type, value=growth.ceiling)
        at_ceiling = (self._check([Side(1, body, year), Side(-1, ceiling, year)], ">=") for year in (before, after))
        return self.graph.any([rose, self.graph.all(at_ceiling)])

    # -- checks on numbers -----------------------------------------------------------------------------------------

    def _check(self, sides: list[Side], sign: str) -> int:
        """Whether the sum of the sides stands in a relation to zero, over every possible value."""
        if self._no_year(sides):
            return self.graph.constant(ABSENT)

        def compared(numbers: NumberOf, guard: int) -> int:
            summands = cleared(self._summand(side, sides, numbers) for side in sides)
            if any(node.op == "score" for side in sides for node in side.expr.walk()):
                guard = self.graph.all([guard, self.results.truth("scored", "")])  # without a score it is absent
            return self.graph.guard(guard, self.graph.compare(summands, sign))

        return self.with_rates(sides, compared, self.graph.pick)

    def check(self, sides: list[Side], sign: str) -> int:
        """The truth node of a comparison made of sides."""
        return self._check(sides, sign)

    def _member(self, left: Expr, listed: Iterable[Expr], period: str | None) -> int:
        """One check: whatever the choice is, it is one of those listed, so a product of differences is zero."""
        if self._no_year([Side(1, left, period)]):
            return self.graph.constant(ABSENT)
        choice = self._number(left, period, {}).part
        indexes = dict.fromkeys(left.type.choices.index(str(each.value)) for each in listed)
        differences = (plus(choice, constant(-index)) for index in indexes)
        product = constant(1)
        for difference in differences:
            product = times(product, difference)
        return self.graph.compare(product, "==")

    def _no_year(self, sides: Iterable[Side]) -> bool:
        return not self.years and any(node.op == "last" for side in sides for node in side.expr.walk())

    def with_rates(self, sides: Sequence[Side], make: Make, choose: Choose) -> int:
        """What `make` gives with each rate in the sides read as it should be.

        `make` gets the value of every rate and the truth that guards them; `choose` joins two outcomes under a truth. A
        disputed rate is read as the set of its possible values, a rate of 0 of 0 as 100 % where it says `full`.
        """
        uses = list(dict.fromkeys(use for side in sides for use in self.uses(side.expr, side.period)))
        return self._read_rates(uses, {}, (), make, choose)

    def _read_rates(
        self, uses: Sequence[Use], numbers: NumberOf, guards: Sequence[int], make: Make, choose: Choose
    ) -> int:
        if not uses:
            return make(numbers, self.graph.all(guards))
        use, *rest = uses

        def read(value: Quotient, *guard: int) -> int:
            return self._read_rates(rest, {**numbers, use: value}, (*guards, *guard), make, choose)

        found = read(self._ratio(use), self._usable(use))
        if use.options.when_empty == "full":
            found = choose(self.empty(use), read(Quotient.of(constant(100))), found)
        if self._disputable(use):
            found = choose(self._conflict(use), read(Quotient.of(variable(self._stated(use)))), found)
        return found

    def _disputable(self, use: Use) -> bool:
        """A stated figure can contradict its parts, or a relation can spoil the rate itself."""
        field = use.options.field
        return field is not None and (use.options.decided_by == "both" or field in self.spoilable)

    def measure(
        self, part: list[Side], whole: Side | None, shape: Shape, low: Fraction | None, high: Fraction | None
    ) -> int:
        """A number with two ends: the sum of `part`, divided by `whole` where given, brought to steps.

        Where anything it needs is absent, a rate cannot be formed or `whole` is not above 0, it lies between the ends.
        """
        sides = [*part, *([whole] if whole else []), *(side for test in shape.tests for side in test.sides)]
        anything = self.graph.fill(self.graph.constant(ABSENT), self.graph.amount(Fraction(0)), low, high)
        if self._no_year(sides):
            return anything

        def measured(numbers: NumberOf, guard: int) -> int:
            top = _total(self._summand(side, sides, numbers) for side in part)
            bottom = self._summand(whole, sides, numbers) if whole else Quotient.of(constant(1))
            tests = [terms_of(cleared(self._summand(s, sides, numbers) for s in test.sides)) for test in shape.tests]
            pairs = zip(tests, shape.tests, strict=True)
            factors = tuple((Comparison(terms, test.sign), test.factor) for terms, test in pairs)
            quotient = (times(top.part, bottom.whole), times(top.whole, bottom.part))
            positive = self.graph.compare(bottom.part, ">")
            if positive == self.graph.constant(NO):  # divided by a constant that is not above 0
                return anything
            node = self.graph.measure(
                Measure(terms_of(quotient[0]), terms_of(quotient[1]), shape.mode, shape.step, factors, shape.factor)
            )
            return self.graph.fill(self.graph.all([guard, positive]), node, low, high)

        return self.with_rates(sides, measured, self.graph.either)

    def _summand(self, side: Side, sides: Iterable[Side], numbers: NumberOf) -> Quotient:
        choices = next((other.expr.type.choices for other in sides if other.expr.type.choices), ())
        part, whole = self._number(side.expr, side.period, numbers, choices)
        return Quotient(times(constant(side.factor), part), whole)

    def _number(self, expr: Expr, period: str | None, numbers: NumberOf, choices: tuple[str, ...] = ()) -> Quotient:
        match expr.op:
            case "number":
                return Quotient.of(constant(_fraction(expr.value)))
            case "text":
                return Quotient.of(constant(choices.index(str(expr.value))))
            case "date":
                assert isinstance(expr.value, date)
                return Quotient.of(constant(expr.value.toordinal()))
            case "name":
                return self._input(self._slot(expr, period, "number"))
            case "last":
                return self._number(expr.args[0], str(self.years[-1]), numbers, choices)
            case "points" | "score":
                return Quotient.of(variable(self.results.number(expr.op, str(expr.value))))
            case "rate":
                return numbers[Use(expr, self._rate_period(expr, period))]
            case "count" | "total" | "add_years":
                scale = self._scale_of(expr)
                return self._input(Slot("derived", expr, period, "number", scale))
            case "add" | "sub" | "mul":
                left, right = (self._number(arg, period, numbers) for arg in expr.args)
                return _combined(expr.op, left, right)
        raise AssertionError(expr.op)

    def _input(self, slot: Slot) -> Quotient:
        return Quotient.of(variable(self.graph.add("input", data=self.slots.add(slot))))

    def _scale_of(self, expr: Expr) -> int:
        """The decimals of a sum over a column are those of the column; counts and dates have none."""
        if expr.op != "total":
            return 0
        column, rows = expr.args[0].value, expr.value
        assert isinstance(column, Name) and isinstance(rows, Rows)
        items = self.quantities[Name("field", rows.items)]
        return items.columns[column.id].scale if isinstance(items, EvidenceField) else 0

    # -- rates -----------------------------------------------------------------------------------------------------

    def uses(self, expr: Expr, period: str | None) -> Iterator[Use]:
        """Every rate that a condition or number reads, each with its periods."""
        if expr.op == "rate":
            yield Use(expr, self._rate_period(expr, period))
        periods: Iterable[str | None] = [period]
        if expr.op.startswith("every_"):
            periods = periods_of(self.years, str(expr.value))
        elif expr.op == "last":
            periods = [str(year) for year in self.years[-1:]]
        elif isinstance(expr.value, Growth):
            periods = [str(self.years[-1] - back) for back in range(expr.value.years)] if self.years else []
        if isinstance(expr.value, Rows) or expr.op == "rate":
            return
        for inner in periods:
            for arg in expr.args:
                yield from self.uses(arg, inner)

    def _rate_period(self, rate: Expr, period: str | None) -> str | None:
        """The period a rate is read in; none when nothing in it is by period, so that it is one rate."""
        outside = (name for name in names(rate) if name.kind != "column")
        return period if any(self.quantities[name].per for name in outside) else None

    def _parts(self, use: Use) -> tuple[Quotient, Quotient]:
        part, whole = (self._number(arg, use.period, {}) for arg in use.rate.args)
        return part, whole

    def _ratio(self, use: Use) -> Quotient:
        part, whole = self._parts(use)
        return Quotient(times(constant(100), part.part), whole.part)

    def empty(self, use: Use) -> int:
        """Part and whole are both 0."""
        return self.graph.all(self.graph.compare(side.part, "==") for side in self._parts(use))

    def _usable(self, use: Use) -> int:
        """There is something to divide by, and the part is not above its whole."""
        part, whole = self._parts(use)
        positive = self.graph.compare(whole.part, ">")
        if use.options.above_100:
            return positive
        excess = plus(part.part, times(constant(-1), whole.part))
        return self.graph.all([positive, self.graph.compare(excess, "<=")])

    def _conflict(self, use: Use) -> int:
        return self.graph.add("fact", data=self.slots.add(Slot("conflict", _field(use), use.period, "truth")))

    def _stated(self, use: Use) -> int:
        return self.graph.add("input", data=self.slots.add(Slot("stated", _field(use), use.period)))


def _field(use: Use) -> str:
    return str(use.options.field)


def _total(quotients: Iterable[Quotient]) -> Quotient:
    """The sum of quotients over one whole."""
    part, whole = constant(0), constant(1)
    for quotient in quotients:
        part = plus(times(part, quotient.whole), times(quotient.part, whole))
        whole = times(whole, quotient.whole)
    return Quotient(part, whole)


def _combined(op: str, left: Quotient, right: Quotient) -> Quotient:
    if op == "mul":
        return Quotient(times(left.part, right.part), times(left.whole, right.whole))
    sign = constant(1 if op == "add" else -1)
    part = plus(times(left.part, right.whole), times(sign, times(right.part, left.whole)))
    return Quotient(part, times(left.whole, right.whole))


def periods_of(years: Iterable[int], kind: str) -> Iterator[str]:
    """The periods of some years, as evidence names them: 2010, 2010-Q1, 2010-01."""
    for year in years:
        if kind == "year":
            yield str(year)
        elif kind == "quarter":
            yield from (f"{year}-Q{quarter}" for quarter in range(1, 5))
        else:
            yield from (f"{year}-{month:02}" for month in range(1, 13))


def _fraction(value: object) -> Fraction:
    assert isinstance(value, Fraction)
    return value


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
