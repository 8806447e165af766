"""Headers of tables ↔ the plain data that a YAML file of evidence holds.

A header is NAME, NAME[PERIOD] or NAME（PERIOD）, and may be followed by .PART. NAME is the id or a label of a field or a
parameter, PART what an entry may say beside its value (`META`). Full-width characters and blanks make no difference.
`subject`, `years` and `excused[INDICATOR].reason` have their own names. Nothing here knows any kind of table: see
`tables` for files, and `docs/evidence.md` for examples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from unicodedata import normalize

from evalcore.errors import Place, Problem
from evalcore.periods import period_of, years_of

if TYPE_CHECKING:
    from evalcore.standard import Quantity, Standard

Section = Literal["subject", "years", "evidence", "parameters", "excused"]

# What an entry may say beside its value, and how a header may write it (and its status, see below).
META = ("source", "locator", "period", "by", "note", "number", "date")
PARTS = {
    **{word: word for word in META},
    "来源": "source", "出处": "source", "位置": "locator", "期间": "period", "填报人": "by", "备注": "note", "文号": "number",
    "日期": "date", "status": "status", "情况": "status",
}  # fmt: skip
# What a status may say: why there is no value, as the keys of an entry do.
STATES = {
    "missing": "missing", "缺失": "missing", "unreadable": "unreadable", "无法辨认": "unreadable", "masked": "masked",
    "被遮盖": "masked", "cut_off": "cut_off", "cutoff": "cut_off", "被截断": "cut_off", "none": "none", "没有": "none",
    "not_applicable": "not_applicable", "不适用": "not_applicable",
}  # fmt: skip
SUBJECT = ("subject", "单位", "申报单位", "单位名称")
YEARS = ("years", "年度", "考核年度")
_IGNORED = ("序号",)
_EXCUSED = ("excused", "合理缺项")
_EXCUSED_PARTS = {"reason": "reason", "理由": "reason", "by": "by", "认定人": "by"}

_LONGEST = 200  # assumed: characters of a header
_BRACKETED = re.compile(r"(?P<name>.+?)(?:\[(?P<square>[^\[\]]*)\]|\((?P<round>[^()]*)\))")
_PART = re.compile(r"(?P<rest>.+)\.(?P<part>[^.\[\]()]+)")


class Header(NamedTuple):
    """What the cells under a header say: a section of the evidence, the id in it, its period, and the part of an entry.

    `part` is None for the value itself; `period` is as evidence names it. `id` is empty for `subject` and `years`.
    """

    section: Section
    id: str = ""
    period: str | None = None
    part: str | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Where the cells go in the plain data."""
        steps = (self.section, self.id, self.period, self.part)
        return tuple(step for step in steps if step)


def squeezed(text: object) -> str:
    """A name as headers compare it: characters folded (NFKC), blanks left out."""
    return "".join(normalize("NFKC", str(text)).split())


def read_headers(
    standard: Standard, names: Sequence[object], place: Callable[[int], Place] = lambda index: Place(path=(index,))
) -> tuple[tuple[Header | None, ...], list[Problem]]:
    """What each header of a wide table stands for, and everything wrong with them.

    A header that is blank or has a problem is None. `place` gives the place of a header by its position.
    """
    reader = HeaderReader.of(standard)
    headers: list[Header | None] = []
    problems: list[Problem] = []
    first: dict[Header, object] = {}
    for index, name in enumerate(names):
        found = reader.read("" if name is None else name)
        if isinstance(found, Problem):
            problems.append(Problem(found.code, place(index), found.params))
            found = None
        elif found is not None and found in first:
            params = {"header": str(name).strip(), "other": str(first[found]).strip()}
            problems.append(Problem("header-twice", place(index), params))
            found = None
        elif found is not None:
            first[found] = name
        headers.append(found)
    return tuple(headers), problems


class HeaderReader:
    """Reads headers: of tables for one standard, or of a sheet that holds the records of one field."""

    def __init__(
        self, sections: Mapping[Section, Mapping[str, Quantity]], words: Mapping[Section, Iterable[str]]
    ) -> None:
        self.quantities = sections
        self.names: dict[str, list[Header]] = {}
        for section, spellings in words.items():
            for word in spellings:
                self.names[word] = [Header(section)]
        for section, quantities in sections.items():
            for id_, quantity in quantities.items():
                for name in names_of(id_, quantity):
                    self.names.setdefault(name, []).append(Header(section, id_))

    @classmethod
    def of(cls, standard: Standard) -> HeaderReader:
        """Of tables for a standard."""
        sections: dict[Section, Mapping[str, Quantity]] = {
            "evidence": standard.evidence,
            "parameters": standard.parameters,
        }
        return cls(sections, {"subject": SUBJECT, "years": YEARS})

    @classmethod
    def of_records(cls, columns: Mapping[str, Quantity]) -> HeaderReader:
        """Of a sheet of records: their columns count as fields."""
        return cls({"evidence": columns}, {"subject": SUBJECT})

    def quantity(self, header: Header) -> Quantity | None:
        """The field or parameter that a header names."""
        return self.quantities.get(header.section, {}).get(header.id)

    def read(self, name: object, period: object = None) -> Header | Problem | None:
        """What a header stands for: None for a blank one and for what only numbers the rows.

        With `period`, a header without one is taken to be of that period.
        """
        text = squeezed(name)
        if not text or (text in _IGNORED and text not in self.names):
            return None
        if len(text) > _LONGEST:
            return _problem("header-unknown", name)
        excused = _excused(text)
        if excused is not None:
            return excused
        for rest, part in _with_part(text):
            for found, bracketed in self._with_period(rest):
                if bracketed is None and not is_blank(period):
                    return self._header(name, found, str(period), part, given=True)
                return self._header(name, found, bracketed, part)
        near = get_close_matches(text, list(self.names), n=1, cutoff=0.5)
        code = "header-unknown-near" if near else "header-unknown"
        return _problem(code, name, near=near[0] if near else "")

    def _with_period(self, text: str) -> Iterator[tuple[list[Header], str | None]]:
        """The readings of a text as a known name, with or without a period or unit in brackets behind it."""
        if text in self.names:
            yield self.names[text], None
        found = _BRACKETED.fullmatch(text)
        if found is None:
            return
        inside = found["square"] if found["square"] is not None else found["round"]
        for named, period in self._with_period(found["name"]):
            quantities = [self.quantity(each) for each in named]
            if all(each is not None and squeezed(each.measured_in or "") == inside for each in quantities):
                yield named, period
            elif period is None:
                yield named, inside

    def _header(
        self, name: object, found: list[Header], period: str | None, part: str | None, *, given: bool = False
    ) -> Header | Problem:
        """The header of a known name, when period and part suit it. `given`: the period came from a column."""
        if len(found) > 1:
            return _problem("header-ambiguous", name, ids="、".join(each.id or each.section for each in found))
        header = found[0]
        quantity = self.quantity(header)
        if quantity is None:
            return header if part is None and (period is None or given) else _problem("header-part-unknown", name)
        if quantity.per is None:
            if period is None or given:
                return header._replace(part=part)
            return _problem("header-no-period", name, period=period, unit=quantity.measured_in or "—")
        if period is None:
            return _problem("header-period-needed", name, per=quantity.per)
        canonical = period_of(period, quantity.per)
        if canonical is None:
            return _problem("header-bad-period", name, period=period, per=quantity.per)
        return header._replace(period=canonical, part=part)


def names_of(id_: str, quantity: Quantity) -> list[str]:
    """The names that a header may call a quantity by."""
    labels = (id_, quantity.label, quantity.label_en)
    return list(dict.fromkeys(squeezed(label) for label in labels if label))


def _problem(code: str, name: object, **params: object) -> Problem:
    return Problem(code, params={"header": " ".join(str(name).split())[:60], **params})


def _with_part(text: str) -> Iterator[tuple[str, str | None]]:
    """A text as a name alone, then as a name with a part behind it."""
    yield text, None
    found = _PART.fullmatch(text)
    if found and found["part"] in PARTS:
        yield found["rest"], PARTS[found["part"]]


def _excused(text: str) -> Header | Problem | None:
    """`excused[2.9].reason`, when a text is meant so."""
    found = re.fullmatch(rf"(?:{'|'.join(_EXCUSED)})[\[(](?P<id>.+)[\])]\.(?P<part>\w+)", text)
    if found is None or found["part"] not in _EXCUSED_PARTS:
        return _problem("header-excused", text) if text.startswith(tuple(f"{word}[" for word in _EXCUSED)) else None
    return Header("excused", found["id"], part=_EXCUSED_PARTS[found["part"]])


# --- rows ---------------------------------------------------------------------------------------------------------------


def is_blank(cell: object) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def plain(headers: Iterable[Header | None], cells: Iterable[object]) -> dict[str, Any]:
    """One row as the plain data that a file of evidence holds. Blank cells are left out."""
    pairs = zip(headers, cells, strict=False)
    filed = grouped((header, cell) for header, cell in pairs if header is not None)
    return assembled({header: [parts] for header, parts in filed.items()})


def grouped(cells: Iterable[tuple[Header, object]]) -> dict[Header, dict[str | None, object]]:
    """The parts of each entry, together whatever their order: None is the value. Blank cells are left out."""
    filed: dict[Header, dict[str | None, object]] = {}
    for header, cell in cells:
        if not is_blank(cell):
            filed.setdefault(header._replace(part=None), {})[header.part] = cell
    return filed


def assembled(filed: Mapping[Header, Sequence[Mapping[str | None, object]]]) -> dict[str, Any]:
    """The plain data of entries by their headers; several entries of one header are several sources."""
    data: dict[str, Any] = {}
    for header, entries in filed.items():
        first = entries[0]
        if header.section == "subject":
            data["subject"] = str(first[None]).strip()
        elif header.section == "years":
            cell = first[None]
            data["years"] = cell if isinstance(cell, list | tuple) else years_of(str(cell))
        else:
            content = dict(first) if header.section == "excused" else _sources(entries)
            section = data.setdefault(header.section, {})
            if header.period is None:
                section[header.id] = content
            else:
                section.setdefault(header.id, {})[header.period] = content
    return data


def _sources(entries: Sequence[Mapping[str | None, object]]) -> object:
    return entry(entries[0]) if len(entries) == 1 else [entry(parts) for parts in entries]


def entry(parts: Mapping[str | None, object]) -> object:
    """One entry: its value alone, or with what is said beside it."""
    value = records_in(parts.get(None))
    beside = {part: cell for part, cell in parts.items() if part not in (None, "status")}
    if not beside and "status" not in parts:
        return value
    word = "records" if isinstance(value, list | tuple) else "value"
    if "status" in parts:
        word = STATES.get(squeezed(parts["status"]), str(parts["status"]))
    return {word: value, **beside}


def records_in(cell: object) -> object:
    """The records that a text holds as JSON; any other cell as it is."""
    if not isinstance(cell, str) or not cell.lstrip().startswith("["):
        return cell
    try:
        found = json.loads(cell, parse_float=Decimal)
    except (ValueError, RecursionError):
        return cell
    return found if isinstance(found, list) and all(isinstance(each, dict) for each in found) else cell


def column_of(headers: Sequence[Header | None], path: Sequence[str | int]) -> int | None:
    """The position of the header that a path into the data of `plain` came from; None when it came from none."""
    steps = tuple(str(step) for step in path)
    best: tuple[int, int] | None = None
    column = None
    for index, header in enumerate(headers):
        if header is None:
            continue
        own = header.path
        shared = next(
            (n for n, (a, b) in enumerate(zip(own, steps, strict=False)) if a != b), min(len(own), len(steps))
        )
        rank = (shared, -len(own))
        if shared >= min(2, len(own)) and (best is None or rank > best):
            best, column = rank, index
    return column
