"""What every tool must answer for the job, in one form, so that the answers can be compared before anything is timed."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

NOT_APPLICABLE, MET, UNMET, UNKNOWN = range(4)
IDS = [f"{group}.{n}" for group in range(1, 7) for n in range(1, 11)]
FULL = [1.5] * 40 + [2.0] * 20


class Tables(NamedTuple):
    results: pl.DataFrame
    gaps: pl.DataFrame
