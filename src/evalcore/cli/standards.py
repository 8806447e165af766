"""`evalcore standards`: what is bundled."""

from __future__ import annotations

import click

from evalcore.cli.language import either, lang_option
from evalcore.cli.streams import screen_width, write
from evalcore.errors import Language

_HEADERS: dict[Language, tuple[str, ...]] = {
    "zh": ("编号", "版本", "类别", "名称", "指标数"),
    "en": ("id", "edition", "kind", "title", "indicators"),
}
_KINDS: dict[Language, dict[str, str]] = {
    "zh": {"conditions": "达标类", "points": "评分类"},
    "en": {"conditions": "conditions", "points": "points"},
}


@click.command(help=either("列出内置的标准。", "List the bundled standards."))
@lang_option
def standards(lang: Language) -> None:
    """A table of every bundled standard."""
    from evalcore.loader import bundled_ids, load_standard
    from evalcore.reports.layout import grid
    from evalcore.standard import title_in

    loaded = [load_standard(name) for name in bundled_ids()]
    rows = [
        (each.id, each.edition, _KINDS[lang][each.kind], title_in(each, lang), str(len(list(each.leaves()))))
        for each in loaded
    ]
    write(grid(_HEADERS[lang], rows, screen_width(), right=[4]))
