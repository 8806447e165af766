"""Figures as people write them in reports (8.9万, 120余次, 近3000人, 90%以上, １２％) → exact sets of possible values.

A figure is read literally and never corrected; what the grammar does not take in whole is refused. Where the usual
rules leave a reading open:

* 达到 and 达 give a lower bound, the boundary included; 突破, 超, 逾 read as 超过; 将近, 接近, 不到 as 近.
* Qualifiers in one direction take the wider sense (低于1080以下 includes 1080); beside 约 nothing is bounded.
* 10几 is the closed interval 11..19; 几十 is 20 to under 100 and 10几万 is 11万 to under 20万, because a scale word
  hides the digits below it.
* In a field declared in 万元, "35.4万" counts 元 (nobody says 万万元), "35.4" counts 万元, and "3千" is refused.
* A hyphen beside a sign, qualifying words beside a negative figure, and 近0 can be meant in two ways: refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from re import Match
from typing import Literal, NamedTuple

from evalcore.errors import Place, Problem
from evalcore.intervals import Interval
from evalcore.numerals_grammar import AT_LEAST, PARTS, Bound, diagnosis, grammar, plain, qualifiers
from evalcore.numerals_units import SCALE_WORDS, Unit, conversion, scale_of, split_unit
from evalcore.numerals_words import CHARACTERS, CIPHERS, Number, ambiguous_range, spelled

Status = Literal["exact", "lower_bound", "upper_bound", "interval", "approximate", "masked", "missing", "unreadable"]

LONGEST = 100  # characters; assumed: a figure with its unit and qualifiers is far shorter


@dataclass(frozen=True, slots=True)
class Reading:
    """What a written figure says.

    `values` are in the unit that the field declares, else in `unit`: the unit as written, without its scale words
    (`None` when none is written; ‰ and 成 become %). `decimals` counts the decimals shown ("8.9万": 1); `step` is one
    unit of the last digit shown, in the unit of `values` ("8.9万": 1000). In Chinese words a closing 万 or 亿 is a
    scale word too, while 千, 百 and 十 are places of a number written in full. Neither is given for an interval.

    Masked, missing and unreadable figures have no `values` but a problem `code` with its `params`.
    """

    raw: str
    values: Interval | None
    status: Status
    unit: str | None = None
    decimals: int | None = None
    step: Fraction | None = None
    code: str | None = None
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def problem(self, place: Place) -> Problem | None:
        """Why there are no values, as a problem at the place that the caller knows."""
        return Problem(self.code, place, self.params) if self.code else None


def read(text: str, unit: str | None = None) -> Reading:
    """Read one figure. `unit` is what the field declares (元, 万人, %, …); `None` takes any unit that is known.

    Never raises: what is not a figure comes back as a `Reading` that says so.
    """
    stripped = text.strip()
    if len(stripped) > LONGEST:
        return _refusal(text, "numeral-long", length=len(stripped), limit=LONGEST)
    figure = plain(stripped)
    declared = split_unit(plain(unit)) if unit else None
    name = declared.name if declared else ""
    match = grammar(name).fullmatch(figure)
    if match is None:
        return _refusal(text, diagnosis(figure, name))
    try:
        return _interpret(text, match, declared)
    except _Refused as refused:
        return _refusal(text, refused.code, expected=unit, **refused.params)


_STATUS: dict[str, Status] = {
    "numeral-blank": "missing",
    "numeral-no-digits": "missing",
    "numeral-masked": "masked",
    "numeral-cut-off": "masked",
}


def _refusal(raw: str, code: str, **params: object) -> Reading:
    shown = " ".join(raw.strip()[:LONGEST].split())
    return Reading(raw, None, _STATUS.get(code, "unreadable"), code=code, params={"text": shown, **params})


class _Refused(Exception):
    """The grammar found a figure, but it must not be read. Stays in this module."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params


class _Figure(NamedTuple):
    """One figure: `values` before scaling, and what they count: `scale` times `unit`, if one is written.

    `largest` is its largest scale word, also one inside a number in words (三万五千), which `scale` leaves out.
    """

    values: Interval
    decimals: int
    scale: int
    largest: int
    unit: Unit | None
    sign: str
    more: bool


def _interpret(raw: str, match: Match[str], declared: Unit | None) -> Reading:
    figure, words = _figure(match, "a"), qualifiers(match)
    bounds = [bound for bound in words.values() if bound] + [AT_LEAST] * figure.more
    if not _direction_clear(figure, words):
        raise _Refused("numeral-sign")
    decimals, step = None, None
    if match["to"]:
        first, figure = _sharing(match, figure, _figure(match, "b"))
        values = _range(first, figure, declared)
    else:
        factor = _factor(figure, declared)
        values = _times(figure.values, factor)
        if values.exact is not None:
            decimals, step = figure.decimals, factor / 10**figure.decimals
    status, values = _bounded(values, bounds, about=None in words.values())
    return Reading(raw, values, status, figure.unit.name if figure.unit else None, decimals, step)


def _direction_clear(figure: _Figure, words: Mapping[str, Bound | None]) -> bool:
    """Whether "more" and "less" can be meant in one way only: -5以上 may speak of the amount; 近0 may lie above."""
    if figure.sign in ("-", "负"):
        return not figure.more and all(bound is None or word in "<>≤≥" for word, bound in words.items())
    return figure.values.exact != 0 or words.keys().isdisjoint(("近", "接近", "将近"))


def _bounded(values: Interval, bounds: list[Bound], *, about: bool) -> tuple[Status, Interval]:
    if len({bound.end for bound in bounds}) > 1:
        raise _Refused("numeral-opposite")
    if bounds and values.exact is None:
        raise _Refused("numeral-range")
    if about:
        return "approximate", Interval(None, None)
    if not bounds:
        return "exact" if values.exact is not None else "interval", values
    exclusive = not any(bound.inclusive for bound in bounds)
    if bounds[0].end == "low":
        return "lower_bound", Interval(values.low, None, low_open=exclusive)
    return "upper_bound", Interval(None, values.high, high_open=exclusive)


# --- One figure -----------------------------------------------------------------------------------------------------


def _figure(match: Match[str], side: str) -> _Figure:
    part = {name: match[f"{name}_{side}"] or "" for name in PARTS}
    number, values = _number(part)
    scale = number.scale * scale_of(part["scale"])
    if part["of"] and (scale > 1 or part["unit"]):
        raise _Refused("numeral-text")
    if part["sign"] in ("-", "负"):
        if values.exact is None:
            raise _Refused("numeral-sign")
        values = Interval.exactly(-number.value)
    return _Figure(
        values,
        number.decimals,
        scale,
        largest=max([scale, *(SCALE_WORDS[word] for word in part["number"] if word in "千万亿")]),
        unit=_unit(part["of"], part["unit"]),
        sign=part["sign"],
        more=bool(part["more"] or part["also"] or part["over"]),
    )


def _number(part: Mapping[str, str]) -> tuple[Number, Interval]:
    """The number without the scale words after it, and the values that it leaves open."""
    text = part["number"]
    if text in ("几", "数"):
        return Number(Fraction(0), 0, 1), Interval(Fraction(2), Fraction(10), high_open=True)
    number = _in_words(part) if text[0] in CHARACTERS else _in_digits(text)
    if part["tenth"]:
        number = _with_tenth(number, part)
    return number, _few(number.value, part["scale"]) if part["few"] else Interval.exactly(number.value)


def _in_digits(text: str) -> Number:
    digits = text.replace(",", "")
    return Number(Fraction(digits), len(digits.partition(".")[2]), 1)


def _in_words(part: Mapping[str, str]) -> Number:
    text, scale = part["number"], part["scale"]
    if part["of"] == "百分之" and text == "百":
        return Number(Fraction(100), 0, 1)
    number = spelled(text)
    has_scale = "万" in text or "亿" in text
    if number is None or (has_scale and (scale or part["few"])) or scale.startswith(("十", "百", "千")):
        raise _Refused("numeral-words")
    return number


def _with_tenth(number: Number, part: Mapping[str, str]) -> Number:
    """九成五: a single cipher before 成 and one behind it."""
    if number.decimals or number.value >= 10 or any(part[name] for name in ("few", "more", "scale", "also")):
        raise _Refused("numeral-words")
    tenth = part["tenth"]
    return Number(number.value + Fraction(int(tenth) if tenth.isascii() else CIPHERS.index(tenth), 10), 1, 1)


def _few(tens: Fraction, scale: str) -> Interval:
    """10几, 二十几: the ones are left open, and with a scale word whatever it hides below them."""
    if tens % 10 or not tens % 100:
        raise _Refused("numeral-words")
    return Interval(tens + 1, tens + 10, high_open=True) if scale else Interval(tens + 1, tens + 9)


def _unit(of: str, written: str) -> Unit | None:
    name = {"百分之": "%", "千分之": "‰"}.get(of, written)
    return split_unit(name) if name else None


# --- Two figures ----------------------------------------------------------------------------------------------------


def _sharing(match: Match[str], first: _Figure, last: _Figure) -> tuple[_Figure, _Figure]:
    """What the last figure of a range says for both: its unit, and its scale where the first has neither."""
    if first.more or last.more or first.values.exact is None or last.values.exact is None:
        raise _Refused("numeral-range")
    if (first.sign or last.sign) and match["to"] not in "~至到":
        raise _Refused("numeral-sign")
    if first.unit is not None:
        return first, last
    if ambiguous_range(match["number_a"], match["number_b"]) or first.largest == 1 == last.scale < last.largest:
        raise _Refused("numeral-words")
    if first.largest == 1:
        first = first._replace(scale=last.scale, largest=last.largest)
    return first._replace(unit=last.unit), last


def _range(first: _Figure, last: _Figure, declared: Unit | None) -> Interval:
    if first.unit is not None and (last.unit is None or (declared is None and first.unit.name != last.unit.name)):
        raise _Refused("numeral-range")
    low, high = (_times(figure.values, _factor(figure, declared)) for figure in (first, last))
    values = Interval(low.low, high.high)
    if values.empty:
        raise _Refused("numeral-range")
    return values


# --- Units ----------------------------------------------------------------------------------------------------------


def _factor(figure: _Figure, declared: Unit | None) -> Fraction:
    """What the written number is multiplied by to stand in the declared unit, else in its own without scale words."""
    if figure.unit is not None:
        factor = conversion(figure.unit, declared) if declared else figure.unit.scale
        if factor is None:
            raise _Refused("numeral-unit", written=figure.unit.name)
        return factor * figure.scale
    if declared is None or declared.scale <= 1 or figure.largest == 1:
        return Fraction(figure.scale)
    if figure.largest < declared.scale:
        raise _Refused("numeral-scale")
    return figure.scale / declared.scale


def _times(values: Interval, factor: Fraction) -> Interval:
    low, high = (None if end is None else end * factor for end in (values.low, values.high))
    return Interval(low, high, values.low_open, values.high_open)
