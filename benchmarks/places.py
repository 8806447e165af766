"""What made-up places file for the job: columns for many places at once, and the same row by row.

Deterministic by seed. Each place has a quality of its own, the chance that it has reached a requirement, so that there
are good ones and bad ones; 5 % of the fields are missing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.job import RANGES, RATE_LINES, TARGETS

Filed = dict[str, int | float | bool | str | None]

MISSING = 0.05  # the share of fields that a place leaves out


class Column(NamedTuple):
    """One field of all places: whole numbers, or whether it is so; `missing` where nothing was filed.

    Counts are as they are. Percentages are in hundredths of a percent, so that they are whole too. A document is true
    where there is one and false where the place says that it has none.
    """

    values: NDArray[Any]
    missing: NDArray[np.bool_]


def columns(count: int, seed: int = 1) -> dict[str, Column]:
    """What so many places filed, by field."""
    random = np.random.default_rng(seed)
    quality = random.uniform(0.6, 1.0, count)
    made: dict[str, NDArray[Any]] = {}
    for n in range(1, 11):
        made.update(_numbered(random, quality, n))
    return {name: Column(values, random.random(count) < MISSING) for name, values in made.items()}


def _numbered(random: np.random.Generator, quality: NDArray[Any], n: int) -> dict[str, NDArray[Any]]:
    """The six fields of one number."""
    good = [random.random(quality.size) < quality for _ in range(5)]
    target, (low, high) = TARGETS[n - 1], RANGES[n - 1]
    whole = random.integers(100, 2000, quality.size, endpoint=True)
    needed = -(-whole * RATE_LINES[n - 1] // 100)
    poor_share = random.choice(np.array([70 * low, 100 * high + 325]), quality.size)
    return {
        f"whole_{n}": whole,
        f"part_{n}": random.integers(np.where(good[0], needed, 0), np.where(good[0], whole + 1, needed)),
        f"amount_{n}": random.integers(np.where(good[1], target, 0), np.where(good[1], 2 * target + 1, target)),
        f"share_{n}": np.where(good[2], random.integers(100 * low, 100 * high, quality.size), poor_share),
        f"paper_{n}": good[3],
        f"done_{n}": good[4],
    }


def places(count: int, seed: int = 1) -> list[Filed]:
    """The same as an evidence file has it, place by place; None where nothing was filed."""
    cells = {name: _cells(name, column) for name, column in columns(count, seed).items()}
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def _cells(name: str, column: Column) -> list[Any]:
    kind, n = name.split("_")
    found = column.values.tolist()
    if kind == "share":
        found = [value / 100 for value in found]
    if kind == "paper":
        found = [f"文件〔2011〕{n}号" if value else "无" for value in found]
    return [None if missing else value for value, missing in zip(found, column.missing.tolist(), strict=True)]


def evidence(filed: Filed) -> dict[str, Any]:
    """What one place filed, as an evidence file."""
    return {"evidence": {key: value for key, value in filed.items() if value is not None}}
