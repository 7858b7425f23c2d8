"""Dossiers and standards are read from memory as from a folder, and travel to another process."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from compliance.dossier.load import load_dossier
from compliance.errors import Cause, ComplianceError
from compliance.files.json_text import parse_json
from compliance.files.limits import Limits
from compliance.files.source import Source
from compliance.files.sources import MemoryFiles
from compliance.files.yaml_text import parse_yaml
from compliance.standard.load import load_standard

ROOT = Path(__file__).resolve().parents[2]
STANDARD = ROOT / "standards" / "mutual-shaping"
SAMPLE = ROOT / "samples" / "meeting-minutes"


def in_memory(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_standard_in_memory_is_the_standard_in_its_folder() -> None:
    on_disk, held = load_standard(STANDARD), load_standard(in_memory(STANDARD))
    assert held.digest == on_disk.digest
    assert [one.criterion for one in held.criteria] == [one.criterion for one in on_disk.criteria]


def test_a_dossier_in_memory_is_the_dossier_in_its_folder() -> None:
    schema = load_standard(STANDARD).dossier_schema
    on_disk, held = load_dossier(SAMPLE, schema), load_dossier(in_memory(SAMPLE), schema)
    assert (held.digest, held.data, held.narrative) == (on_disk.digest, on_disk.data, on_disk.narrative)


def test_a_standard_travels_to_another_process() -> None:
    standard = load_standard(STANDARD)
    again = pickle.loads(pickle.dumps(standard))
    assert again.digest == standard.digest
    assert again.criteria[3].place("title") == standard.criteria[3].place("title")


@pytest.mark.parametrize(("parse", "text"), [(parse_yaml, "a:\n  - b: 1\n"), (parse_json, '{"a": [\n{"b": 1}]}')])
@pytest.mark.parametrize("asked_before", [True, False])
def test_a_tree_knows_its_places_after_the_journey(parse: object, text: str, asked_before: bool) -> None:
    tree = parse(Source("d", text.encode(), Cause.DOSSIER))  # type: ignore[operator]
    place = tree.place(("a", 0, "b")) if asked_before else None
    again = pickle.loads(pickle.dumps(tree))
    assert again.data == tree.data
    assert again.place(("a", 0, "b")) == (place or tree.place(("a", 0, "b")))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a/../b.md": b""}, "climbs out of a folder"),
        ({"/b.md": b""}, "starts outside the folder"),
        ({"A.md": b"", "a.md": b""}, "are one file on some systems"),
        ({"a.md": b"12345678901"}, "a.md has 11 bytes"),
        ({"a.md": b"123456789", "b.md": b"123456789"}, "all files together has 18 bytes"),
        ({"a.md": b"", "b.md": b"", "c.md": b""}, "there are 3 files"),
    ],
)
def test_files_in_memory_keep_the_rules_of_a_folder(files: dict[str, bytes], words: str) -> None:
    with pytest.raises(ComplianceError, match=words.replace(".", r"\.")):
        MemoryFiles(files, Cause.DOSSIER, Limits(file_bytes=10, folder_bytes=15, folder_files=2))
