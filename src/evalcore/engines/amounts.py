"""What the nodes with two ends are, from their arguments: see the table in `graph`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from evalcore.intervals import Interval, half_up, plus, times
from evalcore.truth import NO, YES

Ends = tuple[Fraction | None, Fraction | None]
ZERO = Interval.exactly(0)
BOTTOMLESS = Fraction(-(10**30))  # stands for an end without limit, where both ends are that one


def value(kind: str, args: Sequence[object], data: object) -> Interval:
    """The value of a node of one kind."""
    return _KINDS[kind](args, data)


def _number(value_: object) -> Interval:
    assert isinstance(value_, Interval)
    return value_


def _ends(data: object) -> Ends:
    assert isinstance(data, tuple)
    return data[0], data[1]


def _fraction(data: object) -> Fraction:
    assert isinstance(data, Fraction)
    return data


def _amount(args: Sequence[object], data: object) -> Interval:  # noqa: ARG001 - every kind takes both
    return Interval.exactly(_fraction(data))


def _award(args: Sequence[object], data: object) -> Interval:
    points = Interval.exactly(_fraction(data))
    return points if args[0] == YES else ZERO if args[0] == NO else points.hull(ZERO)


def _fill(args: Sequence[object], data: object) -> Interval:
    guard, number = args
    low, high = _ends(data)
    if guard != YES or not isinstance(number, Interval):
        return Interval(low, high)
    return number


def _either(args: Sequence[object], data: object) -> Interval:  # noqa: ARG001 - every kind takes both
    yes, no = _number(args[1]), _number(args[2])
    return yes if args[0] == YES else no if args[0] == NO else yes.hull(no)


def _lapse(args: Sequence[object], data: object) -> Interval:
    if args[0] == YES:
        return _number(args[1])
    return ZERO if args[0] == NO else Interval(Fraction(0), _fraction(data))


def _sum(args: Sequence[object], data: object) -> Interval:
    assert isinstance(data, tuple)
    total = ZERO
    for coefficient, number in zip(data, args, strict=True):
        total = plus(total, times(coefficient, _number(number)))
    return total


def _clamp(args: Sequence[object], data: object) -> Interval:
    low, high = _ends(data)
    number = _number(args[0])
    return Interval(_within(number.low, low, high, low), _within(number.high, low, high, high))


def _within(
    end: Fraction | None, low: Fraction | None, high: Fraction | None, endless: Fraction | None
) -> Fraction | None:
    """An end cut to the limits; an end that is missing becomes the limit on its side."""
    if end is None:
        return endless
    if low is not None and end < low:
        return low
    return high if high is not None and end > high else end


def _best(args: Sequence[object], data: object) -> Interval:  # noqa: ARG001 - every kind takes both
    numbers = [_number(arg) for arg in args]
    highs, lows = [n.high for n in numbers], [n.low for n in numbers if n.low is not None]
    return Interval(max(lows) if lows else None, None if None in highs else max(h for h in highs if h is not None))


def _worst(args: Sequence[object], data: object) -> Interval:
    turned = _best([times(Fraction(-1), _number(arg)) for arg in args], data)
    return times(Fraction(-1), turned)


def _lowest(args: Sequence[object], data: object) -> Interval:  # noqa: ARG001 - every kind takes both
    number = _number(args[1])
    if args[0] != YES:
        return number
    return Interval(None, BOTTOMLESS) if number.low is None else Interval(number.low, number.low)


def _round(args: Sequence[object], data: object) -> Interval:
    number, step = _number(args[0]), _fraction(data)
    low, high = (None if end is None else half_up(end, step) for end in (number.low, number.high))
    return Interval(low, high)


def _share(args: Sequence[object], data: object) -> Interval:
    number, base = _number(args[0]), _number(args[1]).high
    return ZERO if not base else times(_fraction(data) / base, number)


_KINDS: dict[str, Callable[[Sequence[object], object], Interval]] = {
    "amount": _amount,
    "award": _award,
    "fill": _fill,
    "either": _either,
    "lapse": _lapse,
    "sum": _sum,
    "clamp": _clamp,
    "best": _best,
    "worst": _worst,
    "lowest": _lowest,
    "round": _round,
    "share": _share,
}
