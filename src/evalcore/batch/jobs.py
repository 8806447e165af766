"""What scoring a table needs to know beside its rows: the standard, what its headers stand for, what all places share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from evalcore.batch.layout import Layout, layout_of
from evalcore.batch.mixed import MIXED
from evalcore.batch.tables import Table
from evalcore.cells import Grid
from evalcore.errors import EvidenceError, Gathering, Place, Problem
from evalcore.evidence import Evidence, read_evidence
from evalcore.headers import Header, column_of, read_headers
from evalcore.plan import Plan
from evalcore.scoring import plan_for
from evalcore.standard import Standard

Common = Mapping[str, Any] | str | Path | None
UNREADABLE = (pl.Binary, pl.Object, pl.Time, pl.Duration)  # types of columns that no field can be read from


def nested(dtype: pl.DataType) -> bool:
    """Whether a cell of a column holds several things: sources, records, an entry."""
    return dtype.is_nested() and dtype != MIXED


class Wide(NamedTuple):
    """The columns of a wide table: where they stand, and what each is called and stands for.

    `first` is the row of the file that holds the headers.
    """

    source: str | None
    sheet: str | None
    first: int
    names: tuple[str, ...]
    headers: tuple[Header | None, ...]

    def head(self, column: int) -> Place:
        """The place of a header by its position."""
        return self.place(0, column)

    def place(self, row: int, column: int | None) -> Place:
        """The place of a cell by its row (from 1, headers not counted) and column (from 0), or of a row."""
        if self.source is None:
            rows, names = [row] if row else [], [] if column is None else [self.names[column]]
            return Place(path=(*rows, *names))
        header = None if column is None else self.names[column]
        return Grid(self.source, self.sheet, ()).place(row + self.first, (column or 0) + 1, header)

    def column(self, problem: Problem) -> int | None:
        """The position of the column that a problem of a row stands in."""
        return column_of(self.headers, problem.place.path)


@dataclass(frozen=True)
class Job:
    """How the rows of one table are scored.

    `plan` is for rows that name no years of their own; `common` is evidence that all places share, such as the years and
    parameters. Of the rows of each part a share of `sample` is scored again by another reading.
    """

    standard: Standard
    plan: Plan
    layout: Layout
    wide: Wide
    common: Evidence
    sample: float
    programs: dict[Hashable, Any] = field(default_factory=dict, compare=False)  # what the columns engine has written


def opened(
    standard: Standard,
    open_table: Callable[[], Table],
    *,
    common: Common = None,
    sample: float,
    others: Iterable[Problem] = (),
) -> tuple[Job, Table]:
    """A table, and the job of scoring it. Raises `InputError` with everything wrong with them, and with `others` before it."""
    wrong = Gathering(others)
    table: Table | None = None
    with wrong:
        table = open_table()
    with wrong:
        if table is None:
            shared_by_all(standard, common, sample)
        else:
            job = job_for(standard, table, common=common, sample=sample)
    if wrong.problems or table is None:
        raise EvidenceError(wrong.problems)
    return job, table


def job_for(standard: Standard, table: Table, *, common: Common = None, sample: float) -> Job:
    """The job of scoring a table. Raises `InputError` with everything wrong with its columns, `common` and `sample`."""
    wrong = Gathering()
    with wrong:
        shared, plan = shared_by_all(standard, common, sample)
    with wrong:
        wide = read_wide(standard, table)
    if wrong.problems:
        raise EvidenceError(wrong.problems)
    programs = {} if shared.claims or shared.excused else plan.prepared.setdefault("programs", {})
    return Job(standard, plan, layout_of(plan), wide, shared, sample, programs)


def shared_by_all(standard: Standard, common: Common, sample: float = 0) -> tuple[Evidence, Plan]:
    """The evidence that all places share, and the plan that follows from its years and closing.

    Raises `InputError` with all that is wrong with it, and with the share of rows to be checked.
    """
    wrong = Gathering([] if 0 <= sample <= 1 else [Problem("batch-bad-sample", params={"sample": sample})])
    with wrong:
        shared = _read_common(standard, common)
    if wrong.problems:
        raise EvidenceError(wrong.problems)
    return shared, plan_for(standard, shared.years, closing=shared.closed is not None)


def _read_common(standard: Standard, common: Common) -> Evidence:
    if not isinstance(common, Mapping | str | Path | None):
        raise EvidenceError([Problem("batch-bad-common", params={"found": type(common).__name__})])
    return Evidence() if common is None else read_evidence(standard, common)


def read_wide(standard: Standard, table: Table) -> Wide:
    """What the columns of a table stand for. Raises `InputError` with everything wrong with them."""
    bare = Wide(table.source, table.sheet, table.first, table.names, (None,) * len(table.names))
    headers, problems = read_headers(standard, table.names, bare.head)
    wide = bare._replace(headers=headers)
    problems.extend(_unsuitable(standard, wide, table.dtypes))
    if not any(headers) and not problems:
        problems = [Problem("batch-no-columns", Place(table.source))]
    if problems:
        raise EvidenceError(problems)
    return wide


def _unsuitable(standard: Standard, wide: Wide, dtypes: Sequence[pl.DataType]) -> Iterator[Problem]:
    """Columns that the standard leaves no room for, or whose type no field has: said once here, not in every row."""
    for index, (header, dtype) in enumerate(zip(wide.headers, dtypes, strict=True)):
        if header is None:
            continue
        place = wide.head(index)
        if header.section == "years" and standard.cycle is not None:
            years = ", ".join(map(str, standard.cycle.years))
            yield Problem("evidence-years-given", place, {"years": years})
        elif header.section == "parameters" and standard.parameters[header.id].value is not None:
            yield Problem("evidence-parameter-given", place, {"name": header.id})
        plain_text = header.section in ("subject", "excused") or header.part is not None
        if isinstance(dtype, UNREADABLE) or (plain_text and nested(dtype)):
            yield Problem("batch-column-type", place, {"name": wide.names[index], "type": str(dtype)})
