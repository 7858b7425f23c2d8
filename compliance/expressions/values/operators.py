"""Arithmetic, membership and selection, as CEL's specification has them, and the table of all operators.

Each function takes values of any type and raises :class:`EvaluationError` where no overload fits.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from compliance.expressions.values.comparison import (
    equal,
    greater,
    greater_equals,
    less,
    less_equals,
    no_overload,
    not_equal,
)
from compliance.expressions.values.failures import Absent, EvaluationError, NotEvidenced
from compliance.expressions.values.value_types import (
    INT_MAX,
    INT_MIN,
    NONE,
    UINT_MAX,
    Duration,
    Optional,
    Timestamp,
    Uint,
    Value,
    to_key,
    type_name,
)

MAX_LENGTH: Final = 1_000_000
"""Characters, bytes or elements of what an expression puts together, at most."""


def checked_length(length: int) -> None:
    """Raises :class:`EvaluationError` where a string, bytes or a list would be longer than :data:`MAX_LENGTH`."""
    if length > MAX_LENGTH:
        raise EvaluationError(f"the result would be longer than {MAX_LENGTH} characters or elements")


def checked_int(number: int) -> int:
    """``number`` if it fits in 64 bits with a sign."""
    if INT_MIN <= number <= INT_MAX:
        return number
    raise EvaluationError("integer overflow")


def checked_uint(number: int) -> Uint:
    """``number`` as an unsigned 64-bit integer."""
    if 0 <= number <= UINT_MAX:
        return Uint(number)
    raise EvaluationError("unsigned integer overflow")


def add(left: Value, right: Value) -> Value:
    """Sum, concatenation, or a moment moved by a span."""
    kind, other = type(left), type(right)
    if kind is other:
        if kind is int:
            return checked_int(left + right)
        if kind is Uint:
            return checked_uint(int(left) + int(right))
        if kind is float:
            return left + right
        if kind in (str, bytes, list):
            checked_length(len(left) + len(right))
            return left + right
        if kind is Duration:
            return Duration(left.ns + right.ns)
    if kind is Timestamp and other is Duration:
        return Timestamp(left.ns + right.ns)
    if kind is Duration and other is Timestamp:
        return Timestamp(left.ns + right.ns)
    raise no_overload("_+_", left, right)


def subtract(left: Value, right: Value) -> Value:
    """Difference of numbers, moments or spans."""
    kind, other = type(left), type(right)
    if kind is other:
        if kind is int:
            return checked_int(left - right)
        if kind is Uint:
            return checked_uint(int(left) - int(right))
        if kind is float:
            return left - right
        if kind is Timestamp:
            return Duration(left.ns - right.ns)
        if kind is Duration:
            return Duration(left.ns - right.ns)
    if kind is Timestamp and other is Duration:
        return Timestamp(left.ns - right.ns)
    raise no_overload("_-_", left, right)


def multiply(left: Value, right: Value) -> Value:
    """Product of two numbers of one type."""
    kind = type(left)
    if kind is type(right):
        if kind is int:
            return checked_int(left * right)
        if kind is Uint:
            return checked_uint(int(left) * int(right))
        if kind is float:
            return left * right
    raise no_overload("_*_", left, right)


def divide(left: Value, right: Value) -> Value:
    """Quotient; of integers cut towards zero, of doubles as IEEE 754 has it."""
    kind = type(left)
    if kind is type(right):
        if kind is float:
            return _divide_doubles(left, right)
        if kind in (int, Uint):
            if right == 0:
                raise EvaluationError("divide by zero")
            quotient = abs(int(left)) // abs(int(right))
            if kind is Uint:
                return Uint(quotient)
            return checked_int(-quotient if (left < 0) != (right < 0) else quotient)
    raise no_overload("_/_", left, right)


def _divide_doubles(left: float, right: float) -> float:
    if right:
        return left / right
    if math.isnan(left) or left == 0:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def modulo(left: Value, right: Value) -> Value:
    """Remainder of integers, with the sign of the dividend."""
    kind = type(left)
    if kind is type(right) and kind in (int, Uint):
        if right == 0:
            raise EvaluationError("modulus by zero")
        if left == INT_MIN and right == -1:
            raise EvaluationError("integer overflow")
        rest = abs(int(left)) % abs(int(right))
        return Uint(rest) if kind is Uint else (-rest if left < 0 else rest)
    raise no_overload("_%_", left, right)


def negate(value: Value) -> Value:
    """The negated number."""
    if type(value) is int:
        return checked_int(-value)
    if type(value) is float:
        return -value
    raise no_overload("-_", value)


def logical_not(value: Value) -> bool:
    """The negated boolean."""
    if value is True:
        return False
    if value is False:
        return True
    raise no_overload("!_", value)


def contains(element: Value, container: Value) -> bool:
    """``element in container``: an element of a list or a key of a map."""
    kind = type(container)
    if kind is list:
        if type(element) is str:
            return element in container
        return any(equal(element, one) for one in container)
    if kind is dict:
        # A double that is no whole number can be asked for, and is no key.
        return (type(element) is not float or _can_be_key(element)) and to_key(element) in container
    raise no_overload("@in", element, container)


def index(container: Value, key: Value) -> Value:
    """``container[key]``; an absent key or index is :class:`NotEvidenced`."""
    kind = type(container)
    if kind is dict:
        try:
            return container[to_key(key)]
        except KeyError:
            raise Absent(f"no such key: {key}") from None
    if kind is list:
        place = _position(key)
        if 0 <= place < len(container):
            return container[place]
        raise Absent(f"no element {place}: the list has {len(container)}")
    if kind is Optional:
        return optional_index(container, key)
    raise no_overload("_[_]", container, key)


def _position(key: Value) -> int:
    if type(key) in (int, Uint):
        return int(key)
    if type(key) is float and key.is_integer():
        return int(key)
    raise EvaluationError(f"invalid index: {type_name(key)}")


def _can_be_key(value: Value) -> bool:
    kind = type(value)
    return kind in (str, int, Uint, bool) or (kind is float and value.is_integer())


def optional_index(container: Value, key: Value) -> Optional:
    """``container[?key]``: the element as an optional; absent stays absent."""
    if type(container) is Optional:
        if not container.present:
            return NONE
        container = container.value
    if type(container) is list and type(key) is not int:
        raise no_overload("_[?_]", container, key)
    if type(container) is dict and not _can_be_key(key):
        return NONE
    try:
        return Optional(index(container, key))
    except NotEvidenced:
        return NONE


def select(container: Value, field: str) -> Value:
    """``container.field`` for what is not a plain map with that field: the slow path of a selection."""
    kind = type(container)
    if kind is dict:
        if field in container:
            return container[field]
        raise Absent(f"no such key: {field}")
    if kind is Optional:
        return optional_index(container, field)
    raise EvaluationError(f"no such overload: {type_name(container)} has no field {field}")


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "_==_": equal,
    "_!=_": not_equal,
    "_<_": less,
    "_<=_": less_equals,
    "_>_": greater,
    "_>=_": greater_equals,
    "_+_": add,
    "_-_": subtract,
    "_*_": multiply,
    "_/_": divide,
    "_%_": modulo,
    "@in": contains,
    "_[_]": index,
    "_[?_]": optional_index,
    "_?._": optional_index,
}

UNARY: dict[str, Callable[[Any], Any]] = {"!_": logical_not, "-_": negate}
