"""Many places from Parquet to Parquet: how long the command takes, and how much memory at most.

    python -m benchmarks.memory [ROWS]

writes ROWS places (ten million unless given) into build/memory, a part at a time, scores them with `evalcore batch` in a
process of its own, and checks that no row is lost.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pyarrow.parquet as pq

from benchmarks import frames, job

ROWS = 10_000_000
PART = 250_000  # rows made at a time
MOST = 4 * 2**30  # bytes: the target
FOLDER = Path("build/memory")


class Run(NamedTuple):
    """Seconds, and the most memory that the process had at a time, in bytes."""

    seconds: float
    peak: int


def write_places(path: Path, rows: int) -> None:
    """So many places as a Parquet file. Each part has a seed of its own."""
    writer = None
    for number, start in enumerate(range(0, rows, PART)):
        part = frames.exact(min(PART, rows - start), seed=number).to_arrow()
        writer = writer or pq.ParquetWriter(path, part.schema)
        writer.write_table(part)
    if writer is not None:
        writer.close()


def run(command: list[str]) -> Run:
    """Run a command. Raises `CalledProcessError` when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds, process.returncode = time.perf_counter() - start, os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def main(rows: int) -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    standard, data, results = FOLDER / "standard.yaml", FOLDER / "places.parquet", FOLDER / "results"
    standard.write_text(job.text("points"), encoding="utf-8")
    write_places(data, rows)
    bare = run([sys.executable, "-c", "import evalcore.batch, polars, pyarrow"])
    done = run([sys.executable, "-m", "evalcore", "batch", str(standard), str(data), "-o", str(results), "--quiet"])
    scored = pl.scan_parquet(results / "results" / "*.parquet").select(pl.len()).collect().item()
    gaps = pl.scan_parquet(results / "gaps" / "*.parquet").select(pl.len()).collect().item()
    read, written = data.stat().st_size, sum(each.stat().st_size for each in results.rglob("*.parquet"))
    met = done.peak < MOST and scored == rows
    sys.stdout.write(
        f"{rows:,} places ({read / 2**30:.2f} GiB) scored in {done.seconds:,.0f} s, {rows / done.seconds:,.0f} a second: "
        f"{scored:,} rows of results and {gaps:,} gaps ({written / 2**30:.2f} GiB)\n"
        f"peak memory {done.peak / 2**30:.2f} GiB, of which {bare.peak / 2**30:.2f} GiB are the libraries; "
        f"target: all rows, below {MOST / 2**30:g} GiB: {'met' if met else 'MISSED'}\n"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
