"""How the packages are built from the tree, offline."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command outside the repository's reach; a failure shows everything it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PYTHONUTF8"] = "1"
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result


def build_wheel(source: Path, into: Path) -> Path:
    """The wheel of a source tree or an sdist, built offline with the hatchling that is installed."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-deps", "--no-index")
    # The check fails when the installed hatchling is not the one that pyproject.toml pins.
    run(*pip, "--no-build-isolation", "--check-build-dependencies", "-w", into, source, cwd=into)
    (wheel,) = into.glob("evalcore-*.whl")
    return wheel
