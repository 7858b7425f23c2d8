"""The forms of an assessment, in one table: name, endings of file names, how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.errors import Cause, ComplianceError, Problem, did_you_mean

if TYPE_CHECKING:
    from compliance.assess.assessment.model import Assessment
    from compliance.report.document.overrides import Overrides
    from compliance.report.wording.locale import Language

Progress = Callable[[str], None]

#: Columns of the text form in a file, where no terminal says how wide it is.
TEXT_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Look:
    """How a form with pages looks: the language of our own words, and what an organisation puts in place of ours."""

    language: Language
    overrides: Overrides


@dataclass(frozen=True, slots=True)
class Form:
    """One form. ``render`` gives the bytes of a file, the same for equal assessments, and tells what it is doing.

    The look is that of forms that have pages; the others are in English, and in one shape.
    """

    name: str
    endings: tuple[str, ...]
    render: Callable[[Assessment, Progress, Look], bytes]
    binary: bool = False


def _text(assessment: Assessment, _: Progress, __: Look) -> bytes:
    from compliance.report.forms.text import to_terminal

    return to_terminal(assessment, colour=False, width=TEXT_WIDTH).encode()


def _json(assessment: Assessment, _: Progress, __: Look) -> bytes:
    from compliance.report.forms.json import to_json

    return to_json(assessment).encode()


def _markdown(assessment: Assessment, _: Progress, __: Look) -> bytes:
    from compliance.report.forms.markdown import to_markdown

    return to_markdown(assessment).encode()


def _html(assessment: Assessment, _: Progress, look: Look) -> bytes:
    from compliance.report.forms.html import to_page

    return to_page(assessment, language=look.language).encode()


def _pdf(assessment: Assessment, tell: Progress, look: Look) -> bytes:
    from compliance.report.pdf.document import to_pdf

    return to_pdf(assessment, progress=tell, language=look.language, overrides=look.overrides)


def _sarif(assessment: Assessment, _: Progress, __: Look) -> bytes:
    from compliance.report.forms.sarif import to_sarif

    return to_sarif(assessment).encode()


def _junit(assessment: Assessment, _: Progress, __: Look) -> bytes:
    from compliance.report.forms.junit import to_junit

    return to_junit(assessment).encode()


def _csv(assessment: Assessment, _: Progress, __: Look) -> bytes:
    from compliance.report.forms.csv import to_csv

    return to_csv(assessment).encode()


def _results(assessment: Assessment, _: Progress, __: Look) -> bytes:
    from compliance.report.forms.oscal_results import to_assessment_results

    return to_assessment_results(assessment).encode()


def _poam(assessment: Assessment, _: Progress, __: Look) -> bytes:
    from compliance.report.forms.oscal_poam import to_poam

    return to_poam(assessment).encode()


FORMS = (
    Form("text", (".txt",), _text),
    Form("json", (".json",), _json),
    Form("markdown", (".md",), _markdown),
    Form("html", (".html", ".htm"), _html),
    Form("pdf", (".pdf",), _pdf, binary=True),
    Form("sarif", (".sarif", ".sarif.json"), _sarif),
    Form("junit", (".xml",), _junit),
    Form("csv", (".csv",), _csv),
    Form("oscal-ar", (".oscal-ar.json",), _results),
    Form("oscal-poam", (".oscal-poam.json",), _poam),
)

NAMES = tuple(form.name for form in FORMS)


def form_named(name: str) -> Form:
    """The form of that name. Raises :class:`ComplianceError` with ``SETTING`` where there is none."""
    for form in FORMS:
        if form.name == name:
            return form
    hint = did_you_mean(name, NAMES)
    raise ComplianceError(
        Cause.SETTING,
        Problem("unknown-format", f"there is no form `{name}`", expected=f"one of {', '.join(NAMES)}", hint=hint),
    )


def form_of(path: Path) -> Form:
    """The form that a file's name asks for by its ending; the longest ending counts.

    Raises :class:`ComplianceError` with ``SETTING`` for another name.
    """
    endings = {ending: form for form in FORMS for ending in form.endings}
    for ending in sorted(endings, key=len, reverse=True):
        if path.name.lower().endswith(ending):
            return endings[ending]
    problem = Problem(
        "unknown-format",
        f"the name `{path.name}` does not tell which form is wanted",
        expected=f"a name that ends in {', '.join(endings)}",
        hint=f"or name the form: --format FORM={path}",
    )
    raise ComplianceError(Cause.SETTING, problem)
