"""The same job written straight in Python for this one standard: what a good engineer would write without a library.

Ints, and floats for percentages as they were filed; points are ints in ten-thousandths, which is what they are rounded
to, so nothing is lost; None is what nobody filed. `take_in` reads what was filed, `decide` answers the question,
`report` gives every row and every gap with its figures, and `explain` is one indicator in sentences. Verdicts are the
words themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

MET, UNMET, UNKNOWN, NOT_APPLICABLE = "met", "unmet", "unknown", "not_applicable"

Filed = Mapping[str, int | float | bool | str | None]
Inputs = dict[str, Any]  # int, float, bool or None by field

RATES = [("part_1", "whole_1", 95), ("part_2", "whole_2", 90), ("part_3", "whole_3", 90), ("part_4", "whole_4", 85),
         ("part_5", "whole_5", 80), ("part_6", "whole_6", 80), ("part_7", "whole_7", 75), ("part_8", "whole_8", 70),
         ("part_9", "whole_9", 65), ("part_10", "whole_10", 60)]  # fmt: skip
AMOUNTS = [("amount_1", 12), ("amount_2", 7), ("amount_3", 3), ("amount_4", 30), ("amount_5", 200), ("amount_6", 1),
           ("amount_7", 50), ("amount_8", 6), ("amount_9", 9), ("amount_10", 32)]  # fmt: skip
SHARES = [("share_1", 10, 60), ("share_2", 15, 64), ("share_3", 20, 68), ("share_4", 25, 72), ("share_5", 30, 76),
          ("share_6", 35, 80), ("share_7", 40, 84), ("share_8", 45, 88), ("share_9", 50, 92),
          ("share_10", 55, 96)]  # fmt: skip
DONE = ["done_1", "done_2", "done_3", "done_4", "done_5"]
DONE_OR_PAPER = [("done_6", "paper_6"), ("done_7", "paper_7"), ("done_8", "paper_8"), ("done_9", "paper_9"),
                 ("done_10", "paper_10")]  # fmt: skip
PAPER_AND_AMOUNT = [("paper_1", "amount_1", 6), ("paper_2", "amount_2", 3), ("paper_3", "amount_3", 1)]
TWO_OF_FOUR = [("done_4", "paper_4", "done_5", "paper_5"), ("done_5", "paper_5", "done_6", "paper_6"),
               ("done_6", "paper_6", "done_7", "paper_7"), ("done_7", "paper_7", "done_8", "paper_8")]  # fmt: skip
LARGE = [("whole_8", "done_8", "share_8", 45), ("whole_9", "done_9", "share_9", 50),
         ("whole_10", "done_10", "share_10", 55)]  # fmt: skip
LARGE_FROM = 500

PAPERS = [f"paper_{n}" for n in range(1, 11)]
TRUTHS = [f"done_{n}" for n in range(1, 11)]
COUNTS = [f"{name}_{n}" for n in range(1, 11) for name in ("part", "whole", "amount")]

IDS = [f"{group}.{n}" for group in range(1, 7) for n in range(1, 11)]
POINT = 10_000
FULL = [15_000] * 40 + [20_000] * 20
VETOES = [0, 30]  # 1.1 and 4.1
LEVELS = [("excellent", 90 * POINT), ("good", 80 * POINT), ("qualified", 60 * POINT)]
PASS = 60 * POINT


class Decision(NamedTuple):
    """The answer; `level` is None while it is undetermined and below the lowest."""

    verdict: str
    level: str | None
    gaps: list[str]


class Row(NamedTuple):
    """One indicator; points in ten-thousandths."""

    id: str
    verdict: str
    low: int | None
    high: int | None
    full: int | None


class Check(NamedTuple):
    """One comparison or document behind a verdict: the fields it reads, how it came out, what was found, the line."""

    fields: tuple[str, ...]
    verdict: str
    found: float | None
    line: float | None
    short: float | None
    missing: tuple[str, ...]


class Amount(NamedTuple):
    """A number that points come from: the field, what was found, and what is missing."""

    field: str
    found: float | None
    missing: tuple[str, ...]


class Gap(NamedTuple):
    """One indicator to put right; `kind` is unmet or missing."""

    id: str
    kind: str
    checks: list[Check]
    amounts: list[Amount]
    lost: int | None
    pending: int | None


class Report(NamedTuple):
    """Everything there is to show, gaps worst first."""

    verdict: str
    level: str | None
    low: int | None
    high: int | None
    rows: list[Row]
    gaps: list[Gap]


# -- reading what was filed --------------------------------------------------------------------------------------------


def take_in(filed: Filed) -> Inputs:
    """What was filed, with everything that cannot be right left out."""
    taken: Inputs = {}
    for name in COUNTS:
        value = filed.get(name)
        taken[name] = value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
    for name, _, _ in SHARES:
        value = filed.get(name)
        taken[name] = value if isinstance(value, int | float) and 0 <= value <= 100 else None
    for name in PAPERS:
        value = filed.get(name)
        taken[name] = value != "无" if isinstance(value, str) and value.strip() else None
    for name in TRUTHS:
        value = filed.get(name)
        taken[name] = value if isinstance(value, bool) else None
    return taken


# -- verdicts ----------------------------------------------------------------------------------------------------------


def judge(filed: Inputs) -> tuple[list[str], list[str]]:
    """The verdict of every indicator where all is met or not, and whether it counts as met.

    That is the same, except where an indicator may not apply.
    """
    verdicts = rates(filed)
    add = verdicts.append
    for name, line in AMOUNTS:
        value = filed[name]
        add(UNKNOWN if value is None else MET if value >= line else UNMET)
    for name, low, high in SHARES:
        value = filed[name]
        add(UNKNOWN if value is None else MET if low <= value <= high else UNMET)
    rest, counts = others(filed)
    return verdicts + rest, verdicts + counts


def rates(filed: Inputs) -> list[str]:
    """Group 1."""
    verdicts: list[str] = []
    add = verdicts.append
    for part, whole, line in RATES:
        some, all_ = filed[part], filed[whole]
        if some is None or all_ is None or all_ <= 0 or some > all_:
            add(UNKNOWN)
        else:
            add(MET if 100 * some >= line * all_ else UNMET)
    return verdicts


def others(filed: Inputs) -> tuple[list[str], list[str]]:
    """Groups 4 to 6: verdicts, and what counts as met."""
    verdicts: list[str] = []
    add = verdicts.append
    for name in PAPERS:
        value = filed[name]
        add(UNKNOWN if value is None else MET if value else UNMET)
    for name in DONE:
        value = filed[name]
        add(UNKNOWN if value is None else MET if value else UNMET)
    for done, paper in DONE_OR_PAPER:
        a, b = filed[done], filed[paper]
        add(MET if a or b else UNKNOWN if a is None or b is None else UNMET)
    for paper, amount, line in PAPER_AND_AMOUNT:
        a, value = filed[paper], filed[amount]
        if a is False or (value is not None and value < line):
            add(UNMET)
        else:
            add(UNKNOWN if a is None or value is None else MET)
    for names in TWO_OF_FOUR:
        found = [filed[name] for name in names]
        yes = found.count(True)
        add(MET if yes >= 2 else UNKNOWN if yes + found.count(None) >= 2 else UNMET)
    counts = verdicts.copy()
    for whole, done, share, line in LARGE:
        size, a, value = filed[whole], filed[done], filed[share]
        if size is not None and size < LARGE_FROM:
            add(NOT_APPLICABLE)
            counts.append(MET)
            continue
        met = UNKNOWN if a is None or value is None else MET
        if a is False or (value is not None and value < line):
            met = UNMET
        if size is not None:
            add(met)
            counts.append(met)
        else:
            add(UNKNOWN)
            counts.append(MET if met is MET else UNKNOWN)
    return verdicts, counts


# -- points ------------------------------------------------------------------------------------------------------------


def score(filed: Inputs) -> tuple[list[str], list[int], list[int]]:
    """The verdict of every indicator, and its points with every unknown at its worst and at its best."""
    verdicts = rates(filed)
    lows = [15_000 if verdict is MET else 0 for verdict in verdicts]
    highs = [0 if verdict is UNMET else 15_000 for verdict in verdicts]
    for name, target in AMOUNTS:
        value = filed[name]
        if value is None:
            verdicts.append(UNKNOWN)
            lows.append(0)
            highs.append(15_000)
            continue
        points = 15_000 if value >= target else (30_000 * value + target) // (2 * target)
        verdicts.append(MET if points == 15_000 else UNMET)
        lows.append(points)
        highs.append(points)
    for name, low, _ in SHARES:
        value = filed[name]
        if value is None:
            verdicts.append(UNKNOWN)
            lows.append(0)
            highs.append(15_000)
            continue
        points = 15_000 if value >= low + 20 else 10_000 if value >= low + 10 else 5_000 if value >= low else 0
        verdicts.append(MET if points == 15_000 else UNMET)
        lows.append(points)
        highs.append(points)
    rest, counts = others(filed)
    for index, verdict in enumerate(counts, 30):
        lows.append(FULL[index] if verdict is MET else 0)
        highs.append(0 if verdict is UNMET else FULL[index])
    return verdicts + rest, lows, highs


def level_of(low: int, high: int) -> str | None:
    """The highest level reached for certain, unless a higher one is open."""
    for level, line in LEVELS:
        if low >= line:
            return level
        if high >= line:
            return None
    return None


def outcome(low: int, high: int, verdicts: list[str]) -> str:
    """The pass level, and no veto."""
    vetoes = [verdicts[index] for index in VETOES]
    if UNMET in vetoes or high < PASS:
        return UNMET
    return MET if low >= PASS and UNKNOWN not in vetoes else UNKNOWN


def outcome_of_conditions(verdicts: list[str]) -> tuple[str, list[str]]:
    """The outcome where all must be met, and the verdict of each group."""
    groups = []
    for start in range(0, 60, 10):
        group = verdicts[start : start + 10]
        groups.append(UNMET if UNMET in group else UNKNOWN if UNKNOWN in group else MET)
    return (UNMET if UNMET in groups else UNKNOWN if UNKNOWN in groups else MET), groups


def decide(filed: Inputs) -> Decision:
    """The verdict, the level and what is open, by points."""
    verdicts, lows, highs = score(filed)
    low, high = sum(lows), sum(highs)
    open_ = [key for key, verdict in zip(IDS, verdicts, strict=True) if verdict is UNMET or verdict is UNKNOWN]
    return Decision(outcome(low, high, verdicts), level_of(low, high), open_)


def decide_conditions(filed: Inputs) -> Decision:
    """The verdict and what is open, where all must be met."""
    verdicts, _ = judge(filed)
    open_ = [key for key, verdict in zip(IDS, verdicts, strict=True) if verdict is UNMET or verdict is UNKNOWN]
    return Decision(outcome_of_conditions(verdicts)[0], None, open_)


# -- rows and gaps -----------------------------------------------------------------------------------------------------


def report(filed: Inputs) -> Report:
    """Everything, by points."""
    verdicts, lows, highs = score(filed)
    low, high = sum(lows), sum(highs)
    rows, gaps = [], []
    for index, verdict in enumerate(verdicts):
        full, worst, best = FULL[index], lows[index], highs[index]
        rows.append(Row(IDS[index], verdict, worst, best, full))
        if verdict is UNMET or verdict is UNKNOWN:
            kind, graded = "unmet" if verdict is UNMET else "missing", 10 <= index < 30
            failed = [] if graded else behind(filed, index, verdict)
            read = [amount_read(filed, index)] if graded else []
            gaps.append(Gap(IDS[index], kind, failed, read, full - best, best - worst))
    gaps.sort(key=worst_first)
    return Report(outcome(low, high, verdicts), level_of(low, high), low, high, rows, gaps)


def report_conditions(filed: Inputs) -> Report:
    """Everything, where all must be met."""
    verdicts, _ = judge(filed)
    rows, gaps = [], []
    for index, verdict in enumerate(verdicts):
        rows.append(Row(IDS[index], verdict, None, None, None))
        if verdict is UNMET or verdict is UNKNOWN:
            kind = "unmet" if verdict is UNMET else "missing"
            gaps.append(Gap(IDS[index], kind, behind(filed, index, verdict), [], None, None))
    gaps.sort(key=worst_first)
    return Report(outcome_of_conditions(verdicts)[0], None, None, None, rows, gaps)


def worst_first(gap: Gap) -> tuple[bool, bool, float, float]:
    return gap.id not in ("1.1", "4.1"), gap.kind == "missing", -(gap.lost or 0), -(gap.pending or 0)


def behind(filed: Inputs, index: int, verdict: str) -> list[Check]:
    """The checks that failed, or are undecided, behind an open indicator."""
    return [check for check in checks(filed, index) if check.verdict is verdict]


def checks(filed: Inputs, index: int) -> list[Check]:
    """Every check of an indicator, with its figures."""
    if index < 10:
        return [rate_check(filed, *RATES[index])]
    if index < 20:
        return [least_check(filed, *AMOUNTS[index - 10])]
    if index < 30:
        name, low, high = SHARES[index - 20]
        return [least_check(filed, name, low), most_check(filed, name, high)]
    if index < 40:
        return [yes_check(filed, PAPERS[index - 30])]
    if index < 45:
        return [yes_check(filed, DONE[index - 40])]
    if index < 50:
        return [yes_check(filed, name) for name in DONE_OR_PAPER[index - 45]]
    if index < 53:
        paper, amount, line = PAPER_AND_AMOUNT[index - 50]
        return [yes_check(filed, paper), least_check(filed, amount, line)]
    if index < 57:
        return [yes_check(filed, name) for name in TWO_OF_FOUR[index - 53]]
    whole, done, share, line = LARGE[index - 57]
    found = [yes_check(filed, done), least_check(filed, share, line)]
    return [least_check(filed, whole, LARGE_FROM), *found] if filed[whole] is None else found


def amount_read(filed: Inputs, index: int) -> Amount:
    """The number that proportional points or tiers come from."""
    name = AMOUNTS[index - 10][0] if index < 20 else SHARES[index - 20][0]
    value = filed[name]
    return Amount(name, value, (name,) if value is None else ())


def rate_check(filed: Inputs, part: str, whole: str, line: int) -> Check:
    some, all_ = filed[part], filed[whole]
    missing = tuple(name for name in (part, whole) if filed[name] is None)
    if missing or all_ <= 0 or some > all_:
        return Check((part, whole), UNKNOWN, None, line, None, missing)
    rate = 100 * some / all_
    if 100 * some >= line * all_:
        return Check((part, whole), MET, rate, line, None, ())
    return Check((part, whole), UNMET, rate, line, line - rate, ())


def least_check(filed: Inputs, name: str, line: int) -> Check:
    value = filed[name]
    if value is None:
        return Check((name,), UNKNOWN, None, line, None, (name,))
    if value >= line:
        return Check((name,), MET, value, line, None, ())
    return Check((name,), UNMET, value, line, line - value, ())


def most_check(filed: Inputs, name: str, line: int) -> Check:
    value = filed[name]
    if value is None:
        return Check((name,), UNKNOWN, None, line, None, (name,))
    if value <= line:
        return Check((name,), MET, value, line, None, ())
    return Check((name,), UNMET, value, line, value - line, ())


def yes_check(filed: Inputs, name: str) -> Check:
    value = filed[name]
    if value is None:
        return Check((name,), UNKNOWN, None, None, None, (name,))
    return Check((name,), MET if value else UNMET, None, None, None, ())


# -- in words ----------------------------------------------------------------------------------------------------------

WORDS = {MET: "达标", UNMET: "未达标", UNKNOWN: "待补证", NOT_APPLICABLE: "不适用"}
MARKS = {MET: "✓", UNMET: "✗", UNKNOWN: "?"}


def explain(filed: Inputs, index: int) -> str:
    """One indicator: its verdict, each check with its figures, and what is missing."""
    verdicts, lows, highs = score(filed)
    low, high, full = lows[index] / POINT, highs[index] / POINT, FULL[index] / POINT
    points = f"{low:g}" if low == high else f"{low:g} – {high:g}"
    lines = [f"{IDS[index]} {WORDS[verdicts[index]]}，得分 {points} / {full:g}", f"  条款 附件 {IDS[index]}"]
    for check in checks(filed, index):
        line = f" {check.line:g}" if check.line else ""
        lines.append(f"  {MARKS[check.verdict]} {' ÷ '.join(check.fields)}{line}")
        if check.missing:
            lines.append(f"    未提供：{'、'.join(check.missing)}")
        elif check.found is not None:
            short = f"，相差 {check.short:g}" if check.short is not None else ""
            lines.append(f"    实际：{check.found:.2f}{short}")
        lines.extend(f"    材料：{name} = {filed[name]}" for name in check.fields if filed[name] is not None)
    return "\n".join(lines)
