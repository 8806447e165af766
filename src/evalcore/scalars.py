"""The scalar types of a standard: text that becomes a number, a truth, a date or an identifier in one stated way.

YAML scalars arrive as text. pydantic's own conversions are too generous for a rule set (`1_000`, `９０`, `1e5`, `y`),
so each type here says exactly which spellings it takes.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{1,20})?")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TRUTHS = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}


def _wrong(code: str, value: object) -> PydanticCustomError:
    return PydanticCustomError(code, "{value}", {"value": str(value)[:60]})


def number_of(value: object) -> Fraction:
    """A decimal number, exactly. Floats count as their shortest round-trip decimal."""
    if isinstance(value, bool):
        raise _wrong("not-a-number", value)
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float):
        value = format(Decimal(repr(value)), "f")
    text = str(value)
    if not NUMBER.fullmatch(text):
        raise _wrong("not-a-number", value)
    return Fraction(text)


def whole_of(value: object) -> int:
    """A whole number."""
    number = number_of(value)
    if number.denominator != 1:
        raise _wrong("not-a-whole-number", value)
    return number.numerator


def truth_of(value: object) -> bool:
    """True or false, yes or no, 是 or 否."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in TRUTHS:
        return TRUTHS[value]
    raise _wrong("not-yes-or-no", value)


def date_of(value: object) -> date:
    """A date written 2010-01-31."""
    if isinstance(value, date):
        return value
    match = DATE.fullmatch(str(value))
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat("")
    except ValueError:
        raise _wrong("not-a-date", value) from None


def text_of(value: object) -> str:
    """Text that says something."""
    if isinstance(value, str) and value.strip():
        return value
    raise _wrong("not-text", value)


def label_of(value: object) -> str:
    """Text that may have been written as a bare number, such as an indicator's id."""
    return text_of(str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value)


def name_of(value: object) -> str:
    """An identifier that conditions can use, folded as Python folds names."""
    name = unicodedata.normalize("NFKC", text_of(value))
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_"):
        raise _wrong("not-an-identifier", value)
    return name


def slug_of(value: object) -> str:
    """The id of a standard: lower-case letters, digits and hyphens."""
    text = text_of(value)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise _wrong("not-a-standard-id", value)
    return text


# In a file every scalar is text to us, but editors that check against a JSON Schema read `2007` as a number and `yes`
# or `true` as a truth: the schemas take both.
_WRITTEN = WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S"})

Number = Annotated[
    Fraction,
    BeforeValidator(number_of),
    WithJsonSchema({"type": ["number", "string"], "pattern": f"^{NUMBER.pattern}$"}),
]
Whole = Annotated[
    int,
    BeforeValidator(whole_of),
    WithJsonSchema({"type": ["integer", "string"], "pattern": r"^-?(?:0|[1-9][0-9]{0,39})(?:\.0{1,20})?$"}),
]
Truth = Annotated[bool, BeforeValidator(truth_of), WithJsonSchema({"enum": [True, False, *TRUTHS]})]
Date = Annotated[date, BeforeValidator(date_of), WithJsonSchema({"type": "string", "pattern": f"^{DATE.pattern}$"})]
Text = Annotated[str, BeforeValidator(text_of), _WRITTEN]
Label = Annotated[str, BeforeValidator(label_of), _WRITTEN]
Name = Annotated[str, BeforeValidator(name_of), WithJsonSchema({"type": "string", "pattern": r"^[^\s\d_]\S*$"})]
Slug = Annotated[
    str, BeforeValidator(slug_of), WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$"})
]
