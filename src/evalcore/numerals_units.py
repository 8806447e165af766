"""Units that figures are written with: which convert into which, by what exact factor."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import NamedTuple

SCALE_WORDS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
SCALE = "[十百千]?万?亿?"  # how scale words follow each other after a figure, as a pattern

# Units convert within their line only. What stands in no line (户, 人次, 册, 个 …) is only itself.
_CONVERTIBLE: tuple[dict[str, Fraction | int], ...] = (
    {"元": 1},
    {"%": 1, "百分点": 1},
    {"人": 1, "名": 1, "位": 1},
    {"天": 1, "日": 1},
    {"公里": 1000, "km": 1000, "米": 1, "m": 1},
    {
        **dict.fromkeys(("平方公里", "平方千米", "km²", "km2"), 10**6),
        **dict.fromkeys(("公顷", "hm²", "hm2"), 10**4),
        **dict.fromkeys(("平方米", "平米", "m²", "m2"), 1),
        "亩": Fraction(2000, 3),
    },
)
_ONLY_ITSELF = (
    "户 人次 册 个 所 处 张 件 次 家 份 场 项 条 支 套 辆 座 间 床 台 期 篇 本 种 类 级 届 村 社区 乡镇 街道 县 起 例 "
    "宗 部 块 面 只 组 队 对 幅 栋 幢 片 枚 盒 场次 户次 年 月 个月 周 小时 分钟 岁 周岁 分 吨 公斤 斤 批 门 节 课时"
)
_FAMILY = {unit: (next(iter(family)), Fraction(size)) for family in _CONVERTIBLE for unit, size in family.items()}
_FAMILY |= {unit: (unit, Fraction(1)) for unit in _ONLY_ITSELF.split()}
# Written units that are another one with a scale, as 万元 is 元.
_SCALED = {"‰": (Fraction(1, 10), "%"), "成": (Fraction(10), "%"), "个百分点": (Fraction(1), "百分点")}


class Unit(NamedTuple):
    """A unit with its scale words taken out: 万元 is 元 with scale 10,000, ‰ is % with scale 1/10."""

    scale: Fraction
    name: str


def split_unit(text: str) -> Unit:
    """Take the scale words off a unit; a unit that no table knows is taken by its name."""
    if text in _SCALED:
        return Unit(*_SCALED[text])
    name = text if text in _FAMILY else text.lstrip("".join(SCALE_WORDS))
    return Unit(Fraction(scale_of(text[: len(text) - len(name)])), name)


def scale_of(words: str) -> int:
    """What scale words multiply to; 1 for none."""
    return prod(SCALE_WORDS[word] for word in words)


def conversion(written: Unit, declared: Unit) -> Fraction | None:
    """What a figure in `written` is multiplied by to stand in `declared`; `None` when they do not convert."""
    family, size = _FAMILY.get(written.name, (written.name, Fraction(1)))
    declared_family, declared_size = _FAMILY.get(declared.name, (declared.name, Fraction(1)))
    if family != declared_family:
        return None
    return written.scale * size / (declared.scale * declared_size)


def known_units(declared: str) -> set[str]:
    """Every unit that may be written where the unit `declared` is expected; empty for none in particular."""
    return {*_FAMILY, *_SCALED, declared} - {""}
