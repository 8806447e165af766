"""`evalcore score`: one place under one standard."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from evalcore.cli.inputs import evidence_named, standard_named
from evalcore.cli.language import either, lang_option
from evalcore.cli.options import Format, format_option, output_option, place_option
from evalcore.cli.streams import screen_width, use_colour, write
from evalcore.errors import InputError, Language, Problem

if TYPE_CHECKING:
    from evalcore.scorecard import Scorecard


@click.command(
    help=either(
        "按标准测算一份申报材料。STANDARD：内置编号或文件；EVIDENCE：材料文件（YAML、JSON、CSV 或 XLSX）。",
        "Score one place. STANDARD is a bundled id or a file, EVIDENCE a YAML, JSON, CSV or XLSX file.",
    )
)
@click.argument("standard")
@click.argument("evidence")
@place_option
@format_option
@output_option
@click.option(
    "--explain",
    "parts",
    multiple=True,
    metavar="ID",
    help=either(
        "只说明这一项（指标或分项）的结论由来，可重复", "Only say why this indicator or criterion; repeatable."
    ),
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help=either("写出每个假定标准的理由", "Also say why each assumed threshold was chosen."),
)
@click.option(
    "--no-confirm", is_flag=True, help=either("不用其他引擎复核", "Do not have other engines confirm the result.")
)
@click.option(
    "--exit-code",
    is_flag=True,
    help=either("未达标或未能确定时，退出码为 1", "Exit with 1 when the verdict is anything but met."),
)
@lang_option
def score(
    *, standard: str, evidence: str, place: str | None, form: Format, output: str | None, parts: tuple[str, ...], verbose: bool,
    no_confirm: bool, exit_code: bool, lang: Language,
) -> None:  # fmt: skip
    """Score, print, and with `--exit-code` say by the exit code whether the standard is met."""
    from evalcore.scoring import score as score_place

    if parts and form != "table":
        raise click.UsageError("--explain goes with --format table; the other forms hold every part already")
    model = standard_named(standard)
    card = score_place(model, evidence_named(model, evidence, place), confirmed=not no_confirm)
    write(_explained(card, parts, lang) if parts else _rendered(card, form, lang, output, verbose=verbose), output)
    if exit_code and card.verdict != "met":
        click.get_current_context().exit(1)


def _rendered(card: Scorecard, form: Format, lang: Language, output: str | None, *, verbose: bool) -> str:
    if form == "json":
        return card.to_json()
    if form == "markdown":
        from evalcore.reports import markdown

        return markdown.render(card.record, lang)
    from evalcore.reports import terminal

    width = screen_width(to_file=output is not None)
    return terminal.render(card.record, lang, width=width, verbose=verbose, colour=output is None and use_colour())


def _explained(card: Scorecard, parts: tuple[str, ...], lang: Language) -> str:
    """The result in a few lines, and why each part turned out as it did."""
    from evalcore.reports.terminal import headline

    standard = card.plan.standard
    known = [*(part.id for part in standard.headings()), *(leaf.id for leaf in standard.leaves())]
    unknown = [part for part in parts if part not in known]
    if unknown:
        raise InputError(
            Problem("part-not-found", params={"id": part, "near": ", ".join(get_close_matches(part, known, 5)) or "—"})
            for part in unknown
        )
    heading = headline(card.record, lang, width=screen_width())
    return "\n\n".join([heading, *(card[part].explain(lang) for part in parts)])
