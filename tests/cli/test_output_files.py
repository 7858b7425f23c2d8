"""Files that are written: never over what is read, never two in one, and none before all of them can be made."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from processes import CHECK, ROOT, SMALL, start

from compliance.cli.main import run


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dossier ``d``, a standard ``s`` and an assessment ``a.json``, as the current one."""
    shutil.copytree(SMALL / "tests" / "base", tmp_path / "d")
    (tmp_path / "d" / "narrative").mkdir(exist_ok=True)
    shutil.copytree(SMALL, tmp_path / "s")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "d", "--standard", "s", "-q", "--report", "a.json"]) == 0
    (tmp_path / "link").symlink_to("d")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


INTO_INPUTS = [
    "d/dossier.yaml", "d/dossier.json", "d/../d/dossier.yaml", "link/dossier.yaml", "d/narrative/report.md",
    "s/report.md", "s/standard.yaml", "s/criteria/x.json",
]  # fmt: skip


@pytest.mark.parametrize("output", INTO_INPUTS)
def test_a_check_never_writes_over_what_it_reads(output: str, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(work)
    assert run(["check", "d", "--standard", "s", "--format", f"json={output}"]) == 2
    assert f"`{output}`" in capsys.readouterr().err
    assert contents(work) == before


def test_evidence_is_never_written_over(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "samples" / "support-assistant", work / "m")
    before = contents(work)
    for name in ("evidence/judge-scores.csv", "evidence/../evidence/runbook.md"):
        assert run(["check", "m", "--format", f"json=m/{name}"]) == 2
        assert "is read here" in capsys.readouterr().err
    assert contents(work) == before


@pytest.mark.parametrize("output", ["a.json", "./a.json", "d/../a.json"])
def test_a_report_never_replaces_its_assessment(output: str, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(work)
    assert run(["report", "a.json", "--format", f"text={output}"]) == 2
    assert "is read here" in capsys.readouterr().err
    assert contents(work) == before


def test_a_report_may_lie_beside_the_dossier_and_be_written_again(work: Path) -> None:
    for _ in range(2):
        assert run(["check", "d", "--standard", "s", "-q", "--report", "d/audit.json"]) == 0
    assert run(["check", "d", "--standard", "s", "-q"]) == 0


@pytest.mark.parametrize("other", ["x.json", "d/../x.json", "link/../x.json", "hard.json"])
def test_two_names_of_one_file_are_refused(other: str, work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "x.json").write_text("old", encoding="utf-8")
    os.link("x.json", "hard.json")
    before = contents(work)
    assert run(["check", "d", "--standard", "s", "--format", "json=x.json", "--format", f"csv={other}"]) == 2
    assert "two forms would be written" in capsys.readouterr().err
    assert contents(work) == before


def test_nothing_is_written_where_one_of_the_files_can_not_be_made(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    templates = work / "t" / "pages"
    templates.mkdir(parents=True)
    (templates / "cover.html.j2").write_text("{{ nothing.of.that.name }}", encoding="utf-8")
    before = contents(work)
    arguments = ["check", "d", "--standard", "s", "--templates", "t", "--report", "b.json", "--report", "b.pdf"]
    assert run(arguments) == 2
    assert capsys.readouterr().out == ""
    assert contents(work) == before
    assert run(["check", "d", "--standard", "s", "--report", "b.json", "--report", "none/b.csv"]) == 2
    assert contents(work) == before


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_streams_and_devices_are_written_to_as_they_are(tmp_path: Path) -> None:
    printed = start(*CHECK, "--format", "json")
    assert start(*CHECK, "-q", "--format", "json=/dev/stdout").stdout == printed.stdout
    kept = tmp_path / "kept"
    start(*CHECK, "-q", "--format", "json=/dev/stdout", shell=f'"$@" > {kept}')
    assert kept.read_bytes() == printed.stdout
    piped = start(*CHECK, "--format", "csv=/dev/null", "--report", f"{tmp_path}/r.json",
                  shell='"$@" > /dev/null; echo $?')  # fmt: skip
    assert piped.stdout == b"0\n"
    substituted = start(*CHECK, "-q", shell=f'"$@" --format json=>(cat > {tmp_path}/p.json); wait $!')
    assert substituted.returncode == 0
    assert json.loads((tmp_path / "p.json").read_bytes()) == json.loads(printed.stdout)
    assert Path("/dev/stdout").is_symlink()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_told_before_the_work(work: Path) -> None:
    (work / "locked").mkdir(mode=0o500)
    assert run(["check", "d", "--standard", "s", "--report", "locked/a.json"]) == 2
