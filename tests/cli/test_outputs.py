"""Asking for forms: one on standard output, any number in files, and what is said of a request that can't be met."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.report.forms.registry import forms

SAMPLE = str(Path(__file__).resolve().parents[2] / "samples" / "meeting-minutes")
AS_OF = ("--as-of", "2026-11-23")
WRITTEN = [form for form in forms() if not form.binary]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assessment as JSON."""
    path = tmp_path_factory.mktemp("assessment") / "result.json"
    assert run(["check", SAMPLE, "-q", *AS_OF, "--report", str(path)]) == 1
    return path


def test_one_check_writes_every_form_and_the_exit_code_stays_the_verdict(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    files = {form: tmp_path / f"audit{form.endings[0]}" for form in WRITTEN}
    asked = [part for form, path in files.items() for part in ("--format", f"{form.name}={path}")]
    assert run(["check", SAMPLE, *AS_OF, "--format", "csv", *asked]) == 1
    printed = capsysbinary.readouterr()
    csv = next(path for form, path in files.items() if form.name == "csv")
    assert printed.out == csv.read_bytes()
    assert all(f"wrote {path}" in printed.err.decode() for path in files.values())
    again = tmp_path / "again"
    again.mkdir()
    for form, path in files.items():
        copy = again / path.name
        assert run(["report", str(tmp_path / "audit.json"), str(copy), "-q"]) == 0
        assert copy.read_bytes() == path.read_bytes(), form.name
        assert run(["report", str(tmp_path / "audit.json"), "--format", form.name]) == 0
        out = capsysbinary.readouterr().out
        assert out == path.read_bytes() or form.name == "text", form.name  # text is as wide as the terminal


def test_a_report_prints_text_unless_something_else_is_asked_for(
    result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", str(result)]) == 0
    assert "Minutes" in capsys.readouterr().out
    assert run(["report", str(result), "--format", f"csv={tmp_path / 'x'}", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "x").read_text("utf-8").startswith("criterion,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "srif"], ["there is no form `srif`", "did you mean `sarif`?", "one of text, json"]),
        (["--format", "csv="], ["names no file", "--format csv=FILE"]),
        (["--format", "json", "--format", "csv"], ["can't both go to standard output", "--format csv=FILE"]),
        (["--format", "csv=a.x", "--format", "json=a.x"], ["two forms would be written to `a.x`"]),
        (["--format", "csv=a.csv", "--report", "a.csv"], ["two forms would be written to `a.csv`"]),
        (["--report", "audit.doc"], ["does not tell which form", "--format FORM=audit.doc"]),
        (["--format", "json=nowhere/a.json"], ["the file cannot be written", "create the folder first"]),
    ],
)
def test_a_request_that_can_not_be_met_says_what_to_write_instead(
    arguments: list[str], said: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run(["check", SAMPLE, *AS_OF, *arguments]) == 2
    error = capsys.readouterr().err
    assert all(words in error for words in said), error
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_is_not_printed_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["check", SAMPLE, *AS_OF, "--format", "pdf"]) == 2
    error = capsys.readouterr().err
    assert "is not text" in error
    assert "--format pdf=FILE" in error


@pytest.mark.parametrize(
    ("arguments", "as_json"),
    [
        (["--format", "json"], True),
        (["--format=json"], True),
        (["--format", "csv=a.csv", "--format", "json"], True),
        (["--format", "json=a.json"], False),
        (["--format", "csv"], False),
    ],
)
def test_a_refusal_is_json_where_json_was_to_be_printed(
    arguments: list[str],
    as_json: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["check", str(tmp_path), *arguments]) == 3
    printed = capsys.readouterr()
    assert "rejected" in printed.err
    if as_json:
        assert json.loads(printed.out)["error"]["exit_code"] == 3
    else:
        assert printed.out == ""
