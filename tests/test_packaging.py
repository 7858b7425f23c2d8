"""The wheel and the source distribution hold all that a check needs; test_installed.py runs them."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def build(source: Path, target: Path, *, kind: str) -> Path:
    """The distribution that the build backend makes of ``source``; it needs no network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(target.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("wheel"), kind="wheel")


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("sdist"), kind="sdist")


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_wheel_has_the_distribution_name_and_the_package_name(wheel: Path) -> None:
    assert wheel.name.startswith("mutual_shaping-")
    assert "compliance/__init__.py" in names(wheel)


def test_the_wheel_tells_type_checkers_that_it_has_types(wheel: Path) -> None:
    assert "compliance/py.typed" in names(wheel)


def test_the_wheel_holds_the_standard_and_the_templates(wheel: Path) -> None:
    shipped = {f"compliance/shipped/{folder}/{path}" for folder, path in tracked("standards", "templates")}
    assert shipped - names(wheel) == set()


def tracked(*folders: str) -> set[tuple[str, str]]:
    return {
        (folder, path.relative_to(ROOT / folder).as_posix())
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_wheel_made_of_the_source_distribution_is_the_same(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    again = build(next((tmp_path / "source").iterdir()), tmp_path / "again", kind="wheel")
    assert names(again) == names(wheel)
