"""Conditions in words: typed trees rendered with the labels of the standard, in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from evalcore.conditions.expressions import Expr, Growth, Name, RateOptions, Rows
from evalcore.errors import Language
from evalcore.figures import shown
from evalcore.standard import Quantity, title_in

SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "==": "=", "!=": "≠"}
WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "and": "，且", "or": "，或", "not": "非", "has": "备有", "lacks": "没有", "every_year": "每年",
        "every_quarter": "每季度", "every_month": "每月", "last": "末年", "every": "每一条", "some": "至少一条",
        "where": "其中", "count": "条数", "total": "合计", "mean": "平均", "at_least": "至少 {k} 项", "years": "{n} 年",
        "in": "属于", "not_in": "不属于",
        "rising": "连续 {n} 年逐年上升", "steady": "连续 {n} 年不下降", "ceiling": "（达到 {c} 后不再要求）",
        "colon": "：", "comma": "、", "open": "（", "close": "）", "space": "", "in_period": "{period} 年",
        "met": "“{id}”达标", "unmet": "“{id}”未达标", "na": "“{id}”不适用", "fired": "“{id}”已触发否决",
        "concluded": "已得出结论“{id}”", "level": "等次达到“{id}”", "points": "“{id}”得分", "score": "总分",
    },
    "en": {
        "and": " and ", "or": " or ", "not": "not ", "has": "on file: ", "lacks": "not on file: ",
        "every_year": "every year", "every_quarter": "every quarter", "every_month": "every month",
        "last": "last year's", "every": "each of", "some": "at least one of", "where": "where",
        "count": "number of", "total": "total", "mean": "mean of", "at_least": "at least {k} of", "years": "{n} years",
        "in": "is one of", "not_in": "is none of",
        "rising": "rising over {n} years", "steady": "not falling over {n} years",
        "ceiling": " (no further once at {c})", "colon": ": ", "comma": ", ", "open": " (", "close": ")", "space": " ",
        "in_period": "{period}",
        "met": "“{id}” is met", "unmet": "“{id}” is not met", "na": "“{id}” does not apply",
        "fired": "the veto “{id}” has fired", "concluded": "“{id}” is concluded",
        "level": "the level “{id}” is reached", "points": "points of “{id}”", "score": "the score",
    },
}  # fmt: skip


class Wording:
    """Renders the conditions of one standard in one language."""

    def __init__(self, quantities: Mapping[Name, Quantity], lang: Language) -> None:
        self.quantities, self.lang, self.words = quantities, lang, WORDS[lang]
        self.columns: Mapping[str, Quantity] = {}

    def label(self, name: Name) -> str:
        """What a person calls a field, parameter or column."""
        quantity = self.columns[name.id] if name.kind == "column" else self.quantities[name]
        return title_in(quantity, self.lang, "label")

    def field(self, name: str) -> str:
        """What a person calls an evidence field."""
        return self.label(Name("field", name))

    def text(self, expr: Expr) -> str:
        """A condition, or a number in one, in words."""
        match expr.op:
            case "number":
                assert isinstance(expr.value, Fraction)
                return shown(expr.value)
            case "date":
                assert isinstance(expr.value, date)
                return expr.value.isoformat()
            case "text":
                return f"“{expr.value}”"
            case "name":
                assert isinstance(expr.value, Name)
                return self.label(expr.value)
            case "rate":
                return self._rate(expr)
            case "add" | "sub" | "mul":
                sign = {"add": "+", "sub": "−", "mul": "×"}[expr.op]
                return f" {sign} ".join(self._inner(arg, expr.op) for arg in expr.args)
            case "compare":
                return self._compare(expr)
            case "in":
                return self._member(expr, "in")
            case "has":
                return self.words["has"] + self.text(expr.args[0])
            case "not":
                return self._negated(expr.args[0])
            case "and" | "or":
                return self.words[expr.op].join(self._inner(arg, expr.op) for arg in expr.args)
            case "met" | "unmet" | "na" | "fired" | "concluded" | "level" | "points" | "score":
                return self.words[expr.op].format(id=expr.value)
        return self._function(expr)

    def _inner(self, expr: Expr, outer: str) -> str:
        """A part, in brackets where it would be misread."""
        bracketed = {"and": ("or",), "or": ("and",), "mul": ("add", "sub"), "sub": ("add", "sub"), "not": ("and", "or")}
        text = self.text(expr)
        return (
            f"{self.words['open'].strip()}{text}{self.words['close']}" if expr.op in bracketed.get(outer, ()) else text
        )

    def _negated(self, expr: Expr) -> str:
        if expr.op == "has":
            return self.words["lacks"] + self.text(expr.args[0])
        if expr.op == "in":
            return self._member(expr, "not_in")
        return self.words["not"] + self._inner(expr, "not")

    def _rate(self, expr: Expr) -> str:
        part, whole = (self._inner(arg, "mul") for arg in expr.args)
        options = expr.value
        if isinstance(options, RateOptions) and options.field is not None:
            label = self.label(Name("field", options.field))
            return f"{label}{self.words['open']}{part} ÷ {whole}{self.words['close']}"
        return f"{part} ÷ {whole}"

    def _compare(self, expr: Expr) -> str:
        left, right = expr.args
        return f"{self._side(left, right)} {SIGNS[str(expr.value)]} {self._side(right, left)}"

    def _member(self, expr: Expr, word: str) -> str:
        left, *listed = (self.text(arg) for arg in expr.args)
        space = self.words["space"]
        return f"{left}{space}{self.words[word]}{space}{self.words['comma'].join(listed)}"

    def _side(self, expr: Expr, other: Expr) -> str:
        """One side of a comparison; a bare number takes the unit of the other side."""
        if expr.op == "number" and isinstance(expr.value, Fraction):
            return shown(expr.value, other.type.unit)
        return self.text(expr)

    def _function(self, expr: Expr) -> str:
        words, value = self.words, expr.value
        if isinstance(value, Rows):
            return self._rows(expr, value)
        if isinstance(value, Growth):
            text = words["rising" if value.strict else "steady"].format(n=value.years)
            ceiling = words["ceiling"].format(c=shown(value.ceiling, expr.args[0].type.unit)) if value.ceiling else ""
            return f"{self.text(expr.args[0])}{words['space']}{text}{ceiling}"
        if expr.op == "at_least":
            options = words["comma"].join(self.text(arg) for arg in expr.args)
            return f"{words['at_least'].format(k=value)}{words['colon']}{options}"
        if expr.op == "add_years":
            start, years = (self.text(arg) for arg in expr.args)
            return f"{start} + {words['years'].format(n=years) if expr.args[1].op == 'number' else years}"
        if expr.op == "last":
            return f"{words['last']}{words['space']}{self.text(expr.args[0])}"
        return f"{words[expr.op]}{words['colon']}{self.text(expr.args[0])}"

    def _rows(self, expr: Expr, rows: Rows) -> str:
        """Conditions over records, with the columns' labels."""
        items = self.quantities[Name("field", rows.items)]
        inner = Wording(self.quantities, self.lang)
        inner.columns = getattr(items, "columns", {})
        words, label = self.words, title_in(items, self.lang, "label")
        texts = [inner.text(arg) for arg in expr.args]
        where = (
            f"{words['open']}{words['where']}{words['space']}{texts.pop()}{words['close']}" if rows.has_where else ""
        )
        head = (
            f"{words[expr.op]}{words['space']}{label}{where}"
            if self.lang == "en"
            else f"{label}{where}{words[expr.op]}"
        )
        return f"{head}{words['colon']}{texts[0]}" if texts else head
