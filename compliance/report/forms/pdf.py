"""The assessment as a PDF document with pages, itself attached as JSON."""

from __future__ import annotations

from collections.abc import Callable

from compliance.assess.assessment.model import Assessment
from compliance.report.document.overrides import NONE, Overrides
from compliance.report.forms.form import Form, Options
from compliance.report.forms.json import to_json
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.pdf.document import drawn
from compliance.report.wording.locale import ENGLISH, Language


def to_pdf(
    assessment: Assessment,
    *,
    progress: Callable[[str], None] | None = None,
    limits: ReportLimits = DEFAULT,
    language: Language = ENGLISH,
    overrides: Overrides = NONE,
) -> bytes:
    """The report; see :func:`compliance.report.pdf.document.drawn` for what is promised and what is raised."""
    attached = to_json(assessment).encode()
    return drawn(assessment, attached, progress=progress, limits=limits, language=language, overrides=overrides)


def _render(assessment: Assessment, options: Options) -> bytes:
    overrides = options.overrides or NONE
    return to_pdf(assessment, progress=options.progress, language=options.language, overrides=overrides)


FORM = Form(
    "pdf",
    (".pdf",),
    "application/pdf",
    "the audit report to read and to keep: PDF/A and PDF/UA, with the assessment attached",
    _render,
    binary=True,
    pages=True,
)
