"""Text → `ast` → typed tree: the whitelist. The functions of the language are in `functions`."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, NamedTuple

from evalcore.conditions.expressions import ERROR, NUMBER, PERCENT, TRUTH, Expr, Name, RateOptions, Type
from evalcore.scalars import DATE
from evalcore.scalars import NUMBER as NUMBER_TEXT
from evalcore.standard import EvidenceField, Period, Quantity

MAX_TEXT = 4000
MAX_DEPTH = 60
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.GtE: ">=", ast.Gt: ">", ast.LtE: "<=", ast.Lt: "<", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
WRONG_SIGNS = {
    "≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "＞": ">", "＜": "<", "≠": "!=", "＝": "==", "，": ",", "、": ",",
    "（": "(", "）": ")", "“": '"', "”": '"', "‘": "'", "’": "'", "×": "*", "＋": "+", "－": "-", "÷": "rate(…, …)",
    "且": "and", "或": "or", "非": "not", "％": "", "&&": "and", "||": "or",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a condition, at an offset of its text."""

    code: str
    offset: int
    params: Mapping[str, object]


class RuleNames(NamedTuple):
    """What deciding rules may read: ids by what is asked of them, and whether there is a score."""

    verdicts: frozenset[str]
    points: frozenset[str]
    fired: frozenset[str]
    conclusions: frozenset[str]
    levels: frozenset[str]
    scored: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """The names a condition may use. `rules` is given for rules only; `columns` within the records of items.

    With `products`, fields may be multiplied with each other; such a product is of no unit in particular.
    """

    fields: Mapping[str, Quantity]
    parameters: Mapping[str, Quantity]
    rules: RuleNames | None = None
    columns: Mapping[str, Quantity] = field(default_factory=dict)
    period: Period | None = None
    products: bool = False

    def find(self, name: str) -> tuple[Name, Quantity] | None:
        if name in self.columns:
            return Name("column", name), self.columns[name]
        if name in self.fields:
            return Name("field", name), self.fields[name]
        if name in self.parameters:
            return Name("parameter", name), self.parameters[name]
        return None

    def known(self) -> list[str]:
        return [*self.columns, *self.fields, *self.parameters]


Function = Callable[["Reader", ast.Call, Scope], Expr]


class Reader:
    """Reads one condition; collects its faults."""

    def __init__(self, text: str, functions: Mapping[str, Function]) -> None:
        self.text = text
        self.functions = functions
        self.faults: list[Fault] = []
        self._bytes_to_chars: dict[int, int] = {}
        position = 0
        for index, char in enumerate(text):
            self._bytes_to_chars[position] = index
            position += len(char.encode(errors="surrogatepass"))
        self._bytes_to_chars[position] = len(text)

    # -- text → ast ------------------------------------------------------------------------------------------------

    def tree(self) -> ast.expr | None:
        if len(self.text) > MAX_TEXT:
            self._at("condition-too-long", 0, limit=MAX_TEXT)
        elif (slash := self.text.find("\\")) >= 0:
            self._at("condition-backslash", slash)
        else:
            self._wrong_signs()
        if self.faults:
            return None
        blanks = len(self.text) - len(self.text.lstrip())
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(self.text[blanks:], mode="eval").body
        except SyntaxError as error:
            self._at("condition-syntax", blanks + max((error.offset or 1) - 1, 0), detail=error.msg)
            return None
        except (RecursionError, MemoryError, ValueError, UnicodeError):
            self._at("condition-too-deep", 0)
            return None
        self._shift = len(self.text[:blanks].encode())
        if _depth(tree) > MAX_DEPTH:
            self._at("condition-too-deep", 0)
            return None
        return tree

    def _wrong_signs(self) -> None:
        """Signs that people type and Python does not know, outside quoted text."""
        quote = ""
        for index, char in enumerate(self.text):
            if quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            else:
                pair = self.text[index : index + 2]
                sign = pair if pair in WRONG_SIGNS else char
                if sign in WRONG_SIGNS and not (sign in "且或非" and self._inside_word(index)):
                    self._at("condition-sign", index, sign=sign, instead=WRONG_SIGNS[sign])
                elif char == "%":
                    self._at("condition-percent", index)

    def _inside_word(self, index: int) -> bool:
        around = self.text[max(index - 1, 0) : index] + self.text[index + 1 : index + 2]
        return any(char.isidentifier() or char.isdigit() for char in around)

    # -- faults ----------------------------------------------------------------------------------------------------

    def _at(self, code: str, offset: int, **params: object) -> None:
        self.faults.append(Fault(code, offset, params))

    def offset(self, node: ast.expr, *, end: bool = False) -> int:
        column = node.end_col_offset if end else node.col_offset
        return self._bytes_to_chars[self._shift + (column or 0)]

    def fault(self, code: str, node: ast.expr, **params: object) -> Expr:
        self._at(code, self.offset(node), **params)
        return Expr("error", ERROR)

    # -- ast → typed tree ------------------------------------------------------------------------------------------

    def read(self, node: ast.expr, scope: Scope) -> Expr:
        handler = _HANDLERS.get(type(node))
        if handler is None:
            return self.fault("condition-not-allowed", node, found=type(node).__name__)
        expr = handler(self, node, scope)
        return replace(expr, start=self.offset(node), end=self.offset(node, end=True))

    def number(self, node: ast.expr, scope: Scope) -> Expr:
        return self.expect("number", node, scope)

    def truth(self, node: ast.expr, scope: Scope) -> Expr:
        return self.expect("truth", node, scope)

    def expect(self, kind: str, node: ast.expr, scope: Scope) -> Expr:
        """Read a part that must be of one kind."""
        expr = self.read(node, scope)
        if expr.type.kind in (kind, "error"):
            return expr
        code = "condition-document" if expr.type.kind == "document" else "condition-kind"
        return self.fault(code, node, expected=kind, found=expr.type.kind, text=self.segment(node))

    def segment(self, node: ast.expr) -> str:
        return self.text[self.offset(node) : self.offset(node, end=True)]

    def name(self, node: ast.Name, scope: Scope) -> Expr:
        found = scope.find(node.id)
        if found is None:
            near = get_close_matches(node.id, scope.known(), n=1)
            code = "condition-unknown-name-near" if near else "condition-unknown-name"
            return self.fault(code, node, name=node.id, near=near[0] if near else "")
        name, quantity = found
        if quantity.per is not None and quantity.per != scope.period:
            return self.fault("condition-which-period", node, name=node.id, per=quantity.per)
        return declared_rate(name, quantity) or Expr("name", type_of(quantity), value=name)

    def constant(self, node: ast.Constant, scope: Scope) -> Expr:  # noqa: ARG002 - every handler takes the scope
        if isinstance(node.value, str):
            return Expr("text", Type("text"), value=node.value)
        segment = self.segment(node)
        if isinstance(node.value, bool) or not NUMBER_TEXT.fullmatch(segment):
            return self.fault("condition-literal", node, text=segment)
        return Expr("number", NUMBER, value=Fraction(segment))

    def unary(self, node: ast.UnaryOp, scope: Scope) -> Expr:
        if isinstance(node.op, ast.Not):
            return Expr("not", TRUTH, (self.truth(node.operand, scope),))
        if not isinstance(node.op, ast.USub):
            return self.fault("condition-not-allowed", node, found=type(node.op).__name__)
        operand = self.number(node.operand, scope)
        return Expr("mul", operand.type, (Expr("number", NUMBER, value=Fraction(-1)), operand))

    def boolean(self, node: ast.BoolOp, scope: Scope) -> Expr:
        op = "and" if isinstance(node.op, ast.And) else "or"
        return Expr(op, TRUTH, tuple(self.truth(value, scope) for value in node.values))

    def arithmetic(self, node: ast.BinOp, scope: Scope) -> Expr:
        op = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul"}.get(type(node.op))
        if op is None:
            code = "condition-division" if isinstance(node.op, ast.Div) else "condition-not-allowed"
            return self.fault(code, node, found=type(node.op).__name__)
        left, right = self.number(node.left, scope), self.number(node.right, scope)
        if ERROR in (left.type, right.type):
            return Expr("error", ERROR)
        if op == "mul":
            if not (is_literal(left) or is_literal(right)):
                return Expr(op, NUMBER, (left, right)) if scope.products else self.fault("condition-product", node)
            return Expr(op, left.type if left.type.unit else right.type, (left, right))
        if not _same_unit(left.type, right.type):
            return self.fault("condition-units", node, left=left.type.unit, right=right.type.unit)
        return Expr(op, left.type if left.type.unit else right.type, (left, right))

    def compare(self, node: ast.Compare, scope: Scope) -> Expr:
        sides = [node.left, *node.comparators]
        read = [self.read(side, scope) for side in sides if not isinstance(side, ast.Tuple)]
        if any(expr.type == ERROR for expr in read):
            return Expr("error", ERROR)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._membership(node, read[0])
        links = []
        for index, operator in enumerate(node.ops):
            sign = COMPARISONS.get(type(operator))
            if sign is None or len(read) != len(sides):
                return self.fault("condition-not-allowed", node, found=type(operator).__name__)
            links.append(self._link(sides[index], read[index], sign, read[index + 1]))
        return links[0] if len(links) == 1 else Expr("and", TRUTH, tuple(links))

    def _membership(self, node: ast.Compare, left: Expr) -> Expr:
        group = node.comparators[0]
        if not isinstance(group, ast.Tuple) or not group.elts:
            return self.fault("condition-membership", group)
        if left.type.kind not in ("choice", "rating"):
            text = self.segment(node.left)
            return self.fault("condition-kind", node.left, expected="choice", found=left.type.kind, text=text)
        items = tuple(self.read(item, Scope({}, {})) for item in group.elts)
        for each, item in zip(group.elts, items, strict=True):
            self._link(each, left, "==", item)
        found = Expr("in", TRUTH, (left, *items), None, self.offset(node), self.offset(node, end=True))
        return Expr("not", TRUTH, (found,)) if isinstance(node.ops[0], ast.NotIn) else found

    def _link(self, node: ast.expr, left: Expr, sign: str, right: Expr) -> Expr:
        """One comparison; both sides must be of one kind and one unit."""
        code, params = _incomparable(left, sign, right)
        if code:
            return self.fault(code, node, **params)
        return Expr("compare", TRUTH, (left, right), sign, left.start, right.end)

    def call(self, node: ast.Call, scope: Scope) -> Expr:
        if not isinstance(node.func, ast.Name):
            return self.fault("condition-not-allowed", node, found="Call")
        function = self.functions.get(node.func.id)
        if function is None:
            near = get_close_matches(node.func.id, self.functions, n=1)
            hint = near[0] if near else ", ".join(self.functions)
            return self.fault("condition-unknown-function", node, name=node.func.id, near=hint)
        if any(isinstance(arg, ast.Starred) for arg in node.args) or any(kw.arg is None for kw in node.keywords):
            return self.fault("condition-not-allowed", node, found="*")
        return function(self, node, scope)


# Each handler takes the node type that is its key, which the type of a dict cannot say.
_HANDLERS: dict[type[ast.expr], Callable[[Reader, Any, Scope], Expr]] = {
    ast.Name: Reader.name,
    ast.Constant: Reader.constant,
    ast.UnaryOp: Reader.unary,
    ast.BoolOp: Reader.boolean,
    ast.BinOp: Reader.arithmetic,
    ast.Compare: Reader.compare,
    ast.Call: Reader.call,
}


def type_of(quantity: Quantity) -> Type:
    """The type of a field, parameter or column in conditions."""
    if quantity.numeric:
        return Type("number", quantity.measured_in)
    if quantity.type == "boolean":
        return TRUTH
    return Type(quantity.type, choices=quantity.choices)  # type: ignore[arg-type]  # the other names are the same


def declared_rate(name: Name, quantity: Quantity) -> Expr | None:
    """A percentage field that names its parts, as the rate it is; None for any other field."""
    if not isinstance(quantity, EvidenceField) or not quantity.part or not quantity.whole:
        return None
    options = RateOptions(name.id, quantity.above_100, quantity.when_empty, quantity.decided_by)
    part, whole = (Expr("name", NUMBER, value=Name("field", side)) for side in (quantity.part, quantity.whole))
    if quantity.void is not None:
        whole = Expr("sub", NUMBER, (whole, Expr("name", NUMBER, value=Name("field", quantity.void))))
    return Expr("rate", PERCENT, (part, whole), options)


def is_literal(expr: Expr) -> bool:
    """Whether an expression is made of numbers alone."""
    return all(node.op in ("number", "add", "sub", "mul") for node in expr.walk())


def _same_unit(left: Type, right: Type) -> bool:
    return left.unit is None or right.unit is None or left.unit == right.unit


def _incomparable(left: Expr, sign: str, right: Expr) -> tuple[str, dict[str, object]]:
    """Why two expressions cannot be compared: a code and its parameters; an empty code when they can."""
    kinds = {left.type.kind, right.type.kind}
    if kinds == {"number"}:
        if _same_unit(left.type, right.type):
            return "", {}
        return "condition-units", {"left": left.type.unit, "right": right.type.unit}
    if kinds == {"date"}:
        return "", {}
    if "truth" in kinds:
        return "condition-compare-truth", {}
    if "document" in kinds:
        return "condition-document", {}
    if right.op == "text" and left.type.kind in ("choice", "rating"):
        if right.value not in left.type.choices:
            return "condition-not-a-choice", {"value": right.value, "choices": ", ".join(left.type.choices)}
        if left.type.kind == "choice" and sign not in ("==", "!="):
            return "condition-choice-order", {"sign": sign}
        return "", {}
    if kinds == {"rating"} and left.type.choices == right.type.choices:
        return "", {}
    return "condition-incomparable", {"left": left.type.kind, "right": right.type.kind}


def _depth(node: ast.AST) -> int:
    """Depth of a tree, without recursion."""
    deepest, stack = 0, [(node, 1)]
    while stack:
        current, depth = stack.pop()
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in ast.iter_child_nodes(current))
    return deepest


def date_literal(text: str) -> date | None:
    """The day that a quoted text names, if it does."""
    match = DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
