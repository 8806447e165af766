"""Frames → files: Parquet, CSV that Excel opens, and workbooks; a file is whole or not there.

Texts of places stay texts: whoever opens a file runs no formula that somebody wrote as the name of a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from evalcore.batch.tables import unusable
from evalcore.reports.layout import width_of

Form = Literal["parquet", "csv", "xlsx"]
FORMS: tuple[Form, ...] = ("parquet", "csv", "xlsx")
SHEET_ROWS = 1_048_575  # rows of a sheet under its headers
UNFINISHED = ".unfinished"  # how names of files end until they are whole
LOOKED_AT, WIDEST = 50, 50  # rows whose width is asked for; characters of a column
_UNWRITABLE = (
    OSError,
    pl.exceptions.ComputeError,
    XlsxWriterException,
)  # Polars and XlsxWriter wrap what the system says
_ZEROS = r"\.?0+$"
# How a text begins that a spreadsheet would calculate, with full-width signs too; figures below zero are none.
_FORMULA = r"^([=+@＝＋－＠\t\r\n]|-[0-9./]*[^0-9./])"
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}  # XlsxWriter makes links of addresses else


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
    except _UNWRITABLE as error:  # such as a full disk
        unfinished.unlink(missing_ok=True)
        raise unusable("output-unwritable", path, reason=getattr(error, "strerror", None) or str(error)) from None


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    frame.write_parquet(path)


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    """With a byte order mark, by which Excel knows UTF-8; decimals without idle zeros; an apostrophe before formulas."""
    kept = frame.with_columns(*_plain(frame.schema)).rename(lambda name: re.sub(_FORMULA, r"'\1", name))
    kept.write_csv(path, include_bom=True)


def _plain(schema: pl.Schema) -> Iterator[pl.Expr]:
    """The columns that CSV holds otherwise."""
    for name, dtype in schema.items():
        text = pl.col(name).cast(pl.String)
        if isinstance(dtype, pl.Decimal) and dtype.scale:
            yield text.str.replace(_ZEROS, "")
        elif dtype == pl.String or (isinstance(dtype, pl.Enum) and dtype.categories.str.contains(_FORMULA).any()):
            yield text.str.replace(_FORMULA, "'${1}")


def _write_xlsx(frame: pl.DataFrame, path: Path) -> None:
    with path.open("wb") as file, Workbook(file, _AS_TEXT) as book:
        frame.write_excel(
            book,
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
