"""What is wrong with a template of an organisation, and where."""

from __future__ import annotations

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.visible_text import show
from compliance.report.document.overrides import Overrides


def refusal_of(error: Exception, overrides: Overrides) -> ComplianceError:
    """The error to raise for ``error``, which a template of ``overrides`` caused."""
    file, line = _place(error, overrides)
    what = show(str(error) or type(error).__name__, 300)
    hint = None
    if file is not None:
        hint = "ours can be extended, one block at a time: {% extends 'base/" + file.removeprefix("base/") + "' %}"
    place = Place(file or overrides.folder, line)
    return ComplianceError(
        Cause.SETTING, Problem("template", f"the template cannot be used: {what}", place, None, hint)
    )


def _place(error: Exception, overrides: Overrides) -> tuple[str | None, int | None]:
    """The template of theirs and its line that the error came through last; none where it came through ours alone."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError) and error.name in overrides.templates:
        return error.name, error.lineno
    found: tuple[str | None, int | None] = (None, None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in overrides.templates:
            found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found
