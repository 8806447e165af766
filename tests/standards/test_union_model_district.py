"""The union standard on its lines: 90 % to the last unit, rates that cannot be formed, and its two vetoes."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from evalcore.results import CheckRecord, Phrase
from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from tests.standards.filing import changed, standard

NAME = "union-model-district"
FIGURE = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?=%| 个百分点| percentage points)")


def filed(**fields: object) -> Scorecard:
    """The district in which everything is met, but for some fields."""
    return score(standard(NAME), changed(NAME, **fields))


def members(part: int, whole: int) -> tuple[Scorecard, CheckRecord]:
    """The scorecard and the check of 2.4 (入会率) for so many members among so many workers."""
    card = filed(members=part, workers=whole, migrant_workers=None, migrant_members=None, new_members=None)
    [check] = next(leaf for leaf in card.record.indicators if leaf.id == "2.4").checks
    return card, check


def figures(phrase: Phrase | None) -> list[Fraction]:
    """The percentages printed in both languages."""
    assert phrase is not None
    return [Fraction(text) for text in FIGURE.findall(f"{phrase.zh}\n{phrase.en}")]


# --- 90 % -------------------------------------------------------------------------------------------------------------

# Exactly 90 % or above, down to differences that no float can hold.
REACHED = [
    (9000, 10000),
    (9, 10),
    (900000, 1000000),
    (9 * 10**12, 10**13),
    (27000001, 30000001),
    (9 * 10**17, 10**18 - 1),
    (9 * 10**29, 10**30),
]
MISSED = [
    (8999, 10000),
    (899999, 1000000),
    (8999999999999, 10**13),
    (26999999, 29999999),
    (26999999, 30000000),
    (299999999, 333333333),
    (9 * 10**17 - 1, 10**18),
    (9 * 10**17, 10**18 + 1),
    (9 * 10**29 - 1, 10**30),
]


@pytest.mark.parametrize(("part", "whole"), REACHED)
def test_90_percent_counts(part: int, whole: int) -> None:
    card, check = members(part, whole)
    assert card.verdicts["2.4"] == "met"
    assert (check.truth, check.shortfall, check.short_text) == ("yes", None, None)
    assert all((figure > 90) == (Fraction(part, whole) > Fraction(9, 10)) for figure in figures(check.actual))
    assert all(figure >= 90 for figure in figures(check.actual))


@pytest.mark.parametrize(("part", "whole"), MISSED)
def test_anything_less_does_not(part: int, whole: int) -> None:
    card, check = members(part, whole)
    assert card.verdicts["2.4"] == card.verdict == "unmet"
    assert [gap.indicator.id for gap in card.gaps if gap.kind == "unmet"] == ["2.4"]
    assert check.shortfall is not None
    assert Fraction(check.shortfall) == 90 - Fraction(100 * part, whole)


@pytest.mark.parametrize(("part", "whole"), MISSED)
def test_what_falls_short_is_never_printed_as_the_line(part: int, whole: int) -> None:
    card, check = members(part, whole)
    assert len(figures(check.actual)) == 2
    assert all(figure < 90 for figure in figures(check.actual))
    [gap] = [gap for gap in card.record.gaps if gap.indicator == "2.4"]
    assert gap.actual == check.actual
    for text in (card["2.4"].explain("zh"), card["2.4"].explain("en")):
        shown = [Fraction(figure) for figure in re.findall(r"[=≈] ?([0-9.]+)%", text)]
        assert shown
        assert all(figure < 90 for figure in shown)


@pytest.mark.parametrize(("part", "whole"), MISSED)
def test_what_falls_short_is_never_printed_as_short_by_nothing(part: int, whole: int) -> None:
    _, check = members(part, whole)
    assert len(figures(check.short_text)) == 2
    assert all(figure > 0 for figure in figures(check.short_text))


def test_a_disputed_rate_that_falls_short_is_never_printed_as_the_line() -> None:
    """80 % as stated, 89.999997 % by its parts: unmet either way."""
    fields = {"members": 26999999, "workers": 30000000, "membership_rate": "80%"}
    card = filed(**fields, migrant_workers=None, migrant_members=None, new_members=None)
    assert card.verdicts["2.4"] == "unmet"
    [check] = next(leaf for leaf in card.record.indicators if leaf.id == "2.4").checks
    assert len(figures(check.actual)) == 4
    assert all(figure < 90 for figure in figures(check.actual))


@pytest.mark.parametrize("stated", ["89.99%", "80%"])
def test_a_finding_about_a_rate_below_the_line_does_not_print_the_line(stated: str) -> None:
    card = filed(members=26999999, workers=30000000, membership_rate=stated)
    [found] = [found for found in card.record.evidence_findings if found.code.startswith("rate-")]
    assert all(figure < 90 for figure in figures(found.text))


# --- rates that cannot be formed --------------------------------------------------------------------------------------


def test_0_of_0_is_unknown() -> None:
    card, check = members(0, 0)
    assert card.verdicts["2.4"] == card.verdict == "unknown"
    assert [(lack.reason, lack.owner) for lack in check.lacks] == [("empty", "place")]


@pytest.mark.parametrize(("part", "whole"), [(5, 0), (1, 0), (10001, 10000), (2, 1)])
def test_more_than_the_whole_is_invalid(part: int, whole: int) -> None:
    """5 of 0 too; the verdict is unknown, with the reason, and the number is a finding."""
    card, check = members(part, whole)
    assert card.verdicts["2.4"] == card.verdict == "unknown"
    assert [(lack.field, lack.reason, lack.owner) for lack in check.lacks] == [("members", "invalid", "place")]
    assert [gap.kind for gap in card.gaps if gap.indicator.id == "2.4"] == ["to_verify"]
    broken = [found for found in card.record.evidence_findings if found.severity == "invalid"]
    rate = "nothing-to-divide" if whole == 0 else "part-above-whole"
    assert {found.code for found in broken} == {rate, "relation-broken"}
    assert all("2.4" in found.indicators for found in broken)


@pytest.mark.parametrize(("collected", "due"), [("5元", "0元"), ("451万元", "450万元")])
def test_a_rate_without_a_relation_is_guarded_by_itself(collected: str, due: str) -> None:
    """6.1: no relation says that dues collected are within those due."""
    card = filed(
        dues_collected={"2005": "372万元", "2006": "399万元", "2007": collected},
        dues_due={"2005": "400万元", "2006": "420万元", "2007": due},
        dues_remitted=None,
    )
    assert card.verdicts["6.1"] == "unknown"
    found = [each.code for each in card.record.evidence_findings if "dues_rate" in each.fields]
    assert found == ["nothing-to-divide" if due == "0元" else "part-above-whole"]


def test_0_of_0_dues_is_unknown() -> None:
    zero = {"2005": 0, "2006": 0, "2007": 0}
    assert filed(dues_collected=zero, dues_due=zero).verdicts["6.1"] == "unknown"


# --- applicability ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unions", [None, {"missing": "名册未附"}, {"not_applicable": "没有大工会"}])
def test_an_undecided_applicability_is_unknown(unions: object) -> None:
    """Whether there are unions of 25 is not known: neither not applicable nor unmet."""
    card = filed(unions=unions)
    assert (card.verdicts["2.6a"], card.verdicts["2.6b"], card.verdict) == ("unknown", "unknown", "unknown")


# --- vetoes -----------------------------------------------------------------------------------------------------------

VETOES = [("3.8", "serious_accidents"), ("6.5", "fund_violations")]


@pytest.mark.parametrize(("leaf", "field"), VETOES)
@pytest.mark.parametrize("years", [None, {"2006": 0}, {"2006": 0, "2007": {"unreadable": "□"}}])
def test_a_veto_that_cannot_be_decided_leaves_the_outcome_unknown(leaf: str, field: str, years: object) -> None:
    card = filed(**{field: years})
    assert (card.fired[leaf], card.refused, card.verdict) == ("absent", "absent", "unknown")
    assert [gap.indicator.id for gap in card.gaps] == [leaf]


@pytest.mark.parametrize(("leaf", "field"), VETOES)
@pytest.mark.parametrize("years", [{"2006": 0, "2007": 1}, {"2006": 3}, {"2006": "1余", "2007": 0}])
def test_a_veto_refuses(leaf: str, field: str, years: object) -> None:
    card = filed(**{field: years})
    assert (card.fired[leaf], card.refused, card.verdict) == ("yes", "yes", "unmet")
    assert card.gaps[0].indicator.id == leaf
    assert {veto.indicator: veto.fired for veto in card.record.vetoes} == {"3.8": "no", "6.5": "no"} | {leaf: "yes"}


def test_both_vetoes_together() -> None:
    card = filed(serious_accidents={"2006": 1, "2007": 0}, fund_violations={"2006": 0, "2007": 2})
    assert (dict(card.fired), card.verdict) == ({"3.8": "yes", "6.5": "yes"}, "unmet")
