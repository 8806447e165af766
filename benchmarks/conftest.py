"""What the suites share: the job filled in, and the table of ratios that ends a run."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks import handwritten, job, places, results
from benchmarks.ratios import Measure, Measured
from evalcore.evidence import read_evidence
from evalcore.intake import Inputs, take_in
from evalcore.loader import load_standard
from evalcore.plan import Plan
from evalcore.scoring import plan_for

MEASURED = pytest.StashKey[Measured]()
LOAD = pytest.StashKey[float]()
PLACES = 200  # one round goes through all of them, so that no run rests on one lucky place


class Work(NamedTuple):
    """The job under one kind of standard: what was filed, as it is and as both sides take it in."""

    kind: job.Kind
    plan: Plan
    filed: list[places.Filed]
    evidence: list[dict[str, Any]]
    inputs: list[Inputs]
    by_hand: list[handwritten.Inputs]


@pytest.fixture(scope="session", params=["points", "conditions"])
def work(request: pytest.FixtureRequest) -> Work:
    plan = plan_for(load_standard(job.standard(request.param)))
    filed = places.places(PLACES)
    evidence = [places.evidence(place) for place in filed]
    inputs = [take_in(plan, read_evidence(plan.standard, each)) for each in evidence]
    return Work(request.param, plan, filed, evidence, inputs, [handwritten.take_in(place) for place in filed])


Timed = Callable[..., None]


@pytest.fixture
def timed(benchmark: Any) -> Timed:
    """Time `run` over `items`, or over what `fresh` makes anew for each round; the time of one item is what counts."""

    def measure(
        what: str,
        who: str,
        run: Callable[[Any], object],
        items: Sequence[Any],
        fresh: Callable[[], list[Any]] | None = None,
    ) -> None:
        def each(things: Sequence[Any]) -> None:
            for thing in things:
                run(thing)

        benchmark.group = what
        benchmark.extra_info.update(who=who, items=len(items))
        if fresh is None:
            benchmark(each, items)
        else:
            benchmark.pedantic(each, setup=lambda: ((fresh(),), {}), rounds=30, warmup_rounds=2)

    return measure


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("evalcore")
    group.addoption("--places", type=int, default=200_000, help="how many places to score at once (default: 200,000)")
    group.addoption("--results", type=Path, help="the page to write when everything was measured")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LOAD] = os.getloadavg()[0]


@pytest.hookimpl(wrapper=True)
def pytest_benchmark_group_stats(config: pytest.Config, benchmarks: list[Any]) -> Generator[None, Any, Any]:
    config.stash[MEASURED] = {
        (each["group"], each["extra_info"]["who"]): Measure(
            each["min"] / each["extra_info"]["items"], each["extra_info"]["items"]
        )
        for each in benchmarks
    }
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    measured = config.stash.get(MEASURED, None)
    if not measured:
        return
    terminalreporter.section("evalcore beside others, best round")
    for part in results.sections(measured):
        terminalreporter.write_line(part)
    path: Path | None = config.getoption("--results")
    if path is not None and exitstatus == pytest.ExitCode.OK and results.complete(measured):
        machine = config.hook.pytest_benchmark_generate_machine_info(config=config)
        path.write_text(results.markdown(measured, machine, config.stash[LOAD]), encoding="utf-8")
        terminalreporter.write_line(f"written to {path}")
