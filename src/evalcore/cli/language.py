"""In which language the command line answers."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from evalcore.errors import Language

_KEY = "evalcore.lang"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def default_language(environ: Mapping[str, str] = os.environ) -> Language:
    """Chinese where EVALCORE_LANG, else the first locale variable that is set, starts with `zh`; else English.

    Windows sets no locale variables: there the code page of Chinese Windows decides.
    """
    for variable in ("EVALCORE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if locale.getencoding() == "cp936" else "en"


def either(zh: str, en: str) -> str:
    """The help text in the reader's language."""
    return zh if default_language() == "zh" else en


def _remember(ctx: click.Context, _: click.Parameter, value: str | None) -> Language:
    lang: Language = default_language() if value is None else "zh" if value == "zh" else "en"
    ctx.meta[_KEY] = lang
    return lang


def lang_option(command: _Command) -> _Command:
    """The option `--lang`, given to the command as `lang`."""
    text = either(
        "输出语言（默认看 EVALCORE_LANG 和系统语言）", "Language of the output (default: EVALCORE_LANG, locale)."
    )
    option = click.option("--lang", type=click.Choice(["zh", "en"]), callback=_remember, is_eager=True, help=text)
    return option(command)


def language_of(ctx: click.Context) -> Language:
    """The language that the command was asked to answer in."""
    lang: Language = ctx.meta.get(_KEY) or default_language()
    return lang
