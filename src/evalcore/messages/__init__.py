"""The sentences of every problem code, in Chinese and English. One module an area; codes are unique over all."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from evalcore.messages.text import Text

AREAS = (
    "yaml",
    "numerals",
    "conditions",
    "standards",
    "evidence",
    "tables",
    "merging",
    "relations",
    "cases",
    "lint",
    "cli",
    "batch",
)


@cache
def catalogue() -> dict[str, Text]:
    """Every code with its text."""
    texts: dict[str, Text] = {}
    for area in AREAS:
        for code, text in import_module(f"evalcore.messages.{area}").TEXTS.items():
            if code in texts:
                raise ValueError(f"problem code {code!r} is defined twice")
            texts[code] = text
    return texts


def text_of(code: str) -> Text:
    """The text of one code. Raises `KeyError` for a code that no module defines."""
    return catalogue()[code]
