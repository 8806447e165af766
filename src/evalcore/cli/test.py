"""`evalcore test`: a standard's own cases."""

from __future__ import annotations

import click

from evalcore.cli.inputs import standard_named
from evalcore.cli.language import either, lang_option
from evalcore.cli.streams import screen_width, write
from evalcore.errors import Language


@click.command(
    help=either(
        "运行标准自带的示例（cases.yaml），核对应得的结论，并列出没有示例得出的结论。STANDARD：内置编号或文件。",
        "Run the cases of a standard (cases.yaml beside it) and list the verdicts that no case reaches. "
        "STANDARD is a bundled id or a file.",
    )
)
@click.argument("standard")
@click.option("--cases", metavar="FILE", help=either("另一份示例文件", "Another file of cases."))
@lang_option
def test(standard: str, cases: str | None, lang: Language) -> None:
    """Run the cases; exit with 1 when some fail."""
    from evalcore.cases import cases_path, run_cases
    from evalcore.reports.cases import report

    results = run_cases(standard_named(standard), cases or cases_path(standard))
    write(report(results, lang, width=screen_width()))
    if not results.passed:
        click.get_current_context().exit(1)
