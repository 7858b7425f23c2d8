"""Hostile files, paths and days in an otherwise valid dossier: refused where the dossier names them, never opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import work
from hostile_inputs import Input, Refused, evidence_files, rules
from shipped import standard

from compliance.dossier.load import Dossier, load_dossier
from compliance.errors import Cause, ComplianceError

DOSSIER = """identity: {{system: Sample}}
evidence:
  - id: shown
    path: "{name}"
    title: What was shown
"""


def load(folder: Path) -> Dossier:
    with work.ends():
        return load_dossier(folder, standard().dossier_schema)


@pytest.mark.parametrize("one", evidence_files.INPUTS, ids=str)
def test_a_file_that_is_no_table_and_no_document_is_refused_unopened(one: Input, tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text(DOSSIER.format(name=one.name), encoding="utf-8")
    (tmp_path / one.name).write_bytes(one.data)
    with pytest.raises(ComplianceError) as caught:
        load(tmp_path)
    assert isinstance(one.end, Refused)
    (problem,) = caught.value.problems
    assert problem.place is not None
    file = "dossier.yaml" if one in evidence_files.ARCHIVES or "empty" in one.name else one.name
    assert (problem.place.file, problem.place.line, problem.place.column) == (file, one.end.line, one.end.column)
    assert problem.code == one.end.code
    assert one.end.words in problem.message
    assert problem.hint or problem.expected
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["dossier.yaml", one.name])


def test_the_shared_archives_and_tables_are_refused(shared: Path, tmp_path: Path) -> None:
    for path in sorted([*(shared / "hostile" / "archives").iterdir(), *(shared / "hostile" / "parquet").iterdir()]):
        (tmp_path / "dossier.yaml").write_text(DOSSIER.format(name=path.name), encoding="utf-8")
        (tmp_path / path.name).write_bytes(path.read_bytes())
        with pytest.raises(ComplianceError):
            load(tmp_path)


def day(folder: Path, value: Any) -> str:
    """What is told of a dossier with this value for a day; nothing where it is accepted."""
    data = {"identity": {"system": "Sample", "frozen_on": value}}
    (folder / "dossier.json").write_text(json.dumps(data), encoding="utf-8")
    try:
        load(folder)
    except ComplianceError as error:
        return str(error) if error.cause is Cause.DOSSIER else f"the wrong cause: {error.cause}"
    return ""


@pytest.mark.parametrize(("text", "accepted"), rules.DAYS.items(), ids=ascii)
def test_only_a_day_of_the_calendar_is_a_day(text: str, accepted: bool, tmp_path: Path) -> None:
    told = day(tmp_path, text)
    assert bool(told) is not accepted
    assert accepted or "(identity.frozen_on)" in told
