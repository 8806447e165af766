"""The sdist holds what building, testing and reading need, and no more."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.packaging.building import ROOT, build_wheel

FOLDERS = ["src", "standards", "fixtures", "benchmarks", "tests", "docs"]
FILES = ["LICENSE", "CHANGELOG.md", "constraints.txt", "Makefile", "pyproject.toml"]
# hatchling adds both: the metadata, and the file that its choice of files depends on.
ADDED = ["PKG-INFO", ".gitignore"]


@pytest.fixture(scope="module")
def names(sdist: Path) -> set[str]:
    with tarfile.open(sdist) as archive:
        return {member.name.split("/", 1)[1] for member in archive.getmembers() if member.isfile()}


def test_the_sdist_holds_the_folders_and_files_of_the_project(names: set[str]) -> None:
    filled = [folder for folder in FOLDERS if any(path.is_file() for path in (ROOT / folder).rglob("[!_]*.*"))]
    tops = {name.split("/")[0] for name in names}
    assert {*filled, *FILES} <= tops
    assert {path.name for path in ROOT.glob("README*.md")} <= tops


def test_the_sdist_holds_nothing_else(names: set[str]) -> None:
    readmes = [path.name for path in ROOT.glob("README*.md")]
    assert {name.split("/")[0] for name in names} <= {*FOLDERS, *FILES, *ADDED, *readmes}
    assert not [name for name in names if "__pycache__" in name or ".venv" in name]


def test_the_wheel_of_the_sdist_is_the_wheel_of_the_tree(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(build_wheel(sdist, tmp_path)) as again, zipfile.ZipFile(wheel) as first:
        assert {(entry.filename, entry.CRC) for entry in again.infolist()} == {
            (entry.filename, entry.CRC) for entry in first.infolist()
        }
