"""How a measure is declared: one value that says everything about it, in the file of the measure.

The signature of the function gives the arguments and the result; :class:`Means` and :class:`Column`, set beside a type
by ``Annotated``, say what each of them means. The docstring of the module explains how it is computed. The rest is in
the :class:`Measure`. The report, the command line and the API read these declarations and have no texts of their
own.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Means:
    """What an argument or a field means, one phrase; ``unit`` is what a number counts: ``days``, ``items``, ``share``.

    ``Annotated[int, Means("how long the oldest open case waits", "days")]``
    """

    text: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Column(Means):
    """The field names a column of a table; the text says what its cells hold. Its default is the name expected."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: what it computes, its lines as text that the report typesets, and its letters in words.

    In a line, ``_`` sets the next word low and ``^`` the next one high; a fraction is written with ``/``.
    """

    title: str
    lines: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class IntervalPicture:
    """The result is drawn as a point with its interval, on the axis that ``axis`` names; the others name its fields."""

    axis: str
    estimate: str
    lower: str
    upper: str
    number: str
    between: str = ""
    among_people: bool = False
    """Whether people are compared with each other, and not a judge with them."""


@dataclass(frozen=True, slots=True)
class GraphPicture:
    """The result is drawn as a graph; the names are those of its fields."""

    nodes: str
    edges: str
    cycles: str


Picture = IntervalPicture | GraphPicture


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: a documented computation over evidence or the dossier.

    ``summary`` says in one phrase what it tells. ``failure_modes`` say when its result misleads. ``drawn_as`` says how
    a report draws the result; None where it prints values only.
    """

    function: Callable[..., Any]
    summary: str
    failure_modes: tuple[str, ...]
    formulas: tuple[Formula, ...] = ()
    sources: tuple[str, ...] = ()
    drawn_as: Picture | None = None

    @property
    def name(self) -> str:
        """The name under which rules call it, ``measure.NAME(...)``: that of its function and of its file."""
        return self.function.__name__

    @property
    def explanation(self) -> str:
        """How it is computed: the docstring of its module."""
        return inspect.cleandoc(sys.modules[self.function.__module__].__doc__ or "")
