"""Evidence for the tests of bundled standards: the fixtures, and the first case of a standard with changes."""

from __future__ import annotations

from functools import cache
from typing import Any

from evalcore.cases import cases_path
from evalcore.loader import bundled_folder, load_standard
from evalcore.places import read_document
from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from evalcore.standard import Standard

FIXTURES = bundled_folder().parent / "fixtures"


@cache
def standard(name: str) -> Standard:
    return load_standard(name)


def first_case(name: str) -> dict[str, Any]:
    """The evidence of a standard's first case, as the file has it: everything in order."""
    evidence = read_document(cases_path(name)).data["cases"][0]["evidence"]  # type: ignore[index]
    assert isinstance(evidence, dict)
    return evidence


def changed(name: str, **fields: object) -> dict[str, Any]:
    """The evidence of the first case with some fields replaced, or taken out (None)."""
    filed = first_case(name)
    entries = {**filed["evidence"], **fields}
    return {**filed, "evidence": {key: value for key, value in entries.items() if value is not None}}


def fixture(name: str) -> Scorecard:
    """The scorecard of a fixture, confirmed."""
    path = FIXTURES / f"{name}.yaml"
    return score(standard(read_document(path).data["standard"]), path)  # type: ignore[index]
