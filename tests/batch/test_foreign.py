"""Tables of other libraries: mixed columns, an index with names, names that repeat, and what is no table."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import evalcore as ec
from evalcore.errors import InputError
from tests.batch.test_types import CELLS, FIELDS, agrees, standard


@pytest.mark.parametrize("field", FIELDS)
def test_a_pandas_column_of_anything_is_read_as_score_reads_it(field: str) -> None:
    cells = [*CELLS, "\ud800", Decimal("2.5"), pd.Timestamp("2011-02-01 10:00"), float("nan"), pd.NA, pd.NaT]
    model, blank = standard(), len(CELLS) + 3
    batch = ec.score_frame(model, pd.DataFrame({"单位": map(str, range(len(cells))), field: cells}), sample=1)
    assert batch.rejects.is_empty()
    for row, cell in enumerate(cells, 1):
        filed = None if row > blank else cell
        agrees(model, batch, row, {"subject": str(row - 1), "evidence": {field: filed}})


@pytest.mark.parametrize(
    "pair", [[30, "近30"], [True, "是"], [1, True], [1.5, "1"], [date(2011, 2, 1), "2011-02-01"], [1, 2.5], [2**70, 1]]
)
def test_pairs_of_types_in_pandas(pair: list[Any]) -> None:
    model = standard()
    frame = pd.DataFrame({field: pd.Series(pair, dtype=object) for field in FIELDS})
    batch = ec.score_frame(model, frame, sample=1)
    for row, cell in enumerate(pair, 1):
        agrees(model, batch, row, {"evidence": dict.fromkeys(FIELDS, cell)})


def test_numbers_and_truths_of_numpy_are_those_of_python() -> None:
    cells = pd.Series([np.int64(3), np.bool_(True), np.float64(2.5), "1"], dtype=object)
    results = ec.score_frame(standard(), pd.DataFrame({"number": cells, "flag": cells})).results
    assert results["i1.verdict"].to_list() == ["met", "unknown", "met", "unmet"]
    assert results["i4.verdict"].to_list() == ["unknown", "met", "unknown", "unknown"]


@pytest.mark.parametrize("cells", [[[1, 2], "a"], [{"value": 1}, {"value": "a"}], [object(), 1]])
def test_a_column_that_cannot_be_taken_is_named(cells: list[Any]) -> None:
    frame = pd.DataFrame({"单位": ["甲", "乙"], "people": pd.Series(cells, dtype=object)})
    assert refusal(frame) == ["people: batch-column-type"]


def refusal(frame: object, **options: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        ec.score_frame(standard(), frame, **options)
    for problem in caught.value.problems:
        assert problem.render("zh")
        assert problem.hint("en")
    return [f"{problem.place}: {problem.code}" for problem in caught.value.problems]


def test_an_index_with_names_is_columns() -> None:
    frame = pd.DataFrame({"区": ["a", "b"], "单位": ["甲", "乙"], "people": [1, 2]})
    named = frame.set_index("单位")[["people"]]
    assert ec.score_frame(standard(), named).results["subject"].to_list() == ["甲", "乙"]
    levels = frame.set_index(["单位", "区"]).rename_axis(["单位", None])
    assert ec.score_frame(standard(), levels).results["subject"].to_list() == ["甲", "乙"]
    assert refusal(frame.set_index(["单位", "区"])) == ["区: header-unknown"]
    assert refusal(frame[["单位", "people"]].set_index("单位", drop=False)) == ["单位: header-twice"]
    assert len(ec.score_frame(standard(), named.reset_index().loc[[1]]).results) == 1  # an index without a name


def test_names_that_repeat_are_said_the_same_of_every_table(tmp_path: Path) -> None:
    names = ["单位", "people", "people"]
    table = pa.Table.from_arrays([pa.array(["甲"]), pa.array([1]), pa.array([2])], names=names)
    pq.write_table(table, tmp_path / "t.parquet")
    (tmp_path / "t.csv").write_text("单位,people,people\n甲,1,2\n")
    for source in (table, pd.DataFrame([["甲", 1, 2]], columns=names), table.to_batches()[0]):
        assert refusal(source) == ["people: header-twice"]
    for path in (tmp_path / "t.parquet", tmp_path / "t.csv"):
        assert refusal(path) == [f"{path}!C1 (people): header-twice"]
    ignored = table.rename_columns(["序号", "people", "序号"])
    assert len(ec.score_frame(standard(), ignored).results) == 1


@pytest.mark.parametrize("frame", [pa.chunked_array([[1]]), pl.Series("people", [1]), pd.Series([1]), [{"people": 1}]])
def test_what_is_no_table(frame: object) -> None:
    assert refusal(frame) == ["<data>: batch-not-a-table"]


@pytest.mark.parametrize("common", [5, [1], datetime(2011, 1, 1)])  # noqa: DTZ001
def test_common_evidence_is_a_mapping_or_a_file(common: Any) -> None:
    assert refusal(pl.DataFrame({"people": [1]}), common=common) == ["<data>: batch-bad-common"]
