"""Numbers in Chinese words: 一千零五十, 三万五千, 二〇一〇, 九十八点五. Only regular forms; no 一百二, no 三四个."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

CIPHERS = "零一二三四五六七八九"
CHARACTERS = CIPHERS + "〇两十百千万亿点"  # what a number in words can be made of

_PLACES = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
_PLACE_BY_PLACE = re.compile(rf"[{CIPHERS}]+")
_LIANG = re.compile("^两$|(?<!十)两(?=[百千万亿])")  # 两 for 二: alone, or before a place above ten
_IN_TENS = re.compile(rf"([{CIPHERS[1:]}]) ([{CIPHERS[1:]}])[十百千]")


class Number(NamedTuple):
    """A number as written: `value` × `scale`, its closing 万 or 亿. `value` shows so many `decimals`."""

    value: Fraction
    decimals: int
    scale: int


def spelled(text: str) -> Number | None:
    """Read a number in words; `None` when it is not written in a regular form."""
    text = text.replace("〇", "零")
    stem = text.rstrip("万亿")
    scale = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}.get(text[len(stem) :])
    if scale is None or not stem:
        return None
    if "万" in stem or "亿" in stem:  # 一亿五千万: the closing 万 is a place inside the number
        stem, scale = text, 1
    whole, point, fraction = stem.partition("点")
    number = _integer(whole)
    if number is None or (point and not _PLACE_BY_PLACE.fullmatch(fraction)):
        return None
    digits = "".join(str(CIPHERS.index(cipher)) for cipher in fraction)
    return Number(number + Fraction(int(digits or "0"), 10 ** len(digits)), len(digits), scale)


def _integer(text: str) -> int | None:
    if len(text) > 1 and _PLACE_BY_PLACE.fullmatch(text):
        return _place_by_place(text)
    text = _LIANG.sub("二", text)
    if text.startswith("十"):
        text = "一" + text
    number = _count(text)
    # Only what we would write ourselves is surely meant so: this refuses 一百二, 三万五, 一千五十 and word salad.
    return number if text == (_spell(number) or "零") else None


def _place_by_place(text: str) -> int | None:
    """一九八五 → 1985. Two ciphers without a zero (三四) mean "three or four"; a zero in front is no number."""
    if text[0] == "零" or (len(text) == 2 and "零" not in text):
        return None
    return int("".join(str(CIPHERS.index(cipher)) for cipher in text))


def _count(text: str) -> int:
    for size, word in _PLACES:
        if word in text:
            high, _, low = text.partition(word)
            return _count(high) * size + _count(low)
    text = text.lstrip("零")
    return CIPHERS.index(text) if len(text) == 1 and text in CIPHERS else 0


def _spell(number: int) -> str:
    for size, word in _PLACES:
        if number >= size:
            high, low = divmod(number, size)
            return _spell(high) + word + ("零" if 0 < low < size // 10 else "") + _spell(low)
    return CIPHERS[number] if number else ""


def ambiguous_range(low: str, high: str) -> bool:
    """三至五百 is 300 to 500 or 3 to 500; with 万 and 亿 the habit is clear."""
    match = _IN_TENS.fullmatch(f"{low} {high}")
    return match is not None and CIPHERS.index(match[1]) < CIPHERS.index(match[2])
