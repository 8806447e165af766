"""Many places at once: tables in, a row of results a place out. Needs the extra `tables`.

`frames.score_frame` scores what fits into memory, `files.run` whole files in parts, `clusters.score_batches` is for Spark
and its like. All of them score a `Part` of a table with `parts.score_part`.
"""

from __future__ import annotations

from importlib.util import find_spec

from evalcore.errors import InputError, Problem

NEEDED = ("filelock", "polars", "pyarrow", "tqdm", "xlsxwriter")

if missing := [name for name in NEEDED if find_spec(name) is None]:
    raise InputError([Problem("extra-missing", params={"libraries": ", ".join(missing), "extra": "tables"})])
