"""What scoring does to the process it runs in: memory does not grow, no thread is started, importing stays light."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
MEMORY = """
import gc, os
from random import Random
from evalcore.loader import load_standard
from evalcore.scoring import score
from tests.properties.generate_simple import filed, standard_of

PAGE = os.sysconf("SC_PAGE_SIZE")
rng = Random(1)

def grown(warm_up, times, work):
    for number in range(warm_up):
        work(number)
    gc.collect()
    before = resident()
    for number in range(warm_up, warm_up + times):
        work(number)
    gc.collect()
    print((resident() - before) / 2**20)

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * PAGE

"""
SCORING = """
made = [standard_of(rng, "points"), standard_of(rng, "conditions")]
places = [{{"evidence": filed(rng)}} for _ in range(500)]
def work(number):
    card = score(made[number % 2], places[number % 500], confirmed={confirmed})
    card.verdicts, card.points
grown({warm_up}, {times}, work)
"""
STANDARDS = """
def work(number):
    standard = standard_of(rng, "points" if number % 2 else "conditions")
    score(standard, {"evidence": filed(rng)}, confirmed=number % 10 == 0)
grown(200, 2_000, work)
"""


def run(script: str) -> str:
    """What a script prints in a process of its own."""
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ | paths
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@LINUX
@pytest.mark.parametrize(
    "script",
    [
        pytest.param(SCORING.format(confirmed=False, warm_up=2_000, times=20_000), id="20,000 scorings"),
        pytest.param(SCORING.format(confirmed=True, warm_up=300, times=2_000), id="2,000 confirmed scorings"),
        pytest.param(STANDARDS, id="2,000 standards loaded, scored and dropped"),
    ],
)
def test_memory_does_not_grow(script: str) -> None:
    assert float(run(MEMORY + script)) < 4  # MiB


@LINUX
def test_no_thread_is_started() -> None:
    script = """
import os, threading
from random import Random
before = threading.enumerate(), os.listdir("/proc/self/task")
import evalcore
from tests.properties.generate_simple import filed, standard_of
rng = Random(1)
for kind in ("points", "conditions"):
    for confirmed in (False, True):
        card = evalcore.score(standard_of(rng, kind), {"evidence": filed(rng)}, confirmed=confirmed)
        card.explain(), card.to_json()
assert (threading.enumerate(), os.listdir("/proc/self/task")) == before
"""
    run(script)


def test_importing_is_light() -> None:
    """`import evalcore` loads none of the heavy libraries; how long it takes is for the benchmarks to say."""
    loaded = run("import sys; bare = set(sys.modules); import evalcore; print(*(set(sys.modules) - bare))").split()
    heavy = {"pydantic", "pydantic_core", "polars", "pyarrow", "yaml", "click", "durable", "tabulate"}
    assert not heavy & {name.partition(".")[0] for name in loaded}
