"""`evalcore show`: a standard as a person reads it."""

from __future__ import annotations

import click

from evalcore.cli.inputs import standard_named
from evalcore.cli.language import either, lang_option
from evalcore.cli.streams import screen_width, write
from evalcore.errors import Language


@click.command(
    help=either("把一个标准写成人读的样子。STANDARD：内置编号或文件。", "Show a standard: a bundled id or a file.")
)
@click.argument("standard")
@lang_option
def show(standard: str, lang: Language) -> None:
    """Everything a standard says, in words and as written."""
    from evalcore.reports.outline import outline

    write(outline(standard_named(standard), lang, width=screen_width()))
