"""The shape of one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from evalcore.errors import Language


class Text(NamedTuple):
    """A message and a hint in both languages; `{name}` stands for a parameter of the problem."""

    zh: str
    en: str
    zh_hint: str = ""
    en_hint: str = ""

    def message(self, lang: Language) -> str:
        return self.zh if lang == "zh" else self.en

    def hint(self, lang: Language) -> str:
        return self.zh_hint if lang == "zh" else self.en_hint
