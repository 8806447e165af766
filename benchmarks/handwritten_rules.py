"""The second job written straight in Python, one function for each leaf rule: points at worst and at best.

Points are ints in ten-thousandths, percentages in hundredths of a percent (both are what is filed, so nothing is lost).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from benchmarks.handwritten import MET, UNKNOWN, UNMET, Amount, Check, Decision, least_check, yes_check

Inputs = dict[str, Any]  # int, bool or None by field
Ends = tuple[int, int]

TARGETS = [12, 7, 3, 30, 200, 1, 50, 6]
LOWS = [1000, 1500, 2000, 2500]
FULL = [10_000] * 4 + [20_000] * 56
LEVELS = [("excellent", 104 * 10_000), ("good", 92 * 10_000), ("qualified", 69 * 10_000)]
IDS = [f"{rule}.{n}" for rule in range(1, 16) for n in range(1, 5)]
YEARS = (2009, 2010, 2011)


class Row(NamedTuple):
    """One indicator."""

    id: str
    verdict: str
    low: int
    high: int
    full: int


class Gap(NamedTuple):
    """One indicator to put right, with the checks behind it and the numbers that its points come from."""

    id: str
    kind: str
    checks: list[Check]
    amounts: list[Amount]
    lost: int
    pending: int


class Report(NamedTuple):
    """Everything there is to show, gaps worst first."""

    verdict: str
    level: str | None
    low: int
    high: int
    rows: list[Row]
    gaps: list[Gap]


def take_in(filed: Mapping[str, Any]) -> Inputs:
    taken: Inputs = {}
    for name, value in filed.items():
        if value is None:
            taken[name] = None
        elif name.startswith("share"):
            taken[name] = round(value * 100)
        elif name.startswith("mark"):
            taken[name] = round(value * 10_000)
        else:
            taken[name] = value != "无" if name.startswith("paper") else value
    return taken


def points(filed: Inputs) -> Iterator[Ends]:
    """The points of every indicator, in the order of the sheet, without excess."""
    done = [filed["done_1"], filed["done_2"], filed["done_3"], filed["done_4"]]
    paper = [filed["paper_1"], filed["paper_2"], filed["paper_3"], filed["paper_4"]]
    amount = [filed["amount_1"], filed["amount_2"], filed["amount_3"], filed["amount_4"]]
    share = [filed["share_1"], filed["share_2"], filed["share_3"], filed["share_4"]]
    yearly = [[filed[f"yearly_{n}_2009"], filed[f"yearly_{n}_2010"], filed[f"yearly_{n}_2011"]] for n in range(1, 5)]
    for value in done:
        yield (0, 10_000) if value is None else (10_000, 10_000) if value else (0, 0)
    for n in range(4):
        yield parts((done[n], 5_000), (paper[n], 5_000), (filed[f"done_{n + 5}"], 10_000))
    for n in range(4):
        yield deduct(amount[n], TARGETS[n], done[n])
    for n in range(4):
        yield bands(share[n], LOWS[n])
    for n in range(4):
        yield linear(share[n], LOWS[n] + 2000, n)
    for n in range(4):
        yield slopes(share[n], LOWS[n])
    for n in range(4):
        value, target = amount[n], TARGETS[n]
        if value is None:
            yield 0, 20_000
        else:
            found = 20_000 if value >= target else (40_000 * value + target) // (2 * target)
            yield found, found
    for n in range(4):
        value, target = filed[f"amount_{n + 5}"], TARGETS[n + 4]
        if value is None:
            yield 0, 20_000
        else:
            found = 20_000 if value >= target else 10_000 if 2 * value >= target else 0
            yield found, found
    for value in amount:
        yield (0, 20_000) if value is None else (min(2_500 * value, 20_000),) * 2
    for n in range(4):
        mark = filed[f"mark_{n + 1}"]
        yield (0, 20_000) if mark is None else (min(mark, 20_000),) * 2
    for n in range(4):
        yield grades(done[n], paper[n], None if amount[n] is None else amount[n] >= TARGETS[n])
    for n in range(4):
        yield one_of_two(amount[n], TARGETS[n], share[n])
    for values in yearly:
        yield growth(values)
    for first, second, last in yearly:
        if first is None or second is None or last is None:
            yield 0, 20_000
        else:
            yield (20_000, 20_000) if 2 * last > first + second else (0, 0)
    for values in yearly:
        low = high = 0
        for value in values:
            low += 0 if value is None else min(2_000 * value, 20_000)
            high += 20_000 if value is None else min(2_000 * value, 20_000)
        yield (2 * low + 3) // 6, (2 * high + 3) // 6


def parts(*found: tuple[bool | None, int]) -> Ends:
    low = high = 0
    for holds, worth in found:
        low += worth if holds else 0
        high += worth if holds or holds is None else 0
    return low, high


def deduct(value: int | None, target: int, done: bool | None) -> Ends:
    least = 0 if value is None or value >= target else min(2_500 * (target - value), 15_000)
    most = 15_000 if value is None else least
    least, most = least + (5_000 if done is False else 0), most + (0 if done else 5_000)
    return 20_000 - most, 20_000 - least


def bands(value: int | None, low: int) -> Ends:
    if value is None:
        return 0, 20_000
    found = 20_000 if value >= low + 2000 else 10_000 if value >= low + 1000 else 0
    return found, found


def linear(value: int | None, target: int, n: int) -> Ends:
    """0.1 for each whole, begun or exact percentage point."""
    if value is None:
        return 0, 20_000
    short = max(target - value, 0)
    lost = 1_000 * (short // 100) if n == 0 else 1_000 * -(-short // 100) if n == 2 else 10 * short
    return (max(20_000 - lost, 0),) * 2


def slopes(value: int | None, low: int) -> Ends:
    if value is None:
        return 0, 20_000
    lost = 10 * max(low + 2000 - value, 0) + 10 * max(low - value, 0)
    return (max(20_000 - lost, 0),) * 2


def grades(*holds: bool | None) -> Ends:
    sure = holds.count(True)
    return graded(sure), graded(sure + holds.count(None))


def graded(count: int) -> int:
    return 20_000 if count == 3 else 15_000 if count == 2 else 5_000


def one_of_two(value: int | None, target: int, share: int | None) -> Ends:
    """One at its line, and both at least at their floors."""
    floors = [None if value is None else value >= target // 2, None if share is None else share >= 2000]
    lines = [None if value is None else value >= target, None if share is None else share >= 6000]
    if floors[0] is False or floors[1] is False or (lines[0] is False and lines[1] is False):
        return 0, 0
    return (20_000, 20_000) if None not in floors and True in lines else (0, 20_000)


def growth(values: list[int | None]) -> Ends:
    """Two points, one less for each pair of years without growth."""
    low = high = 20_000
    for before, after in ((values[0], values[1]), (values[1], values[2])):
        if before is None or after is None:
            low -= 10_000
        elif after <= before:
            low -= 10_000
            high -= 10_000
    return low, high


# -- the answers -------------------------------------------------------------------------------------------------------


def judge(filed: Inputs) -> tuple[list[str], list[int], list[int], int, int]:
    """Verdicts, points of each indicator at worst and at best with excess, and the score."""
    verdicts, lows, highs = [], [], []
    for index, (low, high) in enumerate(points(filed)):
        full = FULL[index]
        verdicts.append(MET if low >= full else UNMET if high < full else UNKNOWN)
        lows.append(low)
        highs.append(high)
    for n in range(4):
        value = filed[f"amount_{n + 1}"]
        extra = 0 if value is None else min(2_500 * max(value - 8, 0), 5_000)
        lows[32 + n] += extra
        highs[32 + n] += 5_000 if value is None else extra
    return verdicts, lows, highs, sum(lows), sum(highs)


def level_of(low: int, high: int) -> str | None:
    for level, line in LEVELS:
        if low >= line:
            return level
        if high >= line:
            return None
    return None


def outcome(low: int, high: int) -> str:
    line = LEVELS[-1][1]
    return MET if low >= line else UNMET if high < line else UNKNOWN


def decide(filed: Inputs) -> Decision:
    """The verdict, the level and what is open."""
    verdicts, _, _, low, high = judge(filed)
    open_ = [key for key, verdict in zip(IDS, verdicts, strict=True) if verdict is not MET]
    return Decision(outcome(low, high), level_of(low, high), open_)


def report(filed: Inputs) -> Report:
    """Every row, and every gap with what it reads."""
    verdicts, lows, highs, low, high = judge(filed)
    rows, gaps = [], []
    for index, verdict in enumerate(verdicts):
        full, worst, best = FULL[index], lows[index], highs[index]
        rows.append(Row(IDS[index], verdict, worst, best, full))
        lost, pending = max(full - best, 0), best - worst
        if verdict is MET and not lost and not pending:
            continue
        kind = "unmet" if verdict is UNMET else "missing"
        checks, amounts = read(filed, index)
        if kind == "missing":
            checks = [check for check in checks if check.verdict is UNKNOWN]
            amounts = [amount for amount in amounts if amount.missing]
        else:
            checks = [check for check in checks if check.verdict is UNMET]
        gaps.append(Gap(IDS[index], kind, checks, amounts, lost, pending))
    gaps.sort(key=worst_first)
    return Report(outcome(low, high), level_of(low, high), low, high, rows, gaps)


def worst_first(gap: Gap) -> tuple[bool, int, int]:
    return gap.kind == "missing", -gap.lost, -gap.pending


def read(filed: Inputs, index: int) -> tuple[list[Check], list[Amount]]:
    """The conditions that an indicator reads, each with its figures, and the numbers."""
    rule, at = divmod(index, 4)
    n = at + 1
    if rule == 0:
        return [yes_check(filed, f"done_{n}")], []
    if rule == 1:
        return [yes_check(filed, f"done_{n}"), yes_check(filed, f"paper_{n}"), yes_check(filed, f"done_{n + 4}")], []
    if rule == 2:
        value = filed[f"amount_{n}"]
        short = amount(f"amount_{n}", None if value is None else TARGETS[at] - value)
        return [yes_check(filed, f"done_{n}")], [short]
    if rule <= 5:
        return [], [amount(f"share_{n}", filed[f"share_{n}"])]
    if rule == 6:
        return [], [amount(f"amount_{n}", filed[f"amount_{n}"])]
    if rule == 7:
        return [], [amount(f"amount_{n + 4}", filed[f"amount_{n + 4}"])]
    if rule == 8:
        value = filed[f"amount_{n}"]
        return [], [amount(f"amount_{n}", None if value is None else value - 8), amount(f"amount_{n}", value)]
    if rule == 9:
        return [], [amount(f"mark_{n}", filed[f"mark_{n}"])]
    if rule == 10:
        done, paper = yes_check(filed, f"done_{n}"), yes_check(filed, f"paper_{n}")
        return [done, paper, least_check(filed, f"amount_{n}", TARGETS[at])], []
    if rule == 11:
        lines = [least_check(filed, f"amount_{n}", TARGETS[at]), least_check(filed, f"share_{n}", 6000)]
        floors = [least_check(filed, f"amount_{n}", TARGETS[at] // 2), least_check(filed, f"share_{n}", 2000)]
        return lines + floors, []
    return [], [amount(f"yearly_{n}_{year}", filed[f"yearly_{n}_{year}"]) for year in YEARS]


def amount(name: str, found: int | None) -> Amount:
    return Amount(name, found, (name,) if found is None else ())
