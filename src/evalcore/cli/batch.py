"""`evalcore batch`: many places, a row each, under one standard."""

from __future__ import annotations

from pathlib import Path

import click

from evalcore.cli.inputs import standard_named
from evalcore.cli.language import either, lang_option
from evalcore.cli.progress import following
from evalcore.cli.streams import report_problems, screen_width, use_colour, write
from evalcore.errors import Language, Place, Problem


@click.command(
    help=either(
        "批量测算：DATA 中每行一个单位（CSV、Parquet 或 XLSX），结果、整改清单和汇总写入文件夹。中断后重新运行即可接着算。",
        "Score a table with one place a row (CSV, Parquet or XLSX) into a folder of results, gaps and a summary. "
        "A run that was stopped goes on where it was when it is started again.",
    )
)
@click.argument("standard")
@click.argument("data")
@click.option(
    "-o", "--output", "folder", metavar="DIR", required=True, help=either("结果文件夹", "Folder for the results.")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "xlsx"]),
    default="parquet",
    show_default=True,
    help=either("结果的格式", "Form of the results."),
)
@click.option(
    "--common",
    metavar="FILE",
    help=either(
        "各单位共用的内容（年度、参数等），YAML 或 JSON",
        "Evidence that all places share, such as years and parameters: YAML or JSON.",
    ),
)
@click.option("--sheet", metavar="NAME", help=either("工作簿中的哪张表", "Which sheet of a workbook."))
@click.option(
    "--sample",
    type=float,
    help=either(
        "由另一引擎抽样复核的比例（默认 0.00001，每个文件至少 5 行）",
        "Share of the rows that another reading scores again (default 0.00001, and 5 rows of each part at least).",
    ),
)
@click.option(
    "--part-rows",
    type=int,
    default=200_000,
    show_default=True,
    help=either(
        "每个结果文件的行数，也是内存中同时处理的行数", "Rows of a file of results, and rows in memory at a time."
    ),
)
@click.option("--quiet", is_flag=True, help=either("不显示进度", "Show no progress."))
@lang_option
def batch(
    *, standard: str, data: str, folder: str, form: str, common: str | None, sheet: str | None, sample: float | None,
    part_rows: int, quiet: bool, lang: Language,
) -> None:  # fmt: skip
    """Score the table, print the summary, and say what was left out."""
    from evalcore.batch.files import Options, run
    from evalcore.batch.parts import DEFAULT_SAMPLE
    from evalcore.batch.summary import terminal_text
    from evalcore.batch.writing import SHEET_ROWS

    loaded = standard_named(standard)
    share = DEFAULT_SAMPLE if sample is None else sample
    options = Options(form, part_rows, share, common, sheet, lang)  # type: ignore[arg-type]  # the choices are the forms
    with following(lang, quiet=quiet) as seen:
        summary = run(loaded, data, folder, options, seen=seen)
    write(terminal_text(summary, lang, width=screen_width(), colour=use_colour()))
    place = Place(str(Path(folder)))
    notes = []
    if summary.rejected:
        params = {"rows": summary.rejected, "folder": "rejects"}
        notes.append(Problem("batch-rows-rejected", place, params, severity="warning"))
    rows = {"results": summary.scored, "gaps": summary.gaps}
    if form == "xlsx" and (full := [name for name in rows if rows[name] > SHEET_ROWS]):
        files = max(summary.files[name] for name in full)
        notes.append(Problem("batch-many-workbooks", place, {"files": files}, severity="info"))
    report_problems(notes, lang)
