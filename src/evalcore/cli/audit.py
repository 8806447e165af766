"""`evalcore audit`: what is wrong with one place's evidence, by what it can change."""

from __future__ import annotations

import click

from evalcore.cli.inputs import evidence_named, standard_named
from evalcore.cli.language import either, lang_option
from evalcore.cli.options import Format, format_option, output_option, place_option
from evalcore.cli.streams import screen_width, write
from evalcore.errors import Language


@click.command(
    help=either(
        "审核一份材料：缺失、无法辨认、无效、矛盾、不在期内、只有约数的各项，按能改变结果多少排列。",
        "Audit the evidence of one place: what is missing, unusable, invalid, contradictory, out of window or "
        "approximate, sorted by how much of the result it can change.",
    )
)
@click.argument("standard")
@click.argument("evidence")
@place_option
@format_option
@output_option
@click.option(
    "--all", "everything", is_flag=True, help=either("也列出不影响结论的", "Also list what does not affect the result.")
)
@lang_option
def audit(
    *, standard: str, evidence: str, place: str | None, form: Format, output: str | None,
    everything: bool, lang: Language,
) -> None:  # fmt: skip
    """Print the audit."""
    from evalcore.audit import audit_evidence
    from evalcore.audit_results import audit_record

    model = standard_named(standard)
    record = audit_record(audit_evidence(model, evidence_named(model, evidence, place)))
    if form == "json":
        write(record.model_dump_json(indent=2), output)
        return
    from evalcore.reports import markdown, terminal
    from evalcore.reports.audit import report

    content = report(record, lang, everything=everything)
    width = screen_width(to_file=output is not None)
    write(
        markdown.laid_out(content, lang) if form == "markdown" else terminal.laid_out(content, lang, width=width),
        output,
    )
