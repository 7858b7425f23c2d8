"""Finds measures by the names of their files: ``measure.agreement(...)`` is declared in ``*/agreement.py``.

A measure is a file in one of the folders by subject; it declares itself as ``MEASURE``. What measures share is in this
folder or in ``calculations``, and is no measure. A measure's file is loaded when the measure is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from compliance.measures.declaration import Measure

_NO_MEASURES = frozenset({"calculations"})


@cache
def _modules() -> Mapping[str, str]:
    """The module of each measure, by name. Reads the list of files and loads nothing."""
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).parent.glob("*/[!_]*.py")):
        subject, name = path.parent.name, path.stem
        if subject not in _NO_MEASURES:
            found[name] = f"{__package__}.{subject}.{name}"
    return found


def names() -> tuple[str, ...]:
    """The names of all measures in alphabetical order; loads none of them."""
    return tuple(sorted(_modules()))


def measure(name: str) -> Measure:
    """The measure of that name. Loads its file; raises KeyError where there is none."""
    module = importlib.import_module(_modules()[name])
    found: Measure = module.MEASURE
    return found


def function_of(name: str) -> Callable[..., Any]:
    """The function that rules call as ``measure.NAME``. Raises KeyError where there is none."""
    return measure(name.removeprefix("measure.")).function


class _Measures(Mapping[str, Measure]):
    """All measures by name; each is loaded when it is looked up."""

    def __getitem__(self, name: str) -> Measure:
        return measure(name)

    def __iter__(self) -> Iterator[str]:
        return iter(names())

    def __len__(self) -> int:
        return len(names())


def measures() -> Mapping[str, Measure]:
    """All measures by name, in alphabetical order. Listing the names loads nothing, looking one up loads its file."""
    return _Measures()
