"""`evalcore check`: what is wrong with a standard, and where."""

from __future__ import annotations

import click

from evalcore.cli.inputs import standard_named
from evalcore.cli.language import either, lang_option
from evalcore.cli.streams import write
from evalcore.errors import InputError, Language, Problem


@click.command(
    help=either(
        "检查标准文件（也可用内置编号）：每个问题给出文件、行、列。",
        "Check standards (files or bundled ids): every problem with file, line and column.",
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@lang_option
def check(files: tuple[str, ...], lang: Language) -> None:
    """One line for every standard that is right; the problems of all others together."""
    problems: list[Problem] = []
    for name in files:
        try:
            standard = standard_named(name)
        except InputError as error:
            problems.extend(error.problems)
            continue
        count = len(list(standard.leaves()))
        said = f"{count} 项指标" if lang == "zh" else f"{count} indicators"
        write(f"ok: {name}: {standard.id} {standard.edition}, {said}")
    if problems:
        raise InputError(problems)
