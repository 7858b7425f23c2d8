"""Bad input through the real command line: the exit code, one clear message with its place, nothing half-written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "support-assistant"
STANDARD = ROOT / "standards" / "mutual-shaping"

Spoil = Callable[[Path], object]


def replaced(name: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is no longer in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def written(name: str, text: str) -> Spoil:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def appended(name: str, text: str) -> Spoil:
    return lambda folder: (folder / name).open("a", encoding="utf-8").write(text)


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

DOSSIERS: dict[str, tuple[Spoil, str, str]] = {
    "not YAML": (written("dossier.yaml", "identity: [unclosed"), "dossier.yaml:1", ""),
    "YAML bomb": (written("dossier.yaml", BOMB), "dossier.yaml:1:4", "anchors"),
    "unknown key": (replaced("dossier.yaml", "\ngroups:", "\ngruops:"), "(gruops)", "did you mean `groups`?"),
    "duplicate key": (appended("dossier.yaml", "\nidentity: {system: x}\n"), "(identity)", "appears twice"),
    "wrong type": (replaced("dossier.yaml", "system: Copper", "system: 3"), "(identity.system)", "expected text"),
    "NaN": (replaced("dossier.yaml", "alpha: 0.82", "alpha: .nan"), ".alpha)", "finite"),
    "no dossier": (lambda folder: (folder / "dossier.yaml").unlink(), "dossier.yaml or dossier.json", "no dossier"),
    "missing evidence": (lambda folder: (folder / "evidence/judge-scores.csv").unlink(), ".path)", "does not exist"),
    "evidence outside": (
        replaced("dossier.yaml", "path: evidence/judge-scores.csv", "path: ../../etc/passwd"),
        ".path)",
        "climbs out",
    ),
    "empty evidence": (written("evidence/runbook.md", " \n"), ".path)", "is empty"),
    "one file under two names": (
        lambda folder: shutil.copy(folder / "evidence/runbook.md", folder / "evidence/release-signoff.md"),
        ".path)",
        "holds the same bytes",
    ),
    "an id twice": (replaced("dossier.yaml", "id: trust-team", "id: support-staff"), "(actors[7].id)", "appears twice"),
    "an id twice, deep inside": (
        replaced("dossier.yaml", "  drills: []", "    - {id: oncall, name: Another one}\n  drills: []"),
        "(oversight.controllers[1].id)",
        "appears twice",
    ),
    "a placeholder for a sentence": (
        replaced("dossier.yaml", "stands_for: Customers with a question.", "stands_for: TBD"),
        ".stands_for)",
        "at least 6",
    ),
    "blanks for a sentence": (
        replaced("dossier.yaml", "stands_for: Customers with a question.", 'stands_for: " \\u200b       "'),
        ".stands_for)",
        "say it, or leave the key out",
    ),
    "digest mismatch": (
        replaced(
            "dossier.yaml", "path: evidence/judge-scores.csv", f"path: evidence/judge-scores.csv, sha256: {'a' * 64}"
        ),
        ".sha256)",
        "is not the file that was described",
    ),
    "unreadable CSV": (appended("evidence/judge-scores.csv", "x\n"), "judge-scores.csv:", "this row has 1 cell"),
}


@pytest.mark.parametrize("case", DOSSIERS)
def test_a_bad_dossier_is_rejected_with_its_place(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, place, message = DOSSIERS[case]
    folder, output = tmp_path / "dossier", tmp_path / "out.json"
    shutil.copytree(SAMPLE, folder)
    spoil(folder)
    code = run(["check", str(folder), "--report", str(output)])
    told = capsys.readouterr()
    assert (code, told.out) == (3, "")
    assert place in told.err
    assert message in told.err
    assert "Traceback" not in told.err
    assert not output.exists()


RULES: dict[str, tuple[Spoil, str, str]] = {
    "syntax error": (
        replaced("criteria/PX.yaml", "compared.items >= params.min_items", "compared.items >= "),
        "criteria/PX.yaml:",
        "syntax error",
    ),
    "unknown field": (
        replaced("criteria/PX.yaml", "compared.items >= params.min_items", "compared.itmes >= params.min_items"),
        "        ^",
        "did you mean `items`?",
    ),
    "type error": (
        replaced("criteria/PX.yaml", "compared.items >= params.min_items", "compared.items >= 'many'"),
        "criteria/PX.yaml:",
        "does not take (int, string)",
    ),
    "unknown parameter": (
        replaced("criteria/PX.yaml", "compared.items >= params.min_items", "compared.items >= params.min_itms"),
        "criteria/PX.yaml:",
        "did you mean `min_items`?",
    ),
    "a message's expression": (
        replaced("criteria/PX.yaml", "{compared.items}", "{compared.itmes}"),
        ".say)",
        "no field",
    ),
    "unknown key": (replaced("criteria/PX.yaml", "    level: 1", "    levle: 1"), ".levle)", "did you mean `level`?"),
    "unknown level": (replaced("criteria/PX.yaml", "    level: 1", "    level: 9"), ".level)", "one of 1, 2, 3"),
    "unknown family": (replaced("criteria/PX.yaml", "family: PX", "family: PY"), "(family)", "no family `PY`"),
    "not YAML": (written("criteria/PX.yaml", "family: [PX"), "criteria/PX.yaml:1", ""),
    "no criteria": (written("criteria/PX.yaml", "family: PX\ncriteria: []\n"), "criteria/PX.yaml:2", ""),
}


@pytest.mark.parametrize("case", RULES)
def test_a_wrong_rule_stops_the_load_with_its_place(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, place, message = RULES[case]
    folder = tmp_path / "standard"
    shutil.copytree(STANDARD, folder)
    spoil(folder)
    code = run(["check", str(SAMPLE), "--standard", str(folder)])
    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert place in told.err
    assert message in told.err
    assert "Traceback" not in told.err


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(SAMPLE), "-q", "--report", str(tmp_path / "none" / "a.json")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_full_disk_leaves_no_half_written_report(tmp_path: Path) -> None:
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "from compliance.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    output = tmp_path / "out.json"
    command = [sys.executable, "-c", script, "check", str(SAMPLE), "-q", "--report", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_conforming_and_not_are_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    good = str(ROOT / "samples" / "benefits-navigator")
    assert run(["check", good, "-q", "--as-of", "2026-11-23"]) == 0
    assert run(["check", good, "-q", "--as-of", "2026-11-23", "--fail-level", "Involved"]) == 0
    assert run(["check", str(SAMPLE), "-q", "--as-of", "2026-11-23"]) == 1
    assert run(["check", str(SAMPLE), "-q", "--fail-level", "Gold"]) == 2
    assert "one of 1 (Heard)" in capsys.readouterr().err
