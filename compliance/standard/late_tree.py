"""A file of a standard whose data were read from the cache: it is parsed only when more is asked than is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.errors import Place
from compliance.files.source import Source
from compliance.files.tree import DataPath, Tree


class LateTree(Tree):
    """A tree of which some places are known; for anything else the file's bytes are parsed, once."""

    def __init__(self, source: Source, places: Mapping[DataPath, Place]) -> None:
        self.source = source
        self._places = places
        self._parsed: Tree | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_parsed": None}

    @property
    def data(self) -> Any:
        """What the file says."""
        return self._tree.data

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """As :meth:`Tree.place`."""
        known = None if key else self._places.get(path)
        return known or self._tree.place(path, key=key)

    def written(self, text: str) -> str:
        """As :meth:`Tree.written`."""
        return self._tree.written(text)

    @property
    def _tree(self) -> Tree:
        if self._parsed is None:
            from compliance.files.yaml_text import parse_yaml

            self._parsed = parse_yaml(self.source)
        return self._parsed
