"""Documents name files and tasks that exist, and decisions are short and listed."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from test_architecture import FLOORS, PACKAGE

from compliance.exit_codes import ExitCode

ROOT = Path(__file__).resolve().parents[1]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.md")])

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
#: A path in backticks that begins with a folder of the repository; a name in capitals stands for any name.
PATH = re.compile(r"`((?:compliance|standards|templates|samples|tests|docs|\.ci|\.github)/[\w./-]*)`")
TASK = re.compile(r"`make ([a-z]+)")


def tasks() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def named(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_a_link_leads_to_a_file_of_the_repository(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_a_path_in_a_document_exists(document: Path) -> None:
    paths = PATH.findall(document.read_text(encoding="utf-8"))
    given = [path for path in paths if not re.search(r"[A-Z]{4,}", path)]
    assert [path for path in given if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_a_task_in_a_document_is_in_the_makefile(document: Path) -> None:
    assert set(TASK.findall(document.read_text(encoding="utf-8"))) <= tasks()


def test_contributing_names_every_task() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert tasks() - set(TASK.findall(text)) - {"help"} == set()


def test_every_task_is_run_even_if_a_file_has_its_name() -> None:
    phony = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(phony[0].split()) == tasks()


def test_the_architecture_shows_every_package_and_its_floor() -> None:
    rows = re.findall(r"^\| (\d) \| (.*?) \|", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.MULTILINE)
    shown = {name: int(floor) for floor, names in rows for name in re.findall(r"`(\w+)`", names)}
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    there -= {"__init__", "__main__"}
    assert shown == {name: FLOORS[name] for name in there}


def test_the_architecture_is_one_page() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 100


def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    for block in code:
        exec(block, names)
    assert names["assessment"].profile.id == "self-assessment"
    assert names["failed"]
    assert names["markdown"].decode().startswith("#")
    assert names["tests"].cases
    assert not [case for case in names["tests"].cases if case.problems]


@pytest.mark.parametrize("document", ["README.md", "docs/exit-codes.md"])
def test_a_table_of_exit_codes_has_every_code_below_those_of_signals(document: str) -> None:
    rows = re.findall(r"^\| ([\d, ]+) \|", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE)
    codes = {int(code) for row in rows for code in row.split(", ")}
    assert {code.value for code in ExitCode if code.value < 128} <= codes <= {code.value for code in ExitCode}


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    for number, path in enumerate(DECISIONS, 1):
        title = path.read_text(encoding="utf-8").splitlines()[0]
        assert path.name.startswith(f"{number:04d}-")
        assert title.startswith(f"# {number}. ")
        assert f"[{title.split('. ', 1)[1]}]({path.name})" in index


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_says_when_what_why_and_what_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(r"^20\d\d-\d\d-\d\d$", text, re.MULTILINE)
    places = [text.find(f"\n## {title}\n") for title in ("What", "Why", "Alternatives")]
    assert places[0] > 0
    assert all(before < after for before, after in pairwise(places))
    assert len(text[: text.find("\n## Names\n")].split()) <= 300


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(line for name in extras if name != "test" for line in extras[name])]
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = {re.split(r"[<>=\[ ;]", line)[0].lower() for line in wanted}
    assert {name for name in names if f"| `{name}` |" not in text} == set()
