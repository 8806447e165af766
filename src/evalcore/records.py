"""What intake derives from records and dates before the graph is read: `every`, `some`, `count`, `total`, `add_years`.

A condition on a record is lowered to a small graph of its own, with the record's columns as slots, and read by `trace`.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Mapping, Sequence
from datetime import MAXYEAR, date
from fractions import Fraction
from math import inf

from evalcore.conditions.expressions import Expr, Name, Rows
from evalcore.engines import trace
from evalcore.evidence import Claim
from evalcore.graph import Graph, Node
from evalcore.intervals import Interval, plus
from evalcore.meaning.checks import Conditions
from evalcore.meaning.slots import Slot, Slots
from evalcore.plan import Plan
from evalcore.readings import Reading, Readings, combine
from evalcore.standard import Column
from evalcore.trees import quantities_of, spoilable_of
from evalcore.truth import ABSENT, NO, YES, Truth

MOST_YEARS = 100  # assumed: where a number of years is less certain than that, only the earliest date is worked out
Outer = Callable[[Slot], trace.Value]
RowPlan = tuple[Sequence[Node], Sequence[Slot], tuple[int, ...]]


def derived(plan: Plan, readings: Readings, slot: Slot, outer: Outer) -> trace.Value:
    """The value of a derived slot; `outer` gives the value of a slot outside the records."""
    expr = slot.key
    assert isinstance(expr, Expr)
    if expr.op == "add_years":
        return _added(readings, expr, slot.period)
    assert isinstance(expr.value, Rows)
    reading = readings.of(Name("field", expr.value.items), slot.period)
    if reading.records is None:
        return ABSENT if slot.sort == "truth" else None
    columns = plan.standard.evidence[expr.value.items].columns
    cells = [read_record(columns, record) for record in reading.records]
    if expr.op == "mean":
        return _mean(expr, cells, expr.value.trim_above)
    truths = [row_truths(plan, readings.inside(row), expr, slot.period, outer) for row in cells]
    where = [row[-1] if expr.value.has_where else YES for row in truths]
    match expr.op:
        case "every":
            return trace.gate(
                "all", [trace.gate("any", [trace.gate("not", [w]), row[0]]) for w, row in _zip(where, truths)]
            )
        case "some":
            return trace.gate("any", [trace.gate("all", [w, row[0]]) for w, row in _zip(where, truths)])
        case "count":
            return Interval(Fraction(where.count(YES)), Fraction(len(where) - where.count(NO)))
    return _total(expr, cells, where)


def _zip(where: list[Truth], truths: list[list[Truth]]) -> list[tuple[Truth, list[Truth]]]:
    return list(zip(where, truths, strict=True))


def read_record(columns: Mapping[str, Column], record: Mapping[str, Claim]) -> dict[str, Reading]:
    """The readings of a record's cells."""
    return {name: combine(column, (record[name],)) for name, column in columns.items()}


def row_truths(plan: Plan, inside: Readings, expr: Expr, period: str | None, outer: Outer) -> list[Truth]:
    """The truths of the conditions of a record: the body's (unless it is a column), then where's.

    `inside` are the readings inside the record, `outer` gives the value of a slot outside it.
    """

    def value(slot: Slot) -> trace.Value:
        if slot.role == "column":
            cell = inside.cells[str(slot.key)]
            return cell.truth if slot.sort == "truth" else cell.values
        return derived(plan, inside, slot, value) if slot.role == "derived" else outer(slot)

    nodes, slots, targets = _row_plan(plan, expr, period)
    values = trace.run(nodes, [value(slot) for slot in slots])
    return [truth for target in targets if isinstance(truth := values[target], int)]


def _row_plan(plan: Plan, expr: Expr, period: str | None) -> RowPlan:
    """The graph of a record's conditions, made once for a plan."""
    made: dict[tuple[Expr, str | None], RowPlan] = plan.prepared.setdefault("rows", {})
    if (expr, period) not in made:
        assert isinstance(expr.value, Rows)
        columns = plan.standard.evidence[expr.value.items].columns
        quantities = quantities_of(plan.standard) | {Name("column", name): column for name, column in columns.items()}
        graph, slots = Graph(), Slots()
        conditions = Conditions(graph, slots, quantities, plan.years, spoilable_of(plan.standard))
        bodies = [arg for arg in expr.args if arg.type.kind == "truth"]
        targets = tuple(conditions.truth(body, period) for body in bodies)
        made[expr, period] = (graph.nodes, slots.all, targets)
    return made[expr, period]


def _total(expr: Expr, cells: list[dict[str, Reading]], where: list[Truth]) -> Interval | None:
    """The sum of a column over the records that count; absent when any of it is."""
    column = expr.args[0].value
    assert isinstance(column, Name)
    total = Interval.exactly(0)
    for row, counts in zip(cells, where, strict=True):
        if counts == NO:
            continue
        values = row[column.id].values
        if counts != YES or values is None:
            return None
        total = plus(total, values)
    return total


def _mean(expr: Expr, cells: list[dict[str, Reading]], trim_above: int | None) -> Interval | None:
    """The mean of a column; with more records than `trim_above`, without one highest and one lowest."""
    column = expr.args[0].value
    assert isinstance(column, Name)
    spans = [row[column.id].values for row in cells]
    if not spans or None in spans:
        return None
    known = [span for span in spans if span is not None]
    return Interval(
        _trimmed([-inf if span.low is None else span.low for span in known], trim_above),
        _trimmed([inf if span.high is None else span.high for span in known], trim_above),
    )


def _trimmed(values: list[Fraction | float], trim_above: int | None) -> Fraction | None:
    """The mean of what is kept; None where an end without limit is kept."""
    ranked = sorted(values)
    kept = ranked[1:-1] if trim_above is not None and len(ranked) > trim_above else ranked
    limited = [value for value in kept if isinstance(value, Fraction)]
    return sum(limited, Fraction(0)) / len(kept) if len(limited) == len(kept) else None


def _added(readings: Readings, expr: Expr, period: str | None) -> Interval | None:
    """A date some whole years later, from every date and number of years that are possible."""
    start, years = _date(readings, expr.args[0], period), readings.amount(expr.args[1], period)
    if start is None or start.low is None or years is None or years.low is None:
        return None
    days = start.among or ((start.low,) if start.high is None else (start.low, start.high))
    endless = start.high is None or years.high is None or years.high - years.low > MOST_YEARS
    added = [years.low] if endless else range(int(years.low), int(years.high or 0) + 1)
    dates = [_later(date.fromordinal(int(day)), int(number)) for day in days for number in added]
    found = [Fraction(each.toordinal()) for each in dates if each is not None]
    if len(found) < len(dates):
        return None
    return Interval(min(found), None) if endless else Interval.one_of(found)


def _later(day: date, years: int) -> date | None:
    """29 February becomes 28 February where there is none; there is no date beyond the year 9999."""
    year = day.year + years
    if year > MAXYEAR:
        return None
    return date(year, day.month, 28 if (day.month, day.day) == (2, 29) and not isleap(year) else day.day)


def _date(readings: Readings, expr: Expr, period: str | None) -> Interval | None:
    if isinstance(expr.value, date):
        return Interval.exactly(expr.value.toordinal())
    if expr.op == "add_years":
        return _added(readings, expr, period)
    if expr.op == "last":
        years = readings.years
        return _date(readings, expr.args[0], str(years[-1])) if years else None
    return readings.of(expr.value, period).values if isinstance(expr.value, Name) else None
