"""The folder of a run: it holds nothing else, its results are all of one kind, and one run at a time works on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from evalcore.batch.tables import unusable
from evalcore.batch.writing import UNFINISHED, write_text
from evalcore.errors import EvidenceError

MANIFEST = "manifest.json"
LOCK = ".evalcore.lock"
FOLDERS = ("results", "gaps", "rejects", "parts")
BEFORE_THE_MANIFEST = {LOCK, MANIFEST + UNFINISHED}  # all that a run that was killed early leaves behind


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder, and keep other runs out of it until this one ends.

    The lock is one of the system, which ends with the process however that ends; its file alone locks nothing. Raises
    `InputError` when another run holds the folder, or when it cannot be written to.
    """
    new = not folder.exists()
    lock = FileLock(folder / LOCK, blocking=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise unusable("batch-folder-busy", folder) from None
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        yield
    finally:
        with suppress(OSError):  # while it is still ours; Windows takes it away when it is released
            (folder / LOCK).unlink()
        lock.release()
        if new:
            with suppress(OSError):  # it stays unless it is empty, as when the data could not be read
                folder.rmdir()


def prepare(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest, or see that it is the same one. Raises `InputError` when the folder holds anything else."""
    try:
        before = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        before = None
    except (OSError, ValueError):
        before = {}
    if not isinstance(before, dict):
        if {path.name for path in folder.iterdir()} - BEFORE_THE_MANIFEST:
            raise unusable("batch-folder-in-use", folder)
    elif before != manifest:
        differing = sorted(key for key in {*before, *manifest} if before.get(key) != manifest.get(key))
        raise unusable("batch-folder-of-another", folder, what=", ".join(differing))
    write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", folder / MANIFEST)
    try:
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
        for left in folder.glob(f"*/*{UNFINISHED}"):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None


def _unwritable(folder: Path, error: OSError) -> EvidenceError:
    return unusable("output-unwritable", folder, reason=error.strerror or str(error))
