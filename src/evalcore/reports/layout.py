"""Text in columns, measured as a terminal shows it: a Chinese character is two columns wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tabulate import tabulate
from wcwidth import wcswidth

NARROWEST = 2  # columns: one Chinese character
# What must not be torn apart: a word or number, with the marks that open before and close after it.
_PIECE = re.compile(r"(\s*)([（“‘《〔【「≈≥≤]*(?:[!-~À-ɏ]+|\S)[，。、；：！？）”’》〕】」…%]*)")


def width_of(text: str) -> int:
    """Columns that a line takes on a terminal."""
    return max(wcswidth(text), 0)


def printable(text: str) -> str:
    """One line without what would move the cursor: blanks are single, control characters are shown as �."""
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns. Chinese text breaks anywhere, ASCII words and numbers only if too long."""
    lines, line = [], ""
    for space, piece in _PIECE.findall(printable(text)):
        longer = f"{line}{space if line else ''}{piece}"
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = piece
        while width_of(line) > width and len(line) > 1:
            cut = _fitting(line, width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _fitting(text: str, width: int) -> int:
    """How many characters fit; at least one."""
    return next((end - 1 for end in range(2, len(text) + 1) if width_of(text[:end]) > width), len(text))


def paragraph(text: str, width: int, indent: str = "", hanging: str | None = None) -> str:
    """A text wrapped to the width, its further lines indented by `hanging` (else like the first)."""
    later = indent if hanging is None else hanging
    lines = wrapped(text, max(width - max(width_of(indent), width_of(later)), NARROWEST))
    return "\n".join([f"{indent}{lines[0]}", *(f"{later}{line}" for line in lines[1:])])


def shares(naturals: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that add up to at most `room`: all columns are cut at one level, but none below its `least`.

    Where even the least is too much, columns may become as narrow as `NARROWEST`.
    """
    if sum(least) > room:
        least = [NARROWEST] * len(naturals)

    def cut(level: int) -> list[int]:
        return [min(natural, max(small, level)) for natural, small in zip(naturals, least, strict=True)]

    level = min(max(naturals), room)
    while level and sum(cut(level)) > room:
        level -= 1
    return cut(level)


def grid(
    headers: Sequence[str], rows: Iterable[Sequence[str | tuple[str, ...]]], width: int, right: Iterable[int] = ()
) -> str:
    """A table of at most `width` columns (if the cells can be made that narrow); a tuple is a cell of several lines."""
    cells = [[(cell,) if isinstance(cell, str) else cell for cell in row] for row in (headers, *rows)]
    columns = [[printable(line) for row in cells for line in row[index]] for index in range(len(headers))]
    naturals = [max(map(width_of, lines)) for lines in columns]
    least = [max(map(_least_width, lines)) for lines in columns]
    widths = shares(naturals, least, width - 3 * len(headers) - 1)  # "| " before, " " after each, "|" at the end
    laid = [[_laid(cell, room) for cell, room in zip(row, widths, strict=True)] for row in cells]
    align = ["right" if index in set(right) else "left" for index in range(len(headers))]
    # The headers go in as a row like the others: what tabulate takes for headers it makes wider than asked.
    lines = tabulate(laid, tablefmt="psql", disable_numparse=True, colalign=align).split("\n")
    lines.insert(1 + max(cell.count("\n") + 1 for cell in laid[0]), lines[0])
    return "\n".join(lines)


def _least_width(text: str) -> int:
    """Columns that the text needs if no word or number of it is torn."""
    return max((width_of(piece) for _, piece in _PIECE.findall(text)), default=0)


def _laid(cell: tuple[str, ...], width: int) -> str:
    return "\n".join(part for line in cell for part in wrapped(line, width))
