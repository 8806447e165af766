"""The table that ends a run: what both sides took for the same work, their ratio, and the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

OURS, BY_HAND = "evalcore", "by hand"
Measured = Mapping[tuple[str, str], float]  # seconds for one item, by what was done and who did it


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
    "rows and gaps, points": Target(ratio=3),
    "rows and gaps, conditions": Target(ratio=3),
    "explain one, points": Target(time=1e-3),
    "explain one, conditions": Target(time=1e-3),
    "import": Target(more=30e-3),
}


def table(measured: Measured) -> Iterator[str]:
    """One line for each thing done, in the order of the run."""
    yield f"{'':34}{OURS:>12}{BY_HAND:>12}{'ratio':>8}  target"
    for what in dict.fromkeys(what for what, _ in measured):
        ours, by_hand = measured.get((what, OURS)), measured.get((what, BY_HAND))
        if ours is None:
            continue
        target = TARGETS.get(what)
        said = f"{target}: {'met' if target.met(ours, by_hand) else 'MISSED'}" if target else ""
        ratio = f"{ours / by_hand:.2f}" if by_hand else ""
        yield f"{what:34}{_time(ours):>12}{_time(by_hand):>12}{ratio:>8}  {said}".rstrip()


def machine(info: Mapping[str, Any]) -> str:
    """The machine of a run, as pytest-benchmark describes it."""
    cpu = info["cpu"]
    name = cpu.get("brand_raw") or info["machine"]
    python = f"{info['python_implementation']} {info['python_version']}"
    return f"{name}, {cpu.get('count', '?')} cores, {info['system']}, {python}"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"
