"""The document with pages, as HTML that is ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment
from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.report.document.engine import TooLong, render
from compliance.report.document.overrides import NONE, Overrides
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.wording.glyphs import drawable
from compliance.report.wording.locale import ENGLISH, Language


@dataclass(frozen=True, slots=True)
class Drawing:
    """With what a document is drawn: ``libraries`` by name and version, ``letters`` of fonts beside ours."""

    libraries: tuple[tuple[str, str], ...] = ()
    letters: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Each library with its version."""
        return tuple(f"{name} {version}" for name, version in self.libraries)


#: Nothing is known of the drawing, and the document then says nothing of it.
UNDRAWN = Drawing()


def to_html(
    assessment: Assessment,
    limits: ReportLimits = DEFAULT,
    language: Language = ENGLISH,
    overrides: Overrides = NONE,
    drawing: Drawing = UNDRAWN,
) -> str:
    """The document's HTML, as it is drawn; its styles are packaged files.

    Raises
    ------
    ComplianceError
        ``UNDECIDED`` where the document would be longer than ``limits.document_chars``; ``SETTING`` for a template of
        ``overrides`` that is wrong, or that makes it so long.
    """
    from compliance.report.document.view import build_view

    view = build_view(assessment, limits, language)
    try:
        html = render(
            "report.html.j2", language, overrides, limits.document_chars, view=view, drawing=drawing, paged=True
        )
    except TooLong:
        raise _too_long(limits, overrides) from None
    return drawable(html, drawing.letters)


def _too_long(limits: ReportLimits, overrides: Overrides) -> ComplianceError:
    message = f"its HTML has more than {limits.document_chars:,} characters"
    if overrides.replaces:
        problem = Problem(
            "template",
            f"the templates make a document that is too large: {message}",
            Place(overrides.folder),
            hint="look for a loop that prints too much; without --templates the report is drawn with ours",
        )
        return ComplianceError(Cause.SETTING, problem)
    hint = "ask for a form without pages, such as JSON or Markdown, or check a smaller dossier"
    return ComplianceError(
        Cause.UNDECIDED, Problem("report-too-large", f"the PDF report is too large: {message}", hint=hint)
    )
