"""The document as a PDF file: PDF/A-3a and PDF/UA-1, with the assessment itself attached as JSON.

The drawing library writes one variant a file: PDF/A-3 is asked of it, since the attachment is what makes a report
checkable, and :mod:`compliance.report.pdf.conformance` adds what PDF/UA asks for besides.
"""

from __future__ import annotations

from collections.abc import Callable

from compliance.assess.assessment.model import Assessment
from compliance.report.document.overrides import NONE, Overrides
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.pdf.child import run
from compliance.report.pdf.job import Job
from compliance.report.pdf.outcome import judge
from compliance.report.wording.locale import ENGLISH, Language


def drawn(
    assessment: Assessment,
    attached: bytes,
    *,
    progress: Callable[[str], None] | None = None,
    limits: ReportLimits = DEFAULT,
    language: Language = ENGLISH,
    overrides: Overrides = NONE,
) -> bytes:
    """The document as bytes, with ``attached`` as the file ``assessment.json`` in it.

    The same inputs give the same bytes wherever the same drawing libraries are; the document names them. Filled and
    drawn in a child process that may use only so much time and memory, has only the packaged fonts, and can fetch
    nothing. ``progress`` is told what is being done.

    Raises
    ------
    ComplianceError
        ``SETTING``: a library is missing, with the command that installs it; the temporary folder is full; the folder
        of ``overrides`` holds something that can't be used. ``UNDECIDED``: a limit was hit.
    """
    ending = run(Job(assessment, attached, limits, language, overrides), progress or (lambda _: None))
    return judge(ending, limits, overrides)
