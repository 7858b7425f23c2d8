"""The standard is assessed by its own criteria, in every assessment, and as of its date."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from compliance.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
STANDARD = ROOT / "standards" / "mutual-shaping"
SAMPLE = ROOT / "samples" / "meeting-minutes"


@pytest.fixture
def standard(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STANDARD, tmp_path / "standard", ignore=shutil.ignore_patterns("tests")))


def checked(standard: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    run(["check", str(SAMPLE), "--standard", str(standard), "--as-of", "2026-11-24", "--format", "json", *more])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def own(assessment: dict[str, object]) -> dict[str, str]:
    held = assessment["held_to_itself"]
    assert isinstance(held, dict)
    return {one["criterion"]: one["outcome"] for one in held["results"]}


def test_the_draft_says_that_nobody_was_asked(standard: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assessment = checked(standard, capsys)
    outcomes = own(assessment)
    assert assessment["held_to_itself"]["level"] == 0  # type: ignore[index]
    failed = {"VO-2", "VO-3", "PW-2", "PW-3", "PW-4", "CO-4", "RE-1", "RE-3", "LO-6"}
    assert {one for one in failed if outcomes[one] != "fail"} == set()
    assert [one for one, outcome in outcomes.items() if outcome == "pass"] == ["VO-1", "VO-7", "IN-1", "RN-1"]


def test_a_profile_does_not_change_what_the_standard_says_of_itself(
    standard: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, tailored = checked(standard, capsys), checked(standard, capsys, "--profile", "self-assessment")
    assert own(whole) == own(tailored)


def test_the_account_ages_like_any_dossier(standard: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(SAMPLE), "--standard", str(standard), "--as-of", "2027-06-01", "--format", "json"])
    assert own(json.loads(capsys.readouterr().out))["RN-1"] == "fail"


def test_another_account_is_another_standard(standard: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = checked(standard, capsys)["digests"]
    path = standard / "self" / "dossier.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("stakes: moderate", "stakes: high"), encoding="utf-8")
    after = checked(standard, capsys)["digests"]
    assert before["standard"] != after["standard"]  # type: ignore[index]


def test_a_wrong_account_is_a_wrong_standard(standard: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = standard / "self" / "dossier.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("stakes: moderate", "stakes: mild"), encoding="utf-8")
    assert run(["check", str(SAMPLE), "--standard", str(standard)]) == 2
    said = capsys.readouterr().err
    assert "the standard or its profile is wrong" in said
    assert "`mild` is not allowed here" in said


def test_a_standard_without_an_account_says_nothing_of_itself(
    standard: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(standard / "self")
    assert checked(standard, capsys)["held_to_itself"] is None
    run(["check", str(SAMPLE), "--standard", str(standard), "--format", "markdown"])
    assert "Held to its own criteria" not in capsys.readouterr().out
