"""How far a long run is: a bar on a terminal, now and then a line in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Never

import click

from evalcore.errors import Language

if TYPE_CHECKING:
    from tqdm import tqdm

    from evalcore.batch.files import Progress

PAUSE = 30.0  # assumed: seconds between lines in a log

_UNIT: dict[Language, str] = {"zh": "行", "en": " rows"}
_LINE: dict[Language, str] = {
    "zh": "已处理 {rows} 行{share}，每秒 {rate} 行{left}",
    "en": "{rows} rows{share}, {rate} a second{left}",
}
_ABOUT: dict[Language, str] = {"zh": "约 ", "en": "about "}
_BAR = "{desc}{percentage:3.0f}%|{bar}{r_bar}"
_LEFT: dict[Language, str] = {"zh": "，约剩 {seconds} 秒", "en": ", about {seconds} s left"}


@contextmanager
def following(lang: Language, *, quiet: bool = False) -> Iterator[Callable[[Progress], None]]:
    """A function to be told how far a run is; it shows that on stderr."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(unit=_UNIT[lang], unit_scale=True, dynamic_ncols=True, bar_format=_BAR) as bar:
            yield lambda progress: _advance(bar, progress, lang)
    else:
        yield Lines(lang)


def _advance(bar: tqdm[Never], progress: Progress, lang: Language) -> None:
    """Rows that an earlier run finished do not count for the rate. An estimate calls itself one."""
    bar.total = progress.total
    bar.set_description_str("" if progress.exact else _ABOUT[lang], refresh=False)
    if progress.resumed:
        bar.initial = bar.n = progress.rows
        bar.refresh()
    else:
        bar.update(progress.rows - bar.n)


class Lines:
    """Writes a line at most every `PAUSE` seconds."""

    def __init__(self, lang: Language, clock: Callable[[], float] = time.monotonic) -> None:
        self.lang, self.clock = lang, clock
        self.start = self.last = clock()
        self.before = 0

    def __call__(self, progress: Progress) -> None:
        now = self.clock()
        if progress.resumed:
            self.before, self.start = progress.rows, now
        elif now - self.last >= PAUSE:
            self.last = now
            click.echo(self._line(progress, now - self.start), err=True)

    def _line(self, progress: Progress, seconds: float) -> str:
        rate = (progress.rows - self.before) / seconds if seconds else 0.0
        share = left = ""
        if progress.total:
            about = "" if progress.exact else _ABOUT[self.lang]
            share = f" ({about}{100 * progress.rows // progress.total} %)"
            if rate:
                left = _LEFT[self.lang].format(seconds=f"{(progress.total - progress.rows) / rate:,.0f}")
        return _LINE[self.lang].format(rows=f"{progress.rows:,}", share=share, rate=f"{rate:,.0f}", left=left)
