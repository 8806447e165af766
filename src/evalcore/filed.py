"""What one place filed in tables: its entries with the cell of every part, as plain data that knows its places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from evalcore.cells import Grid
from evalcore.errors import Place, Problem
from evalcore.headers import Header, assembled, entry

Parts = Mapping[str | None, object]


class Spot(NamedTuple):
    """A cell, and what heads its column."""

    grid: Grid
    row: int
    column: int
    header: object = None

    @property
    def place(self) -> Place:
        return self.grid.place(self.row, self.column, self.header)


class Entry(NamedTuple):
    """The parts of one entry (None is its value), and where each stands."""

    parts: dict[str | None, object]
    spots: dict[str | None, Spot]


Cells = Iterable[tuple[Header, object, Spot]]


def entries_of(cells: Cells) -> dict[Header, Entry]:
    """The entries that the cells of one row make up."""
    made: dict[Header, Entry] = {}
    for header, content, spot in cells:
        own = made.setdefault(header._replace(part=None), Entry({}, {}))
        own.parts[header.part] = content
        own.spots[header.part] = spot
    return made


@dataclass
class Filed:
    """What one place filed. `spot` is where it is named."""

    subject: str | None
    spot: Spot
    entries: dict[Header, list[Entry]] = field(default_factory=dict)
    records: dict[Header, list[dict[Header, Entry]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spots: dict[tuple[str, ...], Spot] = field(default_factory=dict)

    def add(self, cells: Cells) -> None:
        """One row. Several rows with a value for one field are several sources; a part alone joins the last of them."""
        for header, own in entries_of(cells).items():
            entries = self.entries.setdefault(header, [])
            if entries and None not in own.parts:
                entries[-1].parts.update(own.parts)
                entries[-1].spots.update(own.spots)
            else:
                entries.append(own)

    def join(self, other: Filed) -> None:
        """Add what the same place filed elsewhere."""
        for header, entries in other.entries.items():
            self.entries.setdefault(header, []).extend(entries)
        for header, records in other.records.items():
            self.records.setdefault(header, []).extend(records)
        self.problems.extend(other.problems)

    def data(self) -> dict[str, Any]:
        """The plain data. From then on `locate` knows the place of every part of it."""
        filed: dict[Header, list[Parts]] = {}
        for header, entries in self.entries.items():
            filed[header] = [each.parts for each in entries]
            for index, each in enumerate(entries):
                self._note(header.path if len(entries) == 1 else (*header.path, str(index)), each)
        for header, records in self.records.items():
            rows = [{column.id: entry(cell.parts) for column, cell in record.items()} for record in records]
            if header in filed:
                spot = next(iter(records[0].values())).spots
                self.problems.append(Problem("table-records-twice", next(iter(spot.values())).place))
            filed[header] = [{None: rows}]
            for index, record in enumerate(records):
                for column, cell in record.items():
                    self._note((*header.path, str(index), column.id), cell)
        return ({"subject": self.subject} if self.subject else {}) | assembled(filed)

    def _note(self, path: tuple[str, ...], found: Entry) -> None:
        for part, spot in found.spots.items():
            self.spots.setdefault(path if part is None else (*path, part), spot)

    def locate(self, path: tuple[str | int, ...]) -> Place:
        """The place of a part of the data: its own cell, else the first inside it, else the nearest above it."""
        steps = tuple(str(step) for step in path)
        spot = self.spots.get(steps)
        if spot is None and steps:
            spot = next((found for known, found in self.spots.items() if known[: len(steps)] == steps), None)
        while spot is None and steps:
            steps = steps[:-1]
            spot = self.spots.get(steps)
        return replace((spot or self.spot).place, path=path)
