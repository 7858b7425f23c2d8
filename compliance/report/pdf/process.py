"""The drawing process: reads its job, stays within bounds, answers as :mod:`compliance.report.pdf.job` says.

Started by :mod:`compliance.report.pdf.child`, with the number of the parent process as its only argument.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
import traceback
from typing import Any, BinaryIO

from compliance.report.pdf.bounds import bound, end_with
from compliance.report.pdf.job import Ended, Job, Stage


def main(parent: int) -> None:
    """Draws one document."""
    end_with(parent)
    # What a library prints must not come between the answers.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        # Only the parent can write here; it is the same program, and trusted.
        job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301
        # One document, then the process ends: garbage collection among millions of objects costs a tenth of the time.
        gc.disable()
        ended, rest = _answer(job, answers)
        _say(answers, **ended)
        answers.write(rest)


def _answer(job: Job, answers: BinaryIO) -> tuple[dict[str, Any], bytes]:
    from compliance.errors import ComplianceError
    from compliance.report.pdf.draw import NotServed

    try:
        data = _drawn(job, answers)
    except ComplianceError as error:
        return {
            "ended": Ended.REFUSED,
            "cause": error.cause.value,
            "problems": [_facts(p) for p in error.problems],
        }, b""
    except NotServed as error:
        return {"ended": Ended.NOT_SERVED, "what": str(error)}, b""
    except _NoLibraryError as error:
        return {"ended": Ended.NO_LIBRARY, "what": str(error)}, b""
    except (MemoryError, RecursionError):
        return {"ended": Ended.NO_MEMORY}, b""
    except Exception as error:  # the parent decides whose fault it is
        if isinstance(error, ModuleNotFoundError) and error.name == "weasyprint":
            return {"ended": Ended.NO_PACKAGE}, b""
        if isinstance(error, OSError) and error.errno is not None:
            return {"ended": Ended.SYSTEM, "number": error.errno, "trace": traceback.format_exc()}, b""
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return {"ended": Ended.FAULT, "what": what, "trace": traceback.format_exc()}, b""
    if len(data) > job.limits.file_bytes:
        return {"ended": Ended.TOO_LARGE}, b""
    return {"ended": Ended.DRAWN, "size": len(data)}, data


class _NoLibraryError(Exception):
    """A system library can't be opened."""


def _drawn(job: Job, answers: BinaryIO) -> bytes:
    limits, theirs = job.limits, job.overrides.replaces
    if theirs:
        bound(limits.own_fill_seconds, limits.own_fill_bytes, limits.file_bytes)
    else:
        bound(limits.cpu_seconds, limits.memory_bytes, limits.file_bytes)
    from compliance.report.document.pages import Drawing, to_html
    from compliance.report.pdf.asset_checks import check_assets
    from compliance.report.pdf.draw import draw
    from compliance.report.pdf.libraries import libraries, open_weasyprint

    def tell(what: str) -> None:
        _say(answers, telling=what)

    try:
        open_weasyprint()
    except OSError as error:
        raise _NoLibraryError(str(error)) from error
    drawing = Drawing(libraries(), check_assets(job.overrides.assets))
    tell("Writing the document")
    html = to_html(job.assessment, limits, job.language, job.overrides, drawing)
    _say(answers, stage=Stage.DRAWING)
    if theirs:
        bound(limits.own_cpu_seconds, limits.memory_bytes, limits.file_bytes)
    return draw(job, html, tell)


def _facts(problem: Any) -> dict[str, Any]:
    place = problem.place
    return {
        "code": problem.code,
        "message": problem.message,
        "place": [place.file, place.line, place.column] if place else None,
        "expected": problem.expected,
        "hint": problem.hint,
    }


def _say(answers: BinaryIO, **facts: Any) -> None:
    answers.write(json.dumps(facts).encode("ascii") + b"\n")
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
