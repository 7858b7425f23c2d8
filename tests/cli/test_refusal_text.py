"""What refusals print: escaped for terminals and build logs, of bounded length, and the same whoever calls."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from compliance.cli.lazy_group import Lazy
from compliance.cli.main import run

COMMANDS = ("##vso[task.complete result=Succeeded;]", "##[error]x", "::error file=a::x", "x ::set-output name=a::b")


def dossier(folder: Path, key: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "dossier.json").write_text(json.dumps({key: 1}), encoding="utf-8")
    return str(folder)


def harmless(text: str) -> bool:
    """Whether a build log takes no command from ``text``."""
    words = text.split()
    return "##vso[" not in text and "##[" not in text and not any(word.startswith("::") for word in words)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_refusal_writes_a_command_into_a_build_log(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    calls = [
        ["check", dossier(tmp_path / "d", command)],
        ["check", command],
        ["check", "d", "--profile", command],
        ["check", "d", "--standard", command],
        ["check", "d", "--format", command],
        ["check", "d", f"--{command}"],
        ["check", "d", "--report", f"{command}/a.json"],
        ["explain", command],
        ["crosswalk", command],
        ["report", command],
        [command],
    ]
    for arguments in calls:
        for asked in ([], ["--format", "json"]):
            if arguments[0] in ("explain", "crosswalk") and asked:
                continue
            assert run([*arguments, *asked]) in (2, 3)
            told = capsys.readouterr()
            assert told.err
            assert harmless(told.err), told.err
            assert harmless(told.out) or "##" not in told.out


def test_a_file_that_was_written_is_named_without_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = dossier(tmp_path / "d", "identity")
    (tmp_path / "d" / "dossier.json").write_text('{"identity": {"system": "S"}}', encoding="utf-8")
    for name in ("##vso[x].json", "::error a.json"):
        assert run(["check", folder, "--report", name]) == 1
        told = capsys.readouterr().err
        assert told.startswith("wrote ")
        assert harmless(told.removeprefix("wrote "))


def test_a_message_has_an_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", dossier(tmp_path, "k" * 150_000)]) == 3
    told = capsys.readouterr().err
    assert "more characters" in told
    assert max(map(len, told.splitlines())) < 3_000
    assert run(["check", "n" * 150_000]) in (2, 3)
    assert len(capsys.readouterr().err) < 3_000


def test_whoever_calls_gets_the_json_that_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [run(["check", "nowhere", *asked]) for asked in (["--format", "json"], ["--format=json"], [])]
    printed = capsys.readouterr().out
    decoder, errors = json.JSONDecoder(), []
    while printed.strip():
        error, end = decoder.raw_decode(printed.lstrip())
        errors.append(error["error"]["exit_code"])
        printed = printed.lstrip()[end:]
    assert errors == codes[:2]
    assert len(set(codes)) == 1


def test_a_command_may_have_a_hyphen_and_a_group_is_a_package() -> None:
    group = Lazy("main", commands_by_name={"exit-codes": "", "standard": ""}, package="compliance")
    with pytest.raises(AttributeError, match="exit_codes"):  # the module was found; it holds no command
        group.get_command(click.Context(group), "exit-codes")
    standard = Lazy("main", commands_by_name={"standard": ""}).get_command(click.Context(group), "standard")
    assert isinstance(standard, Lazy)
    assert standard.get_command(click.Context(standard), "test") is not None
