"""What `evalcore batch` prints and writes, to the letter. After a change that is meant, run with `--update-golden`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalcore.cli import main
from tests.golden.test_golden import ROOT, stable

OUTPUTS = Path(__file__).parent / "batch"
COMMUNITIES = [
    "batch", "full-employment-community", "fixtures/employment-communities.csv",
    "--common", "fixtures/employment-county.yaml", "--format", "csv",
]  # fmt: skip
WRITTEN = {
    "results.csv": "results/part-00000.csv",
    "gaps.csv": "gaps/part-00000.csv",
    "rejects.csv": "rejects/part-00000.csv",
    "summary.json": "summary.json",
    "summary.en.md": "summary.md",
}


# Which reading decides a row, and how many rows of a part are checked, may change without anybody's noticing.
UNSTEADY = (
    (re.compile(r"(decided by|测算方式)(\W+)[a-z0-9, ]+"), r"\1\2…"),
    (re.compile(r"(checked again|抽样复核)(\W+)\d+"), r"\1\2…"),
    (re.compile(r'"checked_again": \d+'), '"checked_again": …'),
    (re.compile(r'"engines": \{[^}]*\}'), '"engines": …'),
    (re.compile(r",(columns|scalar|trace)$", re.MULTILINE), ",…"),
)


def steady(text: str) -> str:
    for pattern, shown in UNSTEADY:
        text = pattern.sub(shown, text)
    return stable(text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is printed in Chinese, and what a run in English writes."""
    folder = tmp_path_factory.mktemp("batch")
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for lang in ("zh", "en"):
            command = [*COMMUNITIES, "-o", str(folder / lang), "--lang", lang]
            result = CliRunner().invoke(main, command, env={"COLUMNS": "100"})
            assert result.exit_code == 0, result.stderr
            found[f"{lang}.txt"] = result.stdout
    for name, path in WRITTEN.items():
        found[name] = (folder / "en" / path).read_text(encoding="utf-8-sig")
    return found


@pytest.mark.parametrize("name", ["zh.txt", "en.txt", *WRITTEN])
def test_batch_output(name: str, made: dict[str, str], request: pytest.FixtureRequest) -> None:
    path = OUTPUTS / name
    if request.config.getoption("--update-golden"):
        path.write_text(steady(made[name]), encoding="utf-8")
    assert steady(made[name]) == path.read_text(encoding="utf-8")


def test_every_batch_output_is_tested() -> None:
    assert {path.name for path in OUTPUTS.iterdir()} == {"zh.txt", "en.txt", *WRITTEN}
