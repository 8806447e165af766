"""YAML or JSON text → one stream of events, and what the parsers' complaints mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, Protocol

import yaml

YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

BREAK = re.compile(r"\r\n|\r|\n")
_JSON_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]|[^ \t\r\n,:\[\]{}"]+')
_JSON_NUMBER = re.compile(r"-?\d")

# A line that was meant as `key: value` but has the full-width colon.
_FULL_WIDTH_ENTRY = re.compile(r"^[ \t]*(?P<word>[\w.-]{1,30})(?P<colon>：)(?P<blank>[ \t]+\S)?", re.MULTILINE)
_KEYLIKE = re.compile(r"[a-z_][a-z0-9_.-]*")

# Part of what PyYAML says → our code, and which of its two marks shows the trouble.
_SYNTAX: tuple[tuple[str, str, Literal["context", "problem", "backslash"]], ...] = (
    ("mapping values are not allowed", "yaml-second-colon", "problem"),
    ("could not find expected ':'", "yaml-missing-colon", "context"),
    ("sequence entries are not allowed", "yaml-misplaced-dash", "problem"),
    ("found unexpected end of stream", "yaml-open-quote", "context"),
    ("found unexpected document separator", "yaml-open-quote", "context"),
    ("',' or ']'", "yaml-open-bracket", "context"),
    ("',' or '}'", "yaml-open-bracket", "context"),
    ("cannot start any token", "yaml-reserved-character", "problem"),
    ("while scanning an anchor", "yaml-reserved-character", "context"),
    ("while scanning an alias", "yaml-reserved-character", "context"),
    ("while scanning a tag", "yaml-reserved-character", "context"),
    ("while parsing a tag", "yaml-reserved-character", "context"),
    ("while scanning a directive", "yaml-reserved-character", "context"),
    ("while scanning a block scalar", "yaml-reserved-character", "context"),  # `>= 90`
    ("unknown escape character", "yaml-escape", "backslash"),
    ("expected escape sequence", "yaml-escape", "backslash"),
    ("hexdecimal number", "yaml-escape", "backslash"),  # as libyaml spells it
    ("character escape code", "yaml-escape", "backslash"),
    ("did not find expected key", "yaml-indentation", "problem"),
    ("did not find expected '-' indicator", "yaml-indentation", "problem"),
    ("expected <block end>", "yaml-indentation", "problem"),
    ("<document start>", "yaml-indentation", "problem"),
)


class Event(NamedTuple):
    """A scalar, or the start or end of a list or mapping, at `text[start:end]`.

    `style` is the mark a scalar is written with: empty for plain text, a quote, `|` or `>`; `*` for an alias.
    """

    kind: Literal["scalar", "list", "mapping", "close"]
    text: str
    start: int
    end: int
    style: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing at all is written there."""
        return not self.text and not self.style


class Report(Protocol):
    """Takes a problem: its code, the index in the text, and the parameters of its message."""

    def __call__(self, code: str, index: int, /, **params: object) -> None: ...


def yaml_events(text: str, report: Report) -> Iterator[Event]:
    """PyYAML's events as ours; what belongs to no data (anchors, tags, directives …) is reported.

    Raises `yaml.YAMLError` where the text is not YAML; see `report_syntax`.
    """
    documents = 0
    events: Iterator[Any] = yaml.parse(text, Loader=YAML_LOADER)
    for event in events:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            report("yaml-alias", start, name=event.anchor)
            yield Event("scalar", f"*{event.anchor}", start, end, "*")
            continue
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            report("yaml-anchor", start, name=event.anchor)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            report("yaml-tag", start, tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            yield Event("scalar", event.value, start, end, event.style or "")
        elif isinstance(event, yaml.MappingStartEvent):
            yield Event("mapping", "", start, end)
        elif isinstance(event, yaml.SequenceStartEvent):
            yield Event("list", "", start, end)
        elif isinstance(event, yaml.CollectionEndEvent):
            yield Event("close", "", start, end)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if event.version or event.tags:
                report("yaml-directive", start)
            if documents > 1:
                report("yaml-many-documents", start)
                return


def json_events(text: str, report: Report) -> Iterator[Event]:
    """The tokens of a text that `json.loads` has accepted, which also takes `NaN` and `Infinity`: reported."""
    for found in _JSON_TOKEN.finditer(text):
        token, start, end = found[0], found.start(), found.end()
        if token == "{":
            yield Event("mapping", "", start, end)
        elif token == "[":
            yield Event("list", "", start, end)
        elif token in "]}":
            yield Event("close", "", start, end)
        elif token[0] == '"':
            yield Event("scalar", json.loads(token) if "\\" in token else token[1:-1], start, end, '"')
        else:
            if token not in ("true", "false", "null") and not _JSON_NUMBER.match(token):
                report("json-not-a-number", start, token=token)
            yield Event("scalar", token, start, end)


def full_width_entries(text: str, event: Event, role: Literal["block", "item", "inline"]) -> list[int]:
    """Where a plain text holds lines that were meant as `key: value` but are written with the full-width colon.

    `role` says where the text stands: alone under its key or as the whole document, as a list item, or behind its key.
    A text that stands alone is an entry as soon as it starts like one. List items and further lines of a text may well
    hold such a colon (`注：…`): there the word must look like a key of ours, or a blank must follow the colon.
    """
    lines = list(_FULL_WIDTH_ENTRY.finditer(text[event.start : event.end]))
    starts_as_entry = bool(lines) and lines[0].start() == 0
    if not (starts_as_entry and (role == "block" or (role == "item" and len(lines) > 1))):
        lines = [line for line in lines if line["blank"] or _KEYLIKE.fullmatch(line["word"])]
        lines = [line for line in lines if role == "item" or line.start() > 0]
    return [event.start + line.start("colon") for line in lines]


def report_syntax(error: Exception, text: str, last: Event | None, report: Report) -> None:
    """Reports the one error at which PyYAML stopped, after `last`, at the place that shows the trouble best."""
    detail = getattr(error, "problem", None) or str(error)
    said = f"{getattr(error, 'context', None)}: {detail}"
    stop = last.end if last else 0
    problem, context = (
        mark.index if (mark := getattr(error, name, None)) else stop for name in ("problem_mark", "context_mark")
    )
    code, mark = next(((code, mark) for part, code, mark in _SYNTAX if part in said), ("yaml-syntax", "problem"))
    if code == "yaml-second-colon":
        context = last.start if last and BREAK.search(text, last.start, problem) else problem
    line = text[max(text.rfind("\n", 0, problem), text.rfind("\r", 0, problem)) + 1 : problem]
    if "\t" in line[: len(line) - len(line.lstrip())] or text[problem : problem + 1] == "\t":
        report("yaml-tab", problem)
    elif code in ("yaml-second-colon", "yaml-missing-colon") and (
        entry := _FULL_WIDTH_ENTRY.match(text[context:problem])
    ):
        report("yaml-full-width-colon", context + entry.start("colon"))
    else:
        marks = {"problem": problem, "context": context, "backslash": max(context, text.rfind("\\", 0, problem + 1))}
        report(code, marks[mark], detail=detail)
