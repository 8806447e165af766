"""`evalcore schema`: JSON Schemas, for editors and other programs."""

from __future__ import annotations

import json

import click

from evalcore.cli.inputs import standard_named
from evalcore.cli.language import either, lang_option
from evalcore.cli.streams import write
from evalcore.errors import Language


@click.command(
    help=either("输出 JSON Schema：标准、材料或结果。", "Print the JSON Schema of standards, evidence or scorecards."),
)
@click.argument("subject", type=click.Choice(["standard", "evidence", "scorecard"]))
@click.option(
    "--standard",
    metavar="STANDARD",
    help=either("只为这个标准的材料", "Only evidence for this standard, with its fields."),
)
@lang_option
def schema(subject: str, standard: str | None, lang: Language) -> None:
    """A JSON Schema, in draft 2020-12."""
    from evalcore import schemas

    if standard is not None and subject != "evidence":
        raise click.UsageError("--standard goes with `evalcore schema evidence`")
    if subject == "evidence":
        made = schemas.evidence_schema(None if standard is None else standard_named(standard), lang)
    else:
        made = schemas.standard_schema() if subject == "standard" else schemas.scorecard_schema()
    write(json.dumps(made, ensure_ascii=False, indent=2))
