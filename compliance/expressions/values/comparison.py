"""Equality and order, as CEL's specification has them.

Each function takes values of any type and raises :class:`EvaluationError` where no overload fits.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.value_types import Duration, Optional, Timestamp, Uint, Value, type_name

_NUMBERS = frozenset({int, Uint, float})
_ORDERED = frozenset({bool, str, bytes, Timestamp, Duration})


Holds = Callable[[Any, Any], bool]

RELATIONS: dict[str, Holds] = {
    "_<_": operator.lt,
    "_<=_": operator.le,
    "_>_": operator.gt,
    "_>=_": operator.ge,
    "_==_": operator.eq,
    "_!=_": operator.ne,
}
"""Python's relations, which are CEL's between values of one plain type."""


def no_overload(name: str, *operands: Value) -> EvaluationError:
    """The failure of an operator or function that has no overload for these operands."""
    kinds = ", ".join(type_name(operand) for operand in operands)
    return EvaluationError(f"no such overload: {name} applied to ({kinds})")


def equal(left: Value, right: Value) -> bool:
    """CEL's equality: numbers by value across types, values of other different types are never equal."""
    kind, other = type(left), type(right)
    if kind in _NUMBERS and other in _NUMBERS:
        # A double and an integer compare as doubles, as in the reference implementations.
        return float(left) == float(right) if kind is float or other is float else bool(left == right)
    if kind is not other:
        return False
    if kind is list:
        return len(left) == len(right) and all(map(equal, left, right))
    if kind is dict:
        return len(left) == len(right) and all(key in right and equal(one, right[key]) for key, one in left.items())
    if kind is Optional:
        return left.present == right.present and (not left.present or equal(left.value, right.value))
    return bool(left == right)


def not_equal(left: Value, right: Value) -> bool:
    """The negation of :func:`equal`."""
    return not equal(left, right)


def _relation(name: str, holds: Callable[[Any, Any], bool]) -> Callable[[Value, Value], bool]:
    def relation(left: Value, right: Value) -> bool:
        kind, other = type(left), type(right)
        if kind in _NUMBERS and other in _NUMBERS:
            return holds(float(left), float(right)) if kind is float or other is float else holds(left, right)
        if kind is other and kind in _ORDERED:
            return holds(left, right)
        raise no_overload(name, left, right)

    return relation


less = _relation("_<_", operator.lt)
less_equals = _relation("_<=_", operator.le)
greater = _relation("_>_", operator.gt)
greater_equals = _relation("_>=_", operator.ge)
