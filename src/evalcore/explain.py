"""Results in sentences: why a verdict is what it is, from the clause down to the entries it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from evalcore.checks import Check
from evalcore.errors import Language
from evalcore.evidence import Claim, Key
from evalcore.figures import exact_text, shown
from evalcore.phrases import Phrases
from evalcore.scorecard import Score, Scorecard
from evalcore.standard import Criterion, Indicator, title_in
from evalcore.truth import ABSENT

VERDICTS: dict[Language, dict[str | None, str]] = {
    "zh": {
        "met": "达标", "unmet": "未达标", "unknown": "待补证", "not_applicable": "不适用", "not_evaluated": "不予评定",
        None: "—",
    },
    "en": {
        "met": "met", "unmet": "not met", "unknown": "undecided", "not_applicable": "not applicable",
        "not_evaluated": "not evaluated", None: "—",
    },
}  # fmt: skip
AUTHORITIES: dict[Language, dict[str, str]] = {
    "zh": {"stated": "原文规定", "external": "上级另行规定", "assumed": "本库假定"},
    "en": {"stated": "stated in the source", "external": "set by another body", "assumed": "assumed by us"},
}
WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "colon": "：", "clause": "条款", "authority": "依据", "found": "实际", "short": "相差", "entered": "材料",
        "excused": "合理缺项", "because": "假定理由", "veto": "一票否决", "trial": "【试算】", "points": "得分", "of": "满分",
        "applies": "适用条件", "rule": "计分", "counts": "达标 {met}，未达标 {unmet}，待补证 {unknown}，不适用 {na}",
        "refused": "因一票否决项未达标，不予认定", "awaiting": "尚待他方", "gaps": "须整改",
        "level": "等次", "open": "未排除的等次", "assumed": "以下 {n} 项的标准是假定的：", "eligibility": "资格条件不满足",
        "comma": "，", "list": "、", "unlisted": "…… 另有 {n} 项", "set_aside": "按先后次序不采用",
    },
    "en": {
        "colon": ": ", "clause": "clause", "authority": "threshold", "found": "found", "short": "short by",
        "entered": "entered", "excused": "excused", "because": "assumed because", "veto": "veto", "trial": "[trial] ",
        "points": "points", "of": "of", "applies": "applies if", "rule": "points", "awaiting": "waiting for others", "gaps": "to put right",
        "counts": "{met} met, {unmet} not met, {unknown} undecided, {na} not applicable",
        "refused": "a veto is not met: refused", "level": "level", "open": "levels not excluded",
        "assumed": "the thresholds of these {n} are assumed: ", "eligibility": "not eligible", "comma": ", ", "list": ", ",
        "unlisted": "… and {n} more", "set_aside": "another source has precedence",
    },
}  # fmt: skip
MARKS = {"holds": "✓", "fails": "✗", "open": "?"}
LISTED = 20  # assumed: ids listed in one sentence before the rest is only counted


def explain_part(card: Scorecard, part: Criterion | Indicator, lang: Language) -> str:
    """Why one indicator or criterion turned out as it did."""
    lines = _indicator(card, part, lang) if isinstance(part, Indicator) else _criterion(card, part, lang)
    return "\n".join(lines)


def explain_card(card: Scorecard, lang: Language) -> str:
    """The whole result: the outcome, what decided it, and what is open."""
    return "\n".join(_card(card, lang))


def _heading(card: Scorecard, part: Criterion | Indicator, lang: Language) -> str:
    words = WORDS[lang]
    points = card.points.get(part.id)
    tail = f"{words['comma']}{words['points']} {_score(points)}" if points else ""
    verdict = VERDICTS[lang][card.verdicts.get(part.id)]
    return f"{part.id} {title_in(part, lang)}{words['colon']}{verdict}{tail}"


def _score(score: Score) -> str:
    high = "∞" if score.high is None else shown(score.high)
    ends = high if score.final else f"{shown(score.low)} – {high}"
    return ends if score.possible is None else f"{ends} / {exact_text(score.possible)}"


def _indicator(card: Scorecard, leaf: Indicator, lang: Language) -> Iterator[str]:
    words, phrases = WORDS[lang], Phrases(card.plan, card.checks, lang)
    yield _heading(card, leaf, lang)
    facts = [f"{words['clause']} {leaf.clause}"] if leaf.clause else []
    facts.append(f"{words['authority']}{words['colon']}{AUTHORITIES[lang][leaf.authority]}")
    if leaf.veto:
        facts.append(words["veto"])
    yield "  " + words["comma"].join(facts)
    if leaf.assumed:
        yield f"  {words['because']}{words['colon']}{leaf.assumed}"
    excuse = card.inputs.readings.evidence.excused.get(leaf.id)
    if excuse:
        yield f"  {words['excused']}{words['colon']}{excuse.reason}（{excuse.by}）"
    for check in card.checks.of(leaf.id, "applies"):
        yield from _check(card, check, phrases, words, words["applies"] + words["colon"])
    if card.verdicts[leaf.id] == "not_applicable":
        return
    if leaf.points is not None:
        yield f"  {words['rule']}{words['colon']}{phrases.rule(leaf)}"
    for check in card.checks.of_leaf(leaf):
        yield from _check(card, check, phrases, words)
    for amount in card.checks.amounts(leaf):
        yield f"  {phrases.measured(amount) or phrases.wording.text(amount.expr) + words['colon'] + '—'}"
        yield from (f"    {phrases.lack(lack)}" for lack in amount.lacks)


def _check(card: Scorecard, check: Check, phrases: Phrases, words: dict[str, str], before: str = "") -> Iterator[str]:
    mark = MARKS["open" if check.truth == ABSENT else "holds" if check.truth == check.wanted else "fails"]
    yield f"  {mark} {before}{phrases.required(check)}"
    if (actual := phrases.actual(check)) is not None:
        short = phrases.shortfall(check)
        yield f"    {words['found']}{words['colon']}{actual}" + (
            f"{words['comma']}{words['short']} {short}" if short else ""
        )
    for lack in check.lacks:
        yield f"    {phrases.lack(lack)}"
    for key in check.keys:
        for claim in card.inputs.readings[key].claims:
            yield f"    {_entry(card, key, claim, phrases, words)}"


def _entry(card: Scorecard, key: Key, claim: Claim, phrases: Phrases, words: dict[str, str]) -> str:
    """An entry with where it comes from, and where it stands in the evidence file."""
    origin = [part for part in (claim.origin.source, claim.origin.locator, claim.origin.period) if part]
    stands = str(card.inputs.readings.evidence.locate(claim.path))
    reading = card.inputs.readings[key]
    aside = reading.taken and claim.value.absence is None and claim not in reading.taken
    place = words["comma"].join([*origin, stands, *([words["set_aside"]] if aside else [])])
    place = f"（{place}）" if phrases.zh else f" ({place})"
    return f"{words['entered']}{words['colon']}{phrases.key_label(key)} = {phrases.entry(claim)}{place}"


def _criterion(card: Scorecard, part: Criterion, lang: Language) -> Iterator[str]:
    yield _heading(card, part, lang)
    yield "  " + _counts([card.verdicts[leaf.id] for leaf in part.leaves()], lang)
    for child in part.children:
        yield "  " + _heading(card, child, lang)


def _counts(verdicts: list[str], lang: Language) -> str:
    return WORDS[lang]["counts"].format(
        met=verdicts.count("met"),
        unmet=verdicts.count("unmet"),
        unknown=verdicts.count("unknown"),
        na=verdicts.count("not_applicable"),
    )


def _card(card: Scorecard, lang: Language) -> Iterator[str]:
    words, standard = WORDS[lang], card.plan.standard
    trial = words["trial"] if card.rests_on_assumed else ""
    yield f"{trial}{title_in(standard, lang)}{words['colon']}{VERDICTS[lang][card.verdict]}"
    if card.score is not None:
        yield f"  {words['points']} {_score(card.score)}"
        if card.level is not None:
            yield f"  {words['level']}{words['colon']}{title_in(card.level, lang)}"
        if card.levels_open:
            yield f"  {words['open']}{words['colon']}{words['list'].join(title_in(e, lang) for e in card.levels_open)}"
    if card.verdict == "not_evaluated":
        ids = [key for key, truth in card.eligibility.items() if truth == "no"]
        yield f"  {words['eligibility']}{words['colon']}{words['list'].join(ids)}"
        return
    yield "  " + _counts([card.verdicts[leaf.id] for leaf in standard.leaves()], lang)
    fired = [key for key, truth in card.fired.items() if truth == "yes"]
    if fired:
        yield f"  {words['refused']}{words['colon']}{words['list'].join(fired)}"
    if card.gaps:
        yield f"  {words['gaps']}{words['colon']}{_ids([gap.indicator.id for gap in card.gaps], lang)}"
    if card.awaiting:
        yield f"  {words['awaiting']}{words['colon']}{_ids([item.indicator.id for item in card.awaiting], lang)}"
    if card.rests_on_assumed:
        ids = [each.id for each in card.rests_on_assumed]
        yield "  " + words["assumed"].format(n=len(ids)) + _ids(ids, lang)


def _ids(ids: list[str], lang: Language) -> str:
    words = WORDS[lang]
    unique = list(dict.fromkeys(ids))
    shown_ids = words["list"].join(unique[:LISTED])
    return shown_ids if len(unique) <= LISTED else f"{shown_ids}{words['unlisted'].format(n=len(unique) - LISTED)}"
