"""YAML or JSON text → plain data, and the position of every node in it.

Scalars stay text: `no`, `010` and `1:19` are strings, and the field that receives one decides what it means. Only
`null`, `~` and a value that was left out become `None`. Both formats give the same data. Anchors, aliases, tags, merge
keys and duplicate keys are refused where they stand. Everything wrong with a text is reported together.
"""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import yaml

from evalcore.errors import InputError, Place, Problem
from evalcore.events import BREAK, Event, full_width_entries, json_events, report_syntax, yaml_events

MAX_DEPTH = 60  # assumed: levels of nesting; a standard needs about a dozen
MAX_SIZE = 20_000_000  # assumed: bytes of a file, characters of a text
_LONGEST_EXCERPT = 400  # assumed: a longer line (minified JSON) is not shown
_LONGEST_NAME = 40  # assumed: a longer key is cut in messages

# What YAML calls unprintable, and the line breaks that YAML knows and editors do not.
UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INK = re.compile(r"[^ \t\r\n]")
_INK_IN_SINGLE_QUOTES = re.compile(r"''|[^ \t\r\n]")


@dataclass(frozen=True, slots=True)
class _Source:
    """A text, its name, and the index at which each line starts."""

    text: str
    name: str | None
    lines: list[int]

    @classmethod
    def of(cls, text: str, name: str | None) -> _Source:
        return cls(text, name, [0, *(found.end() for found in BREAK.finditer(text))])

    def place(self, index: int, path: tuple[str | int, ...] = ()) -> Place:
        """The place of the character at `index` (counted from 0)."""
        line = bisect_right(self.lines, index)
        start = self.lines[line - 1]
        end = self.lines[line] if line < len(self.lines) else len(self.text)
        shown = None
        if end - start <= _LONGEST_EXCERPT:
            shown = UNWRITABLE.sub("\ufffd", self.text[start:end].rstrip("\r\n")).replace("\t", " ")
        return Place(self.name, line, index - start + 1, path=path, excerpt=shown)


@dataclass(slots=True)
class _Node:
    """A value and its span in the text. `style` is the mark a scalar is written with, `key` where its key starts."""

    value: object
    start: int
    end: int
    style: str = ""
    key: int | None = None
    children: dict[str | int, _Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data (dict, list, str, None) read from `source`, and the place of every part of it.

    A path is the keys and indexes from the root. Steps that lead nowhere are skipped, since pydantic puts the tags of
    unions between them; so the path of something missing gives the place of its nearest parent. (A tag that has the
    name of a key beside it cannot be told from that key: choose other names for tags.)
    """

    data: object
    source: str | None
    _text: _Source = field(repr=False, compare=False)
    _root: _Node = field(repr=False, compare=False)

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> Place:
        """The place of the value at `path`, or of its key. A list item has no key: the item itself is given."""
        node, steps = self._find(path)
        return self._text.place(node.key if key and node.key is not None else node.start, steps)

    def place_in_text(self, path: tuple[str | int, ...], offset: int) -> Place:
        """The place of the character at `offset` (from 0) of the text at `path`.

        Folding and indentation only change blanks, so the k-th character that is not blank is found by counting.
        Text with backslash escapes cannot be counted: its start is given.
        """
        node, steps = self._find(path)
        if not isinstance(node.value, str) or self.has_escapes(path):
            return self._text.place(node.start, steps)
        return self._text.place(_index_in_scalar(self._text.text, node, node.value, max(offset, 0)), steps)

    def has_escapes(self, path: tuple[str | int, ...]) -> bool:
        """Whether the text at `path` is written in double quotes with backslash escapes."""
        node, _ = self._find(path)
        return node.style == '"' and "\\" in self._text.text[node.start : node.end]

    def _find(self, path: tuple[str | int, ...]) -> tuple[_Node, tuple[str | int, ...]]:
        """The node at the end of `path`, and the steps that were children on the way."""
        node = self._root
        steps: tuple[str | int, ...] = ()
        for step in path:
            if (child := node.children.get(step)) is not None:
                node, steps = child, (*steps, step)
        return node, steps


def _index_in_scalar(text: str, node: _Node, value: str, offset: int) -> int:
    """The index in `text` of the character at `offset` of the scalar's value."""
    start, end = node.start, node.end
    if node.style in ("'", '"'):
        start, end = start + 1, end - 1
    elif node.style in ("|", ">"):
        header = BREAK.search(text, start, end)
        start = header.end() if header else end
    ink = _INK_IN_SINGLE_QUOTES if node.style == "'" else _INK
    spans = [found.span() for found in ink.finditer(text, start, end)]
    before = value[:offset]
    count = len(_INK.findall(before))
    if _INK.match(value, offset):
        return spans[count][0]
    index = spans[count - 1][1] if count else start
    for _ in range(len(before) - len(before.rstrip(" \t\r\n"))):
        index += text[index : index + 1] in (" ", "\t")
    return index


class _Builder:
    """Builds nodes from events and collects what is wrong on the way."""

    def __init__(self, source: _Source, form: Literal["yaml", "json"]) -> None:
        self.source, self.form = source, form
        self.problems: list[Problem] = []
        self.root = _Node(None, 0, 0)
        self.open: list[_Node] = []  # the lists and mappings around the next event
        self.keys: list[Event | None] = []  # for each of them, the key that waits for its value
        self.last: Event | None = None

    def report(self, code: str, index: int, /, **params: object) -> None:
        problem = Problem(code, self.source.place(index), params)
        if problem not in self.problems[-20:]:  # a syntax error often shows what was reported just before
            self.problems.append(problem)

    def build(self, events: Iterable[Event]) -> None:
        for event in events:
            self.last = event
            if event.kind == "close":
                self.keys.pop()
                self.open.pop().end = event.end
            elif event.kind == "scalar":
                self.scalar(event)
            elif len(self.open) == MAX_DEPTH:
                self.report(f"{self.form}-too-deep", event.start, limit=MAX_DEPTH)
                return
            else:
                self.collection(event)

    def collection(self, event: Event) -> None:
        node = _Node([] if event.kind == "list" else {}, event.start, event.end)
        if self.wants_key():
            self.report("yaml-key-not-text", event.start)
            self.keys[-1] = event
        else:
            self.attach(node)
        self.open.append(node)
        self.keys.append(None)

    def scalar(self, event: Event) -> None:
        if event.style == '"' and (found := UNWRITABLE.search(event.text)):
            self.report("file-control-character", event.start, character=_code_point(found[0]), count=1)
        if self.wants_key():
            self.key(event)
        else:
            self.value(event)

    def key(self, event: Event) -> None:
        if event.empty:
            self.report("yaml-key-not-text", event.start)
        elif event.text == "<<" and not event.style:
            self.report("yaml-merge-key", event.start)
        elif (first := self.open[-1].children.get(event.text)) is not None and first.key is not None:
            name = " ".join(event.text.split())
            shown = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
            place = self.source.place(first.key)
            code = f"{self.form}-duplicate-key"
            self.report(code, event.start, key=shown, first_line=place.line, first_column=place.column)
        self.keys[-1] = event

    def value(self, event: Event) -> None:
        key = self.keys[-1] if self.keys else None
        if not event.style and "：" in event.text:
            for index in full_width_entries(self.source.text, event, self.role(event, key)):
                self.report("yaml-full-width-colon", index)
        if event.empty and key is not None:
            if key.kind == "scalar" and not key.style and "：" in key.text:
                self.report("yaml-full-width-colon", self.source.text.index("：", key.start))
            event = event._replace(start=key.end, end=key.end)  # the parsers differ on where nothing stands
        left_out = not event.style and event.text in ("", "null", "~")
        self.attach(_Node(None if left_out else event.text, event.start, event.end, event.style))

    def wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].value, dict) and self.keys[-1] is None

    def role(self, event: Event, key: Event | None) -> Literal["block", "item", "inline"]:
        if key is not None:
            return "block" if BREAK.search(self.source.text, key.end, event.start) else "inline"
        return "item" if self.open else "block"

    def attach(self, node: _Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1], self.keys[-1]
        if isinstance(parent.value, list):
            parent.children[len(parent.value)] = node
            parent.value.append(node.value)
        elif isinstance(parent.value, dict) and key is not None:
            node.key, self.keys[-1] = key.start, None
            parent.value.setdefault(key.text, node.value)
            parent.children.setdefault(key.text, node)

    def document(self) -> Document:
        if self.problems:
            raise InputError(sorted(self.problems, key=lambda found: (found.place.line or 0, found.place.column or 0)))
        return Document(self.root.value, self.source.name, self.source, self.root)


def read_yaml(text: str | bytes, source: str | None = None) -> Document:
    """YAML text as plain data with positions. Raises `InputError` with all problems found; an empty text is `None`."""
    builder = _builder(text, source, "yaml")
    try:
        builder.build(yaml_events(builder.source.text, builder.report))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two: the pure parser on bad escapes
        report_syntax(error, builder.source.text, builder.last, builder.report)
    return builder.document()


def read_json(text: str | bytes, source: str | None = None) -> Document:
    """JSON text as plain data with positions; numbers, `true` and `false` stay text, as in YAML.

    Raises `InputError` with all problems found; an empty text is `None`.
    """
    builder = _builder(text, source, "json")
    checked = builder.source.text
    try:
        if checked.strip(" \t\r\n"):
            json.loads(checked, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        builder.report("json-syntax", error.pos, detail=error.msg)
        return builder.document()
    except RecursionError:
        builder.build(json_events(checked, builder.report))  # stops at MAX_DEPTH
        if not builder.problems:
            raise
    else:
        builder.build(json_events(checked, builder.report))
    return builder.document()


def read_document(path: Path) -> Document:
    """A `.yaml`, `.yml` or `.json` file in UTF-8. Raises `InputError`, also for a file that cannot be read."""
    readers = {".yaml": read_yaml, ".yml": read_yaml, ".json": read_json}
    place = Place(path_text(path))
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError([Problem("file-suffix-unknown", place, {"suffix": path.suffix})])
    return reader(read_bytes(path, MAX_SIZE), path_text(path))


def read_bytes(path: Path, most: int) -> bytes:
    """The content of a file. Raises `InputError` when it cannot be read or is larger than `most` bytes."""
    place = Place(path_text(path))
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise InputError([Problem("file-not-found", place)]) from None
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError([Problem("file-unreadable", place, {"reason": reason})]) from None
    if len(content) > most:
        raise InputError([Problem("file-too-large", place, {"limit": most // 1_000_000})])
    return content


def path_text(path: str | Path) -> str:
    """A path as text that can be shown: the bytes of a name that is not UTF-8 (from a GBK archive) become �."""
    return os.fsencode(path).decode("utf-8", "replace")


def _builder(text: str | bytes, name: str | None, form: Literal["yaml", "json"]) -> _Builder:
    """A builder for the text: decoded, without byte order mark, forbidden characters reported and replaced."""
    if len(text) > MAX_SIZE:
        raise InputError([Problem("file-too-large", Place(name), {"limit": MAX_SIZE // 1_000_000})])
    decoded = text if isinstance(text, str) else _decode(text, name)
    source = _Source.of(decoded.removeprefix("\ufeff"), name)
    indexes: dict[str, list[int]] = {}
    for found in UNWRITABLE.finditer(source.text):
        indexes.setdefault(found[0], []).append(found.start())
    builder = _Builder(replace(source, text=UNWRITABLE.sub("\ufffd", source.text)) if indexes else source, form)
    for character, places in indexes.items():
        builder.report("file-control-character", places[0], character=_code_point(character), count=len(places))
    return builder


def _decode(content: bytes, name: str | None) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        place = replace(_Source.of(before, name).place(len(before)), excerpt=None)
        raise InputError([Problem("file-not-utf8", place)]) from None


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
