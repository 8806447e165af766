"""Random strings and mangled files: always a result or problems that can be shown, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest

from evalcore.audit import audit_evidence
from evalcore.audit_results import audit_record
from evalcore.errors import InputError, Place
from evalcore.evidence import Submission, read_evidence, read_places
from evalcore.merging import Copy, merge_copies
from evalcore.places import read_yaml
from evalcore.scoring import score
from evalcore.standard import Standard
from evalcore.writing import as_data, as_yaml
from tests.unit.tabled import STANDARD, csv_file, workbook

# fmt: off
ALPHABET = [
    *"0123456789" * 2, *"零一二十百千万亿点半几余多近约负第年月日季至到", *"+-~—.，,、;：:/％%()（）[]【】{}\"'\\#&*!|>@`^$=_",
    *"元成人次户个是否有无甲乙 \n\t\u3000\u200b\x00\x1b\ufeff\ud800", "😀", "null", "true", "2010-02-30", "万元", "以上", "超过",
    "[{", "}]",
]
# fmt: on
SCALARS = [name for name, field in STANDARD.evidence.items() if field.per is None]

YAML = """standard: tabled
subject: 甲街道
years: [2010, 2011]
prefer: [名册]
parameters: {task: 7}
excused: {"1": {reason: 无企业, by: 市考核组}}
evidence:
  workers:
    - {value: 8.9万, source: 名册, locator: 第3页}
    - {cut_off: 8, source: 总结}
  members: {2010: 120余, 2011: {value: 130, note: 含临时工}}
  cover: 90%以上
  plan: {document: 工作计划, number: 〔2010〕3号, date: 2010-02-01}
  founded: 2001年5月1日
  open: 是
  unions: [{name: 一厂, size: 30}, {name: 二厂, size: {masked: 3*}}]
"""
JSON = '[{"subject": "甲", "evidence": {"workers": 8.9, "cover": "90%", "members": {"2010": [1, 2]}, "open": true}}, {"subject": "乙"}]'
WIDE = (
    "汇总表\n序号,单位,职工人数（人）,职工人数.来源,会员人数[2010年],覆盖率,年度计划,年度计划.日期,是否公开,合理缺项[1].理由,基层工会\n"
    '1,甲街道,8.9万,名册,120余,90%,计划,2010-02-01,是,,"[{""name"":""一厂"",""size"":30}]"\n2,乙街道,12,,3,,,,否,,\n'
)
LONG = (
    "单位：\t甲街道\n指标\t年度\t填报值\t来源\t情况\t计量单位\n"
    "职工人数\t\t8.9\t名册\t\t万人\n会员人数\t2010年\t5\t\t\t\n覆盖率\t\t9*\t总结\t被遮盖\t\n"
)
TOKENS = [
    "\n",
    ",",
    "\t",
    '"',
    "：",
    ": ",
    "- ",
    "  ",
    "{",
    "]",
    "[2010]",
    "单位",
    "指标",
    "填报值",
    "!!",
    "&a",
    "*a",
    "<<",
    "\x00",
    "\ud800",
    "９",
]


def string(rng: Random) -> str:
    return "".join(rng.choices(ALPHABET, k=rng.randint(0, rng.choice((3, 8, 40)))))


def shown(error: InputError) -> None:
    assert error.problems
    for problem in error.problems:
        for lang in ("zh", "en"):
            assert "{" not in problem.code
            assert problem.render(lang)


def used(standard: Standard, read: Callable[[], list[Submission]]) -> bool:
    """Read, score, audit, write out; whether there was something to use."""
    try:
        found = read()
    except InputError as error:
        shown(error)
        return False
    for place in found:
        evidence = place.evidence
        if evidence is None:
            shown(InputError(place.problems))
            continue
        card = score(standard, evidence, confirmed=False)
        audit_record(audit_evidence(standard, evidence)).model_dump_json()
        text = as_yaml(as_data(standard, evidence))
        again = read_evidence(standard, read_yaml(text))
        assert score(standard, again, confirmed=False).verdicts == card.verdicts, text
        assert card.explain("zh")
        assert card.record.evidence_findings is not None
        if evidence.closed is None:
            merge_copies(standard, [Copy("甲", evidence), Copy("乙", again)])
    return True


def alone(data: dict[str, object]) -> Submission:
    """Plain data read as the submission of one place."""
    return Submission(None, Place(), read_evidence(STANDARD, data))


def strings(seed: int, n: int) -> None:
    """Fill every field with random text, many at a time."""
    rng = Random(seed)
    for _ in range(n):
        entries: dict[str, object] = {name: string(rng) for name in SCALARS}
        entries["members"] = {"2010": string(rng), "2011": [string(rng), {"value": string(rng), "period": string(rng)}]}
        entries["plan"] = {"document": string(rng), "date": string(rng)}
        entries["unions"] = [{"name": string(rng), "size": string(rng)}]
        used(STANDARD, lambda filed=entries: [alone({"evidence": filed})])  # type: ignore[misc]


def mangled(rng: Random, text: str) -> str:
    """A text with a few things put in, taken out, doubled, exchanged or cut off."""
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(text) + 1), rng.choice((1, 1, 3, 12))
        match rng.randrange(6):
            case 0:
                text = text[:at] + rng.choice(TOKENS) + text[at:]
            case 1:
                text = text[:at] + text[at + length :]
            case 2:
                text = text[:at] + text[at : at + length] + text[at:]
            case 3:
                text = text[:at] + string(rng) + text[at + length :]
            case 4:
                lines = text.split("\n")
                rng.shuffle(lines)
                text = "\n".join(lines)
            case 5:
                text = text[:at] if rng.random() < 0.3 else text[:at] + text[at:].replace("\n", "", 1)
    return text


def broken(rng: Random, content: bytes) -> bytes:
    """The same for bytes."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data)) if data else 0
        match rng.randrange(4):
            case 0:
                data[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del data[at : at + rng.choice((1, 2, 30))]
            case 2:
                data[at:at] = bytes(rng.randrange(256) for _ in range(3))
            case 3:
                del data[rng.randrange(len(data) + 1) if rng.random() < 0.1 else len(data) :]
    return bytes(data)


def repacked(rng: Random, content: bytes) -> bytes:
    """A workbook with one of its parts mangled and packed again, so that it gets past the archive's checksums."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(made, "w") as packed:
        names = archive.namelist()
        chosen = rng.choice([name for name in names if "sheet" in name] if rng.random() < 0.7 else names)
        for name in names:
            part = archive.read(name)
            if name == chosen:
                part = (
                    mangled(rng, part.decode()).encode("utf-8", "replace") if rng.random() < 0.7 else broken(rng, part)
                )
            packed.writestr(name, part)
    return made.getvalue()


def files(seed: int, n: int, folder: Path) -> int:
    """Read mangled files of every kind; how many could still be used."""
    rng = Random(seed)
    rows: list[list[Any]] = [
        ["单位", "职工人数", "会员人数[2010]", "覆盖率", "年度计划"],
        ["甲街道", "8.9万", "=B2", (0.9, "0%"), "计划"],
        ["乙街道", 1, 2, 3, None],
    ]
    book = workbook(
        folder / "base.xlsx", {"表": rows, "基层工会": [["单位", "名称", "人数"], ["甲街道", "一厂", 3]]}
    ).read_bytes()
    texts = {".yaml": [YAML], ".json": [JSON], ".csv": [WIDE, LONG]}
    good = 0
    for _ in range(n):
        suffix = rng.choice([*texts, ".xlsx"])
        path = folder / f"mangled{suffix}"
        if suffix == ".xlsx":
            path.write_bytes(repacked(rng, book) if rng.random() < 0.8 else broken(rng, book))
        else:
            text = mangled(rng, rng.choice(texts[suffix]))
            content = text.encode(rng.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace")
            path.write_bytes(broken(rng, content) if rng.random() < 0.3 else content)
        good += used(STANDARD, lambda path=path: read_places(STANDARD, path))  # type: ignore[misc]
    return good


def test_the_files_to_mangle_are_good(tmp_path: Path) -> None:
    for name, text in (
        ("a.yaml", YAML.replace("years: [2010, 2011]\n", "")),
        ("a.json", JSON),
        ("a.csv", WIDE),
        ("b.csv", LONG),
    ):
        assert all(place.evidence for place in read_places(STANDARD, csv_file(tmp_path / name, text))), name


def test_random_strings_give_messages() -> None:
    strings(1, 400)  # nine in each


def test_mangled_files_give_messages(tmp_path: Path) -> None:
    assert 30 < files(2, 500, tmp_path) < 470  # else the mangling does too much or too little


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_random_strings_give_messages(seed: int) -> None:
    strings(100 + seed, 1_200)  # times nine


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_mangled_files_give_messages(seed: int, tmp_path: Path) -> None:
    assert files(200 + seed, 1_000, tmp_path) > 50
