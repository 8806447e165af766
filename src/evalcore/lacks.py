"""What keeps a check or a number undecided: what is absent, and what is there without deciding it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from evalcore.conditions.expressions import Expr, Name, RateOptions, Rows, names
from evalcore.evidence import Key
from evalcore.plan import Plan
from evalcore.rates import declared_rate
from evalcore.readings import Owner, Reading, Readings, said
from evalcore.records import read_record
from evalcore.sites import Read, key_of, reads_columns
from evalcore.values import Absence

Doubt = Literal["empty", "nothing_to_divide", "part_above_whole", "approximate", "disputed", "no_years"]
Reason = Absence | Doubt


class Lack(NamedTuple):
    """Why a check is undecided: a field and period (or a rate's parts), the reason, and who must act."""

    key: Key | None
    reason: Reason
    owner: Owner


class Lacks:
    """Finds what expressions lack for one place."""

    def __init__(self, plan: Plan, readings: Readings) -> None:
        self.plan, self.readings = plan, readings

    def of(self, read: Read) -> Iterator[Lack]:
        """Why something is absent. What is absent itself comes first; otherwise the values do not decide it."""
        absent = list(self._absent(read))
        yield from absent
        for node, period in read.records:
            yield from self._cells(node, period)
        if not absent:
            yield from self._doubts(read, read.keys)

    def every(self, read: Read) -> Iterator[Lack]:
        """All that is not one certain value in what an expression reads, whether or not something else is absent too.

        A stated rate beside its parts is only a claim: it counts where it disputes them.
        """
        yield from self._absent(read)
        for node, period in read.records:
            yield from self._cells(node, period)
        yield from self._doubts(read, read.needed)

    def _absent(self, read: Read) -> Iterator[Lack]:
        if read.undated:
            yield Lack(None, "no_years", "issuer")
            return
        for key in read.needed:
            reading = self.readings[key]
            if reading.absence:
                yield Lack(key, reading.absence, reading.owner)

    def _doubts(self, read: Read, keys: Sequence[Key]) -> Iterator[Lack]:
        """What is there, and still does not decide it; of the fields, those in `keys`."""
        for rate, period in read.rates:
            named = next(names(rate), None)
            key = None if named is None else key_of(self.plan, named, period)
            yield from self._rate_doubts(rate, period, self.readings, key)
        for node, period in read.records:
            yield from self._record_doubts(node, period)
        for key in keys:
            yield from spread(key, self.readings[key])

    def _rate_doubts(self, rate: Expr, period: str | None, readings: Readings, key: Key | None) -> Iterator[Lack]:
        part, whole = (readings.amount(arg, period) for arg in rate.args)
        options = rate.value
        assert isinstance(options, RateOptions)
        if options.field is not None and options.field in readings.spoiled:
            yield Lack(Key("field", options.field, self._per(options.field, period)), "invalid", "place")
        if options.field is not None and self.disputed(options.field, period):
            yield Lack(Key("field", options.field, self._per(options.field, period)), "disputed", "place")
        if part is None or whole is None or part.exact is None or whole.exact is None:
            return
        if whole.exact == 0 and (part.exact or options.when_empty != "full"):
            yield Lack(key, "nothing_to_divide" if part.exact else "empty", "place")
        elif part.exact > whole.exact > 0 and not options.above_100:
            yield Lack(key, "part_above_whole", "place")

    def disputed(self, field: str, period: str | None) -> bool:
        """Whether the stated figure of a declared rate disputes its parts, and may be right."""
        rate = declared_rate(self.readings, field, self._per(field, period))
        both = self.plan.standard.evidence[field].decided_by == "both"
        return both and field not in self.readings.spoiled and rate.disputed

    def _per(self, field: str, period: str | None) -> str | None:
        return period if self.plan.standard.evidence[field].per else None

    # -- records ---------------------------------------------------------------------------------------------------

    def records(self, expr: Expr, period: str | None) -> Iterator[tuple[Key, Mapping[str, Reading]]]:
        """Each record's key, its number in place of the period, and the readings of its cells."""
        rows = expr.value
        assert isinstance(rows, Rows)
        items = Name("field", rows.items)
        columns, key = self.plan.standard.evidence[rows.items].columns, key_of(self.plan, items, period)
        for index, record in enumerate(self.readings.of(items, period).records or ()):
            yield key._replace(period=f"#{index + 1}"), read_record(columns, record)

    def _cells(self, expr: Expr, period: str | None) -> Iterator[Lack]:
        """Cells of records that are missing."""
        columns = _columns(expr)
        for key, cells in self.records(expr, period):
            for column, reading in cells.items():
                if column in columns and reading.absence is not None:
                    yield Lack(key._replace(period=f"{key.period} {column}"), reading.absence, reading.owner)

    def _record_doubts(self, expr: Expr, period: str | None) -> Iterator[Lack]:
        """Rates and cells of records that do not decide."""
        columns = _columns(expr)
        for key, cells in self.records(expr, period):
            inside = self.readings.inside(cells)
            for node in expr.walk():
                if node.op == "rate" and reads_columns(node):
                    yield from self._rate_doubts(node, period, inside, key)
            for column, reading in cells.items():
                if column in columns:
                    yield from spread(key._replace(period=f"{key.period} {column}"), reading)


def _columns(expr: Expr) -> set[str]:
    """The columns that a condition on records, or a sum over them, reads."""
    return {name.id for arg in expr.args for name in names(arg) if name.kind == "column"}


def spread(key: Key, reading: Reading) -> Iterator[Lack]:
    """A value that is there but is not a single one."""
    if reading.values is not None and reading.exact is None:
        several = len({said(claim) for claim in reading.taken}) > 1
        yield Lack(key, "contradictory" if several else "approximate", reading.owner)
