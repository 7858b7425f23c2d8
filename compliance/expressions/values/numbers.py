"""Conversions between types, and CEL's math extension."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from compliance.expressions.values.comparison import greater, less, no_overload
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.operators import checked_int, checked_uint
from compliance.expressions.values.times import read_duration, read_timestamp
from compliance.expressions.values.value_types import (
    INT_MAX,
    INT_MIN,
    SECOND,
    UINT_MAX,
    Duration,
    Timestamp,
    Type,
    Uint,
    Value,
    type_name,
)

_INT = re.compile(r"[+-]?\d+\Z", re.ASCII)
_DOUBLE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z|[+-]?(inf|infinity)\Z|nan\Z", re.ASCII | re.IGNORECASE)
_TRUE, _FALSE = {"1", "t", "true", "TRUE", "True"}, {"0", "f", "false", "FALSE", "False"}


_LONGEST = 20
"""Digits of the largest unsigned integer of 64 bits."""


def _digits(text: str) -> int:
    # Reading n digits takes n squared steps, and Python refuses very long ones.
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-").lstrip("0")
    return sign * (int(digits or "0") if len(digits) <= _LONGEST else 10**_LONGEST)


def to_int(value: Value) -> int:
    """Integer of a number, of digits, or of a moment (seconds since 1970)."""
    kind = type(value)
    if kind is int or kind is bool:
        return int(value)
    if kind is Uint:
        return checked_int(int(value))
    if kind is float:
        # The bounds are open: the doubles next to them cannot be told from numbers outside.
        if INT_MIN < value < INT_MAX:
            return int(value)
        raise EvaluationError("integer overflow")
    if kind is str and _INT.match(value):
        return checked_int(_digits(value))
    if kind is Timestamp:
        return int(value.ns // SECOND)
    if kind is str:
        raise EvaluationError(f"cannot convert string to int: {value[:40]!r}")
    raise no_overload("int", value)


def to_uint(value: Value) -> Uint:
    """Unsigned integer of a number or of digits."""
    kind = type(value)
    if kind in (int, Uint):
        return checked_uint(int(value))
    if kind is float:
        if 0 <= value < UINT_MAX:
            return Uint(int(value))
        raise EvaluationError("unsigned integer overflow")
    if kind is str and _INT.match(value):
        return checked_uint(_digits(value))
    if kind is str:
        raise EvaluationError(f"cannot convert string to uint: {value[:40]!r}")
    raise no_overload("uint", value)


def to_double(value: Value) -> float:
    """Double of a number or of its text."""
    if type(value) in (int, Uint, float):
        return float(value)
    if type(value) is str and _DOUBLE.match(value):
        return float(value)
    if type(value) is str:
        raise EvaluationError(f"cannot convert string to double: {value[:40]!r}")
    raise no_overload("double", value)


def to_string(value: Value) -> str:
    """Text of a scalar."""
    kind = type(value)
    if kind is str:
        return str(value)
    if kind is bool:
        return "true" if value else "false"
    if kind in (int, Uint):
        return str(int(value))
    if kind is float:
        return _shortest(value)
    if kind is Timestamp:
        return str(value.rfc3339())
    if kind is Duration:
        return str(value)
    if kind is bytes:
        try:
            return str(value, "utf-8")
        except UnicodeDecodeError:
            raise EvaluationError("malformed UTF-8 bytes") from None
    raise no_overload("string", value)


def _shortest(number: float) -> str:
    # The fewest digits that give the number back, with an exponent from a million on and below a ten-thousandth.
    text = repr(number)
    if math.isfinite(number) and 1e6 <= abs(number) < 1e16:
        digits = text.removesuffix(".0").replace(".", "").lstrip("-")
        exponent = len(str(abs(int(number)))) - 1
        digits = digits.rstrip("0")
        fraction = f".{digits[1:]}" if digits[1:] else ""
        return f"{'-' if number < 0 else ''}{digits[0]}{fraction}e+{exponent:02d}"
    return text.removesuffix(".0")


def to_bytes(value: Value) -> bytes:
    """UTF-8 of text."""
    if type(value) is str:
        return str(value).encode()
    if type(value) is bytes:
        return bytes(value)
    raise no_overload("bytes", value)


def to_bool(value: Value) -> bool:
    """Boolean of its text."""
    if type(value) is bool:
        return bool(value)
    if type(value) is str:
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        raise EvaluationError(f"cannot convert string to bool: {value[:40]!r}")
    raise no_overload("bool", value)


def to_timestamp(value: Value) -> Timestamp:
    """Moment of RFC 3339 text or of seconds since 1970."""
    if type(value) is Timestamp:
        return value
    if type(value) is str:
        return read_timestamp(value)
    if type(value) is int:
        return Timestamp(value * SECOND)
    raise no_overload("timestamp", value)


def to_duration(value: Value) -> Duration:
    """Span of text such as ``1h30m``."""
    if type(value) is Duration:
        return value
    if type(value) is str:
        return read_duration(value)
    raise no_overload("duration", value)


def type_of(value: Value) -> Type:
    """The type of a value, as a value."""
    return Type(type_name(value))


def _extreme(name: str, better: Callable[[Value, Value], bool]) -> Callable[..., Any]:
    def call(*values: Value) -> Value:
        candidates = values[0] if len(values) == 1 and type(values[0]) is list else values
        if not candidates or any(type(one) not in (int, Uint, float) for one in candidates):
            raise no_overload(name, *values)
        best = candidates[0]
        for one in candidates[1:]:
            if better(one, best):
                best = one
        return best

    return call


def _on_double(name: str, function: Callable[[float], Any]) -> Callable[[Value], Any]:
    def call(value: Value) -> Any:
        if type(value) is not float:
            raise no_overload(name, value)
        return function(value)

    return call


def _rounding(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: math.copysign(float(function(number)), number) if math.isfinite(number) else number


def _half_away(number: float) -> float:
    whole = math.trunc(number)
    return whole + math.copysign(1, number) if abs(number - whole) >= 0.5 else whole


def _absolute(value: Value) -> Value:
    if type(value) is int:
        return checked_int(abs(value))
    if type(value) is Uint:
        return value
    if type(value) is float:
        return abs(value)
    raise no_overload("math.abs", value)


def _sign(value: Value) -> Value:
    if type(value) is float and math.isnan(value):
        return value
    if type(value) in (int, Uint, float):
        return type(value)((value > 0) - (value < 0))
    raise no_overload("math.sign", value)


def _square_root(value: Value) -> float:
    if type(value) not in (int, Uint, float):
        raise no_overload("math.sqrt", value)
    return math.sqrt(value) if value >= 0 else math.nan


def _bits(name: str, function: Callable[[int, int], int]) -> Callable[[Value, Value], Any]:
    def call(left: Value, right: Value) -> Any:
        if type(left) is not type(right) or type(left) not in (int, Uint):
            raise no_overload(name, left, right)
        return type(left)(function(int(left), int(right)))

    return call


def _bit_not(value: Value) -> Value:
    if type(value) is int:
        return ~value
    if type(value) is Uint:
        return Uint(UINT_MAX - value)
    raise no_overload("math.bitNot", value)


def _shift(name: str, *, left: bool) -> Callable[[Value, Value], Any]:
    def call(value: Value, count: Value) -> Any:
        if type(value) not in (int, Uint) or type(count) is not int:
            raise no_overload(name, value, count)
        if count < 0:
            raise EvaluationError(f"{name}: negative offset {count}")
        if count > 63:
            return type(value)(0)
        raw = int(value) & UINT_MAX
        moved = (raw << count) & UINT_MAX if left else raw >> count
        if type(value) is Uint:
            return Uint(moved)
        return moved - (1 << 64) if moved > INT_MAX else moved

    return call


NUMBER_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "int": to_int,
    "uint": to_uint,
    "double": to_double,
    "string": to_string,
    "bytes": to_bytes,
    "bool": to_bool,
    "timestamp": to_timestamp,
    "duration": to_duration,
    "type": type_of,
    "dyn": lambda value: value,
    "math.@max": _extreme("math.greatest", greater),
    "math.@min": _extreme("math.least", less),
    "math.ceil": _on_double("math.ceil", _rounding(math.ceil)),
    "math.floor": _on_double("math.floor", _rounding(math.floor)),
    "math.round": _on_double("math.round", _rounding(_half_away)),
    "math.trunc": _on_double("math.trunc", _rounding(math.trunc)),
    "math.isNaN": _on_double("math.isNaN", math.isnan),
    "math.isInf": _on_double("math.isInf", math.isinf),
    "math.isFinite": _on_double("math.isFinite", math.isfinite),
    "math.abs": _absolute,
    "math.sign": _sign,
    "math.sqrt": _square_root,
    "math.bitAnd": _bits("math.bitAnd", lambda left, right: left & right),
    "math.bitOr": _bits("math.bitOr", lambda left, right: left | right),
    "math.bitXor": _bits("math.bitXor", lambda left, right: left ^ right),
    "math.bitNot": _bit_not,
    "math.bitShiftLeft": _shift("math.bitShiftLeft", left=True),
    "math.bitShiftRight": _shift("math.bitShiftRight", left=False),
}
