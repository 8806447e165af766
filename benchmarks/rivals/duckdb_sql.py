"""The job in SQL for DuckDB: doubles, NULL for what was not filed, tables in and tables out."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import polars as pl

from benchmarks.job import LARGE, LEVELS, RANGES, RATE_LINES, TARGETS, TIERS
from benchmarks.rivals.answers import FULL, IDS, MET, NOT_APPLICABLE, UNKNOWN, UNMET, Tables

PASS_LINE = LEVELS[-1][2]
Leaf = tuple[str, str]  # verdict, points; points are NULL while they are open


def load(frame: pl.DataFrame) -> duckdb.DuckDBPyConnection:
    """A database in memory with the places in it, in the order of `row`."""
    database = duckdb.connect()
    database.register("frame", frame.with_row_index("row").to_arrow())
    database.execute("CREATE TABLE places AS FROM frame")
    database.unregister("frame")
    return database


def score(database: duckdb.DuckDBPyConnection) -> None:
    """The job for all places at once, into the tables `results` and `gaps`."""
    database.execute(RESULTS)
    database.execute(GAPS)


def tables(database: duckdb.DuckDBPyConnection) -> Tables:
    """What came out."""
    results = database.table("results").order("row").pl()
    return Tables(results, database.table("gaps").order("row, indicator").pl())


def leaves() -> Iterator[Leaf]:
    """The indicators, in the order of the sheet."""
    for n, line in enumerate(RATE_LINES, 1):
        rate = f"CASE WHEN whole_{n} > 0 AND part_{n} <= whole_{n} THEN 100 * part_{n} >= {line} * whole_{n} END"
        yield all_or_nothing(rate, 1.5)
    for n, target in enumerate(TARGETS, 1):
        points = f"least(floor(amount_{n} * {1.5 / target * 10_000!r}::DOUBLE + 0.5) / 10000, 1.5)"
        yield graded(points, f"amount_{n}")
    for n, (least, _) in enumerate(RANGES, 1):
        bands = " ".join(f"WHEN share_{n} >= {least + above} THEN {points}::DOUBLE" for above, points in TIERS)
        yield graded(f"CASE {bands} ELSE 0 END", f"share_{n}")
    for n in range(1, 11):
        yield all_or_nothing(paper(n), 1.5)
    for n in range(1, 11):
        yield all_or_nothing(f"done_{n}" if n <= 5 else f"(done_{n} OR {paper(n)})", 2)
    for n in range(1, 4):
        yield all_or_nothing(f"({paper(n)} AND amount_{n} >= {TARGETS[n - 1] // 2})", 2)
    for n in range(4, 8):
        yield all_or_nothing(two_of(f"done_{n}", paper(n), f"done_{n + 1}", paper(n + 1)), 2)
    for n in range(8, 11):
        yield for_large(f"(whole_{n} >= {LARGE})", f"(done_{n} AND share_{n} >= {RANGES[n - 1][0]})")


def paper(n: int) -> str:
    return f"(paper_{n} <> '无')"


def all_or_nothing(met: str, full: float) -> Leaf:
    return code(met), f"({met})::TINYINT * {full}::DOUBLE"


def code(met: str) -> str:
    """A verdict: met, unmet, or unknown where it is NULL."""
    return f"coalesce({UNMET} - ({met})::UTINYINT, {UNKNOWN})::UTINYINT"


def graded(points: str, value: str) -> Leaf:
    """Points that say the verdict themselves: met when full; open where the value is NULL."""
    known = f"CASE WHEN {value} IS NOT NULL THEN {points} END"
    return code(f"{known} >= 1.5"), known


def two_of(*conditions: str) -> str:
    yes = " + ".join(f"coalesce({each}, false)::TINYINT" for each in conditions)
    possible = " + ".join(f"coalesce({each}, true)::TINYINT" for each in conditions)
    return f"CASE WHEN {yes} >= 2 THEN true WHEN {possible} < 2 THEN false END"


def for_large(large: str, met: str) -> Leaf:
    """Only for places of a certain size; one that is not earns full points, one of unknown size is open unless met."""
    verdict = f"CASE WHEN {large} THEN {code(met)} WHEN NOT {large} THEN {NOT_APPLICABLE} ELSE {UNKNOWN} END::UTINYINT"
    counts = f"CASE WHEN {large} THEN {met} WHEN NOT {large} OR {met} THEN true END"
    return verdict, f"({counts})::TINYINT * 2::DOUBLE"


def results() -> str:
    """The statement that makes the table `results`: one row a place."""
    judged = ", ".join(
        f'{verdict} AS "{key}.verdict", {points} AS "{key}.points"'
        for key, (verdict, points) in zip(IDS, leaves(), strict=True)
    )
    ends = ", ".join(
        f'"{key}.verdict", coalesce("{key}.points", 0) AS "{key}.low", coalesce("{key}.points", {full}) AS "{key}.high"'
        for key, full in zip(IDS, FULL, strict=True)
    )
    criteria = ", ".join(
        " + ".join(f'"{key}.{end}"' for key in IDS[10 * n - 10 : 10 * n]) + f' AS "{n}.{end}"'
        for n in range(1, 7)
        for end in ("low", "high")
    )
    # Points have four decimals; without rounding a sum that is 80 could come out as 79.99999999999999.
    totals = ", ".join(
        "round(" + " + ".join(f'"{n}.{end}"' for n in range(1, 7)) + f', 4) AS "{end}"' for end in ("low", "high")
    )
    surely, possibly = (" + ".join(f"({end} >= {line})::TINYINT" for _, _, line in LEVELS) for end in ("low", "high"))
    unmet = f'"1.1.verdict" = {UNMET} OR "4.1.verdict" = {UNMET} OR high < {PASS_LINE}'
    met = f'"1.1.verdict" = {MET} AND "4.1.verdict" = {MET} AND low >= {PASS_LINE}'
    return f"""
        CREATE OR REPLACE TABLE results AS
        WITH judged AS (SELECT row, {judged} FROM places),
             ends AS (SELECT row, {ends} FROM judged),
             summed AS (SELECT *, {criteria} FROM ends),
             totalled AS (SELECT *, {totals} FROM summed)
        SELECT *,
               CASE WHEN {surely} = {possibly} THEN {surely} END AS level,
               (CASE WHEN {unmet} THEN {UNMET} WHEN {met} THEN {MET} ELSE {UNKNOWN} END)::UTINYINT AS verdict
        FROM totalled
    """


def gaps() -> str:
    """The statement that makes the table `gaps`: every indicator that is unmet or unknown."""
    each = " UNION ALL ".join(
        f'SELECT row, {index}::UTINYINT AS indicator, "{key}.verdict" AS kind, '
        f'{full} - "{key}.high" AS lost, "{key}.high" - "{key}.low" AS pending '
        f'FROM results WHERE "{key}.verdict" >= {UNMET}'
        for index, (key, full) in enumerate(zip(IDS, FULL, strict=True))
    )
    return f"CREATE OR REPLACE TABLE gaps AS {each} ORDER BY row, indicator"


RESULTS, GAPS = results(), gaps()
