"""What the drawing process is given, and the words in which it answers.

The job goes in on standard input. The answers come back on standard output as lines of JSON, so that the parent reads
data and never a sentence: ``{"telling": "..."}`` for progress, ``{"stage": "drawing"}`` once the templates are filled,
and at the end ``{"ended": "...", ...}`` with one of :class:`Ended`. After ``drawn`` come as many bytes as ``size``
says. Nothing of the dossier is written to a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from compliance.assess.assessment.model import Assessment
from compliance.report.document.overrides import Overrides
from compliance.report.limits import ReportLimits
from compliance.report.wording.locale import Language

#: The default of WeasyPrint for PDF/A-3 with tags; the attachment needs part 3.
VARIANT = "pdf/a-3a"
ATTACHMENT = "assessment.json"


@dataclass(frozen=True, slots=True)
class Job:
    """One document to draw; ``attached`` is what the file :data:`ATTACHMENT` in it holds."""

    assessment: Assessment
    attached: bytes
    limits: ReportLimits
    language: Language
    overrides: Overrides


class Stage(StrEnum):
    """What the process was doing."""

    FILLING = "filling"
    DRAWING = "drawing"


class Ended(StrEnum):
    """How the process ended, with what its answer holds besides."""

    #: ``size``: the bytes of the file, which follow.
    DRAWN = "drawn"
    #: ``cause`` and ``problems``: a :class:`ComplianceError`.
    REFUSED = "refused"
    #: ``what``: the address that is not served.
    NOT_SERVED = "not-served"
    #: ``what``: what the system said of the library that is missing.
    NO_LIBRARY = "no-library"
    NO_PACKAGE = "no-package"
    NO_MEMORY = "no-memory"
    TOO_LARGE = "too-large"
    #: ``number``: the error number of the system.
    SYSTEM = "system"
    #: ``what`` and ``trace``: an exception that nobody expected.
    FAULT = "fault"
