"""Where assessments go: the terminal, or files whose names tell their form."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.errors import Cause, ComplianceError, Problem

if TYPE_CHECKING:
    from compliance.assess.model import Assessment
    from compliance.report.language import Language

FORMATS = ("text", "json", "markdown")
_FORMS = {".pdf": "pdf", ".json": "json", ".md": "markdown"}


def print_assessment(assessment: Assessment, form: str, *, quiet: bool, verbose: bool) -> None:
    """The assessment on standard output; ``quiet`` leaves the verdict of a text, in one line."""
    if form == "text" and quiet:
        from compliance.files.show import show

        level = f"level {assessment.level} ({assessment.level_name})" if assessment.level else "no level"
        score = f"score {assessment.score.low:.3f} to {assessment.score.high:.3f}"
        weaker = ", by a profile that asks for less than the standard" if _is_weakened(assessment) else ""
        click.echo(f"{show(assessment.title)}: {level} of {len(assessment.standard.levels)}, {score}{weaker}")
    elif form == "text":
        import shutil

        from compliance.cli.refusals import coloured
        from compliance.report.terminal import to_terminal

        width = min(shutil.get_terminal_size((100, 24)).columns, 120)
        unicode = "utf" in (sys.stdout.encoding or "").lower()
        colour = coloured(sys.stdout)
        click.echo(to_terminal(assessment, colour=colour, width=width, verbose=verbose, unicode=unicode), nl=False)
    else:
        click.echo(_text(assessment, form), nl=False)


def _is_weakened(assessment: Assessment) -> bool:
    return assessment.profile is not None and bool(assessment.profile.weakens)


def form_of(path: Path) -> str:
    """The form that a file's name asks for. Raises :class:`ComplianceError` for another name."""
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        message = f"the name `{path.name}` does not tell which form is wanted"
        raise ComplianceError(Cause.SETTING, Problem(message, expected=f"a name that ends in {', '.join(_FORMS)}"))
    return form


def write_report(assessment: Assessment, path: Path, language: Language, *, quiet: bool) -> None:
    """The assessment in a file, whole or not at all; ``language`` is that of the pages of a PDF."""
    from compliance.files.write import write_whole

    form = form_of(path)
    data = _pdf(assessment, language, quiet=quiet) if form == "pdf" else _text(assessment, form).encode()
    write_whole(path, data)
    if not quiet:
        click.echo(f"wrote {path}", err=True)


def _text(assessment: Assessment, form: str) -> str:
    if form == "json":
        from compliance.report.json import to_json

        return to_json(assessment)
    from compliance.report.markdown import to_markdown

    return to_markdown(assessment)


def _pdf(assessment: Assessment, language: Language, *, quiet: bool) -> bytes:
    from compliance.report.pdf import to_pdf

    with progress("report", quiet=quiet) as step:
        return to_pdf(assessment, progress=lambda what: step(0, 0, what), language=language)


class progress:  # noqa: N801  # used as a with-statement's word
    """A bar on the terminal's error stream, where there is one; silent elsewhere."""

    def __init__(self, label: str, *, quiet: bool) -> None:
        self.label = label
        self.shown = sys.stderr.isatty() and not quiet

    def __enter__(self) -> Callable[[int, int, str], None]:
        return self._step

    def __exit__(self, *_: object) -> None:
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)

    def _step(self, done: int, total: int, what: str) -> None:
        if self.shown:
            bar = "█" * (24 * done // total) + "░" * (24 - 24 * done // total) + " " if total else ""
            click.echo(f"\r\033[K{self.label} {bar}{what[:40]}", nl=False, err=True)
