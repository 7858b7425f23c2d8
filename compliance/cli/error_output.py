"""How refusals look: as text with place, excerpt, expectation and advice, or as JSON for a job."""

from __future__ import annotations

import itertools
import json
import os
import sys
import traceback
from typing import Any

import click

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.visible_text import show

_HEADS = {
    Cause.SETTING: "this cannot be done",
    Cause.STANDARD: "the standard is wrong",
    Cause.DOSSIER: "the dossier was rejected",
    Cause.UNDECIDED: "it could not be decided",
    Cause.VERIFICATION: "verification failed",
}

BUG = 70
SHOWN = 20
"""Problems that are shown as text; JSON has them all."""


def tell(error: Exception) -> int:
    """Say what went wrong and return the exit code. Anything but a refusal of ours is a bug of ours."""
    if isinstance(error, OSError):
        place = Place(str(error.filename)) if error.filename else None
        problem = Problem("system-refused", f"the system refused: {(error.strerror or str(error)).lower()}", place)
        error = ComplianceError(Cause.SETTING, problem)
    if isinstance(error, MemoryError):
        error = ComplianceError(Cause.UNDECIDED, Problem("out-of-memory", "the memory was not enough for this input"))
    as_json = click.get_current_context(silent=True) is None and _wants_json()
    if isinstance(error, ComplianceError):
        if as_json:
            click.echo(json.dumps(_refusal_data(error), ensure_ascii=False, indent=2))
        _tell_refusal(error)
        return error.cause.exit_code
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119  # no path object for one name
    click.echo(f"compliance: a bug of ours ({type(error).__name__} at {where}): {show(str(error), 300)}", err=True)
    click.echo("Nothing was decided. Please report it with the command and, if you may, the files.", err=True)
    return BUG


def _wants_json() -> bool:
    arguments = sys.argv[1:]
    return "--format=json" in arguments or any(pair == ("--format", "json") for pair in itertools.pairwise(arguments))


def _tell_refusal(error: ComplianceError) -> None:
    colour = coloured(sys.stderr)
    head = _HEADS[error.cause]
    count = f" ({len(error.problems)} problems)" if len(error.problems) > 1 else ""
    click.echo(_style(f"compliance: {head}{count}", colour, fg="red", bold=True), err=True)
    for problem in error.problems[:SHOWN]:
        tell_problem(problem, colour)
    if len(error.problems) > SHOWN:
        click.echo(f"  and {len(error.problems) - SHOWN} more", err=True)


def tell_problem(problem: Problem, colour: bool, *, err: bool = True) -> None:
    """Say one problem: its place and message, the text it speaks of, what was expected and what to do."""
    place = f"{_style(show(str(problem.place)), colour, bold=True)}: " if problem.place else ""
    code = _style(f"[{problem.code}]", colour, dim=True)
    click.echo(f"  {place}{show(problem.message)} {code}", err=err)
    for line in (problem.excerpt or "").split("\n") if problem.excerpt else ():
        click.echo(f"      {_style(show(line), colour, fg='yellow') if line.strip() == '^' else show(line)}", err=err)
    if problem.expected:
        click.echo(f"      expected {show(problem.expected, 300)}", err=err)
    if problem.hint:
        click.echo(f"      {show(problem.hint, 300)}", err=err)


def _style(text: str, colour: bool, **style: Any) -> str:
    return click.style(text, **style) if colour else text


def coloured(stream: Any) -> bool:
    """Whether a stream is a terminal that may have colours: NO_COLOR and a dumb terminal turn them off."""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _refusal_data(error: ComplianceError) -> dict[str, Any]:
    problems = [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "message": problem.message,
            "at": None if problem.place is None else _place_data(problem.place),
            "expected": problem.expected,
            "hint": problem.hint,
            "fix": problem.fix,
        }
        for problem in error.problems
    ]
    return {"error": {"cause": error.cause.value, "exit_code": error.cause.exit_code, "problems": problems}}


def _place_data(place: Place) -> dict[str, Any]:
    known = None not in (place.line, place.column, place.end_line, place.end_column)
    span = {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }
    data = {"file": place.file, "line": place.line, "column": place.column, "path": place.path}
    return data | {"span": span if known else None}
