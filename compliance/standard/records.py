"""Frozen dataclasses as plain data (lists, maps, texts, numbers) and back, by the types of their fields.

For the cache of prepared standards: what was validated when a file was read is read back without the library that
validated it. Types are held to all the same: data of another form is refused.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, TypeVar

Record = TypeVar("Record")
Read = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """A record as the list of its fields; tuples are lists and dates texts."""
    if dataclasses.is_dataclass(value):
        return [to_plain(getattr(value, one.name)) for one in dataclasses.fields(value)]
    if isinstance(value, (tuple, list)):
        return [to_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: to_plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[Record], plain: Any) -> Record:
    """The record that :func:`to_plain` made ``plain`` from. Raises ValueError where it made it from no such record."""
    record: Record = _reader(kind)(plain)  # type: ignore[arg-type]  # a class can be hashed
    return record


@cache
def _reader(kind: Any) -> Read:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _reader(arguments[0])
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda plain: tuple([item(one) for one in _of(list, plain)])
    if origin is dict:
        key, value = map(_reader, arguments)
        return lambda plain: {key(name): value(one) for name, one in _of(dict, plain).items()}
    if origin is typing.Literal:
        return lambda plain: plain if plain in arguments else _refuse(kind)
    if origin in (typing.Union, types.UnionType):
        return _union_reader(arguments)
    if kind is date:
        return lambda plain: date.fromisoformat(_of(str, plain))
    return lambda plain: _of(kind, plain)


def _record_reader(kind: Any) -> Read:
    hints = typing.get_type_hints(kind, include_extras=True)
    names = [one.name for one in dataclasses.fields(kind)]
    readers = [_reader(hints[name]) for name in names]

    def read(plain: Any) -> Any:
        if len(_of(list, plain)) != len(names):
            _refuse(kind)
        return kind(**{name: one(value) for name, one, value in zip(names, readers, plain, strict=True)})

    return read


def _union_reader(arguments: tuple[Any, ...]) -> Read:
    scalars = tuple(one for one in arguments if one in (bool, int, float, str, types.NoneType))
    others = [_reader(one) for one in arguments if one not in scalars]

    def read(plain: Any) -> Any:
        if type(plain) in scalars:
            return plain
        return others[0](plain) if len(others) == 1 else _refuse(scalars)

    return read


def _of(kind: Any, plain: Any) -> Any:
    return plain if type(plain) is kind else _refuse(kind)


def _refuse(kind: Any) -> Any:
    raise ValueError(f"{kind} is wanted")
