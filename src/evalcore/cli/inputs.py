"""What the arguments of the commands stand for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evalcore.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from evalcore.standard import Standard


def standard_named(name: str) -> Standard:
    """The standard of a bundled id, a file or a folder. Raises `InputError` with everything wrong with it."""
    from evalcore.loader import FILE, load_standard

    if Path(name).is_dir() and not (Path(name) / FILE).is_file():
        raise _folder(name, FILE)
    return load_standard(name)


def evidence_path(name: str) -> Path:
    """The path of an evidence file. Raises `InputError` for a folder."""
    if Path(name).is_dir():
        raise _folder(name, "evidence.yaml")
    return Path(name)


def _folder(name: str, expected: str) -> InputError:
    return InputError([Problem("path-is-a-folder", Place(name), {"file": expected})])
