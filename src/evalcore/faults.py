"""Something wrong at a path of a standard, before it is known where in a file that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Path_ = tuple[str | int, ...]


class Fault(NamedTuple):
    """A code with parameters at a path; `offset` is set for a place inside an expression."""

    code: str
    path: Path_
    params: Mapping[str, object]
    offset: int | None = None
    key: bool = False


def fault(code: str, *path: str | int, key: bool = False, **params: object) -> Fault:
    """A fault at a path, or at its key."""
    return Fault(code, path, params, key=key)
