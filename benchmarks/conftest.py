"""What the suites share: the job filled in, and the table of ratios that ends a run."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, NamedTuple

import pytest

from benchmarks import handwritten, job, places
from benchmarks.ratios import Measured, machine, table
from evalcore.evidence import read_evidence
from evalcore.intake import Inputs, take_in
from evalcore.loader import load_standard
from evalcore.plan import Plan
from evalcore.scoring import plan_for

MEASURED = pytest.StashKey[Measured]()
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


@pytest.hookimpl(wrapper=True)
def pytest_benchmark_group_stats(config: pytest.Config, benchmarks: list[Any]) -> Generator[None, Any, Any]:
    infos = [(each["group"], each["extra_info"], each["min"]) for each in benchmarks]
    config.stash[MEASURED] = {(what, info["who"]): least / info["items"] for what, info, least in infos}
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    measured = config.stash.get(MEASURED, None)
    if not measured:
        return
    terminalreporter.section("evalcore against straight hand-written Python, best round, for one place")
    for line in [*table(measured), "", machine(config.hook.pytest_benchmark_generate_machine_info(config=config))]:
        terminalreporter.write_line(line)
