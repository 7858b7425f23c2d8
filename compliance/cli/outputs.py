"""Writes assessments: one format to standard output, any number into files."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli import printing
from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.write import demand_writable, same_file, write_whole
from compliance.log import debug
from compliance.report.forms.registry import NAMES, form_named, form_of
from compliance.report.wording.log_line import plain

if TYPE_CHECKING:
    from compliance.assess.assessment.model import Assessment
    from compliance.dossier.load import Dossier
    from compliance.report.forms.form import Form, Options


_STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Files that are standard output; what is to be written there is printed."""


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
        form, no name at all, one file for two forms, or a file that can't be written.
    """
    printed: list[Form] = []
    files: list[tuple[Form, Path]] = []
    for value in formats:
        name, sign, file = value.partition("=")
        form = form_named(name)
        if sign and not file:
            raise _refusal(f"`--format {value}` names no file", f"write `--format {name}=FILE`, or `--format {name}`")
        if sign and file not in _STDOUT:
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
    _demand_apart([path for _, path in files])
    for _, path in files:
        demand_writable(path)
    fallback = form_named(default) if default else None
    return Outputs(printed[0] if printed else fallback, tuple(files))


def _demand_apart(paths: Sequence[Path]) -> None:
    for number, path in enumerate(paths):
        for other in paths[:number]:
            if same_file(path, other) and not _is_device(path):
                also = "" if path == other else f", which is `{other}` too"
                raise _refusal(f"two forms would be written to `{path}`{also}", "give each form a file of its own")


def _is_device(path: Path) -> bool:
    # One after the other on one stream, and any number into nothing, harms nothing.
    return path.is_char_device() or path.is_fifo()


def keep_inputs(outputs: Outputs, files: Iterable[Path] = (), folders: Iterable[Path] = ()) -> None:
    """Refuse outputs that would replace one of ``files``, or lie anywhere in ``folders``, of which all is read.

    Raises
    ------
    ComplianceError
        ``SETTING``, naming the first such output.
    """
    read, within = list(files), [Path(os.path.realpath(folder)) for folder in folders]
    for _, path in outputs.files:
        for one in read:
            if same_file(path, one):
                raise _refusal(f"`{path}` is read here, and would be overwritten", "write to a file of another name")
        for folder in within:
            if Path(os.path.realpath(path)).is_relative_to(folder):
                message = f"`{path}` lies in the folder `{folder}`, of which every file is read"
                raise _refusal(message, "write to another folder")


def files_of(dossier: Dossier, path: Path) -> Iterator[Path]:
    """The files of a dossier at ``path`` that are read, and those that would be if they were there."""
    names = {"dossier.yaml", "dossier.json", dossier.tree.source.name}
    names |= {item.source.name for item in dossier.evidence} | {text.path for text in dossier.narrative}
    root = path.parent if path.is_file() else path
    yield from (root / name for name in sorted(names))


def deliver(
    assessment: Assessment, outputs: Outputs, options: Options, *, quiet: bool, verbose: bool = False, verdict: str = ""
) -> None:
    """Write and print what was asked for: nothing before all of it is made, each file whole or not at all.

    ``verdict`` is the last line on the screen, and the only one where ``quiet`` asks for no more.
    """
    written = [(path, _rendered(assessment, form, options, quiet=quiet)) for form, path in outputs.files]
    form = outputs.printed
    # Bytes, so that they are the same on every machine: no other encoding, no other line ends.
    printed = _rendered(assessment, form, options, quiet=quiet) if form and form.name != "text" else None
    for path, data in written:
        write_whole(path, data)
        if not quiet:
            printing.err(f"wrote {plain(str(path))}")
    if printed is not None:
        printing.out(printed)
    elif form is not None:
        if not (quiet and verdict):
            _print_text(assessment, verbose=verbose)
        if verdict:
            printing.out(f"{plain(assessment.title)}: {verdict}" if quiet else f"\n{printing.bold(verdict)}")


def _print_text(assessment: Assessment, *, verbose: bool) -> None:
    from compliance.report.forms.text import to_terminal

    colour, unicode = printing.coloured(sys.stdout), printing.unicode(sys.stdout)
    text = to_terminal(assessment, colour=colour, width=printing.width(), verbose=verbose, unicode=unicode)
    printing.out(text, end="")


def _rendered(assessment: Assessment, form: Form, options: Options, *, quiet: bool) -> bytes:
    start = time.perf_counter()
    with progress("report", quiet=quiet) as step:
        data = form.render(assessment, replace(options, progress=lambda what: step(0, 0, what)))
    debug("report", "%s has %d bytes: %.3f s", form.name, len(data), time.perf_counter() - start)
    return data


def _refusal(message: str, hint: str) -> ComplianceError:
    return ComplianceError(Cause.SETTING, Problem("output-option", message, hint=hint))


class progress:  # noqa: N801  # used as a with-statement's word
    """A bar on the terminal's error stream, where there is one; silent elsewhere."""

    def __init__(self, label: str, *, quiet: bool) -> None:
        self.label = label
        self.shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self.signs = "█░" if self.shown and printing.unicode(sys.stderr) else "#."

    def __enter__(self) -> Callable[[int, int, str], None]:
        return self._step

    def __exit__(self, *_: object) -> None:
        if self.shown:
            printing.err("\r\033[K", end="")

    def _step(self, done: int, total: int, what: str) -> None:
        if self.shown:
            full = 24 * done // total if total else 0
            bar = self.signs[0] * full + self.signs[1] * (24 - full) + " " if total else ""
            printing.err(f"\r\033[K{self.label} {bar}{plain(what, 40)}", end="")
