"""Parquet files of any size, read in blocks; a run that goes on where it stopped skips whole row groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from evalcore.batch.foreign import of_arrow
from evalcore.batch.tables import Part, Table, behind, positions, unusable
from evalcore.places import path_text


def open_parquet(path: Path) -> Table:
    """The table of a Parquet file. Raises `InputError` when it is none."""
    try:
        file = parquet.ParquetFile(path)
        names, empty = of_arrow(file.schema_arrow.empty_table())
    except (pa.ArrowException, pl.exceptions.PolarsError) as error:
        raise unusable("batch-not-parquet", path, reason=str(error)) from None

    def blocks(start: int, size: int) -> Iterator[Part]:
        try:
            yield from _blocks(file, empty, start, size)
        except (pa.ArrowException, OSError) as error:
            raise unusable("batch-not-parquet", path, reason=str(error)) from None

    return Table(path_text(path), names, tuple(empty.dtypes), file.metadata.num_rows, blocks)


def _blocks(file: parquet.ParquetFile, empty: pl.DataFrame, start: int, size: int) -> Iterator[Part]:
    """The rows behind the first `start`; for no rows, one block without any."""
    sizes = [file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)]
    position, groups = 0, list(range(len(sizes)))
    while groups and position + sizes[groups[0]] <= start:
        position += sizes[groups.pop(0)]
    if not groups:
        yield Part(positions(0, 0), empty)
        return
    for batch in file.iter_batches(batch_size=size, row_groups=groups):
        batch.validate(full=True)  # text in GBK that calls itself UTF-8 would bring Polars down
        cells = of_arrow(pa.Table.from_batches([batch])).cells
        part = behind(Part(positions(position, len(cells)), cells), start)
        position += len(cells)
        if part.size:
            yield part
