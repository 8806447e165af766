"""How a CSV file is written: its encoding, its separator, and where its headers stand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from evalcore.batch.csvtext import encoding_of, lines_of
from evalcore.batch.tables import unusable
from evalcore.tables import SEARCHED

_SEPARATORS = ",\t;"


class Form(NamedTuple):
    """How a file is written: `first` is the number of the record that holds the names; `rows`: something follows it.

    `total` is about how many records follow: a blank line is none, and cells may hold line breaks.
    """

    encoding: str
    separator: str
    names: tuple[str, ...]
    first: int
    rows: bool
    total: int


def form_of(path: Path) -> Form:
    """How a file is written. Raises `InputError` for one that is no table."""
    encoding = encoding_of(path)
    separator = _separator(path, encoding)
    lines = lines_of(path, encoding, separator)
    with path.open(encoding=encoding, newline="") as file:
        first, names = _headers(path, csv.reader(file, delimiter=separator))
    with path.open(encoding=encoding, newline="") as file:
        rows = _more(islice(csv.reader(file, delimiter=separator), first, None))
    return Form(encoding, separator, names, first, rows, max(lines - first, 0))


def _separator(path: Path, encoding: str) -> str:
    """The one that the first line with any uses most."""
    with path.open(encoding=encoding, newline="") as file:
        lines = islice((line for line in file if line.strip("\ufeff \t\r\n")), SEARCHED)
        line = next((line for line in lines if any(separator in line for separator in _SEPARATORS)), "")
    return max(_SEPARATORS, key=line.count)


def _headers(path: Path, records: Iterator[list[str]]) -> tuple[int, tuple[str, ...]]:
    """The first record that fills several cells, with its number: titles above fill one. Else the first that fills any."""
    named = (tuple(name.removeprefix("\ufeff").strip() for name in record) for record in records)
    filled = ((number, names) for number, names in enumerate(named, 1) if any(names))
    looked_at: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, names in islice(filled, SEARCHED):
            looked_at.append((number, names))
            if sum(map(bool, names)) > 1:
                return number, names
    except csv.Error as error:  # such as a cell longer than this reader takes
        if not looked_at:
            raise unusable("batch-not-csv", path, reason=str(error)) from None
    if not looked_at:
        raise unusable("batch-no-columns", path)
    return looked_at[0]


def _more(records: Iterator[list[str]]) -> bool:
    try:
        return next(records, None) is not None
    except csv.Error:
        return True
