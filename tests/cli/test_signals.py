"""A check that is cancelled leaves nothing behind: no process, and nothing of the dossier in the temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import CHECK, PROGRAM, ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


def until(what: Callable[[], object], seconds: float = 60) -> None:
    """Wait until the function ``what`` gives something true."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "what was waited for did not happen"
        time.sleep(0.02)


def drawing(folder: Path) -> list[int]:
    """Process ids of those that work in a temporary folder below ``folder``, where the system tells."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cwd"):
        try:
            where = path.readlink()
        except OSError:
            continue
        if where.is_relative_to(folder):
            found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_check_that_is_stopped_while_it_draws_leaves_nothing(name: str, code: int, tmp_path: Path) -> None:
    temporary, output = tmp_path / "tmp", tmp_path / "a.pdf"
    temporary.mkdir()
    program = subprocess.Popen(
        [*PROGRAM, *CHECK, "--report", str(output)],
        env={**os.environ, "TMPDIR": str(temporary)}, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until(lambda: drawing(temporary) if Path("/proc").exists() else any(temporary.iterdir()))
    time.sleep(0.3)
    program.send_signal(getattr(signal, name))
    said, told = program.communicate(timeout=60)
    assert program.returncode == code
    assert said == b""
    assert b"Traceback" not in told
    assert list(temporary.iterdir()) == []
    assert not output.exists()
    assert drawing(temporary) == []


def test_a_signal_that_was_ignored_from_the_start_stays_ignored(tmp_path: Path) -> None:
    script = "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); " \
        "from compliance.cli.signals import ending_on_signals\n" \
        "with ending_on_signals(): signal.raise_signal(signal.SIGHUP); print('still here')"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, b"still here\n")
