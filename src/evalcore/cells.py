"""Tables as rows of cells, whatever file they came from, and the place of every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evalcore.errors import Place


class Broken(str):
    """A cell without a usable value, as its text; `code` is the message that says why."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, text: str, code: str) -> Broken:
        made = super().__new__(cls, text)
        made.code = code
        return made


class Row(NamedTuple):
    """A row that is not blank: its number, and its cells that are not, by column; both count from 1.

    `width` is how many cells it has, blank ones too, where a file says so: one too many moves figures aside.
    """

    number: int
    cells: Mapping[int, object]
    width: int | None = None


class Grid(NamedTuple):
    """The rows of one sheet, or of a CSV file (`sheet` is None)."""

    source: str
    sheet: str | None
    rows: Sequence[Row]

    def place(self, row: int, column: int, header: object = None) -> Place:
        """The place of a cell. The header is named where there is no sheet to look it up in."""
        named = " ".join(str(header).split()) if header is not None and self.sheet is None else None
        return Place(self.source, sheet=self.sheet, cell=f"{letters(column)}{row}", header=named)


def letters(column: int) -> str:
    """A column as spreadsheets name it: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
