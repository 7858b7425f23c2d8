"""What a hostile input is: its bytes, made when asked for, and the end it must meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refused:
    """The reader refuses the input with this code, at this line and column from 1, with these words in its message."""

    code: str
    line: int | None
    column: int | None
    words: str


@dataclass(frozen=True)
class Read:
    """The reader takes the input; ``value`` is what it reads, where that says something."""

    value: Any = None


@dataclass(frozen=True)
class Input:
    """One hostile file: ``name`` with the ending by which it is read, ``why`` it is hostile, and what it must end in.

    ``content`` is text (written as UTF-8), bytes, or a function that makes one of them where it is long.
    """

    name: str
    content: str | bytes | Callable[[], str | bytes]
    end: Refused | Read
    why: str

    @property
    def data(self) -> bytes:
        made = self.content() if callable(self.content) else self.content
        return made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")

    def __str__(self) -> str:
        return self.name
