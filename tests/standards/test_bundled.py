"""Every bundled standard: it loads, says where everything comes from, and gives what cases and fixtures document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from evalcore.answers import from_values
from evalcore.casefile import ReadCase, read_cases
from evalcore.cases import cases_path, run_case, run_cases
from evalcore.conditions.expressions import names
from evalcore.engines import confirm, scalar, trace
from evalcore.errors import InputError
from evalcore.figures import exact_text
from evalcore.loader import bundled_folder, bundled_ids
from evalcore.places import read_document
from evalcore.pointrules import Raters
from evalcore.scoring import plan_for, score
from evalcore.standard import Indicator
from evalcore.trees import mean_of
from tests.standards.filing import FIXTURES, changed, first_case, fixture, standard

STANDARDS = bundled_ids()


@cache
def read(name: str) -> dict[str, ReadCase]:
    return {case.title: case for case in read_cases(standard(name), cases_path(name))}


def written(name: str, file: str) -> Any:
    """A file of a standard as plain data; nothing where it cannot be read, which a test of its own shows."""
    try:
        return read_document(bundled_folder() / name / file).data
    except InputError:
        return {}


def indicators_in(part: Any) -> Iterator[str]:
    """The ids of the indicators of a standard as written."""
    yield from (leaf["id"] for leaf in part.get("indicators", ()))
    for criterion in part.get("criteria", ()):
        yield from indicators_in(criterion)


# Collected from the files as written, so that a standard that does not load fails in its own tests only.
EVERY_CASE = [
    pytest.param(name, case["title"], id=f"{name}: {case['title']}")
    for name in STANDARDS
    for case in written(name, "cases.yaml").get("cases", ())
]
EVERY_INDICATOR = [
    pytest.param(name, leaf, id=f"{name}: {leaf}")
    for name in STANDARDS
    for leaf in indicators_in(written(name, "standard.yaml"))
]

# --- what a standard must say -----------------------------------------------------------------------------------------


def test_there_are_bundled_standards() -> None:
    assert {"elder-respect-model-district", "union-model-district"} <= set(STANDARDS)


@pytest.mark.parametrize("name", STANDARDS)
def test_the_folder_is_called_after_the_standard_and_explains_it(name: str) -> None:
    assert standard(name).id == name
    assert standard(name).sources or standard(name).teaching
    assert len((bundled_folder() / name / "README.md").read_text(encoding="utf-8")) > 1000


@pytest.mark.parametrize(("name", "id_"), EVERY_INDICATOR)
def test_an_indicator_says_where_it_comes_from_and_what_to_do(name: str, id_: str) -> None:
    leaf = indicator(name, id_)
    assert leaf.clause
    assert leaf.remedy
    assert (leaf.authority == "assumed") == bool(leaf.assumed)
    assert leaf.documents or fields_of(name, leaf)


@pytest.mark.parametrize("name", STANDARDS)
def test_only_what_is_called_teaching_material_is_marked_so(name: str) -> None:
    assert standard(name).teaching == name.startswith("teaching")


@pytest.mark.parametrize("name", [name for name in STANDARDS if not name.startswith("teaching")])
def test_nothing_assumed_refuses(name: str) -> None:
    for leaf in standard(name).leaves():
        assert leaf.veto is None or leaf.authority != "assumed", leaf.id
    for rule in standard(name).rules:
        assert not (rule.then.refuse or rule.then.cap) or rule.authority != "assumed", rule.id


@pytest.mark.parametrize(
    ("name", "authorities", "vetoes"),
    [
        ("elder-respect-model-district", {"assumed": 92, "external": 2}, []),
        ("union-model-district", {"stated": 66, "external": 4, "assumed": 1}, ["3.8", "6.5"]),
    ],
)
def test_as_many_of_each_authority_as_the_readme_says(
    name: str, authorities: dict[str, int], vetoes: list[str]
) -> None:
    leaves = list(standard(name).leaves())
    assert Counter(leaf.authority for leaf in leaves) == authorities
    assert [leaf.id for leaf in leaves if leaf.veto] == vetoes


def indicator(name: str, id_: str) -> Indicator:
    return next(leaf for leaf in standard(name).leaves() if leaf.id == id_)


def fields_of(name: str, leaf: Indicator) -> set[str]:
    """The fields that an indicator reads, the parts of rates included."""
    trees = list(plan_for(standard(name)).trees[leaf.id].values())
    if isinstance(leaf.points, Raters):
        trees.append(mean_of(leaf.points))
    return {read.id for tree in trees for read in names(tree) if read.kind == "field"}


# --- its cases --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "title"), EVERY_CASE)
def test_a_case_gives_what_it_says(name: str, title: str) -> None:
    assert run_case(standard(name), read(name)[title]).differences == ()


@pytest.mark.parametrize(("name", "title"), EVERY_CASE)
def test_every_reading_gives_the_same_answers(name: str, title: str) -> None:
    card = score(standard(name), read(name)[title].evidence)
    traced = from_values(card.plan, trace.run(card.plan.nodes, card.inputs.slots))
    assert traced == card.answers
    exact = card.inputs.exact
    if exact is not None:
        assert scalar.prepare(card.plan)(exact) == card.answers
    assert card.confirmed_by.decided_by == ("trace" if exact is None else "scalar")
    assert card.confirmed_by.arithmetic == (None if exact is None else "trace")
    assert not confirm.available() or str(card.confirmed_by.logic).startswith("durable-rules")


@pytest.mark.parametrize("name", STANDARDS)
def test_the_cases_show_every_outcome_and_both_sides_of_every_veto(name: str) -> None:
    results = run_cases(standard(name), cases_path(name))
    assert {"met", "unmet", "unknown"} <= {case.expect.verdict for case in read(name).values()}
    assert sum(bool(case.expect.indicators) for case in read(name).values()) >= 10
    for leaf in standard(name).leaves():
        missing = results.unreached.get(leaf.id, ())
        assert "met" not in missing, leaf.id
        assert leaf.veto is None or not missing, leaf.id


@pytest.mark.parametrize("name", STANDARDS)
def test_findings_and_gaps_of_every_case_can_be_written_in_both_languages(name: str) -> None:
    for case in read(name).values():
        card = score(standard(name), case.evidence, confirmed=False)
        for text in (card.record.model_dump_json(), card.explain("zh"), card.explain("en")):
            assert text.strip()
            assert "{" not in text or text.startswith("{")


# --- blank and missing evidence ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STANDARDS)
def test_blank_evidence_decides_nothing(name: str) -> None:
    filed = first_case(name)
    card = score(standard(name), {key: filed[key] for key in ("years", "parameters") if key in filed})
    assert {card.verdicts[leaf.id] for leaf in standard(name).leaves()} == {"unknown"}
    assert card.verdict == "unknown"


@pytest.mark.parametrize(("name", "id_"), EVERY_INDICATOR)
def test_an_indicator_without_its_evidence_is_unknown(name: str, id_: str) -> None:
    """Never unmet, never not applicable; and where everything must be met, the outcome is open too."""
    leaf = indicator(name, id_)
    card = score(standard(name), changed(name, **dict.fromkeys(fields_of(name, leaf))), confirmed=False)
    assert card.verdicts[leaf.id] == "unknown"
    assert card.verdict != "met" or standard(name).kind == "points"
    assert leaf.veto is None or card.fired[leaf.id] == "absent"


# --- the fixtures -----------------------------------------------------------------------------------------------------

# The verdict of the whole, how many indicators have each verdict, and which are unmet.
DOCUMENTED: dict[str, tuple[str, dict[str, int], list[str]]] = {
    "elder-respect-made-up-good": ("met", {"met": 94}, []),
    "elder-respect-real-district": ("unmet", {"met": 78, "unmet": 1, "unknown": 15}, ["E5.1a"]),
    "union-passing": ("met", {"met": 71}, []),
    "union-by-a-hair": ("unmet", {"met": 67, "unmet": 4}, ["1.3a", "2.4", "2.6b", "6.1"]),
    "union-much-missing": ("unknown", {"met": 12, "unknown": 59}, []),
}


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_fixture_gives_the_documented_verdicts(name: str) -> None:
    card = fixture(name)
    verdicts = {leaf.id: card.verdicts[leaf.id] for leaf in card.plan.standard.leaves()}
    unmet = [leaf for leaf, verdict in verdicts.items() if verdict == "unmet"]
    assert (card.verdict, Counter(verdicts.values()), unmet) == DOCUMENTED[name]


# The outcome, the score and the level; the score is open where it is None.
SCORED: dict[str, tuple[str, str | None, str | None]] = {
    "employment-community-good": ("met", "261.7", "demonstration"),
    "employment-community-problems": ("unmet", None, None),
    "street-union-good": ("met", "97.5", "model"),
    "street-union-problems": ("unknown", None, None),
}


@pytest.mark.parametrize("name", SCORED)
def test_a_fixture_gives_the_documented_score(name: str) -> None:
    card = fixture(name)
    assert card.score is not None
    final = exact_text(card.score.low) if card.score.final else None
    assert (card.verdict, final, card.level and card.level.id) == SCORED[name]
    assert bool(card.levels_open) == (final is None)


SHARED = {"employment-county"}  # what all places of a table share: it goes with employment-communities.csv


def test_every_fixture_is_documented() -> None:
    assert {path.stem for path in FIXTURES.glob("*.yaml")} == {*DOCUMENTED, *SCORED, *SHARED}


def test_the_good_fixture_and_the_first_case_are_the_same_evidence() -> None:
    filed = read_document(FIXTURES / "elder-respect-made-up-good.yaml").data
    assert {"standard": "elder-respect-model-district", **first_case("elder-respect-model-district")} == filed


def test_the_fixture_by_a_hair_holds_where_it_says_so() -> None:
    card = fixture("union-by-a-hair")
    assert [card.verdicts[leaf] for leaf in ("1.4", "2.3", "2.5", "6.2")] == ["met"] * 4


def test_in_the_fixture_with_much_missing_nothing_is_unmet_for_certain() -> None:
    card = fixture("union-much-missing")
    assert set(card.verdicts.values()) <= {"met", "unknown"}
    assert {gap.kind for gap in card.gaps} == {"missing", "to_verify"}
    assert {item.owner for item in card.awaiting} == {"assessor", "issuer"}
