"""What is said of one code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its name, what it means, why it is refused, an example that is wrong and one that is right.

    ``wrong`` and ``right`` are excerpts of a file, or command lines; they may have several lines.
    """

    name: str
    meaning: str
    why: str
    wrong: str
    right: str
