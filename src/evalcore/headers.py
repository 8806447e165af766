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

# What an entry may say beside its value, and how a header may write it.
META = ("source", "locator", "period", "by", "note", "number", "date")
PARTS = {
    **{word: word for word in META},
    "来源": "source", "出处": "source", "位置": "locator", "期间": "period", "填报人": "by", "备注": "note", "文号": "number",
    "日期": "date",
}  # fmt: skip
SUBJECT = ("subject", "单位", "申报单位", "单位名称")
YEARS = ("years", "年度", "考核年度")
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
    reader = HeaderReader(standard)
    headers: list[Header | None] = []
    problems: list[Problem] = []
    first: dict[Header, object] = {}
    for index, name in enumerate(names):
        found = None if is_blank(name) else reader.read(name)
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
    """Reads headers for one standard."""

    def __init__(self, standard: Standard) -> None:
        self.quantities: dict[Section, Mapping[str, Quantity]] = {
            "evidence": standard.evidence,
            "parameters": standard.parameters,
        }
        self.names: dict[str, list[Header]] = {}
        for section, words in (("subject", SUBJECT), ("years", YEARS)):
            for word in words:
                self.names[word] = [Header(section)]  # type: ignore[arg-type]  # the sections are literals
        for section, quantities in self.quantities.items():
            for id_, quantity in quantities.items():
                for name in names_of(id_, quantity):
                    self.names.setdefault(name, []).append(Header(section, id_))

    def read(self, name: object, period: object = None) -> Header | Problem:
        """What a header stands for; with `period`, a header without one is taken to be of that period."""
        text = squeezed(name)
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
            units = {squeezed(self.quantities[each.section][each.id].measured_in or "") for each in named if each.id}
            if units == {inside}:
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
        quantity = self.quantities[header.section][header.id] if header.id else None
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
    return plain_of((header, cell) for header, cell in zip(headers, cells, strict=False) if header is not None)


def plain_of(entries: Iterable[tuple[Header, object]]) -> dict[str, Any]:
    """The same of headers with their cells. Parts of one entry belong together whatever their order."""
    data: dict[str, Any] = {}
    filed: dict[Header, dict[str | None, object]] = {}
    for header, cell in entries:
        if is_blank(cell):
            continue
        if header.section == "subject":
            data["subject"] = str(cell).strip()
        elif header.section == "years":
            data["years"] = cell if isinstance(cell, list | tuple) else years_of(str(cell))
        else:
            filed.setdefault(header._replace(part=None), {})[header.part] = cell
    for header, parts in filed.items():
        content = parts if header.section == "excused" else entry(parts)
        section = data.setdefault(header.section, {})
        if header.period is None:
            section[header.id] = content
        else:
            section.setdefault(header.id, {})[header.period] = content
    return data


def entry(parts: Mapping[str | None, object]) -> object:
    """One entry: its value alone, or with what is said beside it."""
    value = records_in(parts.get(None))
    meta = {part: cell for part, cell in parts.items() if part is not None}
    if not meta:
        return value
    return {"records" if isinstance(value, list | tuple) else "value": value, **meta}


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
