"""A whole file scored into a folder, part by part: larger than memory, and again from where it was stopped.

A part is finished when its note (`parts/part-00000.json`) is there, which is written last. Every file appears under its
name in one step, so that a run that is killed leaves nothing half done behind: the next one scores that part again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from evalcore import __version__
from evalcore.batch.folders import held, prepare
from evalcore.batch.jobs import Common, Job, opened
from evalcore.batch.parts import DEFAULT_SAMPLE, Batch, joined, score_part
from evalcore.batch.sources import open_table
from evalcore.batch.summary import SummaryRecord, markdown_text, summary_of
from evalcore.batch.tables import Part, Table, split
from evalcore.batch.tally import Tally, tally_of
from evalcore.batch.writing import SHEET_ROWS, Form, write_frame, write_text
from evalcore.errors import Language, Place, Problem
from evalcore.places import path_text
from evalcore.standard import Standard

PART_ROWS = 200_000  # assumed: rows held in memory and written as one file
FIRST_PIECE, LEAST_PIECE = 2_000, 500  # assumed: rows scored before progress is told for the first time; and after


@dataclass(frozen=True)
class Options:
    """How a file is scored and written."""

    form: Form = "parquet"
    part_rows: int = PART_ROWS
    sample: float = DEFAULT_SAMPLE
    common: Common = None
    sheet: str | None = None
    lang: Language = "zh"


@dataclass(frozen=True)
class Progress:
    """How far a run is: parts and rows that were found finished count too. `total` is an estimate unless it is `exact`."""

    rows: int
    total: int
    part: int
    resumed: bool
    exact: bool = True


class Note(BaseModel):
    """What is noted of a finished part: its files with their digests, and what it adds to the summary."""

    model_config = ConfigDict(extra="forbid")

    files: dict[str, str]
    tally: Tally


def run(
    standard: Standard,
    data: str | Path,
    folder: str | Path,
    options: Options = Options(),
    *,
    seen: Callable[[Progress], None] = lambda _: None,
) -> SummaryRecord:
    """Score a file into a folder and give the summary, which is written there too.

    Raises `InputError` for a folder that another run is working on; with all that cannot be used of options, file and headers;
    then for a folder that holds other results. `EngineDisagreement` stops the run; parts that are finished by then stay.
    """
    data, folder = Path(data), Path(folder)
    others = list(_unusable(options, folder))
    with nullcontext() if others else held(folder):  # a run that will be refused touches no folder
        job, table = opened(
            standard, partial(open_table, data, sheet=options.sheet),
            common=options.common, sample=options.sample, others=others,
        )  # fmt: skip
        prepare(folder, _manifest(standard, data, options))
        tally = _score(job, table, folder, options, seen)
        summary = summary_of(job, tally)
        write_text(summary.model_dump_json(indent=2) + "\n", folder / "summary.json")
        write_text(markdown_text(summary, options.lang) + "\n", folder / "summary.md")
    return summary


def _unusable(options: Options, folder: Path) -> Iterator[Problem]:
    if options.part_rows < 1:
        yield Problem("batch-bad-part-rows", params={"rows": options.part_rows})
    if options.form == "xlsx" and options.part_rows > SHEET_ROWS:
        yield Problem("batch-sheet-too-small", params={"rows": options.part_rows, "most": SHEET_ROWS})
    if folder.exists() and not folder.is_dir():
        yield Problem("batch-not-a-folder", Place(path_text(folder)))


def _score(job: Job, table: Table, folder: Path, options: Options, seen: Callable[[Progress], None]) -> Tally:
    """The counts of all parts, of which those without a note are scored now."""
    tally, index, pace = Tally(), 0, Pace()

    def tell(rows: int, part: int, *, resumed: bool = False) -> None:
        seen(Progress(rows, max(table.total, rows), part, resumed, table.exact))

    while (note := _finished(folder, index)) is not None:
        tally, index = tally + note.tally, index + 1
        tell(tally.rows, index, resumed=True)
    for number, part in enumerate(table.parts(options.part_rows, first=index), index):
        found = _finished(folder, number)

        def within(rows: int, before: int = tally.rows, number: int = number) -> None:
            tell(before + rows, number)

        note = found or _write(job, part, _scored(job, part, pace, within), folder, number, options.form)
        tally, index = tally + note.tally, number + 1
        tell(tally.rows, index, resumed=found is not None)
    if not table.exact:
        seen(Progress(tally.rows, tally.rows, index, resumed=False))
    return tally


@dataclass
class Pace:
    """How many rows are scored in about a second."""

    rows: int = FIRST_PIECE

    def measured(self, rows: int, seconds: float) -> None:
        """Learn from a piece; one that went fast says little about a much larger one."""
        self.rows = max(LEAST_PIECE, min(int(rows / max(seconds, 0.001)), 10 * max(rows, LEAST_PIECE)))


def _scored(job: Job, part: Part, pace: Pace, tell: Callable[[int], None]) -> Batch:
    """Score a part in pieces that take about a second each, and tell after each but the last how many rows are done."""
    batches: list[Batch] = []
    rest = part
    while not batches or rest.size:
        piece, rest = split(rest, pace.rows)
        start = monotonic()
        batches.append(score_part(job, piece))
        pace.measured(piece.size, monotonic() - start)
        if rest.size:
            tell(sum(batch.report.rows for batch in batches))
    return batches[0] if len(batches) == 1 else joined(job, batches)


def _write(job: Job, part: Part, batch: Batch, folder: Path, number: int, form: Form) -> Note:
    """The files of a part, and last its note."""
    files: list[Path] = []
    for name, frame in (("results", batch.results), ("gaps", batch.gaps), ("rejects", batch.rejects)):
        if name != "rejects" or len(frame):
            files.extend(write_frame(frame, folder / name / _part(number), form))
    digests = {path.relative_to(folder).as_posix(): _digest(path) for path in files}
    tally = tally_of(job, part, batch).model_copy(update={"files": Counter(path.parent.name for path in files)})
    note = Note(files=digests, tally=tally)
    write_text(note.model_dump_json() + "\n", _note_path(folder, number))
    return note


def _part(number: int) -> str:
    return f"part-{number:05}"


def _note_path(folder: Path, number: int) -> Path:
    return folder / "parts" / f"{_part(number)}.json"


def _finished(folder: Path, number: int) -> Note | None:
    """The note of a part whose files are all there as they were written."""
    try:
        note = Note.model_validate_json(_note_path(folder, number).read_bytes())
        whole = all(_digest(folder / name) == digest for name, digest in note.files.items())
    except (OSError, ValidationError):
        return None
    return note if whole else None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- what it was made of ------------------------------------------------------------------------------------------------


def _manifest(standard: Standard, data: Path, options: Options) -> dict[str, Any]:
    """What the results of a folder were made of: if any of it differs, they would be other results."""
    common = options.common
    if isinstance(common, str | Path):
        shared = Path(common).read_bytes()
    else:
        shared = b"" if common is None else json.dumps(common, default=str).encode()
    return {
        "manifest": "1",
        "evalcore": __version__,
        "standard": {"id": standard.id, "edition": standard.edition, "digest": standard.digest},
        "data": {"name": data.name, "size": data.stat().st_size, "sha256": _digest(data), "sheet": options.sheet},
        "common": None if common is None else hashlib.sha256(shared).hexdigest(),
        "options": {"format": options.form, "part_rows": options.part_rows, "sample": options.sample},
    }
