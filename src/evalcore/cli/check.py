"""`evalcore check`: what is wrong with a standard, what is suspicious in it, and where."""

from __future__ import annotations

import click

from evalcore.cli.inputs import standard_read
from evalcore.cli.language import either, lang_option
from evalcore.cli.streams import report_problems, write
from evalcore.errors import InputError, Language, Problem


@click.command(
    help=either(
        "检查标准文件（也可用内置编号）：每个错误和可疑之处给出文件、行、列。",
        "Check standards (files or bundled ids): every error, and what looks like a slip, with file, line and column.",
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--strict", is_flag=True, help=either("可疑之处也算错误", "Count warnings as errors."))
@lang_option
def check(files: tuple[str, ...], strict: bool, lang: Language) -> None:
    """One line for every standard that can be used; then the errors of the others, then the findings of all."""
    from evalcore.lint import lint

    errors: list[Problem] = []
    findings: list[Problem] = []
    for name in files:
        try:
            standard, document = standard_read(name)
        except InputError as error:
            errors.extend(error.problems)
            continue
        count = len(list(standard.leaves()))
        said = f"{count} 项指标" if lang == "zh" else f"{count} indicators"
        write(f"ok: {name}: {standard.id} {standard.edition}, {said}")
        findings.extend(lint(standard, document))
    if errors or (strict and any(finding.severity == "warning" for finding in findings)):
        raise InputError([*errors, *findings])
    report_problems(findings, lang)
