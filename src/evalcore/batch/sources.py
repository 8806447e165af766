"""What can be scored → a table: frames, and files by their ending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evalcore.batch.csvfiles import open_csv
from evalcore.batch.foreign import named
from evalcore.batch.parquetfiles import open_parquet
from evalcore.batch.tables import Part, Table, positions, unusable

WORKBOOKS = (".xlsx", ".xlsm")
OPENERS = {".csv": open_csv, ".tsv": open_csv, ".parquet": open_parquet}


def frame_table(frame: object) -> Table:
    """The table of a Polars frame or lazy frame, a pandas frame, or anything else that gives an Arrow stream.

    Raises `InputError` for other things.
    """
    names, cells = named(frame)

    def blocks(start: int, size: int) -> Iterator[Part]:
        for at in range(start, max(len(cells), start + 1), size):
            piece = cells.slice(at, size)
            yield Part(positions(at, len(piece)), piece)

    return Table(None, names, tuple(cells.dtypes), len(cells), blocks)


def open_table(path: str | Path, *, sheet: str | None = None) -> Table:
    """The table in a file, by its ending. Raises `InputError` for one that cannot be read."""
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in OPENERS and suffix not in WORKBOOKS:
        raise unusable("batch-unknown-format", path, known=" ".join([*OPENERS, *WORKBOOKS]))
    if sheet is not None and suffix in OPENERS:
        raise unusable("batch-no-sheets", path, sheet=sheet)
    try:
        if path.is_dir():
            raise unusable("path-is-a-folder", path)
        if path.stat().st_size == 0:
            raise unusable("evidence-file-empty", path)
        if suffix in OPENERS:
            return OPENERS[suffix](path)
        from evalcore.batch.workbooks import open_workbook

        return open_workbook(path, sheet)
    except FileNotFoundError:
        raise unusable("file-not-found", path) from None
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise unusable("file-unreadable", path, reason=getattr(error, "strerror", None) or str(error)) from None
