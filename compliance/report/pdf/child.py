"""Starts the drawing process, hands it its job, follows it, and ends it."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.shipped import shipped
from compliance.report.pdf.job import Ended, Job, Stage

# What the child needs from the environment: the places of the system's own libraries. On Windows they are found by
# PATH; elsewhere nothing is, so that no program is.
_KEPT = ("SYSTEMROOT", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH",
         "WEASYPRINT_DLL_DIRECTORIES", *(("PATH",) if os.name == "nt" else ()))  # fmt: skip
_START = (
    "import runpy, sys; sys.path[:] = sys.argv.pop(1).split(chr(10));"
    " runpy.run_module('compliance.report.pdf.process', run_name='__main__')"
)


@dataclass(slots=True)
class Ending:
    """How it ended: its last answer, if it gave one, and what is known from outside.

    ``status`` is negative for the signal that ended it; ``peak_bytes`` is the most memory it held, 0 where the
    platform does not say; ``said`` is what was written to its standard error.
    """

    answer: dict[str, Any] = field(default_factory=dict)
    pdf: bytes = b""
    stage: Stage = Stage.FILLING
    status: int = 0
    late: bool = False
    peak_bytes: int = 0
    said: str = ""


def run(job: Job, tell: Callable[[str], None]) -> Ending:
    """Draws ``job`` in a process of its own.

    Only that process' fonts and font cache are in files, in a temporary folder that goes with it.

    Raises
    ------
    ComplianceError
        ``SETTING``: there is no room for the folder, or no process can be started.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="compliance-report-") as name:
            return _run(job, tell, Path(name))
    except OSError as error:
        what = f"the PDF report can't be drawn: {error.strerror or error}"
        hint = "look at the temporary folder (TMPDIR), and at how many processes there may be"
        raise ComplianceError(Cause.SETTING, Problem("system-refused", what, hint=hint)) from error


def _run(job: Job, tell: Callable[[str], None], folder: Path) -> Ending:
    limits = job.limits
    # Absolute entries alone: a relative one would let a folder that is being checked lend us its modules.
    paths = [entry for entry in sys.path if Path(entry).is_absolute()]
    command = [sys.executable, "-P", "-s", "-c", _START, "\n".join(paths), str(os.getpid())]
    ending = Ending()
    with (folder / "stderr").open("w+b") as errors:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=_environment(folder),
            cwd=folder,
        )
        late = threading.Event()
        seconds = limits.own_wall_seconds if job.overrides.replaces else limits.wall_seconds
        with _deadline(child, seconds, late):
            assert child.stdin is not None  # noqa: S101  # it was asked for
            assert child.stdout is not None  # noqa: S101
            with suppress(BrokenPipeError), child.stdin:  # a child that died early is judged by its status
                pickle.dump(job, child.stdin)
            _follow(child.stdout, ending, tell)
            _wait(child, ending)
        errors.seek(0)
        ending.said = errors.read(100_000).decode("utf-8", "replace").strip()
    ending.late = late.is_set()
    return ending


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    if sys.dont_write_bytecode:
        kept["PYTHONDONTWRITEBYTECODE"] = "1"
    return kept | {
        "FONTCONFIG_FILE": str(shipped("templates") / "fonts" / "fonts.conf"),
        "XDG_CACHE_HOME": str(folder),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "0",
        "TEMP": str(folder),
        "TMP": str(folder),
        "TMPDIR": str(folder),
    }


def _follow(answers: IO[bytes], ending: Ending, tell: Callable[[str], None]) -> None:
    """Reads answers until the last one."""
    for line in answers:
        answer = json.loads(line)
        if "telling" in answer:
            tell(answer["telling"].replace("\n", " "))
        elif "stage" in answer:
            ending.stage = Stage(answer["stage"])
        else:
            ending.answer = answer
            if answer["ended"] == Ended.DRAWN:
                ending.pdf = answers.read(answer["size"])


def _wait(child: subprocess.Popen[bytes], ending: Ending) -> None:
    """Waits for the end, in the way that also tells how much memory was held, where there is one."""
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        ending.peak_bytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    ending.status = child.wait()


@contextmanager
def _deadline(child: subprocess.Popen[bytes], seconds: float, late: threading.Event) -> Iterator[None]:
    """Ends the child after so many seconds, and whenever the block is left."""

    def end() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if child.poll() is None:
            child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
