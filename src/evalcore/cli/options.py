"""Options that several commands have, said once."""

from __future__ import annotations

from typing import Literal

import click

from evalcore.cli.language import either

Format = Literal["table", "json", "markdown"]

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
    help=either("输出格式", "Form of the output."),
)
output_option = click.option(
    "-o", "--output", metavar="FILE", help=either("写到文件，不输出到屏幕", "Write to a file instead of stdout.")
)
place_option = click.option(
    "--place", metavar="NAME", help=either("文件中有多个单位时，取哪一个", "Which place, where the file holds several.")
)
