"""What goes out: results to stdout or a file, problems to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path

import click

from evalcore.errors import InputError, Language, Place, Problem

NARROWEST_SCREEN = 60  # assumed: columns; below, the widest table would not fit


def use_utf8() -> None:
    """Chinese text goes out as UTF-8 whatever the locale says; what cannot be written is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def screen_width(*, to_file: bool = False) -> int:
    """Columns to write in: COLUMNS, else the terminal's; 100 for files and pipes."""
    from evalcore.reports.terminal import WIDTH

    if to_file and not os.environ.get("COLUMNS"):
        return WIDTH
    return max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROWEST_SCREEN)


def use_colour() -> bool:
    """Only on a terminal, and not where NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write(text: str, output: str | None = None) -> None:
    """A result, to stdout or a file. Raises `InputError` for a file that cannot be written."""
    if output is None:
        _to_stdout(text)
        return
    from evalcore.places import path_text

    try:
        Path(output).write_text(text + "\n", encoding="utf-8")
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError([Problem("output-unwritable", Place(path_text(output)), {"reason": reason})]) from None


def _to_stdout(text: str) -> None:
    """A reader that stops early, such as `head`, is no error and does not change the exit code."""
    try:
        click.echo(text)
    except BrokenPipeError:
        # What is still buffered would raise again when Python flushes it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str) -> None:
    """What is said beside a result: on stderr."""
    click.echo(text, err=True)


def report_problems(problems: Iterable[Problem], lang: Language) -> None:
    """Every problem with its place, on stderr."""
    for problem in problems:
        click.echo(problem.render(lang).removeprefix(f"{Place()}: "), err=True)
