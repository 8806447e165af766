"""What is suspicious in a standard that loads: likely slips of the sheet or of its encoding, see `docs/lint.md`."""

from __future__ import annotations

from evalcore.errors import Problem, Severity
from evalcore.lint import conditions, fullpoints, losses, names, sheet, titles
from evalcore.lint.reading import Finding, Reading
from evalcore.loader import Places
from evalcore.places import Document
from evalcore.standard import Acceptance, Standard

__all__ = ["lint"]

CHECKS = (*conditions.CHECKS, *fullpoints.CHECKS, *losses.CHECKS, *names.CHECKS, *titles.CHECKS, *sheet.CHECKS)
FOR_INFORMATION = frozenset({"lint-assumed"})


def lint(standard: Standard, document: Document | None = None) -> list[Problem]:
    """Everything suspicious in a standard that it does not accept by name, in the order of its source.

    `document` is the file that the standard was read from, for lines and columns; without it a place is a path. Nothing
    found here keeps a standard from being used: the severity is `warning`, or `info` for what is merely counted.
    """
    reading = Reading(standard)
    findings = [finding for check in CHECKS for finding in check(reading)]
    kept = [finding for finding in findings if not any(_accepts(each, finding) for each in standard.accepts)]
    for index, acceptance in enumerate(standard.accepts):
        if not any(_accepts(acceptance, finding) for finding in findings):
            params: dict[str, object] = {"accepted": acceptance.code, "id": acceptance.id or "*"}
            kept.append(Finding("lint-acceptance-unused", ("accepts", index), (), params))
    places = Places(document.data if document else None, document)
    problems = [_problem(finding, places) for finding in kept]
    return sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0))


def _accepts(acceptance: Acceptance, finding: Finding) -> bool:
    return acceptance.code == finding.code and acceptance.id in (None, *finding.about)


def _problem(finding: Finding, places: Places) -> Problem:
    severity: Severity = "info" if finding.code in FOR_INFORMATION else "warning"
    place = places.place(finding.path, key=finding.key, offset=finding.offset)
    return Problem(finding.code, place, finding.params, severity)
