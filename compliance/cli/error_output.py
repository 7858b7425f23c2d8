"""How refusals look: as text with place, excerpt, expectation and advice, and as JSON for a job that asked for it."""

from __future__ import annotations

import contextlib
import errno
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from compliance.cli import printing
from compliance.cli.asked import Asked
from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.exit_codes import ExitCode
from compliance.report.wording.log_line import plain, spaced

_HEADS = {
    Cause.SETTING: "this cannot be done",
    Cause.STANDARD: "the standard or its profile is wrong",
    Cause.DOSSIER: "the dossier was rejected",
    Cause.UNDECIDED: "it could not be decided",
    Cause.VERIFICATION: "verification failed",
}

_SYSTEM = {
    errno.ENOMEM: "allow the process more memory",
    errno.ENOSPC: "free some space there, or name another temporary folder in TMPDIR",
    errno.EDQUOT: "free some space there, or name another temporary folder in TMPDIR",
    errno.EFBIG: "the process may write no file of this size: raise its limit",
    errno.EMFILE: "allow the process more open files",
}

SHOWN = 20
"""Problems that are shown as text; JSON has them all."""
CHARS = 1_000
"""Characters shown of one part of a problem, and of each line of its excerpt."""


def tell(error: Exception, asked: Asked) -> int:
    """Say what went wrong and return the exit code. Anything but a refusal of ours is a bug of ours.

    Whatever cannot be printed is left out: the exit code says it too.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and not asked.json:
        printing.err(error.format_message())
        return ExitCode.SETTING
    refusal = _refusal(error)
    head, cause, code = (
        (_HEADS[refusal.cause], refusal.cause.value, refusal.cause.exit_code)
        if refusal
        else ("a bug of ours", "bug", ExitCode.BUG)
    )
    problems = refusal.problems if refusal else (_bug(error),)
    if asked.json:
        with contextlib.suppress(OSError, ComplianceError):
            printing.out_json({"error": {"cause": cause, "exit_code": int(code), "problems": _data(problems)}})
    if asked.traceback and refusal is not error:
        for line in "".join(traceback.format_exception(error)).splitlines():
            printing.err(spaced(line))
    count = f" ({len(problems)} problems)" if len(problems) > 1 else ""
    printing.err(printing.style(f"compliance: {head}{count}", on=sys.stderr, fg="red", bold=True))
    for problem in problems[:SHOWN]:
        printing.err(problem_text(problem, sys.stderr))
    if len(problems) > SHOWN:
        printing.err(f"  and {len(problems) - SHOWN} more")
    return code


def _refusal(error: Exception) -> ComplianceError | None:
    """The error as a refusal, None where it is a bug."""
    if isinstance(error, ComplianceError):
        return error
    if isinstance(error, click.ClickException):
        context = error.ctx if isinstance(error, click.UsageError) else None
        hint = f"{context.get_usage()}; see {context.command_path} --help" if context else "see compliance --help"
        message = error.format_message().rstrip(".")
        return ComplianceError(Cause.SETTING, Problem("wrong-use", message[:1].lower() + message[1:], hint=hint))
    if isinstance(error, OSError):
        place = Place(str(error.filename)) if error.filename else None
        message = f"the system refused: {(error.strerror or str(error)).lower()}"
        problem = Problem("system-refused", message, place, hint=_SYSTEM.get(error.errno or 0))
        return ComplianceError(Cause.SETTING, problem)
    if isinstance(error, MemoryError):
        return ComplianceError(Cause.UNDECIDED, Problem("out-of-memory", "the memory was not enough for this input"))
    if isinstance(error, ImportError) and not (error.name or "").startswith("compliance"):
        return ComplianceError(Cause.SETTING, _missing(error))
    return None


def _missing(error: ImportError) -> Problem:
    # A library may wrap what the system said in pages of advice; what the system said is its cause.
    first: BaseException = error
    while isinstance(first.__cause__, ImportError):
        first = first.__cause__
    hint = "install the program again, or allow the process more memory"
    return Problem("missing-library", f"a library cannot be loaded: {first}", hint=hint)


def _bug(error: Exception) -> Problem:
    frames = traceback.extract_tb(error.__traceback__)
    own = Path(__file__).parents[1]
    frame = next((one for one in reversed(frames) if Path(one.filename).is_relative_to(own)), None)
    where = f" at {Path(frame.filename).relative_to(own).as_posix()}:{frame.lineno}" if frame else ""
    hint = "nothing was decided; please report it with what --traceback shows and, if you may, the files"
    return Problem("bug", f"{type(error).__name__}{where}: {error}", hint=hint)


def problem_text(problem: Problem, stream: Any) -> str:
    """One problem in lines: its place and message, the excerpt, what was expected and what to do."""
    place = printing.style(plain(str(problem.place), CHARS), on=stream, bold=True) + ": " if problem.place else ""
    code = printing.style(f"[{problem.code}]", on=stream, dim=True)
    lines = [f"  {place}{plain(problem.message, CHARS)} {code}"]
    for line in problem.excerpt.split("\n") if problem.excerpt else ():
        text = spaced(line, CHARS)
        lines.append("      " + (printing.style(text, on=stream, fg="yellow") if line.strip() == "^" else text))
    if problem.expected:
        lines.append(f"      expected {plain(problem.expected, CHARS)}")
    if problem.hint:
        lines.append(f"      {plain(problem.hint, CHARS)}")
    return "\n".join(lines)


def _data(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "message": problem.message,
            "at": None if problem.place is None else _place_data(problem.place),
            "expected": problem.expected,
            "hint": problem.hint,
            "fix": problem.fix,
        }
        for problem in problems
    ]


def _place_data(place: Place) -> dict[str, Any]:
    known = None not in (place.line, place.column, place.end_line, place.end_column)
    span = {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }
    data = {"file": place.file, "line": place.line, "column": place.column, "path": place.path}
    return data | {"span": span if known else None}
