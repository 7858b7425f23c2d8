"""What rule files may hold, said beside the types of plain dataclasses.

Dataclasses, and not models of the library that validates files: an installed standard is read back from the cache of
prepared standards without that library, whose import alone costs more than a check. Where a file is read, pydantic
finds the constraints here, by the hook that it calls on whatever stands in ``Annotated``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any

Handler = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a number, a text or a list; lengths count characters or items."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> dict[str, Any]:
        stated = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**handler(source), **{name: value for name, value in stated.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class Before:
    """A function through which a value goes before it is validated; what it raises as ``ValueError`` is a refusal."""

    function: Callable[[object], object]

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.function, handler(source))


class Part:
    """Base of every part of a rule file: closed to unknown keys. Types are as strict as YAML tells them apart."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012  # pydantic looks for a dictionary


def about(description: str) -> dict[str, Any]:
    """Metadata of a field: its meaning, for editors."""
    return {"description": description}


EMPTY: dict[str, Any] = {"json_schema_extra": {"default": {}}}
"""Metadata of a field that is an empty map by default, for editors: a default that is made anew is not told them."""


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _date(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("a date is written YYYY-MM-DD")
    return value


Identifier = Annotated[str, Limits(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=64)]
Name = Annotated[str, Limits(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Text = Annotated[str, Limits(min_length=1, max_length=20_000)]
Line = Annotated[str, Limits(min_length=1, max_length=500)]
Expression = Annotated[str, Limits(min_length=1, max_length=10_000)]
Day = Annotated[date, Before(_date)]
Keys = Annotated[tuple[str, ...], Before(_one_or_many)]
"""One text, or a list of them."""
# Bounded, so that sums and products of what any file may say stay finite.
Weight = Annotated[float, Limits(gt=0, le=1_000_000)]
Days = Annotated[float, Limits(ge=0, le=100_000)]
LevelNumber = Annotated[int, Limits(ge=1, le=1_000)]
