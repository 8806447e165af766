"""Reading a cases file: which cases it holds, and the evidence of each. See `docs/standard.md`, section 9."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from pydantic import ValidationError

from evalcore.casemodel import Case, CaseFile, Expect
from evalcore.errors import EvidenceError, InputError, Place, Problem
from evalcore.evidence import Evidence, read_evidence
from evalcore.loader import Places, _of_model
from evalcore.messages import catalogue
from evalcore.places import Document, read_document
from evalcore.scoring import plan_for
from evalcore.standard import Standard

Path_ = tuple[str | int, ...]
Spot = tuple[Document, Path_]

MISSING = "missing"  # in place of a value: the entry is taken out
LOST = frozenset({"evidence", "base"})  # keys whose faults leave nothing of a case to look at
_ABOUT_KEYS = ("evidence-unknown-key", "evidence-unknown-field", "evidence-unknown-field-near")


class ReadCase(NamedTuple):
    """A case ready to be scored; `spot` is where it stands."""

    title: str
    evidence: Evidence
    expect: Expect
    spot: Spot

    def place(self, *path: str | int) -> Place:
        """The place of a part of the case; of its title where none is named."""
        document, here = self.spot
        return document.place((*here, *(path or ("title",))))


def read_cases(standard: Standard, source: Document | str | Path) -> tuple[ReadCase, ...]:
    """Read the cases of a standard from a path or a document.

    Raises `InputError` with everything wrong in the file, in the evidence files that it names, and in the evidence that
    its cases come to.
    """
    document = source if isinstance(source, Document) else read_document(Path(source))
    return _Reader(standard, document).read()


class _Filed(NamedTuple):
    """The evidence of a case as plain data, and where those parts of it stand that have a place of their own."""

    data: dict[str, Any]
    spots: dict[Path_, Spot]

    def place(self, path: Path_, *, key: bool = False) -> Place:
        """The place of a part of the evidence, or of its key."""
        length = next(n for n in range(len(path), -1, -1) if path[:n] in self.spots)
        document, start = self.spots[path[:length]]
        return document.place((*start, *path[length:]), key=key)

    def put(self, path: Path_, value: object, spot: Spot) -> None:
        """Replace one entry (a section's, or one at the top), or take it out."""
        *section, name = path
        entries = self.data
        if section:
            found = self.data.get(str(section[0]))
            if not isinstance(found, Mapping | None):
                return  # what it is instead will be reported
            entries = self.data[str(section[0])] = dict(found or {})
        for old in [known for known in entries if normalize("NFKC", known) == normalize("NFKC", str(name))]:
            del entries[old]
        if value != MISSING:
            entries[str(name)] = value
            self.spots[path] = spot


def _without(raw: Mapping[str, Any], keys: Collection[str | int]) -> Case:
    """A case without its faulty keys, so that the rest is still looked at. It is never scored."""
    sound = {key: value for key, value in raw.items() if key not in keys}
    return Case.model_validate({"title": "?", "expect": {"verdict": "met"}} | sound)


class _Reader:
    """Reads one cases file; collects its problems."""

    def __init__(self, standard: Standard, document: Document) -> None:
        self.standard, self.document = standard, document
        self.problems: list[Problem] = []
        self.cases: dict[int, Case] = {}  # by their index in the file, as far as they have the right form
        self.titles: dict[str, int] = {}  # of every case that has one
        excusable = [leaf.id for leaf in standard.leaves() if leaf.excusable]
        self.sections: tuple[tuple[str, str, Collection[str]], ...] = (
            ("evidence", "change", standard.evidence),
            ("parameters", "parameters", standard.parameters),
            ("excused", "excused", excusable),
        )

    def report(self, code: str, *path: str | int, **params: object) -> None:
        self.add(Problem(code, self.document.place(path), params))

    def add(self, problem: Problem) -> None:
        """Cases share evidence: what is wrong with it is said once."""
        if all((problem.code, problem.place) != (known.code, known.place) for known in self.problems):
            self.problems.append(problem)

    def read(self) -> tuple[ReadCase, ...]:
        self.form()
        found = []
        for index, case in self.cases.items():
            self.expected_ids(("cases", index, "expect"), case.expect)
            evidence = self.evidence(index)
            if evidence is not None:
                found.append(ReadCase(case.title, evidence, case.expect, (self.document, ("cases", index))))
        if self.problems:
            raise InputError(sorted(self.problems, key=self.order))
        return tuple(found)

    def order(self, problem: Problem) -> tuple[bool, str, int, int]:
        place = problem.place
        return place.source != self.document.source, place.source or "", place.line or 0, place.column or 0

    # -- the form of the file ----------------------------------------------------------------------------------------

    def form(self) -> None:
        """Which cases have the right form, and their titles."""
        data = self.document.data
        if not isinstance(data, Mapping):
            raise InputError([Problem("cases-not-a-mapping", self.document.place(()))])
        faulty: dict[int, set[str | int]] = {}
        try:
            CaseFile.model_validate(data)
        except ValidationError as error:
            for _, index, *rest in (item["loc"] for item in error.errors() if len(item["loc"]) > 1):
                faulty.setdefault(int(index), set()).update(rest[:1] or LOST)
            for problem in _of_model(error, Places(data, self.document)):
                self.add(problem)
        listed = data.get("cases")
        if listed == []:
            self.report("cases-none", "cases")
        for index, raw in enumerate(listed if isinstance(listed, list) else []):
            self.title(index, raw.get("title") if isinstance(raw, Mapping) else None)
            if not LOST & faulty.get(index, set()):
                self.cases[index] = _without(raw, faulty.get(index, ()))

    def title(self, index: int, title: object) -> None:
        if isinstance(title, str) and title in self.titles:
            first = self.document.place(("cases", self.titles[title], "title"))
            self.report("case-title-twice", "cases", index, "title", title=title, first_line=first.line)
        elif isinstance(title, str):
            self.titles[title] = index

    def expected_ids(self, here: Path_, expect: Expect) -> None:
        """Everything that is expected of something must be about something that the standard has."""
        for name, known in _known(self.standard).items():
            value = getattr(expect, name)
            single = [((name,), value)] if isinstance(value, str) else []
            parts = [((name, id_), id_) for id_ in value] if isinstance(value, dict) else single
            listed = enumerate(value) if isinstance(value, tuple) else ()
            for path, id_ in [*parts, *(((name, index), id_) for index, id_ in listed)]:
                if id_ not in known:
                    place = self.document.place((*here, *path), key=isinstance(value, dict))
                    near = ", ".join(get_close_matches(id_, known, n=3)) or "—"
                    self.add(Problem("case-unknown-id", place, {"id": id_, "key": name, "near": near}))

    # -- the evidence of a case --------------------------------------------------------------------------------------

    def evidence(self, index: int) -> Evidence | None:
        """The evidence of a case; None with a problem of its own."""
        line = self.lineage(index)
        filed = self.written(line[-1])
        for each in reversed(line):
            self.change(filed, each)
        try:
            return read_evidence(self.standard, filed.data)
        except EvidenceError as error:
            for problem in error.problems:
                place = filed.place(problem.place.path, key=problem.code in _ABOUT_KEYS)
                self.add(replace(problem, place=place))
            return None

    def lineage(self, index: int) -> list[int]:
        """The case and those that it starts from, the one with evidence of its own last; ends early with a problem."""
        line = [index]
        while True:
            last, case = line[-1], self.cases[line[-1]]
            if (case.evidence is None) == (case.base is None):
                self.report("case-evidence-or-base", "cases", last)
            if case.base is None:
                return line
            parent = self.titles.get(case.base)
            if parent is None:
                near = get_close_matches(case.base, self.titles, n=3) or list(self.titles)[:3]
                self.report("case-base-unknown", "cases", last, "base", base=case.base, near="；".join(near))
            elif parent in line:
                self.circle(line[line.index(parent) :])
            elif parent in self.cases:
                line.append(parent)
                continue
            return line

    def circle(self, members: list[int]) -> None:
        first = members.index(min(members))
        members = [*members[first:], *members[:first]]
        titles = " → ".join(self.cases[index].title for index in [*members, members[0]])
        self.report("case-base-circle", "cases", members[0], "base", circle=titles)

    def written(self, index: int) -> _Filed:
        """The evidence that a case writes out, or the file that it names; nothing where that is a problem."""
        here: Path_ = ("cases", index, "evidence")
        evidence = self.cases[index].evidence
        if not isinstance(evidence, str):
            return _Filed(dict(evidence or {}), {(): (self.document, here)})
        try:
            document = read_document(Path(self.document.source or ".").parent / evidence)
        except InputError as error:
            for problem in error.problems:
                if problem.code == "file-not-found":
                    self.report("case-evidence-not-found", *here, file=evidence)
                else:
                    self.add(problem)
            return _Filed({}, {(): (self.document, here)})
        data = document.data if isinstance(document.data, dict) else {}
        if data is not document.data:
            self.add(Problem("evidence-not-a-mapping", document.place(()), {"found": str(document.data)[:40]}))
        return _Filed(dict(data), {(): (document, ())})

    def change(self, filed: _Filed, index: int) -> None:
        """What one case changes in the evidence that it starts from."""
        case, here = self.cases[index], ("cases", index)
        for section, key, known in self.sections:
            for name, value in getattr(case, key).items():
                path: Path_ = (*here, key, name)
                if value == MISSING and normalize("NFKC", name) not in known:
                    place = self.document.place(path, key=True)
                    code = "evidence-not-excusable" if section == "excused" else "evidence-unknown-field"
                    self.add(Problem(code, place, {"name": name, "id": name}))
                filed.put((section, name), value, (self.document, path))
        for name in ("years", "closed"):
            if (value := getattr(case, name)) is not None:
                filed.put((name,), value, (self.document, (*here, name)))


def _known(standard: Standard) -> dict[str, Collection[str]]:
    """The ids that each key of `expect` may name."""
    plan = plan_for(standard)
    leaves = [leaf.id for leaf in standard.leaves()]
    levels = [level.id for level in standard.levels]
    criteria = [part.id for part in standard.headings() if part.id in plan.verdicts]
    return {
        "level": levels, "levels_open": levels, "eligibility": plan.eligibility, "indicators": leaves,
        "criteria": criteria, "points": plan.points, "conclusions": plan.conclusions, "gaps": leaves,
        "awaiting": leaves, "findings": catalogue(),
    }  # fmt: skip
