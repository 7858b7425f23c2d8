"""Functions of a standard that are loaded and declared when an expression first calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.expressions.functions import Function, declare
from compliance.expressions.syntax.types import Messages


@dataclass(frozen=True, slots=True)
class LateFunctions(Mapping[str, Function]):
    """``names`` are those that there are; ``find`` gives the plain Python function of a name."""

    names: tuple[str, ...]
    find: Callable[[str], Callable[..., Any]]
    _declared: dict[str, Function] = field(default_factory=dict, compare=False, repr=False)

    def __getitem__(self, name: str) -> Function:
        if name not in self._declared:
            if name not in self.names:
                raise KeyError(name)
            # The messages of the results are known where expressions were checked; here only the calls matter.
            self._declared[name] = declare(name, self.find(name), Messages())
        return self._declared[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
