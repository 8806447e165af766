"""The evidence audited: all that is missing, unusable, in conflict, approximate or doubtful, by what it can change.

What something can change is worked out on the scorecard. For a field that is absent, or not a single value: the indicators
(and conditions of eligibility) that are open because of it, with the points between their low and high. For a doubt about
a value that counts: the same after taking its fields away, which is everything the result could be whatever they said.
A note doubts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, get_args

from evalcore.checks import Amount, Check
from evalcore.evidence import Key
from evalcore.findings import Finding
from evalcore.intake import take_in
from evalcore.lacks import Lack, Reason, spread
from evalcore.plan import Plan
from evalcore.readings import Reading
from evalcore.scorecard import Scorecard
from evalcore.scoring import EvidenceSource, decide, plan_for, score
from evalcore.sites import sites_of
from evalcore.standard import Criterion, Indicator, Standard
from evalcore.trees import fields_of

Kind = Literal[
    "missing", "unreadable", "invalid", "contradictory", "out_of_window", "approximate", "claim", "awaited", "doubtful",
    "note",
]  # fmt: skip
_KINDS: dict[Reason, Kind] = {
    "missing": "missing", "unreadable": "unreadable", "masked": "unreadable", "cut_off": "unreadable",
    "invalid": "invalid", "out_of_window": "out_of_window", "claimed_not_applicable": "claim", "not_judged": "awaited",
    "not_given": "awaited", "no_years": "awaited", "contradictory": "contradictory", "disputed": "contradictory",
    "approximate": "approximate", "empty": "doubtful", "nothing_to_divide": "invalid", "part_above_whole": "invalid",
}  # fmt: skip


@dataclass(frozen=True)
class Reach:
    """What something can change: the parts that are open because of it, at most so many points, the whole.

    `parts` are ids of indicators and of conditions of eligibility. `points` are those between the low and high of the
    indicators, weighted as in the sheet; None when nothing limits them. `whole`: the verdict or the level is open too.
    """

    parts: tuple[str, ...] = ()
    points: Fraction | None = Fraction(0)
    whole: bool = False
    veto: bool = False


@dataclass
class Item:
    """One field, or parameter, and period that somebody should look at."""

    key: Key
    kind: Kind
    lack: Lack | None
    reach: Reach
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Audit:
    """The scorecard, and everything to look at, what changes most first."""

    card: Scorecard
    items: tuple[Item, ...]


def audit_evidence(standard: Standard | Plan | str, evidence: EvidenceSource) -> Audit:
    """Audit one place's evidence. Raises `InputError` like `score`."""
    card = score(standard, evidence)
    return Audit(card, tuple(_Auditor(card).items()))


class _Auditor:
    """Works out the items of one scorecard."""

    def __init__(self, card: Scorecard) -> None:
        self.card, self.plan, self.standard = card, card.plan, card.plan.standard
        self.readings = card.inputs.readings
        self.weights = dict(_weights(self.standard))

    def items(self) -> list[Item]:
        found: dict[Key, Item] = {}
        lacking: dict[Key, list[str]] = {}
        lacks: dict[Key, Lack] = {}
        for part, lack in self._lacks():
            if lack.key is not None:
                lacks.setdefault(lack.key, lack)
                lacking.setdefault(lack.key, []).append(part)
        for key in dict.fromkeys([*lacks, *self._read(), *self.readings.evidence.claims]):
            known = lacks.get(key) or _lack_of(key, self._reading(key))
            if known is not None:
                parts = tuple(dict.fromkeys(lacking.get(key, ())))
                found[key] = Item(key, _KINDS[known.reason], known, self._reach(self.card, parts))
        for finding in self.card.inputs.findings:
            if finding.fields:  # else it is about parameters alone
                self._attach(found, finding)
        order = {name: index for index, name in enumerate((*self.standard.parameters, *self.standard.evidence))}
        return sorted(found.values(), key=lambda item: (_rank(item), order[item.key.id], item.key.period or ""))

    def _reading(self, key: Key) -> Reading | None:
        """The reading of a key; None for a cell of a record."""
        return None if key.period and key.period.startswith("#") else self.readings[key]

    def _read(self) -> Iterator[Key]:
        """Every field and period that a part of the standard reads."""
        for part in (*self.standard.eligibility, *self.standard.leaves()):
            sites = sites_of(self.plan, part.id)
            for site in sites.applies + sites.met + sites.points:
                yield from site.read.needed
            for read in sites.amounts:
                yield from read.needed

    def _lacks(self) -> Iterator[tuple[str, Lack]]:
        """Why parts are open, for each part that is."""
        if self.card.verdict == "not_evaluated":
            return
        checks = self.card.checks
        for part in self.standard.eligibility:
            if self.card.eligibility[part.id] == "absent":
                for check in checks.of(part.id):
                    yield from ((part.id, lack) for lack in check.lacks)
        for leaf in self.standard.leaves():
            if self.card.is_open(leaf.id):
                read: list[Check | Amount] = [*checks.undecided(leaf), *checks.amounts(leaf)]
                lacks = [lack for each in read for lack in each.lacks] or self._empty_lists(leaf)
                yield from ((leaf.id, lack) for lack in lacks)

    def _empty_lists(self, leaf: Indicator) -> list[Lack]:
        """Where nothing is absent and still something is open: the lists that hold no record to take a mean of."""
        keys = [key for read in sites_of(self.plan, leaf.id).amounts for key in read.keys]
        return [Lack(key, "missing", self.readings[key].owner) for key in keys]

    def _attach(self, found: dict[Key, Item], finding: Finding) -> None:
        """A finding belongs to the item of one of its fields, else it is one of its own."""
        keys = [Key("field", name, period) for name in finding.fields for period in {finding.period, None}]
        item = next((found[key] for key in keys if key in found), None)
        if item is None:
            doubted = finding.severity != "note"
            reach = self._reach_without(frozenset(finding.fields)) if doubted else Reach()
            item = found[keys[0]] = Item(keys[0], finding.severity, None, reach)
        item.findings.append(finding)

    # -- what it can change ------------------------------------------------------------------------------------------

    def _reach(self, card: Scorecard, parts: tuple[str, ...]) -> Reach:
        if not parts:
            return Reach()
        leaves = [leaf for leaf in self.standard.leaves() if leaf.id in parts]
        points: Fraction | None = Fraction(0)
        for leaf in leaves if card.plan.score is not None else ():
            own = card.points[leaf.id]
            points = (
                None if points is None or own.high is None else points + self.weights[leaf.id] * (own.high - own.low)
            )
        whole = card.verdict == "unknown" or bool(card.levels_open)
        return Reach(parts, points, whole, any(leaf.veto is not None for leaf in leaves))

    def _reach_without(self, fields: frozenset[str]) -> Reach:
        """What would be open if nothing usable had been filed for these fields."""
        evidence = replace(self.readings.evidence, closed=None)
        plan = plan_for(self.standard, evidence.years)
        card = decide(plan, take_in(plan, evidence, fields), confirmed=False)
        trees = self.plan.trees
        reading = [leaf for leaf in self.standard.leaves() if fields & fields_of(trees[leaf.id])]
        parts = [leaf.id for leaf in reading if card.is_open(leaf.id)]
        required = [part.id for part in self.standard.eligibility if fields & fields_of(trees[part.id])]
        return self._reach(card, (*(part for part in required if card.eligibility[part] == "absent"), *parts))


def _lack_of(key: Key, reading: Reading | None) -> Lack | None:
    """Why a reading is not a single usable value."""
    if reading is None:
        return None
    if reading.absence is not None:
        return Lack(key, reading.absence, reading.owner)
    return next(spread(key, reading), None)


def _weights(part: Standard | Criterion, weight: Fraction = Fraction(1)) -> Iterator[tuple[str, Fraction]]:
    """How often each indicator's points count in the sheet."""
    for child in part.children:
        own = weight * child.weight
        if isinstance(child, Indicator):
            yield child.id, own
        else:
            yield from _weights(child, own)


def _rank(item: Item) -> tuple[bool, bool, bool, Fraction, int, int]:
    """What changes most first: the whole, vetoes, points, the number of parts, then by kind."""
    reach = item.reach
    points = Fraction(0) if reach.points is None else reach.points
    changes = bool(reach.parts)
    return (
        not (changes and reach.whole), not (changes and reach.veto), reach.points is not None, -points, -len(reach.parts),
        get_args(Kind).index(item.kind),
    )  # fmt: skip
