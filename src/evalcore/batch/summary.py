"""The summary of many places: as data (`summary.json`), and as a report for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from evalcore.answers import VERDICT_NAMES
from evalcore.batch.jobs import Job
from evalcore.batch.near import MARGIN, Threshold, thresholds_of
from evalcore.batch.tally import Tally, topmost
from evalcore.errors import Language
from evalcore.explain import VERDICTS
from evalcore.figures import exact_text, shown
from evalcore.plan import Plan
from evalcore.recording import standard_record, titled
from evalcore.reports import markdown, terminal
from evalcore.reports.content import Report, Section, Table
from evalcore.results import Phrase, Record, StandardRecord
from evalcore.standard import Criterion, Indicator, Level
from evalcore.trees import quantities_of
from evalcore.wording import Wording

LISTED = 10  # assumed: indicators and thresholds that the report shows; the data hold all


class LevelCount(Record):
    """How many places reached a level for certain."""

    id: str
    title: Phrase
    places: int


class BlockCount(Record):
    """A topmost part of the standard, and how many of the unmet places it blocks."""

    id: str
    title: Phrase
    places: int


class IndicatorCount(Record):
    """How many places have a gap at an indicator, by its kind."""

    id: str
    title: Phrase
    unmet: int
    short: int
    to_verify: int
    missing: int


class NearCount(Record):
    """How many places just miss a threshold: by at most `margin` of it."""

    kind: Literal["level", "entry_line", "check"]
    id: str
    title: Phrase
    threshold: Phrase
    places: int


class AssumedCount(Record):
    """An indicator whose threshold is ours, why, and how many places it applies to, or may."""

    id: str
    title: Phrase
    reason: str
    places: int


class SummaryRecord(Record):
    """Everything that is counted; `rows` = `scored` + `rejected`. Worst first."""

    summary: Literal["1"] = "1"
    standard: StandardRecord
    data: str | None
    rows: int
    scored: int
    rejected: int
    checked_again: int
    engines: dict[str, int]
    gaps: int
    files: dict[str, int]
    verdicts: dict[str, int]
    levels: list[LevelCount]
    level_open: int
    blocking: list[BlockCount]
    indicators: list[IndicatorCount]
    margin: str
    just_below: list[NearCount]
    trial: bool
    rests_on_assumed: list[AssumedCount]


def summary_of(job: Job, tally: Tally) -> SummaryRecord:
    """The summary of a tally."""
    standard = job.standard
    leaves = {leaf.id: leaf for leaf in standard.leaves()}
    blocking = [BlockCount(id=part.id, title=titled(part), places=tally.blocked[part.id]) for part in topmost(standard)]
    indicators = [
        IndicatorCount(id=leaf, title=titled(leaves[leaf]), **{kind: counts[kind] for kind in _KINDS})
        for leaf, counts in tally.gaps.items()
    ]
    assumed = [
        AssumedCount(id=leaf, title=titled(leaves[leaf]), reason=leaves[leaf].assumed or "", places=count)
        for leaf, count in tally.assumed.items()
        if count
    ]
    just_below = [
        _near(job.plan, threshold, tally.near[index])
        for index, threshold in enumerate(thresholds_of(job.plan))
        if tally.near[index]
    ]
    return SummaryRecord(
        standard=standard_record(standard),
        data=job.wide.source,
        rows=tally.rows, scored=tally.scored, rejected=tally.rejected, checked_again=tally.sample,
        engines=dict(tally.engines.most_common()),
        gaps=tally.gap_rows,
        files=dict(tally.files),
        verdicts={verdict: tally.verdicts[verdict] for verdict in _VERDICTS},
        levels=[LevelCount(id=each.id, title=titled(each), places=tally.levels[each.id]) for each in standard.levels],
        level_open=tally.level_open,
        blocking=sorted(blocking, key=lambda each: -each.places),
        indicators=sorted(indicators, key=lambda each: (-each.unmet, -each.short, -each.to_verify - each.missing)),
        margin=exact_text(MARGIN),
        just_below=sorted(just_below, key=lambda each: -each.places),
        trial=bool(assumed),
        rests_on_assumed=assumed,
    )  # fmt: skip


_KINDS = ("unmet", "short", "to_verify", "missing")
_VERDICTS = ("met", "unmet", "unknown", "not_applicable", "not_evaluated")
assert set(_VERDICTS) == set(VERDICT_NAMES)


def _near(plan: Plan, threshold: Threshold, places: int) -> NearCount:
    standard = plan.standard
    parts: dict[str, Iterable[Level | Criterion | Indicator]] = {
        "level": standard.levels,
        "entry_line": standard.headings(),
        "check": standard.leaves(),
    }
    part = next(part for part in parts[threshold.kind] if part.id == threshold.id)
    texts = {lang: _threshold_text(plan, threshold, lang) for lang in ("zh", "en")}
    return NearCount(
        kind=threshold.kind,
        id=threshold.id,
        title=titled(part),
        threshold=Phrase(**texts),
        places=places,
    )


def _threshold_text(plan: Plan, threshold: Threshold, lang: Language) -> str:
    if threshold.condition is None:
        return f"≥ {shown(threshold.line)}"
    period = "" if threshold.period is None else f"{threshold.period}{'：' if lang == 'zh' else ': '}"
    return period + Wording(quantities_of(plan.standard), lang).text(threshold.condition)


# --- as a report --------------------------------------------------------------------------------------------------------

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "批量测算：{title}（{edition}）", "data": "数据", "rows": "行数",
        "rows_text": "{rows} 行 = 已测算 {scored} + 无法读取 {rejected}", "engines": "测算方式", "again": "抽样复核",
        "again_text": "{n} 行，结果一致", "verdicts": "结论", "levels": "等次", "verdict": "结论", "level": "等次",
        "places": "单位数", "share": "占比", "open": "等次未定", "none": "未达任何等次或未计分", "blocking": "卡住单位最多的部分",
        "part": "部分", "conditions": "在未达标的单位中，该部分未达标的有多少。",
        "points": "在未达标的单位中，该部分确定失分最多的有多少。",
        "indicators": "整改最多的指标", "indicator": "指标", "unmet": "未达标", "short": "失分", "to_verify": "待核实",
        "missing": "待补证", "near": "只差一点的标准线", "threshold": "标准线", "of": "所属",
        "margin": "“只差一点”：没有达到，但相差不超过标准线的 {margin}。",
        "level_kind": "等次：{title}", "entry_line_kind": "准入线：{title}", "check_kind": "{id} {title}",
        "trial": "【试算】", "assumed": "本库假定的标准", "reason": "假定理由",
        "assumed_note": "以上指标的标准是假定的，所以结果只是试算。",
        "rest": "另有 {n} 项，见 summary.json。", "closing": "以上为测算结果，不是评审决定。", "empty": "没有一行数据。",
    },
    "en": {
        "title": "Many places: {title} ({edition})", "data": "data", "rows": "rows",
        "rows_text": "{rows} = {scored} scored + {rejected} that cannot be read", "engines": "decided by",
        "again": "checked again", "again_text": "{n} rows, with the same answers", "verdicts": "Verdicts",
        "levels": "Levels", "verdict": "verdict", "level": "level", "places": "places", "share": "share",
        "open": "level undetermined", "none": "below every level, or not scored", "blocking": "What blocks most places",
        "part": "part", "conditions": "Of the places that do not meet the standard: how many have this part unmet.",
        "points": "Of the places that do not meet the standard: how many lost most points for certain in this part.",
        "indicators": "Indicators with most gaps", "indicator": "indicator", "unmet": "not met", "short": "points lost",
        "to_verify": "to be checked", "missing": "missing", "near": "Thresholds just missed", "threshold": "threshold",
        "of": "of", "margin": "Just missed: not reached, by at most {margin} of the threshold.",
        "level_kind": "level: {title}", "entry_line_kind": "entry line: {title}", "check_kind": "{id} {title}",
        "trial": "[trial] ", "assumed": "Thresholds that are ours", "reason": "why",
        "assumed_note": "The thresholds of these indicators are assumed, so the results are a trial only.",
        "rest": "{n} more in summary.json.", "closing": "These are computed results, not awards.",
        "empty": "There was no row.",
    },
}  # fmt: skip


def terminal_text(record: SummaryRecord, lang: Language, *, width: int, colour: bool = False) -> str:
    """The report for a terminal."""
    return terminal.laid_out(report_of(record, lang), lang, width=width, colour=colour)


def markdown_text(record: SummaryRecord, lang: Language) -> str:
    """The report as a Markdown document."""
    return markdown.laid_out(report_of(record, lang), lang)


def report_of(record: SummaryRecord, lang: Language) -> Report:
    """The summary as headings, facts and tables."""
    words = _WORDS[lang]
    counts = {"rows": record.rows, "scored": record.scored, "rejected": record.rejected}
    engines = ", ".join(f"{name} {count}" for name, count in record.engines.items())
    facts = [
        (words["data"], record.data or "—"),
        (words["rows"], words["rows_text"].format(**counts)),
        (words["engines"], engines or "—"),
        (words["again"], words["again_text"].format(n=record.checked_again)),
    ]
    trial = words["trial"] if record.trial else ""
    title = trial + words["title"].format(title=_in(record.standard.title, lang), edition=record.standard.edition)
    closing = words["closing"] if record.rows else words["empty"]
    return Report(title, tuple(facts), tuple(_sections(record, lang)) if record.scored else (), closing)


def _in(phrase: Phrase, lang: Language) -> str:
    return phrase.zh if lang == "zh" else phrase.en


def _sections(record: SummaryRecord, lang: Language) -> Iterator[Section]:
    words, all_ = _WORDS[lang], record.scored
    verdicts = [(VERDICTS[lang][verdict], count) for verdict, count in record.verdicts.items() if count]
    yield Section(words["verdicts"], _counted(words, words["verdict"], verdicts, all_))
    if record.levels:
        levels = [(_in(level.title, lang), level.places) for level in record.levels]
        rest = all_ - record.level_open - sum(level.places for level in record.levels)
        levels += [(words["open"], record.level_open), (words["none"], rest)]
        yield Section(words["levels"], _counted(words, words["level"], levels, all_))
    blocked = [(f"{each.id} {_in(each.title, lang)}", each.places) for each in record.blocking if each.places]
    if blocked:
        table = _counted(words, words["part"], blocked[:LISTED], record.verdicts["unmet"])
        yield Section(words["blocking"], table, (words[record.standard.kind], *_rest(words, len(blocked))))
    if record.indicators:
        yield _indicators(record, lang)
    if record.just_below:
        rows = [
            (
                _in(each.threshold, lang),
                words[f"{each.kind}_kind"].format(id=each.id, title=_in(each.title, lang)),
                str(each.places),
            )
            for each in record.just_below[:LISTED]
        ]
        table = Table((words["threshold"], words["of"], words["places"]), tuple(rows), frozenset({2}))
        notes = (words["margin"].format(margin=shown(MARGIN * 100, "%")),)
        yield Section(words["near"], table, (*notes, *_rest(words, len(record.just_below))))
    if record.trial:
        yield _assumed(record, lang)


def _indicators(record: SummaryRecord, lang: Language) -> Section:
    words = _WORDS[lang]
    kinds = [kind for kind in _KINDS if any(getattr(each, kind) for each in record.indicators)]
    headers = (words["indicator"], *(words[kind] for kind in kinds))
    rows = [
        (f"{each.id} {_in(each.title, lang)}", *(str(getattr(each, kind)) for kind in kinds))
        for each in record.indicators[:LISTED]
    ]
    table = Table(headers, tuple(rows), frozenset(range(1, len(headers))))
    return Section(words["indicators"], table, tuple(_rest(words, len(record.indicators))))


def _assumed(record: SummaryRecord, lang: Language) -> Section:
    words = _WORDS[lang]
    rows = [
        (f"{each.id} {_in(each.title, lang)}", each.reason, str(each.places))
        for each in record.rests_on_assumed[:LISTED]
    ]
    table = Table((words["indicator"], words["reason"], words["places"]), tuple(rows), frozenset({2}))
    notes = (words["assumed_note"], *_rest(words, len(record.rests_on_assumed)))
    return Section(words["assumed"], table, notes)


def _counted(words: dict[str, str], name: str, rows: list[tuple[str, int]], all_: int) -> Table:
    cells = tuple((label, str(count), _percent(count, all_)) for label, count in rows)
    return Table((name, words["places"], words["share"]), cells, frozenset({1, 2}))


def _percent(count: int, all_: int) -> str:
    """A share in percent with one decimal, rounded half up."""
    if not all_:
        return "—"
    tenths = (2000 * count + all_) // (2 * all_)
    return f"{tenths // 10}.{tenths % 10}%"


def _rest(words: dict[str, str], count: int) -> list[str]:
    return [words["rest"].format(n=count - LISTED)] if count > LISTED else []
