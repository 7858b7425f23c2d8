"""The made tables are what the script beside them makes, on any machine and under any hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
BASE = ROOT / "standards" / "mutual-shaping" / "tests" / "base"


def generate(folder: Path, *arguments: str, hash_seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "generate.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )


def tables(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("**/evidence/*.csv"))}


@pytest.mark.parametrize("folder", [SAMPLES, BASE], ids=["samples", "base"])
def test_the_tables_in_the_repository_are_what_the_script_makes(folder: Path) -> None:
    run = generate(folder, "--check")
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("folder", [SAMPLES, BASE], ids=["samples", "base"])
@pytest.mark.parametrize("hash_seed", ["1", "4711"])
def test_making_them_from_nothing_gives_the_same_bytes(tmp_path: Path, folder: Path, hash_seed: str) -> None:
    shutil.copy(folder / "generate.py", tmp_path)
    assert generate(tmp_path, hash_seed=hash_seed).returncode == 0
    made = tables(tmp_path)
    assert made
    assert made == {name: data for name, data in tables(folder).items() if name in made}


def test_a_table_that_was_changed_by_hand_is_noticed(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "generate.py", tmp_path)
    generate(tmp_path)
    changed = next(tmp_path.glob("*/evidence/participants.csv"))
    changed.write_bytes(changed.read_bytes() + b"p999,tenants,none\n")
    run = generate(tmp_path, "--check")
    assert run.returncode == 1
    assert "participants.csv" in run.stderr
