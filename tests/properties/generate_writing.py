"""How values are written in an evidence file."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

Spec = dict[str, Any]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
REASONS = [
    {"missing": "未报"},
    {"unreadable": "50元、100200元"},
    {"masked": "34*"},
    {"cut_off": "8"},
    {"not_applicable": "本单位无此项"},
]


def absence(rng: Random) -> Any:
    """An entry that gives no value."""
    return dict(rng.choice(REASONS)) if rng.random() < 0.85 else ""


def provenance(rng: Random, value: Any) -> Spec:
    entry: Spec = {"value": value, "source": rng.choice(["申报材料", "工作总结", "会员名册"])}
    if rng.random() < 0.3:
        entry |= {"locator": "第 3 页", "period": "2011", "by": "组织科", "note": "含进城务工人员"}
    return entry


def decimal(value: Fraction) -> str | None:
    """The exact decimal, if it has one of at most 60 places."""
    places, denominator = 0, value.denominator
    while denominator > 1 and places < 60:
        shared = 10 if denominator % 10 == 0 else 2 if denominator % 2 == 0 else 5
        if denominator % shared:
            return None
        denominator //= shared
        places += 1
    scaled = value * 10**places
    if denominator > 1 or scaled.denominator > 1:
        return None
    digits = f"{abs(scaled.numerator):0{places + 1}}"
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def suffix(rng: Random, spec: Spec) -> str:
    """The unit, now and then written out."""
    unit = "%" if spec["type"] == "percentage" else "元" if spec["type"] == "money" else spec.get("unit", "")
    return unit if rng.random() < 0.3 else ""


def spelled(rng: Random, value: Fraction, spec: Spec) -> Any:
    """One of the ways to write an exact number."""
    text = decimal(value)
    if text is None:
        raise ValueError(f"{value} has no exact decimal")
    form = rng.random()
    if value.denominator == 1:
        if form < 0.5:
            return int(value)
        if form < 0.6 and value >= 1000:
            return f"{int(value):,}" + suffix(rng, spec)
        if form < 0.7 and value >= 1000 and spec["type"] in {"count", "money"} and (short := decimal(value / 10_000)):
            return f"{short}万"
        if form < 0.75:
            return text.translate(FULL_WIDTH)
    elif form < 0.3 and Fraction(repr(float(value))) == value:
        return float(value)
    return text + suffix(rng, spec)


def interval(rng: Random, value: Fraction, spec: Spec) -> str:
    """A text that bounds the value on one side, or not at all."""
    text, unit = decimal(value) or "90", suffix(rng, spec)
    if value.denominator == 1 and value > 0 and rng.random() < 0.3:
        return f"{text}{rng.choice('余多')}{unit}" if unit != "%" else f"{text}%以上"
    return rng.choice(
        [
            f"{text}{unit}以上",
            f"{text}{unit}以上",
            f"超过{text}{unit}",
            f"近{text}{unit}",
            f"{text}{unit}以下",
            f"约{text}{unit}",
        ]
    )


def plain_date(rng: Random, date: tuple[int, int, int]) -> str:
    year, month, day = date
    return rng.choice([f"{year}-{month:02}-{day:02}", f"{year}年{month}月{day}日", f"{year}.{month}.{day}"])
