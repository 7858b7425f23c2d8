"""What a measure's declaration says, as plain data: for the command line, for the API, for pages written from it."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from compliance.expressions.functions import element_of, is_shape, type_word, without_none
from compliance.measures.declaration import Column, Formula, Means, Measure, Picture


@dataclass(frozen=True, slots=True)
class Entry:
    """An argument, a field of an argument, or a field of the result; ``name`` is its path: ``ratings.scale``.

    ``type`` is the type that expressions see. ``default`` is what holds where it is left out, None where it can't be.
    ``column`` says that it names a column of the table, ``may_be_unknown`` that a result need not have it.
    """

    name: str
    type: str
    meaning: str
    unit: str
    default: str | None
    column: bool
    may_be_unknown: bool


@dataclass(frozen=True, slots=True)
class Description:
    """Everything that is declared of a measure. ``signature`` is how rules call it."""

    name: str
    signature: str
    summary: str
    explanation: str
    arguments: tuple[Entry, ...]
    result: tuple[Entry, ...]
    formulas: tuple[Formula, ...]
    sources: tuple[str, ...]
    failure_modes: tuple[str, ...]
    drawn_as: Picture | None


def describe(measure: Measure) -> Description:
    """The description of a measure, read from its signature and its declaration."""
    hints = typing.get_type_hints(measure.function, include_extras=True)
    parameters = inspect.signature(measure.function).parameters.values()
    arguments = [one for one in parameters if one.kind is not one.KEYWORD_ONLY]
    listed = (_entries(one.name, hints[one.name], _default(one.default, inspect.Parameter.empty)) for one in arguments)
    return Description(
        name=measure.name,
        signature=f"measure.{measure.name}({', '.join(one.name for one in arguments)})",
        summary=measure.summary,
        explanation=measure.explanation,
        arguments=tuple(entry for entries in listed for entry in entries),
        result=tuple(_fields("", hints["return"])),
        formulas=measure.formulas,
        sources=measure.sources,
        failure_modes=measure.failure_modes,
        drawn_as=measure.drawn_as,
    )


def _entries(name: str, annotation: Any, default: str | None) -> Iterator[Entry]:
    """The entry of an argument or field, and those of the fields within it."""
    plain, means = _split(annotation)
    known = without_none(plain)
    yield Entry(
        name=name,
        type=type_word(known),
        meaning=means.text,
        unit=means.unit,
        default=default,
        column=isinstance(means, Column),
        may_be_unknown=known is not plain,
    )
    yield from _fields(f"{name}.", known)


def _fields(prefix: str, annotation: Any) -> Iterator[Entry]:
    """The entries of the fields of a dataclass, or of those in a list."""
    plain, _ = _split(annotation)
    shape = element_of(plain) or without_none(plain)
    if not is_shape(shape):
        return
    hints = typing.get_type_hints(shape, include_extras=True)
    for one in dataclasses.fields(shape):
        default = one.default_factory() if one.default_factory is not dataclasses.MISSING else one.default
        yield from _entries(prefix + one.name, hints[one.name], _default(default, dataclasses.MISSING))


def _split(annotation: Any) -> tuple[Any, Means]:
    """The type, and what is said of it."""
    if typing.get_origin(annotation) is not typing.Annotated:
        return annotation, Means("")
    plain, *said = typing.get_args(annotation)
    return plain, next((one for one in said if isinstance(one, Means)), Means(""))


def _default(value: Any, missing: Any) -> str | None:
    if value is missing:
        return None
    return "" if value is None else str(value)
