from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import evalcore as ec
from evalcore.cli import main
from evalcore.cli.language import default_language
from evalcore.engines import confirm

ROOT = Path(__file__).parents[2]
UNION = "union-model-district"
HAIR = str(ROOT / "fixtures/union-by-a-hair.yaml")
PASSING = str(ROOT / "fixtures/union-passing.yaml")
MISSING = str(ROOT / "fixtures/union-much-missing.yaml")
POINTS = (str(ROOT / "tests/golden/points-standard.yaml"), str(ROOT / "tests/golden/points-evidence.yaml"))
PLAIN = {"EVALCORE_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C", "COLUMNS": "100", "NO_COLOR": ""}


def run(*arguments: str, env: Mapping[str, str] = PLAIN) -> Result:
    return CliRunner().invoke(main, arguments, env=env)


def process(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    command = [sys.executable, "-m", "evalcore", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, env=os.environ | PLAIN | env, check=False)


def refused(result: Result) -> str:
    """What a refusal says: everything on stderr, exit code 2."""
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


# --- score ------------------------------------------------------------------------------------------------------------


def test_score_prints_a_report() -> None:
    result = run("score", UNION, HAIR, "--lang", "zh")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("【试算】省级模范区（县）工会（2007）测算结果\n")
    assert "\x1b[" not in result.stdout


def test_score_as_json_is_the_scorecard() -> None:
    result = run("score", UNION, HAIR, "--format", "json")
    assert json.loads(result.stdout) == json.loads(ec.score(UNION, HAIR).to_json())


def test_score_as_markdown_in_english() -> None:
    result = run("score", UNION, HAIR, "--format", "markdown", "--lang", "en")
    assert result.stdout.startswith("# \\[trial] Provincial model district (county) trade union (2007)")
    assert "| 2.4 | At least 90 % of their workers" in result.stdout


@pytest.mark.parametrize(
    ("evidence", "verdict", "code"), [(PASSING, "met", 0), (HAIR, "unmet", 1), (MISSING, "unknown", 1)]
)
def test_exit_code_says_whether_the_standard_is_met(evidence: str, verdict: str, code: int) -> None:
    asked = run("score", UNION, evidence, "--format", "json", "--exit-code")
    assert (json.loads(asked.stdout)["verdict"], asked.exit_code) == (verdict, code)
    assert run("score", UNION, evidence, "--format", "json").exit_code == 0


def test_no_confirm() -> None:
    result = run("score", UNION, HAIR, "--no-confirm", "--format", "json")
    assert json.loads(result.stdout)["confirmed_by"] == {
        "asked": False, "decided_by": "scalar", "arithmetic": None, "logic": None, "trail": [],
    }  # fmt: skip


def test_without_durable_rules_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirm, "available", lambda: False)
    result = run("score", UNION, HAIR, "--lang", "en")
    assert "durable-rules is not available here" in result.stdout


def test_engines_that_disagree_give_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(*_: object, **__: object) -> None:
        raise ec.EngineDisagreement("scalar", "trace", [("verdict 2.4", 1, 2)])

    monkeypatch.setattr("evalcore.scoring.decide", disagree)
    result = run("score", UNION, HAIR, "--lang", "zh", "--exit-code")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(
        "engines-disagree scalar 与 trace 的结果不一致，因此没有结果：verdict 2.4: 1 / 2。\n"
    )


def test_explain_says_why() -> None:
    result = run("score", UNION, HAIR, "--explain", "2.4", "--explain", "2", "--lang", "zh")
    head, first, second = result.stdout.strip().split("\n\n")
    card = ec.score(UNION, HAIR)
    assert "结论：✗ 未达标" in head
    assert [first, second] == [card["2.4"].explain("zh"), card["2"].explain("zh")]
    assert "8999 ÷ 10000 = 89.99%" in first


def test_explain_of_an_unknown_part_names_near_ones() -> None:
    said = refused(
        run("score", UNION, HAIR, "--explain", "2.44", "--explain", "2.4", "--explain", "壹", "--lang", "zh")
    )
    assert "part-not-found 标准中没有编号为“2.44”的指标或分项。" in said
    assert "相近的编号：2.4" in said
    assert "“壹”" in said


def test_explain_does_not_go_with_json() -> None:
    assert "--explain" in refused(run("score", UNION, HAIR, "--explain", "2.4", "--format", "json"))


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "结 果.json"
    result = run("score", UNION, HAIR, "--format", "json", "-o", str(path))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert json.loads(path.read_text(encoding="utf-8"))["subject"] == "槐岭区总工会（虚构）"


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    nowhere = tmp_path / "没有" / "结果.txt"
    said = refused(run("score", UNION, HAIR, "-o", str(nowhere), "--lang", "zh"))
    assert said.startswith(f"{nowhere}: output-unwritable 结果不能写到这里：")
    assert refused(run("score", UNION, HAIR, "-o", str(tmp_path))).startswith(f"{tmp_path}: output-unwritable")
    assert "output-unwritable" in refused(run("score", UNION, HAIR, "-o", "a\0b"))


def test_every_problem_of_the_evidence_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "材 料.yaml"
    path.write_text("evidence:\n  wokers: 3\n  workers: {value: 1, valve: 2}\n  joint_meeting: 3\n", encoding="utf-8")
    said = refused(run("score", UNION, str(path), "--lang", "zh"))
    found = re.findall(rf"^{re.escape(str(path))}:([0-9]+):[0-9]+: (\S+) ", said, re.MULTILINE)
    assert found == [
        ("2", "evidence-unknown-field-near"), ("3", "evidence-unknown-key"), ("4", "evidence-period-needed"),
    ]  # fmt: skip
    assert "是否要写 workers？" in said
    assert re.search(r"^      wokers: 3\n +\^$", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ("no-such-standard", "standard-not-found"),
        ("没有.yaml", "file-not-found"),
        ("空 夹", "path-is-a-folder"),
        ("空.yaml", "standard-not-a-mapping"),
        ("坏.txt", "file-suffix-unknown"),
    ],
)
def test_a_standard_that_is_none(argument: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空 夹").mkdir()
    (tmp_path / "空.yaml").touch()
    (tmp_path / "坏.txt").touch()
    for command in (["score", argument, HAIR], ["show", argument], ["check", argument]):
        said = refused(run(*command))
        assert code in said
        assert argument in said
        assert "<data>" not in said
        assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "code"), [("没有.yaml", "file-not-found"), ("夹", "path-is-a-folder"), ("空.yaml", "empty")]
)
def test_evidence_that_is_none(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    (tmp_path / "空.yaml").touch()
    said = refused(run("score", UNION, str(tmp_path / name)))
    assert said.startswith(f"{tmp_path / name}: ")
    assert code in said


# --- the other commands -----------------------------------------------------------------------------------------------


def test_standards_lists_what_is_bundled() -> None:
    result = run("standards", "--lang", "zh")
    assert (result.exit_code, result.stderr) == (0, "")
    for name in ec.bundled_ids():
        standard = ec.load_standard(name)
        row = next(line for line in result.stdout.splitlines() if line.startswith(f"| {name} "))
        assert row.split("|")[2].strip() == standard.edition
        assert row.split("|")[-2].strip() == str(len(list(standard.leaves())))


def test_show_has_all_of_a_standard() -> None:
    standard = ec.load_standard(UNION)
    text = run("show", UNION, "--lang", "zh", env={**PLAIN, "COLUMNS": "400"}).stdout
    parts = [
        *(leaf.id + " " + leaf.title for leaf in standard.leaves()),
        *(heading.title for heading in standard.headings()),
        *(" ".join((leaf.met or "").split()) for leaf in standard.leaves()),
        *(f"材料：{'、'.join(leaf.documents)}" for leaf in standard.leaves()),
        *(leaf.assumed or "" for leaf in standard.leaves()),
        *standard.evidence, *standard.parameters,
        *(field.label for field in standard.evidence.values()),
        *(column.label for field in standard.evidence.values() for column in field.columns.values()),
        *(relation.id for relation in standard.relations),
        *(source.title for source in standard.sources),
    ]  # fmt: skip
    assert [part for part in parts if part not in text] == []
    assert text.count("【一票否决】") == sum(leaf.veto is not None for leaf in standard.leaves())
    assert text.count("依据：本库假定") == sum(leaf.authority == "assumed" for leaf in standard.leaves())


def test_show_has_all_of_a_points_standard() -> None:
    text = run("show", POINTS[0], "--lang", "zh", env={**PLAIN, "COLUMNS": "400"}).stdout
    wanted = [
        "总分：100", "模范 ≥ 95", "达标等次：达标", "不适用项：不计入满分", "总分取整：1 位小数", "计分精度：0.01",
        "最低分：12", "≤ 3：6；其余 0", "B2 信息刊用：每次 0.1，次数 刊用信息〔articles〕，至多 2", "封顶 5",
        "P1 迟报材料",
        "R1 基础薄弱：条件 “1.2”未达标，且“1”得分 < 20", "得出结论 weak", "封顶 qualified", "建议 推荐上报", "至少 1",
        "数值：培训率（培训人数 ÷ 在职人数）〔share〕", "【核心】", "差、一般、好", "= 培训人数 ÷ 在职人数",
    ]  # fmt: skip
    assert [part for part in wanted if part not in text] == []


def test_check_says_ok() -> None:
    result = run("check", UNION, POINTS[0], "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"ok: {UNION}: {UNION} 2007, 71 indicators", f"ok: {POINTS[0]}: golden-points 2, 8 indicators",
    ]  # fmt: skip


SUSPICIOUS = """\
evalcore: 1
id: some
edition: 1
title: 标准
kind: conditions
subject: 街道
evidence:
  meetings: {label: 会议次数, type: count}
indicators:
  - {id: 1, title: 开过会, authority: assumed, assumed: 原文没有次数, met: meetings >= 0}
"""


def test_check_reports_what_is_suspicious(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SUSPICIOUS, encoding="utf-8")
    result = run("check", str(path), "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"ok: {path}: some 1, 1 indicators\n")
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"{path}:1:1: info lint-assumed 1 of 1 ")
    column = SUSPICIOUS.splitlines()[9].index("meetings >= 0") + 1
    assert lines[4] == f"{path}:10:{column}: warning lint-always-holds “1”: meetings >= 0 always holds"
    assert lines[-1].endswith("docs/lint.md#lint-always-holds")


def test_check_strict_counts_warnings_as_errors(tmp_path: Path) -> None:
    suspicious, assumed = tmp_path / "a.yaml", tmp_path / "b.yaml"
    suspicious.write_text(SUSPICIOUS, encoding="utf-8")
    assumed.write_text(SUSPICIOUS.replace(">= 0", ">= 1"), encoding="utf-8")
    result = run("check", "--strict", str(suspicious), "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, run("check", str(suspicious), "--lang", "en").stderr)
    assert run("check", "--strict", str(assumed)).exit_code == 0


def test_check_puts_errors_before_what_is_suspicious(tmp_path: Path) -> None:
    suspicious, broken = tmp_path / "a.yaml", tmp_path / "b.yaml"
    suspicious.write_text(SUSPICIOUS, encoding="utf-8")
    broken.write_text(SUSPICIOUS.replace(">= 0", ">= x"), encoding="utf-8")
    result = run("check", str(suspicious), str(broken), "--lang", "zh")
    assert result.exit_code == 2
    assert result.stderr.index(str(broken)) < result.stderr.index(str(suspicious))


def test_check_reports_every_file(tmp_path: Path) -> None:
    broken, other = tmp_path / "坏 的.yaml", tmp_path / "b.yaml"
    text = Path(POINTS[0]).read_text(encoding="utf-8")
    broken.write_text(
        text.replace("met: has(plan)", "met: has(plam)").replace("total: 100", "total: 99"), encoding="utf-8"
    )
    other.write_text("evalcore: 1\n标题：x\n", encoding="utf-8")
    result = run("check", str(broken), UNION, str(other), "--lang", "zh")
    assert result.exit_code == 2
    assert result.stdout.splitlines() == [f"ok: {UNION}: {UNION} 2007, 71 项指标"]
    lines = result.stderr.splitlines()
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "met: has(plan)" in each)
    column = text.splitlines()[line - 1].index("has(plan)") + len("has(") + 1
    place = next(number for number, each in enumerate(lines) if each.startswith(f"{broken}:{line}:{column}: "))
    caret = lines[place + 2]
    assert caret.strip() == "^"
    assert any(each.startswith(f"{broken}:{text.splitlines().index('total: 100') + 1}:") for each in lines)
    assert any(each.startswith(f"{other}:2:") for each in lines)


def test_schema_prints_json() -> None:
    for subject in ("standard", "evidence", "scorecard"):
        result = run("schema", subject)
        assert (result.exit_code, result.stderr) == (0, "")
        assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_schema_of_the_evidence_for_one_standard() -> None:
    made = json.loads(run("schema", "evidence", "--standard", UNION, "--lang", "zh").stdout)
    fields = made["properties"]["evidence"]["properties"]
    assert list(fields) == list(ec.load_standard(UNION).evidence)
    assert fields["workers"]["title"] == "上述单位职工数（含进城务工人员）"
    assert "--standard" in refused(run("schema", "standard", "--standard", UNION))
    assert "standard-not-found" in refused(run("schema", "evidence", "--standard", "nosuch"))


# --- language, streams ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "ZH_tw"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LC_ALL": "en_US", "LANG": "zh_CN"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"EVALCORE_LANG": "zh", "LC_ALL": "en_US"}, "zh"),
        ({"EVALCORE_LANG": "en", "LANG": "zh_CN"}, "en"),
    ],
)
def test_default_language(environ: Mapping[str, str], lang: str) -> None:
    assert default_language(environ) == lang


@pytest.mark.parametrize(("code_page", "lang"), [("cp936", "zh"), ("cp1252", "en"), ("utf-8", "en")])
def test_language_of_chinese_windows(code_page: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: code_page)
    assert default_language({}) == lang


def test_language_of_everything_that_is_said() -> None:
    assert "测算结果" in run("score", UNION, HAIR, env={**PLAIN, "LANG": "zh_CN.UTF-8"}).stdout
    assert "computed result" in run("score", UNION, HAIR, env={**PLAIN, "EVALCORE_LANG": "en", "LANG": "zh_CN"}).stdout
    assert "没有这个标准" in refused(run("show", "nosuch", env={**PLAIN, "EVALCORE_LANG": "zh"}))
    assert "There is no standard" in refused(run("show", "nosuch", "--lang", "en", env={**PLAIN, "LANG": "zh_CN"}))


def test_help_and_version() -> None:
    assert run("--version").stdout == f"evalcore {ec.__version__}\n"
    text = run("--help").stdout
    assert [
        name for name in ("standards", "show", "check", "score", "batch", "schema") if f"  {name} " not in text
    ] == []


def test_help_imports_nothing_heavy() -> None:
    heavy = ("pydantic", "yaml", "tabulate", "durable", "polars", "pyarrow", "tqdm")
    code = f"import sys, evalcore.cli; print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_help_is_in_the_language_of_the_locale() -> None:
    assert "按标准测算一份申报材料" in process("score", "--help", LANG="zh_CN.UTF-8").stdout.decode()
    assert "Score one place" in process("score", "--help").stdout.decode()


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_writes_utf8_in_any_locale(locale: str, tmp_path: Path) -> None:
    evidence = tmp_path / "材料 一.yaml"
    evidence.write_bytes(Path(HAIR).read_bytes())
    env = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    result = process("score", UNION, str(evidence), "--lang", "zh", "--explain", "2.4", **env)
    assert (result.returncode, result.stderr) == (0, b"")
    assert "材料 一.yaml:" in result.stdout.decode("utf-8")
    result = process("score", UNION, str(tmp_path / "没有.yaml"), "--lang", "zh", **env)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode("utf-8").startswith(f"{tmp_path}/没有.yaml: file-not-found 找不到这个文件。")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are always Unicode there")
def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    evidence = os.fsencode(tmp_path) + b"/" + "材料.yaml".encode("gbk")
    Path(os.fsdecode(evidence)).write_bytes(Path(HAIR).read_bytes())
    result = run("score", UNION, os.fsdecode(evidence), "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    sources = [source for each in json.loads(result.stdout)["evidence"] for source in each["sources"]]
    assert sources[0]["place"].startswith(f"{tmp_path}/\ufffd")


def test_a_pipe_that_is_closed_early() -> None:
    command = [sys.executable, "-m", "evalcore", "score", UNION, HAIR, "--format", "json", "--exit-code"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(10)
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 1  # unmet, as without the pipe


def test_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["evalcore.cli.score"], "use_colour", lambda: True)
    assert "\x1b[31m✗ 未达标" in CliRunner().invoke(main, ["score", UNION, HAIR, "--lang", "zh"], color=True).stdout
    monkeypatch.undo()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    from evalcore.cli.streams import use_colour

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert use_colour()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not use_colour()


def test_width(tmp_path: Path) -> None:
    def widest(*more: str, columns: str) -> int:
        result = run("score", UNION, HAIR, "--lang", "en", *more, env={**PLAIN, "COLUMNS": columns})
        return max(len(line) for line in result.stdout.splitlines() if line.startswith("+"))

    assert 70 < widest(columns="80") <= 80
    assert 120 < widest(columns="140") <= 140
    path = tmp_path / "out.txt"
    run("score", UNION, HAIR, "--lang", "en", "-o", str(path), env={**PLAIN, "COLUMNS": ""})
    widths = [len(line) for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("+")]
    assert 90 < max(widths) <= 100
