"""The wheel in an environment of its own, read-only, in folders with blanks and letters beyond ASCII; no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import ROOT

NAME = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
AS_OF = ("--as-of", "2026-11-23")

# arguments, exit code, words of what is printed
COMMANDS = [
    (("version",), 0, "0."),
    (("check", "Fähre 3/dossier", *AS_OF), 1, "VO-1"),
    (("check", "Fähre 3/dossier", *AS_OF, "--format", "json"), 1, '"as_of": "2026-11-23"'),
    (("explain", "LO-2", "Fähre 3/dossier", *AS_OF), 0, "LO-2"),
    (("standard", "test", "--criterion", "VO-2"), 0, "0 failed"),
    (("schema", "dossier"), 0, '"$schema"'),
    (("report", "Fähre 3/result.json", "Fähre 3/büro.html"), 0, ""),
]


def write_protected(folder: Path, protected: bool) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod((0o555 if path.is_dir() else 0o444) if protected else (0o755 if path.is_dir() else 0o644))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The installed command. What it depends on comes from the environment of the tests."""
    pytest.importorskip("hatchling")
    made = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = made.glob(f"{NAME.replace('-', '_')}-*.whl")
    home = tmp_path_factory.mktemp("home") / "Prüfstelle mit Blank"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    (packages,) = home.glob("lib/python*/site-packages")
    elsewhere = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(elsewhere), encoding="utf-8")
    write_protected(packages / "compliance", protected=True)
    yield home / "bin" / "compliance"
    write_protected(packages / "compliance", protected=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, program: Path) -> Path:
    """Where a user works: far from the checkout, with a dossier and an assessment of it."""
    made = tmp_path_factory.mktemp("work") / "wo anders ü"
    shutil.copytree(ROOT / "samples" / "meeting-minutes", made / "Fähre 3" / "dossier")
    done = run(program, made, "check", "Fähre 3/dossier", *AS_OF, "--format", "json=Fähre 3/result.json", "-q")
    assert done.returncode == 1, done.stderr
    return made


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(program), *arguments], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.parametrize(("arguments", "code", "words"), COMMANDS)
def test_an_installed_command_works_far_from_the_checkout(
    program: Path, folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = run(program, folder, *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert words in done.stdout


def test_the_installed_package_is_the_one_that_runs_and_nothing_is_written_into_it(program: Path, folder: Path) -> None:
    (package,) = program.parents[1].glob("lib/python*/site-packages/compliance")
    before = {path: path.stat().st_mtime_ns for path in package.rglob("*") if "__pycache__" not in path.parts}
    script = "import compliance; from compliance.cli.main import run; run(['version']); print(compliance.__file__)"
    done = subprocess.run([str(program.with_name("python")), "-c", script], cwd=folder, capture_output=True, text=True)
    assert Path(done.stdout.splitlines()[-1]).parent == package
    assert run(program, folder, "check", "Fähre 3/dossier", *AS_OF, "-q").returncode == 1
    assert {path: path.stat().st_mtime_ns for path in package.rglob("*") if "__pycache__" not in path.parts} == before
    assert json.loads((folder / "Fähre 3" / "result.json").read_text(encoding="utf-8"))["as_of"] == "2026-11-23"
