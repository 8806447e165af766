"""Every row of docs/leaf-rules.md is scored, on every reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from evalcore.errors import StandardError
from evalcore.loader import load_standard
from evalcore.places import read_yaml
from evalcore.pointrules import RULE_NAMES
from evalcore.scoring import score

PAGE = (Path(__file__).parents[2] / "docs/leaf-rules.md").read_text("utf-8")
YEARS = (2009, 2010, 2011)


class Example(NamedTuple):
    name: str
    leaf: dict[str, Any]
    evidence: dict[str, Any]
    low: Fraction
    high: Fraction


def data(block: str) -> Any:
    return read_yaml(block).data


FIELDS = data(re.findall(r"```yaml\n(fields:.*?)```", PAGE, flags=re.DOTALL)[0])["fields"]


def filed(field: str, cell: str) -> Any:
    if field == "marks":
        return [{"given": mark} for mark in cell.split()]
    if field == "yearly":
        return {year: value for year, value in zip(YEARS, cell.split(), strict=True) if value != "—"}
    return cell


def examples() -> Iterator[Example]:
    for section in PAGE.split("\n### ")[1:]:
        name = section.splitlines()[0]
        leaf = data(re.findall(r"```yaml\n(.*?)```", section, flags=re.DOTALL)[0])
        header, _, *rows = [line for line in section.splitlines() if line.startswith("|")]
        names = [cell.strip() for cell in header.strip("|").split("|")]
        for row in rows:
            cells = dict(zip(names, (cell.strip() for cell in row.strip("|").split("|")), strict=True))
            low, _, high = cells.pop("points").partition(" – ")
            evidence = {field: filed(field, cell) for field, cell in cells.items() if cell != "—"}
            yield Example(name, leaf, evidence, Fraction(low), Fraction(high or low))


def points_at(leaf: dict[str, Any], evidence: dict[str, Any]) -> tuple[Fraction, Fraction | None]:
    spec: dict[str, Any] = {
        "evalcore": "1", "id": "example", "edition": "1", "title": "例", "kind": "points", "subject": "区",
        "cycle": {"years": list(YEARS)}, "levels": [{"id": "a", "title": "甲", "from": "0.1"}], "pass_level": "a",
        "evidence": FIELDS, "indicators": [{"id": "1", "title": "例", "authority": "stated", **leaf}],
    }  # fmt: skip
    standard = load_standard({**spec, "total": total_of(spec)})
    points = score(standard, {"evidence": evidence}).points["1"]
    return points.low, points.high


def total_of(spec: dict[str, Any]) -> str:
    """What the points add up to: the loader says it when the total is another."""
    with pytest.raises(StandardError) as refused:
        load_standard({**spec, "total": "1000"})
    return str(refused.value.problems[0].params["sum"])


@pytest.mark.parametrize(
    "example", list(examples()), ids=lambda e: f"{e.name}: {' '.join(map(str, e.evidence.values()))}"
)
def test_an_example_gives_the_points_the_page_says(example: Example) -> None:
    assert points_at(example.leaf, example.evidence) == (example.low, example.high)


def test_every_rule_has_examples() -> None:
    assert {example.name.split()[0] for example in examples()} == RULE_NAMES | {"excess"}
