"""What the README and the docs show is run, and what they name exists."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from evalcore.conditions import FUNCTIONS
from evalcore.conditions.functions import FORMS
from evalcore.loader import bundled_ids
from evalcore.places import read_yaml
from evalcore.pointrules import RULE_NAMES
from evalcore.standard import Criterion, EvidenceField, Indicator, Standard

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def beside_the_repository(folder: Path) -> Path:
    """A folder in which the paths of the examples are good, and what they write is thrown away."""
    for name in ("fixtures", "standards", "tests"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_python_examples_run_and_print_what_is_said(page: Path) -> None:
    for code in blocks(page, "python"):
        done = run(sys.executable, "-c", code)
        assert done.returncode == 0, done.stderr
        shown = done.stdout.splitlines()
        assert shown[0] == "unmet"
        for expected in "".join(blocks(page, "text")).splitlines():
            assert expected in shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_evalcore_commands_run(page: Path, tmp_path: Path) -> None:
    folder = beside_the_repository(tmp_path)
    lines = [line for block in blocks(page, "sh") for line in block.splitlines() if line.startswith("evalcore ")]
    for line in lines:
        done = run(*shlex.split(line), cwd=folder)
        assert done.returncode == 0, f"{line}: {done.stderr}"
        assert done.stdout


def test_the_readme_lists_the_commands_and_standards_there_are() -> None:
    helped = run("evalcore", "--help").stdout
    for page in PAGES[:2]:
        text = page.read_text("utf-8")
        for command in set(re.findall(r"^\| `evalcore ([a-z]+)", text, flags=re.MULTILINE)):
            assert re.search(rf"^  {command}\s", helped, flags=re.MULTILINE), command
        for standard in bundled_ids():
            assert f"`{standard}`" in text, standard


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_yaml_examples_can_be_read(page: Path) -> None:
    for block in blocks(page, "yaml"):
        read_yaml(block.replace("{…}", "x").replace("[…]", "x"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_format_pages_name_every_key_and_function() -> None:
    pages = (ROOT / "docs/standard.md").read_text("utf-8") + (ROOT / "docs/points.md").read_text("utf-8")
    for model in (Standard, Criterion, Indicator, EvidenceField):
        for name, info in model.model_fields.items():
            if name.endswith("_en"):  # said once for all of them
                continue
            assert re.search(rf"\b{info.alias or name}\b", pages), name
    for name in FUNCTIONS:
        assert f"{name}(" in pages, name
        assert FORMS[name].startswith(f"{name}("), name
    for rule in RULE_NAMES:
        assert f"`{rule}`" in pages, rule
