"""What the arguments of the commands stand for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evalcore.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from evalcore.evidence import Evidence
    from evalcore.places import Document
    from evalcore.standard import Standard


def standard_named(name: str) -> Standard:
    """The standard of a bundled id, a file or a folder. Raises `InputError` with everything wrong with it."""
    return standard_read(name)[0]


def standard_read(name: str) -> tuple[Standard, Document]:
    """The same with the document that it was read from."""
    from evalcore.loader import FILE, read_standard

    if Path(name).is_dir() and not (Path(name) / FILE).is_file():
        raise _refused("path-is-a-folder", name)
    return read_standard(name)


def evidence_path(name: str) -> Path:
    """The path of an evidence file. Raises `InputError` for a folder and for an empty file."""
    path = Path(name)
    if path.is_dir():
        raise _refused("path-is-a-folder", name)
    if path.is_file() and path.stat().st_size == 0:  # else it would read as a place that filed nothing
        raise _refused("evidence-file-empty", name)
    return path


def evidence_named(standard: Standard, name: str, place: str | None) -> Evidence:
    """The evidence of one place in a file. Raises `InputError` with everything wrong with it."""
    from evalcore.evidence import read_evidence

    return read_evidence(standard, evidence_path(name), place)


def _refused(code: str, name: str) -> InputError:
    from evalcore.places import path_text

    return InputError([Problem(code, Place(path_text(name)))])
