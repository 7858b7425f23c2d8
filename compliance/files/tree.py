"""Data read from a file, with the place of everything in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from compliance.errors import Place
from compliance.files.source import Source
from compliance.files.text import Lines

DataPath = tuple[str | int, ...]

_NAME = re.compile(r"[^\W\d]\w*")


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
    """Indexes into the text at which a value and its key, if any, start; and the same for its items."""

    index: int
    key_index: int | None = None
    children: dict[str | int, Spot] = field(default_factory=dict)


class Tree:
    """What a YAML or JSON file says.

    ``data`` consists of dict, list, str, int, float, bool and None only. ``source`` is the file it came from.
    Places are computed when the first one is needed, by reading the text a second time.
    """

    def __init__(self, data: Any, source: Source, text: str, locate: Callable[[], Spot]) -> None:
        self.data = data
        self.source = source
        self._text = text
        self._locate = locate
        self._root: Spot | None = None
        self._lines: Lines | None = None

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """Line and column of the value at ``path``, or of its key; both count from 1.

        Where ``path`` does not exist, the place is that of its nearest ancestor that does (with ``key``, of that
        ancestor's key); ``Place.path`` is the whole path all the same. List items and the root have no key: the place
        of the value is given.
        """
        if self._root is None or self._lines is None:
            self._root = self._locate()
            self._lines = Lines(self._text)
        spot = self._root
        for part in path:
            child = spot.children.get(part)
            if child is None:
                break
            spot = child
        index = spot.key_index if key and spot.key_index is not None else spot.index
        line, column = self._lines.at(index)
        return Place(self.source.name, line, column, path_text(path) or None)
