"""Frequent expressions as one closure: a path of fields, a field and a constant, a macro with such a predicate.

Each takes the plain step of the same expression as ``slow`` and calls it in all unusual cases (absent data, another
type), so that failures are made in one place only.
"""

from __future__ import annotations

from typing import Any

from compliance.expressions.program.frames import BUDGET, Frame, Step
from compliance.expressions.values.comparison import Holds


def field_path(slot: int, names: tuple[str, ...], slow: Step) -> Step:
    """``variable.a``, ``variable.a.b`` and so on."""
    if len(names) == 1:
        (only,) = names

        def one(frame: Frame) -> Any:
            try:
                return frame[slot][only]
            except (KeyError, TypeError):
                return slow(frame)

        return one
    first, second, *rest = names
    if rest:

        def many(frame: Frame) -> Any:
            try:
                value = frame[slot][first][second]
                for name in rest:
                    value = value[name]
            except (KeyError, TypeError):
                return slow(frame)
            return value

        return many

    def two(frame: Frame) -> Any:
        try:
            return frame[slot][first][second]
        except (KeyError, TypeError):
            return slow(frame)

    return two


def field_against(holds: Holds, slot: int, name: str, wanted: Any, slow: Step) -> Step:
    """``variable.name < wanted`` and the other relations, where both sides are known to be of one plain type."""

    def step(frame: Frame) -> bool:
        try:
            return holds(frame[slot][name], wanted)
        except (KeyError, TypeError):
            return bool(slow(frame))

    return step


def field_against_path(holds: Holds, slot: int, name: str, other: int, names: tuple[str, ...], slow: Step) -> Step:
    """``variable.name == other`` or ``== other.field``, of one plain type on both sides."""
    if not names:

        def with_variable(frame: Frame) -> bool:
            try:
                return holds(frame[slot][name], frame[other])
            except (KeyError, TypeError):
                return bool(slow(frame))

        return with_variable
    (field,) = names

    def with_field(frame: Frame) -> bool:
        try:
            return holds(frame[slot][name], frame[other][field])
        except (KeyError, TypeError):
            return bool(slow(frame))

    return with_field


def field_among(slot: int, name: str, other: int, field: str, slow: Step) -> Step:
    """``variable.name in other.field``, where the checker knows text and a list of texts."""

    def step(frame: Frame) -> bool:
        try:
            value, values = frame[slot][name], frame[other][field]
            if type(value) is not str or type(values) is not list:
                return bool(slow(frame))
        except (KeyError, TypeError):
            return bool(slow(frame))
        frame[BUDGET].take_comparisons(len(values))
        return value in values

    return step


def decided_by_field(source: Step, holds: Holds, name: str, wanted: Any, slow: Step, *, decisive: bool) -> Step:
    """``list.all(x, x.name < wanted)`` (decisive False) and ``exists`` (decisive True)."""

    def step(frame: Frame) -> bool:
        elements = source(frame)
        if type(elements) is not list:
            return bool(slow(frame))
        frame[BUDGET].take_turns(len(elements))
        try:
            for element in elements:
                if holds(element[name], wanted) is decisive:
                    return decisive
        except (KeyError, TypeError):
            return bool(slow(frame))
        return not decisive

    return step


def filtered_by_field(source: Step, holds: Holds, name: str, wanted: Any, slow: Step) -> Step:
    """``list.filter(x, x.name < wanted)``."""

    def step(frame: Frame) -> Any:
        elements = source(frame)
        if type(elements) is not list:
            return slow(frame)
        frame[BUDGET].take_turns(len(elements))
        try:
            return [element for element in elements if holds(element[name], wanted)]
        except (KeyError, TypeError):
            return slow(frame)

    return step


def one_by_field(source: Step, holds: Holds, name: str, wanted: Any, slow: Step) -> Step:
    """``list.exists_one(x, x.name == wanted)``."""

    def step(frame: Frame) -> bool:
        elements = source(frame)
        if type(elements) is not list:
            return bool(slow(frame))
        frame[BUDGET].take_turns(len(elements))
        try:
            return sum([holds(element[name], wanted) for element in elements]) == 1
        except (KeyError, TypeError):
            return bool(slow(frame))

    return step
