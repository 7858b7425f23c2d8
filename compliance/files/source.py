"""Bytes that were read once, with the name that messages show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from compliance.errors import Cause, ComplianceError, Place, Problem


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it was read; the same bytes are hashed and parsed.

    ``name`` is what the user sees in messages. ``cause`` is the cause of errors, which decides the exit code.
    """

    name: str
    data: bytes
    cause: Cause

    @property
    def sha256(self) -> str:
        """Digest of the bytes, 64 lower-case hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    def refusal(
        self,
        code: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        *,
        path: str | None = None,
        expected: str | None = None,
        hint: str | None = None,
    ) -> ComplianceError:
        """The error to raise for this source; ``line`` and ``column`` count from 1."""
        place = Place(self.name, line, column, path)
        return ComplianceError(self.cause, Problem(code, message, place, expected, hint))
