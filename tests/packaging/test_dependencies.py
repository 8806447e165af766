"""Every library that the source imports is a dependency or an extra for users: the test tools do not hide a gap."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.packaging.building import ROOT

# pydantic documents imports from its core, which it installs in one exact version.
PARTS = {"pydantic-core": "pydantic"}


def imported(source: Path) -> Iterator[str]:
    """The top-level packages that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (name.name.split(".")[0] for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.split(".")[0]


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [text for extra, texts in project["optional-dependencies"].items() if extra != "test" for text in texts]
    return {normal(re.split(r"[^\w.-]", text, maxsplit=1)[0]) for text in [*project["dependencies"], *extras]}


def normal(name: str) -> str:
    name = re.sub(r"[-_.]+", "-", name).lower()
    return PARTS.get(name, name)


def test_every_library_that_the_source_imports_is_declared() -> None:
    owners = packages_distributions()
    allowed = declared()
    undeclared = {
        (path.relative_to(ROOT).as_posix(), package)
        for path in ROOT.glob("src/**/*.py")
        for package in imported(path)
        if package not in sys.stdlib_module_names and package != "evalcore"
        if not allowed & {normal(owner) for owner in owners.get(package, [package])}
    }
    assert undeclared == set()
