"""Figures of real reports that contradict each other, or do not: every one gets the verdict it had when worked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evalcore.loader import standard_of
from evalcore.scorecard import Scorecard
from evalcore.scoring import score

PIECES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "pieces.yaml").read_text("utf-8"))
OWN = ("expect", "unit")  # what a relation of the file says for the test


def judged(piece: dict[str, Any]) -> Scorecard:
    """The piece scored under a standard of its own."""
    fields: dict[str, Any] = {
        name: declared(text) for name, text in (piece["fields"] | piece.get("more_fields", {})).items()
    }
    rates = {name: {"type": "percentage", "label": name, **rate} for name, rate in piece.get("rates", {}).items()}
    relations = [
        {"title": each["id"], "severity": "doubtful", **{key: value for key, value in each.items() if key not in OWN}}
        for each in piece["relations"]
    ]
    first = next(iter(fields))
    standard = standard_of(
        as_text(
            {
                "evalcore": "1", "id": "piece", "edition": "1", "title": piece["piece"], "kind": "conditions",
                "subject": "区", "evidence": fields | rates, "relations": relations,
                "indicators": [{"id": "1", "title": "一", "authority": "stated", "met": f"{first} >= 0"}],
            }
        )
    )  # fmt: skip
    return score(standard, {"evidence": piece["evidence"]})


def declared(text: str) -> dict[str, str]:
    kind, unit = text.split()
    return {"type": kind, "unit": unit, "label": text}


def as_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_text(value) for value in data]
    return data if isinstance(data, str) else str(data).lower()


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece["piece"])
def test_every_relation_has_the_verdict_worked_out_by_hand(piece: dict[str, Any]) -> None:
    card = judged(piece)
    found = {str(each.params["id"]): each for each in card.inputs.findings if "id" in each.params}
    verdicts = {}
    for relation in piece["relations"]:
        name = relation["id"]
        finding = found.get(name)
        if name in card.inputs.relations_not_judged:
            verdicts[name] = "open"
        elif finding is None:
            verdicts[name] = "holds"
        else:
            verdicts[name] = "cut" if finding.code == "relation-computed-cut" else "broken"
            assert finding.params.get("factor") == relation.get("unit")
            assert finding.severity == ("note" if verdicts[name] == "cut" else relation.get("severity", "doubtful"))
    assert verdicts == {relation["id"]: relation["expect"] for relation in piece["relations"]}
    others = sorted(each.code for each in card.inputs.findings if "id" not in each.params)
    assert others == sorted(piece.get("findings", []))
    for relation in piece["relations"]:
        for name in relation.get("spoils", []) if verdicts[relation["id"]] == "broken" else []:
            assert {each.absence for each in card.record.evidence if each.field == name} == {"invalid"}


def test_findings_are_sentences() -> None:
    for piece in PIECES:
        for finding in judged(piece).record.evidence_findings:
            for text in (finding.text.zh, finding.text.en):
                assert text
                assert "{" not in text
                assert "None" not in text
