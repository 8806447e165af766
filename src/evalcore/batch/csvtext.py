"""The text of CSV files before it is taken apart: its encoding, its lines, and quotes that take in more than they should."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from evalcore.batch.tables import Broken, Fault, Part
from evalcore.errors import EvidenceError, Place, Problem
from evalcore.places import path_text

ENCODINGS = ("utf-8", "gb18030")
PIECE = 1 << 24  # bytes or characters looked at at a time
MOST_LINES = 100  # assumed: a cell with more has a quote that should have been closed before
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # how files in it begin: Excel's “Unicode text”


def encoding_of(path: Path) -> str:
    """The first encoding that the whole file is valid in."""
    stops = []
    with path.open("rb") as file:
        if file.read(2) in _UTF_16:
            return "utf-16"
    for encoding in ENCODINGS:
        decoder = getincrementaldecoder(encoding)()
        done = 0
        with path.open("rb") as file:
            try:
                while chunk := file.read(PIECE):
                    decoder.decode(chunk)
                    done += chunk.count(b"\n")
                decoder.decode(b"", final=True)
            except UnicodeDecodeError as error:
                stops.append(done + error.object[: error.start].count(b"\n") + 1)
            else:
                return encoding
    raise EvidenceError([Problem("batch-encoding", Place(path_text(path), max(stops)))])


def lines_of(path: Path, encoding: str, separator: str) -> int:
    """How many lines a text file has. Raises `InputError` for a quote that is never closed: all rows behind it would be lost.

    A quote opens a cell where it stands first in it, as for the reader of the rows; elsewhere it is a character.
    """
    # The quote comes first, so that it is looked for quickly. The group holds the closing one, if there is any.
    quoted = re.compile(rf'"(?<![^{separator}\r\n]")[^"]*(?:""[^"]*)*("?)')
    rest_of_cell = re.compile(r'[^"]*(?:""[^"]*)*("?)')
    lines, opened = 0, None
    for text in _pieces(path, encoding):
        start = 0
        if opened is not None and (rest := rest_of_cell.match(text)):
            start = rest.end()
            opened = None if rest[1] else opened
        closings = quoted.findall(text, start) if '"' in text else []
        if closings and not closings[-1]:
            *_, last = quoted.finditer(text, start)
            opened = lines + _lines(text[: last.start()]) + 1
        lines += _lines(text)
    if opened is not None:
        raise EvidenceError([Problem("batch-open-quote", Place(path_text(path), opened))])
    return lines + (not text.endswith(("\n", "\r")))


def _pieces(path: Path, encoding: str) -> Iterator[str]:
    """The text in pieces of whole lines, which therefore part no two quotes."""
    with path.open(encoding=encoding, newline="") as file:
        yield (file.read(PIECE) + file.readline()).removeprefix("\ufeff")
        while text := file.read(PIECE):
            yield text + file.readline()


def _lines(text: str) -> int:
    return text.count("\n") or text.count("\r")


def without_swallowers(part: Part) -> Part:
    """Rows with a cell of very many lines become broken ones: it holds what probably are rows of their own."""
    long = part.cells.select(
        pl.any_horizontal(pl.all().str.len_bytes() > MOST_LINES).fill_null(value=False)
    ).to_series()
    suspects = part.only(long)
    broken = []
    for row, cells in zip(suspects.rows, suspects.cells.iter_rows(), strict=True):
        lines = [(cell or "").count("\n") for cell in cells]
        if (most := max(lines)) > MOST_LINES:
            column = lines.index(most)
            broken.append(Broken(row, (many_lines(most, column),), cells[:column]))
    if not broken:
        return part
    kept = part.only(~part.rows.is_in([each.row for each in broken]))
    return Part(kept.rows, kept.cells, tuple(sorted([*part.broken, *broken], key=lambda each: each.row)))


def many_lines(lines: int, column: int | None = None) -> Fault:
    """What is wrong with a cell, or a row, of so many lines."""
    return Fault(Problem("batch-many-lines", params={"lines": lines, "most": MOST_LINES}), column)
