"""The functions of the condition language: how each call is read and typed. Their meaning is in `meaning`."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction

from evalcore.conditions.expressions import NUMBER, PERCENT, TRUTH, Expr, Growth, Name, RateOptions, Rows, Type
from evalcore.conditions.reader import Function, Reader, Scope, date_literal
from evalcore.standard import Period


def _arguments(reader: Reader, node: ast.Call, low: int, high: int | None, keywords: tuple[str, ...]) -> bool:
    """Check the number of arguments and the names of keywords; report what does not fit."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    wrong = [kw.arg for kw in node.keywords if kw.arg not in keywords]
    if len(node.args) < low or (high is not None and len(node.args) > high) or wrong:
        reader.fault("condition-arguments", node, name=name, form=FORMS[name])
        return False
    return True


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((kw.value for kw in node.keywords if kw.arg == name), None)


def _error() -> Expr:
    return Expr("error", Type("error"))


def _rate(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
    if not _arguments(reader, node, 2, 2, ("above_100", "when_empty")):
        return _error()
    part, whole = reader.number(node.args[0], scope), reader.number(node.args[1], scope)
    if part.type.unit and whole.type.unit and part.type.unit != whole.type.unit:
        return reader.fault("condition-units", node, left=part.type.unit, right=whole.type.unit)
    above, empty = _keyword(node, "above_100"), _keyword(node, "when_empty")
    if any(_nested_rate(side) for side in (part, whole)):
        return reader.fault("condition-nested-rate", node)
    if above is not None and not (isinstance(above, ast.Constant) and isinstance(above.value, bool)):
        return reader.fault("condition-arguments", above, name="rate", form=FORMS["rate"])
    if empty is not None and not (isinstance(empty, ast.Constant) and empty.value in EMPTIES):
        return reader.fault("condition-arguments", empty, name="rate", form=FORMS["rate"])
    options = RateOptions(
        above_100=isinstance(above, ast.Constant) and above.value is True,
        when_empty=str(empty.value) if isinstance(empty, ast.Constant) else "unknown",
    )
    return Expr("rate", PERCENT, (part, whole), options)


def _nested_rate(expr: Expr) -> bool:
    return any(node.op == "rate" for node in expr.walk())


def _has(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
    if not _arguments(reader, node, 1, 1, ()):
        return _error()
    return Expr("has", TRUTH, (reader.expect("document", node.args[0], scope),))


def _at_least(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
    if not _arguments(reader, node, 2, None, ()):
        return _error()
    count = _whole(reader, node.args[0])
    options = tuple(reader.truth(arg, scope) for arg in node.args[1:])
    if count is None or not 1 <= count <= len(options):
        return reader.fault("condition-at-least", node.args[0], count=len(options))
    return Expr("at_least", TRUTH, options, count)


def _whole(reader: Reader, node: ast.expr) -> int | None:
    expr = reader.read(node, Scope({}, {})) if isinstance(node, ast.Constant) else None
    if expr is None or not isinstance(expr.value, Fraction) or expr.value.denominator != 1:
        return None
    return expr.value.numerator


def _every_period(period: Period) -> Function:
    def read(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
        if not _arguments(reader, node, 1, 1, ()):
            return _error()
        body = reader.truth(node.args[0], replace(scope, period=period))
        return Expr(f"every_{period}", TRUTH, (body,), period)

    return read


def _last(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
    if not _arguments(reader, node, 1, 1, ()):
        return _error()
    body = reader.read(node.args[0], replace(scope, period="year"))
    return Expr("last", body.type, (body,))


def _growing(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
    if not _arguments(reader, node, 1, 1, ("years", "strict", "ceiling")):
        return _error()
    body = reader.number(node.args[0], replace(scope, period="year"))
    years_node, strict, ceiling = (_keyword(node, name) for name in ("years", "strict", "ceiling"))
    years = _whole(reader, years_node) if years_node is not None else None
    if years is None or not 2 <= years <= 50:
        return reader.fault("condition-growing-years", years_node or node)
    if not (isinstance(strict, ast.Constant) and isinstance(strict.value, bool)):
        return reader.fault("condition-growing-strict", strict or node)
    if strict.value and ceiling is None and body.type.unit == "%":
        return reader.fault("condition-growing-ceiling", node)
    limit = None
    if ceiling is not None and not (isinstance(ceiling, ast.Constant) and ceiling.value is None):
        expr = reader.number(ceiling, scope)
        if not isinstance(expr.value, Fraction):
            return reader.fault("condition-growing-ceiling", ceiling)
        limit = expr.value
    return Expr("growing", TRUTH, (body,), Growth(years, strict.value, limit))


def _rows(kind: str) -> Function:
    """every(items, c, where=), some(items, c, where=), count(items, where=), total(items, column, where=)."""
    wanted = {"every": 2, "some": 2, "count": 1, "total": 2}[kind]

    def read(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
        if not _arguments(reader, node, wanted, wanted, ("where",)):
            return _error()
        items = reader.expect("items", node.args[0], scope)
        if not isinstance(items.value, Name):
            return _error()
        declared = scope.fields[items.value.id]
        inner = replace(scope, columns=getattr(declared, "columns", {}))
        body: tuple[Expr, ...] = ()
        if kind in ("every", "some"):
            body = (reader.truth(node.args[1], inner),)
        elif kind == "total":
            column = reader.number(node.args[1], inner)
            if column.op != "error" and not (isinstance(column.value, Name) and column.value.kind == "column"):
                return reader.fault("condition-total-column", node.args[1])
            body = (column,)
        where = _keyword(node, "where")
        if where is not None:
            body = (*body, reader.truth(where, inner))
        outcome = {"total": body[0].type if body else NUMBER, "count": NUMBER}.get(kind, TRUTH)
        return Expr(kind, outcome, body, Rows(items.value.id, where is not None))

    return read


def _date(reader: Reader, node: ast.Call, scope: Scope) -> Expr:  # noqa: ARG001 - every function takes the scope
    if not _arguments(reader, node, 1, 1, ()):
        return _error()
    text = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
    day = date_literal(text) if isinstance(text, str) else None
    if day is None:
        return reader.fault("condition-date", node)
    return Expr("date", Type("date"), value=day)


def _add_years(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
    if not _arguments(reader, node, 2, 2, ()):
        return _error()
    day, years = reader.expect("date", node.args[0], scope), reader.number(node.args[1], scope)
    if years.op != "error" and not _whole_years(years, scope):
        return reader.fault("condition-arguments", node, name="add_years", form=FORMS["add_years"])
    return Expr("add_years", Type("date"), (day, years))


def _whole_years(expr: Expr, scope: Scope) -> bool:
    """A whole literal or the name of a count."""
    if isinstance(expr.value, Name):
        found = scope.find(expr.value.id)
        return expr.op == "name" and found is not None and found[1].type == "count"
    return expr.op == "number" and isinstance(expr.value, Fraction) and expr.value.denominator == 1


def _result(kind: str, known: str) -> Function:
    """met, unmet, na, fired, concluded, level, points: about an id that `RuleNames` lists under `known`."""

    def read(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
        if scope.rules is None:
            return reader.fault("condition-verdict-here", node, name=kind)
        if not _arguments(reader, node, 1, 1, ()):
            return _error()
        target = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
        if target not in getattr(scope.rules, known):
            return reader.fault("condition-unknown-id", node.args[0], id=reader.segment(node.args[0]))
        return Expr(kind, NUMBER if kind == "points" else TRUTH, value=str(target))

    return read


def _score(reader: Reader, node: ast.Call, scope: Scope) -> Expr:
    if scope.rules is None or not scope.rules.scored:
        return reader.fault("condition-verdict-here", node, name="score")
    return Expr("score", NUMBER, value="") if _arguments(reader, node, 0, 0, ()) else _error()


EMPTIES = ("unknown", "full", "not_applicable")
FORMS = {
    "rate": 'rate(part, whole, above_100=False, when_empty="unknown")',
    "has": "has(document)",
    "at_least": "at_least(k, condition, condition, …)",
    "every_year": "every_year(condition)",
    "every_quarter": "every_quarter(condition)",
    "every_month": "every_month(condition)",
    "last": "last(field)",
    "growing": "growing(field, years=3, strict=True, ceiling=100)",
    "every": "every(items, condition, where=condition)",
    "some": "some(items, condition, where=condition)",
    "count": "count(items, where=condition)",
    "total": "total(items, column, where=condition)",
    "date": 'date("2007-06-01")',
    "add_years": "add_years(date, years)",
    "met": 'met("id")',
    "unmet": 'unmet("id")',
    "na": 'na("id")',
    "fired": 'fired("id")',
    "concluded": 'concluded("name")',
    "level": 'level("id")',
    "points": 'points("id")',
    "score": "score()",
}
FUNCTIONS: dict[str, Function] = {
    "rate": _rate,
    "has": _has,
    "at_least": _at_least,
    "every_year": _every_period("year"),
    "every_quarter": _every_period("quarter"),
    "every_month": _every_period("month"),
    "last": _last,
    "growing": _growing,
    "every": _rows("every"),
    "some": _rows("some"),
    "count": _rows("count"),
    "total": _rows("total"),
    "date": _date,
    "add_years": _add_years,
    "met": _result("met", "verdicts"),
    "unmet": _result("unmet", "verdicts"),
    "na": _result("na", "verdicts"),
    "fired": _result("fired", "fired"),
    "concluded": _result("concluded", "conclusions"),
    "level": _result("level", "levels"),
    "points": _result("points", "points"),
    "score": _score,
}
