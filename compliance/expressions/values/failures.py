"""What an evaluation may end in instead of a value. Both absorb in ``&&`` and ``||`` as CEL's errors do."""

from __future__ import annotations


class EvaluationError(Exception):
    """The expression has no value: a division by zero, a number out of range, a wrong argument."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotEvidenced(EvaluationError):
    """The dossier doesn't say: a path that is absent, or evidence that does not hold what is asked of it.

    ``path`` is the path in the dossier, as far as it is known; ``at`` is a place in an evidence file as text.
    """

    def __init__(self, message: str, path: tuple[str | int, ...] = (), at: str = "") -> None:
        super().__init__(message)
        self.path = path
        self.at = at


class Absent(NotEvidenced):
    """A key or an element that the data does not have: the path alone tells what is missing."""
