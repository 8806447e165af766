"""Many places at once: evalcore beside NumPy, Polars and DuckDB written by hand, and beside copying alone.

Inputs stand in the memory of each tool before the clock starts, and results stay there. Before a tool is timed its
answers for the first places are compared with those of the straight NumPy code, cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from benchmarks import frames, job
from benchmarks.ratios import (
    COPYING,
    COPYING_ALONE,
    COPYING_FLOATS,
    DUCKDB,
    MANY,
    NUMPY,
    OURS_EXACT,
    OURS_FLOATS,
    OURS_RENDERED,
    POLARS,
)
from benchmarks.rivals import duckdb_sql, numpy_floats, only_copying, polars_floats
from benchmarks.rivals.answers import Answers, differences, from_evalcore, from_tables
from evalcore.batch.frames import score_frame
from evalcore.batch.parts import Batch
from evalcore.loader import load_standard
from evalcore.standard import Standard

CHECKED = 200_000  # places; comparing takes several times the memory of answering


class Given:
    """The places in the form that each tool wants; made when first asked for."""

    def __init__(self, count: int) -> None:
        self.count = count

    @cached_property
    def standard(self) -> Standard:
        return load_standard(job.standard("points"))

    @cached_property
    def exact(self) -> pl.DataFrame:
        return frames.exact(self.count)

    @cached_property
    def floats(self) -> pl.DataFrame:
        return frames.floats(self.exact)

    @cached_property
    def arrays(self) -> dict[str, NDArray[np.float64]]:
        return frames.arrays(self.floats)

    def evalcore_batch(self, frame: pl.DataFrame) -> Batch:
        """What evalcore is timed at."""
        return score_frame(self.standard, frame)


@pytest.fixture(scope="module")
def given(request: pytest.FixtureRequest) -> Given:
    return Given(request.config.getoption("--places"))


@pytest.fixture
def timed_all(benchmark: Any) -> Callable[..., None]:
    """Time runs over all places at once; the time of one place is what counts."""

    def measure(who: str, run: Callable[[], object], count: int) -> None:
        held: list[object] = []  # one result at a time, given up before the clock starts

        def once() -> None:
            held.append(run())

        benchmark.group = MANY
        benchmark.extra_info.update(who=who, items=count)
        rounds = max(5, min(25, 3_000_000 // count))
        benchmark.pedantic(once, setup=held.clear, rounds=rounds, warmup_rounds=2)

    return measure


def the_same(given: Given, answers: Answers) -> None:
    """Raises unless these are the answers of the NumPy code, for as many places."""
    few = {name: values[: answers.verdict.size] for name, values in given.arrays.items()}
    assert differences(numpy_floats.score(few), answers) == []


# -- evalcore ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [OURS_EXACT, OURS_FLOATS])
def test_many_places_evalcore(timed_all: Callable[..., None], given: Given, who: str) -> None:
    frame = given.exact if who == OURS_EXACT else given.floats
    scored = given.evalcore_batch(frame.head(CHECKED))
    assert not len(scored.rejects)
    the_same(given, from_evalcore(scored.results, scored.gaps))
    del scored
    timed_all(who, lambda: given.evalcore_batch(frame), len(frame))


def test_many_places_evalcore_rendered(timed_all: Callable[..., None], given: Given) -> None:
    """With points as decimals, gaps worst first with names and texts: what is made when somebody asks for it."""

    def run() -> tuple[pl.DataFrame, pl.DataFrame]:
        scored = given.evalcore_batch(given.exact)
        return scored.results, scored.gaps

    timed_all(OURS_RENDERED, run, given.count)


# -- the same by hand --------------------------------------------------------------------------------------------------


def test_many_places_numpy(timed_all: Callable[..., None], given: Given) -> None:
    timed_all(NUMPY, lambda: numpy_floats.score(given.arrays), given.count)


def test_many_places_polars(timed_all: Callable[..., None], given: Given) -> None:
    the_same(given, from_tables(polars_floats.score(given.floats.head(CHECKED))))
    timed_all(POLARS, lambda: polars_floats.score(given.floats), given.count)


def test_many_places_duckdb(timed_all: Callable[..., None], given: Given) -> None:
    with duckdb_sql.load(given.floats.head(CHECKED)) as database:
        duckdb_sql.score(database)
        the_same(given, from_tables(duckdb_sql.tables(database)))
    with duckdb_sql.load(given.floats) as database:
        timed_all(DUCKDB, lambda: duckdb_sql.score(database), given.count)


# -- the least that any tool must do -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "cores"), [(COPYING, None), (COPYING_ALONE, 1)])
def test_many_places_only_copying(timed_all: Callable[..., None], given: Given, who: str, cores: int | None) -> None:
    """As many bytes as evalcore reads and writes."""
    compact = given.evalcore_batch(given.exact).compact
    # Arrow has no whole numbers of 128 bits; decimals are as large.
    results = compact.results.with_columns(pl.col(pl.Int128).cast(pl.Decimal(38, 0)))
    made = only_copying.buffers(given.exact, results, compact.gaps)
    del compact, results
    timed_all(who, lambda: only_copying.copy(made, cores), given.count)


def test_many_places_only_copying_floats(timed_all: Callable[..., None], given: Given) -> None:
    """As many bytes as the Polars code reads and writes."""
    made = only_copying.buffers(given.floats, *polars_floats.score(given.floats))
    timed_all(COPYING_FLOATS, lambda: only_copying.copy(made), given.count)
