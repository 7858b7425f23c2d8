"""A profile that asks for less than the standard says so by itself, in every form."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from compliance.cli.main import run

PLAYGROUND = Path(__file__).resolve().parent / "playground"
DOSSIER = PLAYGROUND / "tests" / "base"
HEAD = "id: own\ntitle: Own\nstandard: playground\n"

#: A change by a profile, and what it is said to weaken. CH-1 and GR-1 are a must, GR-3 is not.
CHANGES = {
    "a must is left out": ("exclude: [{criterion: GR-1, why: No.}]", ["GR-1 is left out: No."]),
    "a should is left out": ("exclude: [{criterion: GR-3, why: No.}]", []),
    "a threshold is looser": (
        "params: [{param: max_fall, value: 2.0, why: No.}]", ["max_fall is 2.0 instead of 1.5 in GR-1: No."],
    ),
    "a threshold is stricter": ("params: [{param: max_fall, value: 1.0, why: No.}]", []),
    "nobody said which way is stricter": (
        "params: [{param: check_days, value: 30, why: No.}]", ["check_days is 30 instead of 90 in GR-2: No."],
    ),
    "a must weighs less": ("weights: [{criterion: GR-1, weight: 1, why: No.}]", ["GR-1 weighs 1 instead of 2: No."]),
    "a must weighs more": ("weights: [{criterion: GR-1, weight: 3, why: No.}]", []),
    "a should weighs less": ("weights: [{criterion: GR-3, weight: 0.5, why: No.}]", []),
    "the must that reads the threshold is left out": (
        "exclude: [{criterion: GR-1, why: No.}]\nparams: [{param: max_fall, value: 2.0, why: No.}]",
        ["GR-1 is left out: No."],
    ),
}  # fmt: skip


@pytest.fixture
def standard(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PLAYGROUND, tmp_path / "playground"))


@pytest.mark.parametrize("what", CHANGES)
def test_each_way_of_asking_for_less_is_named(what: str, standard: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes, weakens = CHANGES[what]
    (standard / "profiles" / "own.yaml").write_text(HEAD + changes + "\n", encoding="utf-8")
    command = ["check", str(DOSSIER), "--standard", str(standard), "--profile", "own", "--as-of", "2026-11-23"]
    run([*command, "--format", "json"])
    assert json.loads(capsys.readouterr().out)["profile"]["weakens"] == weakens
    for form in ((), ("-q",), ("--format", "markdown"), ("--format", "csv"), ("--format", "html")):
        run([*command, *form])
        assert ("asks for less than the standard" in capsys.readouterr().out) is bool(weakens), form
    for name in ("sarif", "junit", "oscal-ar", "oscal-poam"):
        run([*command, "--format", name])
        said = capsys.readouterr().out
        assert all(change in said for change in weakens), name
