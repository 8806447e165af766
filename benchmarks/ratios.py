"""What a run measured as tables: times, ratios to the other side in the same run, and targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tabulate import tabulate

OURS, BY_HAND = "evalcore", "by hand"
OURS_EXACT_POINTS, OURS_CAREFUL = "evalcore, by name and in fractions", "evalcore, read with care"

# One place, beside rule libraries: the decision (also timed on its own), all answers, the list of gaps as well, or intake.
DECISIONS, ANSWERS, WITH_GAPS, FROM_FILED = "decisions, points", "answers", "answers and gap list", "filed to answers"
FOR_LIBRARIES = (DECISIONS, ANSWERS, WITH_GAPS, FROM_FILED)
ZEN, ZEN_GRAPH = "zen-engine, expressions", "zen-engine, decision graph"
DATALOGIC, CEL, DURABLE = "JSONLogic (datalogic-py)", "CEL (common-expression-language)", "durable-rules alone"
LIBRARIES = (ZEN, ZEN_GRAPH, DATALOGIC, CEL, DURABLE)

# Many places.
MANY = "many places"
OURS_EXACT, OURS_FLOATS = "evalcore, from integers and decimals", "evalcore, from floats"
OURS_RENDERED = "evalcore, and everything as people take it"
NUMPY, POLARS, DUCKDB = "NumPy by hand, floats", "Polars by hand, floats", "DuckDB SQL, doubles"
COPYING, COPYING_ALONE = "copying evalcore's inputs and outputs", "copying them on one core"
COPYING_FLOATS = "copying the inputs and outputs of Polars by hand"
TOOLS = (OURS_EXACT, OURS_FLOATS, OURS_RENDERED, NUMPY, POLARS, DUCKDB, COPYING, COPYING_ALONE, COPYING_FLOATS)


class Measure(NamedTuple):
    """The best round: seconds for one item, and how many items a round had."""

    seconds: float
    items: int


Measured = Mapping[tuple[str, str], Measure]  # by what was done and who did it


class Target(NamedTuple):
    """The most allowed: a ratio to the hand-written code, a time, or a time on top of it; in seconds."""

    ratio: float | None = None
    time: float | None = None
    more: float | None = None

    def __str__(self) -> str:
        if self.ratio is not None:
            return f"at most {self.ratio:g} times"
        return f"at most {_time(self.time)}" if self.time is not None else f"at most {_time(self.more)} more"

    def met(self, ours: float, by_hand: float | None) -> bool:
        if self.time is not None:
            return ours <= self.time
        if by_hand is None:
            return False
        return ours <= (self.ratio * by_hand if self.ratio is not None else by_hand + (self.more or 0))


TARGETS = {
    "decisions, points": Target(ratio=1.5),
    "decisions, conditions": Target(ratio=1.5),
    "decisions, leaf rules": Target(ratio=1.5),
    "rows and gaps, points": Target(ratio=3),
    "rows and gaps, conditions": Target(ratio=3),
    "rows and gaps, leaf rules": Target(ratio=3),
    "explain one, points": Target(time=1e-3),
    "explain one, conditions": Target(time=1e-3),
    "import": Target(more=30e-3),
}
# Who may take at most so many times as long as whom, over many places.
MANY_TARGETS = (
    (OURS_EXACT, 1.0, NUMPY),
    (OURS_EXACT, 2.5, COPYING),
    (OURS_EXACT, 2.5, COPYING_ALONE),
    (OURS_FLOATS, 2.0, OURS_EXACT),
)


def by_hand(measured: Measured) -> str:
    """evalcore beside hand-written Python, one place: a line for each thing done, in the order of the run."""
    rows = []
    for what in dict.fromkeys(what for what, _ in measured if what not in (ANSWERS, WITH_GAPS, FROM_FILED, MANY)):
        ours, other = _seconds(measured, what, OURS), _seconds(measured, what, BY_HAND)
        if ours is None:
            continue
        target = TARGETS.get(what)
        said = f"{target}: {_said(target.met(ours, other))}" if target else ""
        rows.append((what, _time(ours), _time(other), _ratio(ours, other), said))
    return _table(rows, ("", OURS, BY_HAND, "ratio", "target"))


def rule_libraries(measured: Measured) -> str:
    """evalcore beside rule libraries, one place: each with its time, and how many times evalcore's time that is."""
    rows = []
    for who in (OURS, OURS_EXACT_POINTS, OURS_CAREFUL, BY_HAND, *LIBRARIES):
        found = [(_seconds(measured, what, who), _seconds(measured, what, OURS)) for what in FOR_LIBRARIES]
        rows.append((who, *(cell for theirs, ours in found for cell in (_time(theirs), _ratio(theirs, ours)))))
    return _table(rows, ("", *(title for what in FOR_LIBRARIES for title in (what, "ratio"))))


def library_targets(measured: Measured) -> Iterator[str]:
    """Faster than every rule library, and than which ones not."""
    for what in FOR_LIBRARIES:
        ours = _seconds(measured, what, OURS)
        if ours is None:
            continue
        faster = [who for who in LIBRARIES if (theirs := _seconds(measured, what, who)) is not None and theirs < ours]
        rest = f"; faster are {', '.join(faster)}" if faster else ""
        yield f"evalcore faster than every rule library, {what}: {_said(not faster)}{rest}"


def many_places(measured: Measured) -> str:
    """Many places: places a second, and how many times the time of NumPy that is."""
    numpy = _seconds(measured, MANY, NUMPY)
    rows = []
    for who in TOOLS:
        found = measured.get((MANY, who))
        if found is not None:
            rows.append((who, f"{found.items:,}", f"{1 / found.seconds:,.0f}", _ratio(found.seconds, numpy)))
    return _table(rows, ("", "places", "places a second", "time ÷ NumPy's"))


def many_targets(measured: Measured) -> Iterator[str]:
    """What evalcore may take at most, over many places."""
    for who, most, other in MANY_TARGETS:
        ours, theirs = _seconds(measured, MANY, who), _seconds(measured, MANY, other)
        if ours is not None and theirs is not None:
            yield f"{who}: {ours / theirs:.2f} × {other}, at most {most:g} ×: {_said(ours <= most * theirs)}"


def _table(rows: Iterable[tuple[str, ...]], titles: tuple[str, ...]) -> str:
    aligned = ["left", *("right" for _ in titles[1:])]
    return tabulate(list(rows), titles, tablefmt="github", colalign=aligned, disable_numparse=True)


def _said(met: bool) -> str:
    return "met" if met else "MISSED"


def _seconds(measured: Measured, what: str, who: str) -> float | None:
    found = measured.get((what, who))
    return None if found is None else found.seconds


def _ratio(one: float | None, other: float | None) -> str:
    return f"{one / other:.2f}" if one and other else ""


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"
