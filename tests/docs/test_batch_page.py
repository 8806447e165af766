"""The examples of docs/batch.md are run, and print what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.test_clusters import java
from tests.docs.test_docs import ROOT, beside_the_repository, blocks, run

PAGE = ROOT / "docs/batch.md"


def test_the_frame_example(tmp_path: Path) -> None:
    code, expected = blocks(PAGE, "python")[0], blocks(PAGE, "text")[0]
    done = run("python", "-c", code, cwd=beside_the_repository(tmp_path))
    assert (done.returncode, done.stdout) == (0, expected), done.stderr


def test_the_spark_example(tmp_path: Path) -> None:
    if reason := java():
        pytest.skip(reason)
    done = run("python", "-c", blocks(PAGE, "python")[1], cwd=beside_the_repository(tmp_path))
    assert (done.returncode, done.stdout) == (0, blocks(PAGE, "text")[1]), done.stderr
