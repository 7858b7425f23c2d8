"""The PDF of an assessment, drawn once in a process: what most tests of the PDF look at is the same document."""

from __future__ import annotations

from compliance.assess.assessment.model import Assessment
from compliance.report.forms.json import to_json
from compliance.report.forms.pdf import to_pdf

_DRAWN: dict[str, bytes] = {}


def drawn(assessment: Assessment) -> bytes:
    """The PDF as :func:`to_pdf` draws it without settings; whoever tests that two drawings are alike calls that."""
    key = to_json(assessment)
    if key not in _DRAWN:
        _DRAWN[key] = to_pdf(assessment)
    return _DRAWN[key]
