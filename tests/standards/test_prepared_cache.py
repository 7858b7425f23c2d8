"""Prepared standards in the user's cache folder: the same assessments, and nothing that is off is ever believed."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import compliance
from compliance.assess.assessment.outcome import Outcome
from compliance.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "standards" / "playground"
SHIPPED = ROOT / "standards" / "mutual-shaping"
SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/dossier.*"))
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which standards are kept, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.delenv("COMPLIANCE_NO_CACHE", raising=False)
    return tmp_path / "cache" / "compliance" / "standards"


def assessed(folder: Path = SMALL, dossier: Path = SMALL / "tests" / "base", **options: Any) -> bytes:
    standard = compliance.load_standard(folder, cache=True, **options)
    return compliance.render(compliance.check(standard, compliance.load_dossier(dossier, standard), as_of=DAY), "json")


def kept(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


@pytest.mark.parametrize("profile", [None, "public-deployment"])
def test_assessments_are_the_same_with_and_without_the_cache(cache: Path, profile: str | None) -> None:
    standards = [compliance.load_standard(SHIPPED, profile=profile, cache=True) for _ in range(2)]
    assert kept(cache).stat().st_size > 100_000
    anew = compliance.load_standard(SHIPPED, profile=profile)
    for sample in SAMPLES:
        dossier = compliance.load_dossier(sample, anew)
        texts = [
            compliance.render(compliance.check(one, compliance.load_dossier(sample, one), as_of=DAY), "json")
            for one in standards
        ]
        assert texts == [compliance.render(compliance.check(anew, dossier, as_of=DAY), "json")] * 2


def test_explanations_tests_and_pickles_are_the_same_from_the_cache() -> None:
    standards = [compliance.load_standard(SMALL, cache=True) for _ in range(2)]
    made, read = standards
    dossier = compliance.load_dossier(SMALL / "tests" / "base", made)
    for criterion in made.criteria:
        assert str(compliance.explain(read, criterion, dossier, as_of=DAY)) == str(
            compliance.explain(made, criterion, dossier, as_of=DAY)
        )
    tests = [compliance.test_standard(one) for one in standards]
    assert len({str([case.finding for case in test.cases]) for test in tests}) == 1
    assert tests[0].untested == tests[1].untested
    again = pickle.loads(pickle.dumps(read))
    assert compliance.check(again, dossier, as_of=DAY) == compliance.check(made, dossier, as_of=DAY)


def test_what_is_kept_is_closed_to_others_and_holds_no_verdict(cache: Path) -> None:
    assessed()
    assert [path.stat().st_mode & 0o777 for path in (cache.parent, cache, kept(cache))] == [0o700, 0o700, 0o600]
    held = json.loads(kept(cache).read_bytes().partition(b"\n")[2])
    assert not {one.value for one in Outcome} & set(held)
    assert "findings" not in held


def with_body(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    """Another content with a right digest: what somebody writes who knows the form."""

    def apply(file: Path) -> None:
        head, _, body = file.read_bytes().partition(b"\n")
        content = json.loads(body)
        content = change(content) or content
        body = json.dumps(content).encode()
        file.write_bytes(head.split()[0] + b" " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    return apply


def set_at(path: str, value: Any) -> Callable[[Path], None]:
    def change(content: dict[str, Any]) -> None:
        *above, last = [int(part) if part.isdigit() else part for part in path.split("/")]
        inner: Any = content
        for part in above:
            inner = inner[part]
        inner[last] = value

    return with_body(change)


retitled = set_at("file/title", "Another title")
"""What would be seen in an assessment, if it were believed."""


def swap_for_link(file: Path) -> None:
    retitled(file)
    target = file.parents[3] / "elsewhere"
    shutil.move(file, target)
    file.symlink_to(target)


def second_name(file: Path) -> None:
    retitled(file)
    os.link(file, file.parents[3] / "second")


DEEP: list[Any] = ["s", 1, "", "field", False]
for _ in range(600):
    DEEP = ["s", 1, DEEP, "field", False]

DAMAGE: dict[str, Callable[[Path], Any]] = {
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-100]),
    "empty": lambda file: file.write_bytes(b""),
    "a changed letter": lambda file: file.write_bytes(file.read_bytes().replace(b"Playground", b"Playgroend", 1)),
    "not JSON": lambda file: file.write_bytes(file.read_bytes().partition(b"\n")[0] + b"\n{"),
    "another key": lambda file: (retitled(file), file.write_bytes(b"z" + file.read_bytes()[1:])),
    "readable by others": lambda file: (retitled(file), file.chmod(0o644)),
    "in a folder that others may write to": lambda file: (retitled(file), file.parent.chmod(0o777)),
    "in a folder within one that others may write to": lambda file: (retitled(file), file.parents[1].chmod(0o777)),
    "a link": swap_for_link,
    "a second name": second_name,
    "a list": with_body(lambda content: [1]),
    "a part is missing": with_body(lambda content: content.pop("types") and None),
    "no such node": set_at("expressions/0/0", ["z", 1, "x"]),
    "a node that is text": set_at("expressions/0/0", "x"),
    "a node of another length": set_at("expressions/0/0", ["i", 1, "x", "y"]),
    "a name that is a number": set_at("expressions/0/0", ["i", 1, 2]),
    "nodes without end": set_at("expressions/0/0", DEEP),
    "no such type": set_at("expressions/0/2", 10_000),
    "a type of itself": set_at("types/0", ["list", [0]]),
    "a level that is text": set_at("criteria/0/criterion/level", "1"),
    "an obligation that there is not": set_at("criteria/0/criterion/obligation", "perhaps"),
    "a file of another folder": set_at("criteria/0/file", "../criteria/AA.yaml"),
    "a place that is text": set_at("criteria/0/places/0/2", "1"),
    "a schema that is a list": set_at("schema", []),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_whatever_is_off_the_standard_is_prepared_anew(name: str, cache: Path) -> None:
    wanted = assessed()
    file = kept(cache)
    DAMAGE[name](file)
    assert assessed() == wanted


def test_what_the_user_alone_can_write_is_believed(cache: Path) -> None:
    # So that the cases above show something.
    assessed()
    retitled(kept(cache))
    assert b"Another title" in assessed()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_somebody_else_is_not_believed(cache: Path) -> None:
    wanted = assessed()
    retitled(kept(cache))
    os.chown(kept(cache), 12_345, 12_345)
    assert assessed() == wanted


def test_a_damaged_file_is_replaced(cache: Path) -> None:
    assessed()
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(b"")
    assessed()
    assert kept(cache).read_bytes() == whole


def test_a_changed_file_of_the_standard_is_another_standard(cache: Path, tmp_path: Path) -> None:
    folder = tmp_path / "standard"
    shutil.copytree(SMALL, folder)
    assessed(folder)
    file = next((folder / "criteria").iterdir())
    file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert json.loads(assessed(folder))["digests"]["standard"] == compliance.load_standard(folder).digest
    assert len(list(cache.iterdir())) == 2


def test_a_wrong_file_is_told_although_the_standard_was_kept(tmp_path: Path) -> None:
    folder = tmp_path / "standard"
    shutil.copytree(SMALL, folder)
    assessed(folder)
    (folder / "criteria" / "more.yml").write_text("x", encoding="utf-8")
    with pytest.raises(compliance.ComplianceError, match="nothing reads this file"):
        compliance.load_standard(folder, cache=True)


def test_only_a_few_standards_are_kept(cache: Path, tmp_path: Path) -> None:
    folder = tmp_path / "standard"
    shutil.copytree(SMALL, folder)
    for number in range(10):
        (folder / "standard.yaml").write_text(f"{(SMALL / 'standard.yaml').read_text(encoding='utf-8')}# {number}\n")
        compliance.load_standard(folder, cache=True)
    assert len(list(cache.iterdir())) == 8


@pytest.mark.parametrize("home", ["/dev/null/none", "/proc/none", "relative", ""])
def test_without_a_place_for_a_cache_all_works(home: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted = assessed()
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setenv("HOME", "/dev/null/none")
    monkeypatch.setenv("LOCALAPPDATA", home)
    assert assessed() == wanted


@pytest.mark.parametrize(("option", "variable"), [("--no-cache", ""), ("--quiet", "1"), ("--quiet", "")])
def test_the_command_line_keeps_nothing_where_it_is_told_so(
    option: str, variable: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPLIANCE_NO_CACHE", variable)
    run(["check", str(SMALL / "tests" / "base"), "--standard", str(SMALL), "--as-of", "2026-11-24", option])
    assert cache.exists() == (option == "--quiet" and not variable)


def test_a_standard_that_is_wrong_is_not_kept(cache: Path, tmp_path: Path) -> None:
    folder = tmp_path / "standard"
    shutil.copytree(SMALL, folder)
    file = next((folder / "criteria").iterdir())
    file.write_text(file.read_text(encoding="utf-8").replace("dossier.", "dossiers.", 1), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(compliance.ComplianceError):
            compliance.load_standard(folder, cache=True)
    assert not cache.exists()
