"""`compliance crosswalk`: what an assessment gives evidence for, and that it never claims more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compliance.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = str(ROOT / "samples" / "support-assistant")
AS_OF = ("--as-of", "2026-11-23")


def test_without_a_framework_the_frameworks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["crosswalk"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "nist-ai-rmf",
        "eu-ai-act",
        "iso-42001",
    ]


@pytest.mark.parametrize("framework", ["nist-ai-rmf", "eu-ai-act", "iso-42001"])
def test_a_clause_has_evidence_where_a_criterion_that_meets_it_passes(
    framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", SAMPLE, *AS_OF, "--report", str(tmp_path / "result.json"), "-q"])
    outcomes = {
        one["criterion"]: one["outcome"] for one in json.loads((tmp_path / "result.json").read_text())["findings"]
    }
    capsys.readouterr()
    assert run(["crosswalk", framework, str(tmp_path / "result.json"), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["clauses"]
    for clause in said["clauses"]:
        assert clause["evidence"] is any(outcomes[one["criterion"]] == "pass" for one in clause["criteria"])
        assert all(one["outcome"] == outcomes[one["criterion"]] and one["open"] for one in clause["criteria"])


def test_a_dossier_and_its_assessment_give_the_same_page_and_no_claim(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", SAMPLE, *AS_OF, "--report", str(tmp_path / "result.json"), "-q"])
    capsys.readouterr()
    assert run(["crosswalk", "eu-ai-act", SAMPLE, *AS_OF]) == 0
    page = capsys.readouterr().out
    assert run(["crosswalk", "eu-ai-act", str(tmp_path / "result.json")]) == 0
    assert capsys.readouterr().out == page
    assert "no finding of conformity" in " ".join(page.split())
    assert "no evidence" in page


def test_the_mapping_alone_has_no_outcomes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["crosswalk", "iso-42001"]) == 0
    page = capsys.readouterr().out
    assert not any(words in page for words in ("some evidence", "no evidence", "not assessed", "pass,"))
    assert "Some evidence for" not in page


def test_an_unknown_framework_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["crosswalk", "eu-ai-ac"]) == 2
    assert "did you mean `eu-ai-act`?" in capsys.readouterr().err


#: A line of a crosswalk changed, and what the refusal says.
BROKEN = {
    "criterion: VO-1,": ("criterion: VO-99,", "there is no criterion `VO-99`"),
    "framework: nist-ai-rmf,": ("framework: nist,", "did you mean `nist-ai-rmf`?"),
    "relationship: superset": ("relationship: includes", "one of equal, subset, superset, intersects"),
    "reference: eu_ai_act": ("reference: eu_act", "did you mean `eu_ai_act`?"),
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_crosswalk_that_is_wrong_is_refused(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    standard = shutil.copytree(ROOT / "standards" / "mutual-shaping", tmp_path / "standard")
    text = (standard / "crosswalk.yaml").read_text(encoding="utf-8")
    new, words = BROKEN[line]
    assert line in text
    (standard / "crosswalk.yaml").write_text(text.replace(line, new, 1), encoding="utf-8")
    assert run(["crosswalk", "--standard", str(standard)]) == 2
    said = capsys.readouterr().err
    assert "crosswalk.yaml:" in said
    assert words in said
