"""Verifying assessments and reports: recomputed, compared with the dossier and the standard, checked again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from assessments import SAMPLES, edited, written

import compliance
from compliance.cli.main import run

SAMPLE = SAMPLES / "meeting-minutes"


@pytest.fixture
def result(tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    path.write_bytes(written())
    return path


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return shutil.copytree(SAMPLE, tmp_path / "dossier")


def differing(path: Path, **options: Any) -> set[tuple[str, str]]:
    return {(one.part, one.what) for one in compliance.verify(path, **options).differences}


def test_an_untouched_file_is_verified_as_far_as_it_goes(result: Path) -> None:
    found = compliance.verify(result)
    assert found.verified
    assert found.checked == ("file",)
    assert [one.what for one in found.not_checked] == ["signature", "dossier", "standard", "check"]


def test_with_its_dossier_everything_is_checked_again(result: Path, dossier: Path) -> None:
    found = compliance.verify(result, dossier=dossier)
    assert found.verified
    assert found.checked == ("file", "dossier", "standard", "check")
    assert [one.what for one in found.not_checked] == ["signature"]


def test_a_changed_dossier_is_named_by_file_and_by_finding(result: Path, dossier: Path) -> None:
    about = dossier / "narrative" / "about.md"
    about.write_text(about.read_text("utf-8") + "One more line.\n", "utf-8")
    (dossier / "narrative" / "more.md").write_text("More.\n", "utf-8")
    found = compliance.verify(result, dossier=dossier).differences
    files = {one.what: one.stated for one in found if one.part == "dossier"}
    assert set(files) == {"the file narrative/about.md", "the file narrative/more.md", "the digest of the dossier"}
    assert files["the file narrative/more.md"] == "not there"
    again = {one.what for one in found if one.part == "check"}
    assert again == {"narrative: narrative/about.md text", "narrative: narrative/more.md"}


def test_a_consistent_forgery_shows_when_it_is_checked_again(tmp_path: Path, dossier: Path) -> None:
    path = tmp_path / "forged.json"
    path.write_bytes(edited("meeting-minutes", {"findings.0.statement": "Nothing is asked.", "title": "Grand"}))
    assert compliance.verify(path).verified
    assert differing(path, dossier=dossier) == {("check", "title"), ("check", _finding_statement())}


def _finding_statement() -> str:
    return f"findings: {json.loads(written())['findings'][0]['criterion']} statement"


@pytest.mark.parametrize("name", ["measures", "evidence", "narrative", "parameters"])
def test_an_entry_that_is_there_twice_is_told(name: str, tmp_path: Path) -> None:
    result = json.loads(written("benefits-navigator"))
    result[name].insert(0, json.loads(json.dumps(result[name][0])))
    path = tmp_path / "forged.json"
    path.write_text(json.dumps(result), "utf-8")
    dossier = SAMPLES / "benefits-navigator"
    told = [one for one in compliance.verify(path, dossier=dossier).differences if one.what.startswith(f"{name}: ")]
    assert [(one.stated, one.found) for one in told] == [("there again", "not there")]


def test_another_standard_is_named_by_file(result: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(
        Path(__file__).resolve().parents[2] / "standards" / "mutual-shaping", tmp_path / "standard"
    )
    file = folder / "criteria" / "CO.yaml"
    file.write_text(file.read_text("utf-8") + "# a comment\n", "utf-8")
    found = differing(result, standard=folder)
    assert found == {("standard", "the file criteria/CO.yaml"), ("standard", "the digest of the standard")}


def test_another_day_is_said(result: Path, dossier: Path) -> None:
    from datetime import date

    found = compliance.verify(result, dossier=dossier, as_of=date(2026, 11, 25))
    assert [one.what for one in found.not_checked] == ["signature", "day"]
    assert "as of" in {one.what for one in found.differences}


@pytest.mark.parametrize(
    ("changes", "code", "last"),
    [
        ({}, 0, "Verified: nothing that was checked differs"),
        ({"level": 3}, 5, "Differs: 1 thing does not hold"),
        ({"score": {"low": 100, "high": 100}}, 2, None),
    ],
)
def test_the_command_ends_with_its_verdict(
    changes: dict[str, Any], code: int, last: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(edited("meeting-minutes", changes))
    assert run(["verify", str(path)]) == code
    lines = capsys.readouterr().out.splitlines()
    assert (lines[-1] if lines else None) == last


def test_json_says_what_was_checked_and_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(edited("meeting-minutes", {"level": 3}))
    assert run(["verify", str(path), "--format", "json"]) == 5
    data = json.loads(capsys.readouterr().out)
    assert data["verified"] is False
    assert data["checked"] == ["file"]
    assert data["differences"] == [{"part": "file", "what": "`level`", "stated": "3", "found": "0"}]
    assert {one["what"] for one in data["not_checked"]} == {"signature", "dossier", "standard", "check"}


def test_a_report_is_not_made_of_an_edited_assessment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(edited("meeting-minutes", {"level": 3}))
    for command in (["report", str(path), str(tmp_path / "x.txt")], ["crosswalk", "eu-ai-act", str(path)]):
        assert run(command) == 5
        assert "`level` is 3" in capsys.readouterr().err
    assert not (tmp_path / "x.txt").exists()


def test_a_standard_that_does_not_come_with_the_program_has_to_be_named(tmp_path: Path, dossier: Path) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(edited("meeting-minutes", {"standard.id": "other"}))
    with pytest.raises(compliance.ComplianceError, match="name its folder with --standard"):
        compliance.verify(path, dossier=dossier)
