"""An independent judge of points standards, written from docs/points.md and docs/standard.md alone.

It shares nothing with the library, only the reading of conditions and evidence with the oracle of conditions standards:
exact fractions, three truths, and brute force over the values that a field may have. Where the pages leave a question
open, the reading chosen is marked "Read as".
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.properties.oracle import MET, TRUTHS, concluded, outcome
from tests.properties.oracle_conditions import Conditions, Truth, all_of, any_of, at_least, negate
from tests.properties.oracle_evidence import Evidence, fold, read
from tests.properties.points_oracle_closing import Absences
from tests.properties.points_oracle_leaves import Earned, earned, full_points, half_up
from tests.properties.points_oracle_rules import UNMET, RuleConditions, reached
from tests.properties.points_oracle_sheet import Lists, Open, Part, deduction, joined, leaf_part, total_score, weight

Spec = dict[str, Any]
NONE: Open = (Fraction(0), Fraction(0))


def judge(standard: Spec, evidence: Spec) -> Spec:
    """The result of a valid points standard on valid evidence, both as plain data (texts as YAML would give them).

    `outcome`, `indicators`, `criteria`, `eligibility`, `fired`, `level`, `levels_open`, `findings` and `gaps` are as
    in the oracle of conditions standards. `score` has `low`, `high` (None: no limit) and `possible` (None while some
    applicability is open under `drop`), or is None. `points` gives (low, high) of every indicator (with its excess),
    criterion, and item and group of `bonus` and `penalties`, whose wholes stand under those two keys. `conclusions` (by
    name), `recommendations` (by rule) and `refused` are yes, no or absent; `closed` names the indicators decided by
    closing. Read as: what comes after eligibility is given also when the outcome is `not_evaluated`, except score
    and level.
    """
    filed, broken = as_judged(standard, evidence)
    conditions = Conditions(filed)
    eligibility = {each["id"]: conditions.truth(each["met"]) for each in standard.get("eligibility", [])}
    sheet = Sheet(standard, evidence, conditions)
    fired = {each["id"]: UNMET[sheet.parts[each["id"]].verdict] for each in indicators(standard) if "veto" in each}

    lists = Lists(conditions)
    bonus, penalties = lists.group(standard.get("bonus", {})), lists.group(standard.get("penalties", {}))
    points: dict[str, Open] = {name: (part.low, part.high) for name, part in sheet.parts.items()} | lists.amounts
    vetoes = [(fired[each["id"]], each["veto"]) for each in indicators(standard) if "veto" in each]
    taken = [deduction(veto, truth, conditions) for truth, veto in vetoes if has(veto, "deduct")]
    score = scored(standard, sheet.top, bonus, [penalties, *taken])

    rules = standard.get("rules", [])
    verdicts = {name: part.verdict for name, part in sheet.parts.items()}
    # While nothing may apply at all there may be no score, and so no level.
    reader = RuleConditions(filed, rules, verdicts, points, score if sheet.top.applies else None, fired)
    caps = [(veto["cap"], truth) for truth, veto in vetoes if has(veto, "cap")]
    capping = reader.having("cap")
    caps += [(rule["then"]["cap"], capping[rule["id"]]) for rule in rules if rule["id"] in capping]
    levels = {
        name: all_of([sheet.top.applies, truth]) for name, truth in reached(standard, score, points, caps).items()
    }
    reader.level = lambda name: any_of(truth for each, truth in levels.items() if not below(standard, each, name))

    refused = any_of(
        [
            *(truth for truth, veto in vetoes if veto == "refuse"),
            *(UNMET[verdicts[each["id"]]] for each in criteria(standard) if verdicts[each["id"]]),
            negate(core_met(standard, sheet.parts)),
            *reader.having("refuse").values(),
        ]
    )
    met = all_of([levels[standard["pass_level"]], negate(refused)])
    evaluated = False not in eligibility.values() and score is not None
    level, levels_open = highest(levels) if evaluated else (None, [])
    return {
        "outcome": outcome(all_of(eligibility.values()), concluded(sheet.top.applies, met)),
        "indicators": {each["id"]: verdicts[each["id"]] for each in indicators(standard)},
        "criteria": {each["id"]: verdicts[each["id"]] or None for each in criteria(standard)},
        "eligibility": {name: TRUTHS[truth] for name, truth in eligibility.items()},
        "fired": {name: TRUTHS[truth] for name, truth in fired.items()},
        "score": {"low": score[0], "high": score[1], "possible": possible(standard, sheet)}
        if evaluated and score
        else None,
        "points": points,
        "bonus": bonus,
        "penalties": penalties,
        "level": level,
        "levels_open": levels_open,
        "conclusions": {name: TRUTHS[reader.concluded(name)] for name in conclusions(rules)},
        "recommendations": {name: TRUTHS[truth] for name, truth in reader.having("recommend").items()},
        "refused": TRUTHS[refused],
        "closed": sheet.closed,
        "findings": [name for name, holds in broken.items() if holds is False],
        "unjudged": [name for name, holds in broken.items() if holds is None],
        "gaps": [each["id"] for each in indicators(standard) if verdicts[each["id"]] in {"unmet", "unknown"}],
    }


def as_judged(standard: Spec, evidence: Spec) -> tuple[Evidence, dict[str, Truth]]:
    """The evidence without the fields that relations spoil, and which relations hold."""
    filed = read(standard, evidence)
    as_filed = Conditions(filed)
    relations = standard.get("relations", [])
    holds = {each["id"]: as_filed.truth(each["holds"]) for each in relations}
    breaking = [each for each in relations if each["severity"] == "invalid" and holds[each["id"]] is False]
    return filed.spoil({fold(name) for each in breaking for name in each.get("spoils", [])}), holds


def has(veto: Any, key: str) -> bool:
    return isinstance(veto, dict) and key in veto


def children(node: Spec) -> list[Spec]:
    return [*node.get("criteria", []), *node.get("indicators", [])]


def indicators(node: Spec) -> Iterator[Spec]:
    for each in children(node):
        if is_leaf(each):
            yield each
        else:
            yield from indicators(each)


def criteria(node: Spec) -> Iterator[Spec]:
    for each in node.get("criteria", []):
        yield each
        yield from criteria(each)


def is_leaf(node: Spec) -> bool:
    return "criteria" not in node and "indicators" not in node


class Sheet:
    """The parts of the sheet by id, the whole of it in `top`, and the indicators that were closed."""

    def __init__(self, standard: Spec, evidence: Spec, conditions: Conditions) -> None:
        self.standard = standard
        self.policy = str(standard.get("not_applicable", "drop"))
        self.conditions = conditions
        self.excused = evidence.get("excused", {})
        self.absences = Absences(conditions, evidence) if "closed" in evidence else None
        self.parts: dict[str, Part] = {}
        self.closed: list[str] = []
        self.top = self.join(standard, {})

    def join(self, node: Spec, lines: Spec) -> Part:
        below = [(weight(each), self.part(each)) for each in children(node)]
        return joined(below, self.policy, lines)

    def part(self, spec: Spec) -> Part:
        self.parts[spec["id"]] = self.indicator(spec) if is_leaf(spec) else self.join(spec, spec)
        return self.parts[spec["id"]]

    def indicator(self, spec: Spec) -> Part:
        conditions = self.conditions
        applies = conditions.truth(spec["applies"]) if "applies" in spec else True
        met = conditions.truth(spec["met"]) if "met" in spec else None
        if "met" in spec:
            applies = all_of([applies, negate(conditions.emptied(spec["met"]))])
        applies = False if spec["id"] in self.excused else applies
        found, full = earned(spec, self.standard, conditions, met), full_points(spec, self.standard)
        if "met" not in spec:  # Read as: full points without the excess, and as rounded.
            met = True if found.low >= full else False if found.high < full else None
        verdict = concluded(applies, met)
        # Every field it reads in any of its keys counts.
        undecided = applies and "veto" not in spec and (verdict == "unknown" or open_points(found))
        if self.absences and undecided and self.absences.closable(spec):
            self.closed.append(spec["id"])
            verdict, found = "unmet" if verdict == "unknown" else verdict, at_worst(found)
        return leaf_part(applies, verdict, full, found, self.policy)


def open_points(found: Earned) -> bool:
    return found.low != found.high or found.extra[0] != found.extra[1] or found.asked[0] != found.asked[1]


def at_worst(found: Earned) -> Earned:
    """Read as: what its criterion is asked for stays at its worst as well."""
    low, extra, asked = found.low, found.extra[0], found.asked[0]
    return Earned(low, low, (extra, extra), (asked, asked))


def scored(standard: Spec, top: Part, bonus: Open, taken: list[Open]) -> Open | None:
    """The score after rounding; None where nothing applies."""
    if top.applies is False:
        return None
    low, high = total_score(top, str(standard.get("not_applicable")), bonus, taken)
    if "rounding" not in standard:
        return low, high
    step = Fraction(1, 10 ** int(standard["rounding"]["decimals"]))
    return half_up(low, step), None if high is None else half_up(high, step)


def possible(standard: Spec, sheet: Sheet) -> Fraction | None:
    if standard.get("not_applicable") != "drop":
        return sheet.top.full
    undecided = any(sheet.parts[each["id"]].applies is None for each in indicators(standard))
    return None if undecided else sheet.top.live


def core_met(standard: Spec, parts: dict[str, Part]) -> Truth:
    """Whether enough core indicators are met."""
    if "core" not in standard:
        return True
    k = int(standard["core"]["at_least"])
    core = [parts[each["id"]] for each in indicators(standard) if str(each.get("core", "false")).lower() == "true"]
    enough = at_least(k, [MET[each.verdict] for each in core])
    if standard["core"].get("when_fewer_apply") != "all":
        return enough
    fewer = negate(at_least(k, [each.applies for each in core]))
    return any_of([enough, all_of([fewer, *(negate(UNMET[each.verdict]) for each in core)])])


def conclusions(rules: list[Spec]) -> list[str]:
    return list(dict.fromkeys(rule["then"]["conclude"] for rule in rules if "conclude" in rule["then"]))


def below(standard: Spec, one: str, other: str) -> bool:
    """Whether one level is lower than another."""
    lines = {level["id"]: Fraction(str(level["from"])) for level in standard["levels"]}
    return lines[one] < lines[other]


def highest(levels: dict[str, Truth]) -> tuple[str | None, list[str]]:
    """The level, or those that may still be the highest one reached."""
    candidates = []
    for name, truth in levels.items():
        if truth is not False:
            candidates.append(name)
        if truth:
            break
    settled = all(levels[name] for name in candidates)
    return (candidates[0] if candidates and settled else None), ([] if settled else candidates)
