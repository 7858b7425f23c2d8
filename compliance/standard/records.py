"""Frozen dataclasses from plain data (maps, lists, texts, numbers), by the types of their fields, and back.

This is a fast yes: what it accepts is what pydantic accepts, with the same result (a property test compares the two);
whatever it does not understand it refuses, and pydantic decides and words the refusal. A valid standard needs pydantic
neither when its files are read nor when it is read back from the cache.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from compliance.standard.constraints import Before, Limits

Record = TypeVar("Record")
Read = Callable[[Any], Any]


class Unfit(ValueError):
    """The data are not plainly those of a record."""


def from_plain(kind: type[Record], plain: Any) -> Record:
    """The record that a file, or :func:`to_plain`, says. Raises ValueError where that is not plain to see."""
    record: Record = _reader(kind)(plain)  # type: ignore[arg-type]  # a class can be hashed
    return record


def to_plain(value: Any) -> Any:
    """A record as a file would say it: a map of the fields that differ from their defaults."""
    if dataclasses.is_dataclass(value):
        fields = [(one, getattr(value, one.name)) for one in dataclasses.fields(value)]
        return {one.name: to_plain(said) for one, said in fields if said != one.default}
    if isinstance(value, (tuple, list)):
        return [to_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: to_plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


@cache
def _reader(kind: Any) -> Read:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        read = _reader(arguments[0])
        for mark in kind.__metadata__:
            read = _marked(read, mark)
        return read
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda plain: tuple([item(one) for one in _of(list, plain)])
    if origin is dict:
        key, value = map(_reader, arguments)
        return lambda plain: {key(name): value(one) for name, one in _of(dict, plain).items()}
    if origin is typing.Literal:
        return lambda plain: plain if type(plain) is str and plain in arguments else _refuse(kind)
    if origin in (typing.Union, types.UnionType):
        return _union_reader(arguments)
    if kind is float:
        # Beyond that, not every whole number has its decimal.
        return lambda plain: float(plain) if type(plain) is int and abs(plain) < 2**53 else _of(float, plain)
    if kind is str:
        return _text
    if kind is date:
        return lambda plain: date.fromisoformat(_of(str, plain))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda plain: kind(_of(str, plain))
    return (lambda plain: plain) if kind is Any else lambda plain: _of(kind, plain)


def _marked(read: Read, mark: Any) -> Read:
    if isinstance(mark, Before):
        return lambda plain: read(mark.function(plain))
    if not isinstance(mark, Limits):
        return _refuse
    pattern = re.compile(mark.pattern) if mark.pattern else None

    def within(plain: Any) -> Any:
        value = read(plain)
        if pattern is not None and not pattern.fullmatch(value):
            _refuse(mark)
        if mark.min_length is not None and len(value) < mark.min_length:
            _refuse(mark)
        if mark.max_length is not None and len(value) > mark.max_length:
            _refuse(mark)
        # Said so that what is no number is within no bounds.
        if not ((mark.ge is None or value >= mark.ge) and (mark.gt is None or value > mark.gt)):
            _refuse(mark)
        if not ((mark.le is None or value <= mark.le) and (mark.lt is None or value < mark.lt)):
            _refuse(mark)
        return value

    return within


def _record_reader(kind: Any) -> Read:
    hints = typing.get_type_hints(kind, include_extras=True)
    readers = {one.name: _reader(hints[one.name]) for one in dataclasses.fields(kind)}

    def read(plain: Any) -> Any:
        try:
            said = {name: readers[name](one) for name, one in _of(dict, plain).items()}
            return kind(**said)
        except (KeyError, TypeError) as error:
            raise Unfit(str(error)) from None

    return read


def _union_reader(arguments: tuple[Any, ...]) -> Read:
    scalars = tuple(one for one in arguments if one in (bool, int, float, str, types.NoneType))
    others = [_reader(one) for one in arguments if one not in scalars]

    def read(plain: Any) -> Any:
        if type(plain) in scalars:
            return _text(plain) if type(plain) is str else plain
        return others[0](plain) if len(others) == 1 else _refuse(scalars)

    return read


def _of(kind: Any, plain: Any) -> Any:
    return plain if type(plain) is kind else _refuse(kind)


def _text(plain: Any) -> Any:
    if type(plain) is str and not plain.isascii():
        plain.encode()  # half a character is no text: this raises ValueError
    return _of(str, plain)


def _refuse(kind: Any) -> Any:
    raise Unfit(f"{kind} is wanted")
