"""Damaged tables give messages, or rejects, or results: never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from evalcore.batch.frames import score_frame
from evalcore.errors import InputError
from tests.batch.standards import conditions, points, table

FORMS = ("csv", "gbk.csv", "parquet", "xlsx")
PIECES = (
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\x00",
    b"\xff",
    b"\xa1",
    "万".encode(),
    b"[",
    b"=1+1",
    b"\t;",
    b"'",
    b"9" * 50,
)


def written(form: str) -> bytes:
    """A sound file."""
    file = BytesIO()
    if form == "parquet":
        table().write_parquet(file)
    elif form == "xlsx":
        table().write_excel(file)
    else:
        return table().write_csv().encode("gb18030" if form == "gbk.csv" else "utf-8")
    return file.getvalue()


def damaged(rng: Random, content: bytes) -> bytes:
    """Bytes changed, left out, repeated or put in, at a few places."""
    found = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(found) + 1)
        match rng.randrange(4):
            case 0:
                found[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del found[at : at + rng.randint(1, 40)]
            case 2:
                found[at:at] = found[at : at + rng.randint(1, 40)]
            case _:
                found[at:at] = rng.choice(PIECES)
    return bytes(found)


def check(path: Path, form: str, rng: Random, count: int) -> None:
    sound = written(form)
    for _ in range(count):
        path.write_bytes(damaged(rng, sound))
        with suppress(InputError):
            batch = score_frame(points(), path)
            assert batch.report.rows == batch.report.scored + batch.report.rejected
            assert sorted({*batch.results["row"], *batch.rejects["row"]}) == sorted(
                [*batch.results["row"], *batch.rejects["row"].unique()]
            )


@pytest.mark.parametrize("form", FORMS)
def test_damaged_files(tmp_path: Path, form: str) -> None:
    check(tmp_path / f"table.{form}", form, Random(form), 40)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_more_damaged_files(tmp_path: Path, form: str) -> None:
    check(tmp_path / f"table.{form}", form, Random(f"long {form}"), 3000)


# --- cells of every kind ------------------------------------------------------------------------------------------------------

CELLS: tuple[Any, ...] = (
    "", " ", "是", "无", "none", "nan", "Ⅷ", "1e400", "9" * 400, "近0", "\x00", "[{}]", '[{"name": 1}]', "[1, 2]", '{"value": 1}',
    "2011-02-30", "٣", "−5", "½", "＝1", "999999999999999999999万亿", "0.0000000000000000001", "甲" * 5000,
)  # fmt: skip


def columns(rng: Random) -> Iterator[tuple[str, pl.Series]]:
    for name in table().columns:
        kind = rng.randrange(8)
        if kind < 4:
            yield name, pl.Series(rng.choices(CELLS, k=4), dtype=pl.String)
        elif kind == 4:
            yield (
                name,
                pl.Series(
                    rng.choices([None, float("nan"), float("inf"), 0.1, -1.0, 1e300, 3.0], k=4), dtype=pl.Float64
                ),
            )
        elif kind == 5:
            yield name, pl.Series(rng.choices([None, True, False], k=4), dtype=pl.Boolean)
        elif name.startswith(("单位", "合理缺项")):  # lists and structs are refused there
            yield name, pl.Series([None, 1, -1, 2], dtype=pl.Int8)
        elif kind == 6:
            yield name, pl.Series(rng.choices([None, [], [1], [1, None, 2]], k=4), dtype=pl.List(pl.Int64))
        else:
            values = [None, {"value": "1", "x": None}, {"value": None, "x": "1"}, {"value": None, "x": None}]
            yield name, pl.Series(rng.choices(values, k=4), dtype=pl.Struct({"value": pl.String, "x": pl.String}))


def check_cells(seed: int) -> None:
    rng = Random(seed)
    frame = pl.DataFrame(dict(columns(rng)))
    for standard in (points(), conditions()):
        batch = score_frame(standard, frame, sample=1)
        assert batch.report.rows == 4 == batch.report.scored + batch.report.rejected


@pytest.mark.parametrize("seed", range(40))
def test_odd_cells(seed: int) -> None:
    check_cells(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40, 1000))
def test_more_odd_cells(seed: int) -> None:
    check_cells(seed)
