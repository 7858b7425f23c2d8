"""The exit code says what happened, also where the system itself fails: 1 is a verdict and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from processes import CHECK, PROGRAM, ROOT, SMALL, start

from compliance.cli.main import run
from compliance.exit_codes import ExitCode, table

NO_DOSSIER = str(SMALL / "criteria")
SUPPORT = str(ROOT / "samples" / "support-assistant")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (ExitCode.CONFORMS, [*CHECK, "-q"]),
        (ExitCode.DOES_NOT_CONFORM, ["check", str(ROOT / "samples" / "meeting-minutes"), "-q"]),
        (ExitCode.SETTING, [*CHECK, "--format", "srif"]),
        (ExitCode.SETTING, [*CHECK, "--nope"]),
        (ExitCode.SETTING, ["chekc"]),
        (ExitCode.SETTING, ["check", "nowhere"]),
        (ExitCode.DOSSIER, ["check", NO_DOSSIER]),
        (ExitCode.UNDECIDED, [*CHECK, "--time-limit", "0.000001"]),
    ],
)
def test_each_exit_code_comes_from_what_its_meaning_says(
    code: ExitCode, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == code
    assert "Traceback" not in capsys.readouterr().err


def test_the_help_prints_the_table_of_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert [line for line in (" ".join(line.split()) for line in table().splitlines()) if line not in told] == []


def test_the_document_of_exit_codes_has_each_of_them() -> None:
    rows = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8").splitlines()
    listed = [number for row in rows if row.startswith("| ") for number in re.findall(r"\d+", row.split("|")[1])]
    assert [int(number) for number in listed] == [code.value for code in ExitCode]


@needs_posix
@pytest.mark.parametrize(
    ("shell", "arguments", "code"),
    [
        pytest.param('"$@" > /dev/full', [*CHECK, "-q"], 2, marks=needs_full, id="result, disk full"),
        pytest.param('"$@" > /dev/full', [*CHECK, "--format", "json"], 2, marks=needs_full, id="JSON, disk full"),
        pytest.param('"$@" > /dev/full', ["check", NO_DOSSIER, "--format", "json"], 3, marks=needs_full,
                     id="refusal as JSON, disk full"),
        pytest.param('"$@" > /dev/full', ["--help"], 2, marks=needs_full, id="help, disk full"),
        pytest.param('"$@" 2> /dev/full', ["check", NO_DOSSIER], 3, marks=needs_full, id="refusal, disk full"),
        pytest.param('"$@" >&-', [*CHECK, "-q"], 2, id="result, output closed"),
        pytest.param('"$@" 2>&-', ["check", NO_DOSSIER], 3, id="refusal, errors closed"),
        pytest.param('"$@" >&- 2>&- <&-', [*CHECK, "-q"], 2, id="everything closed"),
        pytest.param('"$@" <&-', [*CHECK, "-q"], 0, id="input closed"),
        pytest.param('"$@" | true; exit ${PIPESTATUS[0]}', ["schema", "assessment"], 141,
                     id="the reader has gone"),
    ],
)  # fmt: skip
def test_output_that_can_not_be_written_never_looks_like_a_verdict(shell: str, arguments: list[str], code: int) -> None:
    done = start(*arguments, shell=shell)
    assert done.returncode == code, done
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="needs a bound on memory that holds")
@pytest.mark.parametrize("kilobytes", [30_000, 40_000, 80_000, 110_000, 150_000])
def test_too_little_memory_never_looks_like_a_verdict(kilobytes: int) -> None:
    done = start("check", SUPPORT, "-q", shell=f'ulimit -v {kilobytes}; "$@"')
    # A library in C++ may also be ended by a signal: a negative number here, above 128 in a shell.
    assert done.returncode not in (0, 1), done
    assert done.stdout == b""


def test_an_error_outside_the_commands_is_a_bug_and_not_a_verdict() -> None:
    script = (
        "import sys, compliance.cli.asked as asked\n"
        "asked.Asked.of = None  # what is broken here stands for any part of the program that breaks early\n"
        "from compliance.__main__ import main\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", script, "version"], capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 70
    assert b"a bug of ours (TypeError)" in done.stderr
    assert b"Traceback" not in done.stderr


def test_refusals_of_wrong_use_are_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check", "--nope"], ["chekc"], ["check"], ["check", "a", "--fail-level"]):
        assert run([*arguments[:1], "--format", "json", *arguments[1:]]) == 2
        error = json.loads(capsys.readouterr().out)["error"]
        assert (error["cause"], error["exit_code"]) == ("setting", 2)
        assert error["problems"][0]["hint"].endswith("--help")


def test_a_mistyped_command_names_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["chekc", "x"]) == 2
    assert "Did you mean 'check'?" in capsys.readouterr().err


@pytest.mark.parametrize("how", ["option before", "option after", "variable"])
def test_a_bug_shows_its_traceback_where_that_is_asked_for(
    how: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise LookupError("##vso[task.complete] a text of the dossier")

    monkeypatch.setattr("compliance.authoring.file_schemas.file_schema", broken)
    assert run(["schema", "profile"]) == 70
    plainly = capsys.readouterr().err
    assert "Traceback" not in plainly
    assert "LookupError" in plainly
    assert "##vso[" not in plainly
    if how == "variable":
        monkeypatch.setenv("COMPLIANCE_TRACEBACK", "1")
    before, after = (["--traceback"] if how == f"option {place}" else [] for place in ("before", "after"))
    assert run([*before, "schema", "profile", *after]) == 70
    shown = capsys.readouterr().err
    assert "Traceback (most recent call last)" in shown
    assert "in broken" in shown
    assert "##vso[" not in shown


def test_the_log_tells_what_was_done_and_how_long_it_took() -> None:
    silent = start(*CHECK, "-q")
    done = start(*CHECK, "-q", COMPLIANCE_LOG="debug")
    assert (done.returncode, done.stdout) == (silent.returncode, silent.stdout)
    assert silent.stderr == b""
    lines = done.stderr.decode().splitlines()
    assert [line for line in lines if "compliance.dossier the dossier was read: " in line and line.endswith(" s")]
    assert start("version", COMPLIANCE_LOG="loud").returncode == 2


def test_the_program_starts_without_what_only_a_log_needs() -> None:
    script = (
        "import sys; from compliance.__main__ import main\n"
        "try: main()\n"
        "finally: sys.stderr.write(repr('logging' in sys.modules))"
    )
    done = subprocess.run([*PROGRAM[:1], "-c", script, "version"], capture_output=True, check=False, cwd=ROOT)
    assert done.stderr == b"False"
