"""What reaches users: the wheel's contents, and the wheel at work far from the repository."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.packaging.building import ROOT, run

STANDARDS = sorted(path.parent.name for path in ROOT.glob("standards/*/standard.yaml"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_standard_whole(names: set[str]) -> None:
    expected = {
        f"evalcore/{path.relative_to(ROOT).as_posix()}"
        for standard in STANDARDS
        for path in (ROOT / "standards" / standard).rglob("*")
        if path.is_file()
    }
    assert expected
    assert expected <= names


def test_the_wheel_holds_every_module_and_the_mark_of_types(names: set[str]) -> None:
    source = ROOT / "src"
    modules = {path.relative_to(source).as_posix() for path in source.rglob("*.py")}
    assert modules | {"evalcore/py.typed"} <= names


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert "evalcore" in tops
    assert {top for top in tops if not top.endswith(".dist-info")} == {"evalcore"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_license_travels_with_the_wheel(names: set[str]) -> None:
    assert [name for name in names if name.endswith(".dist-info/licenses/LICENSE")]


def test_import_works_and_loads_nothing_heavy(installed: Path, tmp_path: Path) -> None:
    code = "import json, sys, evalcore; print(json.dumps([evalcore.__file__, sorted(sys.modules)]))"
    file, modules = json.loads(run(installed / "python", "-c", code, cwd=tmp_path).stdout)
    assert Path(file).is_relative_to(installed.parent), "another evalcore was imported than the one in the wheel"
    assert not {"click", "durable", "polars", "pydantic", "tabulate", "yaml"} & set(modules)


def test_every_public_name_can_be_had(installed: Path, tmp_path: Path) -> None:
    code = "import evalcore; print(*[name for name in evalcore.__all__ if getattr(evalcore, name) is not None])"
    assert "score" in run(installed / "python", "-c", code, cwd=tmp_path).stdout.split()


def test_the_command_lists_the_standards_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    assert STANDARDS
    shown = run(installed / "evalcore", "standards", cwd=tmp_path).stdout
    assert [standard for standard in STANDARDS if standard not in shown] == []
