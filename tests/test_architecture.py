"""The floors hold, files stay small, and the help loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "compliance"
FILES = sorted(PACKAGE.rglob("*.py"))
FLOORS = {
    "errors": 0, "exit_codes": 0, "codes": 0, "log": 0, "files": 0,
    "expressions": 1, "standard": 2, "dossier": 2, "measures": 3, "assess": 4,
    "register": 5, "seal": 5, "report": 6, "authoring": 7, "batch": 7,
    "arguments": 0, "public_types": 8, "api": 8, "cli": 8, "desk": 8, "__main__": 8,
}  # fmt: skip
#: Packages within a package; each imports only those before it.
SUBFLOORS = {
    "report": ("wording", "document", "pdf", "forms"),
    "expressions": ("values", "syntax", "program", "trace"),
}
HEAVY = {
    "numpy", "scipy", "networkx", "weasyprint", "jinja2", "pydantic", "cel_expr_python", "jsonschema", "yaml",
    "google.protobuf", "re2", "babel",
}  # fmt: skip


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.startswith("compliance.")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_its_own_floor_and_lower_ones(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own != "__init__":
        above = {name for name in imported(path) if FLOORS[name.split(".")[1]] > FLOORS[own]}
        assert not above


@pytest.mark.parametrize("package", SUBFLOORS)
def test_a_package_within_a_package_imports_only_those_before_it(package: str) -> None:
    order = SUBFLOORS[package]
    wrong = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in (PACKAGE / package).rglob("*.py")
        if path.parent != PACKAGE / package
        for name in imported(path)
        if name.startswith(f"compliance.{package}.") and name.split(".")[2] in order
        if order.index(name.split(".")[2]) > order.index(path.relative_to(PACKAGE / package).parts[0])
    }
    assert not wrong


def test_no_file_is_longer_than_one_idea() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_criterion_is_known_to_the_code() -> None:
    shipped = (ROOT / "standards" / "mutual-shaping" / "criteria").glob("*.yaml")
    ids = {
        line.split()[-1] for path in shipped for line in path.read_text().splitlines() if line.startswith("  - id: ")
    }
    assert len(ids) > 12
    for path in FILES:
        literals = {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
        assert not ids & {one for one in literals if isinstance(one, str)}, path


def test_the_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from compliance.cli.main import run; run(['--help']); sys.stderr.write(chr(10).join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stderr.split("\n"))


def test_the_help_loads_little_more_than_its_library() -> None:
    """How long a start takes is what it loads: modules counted, where a clock would tell how busy the machine is."""

    def loaded(script: str) -> set[str]:
        code = f"import sys; {script}; sys.stderr.write(chr(10).join(sys.modules))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return set(done.stderr.split("\n"))

    more = loaded("from compliance.cli.main import run; run(['--help'])") - loaded("import click")
    assert len({name for name in more if name.startswith("compliance")}) <= 10, sorted(more)
    assert len(more) <= 40, sorted(more)
