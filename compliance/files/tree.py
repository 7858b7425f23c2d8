"""Data read from a file, with the place of everything in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from compliance.errors import Place
from compliance.files.limits import Limits
from compliance.files.source import Source
from compliance.files.text import Lines

DataPath = tuple[str | int, ...]

_NAME = re.compile(r"[^\W\d]\w*")
_PLAIN = re.compile(r"[A-Za-z](?:[\w.-]*\w)?")


def path_text(path: DataPath) -> str:
    """``path`` as expressions write it: ``judges[0].name``, and ``labels["first look"]`` for a key that is no name."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _NAME.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f"[{json.dumps(part, ensure_ascii=False)}]"
    return text


@dataclass(slots=True)
class Spot:
    """Indexes into the text: where a value starts and ends, and where its key starts; the same for its items."""

    index: int
    key_index: int | None = None
    end: int | None = None
    key_end: int | None = None
    children: dict[str | int, Spot] = field(default_factory=dict)


Locate = Callable[[Source, str, Limits], Spot]
"""A function of a module (so that a tree can be pickled) that reads a text again and says where everything stands."""


class Tree:
    """What a YAML or JSON file says.

    ``data`` consists of dict, list, str, int, float, bool and None only. ``source`` is the file it came from.
    Places are computed when the first one is needed, by reading the text a second time.
    """

    def __init__(
        self, data: Any, source: Source, text: str, limits: Limits, locate: Locate, *, plain_text: bool = False
    ) -> None:
        """``plain_text`` says that the kind of file has text without quotes."""
        self.data = data
        self.source = source
        self._text = text
        self._limits = limits
        self._locate = locate
        self._plain_text = plain_text
        self._root: Spot | None = None
        self._lines: Lines | None = None

    def __getstate__(self) -> dict[str, Any]:
        # Places are found again where they are asked for.
        return {**self.__dict__, "_root": None, "_lines": None}

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """Line and column of the value at ``path``, or of its key; both count from 1.

        Where ``path`` does not exist, the place is that of its nearest ancestor that does (with ``key``, of that
        ancestor's key), without an end; ``Place.path`` is the whole path all the same. List items and the root have no
        key: the place of the value is given.
        """
        if self._root is None or self._lines is None:
            self._root = self._locate(self.source, self._text, self._limits)
            self._lines = Lines(self._text)
        spot = self._root
        exists = True
        for part in path:
            child = spot.children.get(part)
            if child is None:
                exists = False
                break
            spot = child
        index, end = spot.index, spot.end
        if key and spot.key_index is not None:
            index, end = spot.key_index, spot.key_end
        line, column = self._lines.at(index)
        ends: tuple[int | None, int | None] = (None, None)
        if exists and end is not None:
            ends = self._lines.at(index + len(self._text[index:end].rstrip()))
        return Place(self.source.name, line, column, path_text(path) or None, *ends)

    def written(self, text: str) -> str:
        """``text`` as this kind of file writes it: in quotes, unless plain text is read as the same."""
        plain = self._plain_text and _PLAIN.fullmatch(text) and text.lower() not in ("null", "true", "false")
        return text if plain else json.dumps(text, ensure_ascii=False)
