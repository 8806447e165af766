"""`evalcore batch`: files into a folder, part by part; stopped and started again; refused; counted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result

import evalcore as ec
from evalcore.batch import files, parts, writing
from evalcore.batch.files import Options, Progress
from evalcore.batch.jobs import Job
from evalcore.batch.parts import Batch, score_part
from evalcore.batch.single import Scored, score_rows
from evalcore.batch.summary import SummaryRecord
from evalcore.batch.tables import Part
from evalcore.cli import main
from evalcore.errors import EngineDisagreement, InputError
from tests.batch.standards import points, table

ROOT = Path(__file__).parents[2]
COMMUNITY = "full-employment-community"
TABLE = ROOT / "fixtures/employment-communities.csv"
COMMON = ROOT / "fixtures/employment-county.yaml"
PLAIN = {"EVALCORE_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C", "COLUMNS": "100", "NO_COLOR": "1"}


def batch(folder: Path, *arguments: object, data: Path = TABLE) -> Result:
    command = ["batch", COMMUNITY, str(data), "-o", str(folder), "--common", str(COMMON), *map(str, arguments)]
    return CliRunner().invoke(main, command, env=PLAIN)


def read(folder: Path, name: str = "results") -> pl.DataFrame:
    return pl.concat(pl.read_parquet(path) for path in sorted((folder / name).iterdir()))


def summary(folder: Path) -> SummaryRecord:
    return SummaryRecord.model_validate_json((folder / "summary.json").read_bytes())


def test_a_folder_of_results(tmp_path: Path) -> None:
    done = batch(tmp_path / "out", "--part-rows", 5, "--lang", "zh")
    assert done.exit_code == 0
    assert (
        done.stderr
        == f"{tmp_path}/out: warning batch-rows-rejected 有 1 行无法读取，没有测算；位置和原因见其中的 rejects 文件夹。\n"
    )
    wanted = ec.score_frame(COMMUNITY, TABLE, common=COMMON)
    for name, frame in (("results", wanted.results), ("gaps", wanted.gaps), ("rejects", wanted.rejects)):
        assert read(tmp_path / "out", name).equals(frame), name
    assert sorted(path.name for path in (tmp_path / "out/results").iterdir()) == [
        f"part-0000{n}.parquet" for n in range(4)
    ]
    assert [path.name for path in (tmp_path / "out/rejects").iterdir()] == ["part-00002.parquet"]
    found = summary(tmp_path / "out")
    assert (found.rows, found.scored, found.rejected) == (17, 16, 1)
    assert found.files == {"results": 4, "gaps": 4, "rejects": 1}


def test_csv_is_what_excel_opens(tmp_path: Path) -> None:
    assert batch(tmp_path / "out", "--format", "csv").exit_code == 0
    raw = (tmp_path / "out/results/part-00000.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfrow,subject,verdict,level,")
    text = raw.decode("utf-8-sig").splitlines()
    assert text[2].startswith("2,东河沿社区（虚构）,met,demonstration,,261.7,261.7,260,no,257,257,260,")


def test_workbooks_are_split_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SHEET_ROWS", 10)
    done = batch(tmp_path / "out", "--format", "xlsx", "--part-rows", 12)
    assert done.exit_code == 0
    assert (
        "batch-many-workbooks One sheet of Excel does not hold every row: the results are split over 4 files"
        in done.stderr
    )
    names = sorted(path.name for path in (tmp_path / "out/gaps").iterdir())
    assert names == ["part-00000-1.xlsx", "part-00000-2.xlsx", "part-00001-1.xlsx", "part-00001-2.xlsx"]
    rows = [
        row
        for path in (tmp_path / "out/gaps").iterdir()
        for row in list(openpyxl.load_workbook(path).worksheets[0].values)[1:]
    ]
    wanted = ec.score_frame(COMMUNITY, TABLE, common=COMMON).gaps
    assert sorted((row[0], row[2], row[4]) for row in rows) == sorted(
        (row["row"], row["indicator"], float(row["points_lost"])) for row in wanted.rows(named=True)
    )


def test_one_workbook_a_part_is_no_news(tmp_path: Path) -> None:
    done = batch(tmp_path / "out", "--format", "xlsx", "--part-rows", 5)
    assert done.exit_code == 0
    assert len(list((tmp_path / "out/results").iterdir())) == 4
    assert "batch-many-workbooks" not in done.stderr


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    done = batch(tmp_path / "out", "--format", "xlsx", "--part-rows", 1_048_576)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "batch-sheet-too-small A sheet of Excel does not hold 1048576 rows; it holds 1048575." in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", ["", "单位\n"])
def test_nothing_to_score(tmp_path: Path, content: str) -> None:
    data = tmp_path / "data.csv"
    data.write_text(content, encoding="utf-8")
    done = batch(tmp_path / "out", data=data)
    if not content:
        assert done.exit_code == 2
        assert "evidence-file-empty" in done.stderr
        return
    assert done.exit_code == 0
    assert "There was no row." in done.stdout
    assert summary(tmp_path / "out").rows == len(read(tmp_path / "out")) == 0


# --- again --------------------------------------------------------------------------------------------------------------------


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.glob("*/part-*")}


def test_finished_parts_are_not_scored_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    first = batch(folder, "--part-rows", 5)
    before = stamps(folder)
    (folder / "parts/part-00002.json").unlink()  # as if killed before it was noted
    (folder / "results/part-00002.parquet.unfinished").write_bytes(b"half")
    scored: list[int] = []

    def noted(job: Job, part: Part) -> Batch:
        scored.append(part.rows[0])
        return score_part(job, part)

    monkeypatch.setattr(files, "score_part", noted)
    assert batch(folder, "--part-rows", 5).stdout == first.stdout
    assert scored == [11]
    after = stamps(folder)
    assert sorted(before) == sorted(after)
    assert {Path(name).name.partition(".")[0] for name in before if before[name] != after[name]} == {"part-00002"}
    assert read(folder)["row"].to_list() == [n for n in range(1, 18) if n != 13]
    assert not list(folder.glob("*/*.unfinished"))


def test_files_that_were_taken_away_are_made_again(tmp_path: Path) -> None:
    batch(tmp_path / "out", "--part-rows", 5)
    wanted = read(tmp_path / "out")
    (tmp_path / "out/results/part-00001.parquet").unlink()
    (tmp_path / "out/results/part-00003.parquet").write_bytes(b"cut")
    (tmp_path / "out/parts/part-00000.json").write_text("{")
    batch(tmp_path / "out", "--part-rows", 5)
    assert read(tmp_path / "out").equals(wanted)


def test_files_that_were_changed_are_made_again(tmp_path: Path) -> None:
    batch(tmp_path / "out", "--part-rows", 5)
    wanted = read(tmp_path / "out")
    damaged = tmp_path / "out/results/part-00002.parquet"
    content = damaged.read_bytes()
    damaged.write_bytes(content[:100] + bytes(100) + content[200:])
    before = stamps(tmp_path / "out")
    batch(tmp_path / "out", "--part-rows", 5)
    assert read(tmp_path / "out").equals(wanted)
    after = stamps(tmp_path / "out")
    assert {Path(name).name.partition(".")[0] for name in before if before[name] != after[name]} == {"part-00002"}


def many_places(tmp_path: Path, times: int = 60) -> Path:
    lines = pl.read_csv(TABLE, infer_schema=False, truncate_ragged_lines=True)
    pl.concat([lines] * times).write_parquet(tmp_path / "data.parquet")
    return tmp_path / "data.parquet"


def many_parts(data: Path, folder: Path) -> list[str]:
    """The command that scores a table in small parts."""
    command = [sys.executable, "-m", "evalcore", "batch", COMMUNITY, str(data), "-o", str(folder)]
    return [*command, "--common", str(COMMON), "--part-rows", "40", "--format", "parquet"]


def started(command: list[str], folder: Path, *, parts: int) -> subprocess.Popen[bytes]:
    """A run that has just finished so many parts (or has ended, if it was quicker than we look)."""
    process = subprocess.Popen(command, env=os.environ | PLAIN, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while process.poll() is None and len(list((folder / "parts").glob("*.json"))) < parts:
        time.sleep(0.005)
    return process


def test_a_run_that_is_killed_goes_on(tmp_path: Path) -> None:
    """With a real SIGKILL, several times over, at whatever it was doing."""
    data, folder = many_places(tmp_path), tmp_path / "out"
    command = many_parts(data, folder)
    kills = 0
    for wanted in (1, 7, 15):
        process = started(command, folder, parts=wanted)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.communicate()
        assert not (folder / "summary.json").exists()
    assert kills == 3
    done = subprocess.run(command, env=os.environ | PLAIN, capture_output=True, text=True, check=True)
    assert "1020 = 1020 scored + 0 that cannot be read" in done.stdout
    whole = ec.score_frame(COMMUNITY, data, common=COMMON)
    assert read(folder).equals(whole.results)
    assert read(folder, "gaps").equals(whole.gaps)
    assert summary(folder).gaps == len(whole.gaps)


def test_another_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    batch(folder)
    other = tmp_path / "other.csv"
    other.write_text(TABLE.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    for arguments, data, what in (
        (("--part-rows", 5), TABLE, "options"),
        ((), other, "data"),
        (("--format", "csv", "--common", COMMON), other, "data, options"),
    ):
        done = batch(folder, *arguments, data=data)
        assert done.exit_code == 2
        assert (
            f"{folder}: batch-folder-of-another The folder holds the results of another run, which differs in: {what}."
            in done.stderr
        )
    assert batch(folder).exit_code == 0


def test_all_that_is_wrong_is_said_together(tmp_path: Path) -> None:
    data, common = tmp_path / "data.csv", tmp_path / "common.yaml"
    data.write_text("单位,什么\n甲,1\n", encoding="utf-8")
    common.write_text("parameter: {}\n")
    options = ("--part-rows", 0, "--sample", 2, "--common", common)
    mistakes = ["batch-bad-part-rows", "batch-bad-sample", "evidence-unknown-key"]
    for wrong, code in ((data, "header-unknown"), (tmp_path / "none.csv", "file-not-found")):
        done = batch(tmp_path / "out", *options, data=wrong)
        assert (done.exit_code, done.stdout) == (2, "")
        assert [each for each in (*mistakes, code) if each not in done.stderr] == []
        assert not (tmp_path / "out").exists()
    with pytest.raises(InputError) as caught:
        ec.score_frame(COMMUNITY, tmp_path / "none.csv", common=common, sample=2)
    assert sorted(each.code for each in caught.value.problems) == [*mistakes[1:], "file-not-found"]


def test_folders_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/manifest.json").write_text("[")
    for name, code in (
        ("full", "batch-folder-in-use"),
        ("file", "batch-not-a-folder"),
        ("broken", "batch-folder-of-another"),
    ):
        done = batch(tmp_path / name)
        assert (done.exit_code, code in done.stderr) == (2, True), done.stderr
    assert (tmp_path / "full/mine.txt").read_text() == "x"
    assert "output-unwritable" in batch(tmp_path / "file/below").stderr
    assert "batch-bad-part-rows" in batch(tmp_path / "new", "--part-rows", 0).stderr


def test_a_sample_that_comes_out_otherwise_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(job: Job, part: Part, *, confirmed: bool = False) -> Scored:
        scored = score_rows(job, part, confirmed=confirmed)
        return scored if confirmed else scored._replace(results=scored.results.with_columns(level=pl.lit("x")))

    monkeypatch.setattr(parts, "score_rows", wrong)
    with pytest.raises(EngineDisagreement, match=r"row \d level"):
        ec.score_frame(points(), table())
    done = batch(tmp_path / "out")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "engines-disagree" in done.stderr


# --- progress -----------------------------------------------------------------------------------------------------------------


def test_progress_is_told_part_by_part(tmp_path: Path) -> None:
    seen: list[Progress] = []
    table().write_csv(tmp_path / "data.csv")
    table().write_parquet(tmp_path / "data.parquet")
    options = Options(part_rows=3)
    files.run(points(), tmp_path / "data.parquet", tmp_path / "out", options, seen=seen.append)
    assert seen == [Progress(3, 7, 1, False), Progress(6, 7, 2, False), Progress(7, 7, 3, False)]
    seen.clear()
    files.run(points(), tmp_path / "data.parquet", tmp_path / "out", options, seen=seen.append)
    assert seen == [Progress(3, 7, 1, True), Progress(6, 7, 2, True), Progress(7, 7, 3, True)]
    seen.clear()
    files.run(points(), tmp_path / "data.csv", tmp_path / "out2", options, seen=seen.append)
    steps = [(each.rows, each.total, each.part, each.exact) for each in seen]
    assert steps == [(3, 7, 1, False), (6, 7, 2, False), (7, 7, 3, False), (7, 7, 3, True)]


def test_the_rows_of_a_csv_file_are_estimated_by_its_lines(tmp_path: Path) -> None:
    text = '考核表,\n单位,职工人数\n"甲\n东",1\n\n乙,2\n丙,3'
    for name, content in (("lines", text), ("returns", text.replace("\n", "\r"))):
        seen: list[Progress] = []
        data = tmp_path / f"{name}.csv"
        data.write_text(content, encoding="utf-8", newline="")
        files.run(points(), data, tmp_path / name, seen=seen.append)
        assert [(each.rows, each.total, each.exact) for each in seen] == [(3, 5, False), (3, 3, True)]


def test_progress_is_told_within_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LEAST_PIECE", 1)
    monkeypatch.setattr(files, "Pace", partial(files.Pace, 2))
    monkeypatch.setattr(files, "monotonic", iter(range(100)).__next__)  # every piece takes a second
    seen: list[Progress] = []
    table().write_parquet(tmp_path / "data.parquet")
    files.run(points(), tmp_path / "data.parquet", tmp_path / "out", Options(part_rows=6), seen=seen.append)
    assert [(each.rows, each.part) for each in seen] == [(2, 0), (4, 0), (6, 1), (7, 2)]
    assert read(tmp_path / "out").equals(ec.score_frame(points(), table()).results)
    assert read(tmp_path / "out", "gaps").equals(ec.score_frame(points(), table()).gaps)


def test_lines_in_a_log() -> None:
    from evalcore.cli.progress import Lines

    clock = iter([0.0, 1.0, 10.0, 31.0, 40.0, 91.0])
    lines = CliRunner()

    def told() -> None:
        say = Lines("zh", lambda: next(clock))
        for rows, resumed in ((1000, True), (2000, False), (4000, False), (5000, False), (10_000, False)):
            say(Progress(rows, 20_000, 0, resumed, exact=rows < 10_000))

    import click

    result = lines.invoke(click.command()(told))
    assert result.stderr.splitlines() == [
        "已处理 4,000 行 (20 %)，每秒 100 行，约剩 160 秒",
        "已处理 10,000 行 (约 50 %)，每秒 100 行，约剩 100 秒",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    command = [sys.executable, "-m", "evalcore", "batch", COMMUNITY, str(TABLE), "-o", str(tmp_path / "out")]
    subprocess.run(command, env=os.environ | PLAIN, stdout=subprocess.PIPE, stderr=theirs, check=True)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    os.close(theirs)
    assert "100%|" in shown
    assert "17.0/17.0 [" in shown


def test_what_places_share_may_stand_in_a_workbook(tmp_path: Path) -> None:
    pl.DataFrame({"county_insured_rate": ["91.2%"]}).write_excel(tmp_path / "common.xlsx")
    assert batch(tmp_path / "out", "--common", tmp_path / "common.xlsx").exit_code == 0
    assert batch(tmp_path / "wanted").exit_code == 0
    assert read(tmp_path / "out").equals(read(tmp_path / "wanted"))


def test_quiet_and_unknown_things(tmp_path: Path) -> None:
    assert batch(tmp_path / "out", "--quiet").exit_code == 0
    refused = batch(tmp_path / "new", "--common", tmp_path / "none.yaml")
    assert (refused.exit_code, "file-not-found" in refused.stderr) == (2, True)
    assert (
        CliRunner().invoke(main, ["batch", "nothing", str(TABLE), "-o", str(tmp_path / "x")], env=PLAIN).exit_code == 2
    )
    with pytest.raises(InputError, match="batch-bad-sample"):
        files.run(points(), TABLE, tmp_path / "x", Options(sample=2))


@pytest.mark.parametrize("library", ["filelock", "polars", "xlsxwriter"])
def test_without_the_extra_it_says_what_to_install(tmp_path: Path, library: str) -> None:
    arguments = ["batch", COMMUNITY, str(TABLE), "-o", str(tmp_path / "out")]
    code = f"import sys; sys.modules[{library!r}] = None; from evalcore.cli import main; main({arguments!r})"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | PLAIN, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"extra-missing This needs libraries that are not installed: {library}.\n"
        "  hint: Install them with: pip install 'evalcore[tables]'\n"
    )


def test_the_manifest_says_what_was_done(tmp_path: Path) -> None:
    batch(tmp_path / "out")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    standard = ec.load_standard(COMMUNITY)
    assert manifest["standard"] == {"id": COMMUNITY, "edition": standard.edition, "digest": standard.digest}
    assert manifest["data"]["size"] == TABLE.stat().st_size
    assert manifest["evalcore"] == ec.__version__
