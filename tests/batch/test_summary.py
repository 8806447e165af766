"""What the summary counts: verdicts, levels, what blocks, what is just missed; the same however the rows are parted."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from evalcore.batch.files import Options, run
from evalcore.batch.jobs import job_for
from evalcore.batch.mixed import series_of
from evalcore.batch.near import near_misses, thresholds_of
from evalcore.batch.parts import score_part
from evalcore.batch.sources import frame_table
from evalcore.batch.summary import SummaryRecord, markdown_text, terminal_text
from evalcore.batch.tables import Part
from evalcore.standard import Standard
from tests.batch.standards import conditions, points, table

COMMON = {"parameters": {"target": 800}}


def summary(tmp_path: Path, standard: Standard, frame: pl.DataFrame, **options: Any) -> SummaryRecord:
    frame.write_parquet(tmp_path / "data.parquet")
    folder = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
    return run(standard, tmp_path / "data.parquet", folder, Options(**options))


def test_counts_of_a_points_standard(tmp_path: Path) -> None:
    found = summary(tmp_path, points(), table(), common=COMMON)
    # 甲 100 + 5; 乙 29 + 5; 丙, 丁, 庚 open; 戊 40 + 40 (2.1 does not apply: full) + 1.8; 己 100 (1.2 excused: full) + 3.
    assert found.verdicts == {"met": 3, "unmet": 1, "unknown": 3, "not_applicable": 0, "not_evaluated": 0}
    assert [(level.id, level.places) for level in found.levels] == [("model", 2), ("good", 1)]
    assert found.level_open == 3
    assert [(part.id, part.places) for part in found.blocking] == [("2", 1), ("1", 0)]
    assert sum(found.verdicts.values()) == found.scored == found.rows
    assert {each.id: (each.unmet, each.missing, each.to_verify) for each in found.indicators}["2.1"] == (1, 2, 0)
    assert sum(found.engines.values()) == 7
    assert found.engines["trace"] == 1  # 丁: “近900”


def test_counts_of_a_conditions_standard(tmp_path: Path) -> None:
    frame = table().with_columns(pl.lit("2011-01-01").alias("开放日期"))
    found = summary(tmp_path, conditions(), frame, common={**COMMON, "years": [2010, 2011]})
    assert found.levels == []
    assert [(part.id, part.places) for part in found.blocking] == [("1", 3), ("2", 1)]  # 乙 both; 丁 and 戊 the first
    assert [(each.id, each.places) for each in found.rests_on_assumed] == [("2.4", 7)]
    assert terminal_text(found, "zh", width=100).startswith("【试算】批量测算：小标准（1）")
    assert markdown_text(found, "en").startswith("# \\[trial] Many places: 小标准 (1)")


@pytest.mark.parametrize("part_rows", [1, 2, 3, 7, 100])
def test_parts_make_no_difference(tmp_path: Path, part_rows: int) -> None:
    frame = pl.concat([table()] * 3)
    for standard in (points(), conditions(), points("rescale")):
        whole = summary(tmp_path, standard, frame, sample=0)
        parted = summary(tmp_path, standard, frame, part_rows=part_rows, sample=0)
        same = {"files", "checked_again"}
        assert parted.model_dump(exclude=same) == whole.model_dump(exclude=same)


# --- just below ---------------------------------------------------------------------------------------------------------------


def near(standard: Standard, frame: pl.DataFrame) -> dict[tuple[str, str], int]:
    job = job_for(standard, frame_table(frame), common=COMMON, sample=0)
    (part,) = frame_table(frame).parts(1000)
    found = near_misses(job, part, score_part(job, part).results)
    thresholds = thresholds_of(job.plan)
    return {(thresholds[index].kind, thresholds[index].id): count for index, count in found.items()}


def figures(**columns: list[Any]) -> pl.DataFrame:
    return pl.DataFrame(columns, strict=False)


@pytest.mark.parametrize(
    ("members", "counted"),
    [
        ([899, 855, 854, 900], 2),  # of 1000: 90 % and 85.5 % are the ends
        (["899人", "８５５", "8百54", "近900"], 2),
        ([899.0, 855.0, 854.0, 899.5], 2),  # there is no half of a person
    ],
)
def test_rates_just_below_their_line(members: list[Any], counted: int) -> None:
    frame = figures(workers=[1000] * 4, members=members)
    assert near(conditions(), frame)["check", "1.1"] == counted


def test_ceilings_just_passed() -> None:
    frame = figures(workers=[30] * 6, idle=["3%", "3.01", "3.15", "3.1500001", "3.16", None])
    assert near(conditions(), frame) == {("check", "2.3"): 2}
    frame = figures(workers=[30] * 4, idle=[3.0, 3.01, 3.15, 3.16])
    assert near(conditions(), frame) == {("check", "2.3"): 2}


@pytest.mark.parametrize("policy", ["full", "rescale"])
def test_levels_and_entry_lines(policy: str) -> None:
    """An entry line of 20: 19 to just below; a level of 90: 85.5 to just below, of 80: 76 to just below."""
    # Points of 1.1 are 30 − (90 − rate) ÷ 2: 19.5 at 69 %, 19 at 68 %, 18.5 at 67 %.
    frame = figures(workers=[100] * 4, members=[70, 69, 68, 67], plan=["无"] * 4)
    frame = frame.with_columns(pl.lit(2).alias("meetings[2010]"), pl.lit(2).alias("meetings[2011]"), idle=pl.lit(2.5))
    found = near(points(policy), frame)
    assert found["entry_line", "1"] == 2
    # The score is 60 more, and 5 more as bonus: 85 and less is not within 5 % of 90; 86.5, 86 and 85.5 are.
    assert ("level", "good") not in found
    assert ("level", "model") not in found
    assert near(points(policy), frame.with_columns(members=pl.Series([73, 72, 71, 70])))["level", "model"] == 3


def test_places_are_counted_only_where_the_indicator_is_unmet() -> None:
    frame = figures(workers=[10, 30], idle=[3.1, 3.1])  # to fewer than 25 workers it does not apply
    assert near(conditions(), frame) == {("check", "2.3"): 1}


def test_the_thresholds_of_a_standard() -> None:
    found = thresholds_of(job_for(conditions(), frame_table(table()), sample=0).plan)
    assert Counter(threshold.id for threshold in found) == {"1.1": 1, "2.3": 1}  # 1.2 has no fixed number, 2.1 no years
    assert {threshold.line for threshold in found} == {Fraction(90), Fraction(3)}


def test_empty_parts_count_nothing() -> None:
    job = job_for(points(), frame_table(table()), sample=0)
    none = Part(pl.Series([], dtype=pl.Int64), table().head(0))
    assert near_misses(job, none, score_part(job, none).results) == Counter()


def test_figures_of_several_types_in_one_column_are_looked_at() -> None:
    shares = series_of("idle", [3, 3.1, "3.1", "3.15%", Decimal("3.10"), 3.2, 10**25, True, None])
    frame = pl.DataFrame({"idle": shares, "workers": [100] * len(shares)})
    assert near(conditions(), frame) == {("check", "2.3"): 4}
