"""What a check required, what it found, what is short and what is missing, as phrases in one language."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from evalcore.checks import Amount, Check, Checks
from evalcore.conditions.expressions import Expr, Growth, Name, Rows
from evalcore.errors import Language
from evalcore.evidence import Claim, Key
from evalcore.figures import shown, span_text
from evalcore.intervals import Interval
from evalcore.lacks import Lack, Reason
from evalcore.plan import Plan
from evalcore.readings import Owner, Reading
from evalcore.ruletexts import RuleTexts
from evalcore.standard import Indicator, Quantity
from evalcore.trees import quantities_of
from evalcore.truth import NO, YES, Truth
from evalcore.wording import Wording

TRUTHS: dict[Language, dict[Truth, str]] = {"zh": {YES: "是", NO: "否", 3: "—"}, "en": {YES: "yes", NO: "no", 3: "—"}}
REASONS: dict[Reason, tuple[str, str]] = {
    "missing": ("未提供", "not supplied"),
    "unreadable": ("无法辨认", "cannot be read"),
    "masked": ("内容被遮盖", "masked"),
    "cut_off": ("内容被截断", "cut off"),
    "invalid": ("数值无效", "invalid"),
    "out_of_window": ("不在规定期间内", "outside the period"),
    "claimed_not_applicable": ("自称不适用，须由考评方认定", "claimed not applicable; the assessor decides"),
    "not_judged": ("尚未评定", "not yet judged"),
    "not_given": ("指标值尚未明确", "the target has not been given"),
    "contradictory": ("各来源说法不一", "sources differ"),
    "empty": ("分子分母均为 0", "0 of 0"),
    "nothing_to_divide": ("分母为 0 而分子不为 0", "a part of nothing"),
    "part_above_whole": ("部分大于整体", "the part is above its whole"),
    "approximate": ("只有约数或范围，不足以判定", "only a range is known, which does not decide"),
    "disputed": ("所报比率与其分子分母不符", "the stated rate does not fit its parts"),
    "no_years": ("考核年度尚未明确", "the years have not been given"),
}
OWNERS: dict[Owner, tuple[str, str]] = {
    "place": ("申报单位", "the place"),
    "assessor": ("考评方", "the assessor"),
    "issuer": ("发布机关", "the issuing body"),
}


class Phrases:
    """Phrases about the checks of one place, in one language."""

    def __init__(self, plan: Plan, checks: Checks, lang: Language) -> None:
        self.plan, self.checks, self.lang = plan, checks, lang
        self.zh = lang == "zh"
        self.wording = Wording(quantities_of(plan.standard), lang)

    def required(self, check: Check) -> str:
        """The condition in words, with its period."""
        text = self.wording.text(check.expr)
        if check.wanted == NO:
            text = f"{'并非' if self.zh else 'not: '}{text}"
        return f"{self.period(check.period)}{text}"

    def period(self, period: str | None) -> str:
        if period is None:
            return ""
        return f"{period} 年：" if self.zh and len(period) == 4 else f"{period}{'：' if self.zh else ': '}"

    def rule(self, leaf: Indicator) -> str | None:
        """How an indicator's points are given."""
        if leaf.points is None:
            return None
        return RuleTexts(self.wording, self.plan.trees[leaf.id]).text(leaf.points)

    def amount(self, amount: Amount) -> str | None:
        """What a number that a rule read is, or could be."""
        if amount.expr.op == "rate":
            return self._division(amount.expr, amount.span, amount.period, None)
        return None if amount.span is None else span_text(amount.span, amount.expr.type.unit)

    def measured(self, amount: Amount) -> str | None:
        """A number that a rule read, with its label."""
        value = self.amount(amount)
        if value is None:
            return None
        colon = "：" if self.zh else ": "
        return f"{self.period(amount.period)}{self.wording.text(amount.expr)}{colon}{value}"

    def actual(self, check: Check) -> str | None:
        """What was found; None when nothing usable was."""
        expr = check.expr
        if expr.op == "compare":
            return self._compared(check)
        if expr.op == "in":
            return self._side(expr.args[0], None, check.period, beside=None)
        if isinstance(expr.value, Growth):
            return self._series(check, expr)
        if isinstance(expr.value, Rows):
            return self._records(check, expr.value)
        reading = self.checks.readings[check.keys[0]] if check.keys else None
        if reading is None or reading.absence is not None:
            return None
        titles = [claim.value.raw for claim in reading.taken if claim.value.truth == YES and expr.op == "has"]
        return str(titles[0]) if titles else TRUTHS[self.lang][check.truth]

    def _compared(self, check: Check) -> str | None:
        left, right = check.expr.args
        texts = [self._side(left, check.left, check.period, beside=check.right)]
        if right.op not in ("number", "text", "date"):
            texts.append(self._side(right, check.right, check.period, beside=check.left))
        if all(text is None for text in texts):
            return None
        return (" 对 " if self.zh else " against ").join(text or "—" for text in texts)

    def _side(self, expr: Expr, span: Interval | None, period: str | None, beside: Interval | None) -> str | None:
        """One side of a comparison: for a rate its division, else the value."""
        if expr.op == "rate":
            return self._division(expr, span, period, beside)
        if isinstance(expr.value, Name):
            reading = self.checks.readings.of(expr.value, period)
            return self.value(self.wording.quantities[expr.value], reading)
        if span is None:
            return None
        if expr.type.kind == "date":
            return date.fromordinal(int(span.exact or 1)).isoformat()
        return span_text(span, expr.type.unit)

    def _division(self, expr: Expr, span: Interval | None, period: str | None, beside: Interval | None) -> str | None:
        part, whole = (self.checks.readings.amount(arg, period) for arg in expr.args)
        sides = [span_text(side) if side is not None else "—" for side in (part, whole)]
        if part is None and whole is None:
            return None
        if span is None:
            return f"{sides[0]} ÷ {sides[1]}"
        line = beside.exact if beside is not None else None
        ratio = shown(span.exact, "%", beside=line) if span.exact is not None else span_text(span, "%")
        sign = "" if ratio.startswith("≈") else "= "
        return f"{sides[0]} ÷ {sides[1]} {sign}{ratio}"

    def _series(self, check: Check, expr: Expr) -> str | None:
        """The values of a growing series, year by year."""
        body = expr.args[0]
        years = list(dict.fromkeys(key.period for key in check.keys if key.period))
        spans = [(year, self.checks.amount(body, year)) for year in years]
        if all(span is None for _, span in spans):
            return None
        ends = [span.exact for _, span in spans if span is not None and span.exact is not None]
        texts = []
        for year, span in spans:
            other = next((end for end in ends if span is not None and end != span.exact), None)
            exact = span.exact if span is not None else None
            text = "—" if span is None else span_text(span, body.type.unit)
            texts.append(f"{year} {text if exact is None else shown(exact, body.type.unit, beside=other)}")
        return " → ".join(texts)

    def _records(self, check: Check, rows: Rows) -> str | None:
        records = self.checks.readings.of(Name("field", rows.items), check.period).records
        if records is None:
            return None
        if not check.failing:
            return self.count(len(records))
        names = [self._record_name(records[index], index) for index in check.failing]
        listed = "、".join(names) if self.zh else ", ".join(names)
        return f"{len(names)} 条不符合：{listed}" if self.zh else f"{len(names)} failing: {listed}"

    def _record_name(self, record: object, index: int) -> str:
        """The first cell with text, and the position."""
        assert isinstance(record, dict)
        name = next((claim.value.raw for claim in record.values() if claim.value.raw), "")
        return f"{name}（第 {index + 1} 条）" if self.zh else f"{name} (record {index + 1})"

    def shortfall(self, check: Check) -> str | None:
        """How much is short, in the unit compared; for a rate also how many more of the part."""
        short = check.shortfall
        if short is None:
            return None
        if check.expr.args[0].type.kind == "date":
            return f"{shown(short)} 天" if self.zh else f"{shown(short)} days"
        unit = check.expr.args[0].type.unit or check.expr.args[1].type.unit
        said = {"%": " 个百分点" if self.zh else " percentage points"}.get(unit or "", unit)
        text = shown(short, said, beside=Fraction(0))
        more = self.checks.missing_units(check)
        if not more:
            return text
        part = self.wording.text(check.expr.args[0].args[0])
        return f"{text}（{part}还差 {more}）" if self.zh else f"{text} ({more} more of: {part})"

    def value(self, quantity: Quantity, reading: Reading) -> str | None:
        """A field's value, as a person reads it."""
        if reading.absence is not None:
            return None
        if reading.records is not None:
            return self.count(len(reading.records))
        if reading.values is None:
            return TRUTHS[self.lang][reading.truth] if quantity.type == "boolean" else self._raw(reading)
        exact = reading.values.exact
        if quantity.type == "date" and exact is not None:
            return date.fromordinal(int(exact)).isoformat()
        if quantity.choices and exact is not None:
            return quantity.choices[int(exact)]
        if quantity.type in ("date", "choice", "rating"):
            return self._raw(reading)
        written = dict.fromkeys(claim.value.raw for claim in reading.taken)
        if exact is None and len(written) == 1:
            return self._raw(reading)
        return span_text(reading.values, quantity.measured_in)

    def count(self, records: int) -> str:
        """A number of records."""
        return f"{records} 条" if self.zh else f"{records} records"

    def entry(self, claim: Claim) -> str:
        """An entry as filed; a list of records by its length."""
        return self.count(len(claim.records)) if claim.records is not None else claim.value.raw or "—"

    def _raw(self, reading: Reading) -> str | None:
        return next((claim.value.raw for claim in reading.taken), None)

    def lack(self, lack: Lack) -> str:
        """What is missing, why, and who must act."""
        index = 0 if self.zh else 1
        reason = REASONS[lack.reason][index]
        label = self.key_label(lack.key) if lack.key else ""
        colon = ("：" if self.zh else ": ") if label else ""
        owner = (
            ""
            if lack.owner == "place"
            else f"（{OWNERS[lack.owner][0]}）"
            if self.zh
            else f" ({OWNERS[lack.owner][1]})"
        )
        return f"{label}{colon}{reason}{owner}"

    def key_label(self, key: Key) -> str:
        """The label of a field or parameter, with its period."""
        label = self.wording.label(Name(key.role, key.id))
        if key.period is None:
            return label
        return f"{label}（{key.period}）" if self.zh else f"{label} ({key.period})"
