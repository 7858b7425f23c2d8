"""Paths and folders: nothing outside is opened, nothing that is no file is opened, nothing blocks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import Cause, ComplianceError, Place
from compliance.files.folder import Folder
from compliance.files.paths import check_relative_path, check_twins
from compliance.files.visible_text import show
from compliance.files.write import write_whole

HERE = Place("dossier.yaml", 1, 1)
REFUSED = [
    "", "/etc/passwd", "../x", "a/../../x", "a//b", "a/./b", "~/x", "$HOME/x", "C:\\x", "\\\\s\\x", "file:///x",
    "http://127.0.0.1:1/x", "CON", "nul.txt", "a\x00b", "a\n b", "..%2fx", ".\u2024/x", "a/\u202egnp.exe", "x" * 300,
    "foo:stream", "trailing. ", "a\\..\\b", "e\u0301.csv",
]  # fmt: skip


def refused(path: str) -> bool:
    try:
        check_relative_path(path, HERE, Cause.DOSSIER)
    except ComplianceError as error:
        return error.problems[0].place is not None
    return False


@pytest.mark.parametrize("path", REFUSED)
def test_a_path_that_could_leave_or_mislead_is_refused(path: str) -> None:
    assert refused(path)


def test_the_hostile_paths_are_refused_but_for_the_plain_one(hostile: Path) -> None:
    listed = yaml.safe_load((hostile / "paths" / "evidence_refs.yaml").read_text(encoding="utf-8"))["evidence"]
    kept = [entry["path"] for entry in listed if not refused(entry["path"])]
    assert "README.md" in kept
    assert {path.casefold() for path in kept} <= {"readme.md", "é.csv"}
    with pytest.raises(ComplianceError):
        check_twins(((path, HERE) for path in kept), Cause.DOSSIER)


@given(st.text(alphabet="ab./\\~$ éA\u202e\x00%:", max_size=12))
def test_what_is_accepted_stays_inside(path: str) -> None:
    if not refused(path):
        assert not Path(path).is_absolute()
        assert os.path.normpath(path) == path
        assert not path.startswith("..")


@pytest.mark.parametrize("name", ["link", "away", "loop", "dangling", "folder/inner.csv", "pipe", "folder"])
def test_links_pipes_and_folders_are_not_read(name: str, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    (outside / "sub").mkdir(parents=True)
    (outside / "sub" / "inner.csv").write_text("secret")
    inside.mkdir()
    (inside / "plain").write_text("here")
    (inside / "link").symlink_to("plain")
    (inside / "away").symlink_to(outside / "sub" / "inner.csv")
    (inside / "loop").symlink_to("loop")
    (inside / "dangling").symlink_to("none")
    (inside / "folder").symlink_to(outside / "sub")
    os.mkfifo(inside / "pipe")
    with Folder(inside, Cause.DOSSIER) as folder:
        assert folder.read("plain").data == b"here"
        with pytest.raises(ComplianceError) as caught:
            folder.read(name)
    assert "secret" not in str(caught.value)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    write_whole(target, b"first")
    write_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(ComplianceError) as caught:
        write_whole(tmp_path / "none" / "report.json", b"third")
    assert caught.value.cause is Cause.SETTING


@given(st.text(max_size=60))
def test_what_is_shown_has_no_control_or_direction_characters(text: str) -> None:
    shown = show(text)
    assert not [
        one for one in shown if ord(one) < 32 or 0x7F <= ord(one) < 0xA0 or one in "\u202a\u202e\u2066\u200b\ufeff"
    ]
