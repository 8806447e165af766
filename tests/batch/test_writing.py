"""What `evalcore batch` writes for spreadsheets: names of places stay names, whatever they look like."""

from __future__ import annotations

import csv
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from evalcore.batch import files
from evalcore.batch.files import Options
from evalcore.batch.writing import FORMS, Form, write_frame
from tests.batch.standards import points

FORMULAS = [
    '=HYPERLINK("http://x.example","详情")', "=1+1", "+1", "+东河街道", "@SUM(1)", "-1+cmd|'/C calc'!A0", "-东河街道", "-1-1",
    "＝1+1", "＋东河", "－东河", "＠东河", "\t=1", "\r=1", "\n=1", "=甲\n=乙", '=","=1',
]  # fmt: skip
NAMES = [
    "东河街道", "东河（=西河）", "东河-西河", "—", "-", "'东河", "{=SUM(1)}", "http://x.example/甲", "mailto:a@x.example",
    "internal:Sheet1!A1", "file:///x", "ftp://x.example", "1", "001",
]  # fmt: skip
FIGURES = ["100/3", "-100/3", "-5", "-12.5", "0"]


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("dtype", [pl.String(), pl.Enum([*FORMULAS, *NAMES])])
def test_csv_has_an_apostrophe_before_what_would_be_calculated(tmp_path: Path, dtype: pl.DataType) -> None:
    frame = pl.DataFrame({"row": 1, "=1.title": [*FORMULAS, *NAMES]}, schema_overrides={"=1.title": dtype})
    (path,) = write_frame(frame, tmp_path / "part", "csv")
    assert rows_of(path) == [
        ["row", "'=1.title"],
        *(["1", f"'{text}"] for text in FORMULAS),
        *(["1", text] for text in NAMES),
    ]


def test_csv_leaves_figures_alone(tmp_path: Path) -> None:
    decimals = pl.Series("low", ["-12.50", "0.00", "100.00", None], dtype=pl.Decimal(38, 2))
    (path,) = write_frame(pl.DataFrame([decimals]), tmp_path / "decimals", "csv")
    assert rows_of(path) == [["low"], ["-12.5"], ["0"], ["100"], []]
    (path,) = write_frame(pl.DataFrame({"low": FIGURES}), tmp_path / "fractions", "csv")
    assert rows_of(path) == [["low"], *([text] for text in FIGURES)]


def test_workbooks_hold_texts_and_no_formulas_or_links(tmp_path: Path) -> None:
    names = [text for text in [*FORMULAS, *NAMES] if "\r" not in text]  # which openpyxl shows as it is stored, _x000D_
    (path,) = write_frame(pl.DataFrame({"=1.title": names}), tmp_path / "part", "xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]
    assert [cell.value for cell in cells] == ["=1.title", *names]
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}


def test_more_addresses_than_excel_takes_as_links_are_all_there(tmp_path: Path) -> None:
    count = 65_531
    (path,) = write_frame(
        pl.DataFrame({"subject": [f"http://x.example/{n}" for n in range(count)]}), tmp_path / "p", "xlsx"
    )
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        assert sum(value is not None for (value,) in book.worksheets[0].values) == count + 1


def test_names_of_places_from_end_to_end(tmp_path: Path) -> None:
    names = ["=1+1", "＝1+1", "http://x.example", "-东河街道", "东河街道"]
    pl.DataFrame({"单位": names, "职工人数": "10", "会员人数": "5"}).write_csv(tmp_path / "data.csv")
    for form in FORMS:
        files.run(points(), tmp_path / "data.csv", tmp_path / form, Options(form=form))
    for table in ("results", "gaps"):
        part = f"{table}/part-00000"
        wanted = pl.read_parquet(tmp_path / f"parquet/{part}.parquet")["subject"].to_list()
        assert set(wanted) == set(names)  # programs find what was given
        marked = ["'" + name if name[0] in "=＝-" else name for name in wanted]
        assert [row[1] for row in rows_of(tmp_path / f"csv/{part}.csv")[1:]] == marked
        sheet = openpyxl.load_workbook(tmp_path / f"xlsx/{part}.xlsx").worksheets[0]
        assert [(row[1].value, row[1].data_type, row[1].hyperlink) for row in sheet.iter_rows(min_row=2)] == [
            (name, "s", None) for name in wanted
        ]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
import polars as pl
from evalcore.batch.writing import write_frame
from evalcore.errors import InputError

frame = pl.DataFrame({"单位": [f"第 {n} 街道 {n * 7919}" for n in range(20_000)]})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_frame(frame, Path(sys.argv[1]), sys.argv[2])
except InputError as error:
    print([problem.code for problem in error.problems])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are of POSIX")
@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_said_and_leaves_nothing_half_done(tmp_path: Path, form: Form) -> None:
    arguments = [sys.executable, "-c", FULL_DISK, str(tmp_path / "part"), form]
    ended = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "['output-unwritable']"
    assert list(tmp_path.iterdir()) == []
