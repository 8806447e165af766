"""On a cluster: the same answers as on one machine, by a function that can be sent to workers."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import polars as pl
import pyarrow as pa
import pytest

import evalcore as ec
from evalcore.batch.parts import Batch
from evalcore.errors import InputError
from tests.batch.standards import conditions, points, table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Output = Literal["results", "gaps", "rejects"]
OUTPUTS: tuple[Output, ...] = ("results", "gaps", "rejects")
COMMON = {"parameters": {"target": 800}}


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Words as text, without the positions, which count within a task."""
    return frame.with_columns(pl.col(pl.Enum).cast(pl.String))


def many() -> pl.DataFrame:
    """Places with names of their own, one of which cannot be read."""
    frame = pl.concat([table()] * 20).with_columns(pl.concat_str(pl.col("单位"), pl.int_range(140).cast(pl.String)))
    bad = pl.when(pl.int_range(140) == 35).then(pl.lit("没有")).otherwise(pl.col("合理缺项[1.2].理由"))
    return frame.with_columns(bad.alias("合理缺项[1.2].理由"))


def alone(frame: pl.DataFrame) -> Batch:
    return ec.score_frame(points("rescale"), frame, common=COMMON)


def test_record_batches_in_and_out() -> None:
    frame = many()
    wanted = alone(frame)
    for output in OUTPUTS:
        score = ec.score_batches(points("rescale"), output=output, common=COMMON)
        sent = pickle.loads(pickle.dumps(score))
        given = iter(frame.to_arrow().to_batches(max_chunksize=16))
        schema = ec.results_schema(points("rescale"), output=output, common=COMMON)
        found = pl.DataFrame(pa.Table.from_batches(list(sent(given)), schema))
        assert found.equals(plain(getattr(wanted, output))), output


def test_batches_may_have_other_columns_than_the_first() -> None:
    frame = table()
    names = frame.columns
    others = [
        frame.select(reversed(names)),
        frame.select(names[:3]),
        frame,
        frame.with_columns(pl.lit(9).alias(names[2])),
    ]
    for output in OUTPUTS:
        score = ec.score_batches(points(), output=output, sample=1)
        batches = [each.rechunk().to_arrow().to_batches()[0] for each in [frame, *others]]
        schema = ec.results_schema(points(), output=output)
        found = pl.DataFrame(pa.Table.from_batches(list(score(iter(batches))), schema))
        wanted = [pl.DataFrame(pa.Table.from_batches(list(score(iter([batch]))), schema)) for batch in batches]
        moved = [each.with_columns(pl.col("row") + 7 * n) for n, each in enumerate(wanted)]
        assert found.equals(pl.concat(moved)), output


def test_no_batches_and_empty_batches() -> None:
    score = ec.score_batches(points())
    assert list(score(iter([]))) == []
    empty = table().head(0).to_arrow().to_batches() or [pa.RecordBatch.from_pylist([], table().to_arrow().schema)]
    assert sum(batch.num_rows for batch in score(iter(empty))) == 0


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(InputError, match="header-unknown"):
        list(ec.score_batches(points())(iter(pa.table({"什么": [1]}).to_batches())))
    with pytest.raises(InputError, match="evidence-unknown-key"):
        ec.score_batches(points(), common={"parameter": {}})


def test_options_that_cannot_be_are_refused_at_once_and_together() -> None:
    wrong: Any = {"output": "foo", "sample": 5, "common": 5}
    with pytest.raises(InputError) as caught:
        ec.score_batches(points(), **wrong)
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["batch-bad-output", "batch-bad-sample", "batch-bad-common"]
    assert all(problem.render("zh") and problem.render("en") for problem in caught.value.problems)
    with pytest.raises(InputError, match="batch-bad-output"):
        ec.results_schema(points(), output=wrong["output"])


def test_a_standard_can_be_pickled_after_use() -> None:
    standard = conditions()
    before = ec.score_frame(standard, table()).results
    copy = pickle.loads(pickle.dumps(standard))
    assert copy.digest == standard.digest
    assert ec.score_frame(copy, table()).results.equals(before)


# --- Spark --------------------------------------------------------------------------------------------------------------------


def java() -> str | None:
    """Why Spark cannot run here; None where it can."""
    if shutil.which("java") is None:
        return "no Java runtime: PySpark needs Java 17 or later (apt-get install openjdk-17-jre-headless)"
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    version = said.partition('"')[2].partition(".")[0]
    return None if version.isdigit() and int(version) >= 17 else f"PySpark needs Java 17 or later; here: {said[:40]!r}"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    if reason := java():
        pytest.skip(reason)
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "25",
    }
    before = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = sys.executable  # else workers are whatever `python3` is
    builder: Any = SparkSession.builder
    session = builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()
    os.environ.pop("PYSPARK_PYTHON")
    if before is not None:
        os.environ["PYSPARK_PYTHON"] = before


def test_spark_gives_the_same_answers_as_one_machine(spark: SparkSession) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema

    frame = many()
    wanted = alone(frame)
    places = spark.createDataFrame(frame.to_arrow()).repartition(3)
    places = places.toDF(*(name.replace(".", "．") for name in places.columns))  # Spark takes a dot for a step inside
    assert places.rdd.getNumPartitions() == 3
    for output in OUTPUTS:
        schema = from_arrow_schema(ec.results_schema(points("rescale"), output=output, common=COMMON))
        score = ec.score_batches(points("rescale"), output=output, common=COMMON)
        found = pl.DataFrame(places.mapInArrow(score, schema).toArrow())
        keys = ["subject", *(["indicator"] if output == "gaps" else [])]
        one, other = (
            each.drop("row", "column", "place", strict=False).sort(keys)
            for each in (found, plain(getattr(wanted, output)))
        )
        assert one.equals(other), output
        assert len(one) > 0


def test_workers_are_processes_of_their_own(spark: SparkSession) -> None:
    def pids(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield pa.RecordBatch.from_pydict({"pid": [os.getpid()] * batch.num_rows})

    found = spark.range(10).repartition(2).mapInArrow(pids, "pid long").toArrow()["pid"].to_pylist()
    assert os.getpid() not in found
