"""Printing: the one place that writes to the terminal, and knows its width, its colours and what it lacks."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from typing import Any, TextIO

import click

from compliance.cli.signals import PIPE, Stopped
from compliance.errors import Cause, ComplianceError, Problem

WIDEST = 120
"""Columns of a line of text, however wide the terminal is."""


def out(text: str | bytes = "", *, end: str = "\n") -> None:
    """Print on standard output; bytes go out as they are.

    Raises
    ------
    ComplianceError
        ``SETTING`` where the system refuses, a full disk say.
    Stopped
        Whoever read the output has gone.
    """
    try:
        _write(sys.stdout, text, end)
    except BrokenPipeError:
        raise Stopped(PIPE) from None
    except (OSError, ValueError) as error:
        words = error.strerror.lower() if isinstance(error, OSError) and error.strerror else str(error)
        hint = "write to a file instead (--format FORM=FILE), or see where standard output leads"
        raise ComplianceError(
            Cause.SETTING, Problem("cannot-write", f"standard output cannot be written: {words}", hint=hint)
        ) from None


def err(text: str = "", *, end: str = "\n") -> None:
    """Print on standard error, where nobody may be listening: what the system refuses is lost without a word."""
    try:
        _write(sys.stderr, text, end)
    except (OSError, ValueError):
        return


def out_json(data: Any) -> None:
    """Print data as JSON, the same bytes on every machine, in which a build log finds no command (``##vso[``)."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    out((text.replace("##", "\\u0023#") + "\n").encode("utf-8", "backslashreplace"))


def _write(stream: TextIO | None, text: str | bytes, end: str) -> None:
    if stream is not None:
        click.echo(text + end if isinstance(text, str) else text, file=stream, nl=False, color=coloured(stream))


def coloured(stream: Any) -> bool:
    """Whether a stream may have colours: a terminal that is not dumb; NO_COLOR and FORCE_COLOR decide before that."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"


def style(text: str, *, on: Any = None, **how: Any) -> str:
    """``text`` in colour or bold (see :func:`click.style`) where the stream (standard output) may have it."""
    return click.style(text, **how) if coloured(on or sys.stdout) else text


def bold(text: str) -> str:
    """A heading on standard output."""
    return style(text, bold=True)


def width() -> int:
    """Columns that a line of text may have."""
    return min(shutil.get_terminal_size((100, 24)).columns, WIDEST)


def unicode(stream: Any) -> bool:
    """Whether a stream can show more than ASCII."""
    return "utf" in (getattr(stream, "encoding", None) or "").lower()


def wrapped(text: str, first: str = "  ", rest: str | None = None) -> None:
    """Print text in lines of at most :func:`width` columns, on ``first`` and then ``rest`` as indents."""
    lines = textwrap.wrap(
        " ".join(text.split()),
        max(width(), 40),
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
    )
    out("\n".join(lines or [first.rstrip()]))
