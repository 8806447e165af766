"""The folder of `evalcore batch`: one run at a time, however the one before it ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from evalcore.batch import files
from evalcore.batch.folders import BEFORE_THE_MANIFEST, LOCK
from evalcore.batch.jobs import Job
from evalcore.batch.parts import Batch
from evalcore.batch.tables import Part
from tests.batch.test_files import PLAIN, batch, many_parts, many_places, started


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def said(files: dict[str, bytes]) -> dict[str, object]:
    """Files by what they say: the names in JSON have no order."""
    return {name: json.loads(text) if name.endswith(".json") else text for name, text in files.items()}


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped there and go on")
def test_a_second_run_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    data, folder, undisturbed = many_places(tmp_path, 20), tmp_path / "out", tmp_path / "undisturbed"
    command = many_parts(data, folder)
    first = started(command, folder, parts=1)
    try:
        first.send_signal(signal.SIGSTOP)  # so that it holds the folder for as long as we look at it
        before = contents(folder)
        second = subprocess.run(command, env=os.environ | PLAIN, capture_output=True, text=True, check=False)
        after = contents(folder)
    finally:
        first.kill()
        first.communicate()
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr == (
        f"{folder}: batch-folder-busy Another run is working on the folder.\n"
        "  hint: Start again when it has ended, or give another folder.\n"
    )
    assert after == before
    assert first.returncode == -signal.SIGKILL
    assert (folder / LOCK).exists()  # but nobody holds it
    for run in (command, many_parts(data, undisturbed)):
        subprocess.run(run, env=os.environ | PLAIN, capture_output=True, check=True)
    assert said(contents(folder)) == said(contents(undisturbed))


def test_another_run_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out" / LOCK):
        done = batch(tmp_path / "out", "--lang", "zh", data=tmp_path / "none.csv")  # which is not even looked for
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"{tmp_path / 'out'}: batch-folder-busy 另一次测算正在使用这个文件夹。\n"
        "  提示：等它结束后再运行，或者换一个文件夹。\n"
    )
    assert batch(tmp_path / "out").exit_code == 0


def test_the_folder_is_free_after_a_run_and_after_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    assert batch(folder).exit_code == 0
    assert not (folder / LOCK).exists()
    assert batch(folder, "--part-rows", 5).exit_code == 2  # other options
    assert not (folder / LOCK).exists()

    def broken(job: Job, part: Part) -> Batch:
        raise RuntimeError(job, part)

    with monkeypatch.context() as patch:
        patch.setattr(files, "score_part", broken)
        assert isinstance(batch(tmp_path / "new").exception, RuntimeError)
    assert not (tmp_path / "new" / LOCK).exists()
    assert batch(tmp_path / "new").exit_code == 0


def test_data_that_cannot_be_read_leave_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for folder in ("new", "mine"):
        assert "file-not-found" in batch(tmp_path / folder, data=tmp_path / "none.csv").stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert not list((tmp_path / "mine").iterdir())


def test_what_a_run_leaves_that_is_killed_at_once_is_no_other_file(tmp_path: Path) -> None:
    for name in BEFORE_THE_MANIFEST:
        (tmp_path / name).write_text("", encoding="utf-8")
    assert batch(tmp_path).exit_code == 0
    assert not BEFORE_THE_MANIFEST & set(contents(tmp_path))


@pytest.mark.parametrize("text", ["null", "[]", '"manifest"'])
def test_a_manifest_of_something_else_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    done = batch(tmp_path)
    assert (done.exit_code, "batch-folder-in-use" in done.stderr) == (2, True)
    assert contents(tmp_path) == {"manifest.json": text.encode()}
