"""Files, folders, bundled ids and plain data → `Standard`, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any
from unicodedata import normalize

from pydantic import ValidationError

from evalcore.crosscheck import crosscheck
from evalcore.errors import Place, Problem, StandardError, in_order
from evalcore.faults import Fault
from evalcore.figures import shown
from evalcore.places import Document, read_document
from evalcore.pointrules import RULE_NAMES
from evalcore.standard import Standard

FILE = "standard.yaml"
# What our scalar types say, as the code of a problem.
_SCALARS = {
    "not-a-number": "value-not-a-number-here",
    "not-a-whole-number": "value-not-a-whole-number",
    "not-yes-or-no": "value-not-true-or-false",
    "not-a-date": "value-not-a-day",
    "not-text": "value-not-text",
    "not-an-identifier": "value-not-an-identifier",
    "not-a-standard-id": "value-not-a-standard-id",
}


def bundled_folder() -> Path:
    """The folder of bundled standards: inside the installed package, else at the top of the repository."""
    package = Path(__file__).parent
    inside = package / "standards"
    return inside if inside.is_dir() else package.parents[1] / "standards"


def bundled_ids() -> list[str]:
    """The ids of the bundled standards."""
    return sorted(path.parent.name for path in bundled_folder().glob(f"*/{FILE}"))


def standard_path(name: str | Path) -> Path:
    """The file that a bundled id, a folder or a path stands for. Raises `StandardError` when there is none."""
    path = Path(name)
    if path.is_dir() and (path / FILE).is_file():
        return path / FILE
    bundled = bundled_folder() / str(name) / FILE
    if not path.exists() and path.name == str(name) and bundled.is_file():
        return bundled
    if not path.exists() and not path.suffix:
        near = get_close_matches(str(name), bundled_ids(), n=3) or bundled_ids()
        raise StandardError([Problem("standard-not-found", Place(), {"name": str(name), "near": ", ".join(near)})])
    return path


def load_standard(source: str | Path | Mapping[str, Any]) -> Standard:
    """Load a standard from a bundled id, a path, or plain data.

    Raises `InputError` (usually `StandardError`) with everything that is wrong with it.
    """
    if isinstance(source, Mapping):
        return standard_of(_as_text(source))
    return read_standard(source)[0]


def read_standard(source: str | Path) -> tuple[Standard, Document]:
    """The standard of a bundled id or a path, and the document that knows the places of its parts. Raises likewise."""
    document = read_document(standard_path(source))
    return standard_of(document.data, document), document


def _as_text(data: object) -> object:
    """Plain data as a file would give it: every scalar as text."""
    if isinstance(data, Mapping):
        return {str(key): _as_text(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_as_text(value) for value in data]
    if data is None or isinstance(data, str):
        return data
    if isinstance(data, bool):
        return str(data).lower()
    return format(Decimal(repr(data)), "f") if isinstance(data, float) else str(data)


def standard_of(data: object, document: Document | None = None) -> Standard:
    """The standard that plain data holds; `document` knows the places of its parts."""
    places = Places(data, document)
    if not isinstance(data, Mapping):
        raise StandardError([Problem("standard-not-a-mapping", places.place(()), {})])
    problems = list(_folded_twice(places, data))
    try:
        standard = Standard.model_validate(data)
    except ValidationError as error:
        raise StandardError(in_order([*problems, *_of_model(error, places)])) from None
    problems.extend(_of_fault(fault, places) for fault in crosscheck(standard))
    if problems:
        raise StandardError(in_order(problems))
    return standard


class Places:
    """Finds the places of a model's parts, whose names are folded in the model and as written in the document.

    `data` is what the model was made of. Without a document a place is the path.
    """

    def __init__(self, data: object, document: Document | None) -> None:
        self.data, self.document = data, document

    def _written(self, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """The path with names as the document writes them."""
        written: list[str | int] = []
        current = self.data
        for step in path:
            if isinstance(current, Mapping) and step not in current:
                step = next((key for key in current if normalize("NFKC", str(key)) == step), step)  # noqa: PLW2901
            written.append(step)
            inside = isinstance(current, Mapping) or (isinstance(current, list | tuple) and isinstance(step, int))
            try:
                current = current[step] if inside else None  # type: ignore[index]
            except (KeyError, IndexError):
                current = None
        return tuple(written)

    def place(self, path: tuple[str | int, ...], *, key: bool = False, offset: int | None = None) -> Place:
        """The place of the value at a path, of its key, or of the character at an offset of its text."""
        if self.document is None:
            return Place(path=path)
        written = self._written(path)
        if offset is not None:
            return self.document.place_in_text(written, offset)
        return self.document.place(written, key=key)


def _folded_twice(places: Places, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Names that are different as written and the same once folded."""
    for section in ("evidence", "parameters"):
        seen: dict[str, str] = {}
        content = data.get(section)
        for key in content if isinstance(content, Mapping) else ():
            folded = normalize("NFKC", str(key))
            if folded in seen:
                place = places.place((section, key), key=True)
                yield Problem("standard-name-folds", place, {"name": key, "other": seen[folded]})
            seen[folded] = str(key)


def _of_fault(fault: Fault, places: Places) -> Problem:
    params = {key: shown(value) if isinstance(value, Fraction) else value for key, value in fault.params.items()}
    return Problem(fault.code, places.place(fault.path, key=fault.key, offset=fault.offset), params)


def _of_model(error: ValidationError, places: Places) -> Iterator[Problem]:
    """Pydantic's errors as problems of ours."""
    for item in error.errors():
        kind, path = item["type"], _untagged(tuple(item["loc"]))
        if kind in _SCALARS:
            yield Problem(
                _SCALARS[kind],
                places.place(path, key=path[-1] == "[key]"),
                {"value": item.get("ctx", {}).get("value", "")},
            )
        elif kind == "missing":
            yield Problem("standard-missing-key", places.place(path[:-1]), {"key": path[-1]})
        elif kind == "extra_forbidden":
            yield Problem("standard-unknown-key", places.place(path, key=True), {"key": path[-1]})
        elif kind == "literal_error":
            params = {"value": str(item["input"])[:60], "expected": item.get("ctx", {}).get("expected", "")}
            yield Problem("standard-not-a-literal", places.place(path), params)
        else:
            yield Problem("standard-wrong-shape", places.place(path), {"detail": item["msg"]})


def _untagged(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path without the names of leaf rules that pydantic puts behind `points`."""
    return tuple(
        step for index, step in enumerate(path) if not (index and path[index - 1] == "points" and step in RULE_NAMES)
    )
