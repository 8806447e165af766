"""Problems as data, and the exceptions that carry them.

Every problem that evalcore reports is a `Problem`: a stable code, the place it stands at and the parameters of its
message. Sentences are made from `messages` when somebody reads them, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["zh", "en"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with line and column, a workbook cell, or a path into plain data.

    `line` and `column` count from 1; `column` counts characters. `path` holds the keys and indexes that lead from
    the root of the data to the value. `excerpt` is the source line, for showing a caret under the column. `cell` is a
    cell of a table, such as C5: of a workbook's `sheet`, or without one of a CSV file, where `header` heads its column.
    """

    source: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    path: tuple[str | int, ...] = ()
    excerpt: str | None = field(default=None, compare=False)
    header: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            cell = "!".join(part for part in (self.source, self.sheet, self.cell) if part)
            return f"{cell} ({self.header})" if self.header else cell
        if self.line is not None:
            numbers = f"{self.line}:{self.column}" if self.column is not None else str(self.line)
            return f"{self.source or '<text>'}:{numbers}"
        path = ".".join(str(step) for step in self.path)
        return ": ".join(part for part in (self.source, path) if part) or "<data>"

    def text(self, lang: Language = "en") -> str:
        """The same for a reader: a cell of a CSV file by row and column in words."""
        if self.cell is None or self.sheet is not None:
            return str(self)
        column = self.cell.rstrip("0123456789")
        row = self.cell[len(column) :]
        if lang == "zh":
            return f"{self.source or ''} 第 {row} 行 {column} 列".strip() + (
                f"（{self.header}）" if self.header else ""
            )
        return f"{self.source or '<text>'}, row {row}, column {column}" + (f" ({self.header})" if self.header else "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: `code` is stable, `params` fill the message that `messages` holds for it."""

    code: str
    place: Place = Place()
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"

    def message(self, lang: Language = "en") -> str:
        """What is wrong, as a sentence."""
        from evalcore.messages import text_of

        return text_of(self.code).message(lang).format(**self.params)

    def hint(self, lang: Language = "en") -> str:
        """What to do next, as a sentence; empty when the message already says it."""
        from evalcore.messages import text_of

        return text_of(self.code).hint(lang).format(**self.params)

    def render(self, lang: Language = "en") -> str:
        """`place: code message`, the source line with a caret, and the hint, each on its own line.

        Less than an error is said so before the code: `place: warning code message`.
        """
        severity = "" if self.severity == "error" else f"{self.severity} "
        lines = [f"{self.place.text(lang)}: {severity}{self.code} {self.message(lang)}"]
        if self.place.excerpt is not None:
            lines.append(f"    {self.place.excerpt}")
            if self.place.column is not None:
                lines.append("    " + _caret_under(self.place.excerpt, self.place.column))
        if hint := self.hint(lang):
            lines.append(f"  {'提示：' if lang == 'zh' else 'hint: '}{hint}")
        return "\n".join(lines)


def _caret_under(line: str, column: int) -> str:
    """A caret under the given column, padded with full-width blanks where the line has wide characters."""
    from unicodedata import east_asian_width

    before = line[: column - 1]
    return "".join("\u3000" if east_asian_width(char) in "WF" else " " for char in before) + "^"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in the order of their source; those of a workbook's sheets stay as they are."""
    return sorted(problems, key=lambda problem: _position(problem.place))


def _position(place: Place) -> tuple[int, int, str]:
    if place.cell is None or place.sheet is not None:
        return place.line or 0, place.column or 0, ""
    column = place.cell.rstrip("0123456789")
    return int(place.cell[len(column) :]), len(column), column


class EvalcoreError(Exception):
    """Base of every exception that evalcore raises on purpose."""


class InputError(EvalcoreError):
    """An input cannot be used. `problems` holds everything found wrong with it, in the order of the source."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.render() for problem in self.problems))


class Gathering:
    """Used as `with`, keeps the problems of an `InputError` inside it, so that other things can be looked at before all is said."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems = list(problems)

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: object, _trace: object) -> bool:
        if isinstance(error, InputError):
            self.problems.extend(error.problems)
        return isinstance(error, InputError)


class StandardError(InputError):
    """A standard cannot be loaded."""


class EvidenceError(InputError):
    """Evidence cannot be read."""


class EngineDisagreement(EvalcoreError):
    """Two readings of the same plan gave different answers, so there is no answer to give.

    This is a defect in evalcore or in a library under it, never in the evidence. `differences` names what differed
    as (what, first reading's answer, second reading's answer).
    """

    def __init__(self, first: str, second: str, differences: Iterable[tuple[str, object, object]]) -> None:
        self.first, self.second, self.differences = first, second, tuple(differences)
        shown = "; ".join(f"{what}: {first}={a!r}, {second}={b!r}" for what, a, b in self.differences[:5])
        super().__init__(f"{first} and {second} disagree on {len(self.differences)} value(s): {shown}")
