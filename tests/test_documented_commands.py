"""The documents' commands run, and no command or option is missing from the documents."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pyarrow
import pytest
from pyarrow import parquet
from shipped import ROOT, assessed
from write_commands import PAGE, commands, page

from compliance.cli.main import run
from compliance.report.forms.json import to_json
from compliance.report.forms.pdf import to_pdf

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCED = re.compile(r"^```(?:sh|bash|console|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|[\s/])compliance (?P<rest>[a-z-].*)$")
CODES = {"verify": (0, 5)}
"""The exit codes of an example that does what it says: a verdict of either kind, a comparison that holds or not."""
FAILURES = {"2": "wrong use", "3": "rejected", "4": "undecided", "5": "not verified", "70": "a bug"}


def calls(text: str) -> Iterator[list[str]]:
    """The arguments of each call of the program in a shell line, without what the shell itself does with it."""
    for line in text.splitlines():
        for part in re.split(r"&&|;|\|", line.partition(" # ")[0]):
            found = CALL.search(part)
            if found:
                yield shlex.split(re.split(r"\s+(?:\d?>>?|<)\s", found["rest"])[0])


def of_documents() -> Iterator[tuple[str, list[str]]]:
    for document in DOCUMENTS:
        for block in FENCED.findall(document.read_text(encoding="utf-8")):
            # The page of commands shows help, whose examples are tried from the help itself.
            for arguments in calls(block) if document != PAGE else ():
                yield document.name, arguments


def of_help() -> Iterator[tuple[str, list[str]]]:
    for name, command in commands():
        for arguments in calls(command.help or ""):
            yield name, arguments


ELSEWHERE = {"standard test": "takes long; tests/standards/test_cases.py runs every case of the shipped standard"}
"""Examples that another test tries."""
FOUND = {shlex.join(arguments): where for where, arguments in [*of_help(), *of_documents()]}
EXAMPLES = [(line, where) for line, where in FOUND.items() if line not in ELSEWHERE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a checkout's top, with the files that examples speak of."""
    made = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "samples", made / "samples")
    for name in ("my-dossier", "safety", "dossier"):
        shutil.copytree(ROOT / "samples" / "meeting-minutes", made / name)
    shutil.copytree(ROOT / "standards" / "mutual-shaping", made / "my-standard")
    for name in ("result.json", "audit.json", "assessment.json"):
        (made / name).write_text(to_json(assessed("meeting-minutes")), encoding="utf-8")
    ratings = [
        (
            f"item{item}",
            rater,
            "model" if rater == "grader" else "person",
            ("low", "medium", "high")[(item + shift) % 3],
        )
        for item in range(12)
        for rater, shift in (("ann", 0), ("ben", item // 8), ("cem", 0), ("grader", item // 10))
    ]
    columns = dict(zip(("item", "rater", "kind", "value"), zip(*ratings, strict=True), strict=True))
    lines = [",".join(columns), *(",".join(row) for row in ratings)]
    (made / "ratings.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    parquet.write_table(pyarrow.table({name: list(cells) for name, cells in columns.items()}), made / "ratings.parquet")
    if any("report.pdf" in line for line, _ in EXAMPLES):
        (made / "report.pdf").write_bytes(to_pdf(assessed("meeting-minutes")))
    return made


@pytest.mark.parametrize(("line", "where"), EXAMPLES, ids=[f"{where}: {line}" for line, where in EXAMPLES])
def test_an_example_of_the_documents_runs(
    line: str, where: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    code = run(shlex.split(line))
    assert code in CODES.get(line.split()[0], (0, 1)), (
        f"{where}: {FAILURES.get(str(code), code)}: {capsys.readouterr().err}"
    )


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10
    assert set(ELSEWHERE) <= set(FOUND)
    assert {"README.md"} <= {where for _, where in EXAMPLES}


def test_the_page_of_commands_is_what_the_help_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python tests/write_commands.py"


@pytest.mark.parametrize("name", [name for name, command in commands() if not isinstance(command, click.Group)])
def test_a_command_and_its_options_are_documented(name: str) -> None:
    text = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    command = dict(commands())[name]
    assert f"{name} " in text or f"`{name}`" in text
    options = [option for one in command.params if isinstance(one, click.Option) for option in one.opts]
    assert [option for option in options if option not in text] == []


def test_every_command_is_in_the_readme() -> None:
    """The page of commands is for looking up; that a command is there at all, a reader learns from the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [name for name, command in commands() if not isinstance(command, click.Group)]
    assert [name for name in names if name.removeprefix("compliance ") not in readme] == []
