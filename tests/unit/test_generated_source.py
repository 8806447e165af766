"""Generated Python holds a closed set of tokens, whatever texts a standard contains."""

from __future__ import annotations

import io
import re
import token
import tokenize
from collections.abc import Iterator
from typing import Any

import pytest

from evalcore.engines import scalar
from evalcore.loader import bundled_ids, load_standard, standard_path
from evalcore.places import read_document
from evalcore.scoring import plan_for
from evalcore.standard import Standard
from tests.properties import generate, points_generate

Spec = dict[str, Any]
NAMES = re.compile(r"run|s|[ANRQFI]|min|max|[stmlhv][0-9]+|def|return|if|else|and|or|is|not|None")
OPERATORS = {*"()[]{}:,=+-*&|<>", "//", "==", "!=", "<=", ">="}
LAYOUT = {token.NEWLINE, token.NL, token.INDENT, token.DEDENT, token.ENDMARKER}
HOSTILE = "__import__('os').system('…')\n\"\"\"'''\\{}#"
TEXTS = {
    "title",
    "title_en",
    "label",
    "label_en",
    "issuer",
    "subject",
    "clause",
    "remedy",
    "responsible",
    "assumed",
    "note",
}


def sources(standard: Standard) -> Iterator[str]:
    """Everything that is generated for a standard, with the years known and without."""
    for years in ((), (2010, 2011)):
        for closing in (False, True):
            plan = plan_for(standard, years, closing=closing)
            yield from (scalar.source(plan), scalar.truths_source(plan))


def foreign(source: str) -> list[str]:
    """The tokens that do not belong."""
    return [
        each.string
        for each in tokenize.generate_tokens(io.StringIO(source).readline)
        if not (
            each.type in LAYOUT
            or (each.type == token.NAME and NAMES.fullmatch(each.string))
            or (each.type == token.NUMBER and each.string.isdecimal())
            or (each.type == token.OP and each.string in OPERATORS)
        )
    ]


def hostile(part: Any, key: str = "") -> Any:
    """The same standard with code in every text that is only shown."""
    if isinstance(part, dict):
        return {name: hostile(each, name) for name, each in part.items()}
    if isinstance(part, list | tuple):
        return [hostile(each, key) for each in part]
    return f"{HOSTILE}{part}" if key in TEXTS else part


def with_hostile_ids(part: Any) -> Any:
    """Criteria and indicators whose ids are code."""
    return part | {
        key: [with_hostile_ids(each | {"id": f"__import__('os')[{each['id']}]"}) for each in part[key]]
        for key in ("criteria", "indicators")
        if key in part
    }


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_generated_source_has_only_known_tokens(first: int) -> None:
    for seed in range(first, first + 20):
        spec = generate.standards(seed)
        plain = list(sources(load_standard(spec)))
        assert [foreign(source) for source in plain] == [[]] * len(plain)
        assert list(sources(load_standard(with_hostile_ids(hostile(spec))))) == plain


@pytest.mark.parametrize("seed", range(40))
def test_so_has_that_of_points_standards(seed: int) -> None:
    for source in sources(load_standard(points_generate.standards(seed))):
        assert not foreign(source)


@pytest.mark.parametrize("name", bundled_ids())
def test_so_has_that_of_bundled_standards(name: str) -> None:
    plain = list(sources(load_standard(name)))
    assert [foreign(source) for source in plain] == [[]] * len(plain)
    assert list(sources(load_standard(hostile(read_document(standard_path(name)).data)))) == plain


def test_what_does_not_belong_is_noticed() -> None:
    for source in ("__import__('os')", "s1.real", "s1 if x else 2", "'s1'", "0.5", "1e3", "lambda: s1", "s1 # s2"):
        assert foreign(source)
