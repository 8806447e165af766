"""The oracle's reading of the sheet above the leaf (docs/points.md, sections 3 and 4): criteria, bonus, penalties."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.properties.oracle import concluded, reaches
from tests.properties.oracle_conditions import OUTSIDE, Conditions, Truth, any_of
from tests.properties.points_oracle_leaves import ENDLESS, NOTHING, Earned, LeafRules, Span, number

Spec = dict[str, Any]
Open = tuple[Fraction, Fraction | None]  # a high end that is None has no limit
# Counts without an upper end are sampled very far away; no figure that is written comes near this.
NO_SPAN: Span = (NOTHING, NOTHING)
UNLIMITED = Fraction(10) ** 60


@dataclass(frozen=True)
class Part:
    """An indicator or a criterion in what stands above it, on its own scale (its weight not yet applied).

    `base` are its points without excess, `extra` is the excess, `full` what it could give, `live` how much of that
    applies or may apply. `shared` is the high end of `base` that a line in percent is compared with under `drop`.
    `asked` are the deductions that its criterion bears, at worst and at best.
    """

    applies: Truth
    verdict: str
    base: Span
    extra: Span
    full: Fraction
    live: Fraction
    shared: Fraction
    asked: Span = NO_SPAN

    @property
    def low(self) -> Fraction:
        return self.base[0] + self.extra[0]

    @property
    def high(self) -> Fraction:
        return self.base[1] + self.extra[1]


def leaf_part(applies: Truth, verdict: str, full: Fraction, earned: Earned, policy: str) -> Part:
    """An indicator under the not-applicable policy."""
    low, high = earned.low, earned.high
    if applies:
        return Part(applies, verdict, (low, high), earned.extra, full, full, high, earned.asked)
    given = full if policy == "full" else NOTHING
    if applies is False:
        return Part(applies, verdict, (given, given), NO_SPAN, full, NOTHING, NOTHING)
    # Read as: what is open has its excess, and asks most of its criterion, where it applies, and neither where not.
    ends = {"full": (low, full), "drop": (NOTHING, high)}.get(policy, (NOTHING, full))
    return Part(applies, verdict, ends, (NOTHING, earned.extra[1]), full, full, full, (earned.asked[0], NOTHING))


def weight(spec: Spec) -> Fraction:
    return number(spec.get("weight", 1))


def joined(parts: list[tuple[Fraction, Part]], policy: str, spec: Spec) -> Part:
    """A criterion, or the top level, of its weighted parts."""
    applies = any_of(part.applies for _, part in parts)
    full, live, shared = (
        sum((w * each for (w, _), each in zip(parts, listed, strict=True)), NOTHING)
        for listed in zip(*((part.full, part.live, part.shared) for _, part in parts), strict=True)
    )
    # Read as: what does not apply and earns full is part of the sum that criterion-wide deductions are taken from.
    base, extra = zip(*(taken_from(parts, end) for end in (0, 1)), strict=True)
    shared = max(NOTHING, shared - sum((w * part.asked[1] for w, part in parts), NOTHING))
    if policy == "rescale":
        # Read as: excess is not rescaled, for it is outside of what is possible; otherwise a score could rise above
        # the span it had while applicability was open.
        factor = full / live if live else NOTHING
        base, live = tuple(each * factor for each in base), (full if live else NOTHING)
    verdict = ""
    if "entry_line" in spec:
        verdict = concluded(applies, reaches(base[0] + extra[0], base[1] + extra[1], number(spec["entry_line"])))
    elif "entry_share" in spec:
        line = number(spec["entry_share"]) / 100 * (live if policy == "drop" else full)
        most = shared if policy == "drop" else base[1]
        verdict = concluded(applies, reaches(base[0] + extra[0], most + extra[1], line))
    return Part(applies, verdict, base, extra, full, live, shared)


def taken_from(parts: list[tuple[Fraction, Part]], end: int) -> Span:
    """Points without excess, and excess, of all parts at one end, after what they ask of the criterion.

    Read as: a deduction takes the excess last.
    """
    base = sum((w * (part.base[end] - part.asked[end]) for w, part in parts), NOTHING)
    extra = sum((w * part.extra[end] for w, part in parts), NOTHING)
    return max(NOTHING, base), max(NOTHING, extra + min(NOTHING, base))


def multiplied(amount: Open, times: list[Spec], conditions: Conditions) -> Open:
    """The amount with each factor whose condition is yes."""
    low, high = amount
    for each in times:
        factor, truth = number(each["factor"]), conditions.truth(each["when"])
        if truth is not False:
            least, most = (factor, factor) if truth else (min(Fraction(1), factor), max(Fraction(1), factor))
            low, high = low * least, None if high is None else high * most
    return low, high


def limited(amount: Open, limit: Any) -> Open:
    if limit is None:
        return amount
    low, high = amount
    most = number(limit)
    return min(low, most), most if high is None else min(high, most)


def closed_end(amount: Fraction) -> Fraction:
    """The amount without the hair that samples lie inside of an open end: what is not rounded shows the end itself."""
    return amount.limit_denominator(10**50)


class Lists:
    """Bonus and penalty lists; `amounts` collects every item and group by id."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.amounts: dict[str, Open] = {}

    def group(self, spec: Spec) -> Open:
        """A group, or a whole list, of items."""
        below = [self.entry(each) for each in spec.get("items", [])]
        lows, highs = [low for low, _ in below], [high for _, high in below]
        known = [high for high in highs if high is not None]
        if spec.get("take") == "highest":
            total: Open = (max(lows, default=NOTHING), max(known, default=NOTHING) if known == highs else None)
        else:
            total = (sum(lows, NOTHING), sum(known, NOTHING) if known == highs else None)
        return limited(total, spec.get("cap"))

    def entry(self, spec: Spec) -> Open:
        self.amounts[spec["id"]] = self.group(spec) if "items" in spec else self.item(spec)
        return self.amounts[spec["id"]]

    def item(self, spec: Spec) -> Open:
        counted = {key: spec[key] for key in ("count", "each", "when") if key in spec} | (
            {"each": spec["points"]} if "points" in spec else {}
        )
        low, most = LeafRules(self.conditions).times(counted, OUTSIDE)
        high = None if most >= UNLIMITED else closed_end(most)
        return limited(multiplied((closed_end(low), high), spec.get("times", []), self.conditions), spec.get("most"))


def deduction(veto: Spec, fired: Truth, conditions: Conditions) -> Open:
    """What a veto takes off the score."""
    if fired is False:
        return NOTHING, NOTHING
    points = number(veto["deduct"])
    low, high = multiplied((points, points), veto.get("times", []), conditions)
    return (low if fired else NOTHING), high


def total_score(top: Part, policy: str, bonus: Open, taken: list[Open]) -> Open:
    """The score, not yet rounded."""
    factor = top.full / top.live if policy == "rescale_sheet" else Fraction(1)
    worst = sum((ENDLESS if most is None else most for _, most in taken), NOTHING)
    low, most = (base * factor + extra for base, extra in zip(top.base, top.extra, strict=True))
    low = low + bonus[0] - worst
    high = None if bonus[1] is None else most + bonus[1] - sum((least for least, _ in taken), NOTHING)
    return max(NOTHING, low), None if high is None else max(NOTHING, high)
