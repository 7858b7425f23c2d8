"""The one error type, with its place.

Every refusal in the project is a :class:`ComplianceError` carrying one or more :class:`Problem` values.
A problem is data until the very edge; the command line decides how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from compliance.exit_codes import ExitCode


class Cause(Enum):
    """What a problem speaks of; :attr:`exit_code` is what the command line returns for it."""

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file as the user knows it, a line and column (both from 1), a path in the data.

    ``path`` is written the way expressions write it: ``judges[0].name``.
    """

    file: str
    line: int | None = None
    column: int | None = None
    path: str | None = None

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

    ``excerpt`` is source text with a caret line under it, for expressions.
    """

    message: str
    place: Place | None = None
    expected: str | None = None
    hint: str | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        parts = [f"{self.place}: {self.message}" if self.place else self.message]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.hint:
            parts.append(self.hint)
        return "; ".join(parts)


class ComplianceError(Exception):
    """Something was refused. Holds every problem found before the refusal, in the order of the file."""

    def __init__(self, cause: Cause, problems: Problem | Iterable[Problem]) -> None:
        self.cause = cause
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
