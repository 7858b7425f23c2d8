"""Consoles of every kind: what an encoding lacks is written out, colours where they are wanted, the verdict last."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from processes import PROGRAM, ROOT, SMALL, start

from compliance.cli.main import run

MINUTES = ("check", str(ROOT / "samples" / "meeting-minutes"), "--as-of", "2026-11-24")
GOOD = ("check", str(ROOT / "samples" / "benefits-navigator"), "--as-of", "2026-11-23")
LEGACY = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A dossier with a name in letters that few encodings have."""
    folder = tmp_path_factory.mktemp("dossier")
    (folder / "dossier.json").write_text(json.dumps({"identity": {"system": "会議 😀 é"}}), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    "settings",
    [
        {**LEGACY, "LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "cp437"},
        {"PYTHONIOENCODING": "cp932"},
    ],
    ids=lambda one: "-".join(one.values()),
)
def test_an_encoding_that_lacks_letters_does_not_change_the_verdict(settings: dict[str, str], named: str) -> None:
    done = start("check", named, "--as-of", "2026-11-24", **settings)
    assert (done.returncode, done.stderr) == (1, b""), done
    encoding = settings.get("PYTHONIOENCODING", "ascii").partition(":")[0]
    text = done.stdout.decode(encoding)
    assert text.rstrip().endswith("does not conform to level 1")
    assert "\\U0001f600" in text
    assert ("\\u4f1a" in text) == (encoding != "cp932")


def test_json_is_the_same_on_every_console(named: str) -> None:
    arguments = ("check", named, "--as-of", "2026-11-24", "--format", "json")
    assert start(*arguments).stdout == start(*arguments, PYTHONIOENCODING="ascii").stdout != b""


def test_the_last_line_is_the_verdict_however_much_stands_above(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*MINUTES]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "No level of 3, score 0.0 to 88.6 of 100: does not conform to level 1"
    assert run([*MINUTES, "--fail-level", "2", "-q"]) == 1
    assert capsys.readouterr().out == f"Minutes: {last.replace('level 1', 'level 2')}\n"


def test_the_verdict_names_the_level_that_was_asked_for_and_follows_the_exit_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    levels = {}
    for level in ("1", "2", "3"):
        code = run([*GOOD, "-q", "--fail-level", level])
        levels[level] = (code, capsys.readouterr().out.strip().rpartition(": ")[2])
    assert [code for code, _ in levels.values()] == [0, 0, 1]
    for level, (code, said) in levels.items():
        assert said == f"{'conforms' if code == 0 else 'does not conform'} to level {level}"
    # A rule that breaks on a dossier decides nothing.
    standard = tmp_path / "standard"
    shutil.copytree(SMALL, standard)
    path = next(standard.glob("criteria/*.yaml"))
    text = path.read_text(encoding="utf-8")
    place = text.index("that: ")
    end = text.index("\n", place)
    path.write_text(text[:place] + 'that: "1 / (1 - 1) == 1"' + text[end:], encoding="utf-8")
    assert run(["check", str(SMALL / "tests" / "base"), "--standard", str(standard), "-q"]) == 4
    assert "cannot be decided" in capsys.readouterr().out


def coloured(arguments: tuple[str, ...], *, terminal: bool, **settings: str) -> tuple[bool, bytes]:
    """Whether the program printed colours, and all it printed, to a terminal or into a pipe."""
    if not terminal:
        done = start(*arguments, **settings)
        return b"\x1b[" in done.stdout, done.stdout
    pty = pytest.importorskip("pty")
    printed = bytearray()

    def keep(descriptor: int) -> bytes:
        data = os.read(descriptor, 65536)
        printed.extend(data)
        return data

    before = dict(os.environ)
    out = os.dup(1)
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.environ.update({"TERM": "xterm", **settings})
        os.dup2(null, 1)
        pty.spawn([*PROGRAM, *arguments], keep, lambda _: b"")
    finally:
        os.dup2(out, 1)
        os.environ.clear()
        os.environ.update(before)
    return b"\x1b[1m" in printed, bytes(printed)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
@pytest.mark.parametrize(
    ("terminal", "settings", "expected"),
    [
        (False, {}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colours_come_on_a_terminal_or_where_they_are_asked_for(
    terminal: bool, settings: dict[str, str], expected: bool
) -> None:
    arguments = ("explain", "GR-1", "--standard", str(SMALL))
    seen, printed = coloured(arguments, terminal=terminal, **settings)
    assert b"GR-1" in printed
    assert seen == expected
