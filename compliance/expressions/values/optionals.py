"""Optional values: ``optional.of``, ``hasValue``, ``orValue`` and the like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compliance.expressions.values.comparison import equal, no_overload
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.expressions.values.value_types import NONE, Duration, Optional, Timestamp, Uint, Value, to_key

_ZEROS: tuple[Any, ...] = (False, 0, Uint(0), 0.0, "", b"", None, [], {}, Duration(0), Timestamp(0))


_SIZED = frozenset({str, bytes, list, dict})


def _of_non_zero(value: Value) -> Optional:
    zero = any(type(value) is type(one) and equal(value, one) for one in _ZEROS)
    return NONE if zero else Optional(value)


def _optional(function: str, value: Value) -> Optional:
    if type(value) is not Optional:
        raise no_overload(function, value)
    return value


def _value(value: Value) -> Value:
    found = _optional("value", value)
    if not found.present:
        raise EvaluationError("optional.none() dereference")
    return found.value


def _has_value(value: Value) -> bool:
    return _optional("hasValue", value).present


def size(value: Value) -> int:
    """Characters of a string, bytes, elements of a list, entries of a map."""
    if type(value) in _SIZED:
        return len(value)
    raise no_overload("size", value)


def map_insert(entries: Value, key: Value, value: Value) -> dict[Any, Any]:
    """A map with one entry more: what the two-variable macros build their maps with."""
    if to_key(key) in entries:
        raise EvaluationError(f"insert failed: key {key} already exists")
    return {**entries, to_key(key): value}


def or_else(first: Value, second: Callable[[], Value], *, unwrap: bool) -> Value:
    """``first.or(second)`` and ``first.orValue(second)``: the second is asked only where it is needed."""
    found = _optional("orValue" if unwrap else "or", first)
    if found.present:
        return found.value if unwrap else found
    return second()


def absent_as_none(read: Callable[[Any], Value], frame: Any) -> Optional:
    """What ``read`` gives, as an optional; absent data is the absent optional."""
    try:
        found = read(frame)
    except NotEvidenced:
        return NONE
    return found if type(found) is Optional else Optional(found)


OPTIONAL_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "optional.of": Optional,
    "optional.none": lambda: NONE,
    "optional.ofNonZeroValue": _of_non_zero,
    "value": _value,
    "hasValue": _has_value,
    "size": size,
    "cel.@mapInsert": map_insert,
}
