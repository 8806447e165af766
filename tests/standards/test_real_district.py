"""The real district, whose report is garbled in known ways: nothing of it is corrected, and nothing met rests on it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from evalcore.engines import confirm
from evalcore.errors import Language
from evalcore.reports import markdown, terminal
from evalcore.results import EvidenceRecord, FindingRecord, IndicatorRecord, ScorecardRecord
from evalcore.scorecard import Scorecard
from evalcore.scoring import score
from tests.standards.filing import changed, fixture, standard

NAME = "elder-respect-model-district"
GARBLED = "50元、100**200元"


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return fixture("elder-respect-real-district")


@pytest.fixture(scope="module")
def record(card: Scorecard) -> ScorecardRecord:
    return card.record


def findings(record: ScorecardRecord, field: str) -> list[FindingRecord]:
    return [found for found in record.evidence_findings if field in found.fields]


def finding(record: ScorecardRecord, code: str, field: str) -> FindingRecord:
    [found] = [found for found in findings(record, field) if found.code == code]
    return found


def evidence(record: ScorecardRecord, field: str) -> EvidenceRecord:
    [found] = [entry for entry in record.evidence if entry.field == field]
    return found


def indicator(record: ScorecardRecord, id_: str) -> IndicatorRecord:
    return next(leaf for leaf in record.indicators if leaf.id == id_)


def with_field(field: str, value: Any) -> Scorecard:
    """The made-up district in which everything is met, but for one field."""
    return score(standard(NAME), changed(NAME, **{field: value}))


# --- the result as a whole --------------------------------------------------------------------------------


def test_the_district_is_not_met(card: Scorecard, record: ScorecardRecord) -> None:
    assert card.verdict == record.verdict == "unmet"
    assert card.score is None
    assert card.level is None


@pytest.mark.parametrize("render", [terminal.render, markdown.render])
def test_the_result_is_headed_trial(
    record: ScorecardRecord, render: Callable[[ScorecardRecord, Language], str]
) -> None:
    assert record.trial
    assert len(record.rests_on_assumed) == 92
    assert "试算" in render(record, "zh").splitlines()[0]
    assert "[trial]" in render(record, "en").splitlines()[0].replace("\\", "")


def test_its_verdicts_are_confirmed(card: Scorecard) -> None:
    """It holds intervals, so `trace` decides it and durable-rules derives its verdicts again."""
    assert card.confirmed_by.decided_by == "trace"
    assert not confirm.available() or str(card.confirmed_by.logic).startswith("durable-rules")


GARBLED_FIELDS = {
    "five_guarantee": ["E5.1a"],
    "central_support": ["E5.1a"],
    "central_rate": ["E5.1a"],
    "medical_rate": ["E4.2"],
    "cards": ["E7.2b"],
    "subsidy_90": ["E7.3a"],
    "subsidy_95": ["E7.3b"],
    "subsidy_100": ["E7.3c"],
}


@pytest.mark.parametrize(("field", "touched"), GARBLED_FIELDS.items())
def test_nothing_met_rests_on_a_garbled_figure(record: ScorecardRecord, field: str, touched: list[str]) -> None:
    """The indicators that read the field are known, each finding names them, and none of them is met."""
    reading = [
        leaf.id for leaf in record.indicators if any(field in check.fields for check in [*leaf.applies, *leaf.checks])
    ]
    assert reading == touched
    assert findings(record, field)
    for found in findings(record, field):
        assert set(touched) <= set(found.indicators)
    assert all(indicator(record, leaf).verdict in ("unmet", "unknown") for leaf in touched)
    assert set(touched) <= {gap.indicator for gap in record.gaps} | {item.indicator for item in record.awaiting}


# --- 集中供养率: 1298 of 2718 ----------------------------------------------------------------------


def test_the_support_rate_is_that_of_its_parts(card: Scorecard, record: ScorecardRecord) -> None:
    [check] = card.checks.of("E5.1a")
    assert check.left is not None
    assert check.left.exact == Fraction(100 * 1298, 2718)
    [written] = indicator(record, "E5.1a").checks
    assert written.actual is not None
    assert "1298" in written.actual.zh
    assert "2718" in written.actual.zh
    assert written.actual.zh.endswith("≈47.76%")
    assert written.shortfall == str(50 - Fraction(100 * 1298, 2718))
    assert written.short_text is not None
    assert "61" in written.short_text.zh


def test_the_stated_rate_is_noted_as_true_by_cutting(record: ScorecardRecord) -> None:
    found = finding(record, "rate-cut", "central_rate")
    assert found.severity == "note"
    assert "47.7%" in found.text.zh
    assert "截断" in found.text.zh
    assert "cut" in found.text.en
    assert not any(other.code.startswith("rate-contradicts") for other in findings(record, "central_rate"))


@pytest.mark.parametrize(
    ("stated", "code"), [("47.7%", "rate-cut"), ("47.8%", None), ("47.6%", "rate-contradicts"), ("48%", None)]
)
def test_a_rate_may_be_cut_or_rounded_but_nothing_else(stated: str, code: str | None) -> None:
    fields = {"five_guarantee": 2718, "central_support": 1298, "central_rate": stated}
    found = score(standard(NAME), changed(NAME, **fields)).record
    assert [each.code for each in findings(found, "central_rate")] == ([code] if code else [])


def test_the_figure_cut_off_is_not_used(record: ScorecardRecord) -> None:
    """“五保户27”: the text ends there. 27 is kept as filed, and the figure of the other sources stands alone."""
    entry = evidence(record, "five_guarantee")
    assert entry.value is not None
    assert entry.value.zh == "2718人"
    assert [(source.raw, source.absence) for source in entry.sources] == [
        ("2718人", None), ("2718人", None), ("27", "cut_off")
    ]  # fmt: skip
    assert finding(record, "claim-cut-off", "five_guarantee").severity == "note"
    assert not [found for found in findings(record, "five_guarantee") if found.code == "sources-differ"]


def test_a_figure_cut_off_is_not_used_even_where_there_is_no_other() -> None:
    card = with_field("five_guarantee", {"cut_off": "27"})
    assert card.verdicts["E5.1a"] == card.verdict == "unknown"
    assert evidence(card.record, "five_guarantee").value is None


# --- 优待证: 10000万 cards for 8.9万 elders ----------------------------------------------------------------------


def test_the_impossible_number_of_cards_is_invalid(record: ScorecardRecord) -> None:
    found = finding(record, "relation-broken", "cards")
    assert found.severity == "invalid"
    assert found.fields == ["cards", "elders"]
    assert "10000万余册" in found.text.zh
    assert "8.9万" in found.text.zh
    entry = evidence(record, "cards")
    assert (entry.value, entry.absence) == (None, "invalid")
    assert [source.raw for source in entry.sources] == ["10000万余册"]
    [check] = indicator(record, "E7.2b").checks
    assert (check.truth, [lack.reason for lack in check.lacks]) == ("absent", ["invalid"])
    assert indicator(record, "E7.2b").verdict == "unknown"
    assert [gap.kind for gap in record.gaps if gap.indicator == "E7.2b"] == ["to_verify"]


def test_the_elders_are_not_doubted_for_the_cards(record: ScorecardRecord) -> None:
    entry = evidence(record, "elders")
    assert entry.value is not None
    assert entry.absence is None


@pytest.mark.parametrize(("cards", "verdict"), [("7万册", "met"), ("70001册", "unknown"), ("10000万余册", "unknown")])
def test_as_many_cards_as_elders_are_possible_and_one_more_is_not(cards: str, verdict: str) -> None:
    assert with_field("cards", cards).verdicts["E7.2b"] == verdict


# --- 医疗保险: 5051 are not 34 % of 21702 ----------------------------------------------------------------------


def test_the_medical_rate_does_not_fit_its_base_and_fits_another(card: Scorecard, record: ScorecardRecord) -> None:
    found = finding(record, "rate-contradicts-fits-other", "medical_rate")
    assert found.severity == "contradictory"
    for figure in ("34%", "5051", "21702", "≈23.27%", "离退休人员", "城镇基本养老保险参保人数"):
        assert figure in found.text.zh
    [check] = card.checks.of("E4.2")
    assert check.left is not None
    assert (check.left.low, check.left.high) == (Fraction(100 * 5051, 21702), Fraction(34))


@pytest.mark.parametrize(
    ("target", "verdict"), [("23", "met"), ("24", "unknown"), ("34", "unknown"), ("34.1", "unmet"), (None, "unknown")]
)
def test_the_medical_rate_decides_only_what_both_figures_agree_on(target: str | None, verdict: str) -> None:
    fields = {"pension_insured": 21702, "retirees": 14646, "medical_retirees": 5051, "medical_rate": "34%"}
    filed = changed(NAME, **fields)
    filed["parameters"] = {"association_target": 95, **({"medical_target": target} if target else {})}
    card = score(standard(NAME), filed)
    assert card.verdicts["E4.2"] == verdict
    assert [item.owner for item in card.awaiting if item.indicator.id == "E4.2"] == ([] if target else ["issuer"])


# --- 长寿补贴: two figures for three age bands ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "leaf"), [("subsidy_90", "E7.3a"), ("subsidy_95", "E7.3b"), ("subsidy_100", "E7.3c")]
)
def test_the_garbled_subsidy_is_kept_as_it_stands(record: ScorecardRecord, field: str, leaf: str) -> None:
    entry = evidence(record, field)
    assert (entry.value, entry.absence) == (None, "unreadable")
    assert [source.raw for source in entry.sources] == [GARBLED]
    assert GARBLED in finding(record, "claim-unreadable", field).text.zh
    assert indicator(record, leaf).verdict == "unknown"


@pytest.mark.parametrize("text", [GARBLED, "50元、100200元", "50元、100元、200元"])
def test_a_garbled_subsidy_is_not_read_where_nobody_marks_it_so(text: str) -> None:
    card = with_field("subsidy_90", text)
    assert card.verdicts["E7.3a"] == card.verdict == "unknown"
    entry = evidence(card.record, "subsidy_90")
    assert entry.value is None
    assert [source.raw for source in entry.sources] == [text]
