"""The assessment as a PDF document: PDF/A-3a and PDF/UA-1, with the assessment itself attached as JSON.

The drawing library writes one variant a file: PDF/A-3 is asked of it, since the attachment is what makes a report
checkable, and :mod:`compliance.report.pdf.conformance` adds what PDF/UA asks for besides.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from compliance.assess.assessment.model import Assessment
from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.shipped import shipped
from compliance.report.document.engine import BASE, render
from compliance.report.document.overrides import NONE, Overrides
from compliance.report.forms.json import to_json
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.wording.glyphs import fonts_for
from compliance.report.wording.locale import ENGLISH, Language

VARIANT = "pdf/a-3a"
ATTACHMENT = "assessment.json"

_PANGO = (
    "install Pango, which WeasyPrint needs: Debian and Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0; Fedora: sudo dnf install pango; macOS: brew install pango; Windows: install MSYS2 from"
    " https://www.msys2.org, then in its shell: pacman -S mingw-w64-x86_64-pango"
)
# What the child needs from the environment: the system's own libraries and its temporary folder.
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
         "LD_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES")  # fmt: skip
_START = (
    "import runpy, sys; sys.path[:] = sys.argv.pop(1).split(chr(10));"
    " runpy.run_module('compliance.report.pdf.process', run_name='__main__')"
)


def to_pdf(
    assessment: Assessment,
    *,
    progress: Callable[[str], None] | None = None,
    limits: ReportLimits = DEFAULT,
    language: Language = ENGLISH,
    overrides: Overrides = NONE,
) -> bytes:
    """The report as bytes; equal assessments give equal bytes with the same version of WeasyPrint and Pango.

    Drawn in a child process that may use only so much time and memory, has only the packaged fonts, and can fetch
    nothing. ``progress`` is told what is being done.

    Raises
    ------
    ComplianceError
        ``SETTING`` where Pango is missing, with the command that installs it; ``UNDECIDED`` where a limit was hit.
    """
    tell = progress or (lambda _: None)
    tell("Writing the document")
    html = to_html(assessment, limits, language, overrides)
    data = to_json(assessment).encode("utf-8")
    with tempfile.TemporaryDirectory(prefix="compliance-report-") as name:
        folder = Path(name)
        (folder / "document.html").write_text(html, encoding="utf-8", newline="\n")
        (folder / ATTACHMENT).write_bytes(data)
        for path, content in overrides.assets.items():
            (folder / "own" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "own" / path).write_bytes(content)
        job = {
            "base": BASE,
            "folders": [str(shipped("templates")), str(folder / "own")],
            "styles": "".join(map(_face, fonts_for(html))),
            "variant": VARIANT,
            "identifier": _identifier(html, overrides),
            "made": _made(assessment.as_of),
            "cpu_seconds": limits.cpu_seconds,
            "memory_bytes": limits.memory_bytes,
            "file_bytes": limits.file_bytes,
            "attachments": [
                {
                    "file": ATTACHMENT,
                    "name": ATTACHMENT,
                    "description": language.gettext("The assessment that this report shows"),
                    "relationship": "Source",
                }
            ],
        }
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        _run(folder, tell, limits, overrides)
        return (folder / "report.pdf").read_bytes()


def to_html(
    assessment: Assessment,
    limits: ReportLimits = DEFAULT,
    language: Language = ENGLISH,
    overrides: Overrides = NONE,
) -> str:
    """The document's HTML, as it is drawn; its styles are packaged files.

    Raises
    ------
    ComplianceError
        ``UNDECIDED`` where the document would be longer than ``limits.document_chars``; ``SETTING`` for a template of
        ``overrides`` that is wrong.
    """
    from compliance.report.document.view import build_view

    html = render("report.html.j2", language, overrides, view=build_view(assessment, limits, language), paged=True)
    if len(html) > limits.document_chars:
        raise _limit_hit(f"its HTML has {len(html):,} characters; {limits.document_chars:,} are allowed")
    return html


def _run(folder: Path, tell: Callable[[str], None], limits: ReportLimits, overrides: Overrides) -> None:
    # Absolute entries alone: a relative one would let a folder that is being checked lend us its modules.
    paths = [entry for entry in sys.path if Path(entry).is_absolute()]
    fonts = folder / "fontconfig"
    fonts.mkdir()
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {
        "FONTCONFIG_FILE": str(shipped("templates") / "fonts" / "fonts.conf"),
        "XDG_CACHE_HOME": str(fonts),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": "0",
        "TMPDIR": str(folder),
    }
    command = [sys.executable, "-P", "-s", "-c", _START, "\n".join(paths), str(folder)]
    with (folder / "stderr").open("w+b") as errors:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            cwd=folder,
            encoding="utf-8",
            errors="replace",
        )
        late = threading.Event()
        with _deadline(child, limits.wall_seconds, late):
            for line in child.stdout or ():
                tell(line.strip())
            status = child.wait()
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip()
    _judge(status, said, late.is_set(), limits, overrides)


@contextmanager
def _deadline(child: subprocess.Popen[str], seconds: float, late: threading.Event) -> Iterator[None]:
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
        if child.stdout:
            child.stdout.close()


def _judge(status: int, said: str, late: bool, limits: ReportLimits, overrides: Overrides) -> None:
    from compliance.report.pdf.process import LIMIT, NO_PANGO, REFUSED

    if status == 0:
        return
    last = said.splitlines()[-1] if said else f"status {status}"
    if status == NO_PANGO:
        message = f"the PDF report can't be drawn because a library is missing: {last}"
        raise ComplianceError(
            Cause.SETTING, Problem("missing-library", message, hint=f"{_PANGO}; every other format works without it")
        )
    if "No module named 'weasyprint'" in last:
        message = "the PDF report can't be drawn because the Python package weasyprint is missing"
        raise ComplianceError(
            Cause.SETTING, Problem("missing-library", message, hint="install it: pip install 'weasyprint>=70.0'")
        )
    if status == REFUSED and overrides.folder:
        hint = "pages may ask for .css, .woff2, .svg and .png files of the folder and of ours, and for nothing else"
        raise ComplianceError(Cause.SETTING, Problem("template", last, Place(overrides.folder), None, hint))
    if late:
        raise _limit_hit(f"drawing it took more than {limits.wall_seconds} s")
    if status == LIMIT or status < 0 or "MemoryError" in said:
        bounds = f"{limits.cpu_seconds} s of processor time and {limits.memory_bytes // 2**20:,} MiB of memory"
        raise _limit_hit(f"drawing it took more than {bounds}")
    raise RuntimeError(f"the process that draws the report ended with status {status}: {last}")


def _limit_hit(detail: str) -> ComplianceError:
    hint = "ask for a form without pages, such as JSON or Markdown, or check a smaller dossier"
    return ComplianceError(
        Cause.UNDECIDED, Problem("report-too-large", f"the PDF report is too large: {detail}", hint=hint)
    )


def _face(file: str) -> str:
    """The rule that brings in a font of another script; the layout engine takes letters from it that others lack."""
    return f'@font-face {{ font-family: "{file.partition(".")[0]}"; src: url("{BASE}fonts/{file}") }}\n'


def _identifier(html: str, overrides: Overrides) -> str:
    """32 hexadecimal digits that tell one document from another."""
    known = html + (overrides.digest if overrides.assets else "")
    return hashlib.sha256(known.encode("utf-8")).hexdigest()[:32]


def _made(as_of: str) -> str:
    """The only time in the document: midnight UTC of the as-of date."""
    import datetime

    try:
        day = datetime.date.fromisoformat(as_of)
    except ValueError:
        day = datetime.date(1970, 1, 1)
    return f"{day.isoformat()}T00:00:00+00:00"
