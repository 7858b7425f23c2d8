"""The one error type, with its place.

Every refusal in the project is a :class:`ComplianceError` carrying one or more :class:`Problem` values.
A problem is data; only the command line decides how it looks. Its code is explained in
:mod:`compliance.codes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from compliance.exit_codes import ExitCode


class Cause(Enum):
    """The kind of input at fault; :attr:`exit_code` is what the command line returns for it."""

    SETTING = "setting"
    STANDARD = "standard"
    DOSSIER = "dossier"
    UNDECIDED = "undecided"
    VERIFICATION = "verification"

    @property
    def exit_code(self) -> ExitCode:
        """What the command line returns for it."""
        return _EXIT_CODES[self]


_EXIT_CODES = {
    Cause.SETTING: ExitCode.SETTING,
    Cause.STANDARD: ExitCode.SETTING,
    Cause.DOSSIER: ExitCode.DOSSIER,
    Cause.UNDECIDED: ExitCode.UNDECIDED,
    Cause.VERIFICATION: ExitCode.VERIFICATION,
}


class Severity(Enum):
    """How much a problem weighs: an error stops the work, a warning should be looked at, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """A place: a file as the user knows it, a line and column (both from 1), a path in the data.

    ``path`` is written the way expressions write it: ``judges[0].name``. The end, where it is known, is the position
    just after the last character; two places are equal where the same thing starts.
    """

    file: str
    line: int | None = None
    column: int | None = None
    path: str | None = None
    end_line: int | None = field(default=None, compare=False)
    end_column: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        spot = self.file
        if self.line is not None:
            spot += f":{self.line}"
            if self.column is not None:
                spot += f":{self.column}"
        return f"{spot} ({self.path})" if self.path else spot


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where, what was expected, what to do.

    ``code`` is stable and listed in :mod:`compliance.codes`. ``excerpt`` is source text with a caret line
    under it, for expressions. ``fix`` is a text that, put in place of what stands at ``place`` (from its start to its
    end), is the nearest right one.
    """

    code: str
    message: str
    place: Place | None = None
    expected: str | None = None
    hint: str | None = None
    excerpt: str | None = None
    severity: Severity = Severity.ERROR
    fix: str | None = None

    def __str__(self) -> str:
        parts = [f"{self.place}: {self.message}" if self.place else self.message]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.hint:
            parts.append(self.hint)
        return "; ".join(parts)


class ComplianceError(Exception):
    """An input was refused. Holds every problem that was found, in the order of the file."""

    def __init__(self, cause: Cause, problems: Problem | Iterable[Problem]) -> None:
        self.cause = cause
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ComplianceError], tuple[Cause, tuple[Problem, ...]]]:
        # An exception is made again from its text alone; a worker process has to hand over the problems.
        return type(self), (self.cause, self.problems)


@contextmanager
def collecting(problems: list[Problem], *, but: Cause | None = None) -> Iterator[None]:
    """Put the problems of a refusal inside the block into ``problems``, in place of raising it; not one of ``but``."""
    try:
        yield
    except ComplianceError as error:
        if error.cause is but:
            raise
        problems.extend(error.problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by file, line and column, as a reader goes through them; those without a place come first."""

    def key(problem: Problem) -> tuple[str, int, int]:
        place = problem.place
        return (place.file, place.line or 0, place.column or 0) if place else ("", 0, 0)

    return sorted(problems, key=key)


_CUTOFF = 0.6
"""Likeness (difflib's ratio) from which on a name is suggested for another; *proposed*."""

_LEAST_BEGINNING = 3
"""Letters that the beginning of a name must have to stand for the one name that begins so; *proposed*."""


def nearest(name: str, known: Collection[str]) -> str | None:
    """The one of ``known`` that ``name`` was probably meant to be.

    Of a dotted name only the last part is compared, with names that begin alike: what is shared would make all near.
    """
    from difflib import get_close_matches

    before = name.rpartition(".")[0]
    ends = {one.rpartition(".")[2]: one for one in known if one.rpartition(".")[0] == before} if before else {}
    if ends:
        end = nearest(name.rpartition(".")[2], ends)
        return ends[end] if end is not None else None
    folded = name.casefold()
    same = [one for one in known if one.casefold() == folded]
    longer = [one for one in known if len(name) >= _LEAST_BEGINNING and one.casefold().startswith(folded)]
    close = same or get_close_matches(name, known, n=1, cutoff=_CUTOFF) or (longer if len(longer) == 1 else [])
    return close[0] if close else None


def did_you_mean(name: str, known: Collection[str]) -> str | None:
    """The nearest valid name, as the hint of a problem."""
    near = nearest(name, known)
    return f"did you mean `{near}`?" if near else None


def one_of(known: Collection[str]) -> str | None:
    """The valid names, as the expectation of a problem."""
    return f"one of {', '.join(known)}" if known else None
