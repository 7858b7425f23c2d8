"""Where assessments go: one form to standard output, any number into files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.errors import Cause, ComplianceError, Problem
from compliance.report.forms.registry import NAMES, form_named, form_of

if TYPE_CHECKING:
    from compliance.assess.assessment.model import Assessment
    from compliance.report.forms.form import Form, Options


@dataclass(frozen=True, slots=True)
class Outputs:
    """What was asked for: the form to print, if any, and the files to write with their forms."""

    printed: Form | None
    files: tuple[tuple[Form, Path], ...]


def format_option(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format``; ``default`` says in the help what is printed without it."""
    return click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="FORM[=FILE]",
        help=f"Print FORM, or write it to FILE; may be given several times. One of {', '.join(NAMES)}."
        f" Default: {default}.",
    )


def asked_for(formats: Iterable[str], paths: Iterable[Path], default: str | None) -> Outputs:
    """What ``--format`` values and file names ask for; ``default`` is printed where no form is named for printing.

    Raises
    ------
    ComplianceError
        ``SETTING``: no such form, two forms for standard output, a binary one for a terminal, a name that tells no
        form, no name at all, or one file for two forms.
    """
    printed: list[Form] = []
    files: list[tuple[Form, Path]] = []
    for value in formats:
        name, sign, file = value.partition("=")
        form = form_named(name)
        if sign and not file:
            raise _refusal(f"`--format {value}` names no file", f"write `--format {name}=FILE`, or `--format {name}`")
        if sign:
            files.append((form, Path(file)))
        elif form not in printed:
            printed.append(form)
    files += [(form_of(path), path) for path in paths]
    if len(printed) > 1:
        message = f"`{printed[0].name}` and `{printed[1].name}` can't both go to standard output"
        raise _refusal(message, f"write one of them to a file: `--format {printed[1].name}=FILE`")
    if printed and printed[0].binary and sys.stdout.isatty():
        name = printed[0].name
        raise _refusal(f"`{name}` is not text, and standard output is a terminal", f"write `--format {name}=FILE`")
    taken: set[Path] = set()
    for _, path in files:
        if path in taken:
            raise _refusal(f"two forms would be written to `{path}`", "give each form a file of its own")
        taken.add(path)
    fallback = form_named(default) if default else None
    return Outputs(printed[0] if printed else fallback, tuple(files))


def deliver(assessment: Assessment, outputs: Outputs, options: Options, *, quiet: bool, verbose: bool = False) -> None:
    """Print and write what was asked for; each file is written whole or not at all."""
    from compliance.files.write import write_whole

    if outputs.printed is not None:
        _print(assessment, outputs.printed, options, quiet=quiet, verbose=verbose)
    for form, path in outputs.files:
        write_whole(path, _rendered(assessment, form, options, quiet=quiet))
        if not quiet:
            click.echo(f"wrote {path}", err=True)


def _print(assessment: Assessment, form: Form, options: Options, *, quiet: bool, verbose: bool) -> None:
    if form.name != "text":
        # Bytes, so that they are the same on every machine: no other encoding, no other line ends.
        click.echo(_rendered(assessment, form, options, quiet=quiet), nl=False)
    elif quiet:
        from compliance.files.visible_text import show
        from compliance.report.wording.summary import weakened

        level = f"level {assessment.level} ({assessment.level_name})" if assessment.level else "no level"
        score = f"score {assessment.score.low:.3f} to {assessment.score.high:.3f}"
        weaker = ", by a profile that asks for less than the standard" if weakened(assessment) else ""
        click.echo(f"{show(assessment.title)}: {level} of {len(assessment.standard.levels)}, {score}{weaker}")
    else:
        import shutil

        from compliance.cli.error_output import coloured
        from compliance.report.forms.text import to_terminal

        width = min(shutil.get_terminal_size((100, 24)).columns, 120)
        unicode = "utf" in (sys.stdout.encoding or "").lower()
        colour = coloured(sys.stdout)
        click.echo(to_terminal(assessment, colour=colour, width=width, verbose=verbose, unicode=unicode), nl=False)


def _rendered(assessment: Assessment, form: Form, options: Options, *, quiet: bool) -> bytes:
    with progress("report", quiet=quiet) as step:
        return form.render(assessment, replace(options, progress=lambda what: step(0, 0, what)))


def _refusal(message: str, hint: str) -> ComplianceError:
    return ComplianceError(Cause.SETTING, Problem(message, hint=hint))


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
