from __future__ import annotations

import re
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

import evalcore as ec
from evalcore.errors import Language
from evalcore.reports import markdown, terminal
from evalcore.reports.content import points_text, table
from evalcore.reports.layout import grid, paragraph, printable, shares, width_of, wrapped
from evalcore.reports.outline import outline
from evalcore.reports.sections import report
from evalcore.results import PointsRecord, ScorecardRecord

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
PLACES: dict[str, tuple[str | Path, Path]] = {
    "by-a-hair": ("union-model-district", ROOT / "fixtures/union-by-a-hair.yaml"),
    "passing": ("union-model-district", ROOT / "fixtures/union-passing.yaml"),
    "much-missing": ("union-model-district", ROOT / "fixtures/union-much-missing.yaml"),
    "real": ("elder-respect-model-district", ROOT / "fixtures/elder-respect-real-district.yaml"),
    "points": (GOLDEN / "points-standard.yaml", GOLDEN / "points-evidence.yaml"),
}
LANGUAGES: tuple[Language, Language] = ("zh", "en")


@cache
def record(place: str) -> ScorecardRecord:
    return ec.score(*PLACES[place]).record


def scored(evidence: dict[str, Any], **changes: Any) -> ScorecardRecord:
    """The made-up points standard on other evidence."""
    filed: dict[str, Any] = {
        "plan": "计划", "trained": 300, "staff": 300, "firms": "是", "firm_unions": "是", "complaints": 0, "late": 0,
        "fees": {"2023": 1, "2024": 2}, "manner": "好", "accidents": 0, "national": "否", "articles": 0,
    }  # fmt: skip
    file = {"parameters": {"target": 1}, "evidence": {**filed, **evidence}, **changes}
    return ec.score(PLACES["points"][0], file, confirmed=False).record


def tables(text: str) -> list[list[str]]:
    """The lines of each table in a text."""
    runs = groupby(text.splitlines(), key=lambda line: line.startswith(("+", "|")))
    return [list(lines) for inside, lines in runs if inside]


def cells(lines: list[str]) -> list[list[str]]:
    """The cells of a table, put together again from the lines they were wrapped over, without blanks."""
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("+"):
            continue
        parts = ["".join(part.split()) for part in line.strip("|").split("|")]
        if parts[0] or not rows:
            rows.append(parts)
        else:
            rows[-1] = [above + below for above, below in zip(rows[-1], parts, strict=True)]
    return rows


def section(text: str, title: str) -> str:
    return next(part for part in text.split("\n\n") if part.startswith(f"{title}\n"))


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("place", PLACES)
def test_columns_line_up_within_the_width(place: str, width: int, lang: Language) -> None:
    text = terminal.render(record(place), lang, width=width, verbose=True)
    found = tables(text)
    assert found
    for lines in found:
        assert len({wcswidth(line) for line in lines}) == 1
    assert max(wcswidth(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize("standard", sorted({standard for standard, _ in PLACES.values()}, key=str))
def test_columns_of_a_standard_line_up(standard: str | Path, width: int, lang: Language) -> None:
    text = outline(ec.load_standard(standard), lang, width=width)
    for lines in tables(text):
        assert len({wcswidth(line) for line in lines}) == 1
    assert max(wcswidth(line) for line in text.splitlines()) <= width


def test_wrapping_loses_nothing() -> None:
    found = cells(tables(section(terminal.render(record("by-a-hair"), width=100), "整改清单"))[0])
    assert [row[1].startswith(gap.indicator) for row, gap in zip(found[1:], record("by-a-hair").gaps, strict=True)]
    for row, gap in zip(found[1:], record("by-a-hair").gaps, strict=True):
        assert row[1] == "".join(f"{gap.indicator}{gap.title.zh}条款{gap.clause}".split())
        assert row[3] == "".join(gap.required.zh.split())
        assert gap.actual is not None
        assert row[4].startswith("".join(gap.actual.zh.split()))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("职工入会率不低于", 8, ["职工入会", "率不低于"]),
        ("职工入会率不低于", 9, ["职工入会", "率不低于"]),  # half a character does not fit
        ("入会率 8999 ÷ 10000", 8, ["入会率", "8999 ÷", "10000"]),
        ("人数12345人", 8, ["人数", "12345人"]),  # a number is not torn
        ("district 工会", 9, ["district", "工会"]),
        ("districts", 4, ["dist", "rict", "s"]),  # unless it is longer than the line
        ("甲乙丙，丁", 6, ["甲乙", "丙，丁"]),  # no line begins with a comma
        ("甲乙（丙）丁", 6, ["甲乙", "（丙）", "丁"]),  # none ends with an opening bracket
        ("甲乙 ≈47.76%", 10, ["甲乙", "≈47.76%"]),
        ("", 5, [""]),
        ("甲", 1, ["甲"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(st.text(alphabet="会员数率（），。 12.5%aZ≈÷é", max_size=60), st.integers(4, 30))
def test_wrapped_lines_fit_and_hold_everything(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@example([(13, 13), *[(2, 1)] * 7], 20)
@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), min_size=1, max_size=9), st.integers(20, 200))
def test_shares(columns: list[tuple[int, int]], room: int) -> None:
    naturals, least = [max(pair) for pair in columns], [min(pair) for pair in columns]
    widths = shares(naturals, least, room)
    assert sum(widths) <= room
    assert all(width <= natural or width == 2 for width, natural in zip(widths, naturals, strict=True))
    if sum(naturals) <= room:
        assert widths == naturals
    if sum(least) <= room:
        assert all(width >= smallest for width, smallest in zip(widths, least, strict=True))


def test_text_cannot_move_the_cursor() -> None:
    assert printable("一\n二\t三　四\x1b[31m五\u202e六") == "一 二 三 四\ufffd[31m五\ufffd六"
    lines = grid(["甲\x1b[2J"], [("乙\n丙",)], 40).splitlines()
    assert lines[1:4:2] == ["| 甲\ufffd[2J |", "| 乙 丙  |"]


def test_paragraph_hangs() -> None:
    assert paragraph("会员数不足", 8, "- ", "  ") == "- 会员数\n  不足"


def test_columns_without_content_are_left_out() -> None:
    found = table(["甲", "乙", "丙"], [("1", "", ()), ("2", "", ("x",))], right=["丙"])
    assert found is not None
    assert found == (("甲", "丙"), (("1", ()), ("2", ("x",))), frozenset({1}))
    assert table(["甲"], [("",)]) is None


# --- what is said -----------------------------------------------------------------------------------------------------


def test_headline_of_a_trial() -> None:
    head = terminal.headline(record("by-a-hair"), "zh").splitlines()
    assert head[0] == "【试算】省级模范区（县）工会（2007）测算结果"
    assert "  结论：✗ 未达标" in head
    assert "  指标：达标 67，未达标 4，待补证 0，不适用 0" in head
    assert "trial" in terminal.headline(record("by-a-hair"), "en").splitlines()[0]


def test_headline_without_assumptions() -> None:
    sure = record("by-a-hair").model_copy(update={"trial": False, "rests_on_assumed": []})
    text = terminal.render(sure, "zh")
    assert text.startswith("省级模范区")
    assert "试算" not in text
    assert "假定的标准" not in text


def test_the_lists_have_every_item_once_in_order() -> None:
    for place in PLACES:
        text = terminal.render(record(place), "zh", width=120)
        rows = [row[0] for row in cells(tables(section(text, "逐项结果"))[0])[1:]]
        assert rows == [row.id for row in record(place).indicators]
        rows = [row[0] for row in cells(tables(section(text, "分项结果"))[0])[1:]]
        assert rows == [row.id for row in record(place).criteria]


def test_kinds_of_gaps_and_who_must_act() -> None:
    text = terminal.render(record("much-missing"), "zh", width=160)
    kinds = {row[1].split("条款")[0]: row[2] for row in cells(tables(section(text, "整改清单"))[0])[1:]}
    expected = {"missing": "待补证", "to_verify": "待核实", "unmet": "未达标", "short": "失分"}
    assert kinds == {
        "".join(f"{gap.indicator}{gap.title.zh}".split()): expected[gap.kind] for gap in record("much-missing").gaps
    }
    waiting = tables(section(text, "尚待他方"))[0]
    assert sum("待评定" in line for line in waiting) == sum(
        a.owner == "assessor" for a in record("much-missing").awaiting
    )
    assert sum("待明确" in line for line in waiting) == sum(
        a.owner == "issuer" for a in record("much-missing").awaiting
    )


def test_findings_stand_gravest_first_with_their_places() -> None:
    rows = cells(tables(section(terminal.render(record("real"), "zh", width=160), "材料自身的问题"))[0])[1:]
    order = ["无效", "矛盾", "存疑", "提示"]
    assert len(rows) == len(record("real").evidence_findings)
    assert all(order.index(above[0]) <= order.index(below[0]) for above, below in pairwise(rows))
    assert all(re.fullmatch(r"[0-9]+:[0-9]+(、[0-9]+:[0-9]+)*", row[3]) for row in rows)


def test_places_of_several_files_keep_their_names() -> None:
    first, *others = record("real").evidence_findings
    elsewhere = first.model_copy(update={"places": ["附件.yaml:3:1"]})
    text = terminal.render(
        record("real").model_copy(update={"evidence_findings": [elsewhere, *others]}), "zh", width=300
    )
    assert "附件.yaml:3:1" in text
    assert f"{PLACES['real'][1]}:" in text


def test_reasons_of_assumptions_only_when_asked() -> None:
    reason = record("by-a-hair").rests_on_assumed[0].reason[:12]
    assert reason not in terminal.render(record("by-a-hair"), "zh", width=300)
    assert reason in terminal.render(record("by-a-hair"), "zh", width=300, verbose=True)
    assert reason in markdown.render(record("by-a-hair"), "zh")


@pytest.mark.parametrize(
    ("decided_by", "arithmetic", "logic", "said"),
    [
        ("scalar", "trace", "durable-rules 2.0.28", ["由 scalar 算出", "由 trace 重算，一致", "durable-rules 2.0.28"]),
        ("scalar", "trace", "trace", ["由 scalar 算出", "由 trace 重算，一致", "没有可用的 durable-rules"]),
        ("trace", None, "durable-rules 2.0.28", ["没有第二个引擎", "durable-rules 2.0.28"]),
    ],
)
def test_says_what_confirmed_the_result(
    decided_by: str, arithmetic: str | None, logic: str | None, said: list[str]
) -> None:
    update = {"decided_by": decided_by, "arithmetic": arithmetic, "logic": logic}
    by = record("by-a-hair").confirmed_by.model_copy(update=update)
    text = section(terminal.render(record("by-a-hair").model_copy(update={"confirmed_by": by}), "zh"), "复核")
    assert [part for part in said if part not in text] == []
    assert "一致" in text


def test_says_when_confirmation_was_turned_off() -> None:
    by = record("by-a-hair").confirmed_by.model_copy(update={"asked": False})
    text = section(terminal.render(record("by-a-hair").model_copy(update={"confirmed_by": by}), "zh"), "复核")
    assert "没有复核" in text
    assert "一致" not in text


def test_not_evaluated_says_why_and_nothing_else() -> None:
    found = scored({"plan": {"none": True}})
    text = terminal.render(found, "zh")
    assert "结论：✗ 不予评定" in text
    assert cells(tables(section(text, "资格条件"))[0])[1][:3] == ["dossier", "材料齐全", "✗不具备"]
    assert not any(title in text for title in ("分项结果", "逐项结果", "整改清单", "得分"))


def test_points() -> None:
    final = scored({})
    assert dict(report(final, "zh", reasons=False).facts)["得分"] == "100 / 满分 100"
    assert dict(report(final, "zh", reasons=False).facts)["等次"] == "模范"
    assert "没有须由申报单位整改的项目" in terminal.render(final, "zh")
    open_ = dict(report(record("points"), "zh", reasons=False).facts)
    assert open_["得分"] == "30.1–89.1 / 满分 90（暂定，尚有未定项）"
    assert open_["未排除的等次"] == "达标"


@pytest.mark.parametrize(
    ("low", "high", "possible", "text"),
    [
        ("82.5", "82.5", "100", "82.5 / 100"),
        ("82.5", "86", "100", "82.5–86 / 100"),
        ("0", None, None, "0–∞"),
        ("64900/1359", "64900/1359", "100", "≈47.76 / 100"),  # never a fraction, and never without its mark
    ],
)
def test_points_text(low: str, high: str | None, possible: str | None, text: str) -> None:
    assert points_text(PointsRecord(low=low, high=high, possible=possible)) == text


def test_excused_and_not_applicable_say_why() -> None:
    text = terminal.render(scored({"firms": "否"}), "zh")
    assert next(row for row in cells(tables(section(text, "逐项结果"))[0]) if row[0] == "2.1")[-1] == "有企业：否"


def test_closed_evidence_is_said() -> None:
    closed = {"date": "2025-01-31", "by": "考评组", "reason": "逾期未补"}
    facts = dict(report(scored({"fees": {"2023": 1}}, closed=closed), "zh", reasons=False).facts)
    assert facts["材料截止"] == "2025-01-31，考评组：逾期未补（按未提供认定：2.2）"


def test_what_a_points_rule_read_is_shown() -> None:
    text = terminal.render(scored({"trained": 262}), "zh", width=160)
    assert "262 ÷ 300 ≈87.33%" in section(text, "逐项结果")
    rows = cells(tables(section(text, "整改清单"))[0])
    assert rows[1][1:5] == ["1.2培训率按差距扣分条款一(二)", "未达标", "1.33", "0"]


def test_sums_that_were_changed_are_shown() -> None:
    content = report(scored({"national": "是", "articles": 40, "complaints": 5, "late": 9}), "zh", reasons=False)
    found = {part.title: part.table.rows for part in content.sections if part.table is not None}
    assert found["加分与扣分"] == (
        ("", "加分", "5"), ("B1", "国家级表彰", "3"), ("B2", "信息刊用", "2"),
        ("", "扣分", "3"), ("P1", "迟报材料", "3"),
    )  # fmt: skip
    assert ("B2", "封顶", "4", "2", "-2") in found["封顶、保底、折算与取整"]


def test_many_lines_of_one_cell_are_counted() -> None:
    text = terminal.render(record("real"), "zh", width=120)
    assert "经费（2011）" in text  # four are still shown
    row = record("much-missing").indicators[0]
    lack = next(lack for each in record("much-missing").indicators for check in each.checks for lack in check.lacks)
    many = [lack.model_copy(update={"text": lack.text.model_copy(update={"zh": f"所缺{n}"})}) for n in range(9)]
    check = row.checks[0].model_copy(update={"lacks": many, "truth": "absent", "actual": None})
    changed = row.model_copy(update={"verdict": "unknown", "checks": [check]})
    text = terminal.render(record("much-missing").model_copy(update={"indicators": [changed]}), "zh")
    assert "所缺2" in text
    assert "…… 另有 6 项" in text
    assert "所缺3" not in text


def test_colour_only_marks_verdicts() -> None:
    plain = terminal.render(record("points"), "zh")
    coloured = terminal.render(record("points"), "zh", colour=True)
    assert "\x1b[" not in plain
    assert "\x1b[31m✗ 未达标\x1b[0m" in coloured
    assert "\x1b[32m✓ 达标\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9]+m", "", coloured) == plain


# --- Markdown ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_markdown_tables_are_whole(place: str, lang: Language) -> None:
    text = markdown.render(record(place), lang)
    runs = groupby(text.splitlines(), key=lambda line: line.startswith("|"))
    found = [list(lines) for inside, lines in runs if inside]
    assert len(found) >= 3
    for lines in found:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
        assert re.fullmatch(r"\|( -{3}:? \|)+", lines[1])


def test_markdown_shows_text_as_it_is() -> None:
    assert markdown.escaped("a|b *c* _d_ `e` <f> [g](h) ~i~ &j; \\k\n二") == (
        r"a\|b \*c\* \_d\_ \`e\` \<f> \[g](h) \~i\~ \&j; \\k 二"
    )
    assert r"50元、100\*\*200元" in markdown.render(record("real"), "zh")


def test_both_formats_say_the_same() -> None:
    for place in PLACES:
        content = report(record(place), "zh", reasons=True)
        text = terminal.render(record(place), "zh", width=200, verbose=True)
        assert [part.title for part in content.sections] == re.findall(
            r"^## (.+)$", markdown.render(record(place)), re.MULTILINE
        )
        assert [part.title for part in content.sections if f"\n{part.title}\n" not in text] == []
