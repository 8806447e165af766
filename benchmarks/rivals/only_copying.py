"""The least that any tool must do: read every byte of the inputs and write every byte of the outputs, once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]


def buffers(*tables: pl.DataFrame) -> list[Bytes]:
    """The memory that tables consist of, not copied."""
    return [made for table in tables for made in _buffers(table)]


def _buffers(table: pl.DataFrame) -> Iterator[Bytes]:
    for column in table.to_arrow(compat_level=pl.CompatLevel.newest()).columns:
        for chunk in column.chunks:
            yield from (np.frombuffer(each, np.uint8) for each in chunk.buffers() if each is not None and each.size)


def copy(made: Sequence[Bytes], cores: int | None = None) -> list[Any]:
    """New memory with the same content, made on so many cores, or all, and held until everything is there."""
    with ThreadPoolExecutor(cores or os.cpu_count()) as threads:
        return list(threads.map(np.copy, made))
