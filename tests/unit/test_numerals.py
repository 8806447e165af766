"""Figures as written → exact sets of values: the conformance rows, round trips, and that no text breaks reading."""

from __future__ import annotations

import random
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from evalcore.errors import Place
from evalcore.intervals import Interval
from evalcore.messages.numerals import TEXTS
from evalcore.numerals import LONGEST, Reading, read
from evalcore.numerals_words import spelled

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "conformance" / "numerals.yaml").read_text(encoding="utf-8")
)
VALUES = {"exact", "lower_bound", "upper_bound", "interval", "approximate"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['text']!r} {row.get('unit', '')}".strip())
def test_conformance(row: dict[str, Any]) -> None:
    reading = read(row["text"], row.get("unit"))
    assert (reading.status, reading.code) == (row["status"], row.get("code"))
    assert reading.raw == row["text"]
    if row["status"] in VALUES:
        low, high = (Fraction(row[end]) if end in row else None for end in ("low", "high"))
        assert reading.values == Interval(low, high, row.get("low_open", False), row.get("high_open", False))
    else:
        assert reading.values is None
    if "unit_read" in row:
        assert reading.unit == row["unit_read"]


def test_conformance_rows_are_closed_and_many() -> None:
    keys = {"text", "unit", "status", "low", "high", "low_open", "high_open", "unit_read", "code"}
    assert all(row.keys() <= keys for row in ROWS)
    assert len({(row["text"], row.get("unit")) for row in ROWS}) == len(ROWS) >= 200


def test_every_code_has_a_sentence_and_every_sentence_a_row() -> None:
    codes = {row["code"] for row in ROWS if "code" in row} | {"numeral-long"}
    assert codes == TEXTS.keys()


@pytest.mark.parametrize("row", [row for row in ROWS if "code" in row], ids=lambda row: repr(row["text"]))
def test_problems_say_what_to_do_in_both_languages(row: dict[str, Any]) -> None:
    problem = read(row["text"], row.get("unit")).problem(Place(sheet="指标", cell="C5"))
    assert problem is not None
    assert problem.place.cell == "C5"
    shown = " ".join(row["text"].split())
    for sentence in (problem.message("zh"), problem.message("en")):
        assert shown in sentence or problem.code == "numeral-blank"
    assert problem.hint("zh")
    assert problem.hint("en")


def test_a_wrong_unit_is_named_with_the_unit_expected() -> None:
    reading = read("3万户", "万人")
    assert reading.params == {"text": "3万户", "written": "户", "expected": "万人"}
    assert reading.problem(Place()) is not None
    assert read("3万人", "万人").problem(Place()) is None


@pytest.mark.parametrize(
    ("text", "unit", "decimals", "step"),
    [
        ("47.7%", "%", 1, "1/10"),
        ("100.00", None, 2, "1/100"),
        ("8.9万", None, 1, "1000"),
        ("8.9万", "万人", 1, "1/10"),
        ("10159万元", None, 0, "10000"),
        ("10159万元", "元", 0, "10000"),
        ("10159万元", "万元", 0, "1"),
        ("929000千元", "元", 0, "1000"),
        ("120余", None, 0, "1"),
        ("约30.5万", None, 1, "1000"),
        ("百分之九十八点五", "%", 1, "1/10"),
        ("九成", "%", 0, "10"),
        ("九成五", "%", 1, "1"),
        ("5‰", "%", 0, "1/10"),
        ("八点九万", None, 1, "1000"),
        ("三万", None, 0, "10000"),
        ("三万五千", None, 0, "1"),
        ("一百", None, 0, "1"),
        ("2公顷", "平方公里", 0, "1/100"),
    ],
)
def test_decimals_and_step_are_those_of_the_figure_shown(text: str, unit: str | None, decimals: int, step: str) -> None:
    reading = read(text, unit)
    assert (reading.decimals, reading.step) == (decimals, Fraction(step))


@pytest.mark.parametrize("text", ["1-5万", "10几", "几十", "20__", ""])
def test_an_interval_and_an_unread_figure_show_no_decimals(text: str) -> None:
    assert (read(text).decimals, read(text).step) == (None, None)


# --- Round trips ---


def write(value: Fraction) -> str:
    """A terminating value as a report writes it: by 亿 or 万 when large, so that 89000 becomes 8.9万."""
    size, word = next(((size, word) for size, word in ((10**8, "亿"), (10**4, "万")) if abs(value) >= size), (1, ""))
    scaled, places = abs(value) / size, 0
    while (scaled * 10**places).denominator > 1:
        places += 1
    whole, digits = divmod(int(scaled * 10**places), 10**places)
    return ("-" if value < 0 else "") + str(whole) + (f".{digits:0{places}d}" if places else "") + word


def spell(number: int) -> str:
    """A whole number in regular Chinese words, made section by section (unlike the reader's own check)."""
    sections = [number // 10**exponent % 10**4 for exponent in (8, 4, 0)]
    words, gap = "", False
    for section, name in zip(sections, ("亿", "万", ""), strict=True):
        if section:
            words += ("零" if words and (gap or section < 1000) else "") + spell_section(section) + name
        gap = bool(words) and not section
    return words.removeprefix("一") if words.startswith("一十") else words or "零"


def spell_section(section: int) -> str:
    words, gap = "", False
    for cipher, place in zip(f"{section:04d}", "千百十 ", strict=True):
        if cipher != "0":
            words += ("零" if gap else "") + "零一二三四五六七八九"[int(cipher)] + place.strip()
        gap = bool(words) and cipher == "0"
    return words


TERMINATING = st.builds(
    lambda mantissa, places: Fraction(mantissa, 10**places), st.integers(-(10**15), 10**15), st.integers(0, 6)
)


def test_the_writer_writes_as_reports_do() -> None:
    assert [write(Fraction(text)) for text in ("89000", "156000000", "0.5", "-12", "1060")] == [
        "8.9万", "1.56亿", "0.5", "-12", "1060",
    ]  # fmt: skip


@given(TERMINATING)
def test_what_is_written_is_read_back(value: Fraction) -> None:
    assert read(write(value)).values == Interval.exactly(value)


@given(TERMINATING, st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_a_written_unit_converts_into_the_declared_one(value: Fraction, declared: str) -> None:
    size = {"元": 1, "千元": 10**3, "万元": 10**4, "亿元": 10**8}[declared]
    assert read(write(value) + "元", declared).values == Interval.exactly(value / size)


@given(st.integers(0, 10**12 - 1))
def test_regular_chinese_words_are_read_back(number: int) -> None:
    assert read(spell(number)).values == Interval.exactly(number)


def test_all_words_below_twenty_thousand_are_told_apart() -> None:
    for number in range(20_000):
        reading = spelled(spell(number))
        assert reading is not None
        assert reading.value * reading.scale == number


@given(TERMINATING.map(abs), st.sampled_from("，,"))
def test_thousands_separators_change_nothing(value: Fraction, comma: str) -> None:
    whole = f"{int(value):,}".replace(",", comma)
    assert read(whole).values == Interval.exactly(int(value))


@given(TERMINATING.map(lambda value: abs(value) + 1))
def test_full_width_forms_change_nothing(value: Fraction) -> None:
    text = f"不足{write(value)}%"
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    assert read(wide).values == read(text).values == Interval(None, value, high_open=True)


# --- No text breaks reading ---

ALPHABET = [
    *"0123456789" * 3,
    *"零〇一二两三九十百千万亿点點萬億貳半几数余多近约负",
    *"+-－—–~～至到,，.．。、;；:/％%‰成元人次户个册亩年",
    *"_*Xx×…□ \n\t\u3000\u200b\x00²①٣½(（《每均无不e",
    *("😀", "𝟙", "𠀀", "\ud800"),
    *[
        "以上",
        "以下",
        "超过",
        "低于",
        "左右",
        "大约",
        "不超过",
        "百分之",
        "千分之",
        "百分点",
        "人次",
        "平方公里",
        "万元",
    ],
]
UNITS = [None, "", "元", "万元", "%", "‰", "人", "万人", "km²", "个", "盏", "万", "元/月", "(*", "\\"]


def assert_is_a_reading(text: str, unit: str | None) -> Reading:
    reading = read(text, unit)
    assert (reading.values is None) == (reading.code is not None)
    assert (reading.values is None) == (reading.status not in VALUES)
    if reading.values is not None:
        assert not reading.values.empty
        ends = (reading.values.low, reading.values.high)
        assert all(end is None or type(end) is Fraction for end in ends)
    assert reading.code is None or reading.code in TEXTS
    return reading


def test_random_texts_always_give_a_reading() -> None:
    choose = random.Random(20_000)
    seen = {
        assert_is_a_reading(
            "".join(choose.choices(ALPHABET, k=choose.randint(0, longest)))[:60], choose.choice(UNITS)
        ).status
        for longest in (6, 60)
        for _ in range(10_000)
    }
    assert seen == VALUES | {"masked", "missing", "unreadable"}


@given(st.text(max_size=60), st.sampled_from(UNITS))
def test_any_text_gives_a_reading(text: str, unit: str | None) -> None:
    assert_is_a_reading(text, unit)


@pytest.mark.parametrize("unit", ["1" * 9, "百百百", "个" * 60, "[", "?", "\n"])
def test_an_odd_declared_unit_is_taken_by_its_name(unit: str) -> None:
    assert_is_a_reading("5", unit)
    assert_is_a_reading(f"5{unit}", unit)


@pytest.mark.parametrize(
    "piece", ["9", "十", "约", "以上", "百分之", "x", "1,111", "1、", "人次", "万", "1-", "余", "\n ", "😀", "一"]
)
@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, 100_000])
def test_long_and_repetitive_texts_are_answered_quickly(piece: str, length: int) -> None:
    text = (piece * length)[: length - 1] + "!"
    read("1")  # the grammar is made once
    started = time.perf_counter()
    reading = assert_is_a_reading(text, None)
    assert time.perf_counter() - started < 0.25
    assert (reading.code == "numeral-long") == (len(text.strip()) > LONGEST)


def test_a_long_text_is_shown_shortened() -> None:
    reading = read("9" * 100_000)
    assert reading.code == "numeral-long"
    assert reading.params == {"text": "9" * LONGEST, "length": 100_000, "limit": LONGEST}


def test_readings_are_values() -> None:
    assert read("8.9万") == read("8.9万")
    assert len({read("8.9万"), read("8.9万"), read("20__")}) == 2
