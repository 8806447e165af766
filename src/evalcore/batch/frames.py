"""Tables that fit into memory: a frame or a file in, frames out."""

from __future__ import annotations

from pathlib import Path

from evalcore.batch.jobs import Common, opened
from evalcore.batch.parts import DEFAULT_SAMPLE, Batch, joined, score_part
from evalcore.batch.sources import frame_table, open_table
from evalcore.batch.tables import Table
from evalcore.loader import load_standard
from evalcore.standard import Standard

PART_ROWS = 1_000_000  # assumed: rows scored at a time


def score_frame(
    standard: Standard | str | Path,
    frame: object,
    *,
    common: Common = None,
    sample: float = DEFAULT_SAMPLE,
    sheet: str | None = None,
) -> Batch:
    """Score every row of a wide table: one place a row, headers as in `docs/batch.md`.

    `frame` is a Polars frame or lazy frame, a pandas frame, anything else that gives an Arrow stream, or the path of a
    CSV, Parquet or XLSX file (`sheet` names one of several). `common` is evidence that all places share (`years`,
    `parameters`, `closed`), as a mapping or a file; what a row says itself goes before it. A share of `sample` of the rows,
    and a few at least, is scored again by another reading.

    Raises `InputError` for a table that cannot be used, with everything wrong with it; rows that cannot be read are in
    `rejects`. Raises `EngineDisagreement` when the sample comes out otherwise.
    """
    model = load_standard(standard) if isinstance(standard, str | Path) else standard

    def table_of() -> Table:
        return open_table(frame, sheet=sheet) if isinstance(frame, str | Path) else frame_table(frame)

    job, table = opened(model, table_of, common=common, sample=sample)
    return joined(job, (score_part(job, part) for part in table.parts(PART_ROWS)))
