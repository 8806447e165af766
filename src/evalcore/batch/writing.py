"""Frames → files: Parquet, CSV that Excel opens, and workbooks; a file is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import polars as pl

from evalcore.batch.tables import unusable
from evalcore.reports.layout import width_of

Form = Literal["parquet", "csv", "xlsx"]
FORMS: tuple[Form, ...] = ("parquet", "csv", "xlsx")
SHEET_ROWS = 1_048_575  # rows of a sheet under its headers
UNFINISHED = ".unfinished"  # how names of files end until they are whole
LOOKED_AT, WIDEST = 50, 50  # rows whose width is asked for; characters of a column
_ZEROS = r"\.?0+$"


def write_frame(frame: pl.DataFrame, path: Path, form: Form) -> list[Path]:
    """Write a frame under a path without ending; returns the files made. A sheet that would be full goes on in another."""
    if form != "xlsx":
        return [
            _write(frame, path.with_name(f"{path.name}.{form}"), _write_parquet if form == "parquet" else _write_csv)
        ]
    pieces = list(frame.iter_slices(SHEET_ROWS)) or [frame]
    names = [f"{path.name}-{number}" for number in range(1, len(pieces) + 1)] if len(pieces) > 1 else [path.name]
    return [
        _write(piece, path.with_name(f"{name}.xlsx"), _write_xlsx) for name, piece in zip(names, pieces, strict=True)
    ]


def write_text(text: str, path: Path) -> None:
    """Write a text file, whole or not at all."""
    _settled(path, lambda unfinished: unfinished.write_text(text, encoding="utf-8"))


def _write(frame: pl.DataFrame, path: Path, write: Callable[[pl.DataFrame, Path], object]) -> Path:
    _settled(path, lambda unfinished: write(frame, unfinished))
    return path


def _settled(path: Path, write: Callable[[Path], object]) -> None:
    """What is written appears under its name in one step, when it is whole."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        write(unfinished)
        unfinished.replace(path)
    except OSError as error:  # such as a full disk
        raise unusable("output-unwritable", path, reason=error.strerror or str(error)) from None


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    frame.write_parquet(path)


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    """With a byte order mark, by which Excel knows UTF-8; decimals without idle zeros."""
    decimals = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.Decimal) and dtype.scale]
    texts = (pl.col(name).cast(pl.String).str.replace(_ZEROS, "") for name in decimals)
    frame.with_columns(*texts).write_csv(path, include_bom=True)


def _write_xlsx(frame: pl.DataFrame, path: Path) -> None:
    with path.open("wb") as file:
        frame.write_excel(
            file,
            autofilter=True,
            freeze_panes=(1, 0),
            dtype_formats={pl.Decimal: "General"},
            header_format={"bold": True},
            column_widths={name: _pixels(frame[name]) for name in frame.columns},
        )


def _pixels(column: pl.Series) -> int:
    """How wide a column must be for its header and its first values, within reason."""
    shown = [column.name, *(str(value) for value in column.head(LOOKED_AT) if value is not None)]
    return 7 * min(max(map(width_of, shown)), WIDEST) + 25  # room for the arrow of the filter
