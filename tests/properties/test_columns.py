"""The columns engine gives what `score` gives, row for row and gap for gap, whatever the columns are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import polars as pl
import pytest

from evalcore.batch.frames import score_frame
from evalcore.batch.parts import Batch
from evalcore.engines import ends, widths
from evalcore.errors import EngineDisagreement
from evalcore.loader import load_standard
from evalcore.scoring import score
from evalcore.standard import Standard
from tests.batch.compare import expected, expected_gaps, gaps_of, row_of
from tests.batch.plain import How, Row, evidence_of, frame_of, plain_row
from tests.batch.standards import conditions, points
from tests.properties import points_generate
from tests.properties.scored import pairs

Spec = dict[str, Any]
SEEDS, PLACES = 40, 15
HOW: tuple[How, ...] = ("text", "words", "numbers", "floats")


def plain_places(kind: str, seed: int, count: int = PLACES) -> tuple[Standard, list[Row], Spec]:
    """A generated standard, plain rows for it, and the years that all of them share."""
    if kind == "points":
        spec = points_generate.standards(seed)
        standard = load_standard(spec)
        filed = points_generate.evidences(spec, Random(seed), count)
    else:
        found = list(pairs(seed, count))
        standard, filed = found[0][1], [evidence for _, _, evidence in found]
    years = next((evidence["years"] for evidence in filed if evidence.get("years")), None)
    common = {"years": years} if years and standard.cycle is None else {}
    return standard, [plain_row(standard, evidence) for evidence in filed], common


def check(standard: Standard, rows: list[Row], common: Spec, how: How) -> Batch | None:
    """Score rows at once and one by one; every answer must be the same."""
    frame = frame_of(standard, rows, how)
    if not frame.width:
        return None
    batch = score_frame(standard, frame, common=common or None, sample=0)
    rejected = set(batch.rejects["row"])
    for position, row in enumerate(rows, 1):
        if position not in rejected:  # figures that no table holds: see test_batch_rows
            card = score(standard, evidence_of(standard, row, common), confirmed=False)
            assert row_of(batch.results, position) == expected(card, batch.results.columns), (how, row)
            assert gaps_of(batch.gaps, position) == expected_gaps(card), (how, row)
    return batch


@pytest.mark.parametrize("kind", ["points", "conditions"])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_plain_rows(kind: str, seed: int) -> None:
    standard, rows, common = plain_places(kind, seed)
    check(standard, rows, common, HOW[seed % len(HOW)])


@pytest.mark.long
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("seed", range(SEEDS, 10 * SEEDS))
def test_more_plain_rows(how: How, seed: int) -> None:
    for kind in ("points", "conditions"):
        check(*plain_places(kind, seed), how)


def test_most_plain_rows_are_carried() -> None:
    engines: Counter[str] = Counter()
    for seed in range(30):
        for kind in ("points", "conditions"):
            batch = check(*plain_places(kind, seed, 6), "text")
            engines.update(batch.report.engines if batch else {})
    assert engines["columns"] > 0.4 * engines.total()


@pytest.mark.parametrize("seed", range(12))
def test_rows_that_name_their_own_years(seed: int) -> None:
    standard, rows, _ = plain_places("points", seed)
    if standard.cycle is not None:
        return
    cycles = [[2010, 2011], [2009, 2010, 2011], [], [2011]]
    frame = frame_of(standard, rows, "text").with_columns(
        pl.Series("years", [" 、".join(map(str, cycles[at % 4])) or None for at in range(len(rows))], dtype=pl.String)
    )
    batch = score_frame(standard, frame, sample=1)
    for position, row in enumerate(rows, 1):
        years = cycles[(position - 1) % 4]
        card = score(standard, evidence_of(standard, row, {"years": years} if years else {}), confirmed=False)
        assert row_of(batch.results, position) == expected(card, batch.results.columns), row
        assert gaps_of(batch.gaps, position) == expected_gaps(card), row


@pytest.mark.parametrize("kind", ["points", "conditions"])
@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_tables_of_few_columns(kind: str, seed: int) -> None:
    """What no column gives is missing in every row: for Polars something else than a column of nothing."""
    rng = Random(seed)
    standard, rows, common = plain_places(kind, seed, 4)
    frame = frame_of(standard, rows, "text")
    if not frame.width:
        return
    shared = {**common, "evidence": dict.fromkeys(rng.sample(list(standard.evidence), 3), None)}
    for _ in range(12):
        some = frame.select(rng.sample(frame.columns, rng.randint(1, min(4, frame.width))))
        score_frame(standard, some, common=common or None, sample=1)
        score_frame(standard, some, common=shared, sample=1)


def test_what_all_places_share_is_shared_by_columns() -> None:
    standard = conditions()
    common = {
        "years": [2011], "parameters": {"target": 80}, "excused": {"1.2": {"reason": "无任务", "by": "考核组"}},
        "evidence": {"plan": "年度计划", "workers": 100},
    }  # fmt: skip
    frame = pl.DataFrame({"members": [95, 70, None], "workers": [None, 80, 60], "meetings[2011]": [2, 1, None]})
    batch = score_frame(standard, frame, common=common, sample=1)
    assert batch.report.engines == {"columns": 3}
    assert batch.results["1.2.verdict"].to_list() == ["not_applicable"] * 3
    assert batch.results["1.1.verdict"].to_list() == ["met", "unmet", "unknown"]
    assert batch.results["2.2.verdict"].to_list() == ["met"] * 3


@pytest.mark.parametrize("make", [conditions, points])
def test_rows_with_excuses_are_carried(make: Callable[[], Standard]) -> None:
    """With a reason and who gave it; one alone, odd ones, and one for what cannot be excused are left, and then refused."""
    reasons = ["无任务", None, "", " \u3000", "无任务", None, "\x1c", "——", "任务已撤"]
    by = ["考核组", None, " ", None, None, "考核组", "考核组", "考核组", "市 1 组"]
    frame = pl.DataFrame(
        {"excused[1.2].reason": reasons, "合理缺项[1.2].认定人": by, "members": [95] * 9, "workers": [100] * 9}
    )
    batch = score_frame(make(), frame, common={"parameters": {"target": 80}}, sample=1)
    excused = ["1.2.verdict", "row"]
    shown = dict(zip(batch.results["row"], batch.results["1.2.verdict"], strict=True))
    assert [row for row, verdict in shown.items() if verdict == "not_applicable"] == [1, 8, 9], batch.results.select(
        excused
    )
    assert batch.rejects["row"].unique().sort().to_list() == [5, 6, 7]
    assert batch.report.engines == {"columns": 5, "scalar": 1}  # 8: a dash says nothing plainly
    other = frame.rename({"excused[1.2].reason": "excused[1.1].reason", "合理缺项[1.2].认定人": "excused[1.1].by"})
    assert score_frame(make(), other, sample=1).rejects["row"].unique().sort().to_list() == [1, 5, 6, 7, 8, 9]


def test_the_order_of_rows_never_matters() -> None:
    for seed in range(10):
        standard, rows, common = plain_places("points", seed)
        frame = frame_of(standard, rows, "text")
        order = list(range(len(rows)))
        Random(seed).shuffle(order)
        straight, shuffled = (
            score_frame(standard, table, common=common or None, sample=0).results.drop("row", "engine")
            for table in (frame, frame[order])
        )
        assert straight[order].equals(shuffled)


# --- numbers at the edges of what integers hold -------------------------------------------------------------------------

EDGES = [0, 1, 2, 9, 10, *(2**bits + step for bits in (15, 16, 31, 32, 53, 62) for step in (-1, 0, 1)), 10**9, 10**15]
EDGES += [2**63 - 1, 10**18 - 1, 10**18, 10**18 + 1, 3 * 10**18]


def edge_standard() -> Standard:
    """Sums, products and rates that overflow 32, 64 and 128 bits when the figures are large enough."""
    leaves = {
        "sum": "a + b + c >= 2147483648",
        "product": "rate(a, b) >= rate(b, c)",
        "weighted": "7 * a - 3 * b <= 1000000007 * c",
        "rate": "rate(a, b) >= 90",
        "difference": "a - b == c",
    }
    indicators: list[Spec] = [
        {"id": key, "title": key, "authority": "stated", "met": met, "points": "10"} for key, met in leaves.items()
    ]
    rules: dict[str, Spec] = {
        "proportional": {"rule": "proportional", "full": "50", "of": "a", "target": "b"},
        "linear": {"rule": "linear", "full": "10", "of": "m", "target": "99999.99", "per": "0.03", "lose": "0.1",
                   "steps": "pro_rata", "measure": "points"},
        "percent": {"rule": "linear", "full": "10", "of": "m", "target": "70000", "per": "1", "lose": "0.7",
                    "steps": "pro_rata", "measure": "percent"},
    }  # fmt: skip
    indicators += [{"id": key, "title": key, "authority": "stated", "points": rule} for key, rule in rules.items()]
    evidence = {name: {"label": f"数{name}", "type": "count"} for name in "abc"}
    evidence["m"] = {"label": "金额", "type": "money"}
    head = {"evalcore": "1", "id": "edges", "edition": "1", "title": "边界", "kind": "points", "subject": "单位"}
    return load_standard({
        **head, "evidence": evidence, "indicators": indicators, "total": "120", "pass_level": "good",
        "levels": [{"id": "good", "title": "合格", "from": "60"}],
    })  # fmt: skip


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("seed", range(3))
def test_edges_of_integers(how: How, seed: int) -> None:
    random, standard = Random(seed), edge_standard()
    top = random.choice([2**31, 2**53, 10**18, 2**64])  # some tables are small all over, some are not
    edges = [edge for edge in EDGES if edge <= top]
    rows = [
        {name: str(random.choice(edges)) for name in "abc" if random.random() < 0.95}
        | {"m": f"{random.choice(edges)}.07"}
        for _ in range(150)
    ]
    assert check(standard, rows, {}, how) is not None


# --- a broken engine is caught ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        ("evalcore.engines.columns.ends.least", ends.greatest),
        ("evalcore.engines.columns.against_zero", lambda terms, constant, sign: widths.against_zero(terms, constant + 1, sign)),
        ("evalcore.engines.columns.floored", lambda part, whole: widths.floored(widths.summed([part, widths.literal(1)]), whole)),
        ("evalcore.engines.columns.decided", lambda yes, _: yes),
        ("evalcore.batch.outputs.Outputs._missing", lambda *_, **__: pl.lit(True)),
        ("evalcore.batch.cells.BLANK", frozenset({"无"})),
    ],
)  # fmt: skip
def test_a_broken_columns_engine_is_caught(where: str, wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the sample of every run finds it too: with all rows in the sample it raises."""
    monkeypatch.setattr(where, wrong)
    with pytest.raises((EngineDisagreement, AssertionError)):
        score_everything()


def score_everything() -> None:
    """Many tables, each row of which is in the sample."""
    for seed in range(30):
        for kind in ("points", "conditions"):
            standard, rows, common = plain_places(kind, seed)
            frame = frame_of(standard, rows, "text")
            if frame.width:
                score_frame(standard, frame, common=common or None, sample=1)


def test_what_only_counts_in_years_nobody_named_is_not_missing() -> None:
    """Without years nothing comes of `last`, nor of the target beside it; the place that gave the target owes nothing."""
    standard = load_standard({
        "evalcore": "1", "id": "half", "edition": "1", "title": "减半", "kind": "points", "subject": "区", "total": "10",
        "levels": [{"id": "good", "title": "合格", "from": "6"}], "pass_level": "good", "not_applicable": "full",
        "evidence": {
            "held": {"label": "活动数", "type": "count", "per": "year"}, "target": {"label": "任务数", "type": "count"},
            "staff": {"label": "人数", "type": "count"},
        },
        "indicators": [{
            "id": "1", "title": "活动", "authority": "stated", "met": "staff >= 1",
            "points": {"rule": "half", "full": "10", "of": "last(held)", "target": "target"},
        }],
    })  # fmt: skip
    frame = pl.DataFrame({"staff": [5, 5], "target": [3, None], "held[2011]": [4, 4]})
    batch = score_frame(standard, frame, sample=1)
    assert batch.gaps.select("row", "kind").rows() == [(2, "missing")]
    assert batch.report.engines == {"columns": 2}
