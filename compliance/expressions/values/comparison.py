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
_CONTAINERS = frozenset({list, dict, Optional})
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


def equal(left: Value, right: Value, take: Callable[[int], None] | None = None) -> bool:
    """CEL's equality: numbers by value across types, values of other different types are never equal.

    ``take`` is told how many pairs of elements are looked at. Two containers are compared once, however often they
    occur.
    """
    if type(left) in _CONTAINERS and type(left) is type(right):
        return _equal_containers(left, right, take, set())
    return _equal_scalars(left, right)


def _equal_scalars(left: Value, right: Value) -> bool:
    kind, other = type(left), type(right)
    if kind in _NUMBERS and other in _NUMBERS:
        # A double and an integer compare as doubles, as in the reference implementations.
        return float(left) == float(right) if kind is float or other is float else bool(left == right)
    return kind is other and bool(left == right)


def _equal_containers(
    left: Value, right: Value, take: Callable[[int], None] | None, seen: set[tuple[int, int]]
) -> bool:
    # A pair that was seen was equal or is being compared: one pair that differs ends everything.
    if (id(left), id(right)) in seen:
        return True
    seen.add((id(left), id(right)))
    if type(left) is Optional:
        return left.present == right.present and (not left.present or _equal_parts(left.value, right.value, take, seen))
    if len(left) != len(right):
        return False
    if take is not None:
        take(len(left))
    if type(left) is list:
        return all(_equal_parts(one, other, take, seen) for one, other in zip(left, right, strict=True))
    return all(key in right and _equal_parts(one, right[key], take, seen) for key, one in left.items())


def _equal_parts(left: Value, right: Value, take: Callable[[int], None] | None, seen: set[tuple[int, int]]) -> bool:
    if type(left) in _CONTAINERS:
        return type(left) is type(right) and _equal_containers(left, right, take, seen)
    return _equal_scalars(left, right)


def not_equal(left: Value, right: Value) -> bool:
    """The negation of :func:`equal`."""
    return not equal(left, right)


def order_relation(name: str, holds: Holds, of_decimals: Holds) -> Callable[[Value, Value], bool]:
    """The relation ``name`` of values of any type; ``of_decimals`` is used where one of the two is a decimal."""

    def relation(left: Value, right: Value) -> bool:
        kind, other = type(left), type(right)
        if kind in _NUMBERS and other in _NUMBERS:
            decimal = kind is float or other is float
            return of_decimals(float(left), float(right)) if decimal else holds(left, right)
        if kind is other and kind in _ORDERED:
            return holds(left, right)
        raise no_overload(name, left, right)

    return relation


less = order_relation("_<_", operator.lt, operator.lt)
less_equals = order_relation("_<=_", operator.le, operator.le)
greater = order_relation("_>_", operator.gt, operator.gt)
greater_equals = order_relation("_>=_", operator.ge, operator.ge)
