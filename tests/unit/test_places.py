from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from evalcore import events, places
from evalcore.errors import InputError, Problem
from evalcore.messages.yaml import TEXTS
from evalcore.places import Document, read_document, read_json, read_yaml

LOADERS: dict[str, Any] = {"pure": yaml.SafeLoader}
if yaml.__with_libyaml__:
    LOADERS["libyaml"] = yaml.CSafeLoader


@pytest.fixture(params=sorted(LOADERS))
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(events, "YAML_LOADER", LOADERS[request.param])
    return str(request.param)


both_parsers = pytest.mark.usefixtures("parser")


def problems_of(text: str | bytes, *, form: str = "yaml") -> tuple[Problem, ...]:
    with pytest.raises(InputError) as raised:
        (read_yaml if form == "yaml" else read_json)(text, "标准." + form)
    return raised.value.problems


def found(text: str | bytes, *, form: str = "yaml") -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems_of(text, form=form)]


def at(document: Document, *path: str | int, key: bool = False) -> tuple[int | None, int | None]:
    place = document.place(path, key=key)
    return place.line, place.column


# --- data ------------------------------------------------------------------------------------------------------------


@both_parsers
@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "True",
        "010",
        "1:19",
        "1e5",
        "0x1F",
        "1_000",
        ".5",
        "-0",
        "2024-01-01",
        "９０",
        "NULL",
        "=",
        "注：一",
    ],
)
def test_scalars_stay_text(written: str) -> None:
    assert read_yaml(f"值: {written}\n列表: [{written}]\n").data == {"值": written, "列表": [written]}


@both_parsers
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("  # 只有说明", None),
        ('""', ""),
        ("''", ""),
        ('"null"', "null"),
        ("'~'", "~"),
        ("|", ""),
    ],
)
def test_only_null_tilde_and_nothing_become_none(written: str, value: str | None) -> None:
    assert read_yaml(f"值: {written}\n后: x\n").data == {"值": value, "后": "x"}


@both_parsers
def test_keys_are_text_as_written() -> None:
    data = read_yaml("no: a\n2024: b\n~: c\n'': d\nＡ: e\nA: f\n? g\n: h\n").data
    assert data == {"no": "a", "2024": "b", "~": "c", "": "d", "Ａ": "e", "A": "f", "g": "h"}


@both_parsers
@pytest.mark.parametrize("text", ["", "\n", "# 只有说明\n", "---\n", "\ufeff", "---\n...\n"])
def test_an_empty_document_is_none(text: str) -> None:
    document = read_yaml(text)
    assert document.data is None
    assert at(document) == (1, 1) or text.startswith("---")


@both_parsers
def test_collections_nest_in_both_styles() -> None:
    assert read_yaml("a:\n- - 1\n  - {b: [c, d: e]}\n- x: >-\n    折\n    叠\n").data == {
        "a": [["1", {"b": ["c", {"d": "e"}]}], {"x": "折 叠"}]
    }


def test_json_gives_the_same_data_as_yaml() -> None:
    text = '{"甲": [1, -0, 1.50, 1E+400, true, false, null, "null", "", "true"], "乙": {"丙": {}, "丁": []}}'
    expected = {
        "甲": ["1", "-0", "1.50", "1E+400", "true", "false", None, "null", "", "true"],
        "乙": {"丙": {}, "丁": []},
    }
    assert read_json(text).data == expected
    assert read_yaml(text).data == expected


@pytest.mark.parametrize("text", ["", " \r\n\t", "null", "\ufeff"])
def test_empty_json_is_none(text: str) -> None:
    assert read_json(text).data is None


def test_json_that_yaml_readers_stumble_over() -> None:
    key = "长" * 2000
    text = '{\t"' + key + '"\n:\t"\\/\\u4e2d\\ud83d\\ude00\\n",\r\n"a":[1,2 ,{"b":-1}]}'
    assert read_json(text).data == {key: "/中😀\n", "a": ["1", "2", {"b": "-1"}]}


def test_json_numbers_of_any_length_keep_every_digit() -> None:
    assert read_json(f"[{'9' * 6000}]").data == ["9" * 6000]


# --- places of nodes -------------------------------------------------------------------------------------------------

STANDARD = """\
# 示范区创建标准
id: union-model
criteria:
  - id: '1'
    title: "组织建设"
    points: {full: 5, 说明: 满分}
    met: rate(members, workers) >= 90
  -
    id: '2'
    remedy:
"""


@both_parsers
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_value_and_key_has_its_place(newline: str, mark: str) -> None:
    document = read_yaml(mark + STANDARD.replace("\n", newline), "标准.yaml")
    assert at(document) == (2, 1)
    assert at(document, "id") == (2, 5)
    assert at(document, "id", key=True) == (2, 1)
    assert at(document, "criteria") == (4, 3)
    assert at(document, "criteria", key=True) == (3, 1)
    assert at(document, "criteria", 0) == at(document, "criteria", 0, key=True) == (4, 5)
    assert at(document, "criteria", 0, "title") == (5, 12)
    assert at(document, "criteria", 0, "points", "说明") == (6, 27)
    assert at(document, "criteria", 0, "points", "说明", key=True) == (6, 23)
    assert at(document, "criteria", 1) == (9, 5)
    assert at(document, "criteria", 1, "remedy") == (10, 11)
    place = document.place(("criteria", 0, "title"))
    assert str(place) == "标准.yaml:5:12"
    assert place.excerpt == '    title: "组织建设"'
    assert place.path == ("criteria", 0, "title")


@both_parsers
def test_bytes_and_text_give_the_same() -> None:
    data = STANDARD.encode("utf-8-sig")
    assert read_yaml(data) == read_yaml(STANDARD)
    assert at(read_yaml(data), "criteria", 0, "met") == (7, 10)


@both_parsers
def test_steps_that_are_no_children_are_skipped() -> None:
    document = read_yaml(STANDARD)
    tagged = document.place(("criteria", 0, "union-tag", "points", "bands", "full"))
    assert (tagged.line, tagged.column, tagged.path) == (6, 20, ("criteria", 0, "points", "full"))


@both_parsers
def test_a_path_to_nothing_gives_the_nearest_parent() -> None:
    document = read_yaml(STANDARD)
    assert at(document, "criteria", 0, "points", "title") == (6, 13)
    assert at(document, "criteria", 7, "nothing") == (4, 3)
    assert at(document, "nothing") == (2, 1)
    assert document.place(("criteria", 0, "points", "title")).path == ("criteria", 0, "points")


@both_parsers
def test_columns_count_characters() -> None:
    document = read_yaml("{😀𠮷: 一, 村: 二}\n")
    assert at(document, "😀𠮷") == (1, 6)
    assert at(document, "村") == (1, 12)


@both_parsers
def test_a_value_left_out_stands_behind_its_key() -> None:
    document = read_yaml("甲: {乙: , 丙: }\n丁:   # 说明\n列: [a, ~]\n")
    assert at(document, "甲", "乙") == (1, 6)
    assert at(document, "甲", "丙") == (1, 11)
    assert at(document, "丁") == (2, 2)
    assert at(document, "列", 1) == (3, 8)


def test_json_places() -> None:
    document = read_json('{\r\n  "甲":\t[1, {"😀": "x"}],\r\n  "乙": null}')
    assert at(document) == (1, 1)
    assert at(document, "甲") == (2, 8)
    assert at(document, "甲", 1, "😀") == (2, 18)
    assert at(document, "甲", 1, "😀", key=True) == (2, 13)
    assert at(document, "乙") == (3, 8)


def test_a_long_line_is_not_shown_and_a_tab_keeps_the_caret_in_place() -> None:
    assert read_json('{"a": "' + "长" * 1000 + '"}').place(("a",)).excerpt is None
    assert read_json('{\t"a": 1}').place(("a",)).excerpt == '{ "a": 1}'


# --- places within a text --------------------------------------------------------------------------------------------

CONDITION = "rate(会员, 职工) >= 90 and\n  x == '是''否'"
IN_STYLES = {
    "plain": "met: rate(会员, 职工) >= 90 and\n  x == '是''否'\n",
    "block": "met: |2  # 说明\n  rate(会员, 职工) >= 90 and\n    x == '是''否'\n",
    "folded": "met: >-\n\n    rate(会员, 职工) >= 90\n    and\n\n    x == '是''否'\n\nend: x\n",
    "single": "met: 'rate(会员, 职工)\n  >= 90 and\n\n  x == ''是''''否'''\n",
    "double": "met: \"rate(会员, 职工) >= 90 and\n    x == '是''否'\"\n",
    "flow": "{met: [\"rate(会员, 职工) >= 90 and x == '是''否'\"]}\n",
}


@both_parsers
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("style", IN_STYLES)
def test_every_character_of_a_condition_is_found_in_the_source(style: str, newline: str) -> None:
    lines = IN_STYLES[style].splitlines()
    document = read_yaml(newline.join(lines) + newline)
    path: tuple[str | int, ...] = ("met", 0) if style == "flow" else ("met",)
    value = text_at(document, path)
    assert "".join(value.split()) == "".join(CONDITION.split())
    assert not document.has_escapes(path)
    for offset, character in enumerate(value):
        place = document.place_in_text(path, offset)
        assert place.line is not None
        assert place.column is not None
        if character not in " \n":
            assert lines[place.line - 1][place.column - 1] == character
    first, last = document.place_in_text(path, value.index("90")), document.place_in_text(path, value.index("否"))
    assert str(first) < str(last)
    assert first.excerpt == lines[(first.line or 0) - 1]


@both_parsers
@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("a: x  >= 90\n", 1, (1, 5)),  # the first blank stands right behind the x
        ("a: x  >= 90\n", 2, (1, 6)),
        ("a: x >= 90  \n", 99, (1, 11)),
        ("a: x\n   y\n", 1, (1, 5)),  # the line break was folded to a blank
        ("a: |\n  x\n", 2, (2, 4)),
        ("a: '  x'\n", 0, (1, 5)),
        ("a: '  x'\n", 1, (1, 6)),
        ("a: x\n", -1, (1, 4)),
        ("a: ''\n", 0, (1, 5)),
    ],
)
def test_blanks_and_offsets_outside_have_a_place_too(text: str, offset: int, expected: tuple[int, int]) -> None:
    place = read_yaml(text).place_in_text(("a",), offset)
    assert (place.line, place.column) == expected


@both_parsers
def test_text_with_escapes_is_pointed_at_its_start() -> None:
    document = read_yaml('a: "x\\u4e2d >= 90"\nb: "x >= 90"\nc: \'\\d\'\nd: [1]\ne:\n')
    assert document.has_escapes(("a",))
    assert not any(document.has_escapes((key,)) for key in "bcde")
    places_found = [document.place_in_text((key,), 3) for key in "abcde"]
    assert [(place.line, place.column) for place in places_found] == [(1, 4), (2, 8), (3, 7), (4, 4), (5, 2)]


def test_json_text_is_counted_too() -> None:
    document = read_json('{"met": "会员 >= 90", "x": "a\\nb"}')
    assert document.place_in_text(("met",), 6).column == 16
    assert document.has_escapes(("x",))
    assert document.place_in_text(("x",), 2).column == 26


def text_at(document: Document, path: tuple[str | int, ...]) -> str:
    value = document.data
    for step in path:
        assert isinstance(value, dict | list)
        value = value[step]  # type: ignore[index]
    assert isinstance(value, str)
    return value


# --- what is refused -------------------------------------------------------------------------------------------------

# code: a text that has this one problem, and where
REFUSED: dict[str, tuple[str | bytes, int | None, int | None]] = {
    "yaml-duplicate-key": ("甲: 1\n乙: 2\n'甲': 3\n", 3, 1),
    "yaml-anchor": ("甲: &a 1\n", 1, 4),
    "yaml-alias": ("甲: 1\n乙: *a\n", 2, 4),
    "yaml-tag": ("甲: !!python/name:os.system x\n", 1, 4),
    "yaml-merge-key": ("甲:\n  <<: {a: 1}\n", 2, 3),
    "yaml-directive": ("%YAML 1.1\n---\n甲: 1\n", 1, 1),
    "yaml-many-documents": ("甲: 1\n---\n乙: 2\n", 2, 1),
    "yaml-key-not-text": ("甲:\n  ? [a, b]\n  : 1\n", 2, 5),
    "yaml-full-width-colon": ("名称：某区\n", 1, 3),
    "yaml-tab": ("甲:\n\t乙: 1\n", 2, 1),
    "yaml-second-colon": ("甲: 乙: 丙\n", 1, 5),
    "yaml-missing-colon": ("甲: 1\n乙 2\n丙: 3\n", 2, 1),
    "yaml-misplaced-dash": ("甲: - 1\n", 1, 4),
    "yaml-open-quote": ("甲: 1\n乙: '没有合上\n丙: 2\n", 2, 4),
    "yaml-open-bracket": ("甲: [1, 2\n乙: 3\n", 1, 4),
    "yaml-reserved-character": ("甲: @乙\n", 1, 4),
    "yaml-escape": ('甲: "C:\\区"\n', 1, 7),
    "yaml-indentation": ("甲:\n  乙: 1\n 丙: 2\n", 3, 2),
    "yaml-syntax": ("甲: ]\n", 1, 4),
    "yaml-too-deep": ("[" * 61 + "]" * 61, 1, 61),
    "json-syntax": ('{"甲": 1,\n}', None, None),  # where depends on the version of Python
    "json-duplicate-key": ('{"甲": 1,\n "乙": {"甲": 2},\n "\\u7532": 3}', 3, 2),
    "json-not-a-number": ('{"甲": NaN}', 1, 7),
    "json-too-deep": ('{"a":' * 61 + "1" + "}" * 61, 1, 301),
    "file-control-character": ("甲: 乙\x0b丙\x0b\n", 1, 5),
    "file-not-utf8": ("甲: 某区\n".encode() + "乙: 某区".encode("gbk"), 2, 1),
}
OF_FILES = {"file-not-found", "file-unreadable", "file-suffix-unknown", "file-too-large"}


@both_parsers
@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_used_is_refused_where_it_stands(code: str) -> None:
    text, line, column = REFUSED[code]
    form = "json" if code.startswith("json") else "yaml"
    (problem,) = problems_of(text, form=form)
    assert problem.code == code
    if line is not None:
        assert (problem.place.line, problem.place.column) == (line, column)
        assert str(problem.place) == f"标准.{form}:{line}:{column}"
    for lang in ("zh", "en"):
        assert problem.message(lang)
        assert problem.hint(lang)


def test_every_message_has_an_input_that_gives_it() -> None:
    assert set(TEXTS) == set(REFUSED) | OF_FILES


@both_parsers
def test_all_problems_are_reported_together_in_the_order_of_the_source() -> None:
    text = "甲: &a 1\n乙: *a\n甲: !t 2\n<<: {}\n[x]: 1\n丙：1\n丁: 2\n"
    assert found(text) == [
        ("yaml-anchor", 1, 4),
        ("yaml-alias", 2, 4),
        ("yaml-duplicate-key", 3, 1),
        ("yaml-tag", 3, 4),
        ("yaml-merge-key", 4, 1),
        ("yaml-key-not-text", 5, 1),
        ("yaml-full-width-colon", 6, 2),
    ]


@both_parsers
def test_a_problem_reads_well() -> None:
    (problem,) = problems_of("名称: 甲\n类别: 区\n名称: 乙\n")
    assert problem.render("zh").splitlines() == [
        "标准.yaml:3:1: yaml-duplicate-key “名称”在第 1 行第 1 列已经写过。",
        "    名称: 乙",
        "    ^",
        "  提示：删掉其中一个，或改正写错的名称。",
    ]
    assert problem.message("en") == '"名称" is already given at line 1, column 1.'


@both_parsers
def test_each_repetition_of_a_key_names_the_first() -> None:
    first, second = problems_of("- {甲: 1, 乙: 2,\n   甲: 3,\n   甲: 4}\n- {甲: 5}\n")
    assert [first.place.line, second.place.line] == [2, 3]
    assert first.params == second.params == {"key": "甲", "first_line": 1, "first_column": 4}


@both_parsers
def test_a_long_key_is_cut_in_the_message_and_its_line_breaks_go() -> None:
    (problem,) = problems_of('"长\\n{}": 1\n"长\\n{}": 2\n'.format("字" * 99, "字" * 99))
    assert problem.params["key"] == "长 " + "字" * 38 + "…"


@both_parsers
def test_quoted_merge_marks_and_tags_are_text() -> None:
    assert read_yaml("'<<': '&a'\nb: '*a'\nc: '!t'\n").data == {"<<": "&a", "b": "*a", "c": "!t"}


@both_parsers
@pytest.mark.parametrize("text", [": 1\n", "甲: 1\n: 2\n", "{? : 1}\n", "? {a: 1}\n: 2\n", "- ? - a\n  : b\n"])
def test_keys_that_are_no_word_are_refused(text: str) -> None:
    assert {code for code, _, _ in found(text)} <= {"yaml-key-not-text", "yaml-indentation"}


@both_parsers
@pytest.mark.parametrize(
    ("text", "places_found"),
    [
        ("名称：甲\n类别：区\n届次：三\n", [(1, 3), (2, 3), (3, 3)]),  # the whole file
        ("名称：甲\n类别: 区\n", [(1, 3)]),
        ("甲: 1\n名称：某区\n乙: 2\n", [(2, 3)]),  # one entry in the middle
        ("甲: 1\n名称：某区\n", [(2, 3)]),  # the last entry
        ("证据:\n  职工：1200\n", [(2, 5)]),  # alone under its key
        ("指标:\n  名称：甲\n  条款: 一\n", [(2, 5)]),
        ("指标：\n  名称: 甲\n", [(1, 3)]),
        ("- id：x\n", [(1, 5)]),
        ("- 姓名： 张三\n", [(1, 5)]),
        ("- 姓名：张三\n  年龄：60\n", [(1, 5), (2, 5)]),
        ("- 姓名：张三\n  年龄: 60\n", [(1, 5)]),
        ("- 姓名: 张三\n  年龄：60\n", [(2, 5)]),
        ("title: 名称\n  veto：true\n", [(2, 7)]),  # would vanish into the title
        ("{甲：1, 乙: 2}\n", [(1, 3)]),
        ("列:\n  - {甲：1}\n", [(2, 7)]),
    ],
)
def test_a_full_width_colon_where_an_entry_was_meant(text: str, places_found: list[tuple[int, int]]) -> None:
    assert found(text) == [("yaml-full-width-colon", line, column) for line, column in places_found]


@both_parsers
@pytest.mark.parametrize(
    "text",
    [
        "说明: 注：数据截至六月\n",
        "- 注：数据截至六月\n",
        "- 依据：某办法第三条：加分\n",
        "说明: 数据截至六月，\n  另注：含代管单位\n",
        "'名称：某区'\n",
        "说明:\n  '注：数据'\n",
        "说明: |\n  注：数据\n",
        "说明：书: 甲\n",
        "列: [甲：乙, 丙]\n",
    ],
)
def test_a_full_width_colon_within_text_is_left_alone(text: str) -> None:
    assert "：" in repr(read_yaml(text).data)


@both_parsers
@pytest.mark.parametrize("text", ["甲:\n\t- 1\n", "甲:\n  乙: 1\n\t丙: 2\n", "\t甲: 1\n", "- 1\n\t- 2: 3\n"])
def test_tabs_in_the_indentation(text: str) -> None:
    (problem,) = problems_of(text)
    assert problem.code == "yaml-tab"
    assert "空格" in problem.hint("zh")


@both_parsers
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲: >= 90\n", "yaml-reserved-character"),
        ("甲: %乙\n", "yaml-reserved-character"),
        ("甲: `乙`\n", "yaml-reserved-character"),
        ("甲: {乙: 1\n", "yaml-open-bracket"),
        ('甲: "乙\n', "yaml-open-quote"),
        ("甲: '乙' 丙\n", "yaml-indentation"),
        ("甲: 1\n- 乙\n", "yaml-indentation"),
        ("- 乙\n甲: 1\n", "yaml-indentation"),
        ("  甲: 1\n乙: 2\n", "yaml-indentation"),
        ("甲: 1\n  乙: 2\n", "yaml-second-colon"),
        ("说明: 注：甲: 乙\n", "yaml-second-colon"),
        ('甲: "\\u12"\n', "yaml-escape"),
        ("title: 1\nclause:一\n", "yaml-missing-colon"),
    ],
)
def test_common_slips_have_their_own_words(text: str, code: str) -> None:
    (problem,) = problems_of(text)
    assert problem.code == code
    assert str(problem.params["detail"]) in problem.message("zh")


@both_parsers
@pytest.mark.parametrize("escape", ["\\ud800", "\\x00", "\\U00110000", "\\UFFFFFFFF", "\\b"])
def test_escapes_cannot_bring_in_what_may_not_stand_there(escape: str) -> None:
    (problem,) = problems_of(f'甲: "{escape}"\n')
    assert problem.code in ("file-control-character", "yaml-escape", "yaml-syntax")
    assert problem.place.line == 1


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\ud800"])
def test_control_characters_are_refused_and_not_shown(character: str, form: str) -> None:
    (problem,) = problems_of(f'{{"甲": "乙{character}丙{character}"}}', form=form)
    assert problem.code == "file-control-character"
    assert (problem.place.line, problem.place.column) == (1, 9)
    assert problem.params == {"character": f"U+{ord(character):04X}", "count": 2}
    assert character not in problem.render("zh")


def test_json_escapes_cannot_bring_them_in_either() -> None:
    assert found('{"a": "\\u0000",\n "\\ud800": 1}', form="json") == [
        ("file-control-character", 1, 7),
        ("file-control-character", 2, 2),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"甲": 1\n "乙": 2}', 2, 2),
        ("{'甲': 1}", 1, 2),
        ('{"甲"：1}', 1, 5),
        ('{"甲": 01}', 1, 8),
        ('{"甲": "a\nb"}', 1, 9),
        ('{"甲": 1} x', 1, 10),
        ('{"甲": 1', 1, 8),
        ("{// x\n}", 1, 2),
    ],
)
def test_json_errors_have_line_and_column(text: str, line: int, column: int) -> None:
    (problem,) = problems_of(text, form="json")
    assert (problem.code, problem.place.line) == ("json-syntax", line)
    assert abs((problem.place.column or 0) - column) <= 1  # versions of Python differ by one


# --- limits ----------------------------------------------------------------------------------------------------------


@both_parsers
def test_sixty_levels_are_read_and_one_more_is_not() -> None:
    assert read_yaml("[" * 60 + "]" * 60).data is not None
    assert read_json("[" * 60 + "]" * 60).data is not None
    block = "".join(" " * level + "a:\n" for level in range(60))
    assert read_yaml(block).data is not None
    assert found(block + " " * 60 + "a:\n") == [("yaml-too-deep", 61, 61)]


@both_parsers
@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "- " * 100_000, "? " * 100_000])
def test_any_depth_is_a_problem_and_never_a_recursion_error(text: str) -> None:
    assert found(text)[-1][0] == "yaml-too-deep"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_any_depth_of_json_is_a_problem(text: str) -> None:
    assert found(text, form="json")[0][0] in ("json-too-deep", "json-syntax")


def test_too_large_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MAX_SIZE", 10)
    for reader in (read_yaml, read_json):
        assert reader("1234567890").data == "1234567890"
        with pytest.raises(InputError) as raised:
            reader("12345678901", "大.yaml")
        (problem,) = raised.value.problems
        assert (problem.code, str(problem.place)) == ("file-too-large", "大.yaml")


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="the pure parser is about six times slower")
def test_two_thousand_lines_are_read_in_well_under_a_second() -> None:
    indicator = (
        "  - id: x\n    title: 名称\n    met: rate(members, workers) >= 90\n    points: {full: 5, at: [[90, 5]]}\n"
    )
    text = "indicators:\n" + indicator * 500
    start = time.perf_counter()
    read_yaml(text)
    assert time.perf_counter() - start < 0.5  # some 25 ms on the machine it was written on


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["标准.yaml", "标准.yml", "标准.YAML", "标准.json"])
def test_files_are_read_by_their_extension(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes('{"名称": "某区", "数": 010}'.replace("010", "10").encode("utf-8-sig"))
    document = read_document(path)
    assert document.data == {"名称": "某区", "数": "10"}
    assert document.source == str(path)
    assert str(document.place(("名称",))) == f"{path}:1:8"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("无.yaml", None, "file-not-found"),
        ("夹.yaml", "folder", "file-unreadable"),
        ("表.xlsx", b"PK", "file-suffix-unknown"),
        ("无扩展名", b"a: 1", "file-suffix-unknown"),
        ("乱.yaml", "甲: 1".encode("utf-16"), "file-not-utf8"),
        ("乱.json", '{"名称": "某区"}'.encode("gb18030"), "file-not-utf8"),
        ("坏\0.yaml", None, "file-unreadable"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes | str | None, code: str) -> None:
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        read_document(path)
    (problem,) = raised.value.problems
    assert problem.code == code
    assert problem.place.source == str(path)
    assert problem.hint("zh")


def test_a_file_is_not_read_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MAX_SIZE", 10)
    path = tmp_path / "大.yaml"
    path.write_text("a: 12345678", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_document(path)
    assert [problem.code for problem in raised.value.problems] == ["file-too-large"]


# --- anything at all -------------------------------------------------------------------------------------------------

PIECES = [*"\t\n\r :-?[]{},&*!|>'\"%@`#\\：，ab1 😀\u2028\ufeff\x00", "\r\n", "---\n", "<<", "- ", ": ", "\\u", "注："]
RICH = (
    STANDARD + IN_STYLES["folded"] + "text: 'a''b'\nnote: \"注：\\n\"\ncode: |2\n    缩进\n  x\nflow: [a, {b: c}, ~]\n"
)


def mutations(seed: int, text: str, count: int) -> Iterator[str]:
    source = random.Random(seed)
    for _ in range(count):
        characters = list(text)
        for _ in range(source.randint(0, 4)):
            index, other = source.randrange(len(characters) + 1), source.randrange(len(characters) + 1)
            match source.randrange(3):
                case 0:
                    characters.insert(index, source.choice(PIECES))
                case 1:
                    del characters[index : index + source.randint(1, 4)]
                case _:
                    characters[index:index] = characters[other : other + source.randint(1, 15)]
        yield "".join(characters)


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(child, (*path, step))


def check_that_every_character_is_found(document: Document, text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for path, value in leaves(document.data):
        for offset, character in enumerate(value):
            place = document.place_in_text(path, offset)
            assert place.line is not None
            assert place.column is not None
            if character not in " \t\n" and not document.has_escapes(path):
                assert lines[place.line - 1][place.column - 1] == character


def outcome(text: str, reader: Callable[[str], Document] = read_yaml) -> Document | InputError:
    try:
        return reader(text)
    except InputError as error:
        return error


def check_outcomes(texts: Iterable[str], reader: Callable[[str], Document]) -> None:
    read = refused = 0
    for text in texts:
        result = outcome(text, reader)
        if isinstance(result, Document):
            read += 1
            check_that_every_character_is_found(result, text)
        else:
            refused += 1
            assert result.problems
            assert all(problem.place.line and problem.place.column for problem in result.problems)
    assert min(read, refused) > 30


def test_any_text_gives_a_document_or_problems(parser: str) -> None:
    check_outcomes(mutations(20, RICH, 700 if parser == "libyaml" else 300), read_yaml)


def test_any_json_gives_a_document_or_problems() -> None:
    text = json.dumps(read_yaml(RICH).data, ensure_ascii=False, indent=1)
    check_outcomes(mutations(21, text, 1000), read_json)


@pytest.mark.skipif(len(LOADERS) < 2, reason="needs both parsers")
def test_where_both_parsers_read_a_text_they_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = 0
    for text in mutations(22, RICH, 300):
        results = []
        for loader in LOADERS.values():
            monkeypatch.setattr(events, "YAML_LOADER", loader)
            results.append(outcome(text))
        first, second = results
        if isinstance(first, Document) and isinstance(second, Document):
            assert first == second
            assert [first.place(path) for path, _ in leaves(first.data)] == [
                second.place(path) for path, _ in leaves(second.data)
            ]
            agreed += 1
    assert agreed > 30


def test_unchecked_json_is_never_taken_when_the_stack_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def overflow(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(json, "loads", overflow)
    with pytest.raises(RecursionError):
        read_json('{"a": [1, 2}')
