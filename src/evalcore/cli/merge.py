"""`evalcore merge`: several submissions of one place into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalcore.cli.inputs import evidence_named, evidence_path, standard_named
from evalcore.cli.language import either, lang_option
from evalcore.cli.options import Format, format_option, place_option
from evalcore.cli.streams import note, screen_width, write
from evalcore.errors import InputError, Language, Problem

if TYPE_CHECKING:
    from evalcore.merge_results import MergeRecord
    from evalcore.standard import Standard


@click.command(
    help=either(
        "把一个单位的几份材料逐项合并成一份：相同的互相印证，缺的由他份补足，说法不一的都保留。FILES：材料文件。",
        "Merge several submissions of one place, field by field: equal values confirm each other, gaps are filled, and "
        "values that differ are all kept. FILES are evidence files.",
    )
)
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", help=either("合并后的材料写到这里", "Write the merged evidence here."))
@click.option("--standard", help=either("标准（默认看材料中的 standard）", "The standard (default: as the files say)."))
@click.option(
    "--prefer",
    multiple=True,
    metavar="SOURCE",
    help=either("说法不一时以这个来源为准，可重复，先写的在先", "This source decides conflicts; repeatable, in order."),
)
@place_option
@format_option
@click.option(
    "-v", "--verbose", is_flag=True, help=either("也列出只有一份写到的", "Also list what one file alone says.")
)
@lang_option
def merge(
    *, files: tuple[str, ...], output: str | None, standard: str | None, prefer: tuple[str, ...], place: str | None,
    form: Format, verbose: bool, lang: Language,
) -> None:  # fmt: skip
    """Write the merged evidence, and report how it came about: on stderr where the evidence itself goes to stdout."""
    from evalcore.merge_results import merge_record
    from evalcore.merging import Copy, merge_copies
    from evalcore.writing import as_data, as_yaml

    model = standard_named(standard) if standard else _standard_of(files)
    names = _names(files)
    problems: list[Problem] = []
    copies = []
    for name, file in zip(names, files, strict=True):
        try:
            copies.append(Copy(name, evidence_named(model, file, place)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    merged = merge_copies(model, copies, prefer)
    text = as_yaml(as_data(model, merged.evidence)).rstrip("\n")
    told = _report(merge_record(model, merged), form, lang, verbose=verbose)
    write(text, output)
    if output is None:
        note(told)
    else:
        write(told)


def _names(files: tuple[str, ...]) -> list[str]:
    """What the files are called: their names without folder and suffix where these tell them apart."""
    stems = [Path(file).stem for file in files]
    return stems if len(set(stems)) == len(stems) else list(files)


def _standard_of(files: tuple[str, ...]) -> Standard:
    """The standard that the files say they were filed for."""
    from evalcore.files import TABLES
    from evalcore.places import read_document

    named: list[str] = []
    for path in map(evidence_path, files):
        if path.suffix.lower() not in TABLES:
            data = read_document(path).data
            for part in data if isinstance(data, list) else [data]:
                if isinstance(part, dict) and part.get("standard"):
                    named.append(str(part["standard"]))  # noqa: PERF401 - two loops read better than one
    if len(set(named)) != 1:
        code = "merge-standards-differ" if named else "merge-standard-needed"
        raise InputError([Problem(code, params={"names": "、".join(dict.fromkeys(named))})])
    return standard_named(named[0])


def _report(record: MergeRecord, form: str, lang: Language, *, verbose: bool) -> str:
    if form == "json":
        return record.model_dump_json(indent=2)
    from evalcore.reports import markdown, terminal
    from evalcore.reports.merging import report

    content = report(record, lang, everything=verbose)
    return (
        markdown.laid_out(content, lang)
        if form == "markdown"
        else terminal.laid_out(content, lang, width=screen_width())
    )
