"""Files that must be refused: every problem, its place and its sentences. README.md says what the files mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest
import yaml

from evalcore import events
from evalcore.errors import InputError, Language, Problem
from evalcore.errors import in_order as sort_problems
from evalcore.evidence import read_evidence
from evalcore.loader import load_standard
from evalcore.places import read_document

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
FIXTURES = sorted((REPOSITORY / "fixtures" / "invalid").glob("*.yaml"))
LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
SENTENCES = ("zh", "en", "hint_zh", "hint_en")

Data = Mapping[str, Any]


def read(path: Path) -> Data:
    content = read_document(path).data
    assert isinstance(content, dict)
    return content


EXPECTED = {path: read(path) for path in sorted(HERE.glob("*/invalid/*.expected.yaml"))}


every_file = pytest.mark.parametrize(
    "path", EXPECTED, ids=lambda path: f"{path.parts[-3]}/{path.name.removesuffix('.expected.yaml')}"
)


def refused(path: Path) -> tuple[Problem, ...]:
    """The problems of the file (or of the bundled name) that an expectation is about."""
    expected = EXPECTED[path]
    source = path.with_name(expected.get("file", path.name.replace(".expected.", ".")))
    if "standard" in expected:
        return problems_in_evidence(path.parent / expected["standard"], source)
    return problems_in_standard(expected.get("name", source))


def problems_in_standard(source: str | Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as raised:
        load_standard(source)
    return raised.value.problems


def problems_in_evidence(standard: str | Path, source: Path) -> tuple[Problem, ...]:
    model = load_standard(standard)
    with pytest.raises(InputError) as raised:
        read_evidence(model, source)
    return raised.value.problems


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@every_file
def test_a_file_is_refused_with_all_its_problems(path: Path, loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "YAML_LOADER", loader)
    problems = refused(path)
    assert list(problems) == sort_problems(problems)
    wanted = sorted(EXPECTED[path]["problems"], key=in_order)
    found = sorted(map(written, problems), key=in_order)
    assert [as_expected(*pair) for pair in zip(found, wanted, strict=False)] + found[len(wanted) :] == wanted


def in_order(problem: Data) -> tuple[object, ...]:
    return (
        int(problem.get("line", 0)), int(problem.get("column", 0)), problem.get("cell", ""), problem["code"],
        problem["en"],
    )  # fmt: skip


def written(problem: Problem) -> dict[str, str]:
    """A problem as the files write it."""
    place = problem.place
    numbers = {"line": place.line, "column": place.column, "cell": place.cell}
    where = {name: str(number) for name, number in numbers.items() if number is not None}
    texts = {"zh": problem.message("zh"), "en": problem.message("en")}
    return {**where, "code": problem.code, **texts, "hint_zh": problem.hint("zh"), "hint_en": problem.hint("en")}


def as_expected(found: Data, wanted: Data) -> Data:
    """The problem found, with the sentences wanted where they differ only in what `{word}` stands for."""
    return {**found, **{key: wanted[key] for key in SENTENCES if fits(found[key], wanted[key])}}


def fits(text: str, wanted: str) -> bool:
    return bool(re.fullmatch(re.sub(r"\\\{[a-z]+\\\}", ".+", re.escape(wanted)), text))


# --- How problems are shown -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@every_file
def test_problems_are_shown_with_their_line_and_a_caret(path: Path, lang: Language) -> None:
    for problem in refused(path):
        first, *rest = problem.render(lang).split("\n")
        assert first == f"{problem.place.text(lang)}: {problem.code} {problem.message(lang)}"
        hint = rest.pop()
        assert hint == ("  提示：" if lang == "zh" else "  hint: ") + problem.hint(lang)
        if problem.place.excerpt is None:
            assert rest == []
            continue
        line, caret = rest
        assert line == "    " + source_line(problem)
        assert problem.place.column is not None
        assert caret.strip() == "^"
        assert width(caret[:-1]) == 4 + width(problem.place.excerpt[: problem.place.column - 1])


def source_line(problem: Problem) -> str:
    """The line a problem stands on, read from its file."""
    text = Path(str(problem.place.source)).read_text(encoding="utf-8")
    line = re.split("\r\n|\r|\n", text)[(problem.place.line or 0) - 1]
    return re.sub("[\x00-\x08\x0b-\x1f]", "\ufffd", line).replace("\t", " ")


def width(text: str) -> int:
    """Columns of a terminal: two for a Chinese character."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_bad_files_for_users_are_shown_as_their_pages_say(
    path: Path, lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    relative = path.relative_to(REPOSITORY)
    evidence = path.stem.startswith("evidence")
    problems = problems_in_evidence("union-model-district", relative) if evidence else problems_in_standard(relative)
    shown = "".join(f"{problem.render(lang)}\n" for problem in problems)
    assert shown.replace("\\", "/") == path.with_suffix(f".{lang}.txt").read_text(encoding="utf-8")


# --- Every message is expected somewhere ------------------------------------------------------------------------------

# Codes that no plain file here can show, and where they are tested.
ELSEWHERE = {
    "file-too-large": "twenty megabytes are not kept as a file; tests/unit/test_places.py makes them",
    "value-error-cell": "only a workbook has such cells, see tests/unit/test_files.py",
    "value-not-calculated": "the same",
    "workbook-library-missing": "the same",
    "workbook-old-or-locked": "the same",
    "workbook-broken": "the same",
    "table-sheet-unknown": "the same",
    "table-records-twice": "the same",
    "table-place-unknown": "the same",
    "evidence-no-such-place": "somebody has to ask for it, see tests/unit/test_files.py",
    "value-not-a-number": "only a Python object can be no number at all; text has a code of its own",
}


def codes_expected() -> Iterator[str]:
    for expected in EXPECTED.values():
        yield from (problem["code"] for problem in expected["problems"])
    for path in (*HERE.glob("conditions/*.yaml"), *HERE.glob("cases/*.yaml")):
        for case in read(path)["cases"]:
            yield from case.get("findings", ())
            yield from case.get("expect", {}).get("findings", ())


@pytest.mark.parametrize("area", ["yaml", "conditions", "standards", "evidence", "tables", "relations"])
def test_every_message_is_expected_somewhere(area: str) -> None:
    known = set(import_module(f"evalcore.messages.{area}").TEXTS)
    assert known - set(codes_expected()) - set(ELSEWHERE) == set()


def test_no_message_is_excused_that_is_expected() -> None:
    assert set(ELSEWHERE) & set(codes_expected()) == set()
