"""CSV files of any size, in UTF-8 or GB18030, read in blocks; every cell stays text, as it was written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from evalcore.batch.csvforms import Form, form_of
from evalcore.batch.csvtext import MOST_LINES, many_lines, without_swallowers
from evalcore.batch.tables import Broken, Fault, Part, Table, behind, positions, unusable
from evalcore.errors import Problem
from evalcore.places import path_text

_BLOCK = 1 << 24  # bytes; no cell may be longer
_SHOWN = 200  # characters of a broken row that are shown


def open_csv(path: Path) -> Table:
    """The table of a CSV file. Its first line that fills several cells holds the headers. Raises `InputError`."""
    form = form_of(path)

    def blocks(start: int, _: int) -> Iterator[Part]:
        return _blocks(path, form, start)

    names = form.names
    return Table(path_text(path), names, (pl.String(),) * len(names), form.total, blocks, first=form.first, exact=False)


class _Reader:
    """Reads the records of a file behind its headers, and collects those with too few or too many cells."""

    def __init__(self, path: Path, form: Form) -> None:
        self.first, self.separator = form.first, form.separator
        self.broken: list[Broken] = []
        names = [str(index) for index in range(len(form.names))]
        self.stream = arrow_csv.open_csv(
            path,
            # Single-threaded: only then are broken records numbered.
            arrow_csv.ReadOptions(
                encoding=form.encoding,
                use_threads=False,
                block_size=_BLOCK,
                column_names=names,
                skip_rows_after_names=form.first,
            ),
            arrow_csv.ParseOptions(
                delimiter=form.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self._invalid,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
            ),
        )

    def _invalid(self, row: arrow_csv.InvalidRow) -> str:
        if row.number > self.first:
            self.broken.append(_wrong_length(row, row.number - self.first, self.separator))
        return "skip"

    def parts(self) -> Iterator[Part]:
        """Every block with the positions of its rows; rows without any cell are left out, but counted."""
        position = 0
        for batch in self.stream:
            end = position + batch.num_rows
            broken = []
            for each in self.broken:  # the reader is ahead of us: some may stand behind this block
                if each.row <= end + 1:
                    broken.append(each)
                    end += 1
            del self.broken[: len(broken)]
            rows = positions(position, end - position)
            rows = rows.filter(~rows.is_in([each.row for each in broken]))
            cells = pl.DataFrame(pa.Table.from_batches([batch]))
            filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
            yield without_swallowers(Part(rows.filter(filled), cells.filter(filled), tuple(broken)))
            position = end
        if self.broken:
            yield Part(positions(0, 0), pl.DataFrame(self.stream.schema.empty_table()), tuple(self.broken))


def _wrong_length(row: arrow_csv.InvalidRow, number: int, separator: str) -> Broken:
    """A row with too few or too many cells: all but the first may have moved."""
    if (lines := row.text.count("\n")) > MOST_LINES:
        return Broken(number, (many_lines(lines),))
    text = " ".join(row.text.split())[:_SHOWN]
    params = {"expected": row.expected_columns, "found": row.actual_columns, "text": text}
    try:
        cells = next(csv.reader(StringIO(row.text, newline=""), delimiter=separator), [])
    except csv.Error:  # such as a cell longer than this reader takes
        cells = []
    return Broken(number, (Fault(Problem("batch-row-length", params=params)),), tuple(cells[:1]))


def _blocks(path: Path, form: Form, start: int) -> Iterator[Part]:
    """The rows behind the first `start`; for no rows, one block without any."""
    given = False
    try:
        for part in _Reader(path, form).parts() if form.rows else ():
            rest = behind(part, start)
            if rest.size:
                given = True
                yield rest
    except pa.ArrowInvalid as error:
        raise unusable("batch-not-csv", path, reason=str(error)) from None
    if not given:
        yield Part(positions(0, 0), pl.DataFrame(schema=dict.fromkeys(map(str, range(len(form.names))), pl.String)))
