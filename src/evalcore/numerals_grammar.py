"""What a written figure looks like: its characters, its qualifiers, its shape; and why a text is none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from evalcore.numerals_units import SCALE, SCALE_WORDS, known_units
from evalcore.numerals_words import CHARACTERS, CIPHERS

# --- Characters -----------------------------------------------------------------------------------------------------

_CHARACTERS: dict[int, str | int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width forms
_CHARACTERS |= str.maketrans(
    "壹貳贰叁參叄肆伍陸陆柒捌玖拾佰仟萬億兩餘幾數約將負點個內過於達滿無圓圆戶冊張處項條場輛間畝頃歲臺〜−‐‑‒–―─≧≦⩾⩽",
    "一二二三三三四五六六七八九十百千万亿两余几数约将负点个内过于达满无元元户册张处项条场辆间亩顷岁台~---————≥≤≥≤",
)
_CHARACTERS |= {ord("㎡"): "m²", ord("㎢"): "km²", ord("㎞"): "km", **dict.fromkeys(map(ord, "\u200b\ufeff"), "")}
_CHARACTERS |= dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")
# Blanks are noise ("36 0余"), except where they keep figures apart: beside a comma, before a minus, between lines.
_APART = re.compile(r" +, *|, +|(?<=[0-9]) +(?=-[0-9])|\s*[\t\n\r\v\f\x85\u2028\u2029]\s*")


def plain(text: str) -> str:
    """The text in the characters that the grammar knows; a line break stands where figures are kept apart."""
    text = _APART.sub("\n", text.translate(_CHARACTERS).strip())
    return text.replace(" ", "").replace(">=", "≥").replace("<=", "≤")


# --- Qualifiers -----------------------------------------------------------------------------------------------------


class Bound(NamedTuple):
    """What a qualifier makes of a figure: the low or the high end, itself possible or not."""

    end: Literal["low", "high"]
    inclusive: bool


AT_LEAST, ABOVE = Bound("low", inclusive=True), Bound("low", inclusive=False)
AT_MOST, BELOW = Bound("high", inclusive=True), Bound("high", inclusive=False)

_BEFORE: dict[str, Bound | None] = {
    **dict.fromkeys(("不少于", "不低于", "不小于", "至少", "最少", "达到", "达", "≥"), AT_LEAST),
    **dict.fromkeys(("超过", "高于", "大于", "多于", "突破", "超", "逾", ">"), ABOVE),
    **dict.fromkeys(("不超过", "不高于", "不大于", "不多于", "至多", "最多", "≤"), AT_MOST),
    **dict.fromkeys(("低于", "小于", "少于", "不足", "不满", "未满", "不到", "将近", "接近", "近", "<"), BELOW),
    **dict.fromkeys(("约", "大约", "大概", "≈"), None),
}
_AFTER: dict[str, Bound | None] = {
    **dict.fromkeys(("以上", "及以上"), AT_LEAST),
    **dict.fromkeys(("以外",), ABOVE),
    **dict.fromkeys(("以下", "及以下", "以内"), AT_MOST),
    **dict.fromkeys(("左右", "上下"), None),
}
_QUALIFIERS = _BEFORE | _AFTER


def _one_of(*words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_QUALIFIER = re.compile(_one_of(*_QUALIFIERS))


def qualifiers(match: re.Match[str]) -> dict[str, Bound | None]:
    """The qualifiers around a figure and what each makes of it; `None` for those that bound nothing (约)."""
    return {word: _QUALIFIERS[word] for part in ("before", "after") for word in _QUALIFIER.findall(match[part])}


# --- Shape ----------------------------------------------------------------------------------------------------------

_ARABIC = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_IN_WORDS = f"[{CIPHERS}〇两十][{CHARACTERS}]*|(?<=百分之)百"
_FIGURE = (
    "(?P<sign_SIDE>[-+负])?(?P<of_SIDE>百分之|千分之)?"
    f"(?P<number_SIDE>{_ARABIC}|{_IN_WORDS}|[几数](?=[{''.join(SCALE_WORDS)}]))(?P<few_SIDE>几)?"
    f"(?P<more_SIDE>[余多])?(?P<scale_SIDE>{SCALE})(?P<also_SIDE>[余多])?"
    f"(?P<unit_SIDE>UNITS)?(?P<tenth_SIDE>(?<=成)[1-9{CIPHERS[1:]}])?(?P<over_SIDE>[余多])?"
)
PARTS = ("sign", "of", "number", "few", "more", "scale", "also", "unit", "tenth", "over")


@lru_cache(maxsize=256)
def grammar(declared: str) -> re.Pattern[str]:
    """A figure ("…_a"), or two ("…_b") with a range mark ("to"), between qualifiers ("before", "after").

    `declared` is a unit to take besides those that are known, or empty. What repeats in the pattern is single
    characters or possessive, so that no text makes matching run away.
    """
    figure = _FIGURE.replace("UNITS", _one_of(*known_units(declared)))
    first, last = figure.replace("SIDE", "a"), figure.replace("SIDE", "b")
    before, after = _one_of(*_BEFORE), _one_of(*_AFTER)
    return re.compile(f"(?P<before>(?:{before})*+){first}(?:(?P<to>[-~至到]|—+){last})?(?P<after>(?:{after})*+)")


# --- Why a text has not the shape: the first that is found ----------------------------------------------------------

_WITHOUT_DIGITS = _one_of(*_QUALIFIERS, *known_units(""), *"百千万亿余多", "百分之")
_DIAGNOSES = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("numeral-none", r"\A(?:无|暂无|没有|未有)\Z"),
        ("numeral-notation", r"[0-9][eE][-+]?[0-9]|(?<![0-9])0[xX][0-9a-fA-F]|[0-9][_:/][0-9]|\.[0-9]+\.[0-9]"),
        ("numeral-masked", r"[_*×✕╳□\ufffd]|(?<![A-Za-z])[xX]+(?![A-Za-z])"),
        ("numeral-cut-off", r"…|⋯|\.\.|。。"),
        ("numeral-no-digits", rf"\A(?:{_WITHOUT_DIGITS})*+\Z"),
        ("numeral-per", r"每|均|/"),
        ("numeral-several", rf"[0-9{CIPHERS}].*[、;\n].*[0-9{CIPHERS}]"),
        ("numeral-leading-zero", r"(?<![0-9.,])0[0-9]"),
        ("numeral-grouping", r"(?<![0-9])(?![1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,]))[0-9]+,[0-9]"),
        ("numeral-several", r"[0-9][^0-9.,]+[0-9]|[^0-9.],[0-9]"),
        ("numeral-words", rf"\A[^0-9]*[{CIPHERS}〇两十半几数][^0-9]*\Z"),
    )
)


def diagnosis(text: str, declared: str) -> str:
    """The problem code for a text, made `plain`, that the grammar for this declared unit does not take."""
    if not text.strip("-—/"):
        return "numeral-blank"
    text = text.removesuffix(declared)
    return next((code for code, pattern in _DIAGNOSES if pattern.search(text)), "numeral-text")
