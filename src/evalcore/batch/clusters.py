"""Scoring on a cluster: a function from record batches to record batches, for Spark, Ray, Dask and their like.

There is no engine of ours: each worker scores what it is given as `score_frame` would.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import polars as pl
import pyarrow as pa

from evalcore.batch.jobs import Common, Job, job_for, shared_by_all
from evalcore.batch.layout import REJECTS, layout_of
from evalcore.batch.parts import DEFAULT_SAMPLE, score_part
from evalcore.batch.sources import frame_table
from evalcore.batch.tables import Part
from evalcore.errors import Gathering, InputError, Problem
from evalcore.loader import load_standard
from evalcore.places import read_document
from evalcore.standard import Standard

Output = Literal["results", "gaps", "rejects"]


@dataclass(frozen=True)
class ScoreBatches:
    """Called with the record batches of a wide table, gives those of its results, gaps or rejects; can be pickled.

    `row` counts the rows that one call was given.
    """

    standard: Standard
    output: Output
    common: Common
    sample: float

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        jobs: dict[Hashable, Job] = {}  # one for each set of columns: nothing says that all batches have the same
        before = 0
        schema = results_schema(self.standard, output=self.output, common=self.common)
        for batch in batches:
            table = frame_table(pa.Table.from_batches([batch]))
            columns = (table.names, table.dtypes)
            if columns not in jobs:
                jobs[columns] = job_for(self.standard, table, common=self.common, sample=self.sample)
            job = jobs[columns]
            for part in table.parts(max(batch.num_rows, 1)):
                moved = Part(part.rows + before, part.cells)
                frame: pl.DataFrame = getattr(score_part(job, moved), self.output)
                yield from _plain(frame).to_arrow().cast(schema).to_batches()
            before += batch.num_rows


def score_batches(
    standard: Standard | str | Path,
    *,
    output: Output = "results",
    common: Common = None,
    sample: float = DEFAULT_SAMPLE,
) -> ScoreBatches:
    """The function that scores record batches, to be sent to the workers of a cluster.

    `output` says which of the three tables it gives; `common` and `sample` are as in `score_frame`. Columns and their
    types are `results_schema`. Raises `InputError` with everything wrong with these options; the function itself raises it
    for headers that cannot be used.
    """
    model = load_standard(standard) if isinstance(standard, str | Path) else standard
    wrong = Gathering(_unknown_output(output))
    with wrong:
        shared_by_all(model, common, sample)  # here, where the places of its problems are known
    if wrong.problems:
        raise InputError(wrong.problems)
    if isinstance(common, str | Path):
        common = cast(Common, read_document(Path(common)).data)
    return ScoreBatches(model, output, common, sample)


def results_schema(standard: Standard | str | Path, *, output: Output = "results", common: Common = None) -> pa.Schema:
    """The Arrow schema of what `score_batches` gives. Words (verdicts, kinds of gaps) are plain strings in it."""
    if problems := _unknown_output(output):
        raise InputError(problems)
    model = load_standard(standard) if isinstance(standard, str | Path) else standard
    layout = layout_of(shared_by_all(model, common)[1])
    columns = {"results": layout.results, "gaps": layout.gaps, "rejects": REJECTS}[output]
    empty = _plain(columns.to_frame()).to_arrow().schema
    return pa.schema([(field.name, pa.string() if field.type == pa.large_string() else field.type) for field in empty])


def _unknown_output(output: str) -> list[Problem]:
    known = get_args(Output)
    return (
        [] if output in known else [Problem("batch-bad-output", params={"output": output, "known": ", ".join(known)})]
    )


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Enums as text: clusters know no dictionaries."""
    return frame.with_columns(pl.col(pl.Enum).cast(pl.String))
