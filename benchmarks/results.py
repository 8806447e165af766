"""RESULTS.md: what a whole run measured, and on what machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from benchmarks import ratios
from benchmarks.ratios import ANSWERS, BY_HAND, FOR_LIBRARIES, LIBRARIES, MANY, OURS, TOOLS, Measured

PACKAGES = (
    "evalcore", "numpy", "polars", "duckdb", "zen-engine", "datalogic-py", "common-expression-language", "durable_rules",
)  # fmt: skip

HEAD = """\
# Results

Written by `make bench`; what is timed and how is in [README.md](README.md). Times are of the best round. Ratios compare
times of one run; trust one when two runs agree.
"""
RULES = """\
*Decisions* are verdict, level and the ids of what is open; *answers* are verdict, level, points, and the verdict and
points at worst and at best of every indicator: verdicts as codes and points as whole ten-thousandths, as the libraries
give them (*by name and in fractions*: as evalcore hands them to people); a *gap list* has id, verdict, points lost and
points pending, worst first.
(evalcore's gaps proper, with every failing check and its figures, are *rows and gaps* above.) Confirmation is off, and
each starts from inputs that it has filled in already; *filed to answers* includes filling them in, from plain numbers,
truths and titles in a dict. The libraries are given values that straight Python has checked; evalcore takes them by `score`,
which leaves where each value came from for when somebody asks, or *reads them with care*, as it must when they are 8.9万 or
90%以上, or of several sources. Ratios are to evalcore: above 1 is slower than evalcore.

The rules of a library decide what each indicator earns, the verdict and the level; adding up and listing is Python around
it, for all of them. What each computes with: zen-engine decimals; JSONLogic floats and whole numbers; CEL 64-bit integers
and floats; durable-rules floats, and Python where points are in proportion. None knows an unknown: what is missing is
guarded by hand in every rule. All give the answers of the hand-written code on these places, which is checked first.
"""
MANY_TEXT = """\
Verdict, points at worst and at best of every indicator, criterion and the whole, level, and a table of gaps. evalcore is
exact and checks a sample again by another reading; the others work in 64-bit floats. NumPy, on one core, is given float
arrays with NaN for what is missing; Polars and DuckDB, on all cores, tables with nulls; evalcore, on all cores, is given
titles of documents where the others are given yes and no. Before they were timed all gave the same verdicts, levels and
gaps, and points within 1e-9, for the first 200,000 places.
What is timed is `score_frame`: points are whole numbers of their last decimal place, gaps say what differs. *As people
take it*: also `results` (points as decimals) and `gaps` (worst first, with names, clauses and remedies).
*Copying* is new memory with the same bytes as what was read and what came out, on all cores or on one.
"""


def markdown(measured: Measured, machine: Mapping[str, Any], load: float) -> str:
    """The whole page; `load` is how many processes were at work before the run."""
    return "\n".join((HEAD, *_machine(machine, load), "", *sections(measured)))


def sections(measured: Measured) -> Iterator[str]:
    """What was measured, a part at a time."""
    yield f"## One place: evalcore and hand-written Python\n\n{ratios.by_hand(measured)}\n"
    if any(what == ANSWERS for what, _ in measured):
        yield f"## One place: rule libraries\n\n{RULES}\n{ratios.rule_libraries(measured)}\n"
        yield "".join(f"* {line}\n" for line in ratios.library_targets(measured))
    if any(what == MANY for what, _ in measured):
        yield f"## Many places\n\n{MANY_TEXT}\n{ratios.many_places(measured)}\n"
        yield "".join(f"* {line}\n" for line in ratios.many_targets(measured))


def complete(measured: Measured) -> bool:
    """Whether everything was measured that the page is about."""
    one = ((what, who) for what in FOR_LIBRARIES for who in (OURS, BY_HAND, *LIBRARIES))
    many = ((MANY, who) for who in TOOLS)
    return all(pair in measured for pair in (*one, *many, *((what, OURS) for what in ratios.TARGETS)))


def _machine(info: Mapping[str, Any], load: float) -> Iterator[str]:
    cpu = info["cpu"]
    name = cpu.get("brand_raw") or info["machine"]
    python = f"{info['python_implementation']} {info['python_version']}"
    yield f"* Machine: {name}, {cpu.get('count', '?')} cores, {info['system']}, {python}"
    yield f"* Processes at work before the run (load of the last minute): {load:.1f}"
    yield f"* Packages: {', '.join(f'{package} {version(package)}' for package in PACKAGES)}"
