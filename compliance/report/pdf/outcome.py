"""What the end of the drawing process means: the file, or a refusal that says whose fault it is."""

from __future__ import annotations

import errno
import signal
import sys
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.visible_text import show
from compliance.report.document.overrides import Overrides
from compliance.report.limits import MIB, ReportLimits
from compliance.report.pdf.bounds import allowed_memory
from compliance.report.pdf.child import Ending
from compliance.report.pdf.job import Ended, Stage

_PANGO = (
    "install Pango, which WeasyPrint needs: Debian and Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0;"
    " Fedora: sudo dnf install pango; macOS: brew install pango; Windows: install MSYS2 from"
    " https://www.msys2.org, then in its shell: pacman -S mingw-w64-x86_64-pango"
)
_WITHOUT_PAGES = "ask for a form without pages, such as JSON or Markdown, or check a smaller dossier"
_WITH_OURS = "without --templates the report is drawn with ours"
_SERVED = "pages may ask for .css, .woff2, .svg and .png files of the folder and of ours, and for nothing else"
# What the system can be short of, by its error numbers.
_SHORT = {
    errno.ENOSPC: "the temporary folder is full",
    errno.EDQUOT: "the temporary folder is full",
    errno.EFBIG: "files may not be large enough here",
    errno.EACCES: "the temporary folder can't be written",
    errno.EPERM: "the temporary folder can't be written",
    errno.EROFS: "the temporary folder can't be written",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENOMEM: "there is no memory left",
}


def judge(ending: Ending, limits: ReportLimits, overrides: Overrides) -> bytes:
    """The file.

    Raises
    ------
    ComplianceError
        ``SETTING``: something is missing or short here, or the folder of ``overrides`` is at fault. ``UNDECIDED``: the
        document is too large for ``limits``.
    RuntimeError
        A fault of ours, with what the process said as a note.
    """
    answer = ending.answer
    if not answer:
        raise _ended_from_outside(ending, limits, overrides)
    kind = Ended(answer["ended"])
    if kind is Ended.DRAWN and len(ending.pdf) == answer["size"]:
        return ending.pdf
    if kind is Ended.REFUSED:
        raise ComplianceError(Cause(answer["cause"]), [_problem(facts) for facts in answer["problems"]])
    if kind is Ended.NO_LIBRARY:
        raise _refusal(
            "missing-library",
            f"a library is missing: {show(answer['what'], 300)}",
            f"{_PANGO}; every other format works without it",
        )
    if kind is Ended.NO_PACKAGE:
        raise _refusal(
            "missing-library",
            "the Python package weasyprint is missing",
            "install it: pip install 'weasyprint>=70.0,<71'",
        )
    if kind is Ended.SYSTEM and answer["number"] in _SHORT:
        raise _refusal(
            "system-refused",
            _SHORT[answer["number"]],
            "look at the temporary folder (TMPDIR) and at the limits (ulimit -a)",
        )
    if kind is Ended.NOT_SERVED and overrides.replaces:
        raise _theirs(f"a document asked for {show(answer['what'], 200)!r}, which is not served", overrides, _SERVED)
    if kind is Ended.NO_MEMORY:
        raise _no_memory(ending, limits, overrides)
    if kind is Ended.TOO_LARGE:
        raise _too_much(f"the file has more than {limits.file_bytes // MIB:,} MiB", ending, overrides)
    raise _fault(answer.get("what", kind.value), answer.get("trace", ""), ending, overrides)


def _ended_from_outside(ending: Ending, limits: ReportLimits, overrides: Overrides) -> Exception:
    """The process gave no last answer."""
    if ending.late:
        seconds = limits.own_wall_seconds if overrides.replaces else limits.wall_seconds
        return _too_much(f"it took more than {seconds} s", ending, overrides)
    if sys.platform != "win32":
        if ending.status == -signal.SIGXCPU:
            seconds = limits.cpu_seconds
            if overrides.replaces:
                seconds = limits.own_cpu_seconds if ending.stage is Stage.DRAWING else limits.own_fill_seconds
            return _too_much(f"it took more than {seconds} s of processor time", ending, overrides)
        if ending.status == -signal.SIGKILL:
            return _refusal(
                "out-of-memory",
                "the system ended the process that draws it, as it does where memory runs out",
                _WITHOUT_PAGES,
            )
    # A C library that gets no memory ends the process by itself. The bound is on addresses, of which not all are held.
    bound = min(limits.memory_bytes, allowed_memory() or limits.memory_bytes)
    if ending.status < 0 and ending.peak_bytes > bound // 3:
        return _no_memory(ending, limits, overrides)
    said = ending.said.splitlines()
    return _fault(said[-1] if said else f"status {ending.status}", ending.said, ending, overrides)


def _no_memory(ending: Ending, limits: ReportLimits, overrides: Overrides) -> ComplianceError:
    bound = limits.own_fill_bytes if overrides.replaces and ending.stage is Stage.FILLING else limits.memory_bytes
    allowed = allowed_memory()
    if allowed is not None and allowed < bound:
        return _refusal(
            "out-of-memory",
            f"it needs more memory than a process may have here, {allowed // MIB:,} MiB",
            "see ulimit -v",
        )
    return _too_much(f"it took more than {bound // MIB:,} MiB of memory", ending, overrides)


def _too_much(detail: str, ending: Ending, overrides: Overrides) -> ComplianceError:
    if overrides.replaces:
        doing = "filling the templates" if ending.stage is Stage.FILLING else "drawing with these templates and styles"
        return _theirs(f"{doing} was stopped: {detail}", overrides, _WITH_OURS)
    return ComplianceError(
        Cause.UNDECIDED,
        Problem(
            "report-too-large", f"the PDF report is too large: drawing it was stopped: {detail}", hint=_WITHOUT_PAGES
        ),
    )


def _fault(what: str, trace: str, ending: Ending, overrides: Overrides) -> Exception:
    """Whoever draws with templates and styles of their own looks there first; a fault while ours are filled is ours."""
    if overrides.replaces and (ending.stage is Stage.DRAWING or not ending.answer):
        return _theirs(
            f"the document can't be drawn with these templates and styles: {show(what, 200)}", overrides, _WITH_OURS
        )
    error = RuntimeError(f"the process that draws the report failed: {what}")
    if trace:
        error.add_note(trace)
    return error


def _theirs(message: str, overrides: Overrides, hint: str) -> ComplianceError:
    return ComplianceError(Cause.SETTING, Problem("template", message, Place(overrides.folder), None, hint))


def _refusal(code: str, why: str, hint: str) -> ComplianceError:
    return ComplianceError(Cause.SETTING, Problem(code, f"the PDF report can't be drawn: {why}", hint=hint))


def _problem(facts: dict[str, Any]) -> Problem:
    # The child's problems have codes from the table already.
    code: str = facts["code"]
    place = Place(*facts["place"]) if facts["place"] else None
    return Problem(code, facts["message"], place, facts["expected"], facts["hint"])
