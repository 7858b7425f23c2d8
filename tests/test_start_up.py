"""What a check must not load: start-up is mostly imports, and a list of modules says more than a clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "meeting-minutes"
SCRIPT = """
import sys
from compliance.cli.main import run
code = run(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n".join(sys.modules))
sys.exit(code)
"""
# For a report with pages, for tables, for a standard or a dossier that is refused.
NEVER = {
    "numpy", "scipy", "networkx", "babel", "jinja2", "weasyprint", "jsonschema", "markdown_it", "pyarrow",
    "pydantic", "pydantic_core", "typing_extensions", "importlib.metadata", "csv", "email", "zipfile",
    "compliance.report.document.engine", "compliance.authoring",
}  # fmt: skip
# For a standard that is prepared anew.
NOT_WARM = {
    "cel_expr_python", "google.protobuf", "compliance.standard.load", "compliance.standard.check_schema",
}  # fmt: skip


def loaded(cache: Path, *arguments: str) -> set[str]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache)}
    command = [sys.executable, "-c", SCRIPT, "check", "-q", "--as-of", "2026-11-27", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 1, done.stderr
    return set(done.stderr.split("\n"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def cold(cache: Path) -> set[str]:
    return loaded(cache, str(SAMPLE))


@pytest.fixture(scope="module")
def warm(cache: Path, cold: set[str]) -> set[str]:
    assert cold
    return loaded(cache, str(SAMPLE))


def test_a_plain_check_loads_only_what_it_needs(cold: set[str]) -> None:
    assert not NEVER & cold
    # What the warm run has to do without is what this one has.
    assert cold >= NOT_WARM


def test_a_check_with_a_cached_standard_validates_and_compiles_no_rule(warm: set[str]) -> None:
    assert not (NEVER | NOT_WARM) & warm


def test_a_check_with_a_cached_standard_and_profile_loads_no_more(cache: Path, warm: set[str]) -> None:
    assert not (NEVER | NOT_WARM) & loaded(cache, str(SAMPLE), "--profile", "public-deployment")
    assert warm
