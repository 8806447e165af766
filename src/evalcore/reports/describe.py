"""Lists and rules of points standards as a person reads them: key by key, expressions in words and as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from pydantic import BaseModel

from evalcore.conditions.expressions import Expr
from evalcore.errors import Language
from evalcore.figures import shown
from evalcore.reports.outline_words import KEYS, OUTLINE, VALUES

Path = tuple[str | int, ...]
Say = Callable[[Expr], str]
SEPARATE = ("id", "title", "title_en", "clause", "assumed", "authority", "documents", "remedy_en", "recommend_en")


def described(
    part: BaseModel, path: Path, trees: Mapping[Path, Expr], say: Say, lang: Language
) -> Iterator[tuple[int, str]]:
    """Lines with their depth: first what the part itself says, then what stands in it. Defaults are left out.

    `trees` holds the expressions of the part by their paths, `say` puts one in words.
    """
    own: list[str] = []
    inside: list[tuple[str, list[tuple[int, str]]]] = []
    for key, field in type(part).model_fields.items():
        name, value = field.alias or key, getattr(part, key)
        here = (*path, name)
        if value in (None, (), {}) or key in SEPARATE or value == field.default:
            continue
        items = value if isinstance(value, tuple) else (value,)
        if isinstance(items[0], BaseModel):
            at = [(*here, index) for index in range(len(items))] if isinstance(value, tuple) else [here]
            inside.append((name, [line for p, item in zip(at, items, strict=True)
                                  for line in described(item, p, trees, say, lang)]))  # fmt: skip
        else:
            text = expression_text(trees[here], value, say, lang) if here in trees else _value(value, lang)
            own.append(f"{key_text(name, lang)} {text}")
    if heading := _heading(part, lang, own):
        yield 0, heading
    for name, lines in inside:
        yield 0, f"{key_text(name, lang)}{OUTLINE[lang]['colon']}".rstrip()
        yield from ((depth + 1, text) for depth, text in lines)


def _heading(part: BaseModel, lang: Language, own: list[str]) -> str:
    """The name of the part, where it has one, before what it says."""
    title = (getattr(part, "title_en", None) if lang == "en" else None) or getattr(part, "title", None)
    name = " ".join(filter(None, [getattr(part, "id", None), title]))
    said = OUTLINE[lang]["comma"].join(own)
    return f"{name}{OUTLINE[lang]['colon']}{said}" if name and said else name or said


def expression_text(tree: Expr, text: object, say: Say, lang: Language) -> str:
    """An expression in words and, where that is not the same, as it is written."""
    words = say(tree)
    return words if words == text else words + OUTLINE[lang]["as_written"].format(text=" ".join(str(text).split()))


def key_text(name: str, lang: Language) -> str:
    """A key of a standard in the reader's language."""
    return KEYS.get(name, name) if lang == "zh" else name.replace("_", " ")


def _value(value: object, lang: Language) -> str:
    if isinstance(value, Fraction):
        return shown(value)
    if isinstance(value, dict):
        return OUTLINE[lang]["list"].join(f"{key} → {_value(item, lang)}" for key, item in value.items())
    if isinstance(value, tuple):
        return OUTLINE[lang]["list"].join(_value(item, lang) for item in value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return VALUES.get(text, text) if lang == "zh" else text.replace("_", " ")
