"""The commands as their users call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from compliance.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = str(ROOT / "samples" / "support-assistant")
AS_OF = ("--as-of", "2026-11-23")
KINDS = ("standard", "criteria", "profile", "tests", "dossier", "assessment")


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_schemas(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", kind]) == 0
    Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("kind", KINDS[:4])
def test_the_schemas_for_editors_are_up_to_date_and_named(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["schema", kind])
    kept = ROOT / "standards" / "schemas" / f"{kind}.json"
    assert kept.read_text(encoding="utf-8") == capsys.readouterr().out
    for path in (ROOT / "standards").glob("*/standard.yaml" if kind == "standard" else f"*/{kind.rstrip('s')}*/*.yaml"):
        named = path.read_text(encoding="utf-8").split("\n")[0].partition("$schema=")[2]
        assert (path.parent / named).resolve() == kept


def test_the_published_schema_of_assessments_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    run(["schema", "assessment"])
    assert (ROOT / "standards" / "schemas" / "assessment.json").read_text("utf-8") == capsys.readouterr().out


@pytest.mark.parametrize("name", ["benefits-navigator", "support-assistant", "meeting-minutes"])
def test_json_is_of_the_published_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads((ROOT / "standards" / "schemas" / "assessment.json").read_text("utf-8"))
    assert run(["check", str(ROOT / "samples" / name), "--format", "json", *AS_OF]) in (0, 1)
    Draft202012Validator(schema).validate(json.loads(capsys.readouterr().out))


def test_a_report_from_json_is_the_report_of_the_check(tmp_path: Path) -> None:
    # A small dossier: what is compared is the way, not the length.
    outputs = [tmp_path / name for name in ("a.json", "a.md", "a.pdf")]
    small = ROOT / "tests" / "standards" / "playground"
    run(
        [
            "check",
            str(small / "tests" / "base"),
            "--standard",
            str(small),
            "-q",
            *AS_OF,
            *(part for path in outputs for part in ("--report", str(path))),
        ]
    )
    for name in ("a.md", "a.pdf"):
        again = tmp_path / f"again-{name}"
        assert run(["report", str(outputs[0]), str(again), "-q"]) == 0
        assert again.read_bytes() == (tmp_path / name).read_bytes()


def test_a_criterion_is_explained_down_to_what_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "lo-2", SAMPLE, *AS_OF]) == 0
    told = capsys.readouterr().out
    assert "graph.closed == 0 = false" in told
    assert "<- dossier.yaml:" in told
    assert run(["explain", "LO-99"]) == 2
    assert "did you mean" in capsys.readouterr().err


def test_refusals_can_be_read_by_a_job(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ROOT / "standards"), "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["exit_code"] == 3
