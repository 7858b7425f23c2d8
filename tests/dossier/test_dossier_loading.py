"""A dossier is read whole, or refused with all that is wrong in it: schema, dates, references, evidence, narrative."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compliance.cli.main import run
from compliance.dossier.load import load_dossier
from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.tree import Tree

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "benefits-navigator"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z]+$"},
        "on": {"type": "string", "format": "date"},
        "people": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
        "led_by": {"type": "string", "x-refers-to": "people"},
        "evidence": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "string"}, "path": {"type": "string"}, "sha256": {"type": "string"}},
            },
        },
    },
}


def problems(**files: bytes) -> tuple[Problem, ...]:
    given = {name.replace("__", "/").replace("_dot_", "."): data for name, data in files.items()}
    with pytest.raises(ComplianceError) as refused:
        load_dossier(given, SCHEMA)
    assert refused.value.cause is Cause.DOSSIER
    return refused.value.problems


def dossier(text: str, **files: bytes) -> tuple[Problem, ...]:
    return problems(dossier_dot_yaml=text.encode(), **files)


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        "nam: Ferry\non: 2026-13-01\npeople: [{id: ann}, {id: ann}]\nled_by: anne\n"
        "evidence:\n  - {id: a, path: ../a.md}\n  - {id: b, path: b.md}\n  - {id: c, path: c.pdf}\n"
    )
    found = dossier(text, c_dot_pdf=b"PK", narrative__n_dot_md=b"\xff")
    assert [one.code for one in found] == [
        "unknown-key",
        "missing-key",
        "not-a-date",
        "duplicate-id",
        "dangling-reference",
        "path-not-allowed",
        "file-missing",
        "evidence-unreadable",
        "not-utf8",
    ]
    assert [one.place.line for one in found if one.place] == [1, 1, 2, 3, 4, 6, 7, 8, 1]


def test_a_misspelt_section_is_told_and_not_all_that_refers_to_it() -> None:
    (problem,) = dossier("name: ferry\npeple: [{id: ann}]\nled_by: ann\n")
    assert (problem.code, problem.fix) == ("unknown-key", "people")


UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "a zip called Markdown": ("a.md", b"PK\x03\x04\xff\xfe", "not-utf8"),
    "UTF-16 called text": ("a.txt", "text".encode("utf-16"), "not-utf8"),
    "a control character": ("a.txt", b"te\0xt", "forbidden-character"),
    "a page called PDF": ("a.pdf", b"<html>", "evidence-unreadable"),
    "an empty PDF": ("a.pdf", b" \n", "evidence-empty"),
    "a mark and no text": ("a.md", b"\xef\xbb\xbf \n", "evidence-empty"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_evidence_that_nobody_can_read_is_none(what: str) -> None:
    name, data, code = UNREADABLE[what]
    (problem,) = dossier(f"name: ferry\nevidence: [{{id: a, path: {name}}}]\n", **{name.replace(".", "_dot_"): data})
    assert problem.code == code
    assert problem.place
    assert problem.place.file in (name, "dossier.yaml")


def test_readable_documents_are_read() -> None:
    text = b"name: ferry\nevidence: [{id: a, path: a.md}, {id: b, path: b.pdf}]\n"
    files = {"dossier.yaml": text, "a.md": "Ünder".encode(), "b.pdf": b"%PDF-1.7\n\xff"}
    assert [one.id for one in load_dossier(files, SCHEMA).evidence] == ["a", "b"]


def test_places_are_not_looked_for_when_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    place = Tree.place

    def counted(tree: Tree, *arguments: Any, **named: Any) -> Any:
        asked.append(arguments)
        return place(tree, *arguments, **named)

    monkeypatch.setattr(Tree, "place", counted)
    files = {"dossier.yaml": b"name: ferry\nevidence: [{id: a, path: a.md}]\n", "a.md": b"text"}
    assert load_dossier(files, SCHEMA).evidence
    assert not asked
    assert problems(dossier_dot_yaml=files["dossier.yaml"])[0].place
    assert asked


@pytest.mark.parametrize("text", ["name: " + "a" * 40 + "!", "name: " + "a" * 100_000 + "!"])
def test_a_text_against_a_pattern_takes_no_longer_than_it_is(text: str) -> None:
    schema = {**SCHEMA, "properties": {"name": {"type": "string", "pattern": "^(a+)+$"}}}
    with pytest.raises(ComplianceError, match="is not of the right form"):
        load_dossier({"dossier.yaml": text.encode()}, schema)


@pytest.mark.parametrize("name", ["other.yaml", "README.md", "ferry.zip", "dossier.yml"])
def test_a_file_that_is_no_dossier_is_not_taken_for_the_one_beside_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dossier.yaml").write_text("identity: {system: Ferry}\n")
    (tmp_path / name).write_text("identity: {system: Other}\n")
    assert run(["check", str(tmp_path / name), "--as-of", "2026-11-24"]) == 2
    said = capsys.readouterr().err
    assert "[not-a-dossier-file]" in said
    assert "name the folder" in said


def test_the_main_file_itself_may_be_named() -> None:
    schema = {"type": "object"}
    assert load_dossier(SAMPLE / "dossier.yaml", schema).digest == load_dossier(SAMPLE, schema).digest


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path / "nowhere"), "--as-of", "2026-11-24"]) == 2
    assert "[folder-missing]" in capsys.readouterr().err


def test_a_folder_without_a_dossier_is_a_rejected_dossier(tmp_path: Path) -> None:
    assert run(["check", str(tmp_path), "--as-of", "2026-11-24"]) == 3


def test_a_refusal_as_json_has_code_severity_span_and_fix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dossier.yaml").write_text("identity: {system: Ferry}\ngruops: []\n")
    arguments = ["check", str(tmp_path), "--as-of", "2026-11-24", "--format", "json"]
    monkeypatch.setattr("sys.argv", ["compliance", *arguments])
    assert run(arguments) == 3
    (problem,) = json.loads(capsys.readouterr().out)["error"]["problems"]
    assert problem["code"] == "unknown-key"
    assert problem["severity"] == "error"
    assert problem["fix"] == "groups"
    assert problem["at"]["span"] == {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 7}}
