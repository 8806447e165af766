"""What the commands print, to the letter. After a change that is meant, run with `--update-golden`, and look at it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalcore.cli import main
from evalcore.engines import confirm

ROOT = Path(__file__).parents[2]
OUTPUTS = Path(__file__).parent / "outputs"
UNION, ELDER = "union-model-district", "elder-respect-model-district"
POINTS = ("tests/golden/points-standard.yaml", "tests/golden/points-evidence.yaml")
COPIES = [f"fixtures/elder-respect-copies/{name}.yaml" for name in ("汇报材料", "申报材料", "工作总结")]
COMMANDS = {
    "elder-respect-real-district.zh.txt": ["score", ELDER, "fixtures/elder-respect-real-district.yaml", "--lang", "zh"],
    "elder-respect-real-district.en.txt": ["score", ELDER, "fixtures/elder-respect-real-district.yaml", "--lang", "en"],
    "union-by-a-hair.zh.txt": ["score", UNION, "fixtures/union-by-a-hair.yaml", "--lang", "zh", "--verbose"],
    "union-by-a-hair.en.txt": ["score", UNION, "fixtures/union-by-a-hair.yaml", "--lang", "en"],
    "union-by-a-hair.zh.md": ["score", UNION, "fixtures/union-by-a-hair.yaml", "--lang", "zh", "--format", "markdown"],
    "union-much-missing.zh.txt": ["score", UNION, "fixtures/union-much-missing.yaml", "--lang", "zh"],
    "union-much-missing.en.txt": ["score", UNION, "fixtures/union-much-missing.yaml", "--lang", "en"],
    "union-passing.zh.txt": ["score", UNION, "fixtures/union-passing.yaml", "--lang", "zh"],
    "points.zh.txt": ["score", *POINTS, "--lang", "zh"],
    "points.en.md": ["score", *POINTS, "--lang", "en", "--format", "markdown"],
    "points.json": ["score", *POINTS, "--format", "json"],
    "points.explained.zh.txt": [
        "score",
        *POINTS,
        "--lang",
        "zh",
        "--explain",
        "1.2",
        "--explain",
        "3",
        "--explain",
        "2.2",
    ],
    "audit-elder.zh.txt": ["audit", ELDER, "fixtures/elder-respect-real-district.yaml", "--lang", "zh", "--all"],
    "audit-points.en.md": ["audit", *POINTS, "--lang", "en", "--format", "markdown", "--all"],
    "audit-points.json": ["audit", *POINTS, "--format", "json"],
    "merge.zh.txt": ["merge", *COPIES, "-o", os.devnull, "--lang", "zh"],
    "merge.en.md": ["merge", *COPIES, "-o", os.devnull, "--lang", "en", "--format", "markdown", "--verbose"],
    "points.show.zh.txt": ["show", POINTS[0], "--lang", "zh"],
    "points.show.en.txt": ["show", POINTS[0], "--lang", "en"],
}


def stable(text: str) -> str:
    """Without what changes when nothing that matters did: versions of libraries, digests of models."""
    text = re.sub(r"durable-rules [0-9.]+", "durable-rules", text)
    return re.sub(r'"digest": "[0-9a-f]{64}"', '"digest": "…"', text)


@pytest.mark.skipif(not confirm.available(), reason="the outputs say that durable-rules confirmed them")
@pytest.mark.parametrize("name", COMMANDS)
def test_output(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, COMMANDS[name], env={"COLUMNS": "100"})
    assert (result.exit_code, result.stderr) == (0, "")
    if request.config.getoption("--update-golden"):
        (OUTPUTS / name).write_text(stable(result.stdout), encoding="utf-8")
    assert stable(result.stdout) == (OUTPUTS / name).read_text(encoding="utf-8")


def test_every_output_is_tested() -> None:
    assert {path.name for path in OUTPUTS.iterdir()} == set(COMMANDS)
