"""Conditions that cannot turn out both ways, and vetoes that can never fire."""

from __future__ import annotations

from collections.abc import Iterator

from evalcore.lint.reading import Finding, Line, Reading
from evalcore.lint.spans import can
from evalcore.standard import Indicator


def decided_beforehand(reading: Reading) -> Iterator[Finding]:
    """Comparisons with only one possible answer, given the bounds of the fields; of a veto, the veto itself."""
    for line in reading.lines:
        if _is_veto(line) and not can(reading, line.tree).fail:
            yield Finding("lint-veto-unreachable", line.path, (line.id,), {"id": line.id, "condition": line.text})
            continue
        for node in line.tree.walk():
            if node.op != "compare" or all(answers := can(reading, node)):
                continue
            code = "lint-always-holds" if answers.hold else "lint-never-holds"
            params: dict[str, object] = {"id": line.id, "condition": line.written(node)}
            yield Finding(code, line.path, (line.id,), params, offset=node.start)


def _is_veto(line: Line) -> bool:
    return line.key == "met" and isinstance(line.holder, Indicator) and line.holder.veto is not None


CHECKS = (decided_beforehand,)
