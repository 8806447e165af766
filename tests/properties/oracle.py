"""An independent judge of standards and evidence, written from docs/standard.md and docs/evidence.md alone.

It shares nothing with the library: exact fractions, three truths, and brute force over the values a field may have.
Where the pages leave a question open, the reading chosen is marked "Read as".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from tests.properties.oracle_conditions import Conditions, Truth, all_of, any_of, at_least, negate
from tests.properties.oracle_evidence import fold, read

Spec = dict[str, Any]
TRUTHS = {True: "yes", False: "no", None: "absent"}
UNMET: dict[str, Truth] = {"met": False, "unmet": True, "unknown": None, "not_applicable": False}
MET: dict[str, Truth] = {"met": True, "unmet": False, "unknown": None, "not_applicable": False}


@dataclass(frozen=True)
class Judged:
    """An indicator or a criterion: does it apply, its verdict, its points at worst and at best, and out of how many."""

    applies: Truth
    verdict: str
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    full: Fraction = Fraction(0)


def judge(standard: Spec, evidence: Spec) -> Spec:
    """The result of a valid standard on valid evidence, both as plain data (their texts as YAML would give them).

    `outcome` is met, unmet, unknown, not_applicable or not_evaluated. `indicators` and `criteria` give the verdict of
    each (None for a criterion of a points standard without an entry line), also when the outcome is `not_evaluated`.
    `eligibility` and `fired` are yes, no or absent; `score` has `low`, `high` and `possible` (None while some
    applicability is open under `drop`), or is None; `points` is (low, high) of each indicator of a points standard;
    `level` and `levels_open` the level, or those still possible while it is open; `findings` the relations that do not
    hold and `unjudged` those that are absent; `contradicted` the rates that their parts deny; `gaps` the indicators
    that are unmet or unknown, and `assumed` those that apply, or may, and are ours.
    """
    filed = read(standard, evidence)
    as_filed = Conditions(filed)
    relations = {each["id"]: (each, as_filed.truth(each["holds"])) for each in standard.get("relations", [])}
    spoiled = {
        fold(name)
        for relation, holds in relations.values()
        if holds is False and relation["severity"] == "invalid"
        for name in relation.get("spoils", [])
    }
    conditions = Conditions(filed.spoil(spoiled))
    eligibility = {each["id"]: conditions.truth(each["met"]) for each in standard.get("eligibility", [])}

    indicators = {
        each["id"]: indicator(each, standard, conditions, each["id"] in evidence.get("excused", {}))
        for each in leaves(standard)
    }
    criteria: dict[str, Judged] = {}
    top = [branch(each, standard, indicators, criteria) for each in children(standard)]
    fired = {each["id"]: UNMET[indicators[each["id"]].verdict] for each in leaves(standard) if "veto" in each}

    result: Spec = {
        "indicators": {name: each.verdict for name, each in indicators.items()},
        "criteria": {name: each.verdict or None for name, each in criteria.items()},
        "eligibility": {name: TRUTHS[truth] for name, truth in eligibility.items()},
        "fired": {name: TRUTHS[truth] for name, truth in fired.items()},
        "score": None,
        "points": {},
        "level": None,
        "levels_open": [],
        "findings": [name for name, (_, holds) in relations.items() if holds is False],
        "unjudged": [name for name, (_, holds) in relations.items() if holds is None],
        "contradicted": filed.contradicted(),
        "gaps": [name for name, each in indicators.items() if each.verdict in {"unmet", "unknown"}],
        "assumed": [
            each["id"]
            for each in leaves(standard)
            if each["authority"] == "assumed" and indicators[each["id"]].applies is not False
        ],
    }
    some_apply = any_of(each.applies for each in indicators.values())
    nothing_fired = all_of(negate(each) for each in fired.values())
    if standard["kind"] == "conditions":
        met = all_of([nothing_fired, *(negate(UNMET[each.verdict]) for each in top)])
    else:
        result["points"] = {name: (each.low, each.high) for name, each in indicators.items()}
        reached, scored = score(standard, list(indicators.values()), some_apply)
        if False not in eligibility.values():
            result |= scored
        missed = any_of(UNMET[each.verdict] for each in criteria.values() if each.verdict)
        # Read as: as in a conditions standard, applying comes first (nothing applies: not applicable; open: unknown).
        met = all_of([reached, nothing_fired, negate(missed)])
    result["outcome"] = outcome(all_of(eligibility.values()), concluded(some_apply, met))
    return result


def outcome(eligible: Truth, whole: str) -> str:
    if eligible is False:
        return "not_evaluated"
    return "unknown" if eligible is None else whole


def concluded(applies: Truth, met: Truth) -> str:
    """The verdict of something: whether it applies comes first, for what may not apply is neither met nor unmet."""
    if applies is False:
        return "not_applicable"
    if applies is None or met is None:
        return "unknown"
    return "met" if met else "unmet"


def children(node: Spec) -> list[Spec]:
    return [*node.get("criteria", []), *node.get("indicators", [])]


def leaves(node: Spec) -> Iterator[Spec]:
    """The indicators below, in the order of the file."""
    for each in children(node):
        if "met" in each:
            yield each
        else:
            yield from leaves(each)


def rounded_points(written: Any) -> Fraction:
    """Points as they count: rounded half up to 1/10,000."""
    value = Fraction(str(written["full"] if isinstance(written, dict) else written))
    return Fraction(floor(value * 10_000 + Fraction(1, 2)), 10_000)


def indicator(spec: Spec, standard: Spec, conditions: Conditions, excused: bool) -> Judged:
    applies = conditions.truth(spec["applies"]) if "applies" in spec else True
    # Read as: a rate that yields when empty is one more condition of applying, and may itself be absent.
    applies = False if excused else all_of([applies, negate(conditions.emptied(spec["met"]))])
    met = conditions.truth(spec["met"])
    verdict = concluded(applies, met)
    if standard["kind"] == "conditions":
        return Judged(applies, verdict)
    full = rounded_points(spec["points"])
    low, high = full if met is True else Fraction(0), Fraction(0) if met is False else full
    given = standard.get("not_applicable") == "full"
    if applies is False:
        low = high = full if given else Fraction(0)
    elif applies is None and given:
        high = full
    elif applies is None:
        low = Fraction(0)
    return Judged(applies, verdict, low, high, full)


def branch(spec: Spec, standard: Spec, indicators: dict[str, Judged], criteria: dict[str, Judged]) -> Judged:
    """A criterion (entered into `criteria`, before those below it) or an indicator."""
    if "met" in spec:
        return indicators[spec["id"]]
    criteria[spec["id"]] = Judged(None, "")
    below = [branch(each, standard, indicators, criteria) for each in children(spec)]
    applies = any_of(each.applies for each in below)
    if standard["kind"] == "conditions":
        result = Judged(applies, concluded(applies, enough(spec.get("needs", "all"), below)))
    else:
        low, high, full = added(below)
        verdict = concluded(applies, reaches(low, high, spec["entry_line"])) if "entry_line" in spec else ""
        result = Judged(applies, verdict, low, high, full)
    criteria[spec["id"]] = result
    return result


def added(parts: list[Judged]) -> tuple[Fraction, Fraction, Fraction]:
    """The points of several together: at worst, at best, out of how many."""
    return (
        sum((each.low for each in parts), Fraction(0)),
        sum((each.high for each in parts), Fraction(0)),
        sum((each.full for each in parts), Fraction(0)),
    )


def enough(needs: Any, below: list[Judged]) -> Truth:
    """Whether what stands below suffices."""
    none_unmet = all_of(negate(UNMET[each.verdict]) for each in below)
    if needs == "all":
        return none_unmet
    k = int(needs["at_least"])
    met = at_least(k, [MET[each.verdict] for each in below])
    if needs.get("when_fewer_apply") != "all":
        return met
    fewer = negate(at_least(k, [each.applies for each in below]))
    return any_of([met, all_of([fewer, none_unmet])])


def reaches(low: Fraction, high: Fraction, line: Any) -> Truth:
    at = Fraction(str(line))
    return True if low >= at else False if high < at else None


def score(standard: Spec, indicators: list[Judged], some_apply: Truth) -> tuple[Truth, Spec]:
    """Whether the pass level is reached, and the score with its level."""
    if some_apply is False:
        return False, {}
    low, high, full = added(indicators)
    possible: Fraction | None = full
    if standard.get("not_applicable") == "drop":
        undecided = any(each.applies is None for each in indicators)
        possible = None if undecided else added([each for each in indicators if each.applies])[2]
    levels = sorted(standard["levels"], key=lambda level: -Fraction(str(level["from"])))
    reached = {level["id"]: all_of([some_apply, reaches(low, high, level["from"])]) for level in levels}
    # Read as: not excluded are the levels that may still be the highest one reached.
    candidates = []
    for name, truth in reached.items():
        if truth is not False:
            candidates.append(name)
        if truth:
            break
    settled = all(reached[name] for name in candidates)
    return reached[standard["pass_level"]], {
        "score": {"low": low, "high": high, "possible": possible},
        "level": candidates[0] if settled and candidates else None,
        "levels_open": [] if settled else candidates,
    }
