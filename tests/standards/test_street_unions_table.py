"""A table of places under Chinese headers says what the files of the same places say."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import evalcore as ec
from evalcore.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
TABLE = FIXTURES / "street-unions.csv"
NAME = "street-union-six-good"


def test_every_place_is_read() -> None:
    found = ec.read_places(ec.load_standard(NAME), TABLE)
    assert [(each.subject, each.problems) for each in found] == [
        ("柳塘街道总工会（虚构）", ()),
        ("某街道总工会（虚构）", ()),
    ]
    assert all(each.evidence is not None for each in found)


def test_a_row_scores_as_its_file() -> None:
    standard = ec.load_standard(NAME)
    row = ec.score(standard, ec.read_evidence(standard, TABLE, "柳塘街道总工会(虚构)"))
    file = ec.score(standard, FIXTURES / "street-union-good.yaml")
    assert (row.verdict, row.score, row.verdicts) == (file.verdict, file.score, file.verdicts)


@pytest.mark.parametrize("command", ["score", "audit"])
def test_the_place_is_named_on_the_command_line(command: str) -> None:
    result = CliRunner().invoke(main, [command, NAME, str(TABLE), "--place", "某街道总工会（虚构）", "--lang", "zh"])
    assert result.exit_code == 0, result.stderr
    assert "某街道总工会（虚构）" in result.stdout
    assert "street-unions.csv" in result.stdout
    without = CliRunner().invoke(main, [command, NAME, str(TABLE), "--lang", "zh"])
    assert (without.exit_code, without.stdout) == (2, "")
    assert "文件中有 2 个单位：柳塘街道总工会（虚构）、某街道总工会（虚构）" in without.stderr
