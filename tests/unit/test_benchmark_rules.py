"""The hand-written code for every leaf rule gives the same answers as evalcore on the same places."""

from __future__ import annotations

from fractions import Fraction

from benchmarks import handwritten, rules_job
from benchmarks import handwritten_rules as by_hand
from evalcore.checks import Amount, Check
from evalcore.conditions.expressions import names
from evalcore.evidence import Key, read_evidence
from evalcore.intake import take_in
from evalcore.loader import load_standard
from evalcore.pointrules import RULE_NAMES
from evalcore.scoring import decide, plan_for

PLACES = 500


def whole(points: Fraction | None) -> int:
    assert points is not None
    number = points * handwritten.POINT
    assert number.denominator == 1
    return int(number)


def name(key: Key | None) -> str:
    assert key is not None
    return key.id if key.period is None else f"{key.id}_{key.period}"


def figure(found: Fraction | None, field: str) -> int | None:
    """A figure as the other side keeps it."""
    if found is None:
        return None
    return int(found * (100 if field.startswith("share") else handwritten.POINT if field.startswith("mark") else 1))


def amount(read: Amount) -> handwritten.Amount:
    field = name(Key("field", next(names(read.expr)).id, read.period))
    found = None if read.span is None else figure(read.span.exact, field)
    return handwritten.Amount(field, found, tuple(name(lack.key) for lack in read.lacks))


def check(found: Check) -> tuple[tuple[str, ...], str, int | None, tuple[str, ...]]:
    fields = tuple(map(name, found.keys))
    missing = tuple(name(lack.key) for lack in found.lacks)
    return fields, "unknown" if missing else "unmet", figure(found.shortfall, fields[0]), missing


def test_both_sides_say_the_same() -> None:
    standard = load_standard(rules_job.standard())
    plan = plan_for(standard)
    levels: set[str | None] = set()
    kinds: set[str] = set()
    for filed in rules_job.filed(PLACES, seed=2):
        inputs = take_in(plan, read_evidence(standard, rules_job.evidence(filed)))
        card, report = decide(plan, inputs, confirmed=False), by_hand.report(by_hand.take_in(filed))
        level = card.level.id if card.level else None
        decision = handwritten.Decision(card.verdict, level, list(card.open_indicators))
        assert decision == by_hand.decide(by_hand.take_in(filed))
        assert (card.verdict, level) == (report.verdict, report.level)
        assert card.score is not None
        assert (whole(card.score.low), whole(card.score.high)) == (report.low, report.high)
        rows = [(row.id, row.verdict, *map(whole, row.points or ())) for row in card.rows]
        assert rows == [tuple(row) for row in report.rows]
        assert [gap.indicator.id for gap in card.gaps] == [gap.id for gap in report.gaps]
        for ours, theirs in zip(card.gaps, report.gaps, strict=True):
            assert ours.kind == theirs.kind
            assert (whole(ours.points_lost), whole(ours.points_pending)) == (theirs.lost, theirs.pending)
            assert [amount(each) for each in ours.amounts] == theirs.amounts
            assert [check(each) for each in ours.checks] == [
                (each.fields, each.verdict, each.short, each.missing) for each in theirs.checks
            ]
        levels.add(level)
        kinds.update(gap.kind for gap in report.gaps)
    assert levels == {"excellent", "good", "qualified", None}
    assert kinds == {"unmet", "missing"}


def test_every_leaf_rule_is_in_the_job() -> None:
    rules = [points["rule"] if isinstance(points, dict) else "all_or_nothing" for _, _, points in rules_job.rules()]
    assert set(rules) == RULE_NAMES - {"raters"}
    assert [key for key, _, _ in rules_job.rules()] == by_hand.IDS
