"""Better evidence never lowers anything, where a standard only ever asks for more of what is good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from tests.properties.generate_simple import YEARS, Spec, filed, standard_of

RANK = {"unmet": 0, "unknown": 1, "met": 2}


def improved(rng: Random, fields: Spec) -> Iterator[Spec]:
    """The same with one thing better."""
    steps: dict[str, Callable[[Any], Any]] = {
        "workers": lambda entry: entry - 1,
        "visits": lambda entry: [each + rng.choice([0, 1, 3]) for each in entry],
        "waiting": lambda entry: str(Decimal(entry) - 1),
        "posted": lambda _entry: True,
        "plan": lambda _entry: "年度计划",
        "manner": lambda _entry: "好",
        "meetings": lambda entry: entry | {rng.choice(YEARS): 5},
        "unions": lambda entry: [each | {"size": each["size"] + 2, "ready": True} for each in entry],
    }
    for name, better in steps.items():
        if name in fields:
            yield fields | {name: better(fields[name])}
    members = str(fields.get("members", ""))
    if members.isdigit():
        yield fields | {"members": int(members) + 1}
        yield fields | {"members": f"{members}以上"}


def lowered(before: Scorecard, after: Scorecard) -> Iterator[str]:
    """What the better evidence made worse."""
    for name, verdict in before.verdicts.items():
        if RANK[after.verdicts[name]] < RANK[verdict]:
            yield f"{name}: {verdict}, then {after.verdicts[name]}"
    if RANK[after.verdict] < RANK[before.verdict]:
        yield f"{before.verdict}, then {after.verdict}"
    numbers = [(name, points, after.points[name]) for name, points in before.points.items()]
    if before.score is not None and after.score is not None:
        numbers.append(("score", before.score, after.score))
    for name, old, new in numbers:
        if new.low < old.low or (old.high is not None and new.high is not None and new.high < old.high):
            yield f"{name}: {old}, then {new}"


@pytest.mark.parametrize("kind", ["conditions", "points"])
@pytest.mark.parametrize("seed", range(25))
def test_better_evidence_never_lowers(seed: int, kind: str) -> None:
    rng = Random(seed)
    standard = standard_of(rng, kind)
    for _ in range(12):
        fields = filed(rng)
        before = score(standard, {"evidence": fields}, confirmed=False)
        for better in improved(rng, fields):
            after = score(standard, {"evidence": better}, confirmed=False)
            assert not list(lowered(before, after)), (fields, better)
