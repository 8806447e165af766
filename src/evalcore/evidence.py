"""Evidence as filed: a file or plain Python data → claims, each with its value and where it comes from.

Nothing is judged here. A value that cannot be read is a claim that says so; only what breaks the form of the file
(unknown fields, wrong periods, …) is an error, and all errors are reported together. See `docs/evidence.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

from pydantic import ValidationError

from evalcore.errors import EvidenceError, Place, Problem, in_order
from evalcore.files import read_file
from evalcore.headers import META, squeezed
from evalcore.intervals import Interval
from evalcore.periods import PERIOD
from evalcore.places import Document, path_text
from evalcore.scalars import whole_of
from evalcore.sheetrules import Closed
from evalcore.standard import Column, EvidenceField, Indicator, Parameter, Quantity, Standard
from evalcore.values import Absence, Value, read_value, windowed, written

Role = Literal["field", "parameter"]
Path_ = tuple[str | int, ...]

_NAMED = 8  # places of a file that a message names
ABSENCES: tuple[Absence, ...] = ("missing", "unreadable", "masked", "cut_off")
WORDS = ("value", "document", "none", "records", "not_applicable", *ABSENCES)


class Key(NamedTuple):
    """Which value: a field or parameter, and the period where it has one."""

    role: Role
    id: str
    period: str | None = None


class Origin(NamedTuple):
    """Where a claim comes from, in the filer's words."""

    source: str | None = None
    locator: str | None = None
    period: str | None = None
    by: str | None = None
    note: str | None = None
    number: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One entry for one field and period, as filed."""

    value: Value
    path: Path_
    origin: Origin = Origin()  # noqa: RUF009 - a named tuple cannot change
    records: tuple[Mapping[str, Claim], ...] | None = None


@dataclass(frozen=True, slots=True)
class Excuse:
    """合理缺项: an assessor took an indicator out, with a reason."""

    reason: str
    by: str


@dataclass(frozen=True)
class Evidence:
    """Everything a place filed. `prefer` names sources in the order of their precedence."""

    subject: str | None = None
    years: tuple[int, ...] = ()
    claims: Mapping[Key, tuple[Claim, ...]] = field(default_factory=dict)
    excused: Mapping[str, Excuse] = field(default_factory=dict)
    closed: Closed | None = None
    prefer: tuple[str, ...] = ()
    locate: Callable[[Path_], Place] = lambda path: Place(path=path)


@dataclass(frozen=True)
class Submission:
    """One place's part of a file: its evidence, or the problems that leave none. `place` is where it is named."""

    subject: str | None
    place: Place
    evidence: Evidence | None
    problems: tuple[Problem, ...] = ()


def read_evidence(
    standard: Standard, source: Evidence | Mapping[str, Any] | Document | str | Path, place: str | None = None
) -> Evidence:
    """Read one place's evidence from a path (YAML, JSON, CSV, XLSX), a document already read, or plain data.

    `place` names it, where a file holds several. Raises `EvidenceError` with every problem of its form.
    """
    if isinstance(source, Evidence):
        return source
    if isinstance(source, Mapping):
        return _Filing(standard, lambda path: Place(path=path), lambda path: Place(path=path)).read(source)
    found = read_places(standard, source)
    chosen = [each for each in found if place is None or squeezed(each.subject or "") == squeezed(place)]
    if len(chosen) != 1:
        names = "、".join(each.subject or "—" for each in found[:_NAMED]) + ("…" if len(found) > _NAMED else "")
        code = "evidence-many-places" if chosen else "evidence-no-such-place"
        where = Place(source.source if isinstance(source, Document) else path_text(source))
        params = {"n": len(found), "place": place or "", "names": names or "—"}
        wrong = in_order(problem for each in found for problem in each.problems)
        raise EvidenceError([Problem(code, where, params), *wrong])
    if chosen[0].evidence is None:
        raise EvidenceError(chosen[0].problems)
    return chosen[0].evidence


def read_places(standard: Standard, source: Document | str | Path) -> list[Submission]:
    """Read the evidence of every place in a file: YAML or JSON (a list of places), CSV or XLSX (wide or long).

    What is wrong with one place is among its problems and does not lose the others. Raises `EvidenceError` for what is
    wrong with the file as a whole, together with the problems of all places.
    """
    pieces, problems = read_file(standard, source)
    found = [_submission(standard, *piece) for piece in pieces]
    if problems:
        raise EvidenceError(in_order([*problems, *(problem for each in found for problem in each.problems)]))
    return found


def _submission(
    standard: Standard, data: object, locate: Callable[..., Place], locate_key: Callable[..., Place],
    problems: Sequence[Problem],
) -> Submission:  # fmt: skip
    """One place read; `problems` are known already."""
    named = data.get("subject") if isinstance(data, Mapping) else None
    subject = None if named is None else written(named)
    try:
        evidence = _Filing(standard, locate, locate_key).read(data)
    except EvidenceError as error:
        return Submission(subject, locate(()), None, tuple(in_order([*problems, *error.problems])))
    return Submission(subject, locate(()), None if problems else evidence, tuple(in_order(problems)))


class _Filing:
    """Reads one file; collects the problems of its form."""

    def __init__(self, standard: Standard, locate: Callable[..., Place], locate_key: Callable[..., Place]) -> None:
        self.standard, self.locate, self.locate_key = standard, locate, locate_key
        self.looked_at = standard.looked_at
        self.problems: list[Problem] = []

    def problem(self, code: str, path: Path_, **params: object) -> None:
        self.problems.append(Problem(code, self.locate(path), params))

    def read(self, data: object) -> Evidence:
        content = self._mapping(data, ())
        known = ("standard", "subject", "years", "prefer", "parameters", "excused", "closed", "evidence")
        self._unknown_keys(content, known, ())
        named = content.get("standard")
        if named is not None and named != self.standard.id:
            self.problem("evidence-other-standard", ("standard",), named=named, expected=self.standard.id)
        claims: dict[Key, tuple[Claim, ...]] = {}
        claims.update(self._section("evidence", "field", self.standard.evidence, content))
        claims.update(self._section("parameters", "parameter", self.standard.parameters, content))
        years, excused = self._years(content.get("years")), self._excused(content.get("excused"))
        closed, prefer = self._closed(content.get("closed")), self._prefer(content.get("prefer"))
        if self.problems:
            raise EvidenceError(in_order(self.problems))
        subject = content.get("subject")
        return Evidence(
            None if subject is None else written(subject), years, claims, excused, closed, prefer, self.locate
        )

    # -- the parts of the file -------------------------------------------------------------------------------------

    def _mapping(self, data: object, path: Path_) -> Mapping[str, Any]:
        if data is None:
            return {}
        if isinstance(data, Mapping):
            return data
        self.problem("evidence-not-a-mapping", path, found=str(data)[:40])
        return {}

    def _unknown_keys(self, content: Iterable[Any], known: Iterable[str], path: Path_) -> None:
        for key in content:
            if key not in known:
                near = get_close_matches(str(key), list(known), n=1)
                place = self.locate_key((*path, key))
                params = {"key": key, "near": near[0] if near else ", ".join(known)}
                self.problems.append(Problem("evidence-unknown-key", place, params))

    def _section(
        self, name: str, role: Role, declared: Mapping[str, Quantity], content: Mapping[str, Any]
    ) -> Iterable[tuple[Key, tuple[Claim, ...]]]:
        entries = self._mapping(content.get(name), (name,))
        for key, entry in entries.items():
            folded = key if key in declared else normalize("NFKC", str(key))
            quantity = declared.get(folded)
            if quantity is None:
                near = get_close_matches(folded, list(declared), n=1)
                place = self.locate_key((name, key))
                code = "evidence-unknown-field-near" if near else "evidence-unknown-field"
                self.problems.append(Problem(code, place, {"name": key, "near": near[0] if near else ""}))
                continue
            if isinstance(quantity, Parameter) and quantity.value is not None:
                self.problems.append(Problem("evidence-parameter-given", self.locate_key((name, key)), {"name": key}))
                continue
            for period, part, path in self._periods(quantity, entry, (name, key)):
                yield Key(role, folded, period), self._claims(quantity, part, path)

    def _periods(self, quantity: Quantity, entry: Any, path: Path_) -> Iterable[tuple[str | None, Any, Path_]]:
        """The entry of each period; one without a period where the quantity has none."""
        if quantity.per is None:
            yield None, entry, path
        elif entry is None:
            return
        elif not isinstance(entry, Mapping):
            self.problem("evidence-period-needed", path, name=path[-1], per=quantity.per)
        else:
            for period, part in entry.items():
                if PERIOD[quantity.per].fullmatch(str(period)):
                    yield str(period), part, (*path, period)
                else:
                    self.problem("evidence-bad-period", (*path, period), period=period, per=quantity.per)

    def _claims(self, quantity: Quantity, entry: Any, path: Path_) -> tuple[Claim, ...]:
        if quantity.type == "items" and not _several_lists(entry):
            return (self._items(quantity, entry, path),)
        if quantity.type == "items":
            return tuple(self._items(quantity, part, (*path, index)) for index, part in enumerate(entry))
        if isinstance(entry, list | tuple):
            return tuple(self._claim(quantity, part, (*path, index)) for index, part in enumerate(entry))
        return (self._claim(quantity, entry, path),)

    def _claim(self, quantity: Quantity, entry: Any, path: Path_) -> Claim:
        if not isinstance(entry, Mapping):
            if isinstance(entry, list | tuple):
                self.problem("evidence-not-a-value", path)
                entry = None
            value = read_value(quantity, "value", entry, {}, self.standard.window)
            return Claim(windowed(quantity, value, {}, self.looked_at), path)
        self._unknown_keys(entry, (*WORDS, *META), path)
        words = [word for word in WORDS if word in entry]
        if len(words) != 1:
            self.problem("evidence-one-word", path, found=", ".join(words), words=", ".join(WORDS))
            return Claim(Value(absence="missing"), path)
        meta = {key: written(entry[key]) for key in META if entry.get(key) is not None}
        content = entry[words[0]]
        if isinstance(content, Mapping | list | tuple):
            self.problem("evidence-not-a-value", (*path, words[0]))
            content = None
        value = read_value(quantity, words[0], content, meta, self.standard.window)
        return _with_meta(windowed(quantity, value, meta, self.looked_at), path, meta)

    def _items(self, quantity: Quantity, entry: Any, path: Path_) -> Claim:
        """A list of records, alone or under `records` beside its source; or an entry that says why there is none."""
        rows, meta, base = entry, {}, path
        if isinstance(entry, Mapping):
            if "records" not in entry:
                return self._claim(quantity, entry, path)
            self._unknown_keys(entry, ("records", *META), path)
            meta = {key: written(entry[key]) for key in META if entry.get(key) is not None}
            rows, base = entry["records"], (*path, "records")
        if rows is None:
            return Claim(Value(absence="missing"), path)
        if not isinstance(rows, list | tuple):
            return self._claim(quantity, rows, path)
        columns: Mapping[str, Column] = quantity.columns if isinstance(quantity, EvidenceField) else {}
        records = []
        for index, row in enumerate(rows):
            here = (*base, index)
            cells = self._mapping(row, here)
            keys = {normalize("NFKC", str(key)): key for key in cells}
            self._unknown_keys([key for name, key in keys.items() if name not in columns], tuple(columns), here)
            record = {}
            for name, column in columns.items():
                key = keys.get(name, name)
                record[name] = self._claim(column, cells.get(key), (*here, key))
            records.append(record)
        value = windowed(quantity, Value(values=Interval.exactly(len(records))), meta, self.looked_at)
        return replace(_with_meta(value, path, meta), records=tuple(records))

    def _years(self, entry: Any) -> tuple[int, ...]:
        if entry is None:
            return ()
        if self.standard.cycle is not None:
            self.problem("evidence-years-given", ("years",), years=", ".join(map(str, self.standard.cycle.years)))
            return ()
        years = []
        for index, year in enumerate(entry if isinstance(entry, list | tuple) else [entry]):
            try:
                number = whole_of(year)
            except ValueError:
                number = 0
            if 1900 <= number <= 9999:
                years.append(number)
            else:
                self.problem("evidence-bad-year", ("years", index), year=str(year)[:40])
        return tuple(sorted(set(years)))

    def _prefer(self, entry: Any) -> tuple[str, ...]:
        """Sources in the order of their precedence."""
        names = entry if isinstance(entry, list | tuple) else [] if entry is None else [entry]
        for index, name in enumerate(names):
            if name is None or isinstance(name, Mapping | list | tuple):
                self.problem("evidence-not-a-value", ("prefer", index))
        return tuple(written(name) for name in names)

    def _closed(self, entry: Any) -> Closed | None:
        """The record that a person closed the evidence: date, by and reason."""
        if entry is None:
            return None
        closed = _complete(self._mapping(entry, ("closed",)))
        if closed is None:
            self.problem("evidence-closed-needs", ("closed",))
        return closed

    def _excused(self, entry: Any) -> dict[str, Excuse]:
        indicators = {leaf.id: leaf for leaf in self.standard.leaves()}
        excused = {}
        for key, item in self._mapping(entry, ("excused",)).items():
            path: Path_ = ("excused", key)
            leaf = indicators.get(str(key))
            details = self._mapping(item, path)
            self._unknown_keys(details, ("reason", "by"), path)
            if not _may_be_excused(leaf):
                self.problem("evidence-not-excusable", path, id=key)
            elif not details.get("reason") or not details.get("by"):
                self.problem("evidence-excuse-needs", path, id=key)
            else:
                excused[str(key)] = Excuse(written(details["reason"]), written(details["by"]))
        return excused


def _several_lists(entry: Any) -> bool:
    """Whether an entry for items is several sources, each with its `records` or why there are none."""
    words = {"records", "not_applicable", *ABSENCES}
    rows = entry if isinstance(entry, list | tuple) else []
    return bool(rows) and all(
        isinstance(row, Mapping) and set(row) <= {*words, *META} and words & set(row) for row in rows
    )


def _complete(closed: Mapping[str, Any]) -> Closed | None:
    """The record of closing, when all of it is there."""
    try:
        return Closed.model_validate(dict(closed))
    except ValidationError:
        return None


def _with_meta(value: Value, path: Path_, meta: Mapping[str, str]) -> Claim:
    return Claim(value, path, Origin(*(meta.get(key) for key in Origin._fields)))


def _may_be_excused(leaf: Indicator | None) -> bool:
    return leaf is not None and leaf.excusable


def given(parameter: Parameter, key: Key) -> Claim | None:
    """The value that the standard itself gives for a parameter."""
    value = parameter.value
    if isinstance(value, Mapping):
        value = value.get(key.period or "")
    if value is None:
        return None
    return Claim(read_value(parameter, "value", value, {}), ("parameters", key.id), Origin(parameter.authority))
