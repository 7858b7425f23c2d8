"""The output formats by name. Another one is a file in this folder that declares ``FORM``, and its name here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from compliance.errors import Cause, ComplianceError, Problem, did_you_mean
from compliance.report.forms.form import Form

#: In the order in which they are listed. The file has the form's name, with "_" for "-".
NAMES = ("text", "json", "markdown", "html", "pdf", "sarif", "junit", "csv", "oscal-ar", "oscal-poam")


def forms() -> tuple[Form, ...]:
    """All of them."""
    return tuple(map(_declared, NAMES))


@cache
def _declared(name: str) -> Form:
    form: Form = import_module(f"compliance.report.forms.{name.replace('-', '_')}").FORM
    return form


def form_named(name: str) -> Form:
    """The form of that name. Raises :class:`ComplianceError` with ``SETTING`` where there is none."""
    if name in NAMES:
        return _declared(name)
    hint = did_you_mean(name, NAMES)
    raise ComplianceError(
        Cause.SETTING,
        Problem("unknown-format", f"there is no form `{name}`", expected=f"one of {', '.join(NAMES)}", hint=hint),
    )


def form_of(path: Path) -> Form:
    """The form that a file's name asks for by its ending; the longest ending counts.

    Raises :class:`ComplianceError` with ``SETTING`` for another name.
    """
    by_ending = {ending: form for form in forms() for ending in form.endings}
    for ending in sorted(by_ending, key=len, reverse=True):
        if path.name.lower().endswith(ending):
            return by_ending[ending]
    problem = Problem(
        "unknown-format",
        f"the name `{path.name}` does not tell which form is wanted",
        expected=f"a name that ends in {', '.join(by_ending)}",
        hint=f"or name the form: --format FORM={path}",
    )
    raise ComplianceError(Cause.SETTING, problem)
