"""What happens once: importing the library, reading a standard of 60 indicators, compiling it, its first place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks import job
from benchmarks.conftest import Timed, Work
from benchmarks.ratios import BY_HAND, OURS
from evalcore.loader import load_standard
from evalcore.plan import compile_standard
from evalcore.scoring import decide


def test_load_evalcore(timed: Timed, work: Work, tmp_path: Path) -> None:
    path = tmp_path / "standard.yaml"
    text = job.text(work.kind)
    path.write_text(text, encoding="utf-8")
    timed(f"load YAML, {work.kind}", OURS, load_standard, [path])


def test_compile_evalcore(timed: Timed, work: Work) -> None:
    timed(f"compile, {work.kind}", OURS, compile_standard, [work.plan.standard])


def test_first_place_evalcore(timed: Timed, work: Work) -> None:
    inputs, standard = work.inputs[0], work.plan.standard
    run = lambda plan: decide(plan, inputs, confirmed=False)  # noqa: E731
    timed(f"first place, {work.kind}", OURS, run, [inputs], lambda: [compile_standard(standard)])


def test_import_evalcore(timed: Timed) -> None:
    timed("import", OURS, _python, ["import evalcore"])


def test_import_nothing(timed: Timed) -> None:
    timed("import", BY_HAND, _python, ["pass"])


def _python(statement: str) -> None:
    subprocess.run([sys.executable, "-c", statement], check=True)
