"""Results of measures by the name of the measure: typed where this version knows it, plain data where it does not."""

from __future__ import annotations

import types as python_types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.times import read_date, read_timestamp
from compliance.expressions.values.value_types import Timestamp

if TYPE_CHECKING:
    from compliance.assess.assessment.model import Result


@cache
def result_type(measure: str) -> Any:
    """The dataclass that the measure returns; None where this version has no measure of this name."""
    from compliance.measures import registry

    if measure not in registry.names():
        return None
    kind = typing.get_type_hints(registry.measure(measure).function).get("return")
    return kind if isinstance(kind, type) and is_dataclass(kind) else None


def result_types() -> Mapping[str, Any]:
    """The dataclasses that the measures of this version return, by the names of the measures."""
    from compliance.measures import registry

    types = {name: result_type(name) for name in registry.names()}
    return {name: kind for name, kind in types.items() if kind is not None}


def typed_result(measure: str, data: Result) -> Result:
    """``data`` as the result of the measure; a result that is typed already as it is.

    It stays plain data where this version has no such measure, or one with another result; fields that it does not know
    are then kept, and of a known result left out. A field that may be unknown may be absent.
    """
    kind = result_type(measure)
    if kind is None or not isinstance(data, Mapping):
        return data
    try:
        result: Result = _shaped(kind, data)
    except _Unfit:
        return data
    return result


def plain_result(result: Result) -> dict[str, Any]:
    """A result as data, its fields sorted by name, without those that are not known."""
    data = _plain(result)
    return data if isinstance(data, dict) else {}


class _Unfit(Exception):
    """Data that are not of the type that is wanted."""


def _shaped(wanted: Any, data: Any) -> Any:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, python_types.UnionType):
        if data is None and type(None) in arguments:
            return None
        (stated,) = (one for one in arguments if one is not type(None))
        return _shaped(stated, data)
    if origin in (list, tuple):
        if not isinstance(data, list | tuple):
            raise _Unfit
        return origin(_shaped(arguments[0], one) for one in data)
    if wanted is Timestamp and isinstance(data, str):
        try:
            return read_timestamp(data) if "T" in data else read_date(data)
        except EvaluationError:
            raise _Unfit from None
    if wanted is float and type(data) is int:
        return float(data)
    if is_dataclass(wanted) and isinstance(data, Mapping):
        return _dataclass(wanted, data)
    if type(data) is not wanted:
        raise _Unfit
    return data


def _dataclass(kind: Any, data: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    wanted = [one.name for one in fields(kind) if one.name in data or one.default is MISSING]
    return kind(**{name: _shaped(hints[name], data.get(name)) for name in wanted})


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    hints = typing.get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type | Timestamp):
        named = ((name, getattr(value, name)) for name in sorted(_hints(type(value))))
        return {name: _plain(one) for name, one in named if one is not None}
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Timestamp) else value
