"""Starts of the real program: what only a process of its own can show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "standards" / "playground"
#: A check of little work: a standard of a few criteria, a small dossier that conforms.
CHECK = ("check", str(SMALL / "tests" / "base"), "--standard", str(SMALL), "--as-of", "2026-11-23")
PROGRAM = (sys.executable, "-m", "compliance")


def start(*arguments: str, shell: str = "", **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program with environment variables on top of this process's, or a shell's line with it as ``"$@"``."""
    environment = {**os.environ, **settings}
    command = [*PROGRAM, *arguments]
    if shell:
        command = ["bash", "-c", shell, "bash", *command]
    return subprocess.run(command, capture_output=True, check=False, env=environment, cwd=ROOT, timeout=120)
