"""``'...'.format([...])`` of CEL's strings extension."""

from __future__ import annotations

import math
import re
from typing import Any

from compliance.expressions.values.comparison import no_overload
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.operators import checked_length
from compliance.expressions.values.value_types import Duration, Timestamp, Type, Uint, Value, from_key, type_name

_CLAUSE = re.compile(r"%(?:%|(?:\.(?P<precision>\d+))?(?P<verb>[A-Za-z]))|%")
_MAX_PRECISION = 1_000


def format_text(template: Value, arguments: Value) -> str:
    """Fill the clauses ``%s %d %f %e %x %X %o %b`` of ``template`` with ``arguments``, a list.

    Raises :class:`EvaluationError` for an unknown clause, a wrong argument or too few arguments.
    """
    if type(template) is not str or type(arguments) is not list:
        raise no_overload("format", template, arguments)
    remaining = iter(arguments)

    def fill(match: re.Match[str]) -> str:
        if match.group() == "%%":
            return "%"
        verb = match.group("verb")
        if verb not in _VERBS:
            raise EvaluationError(f"unrecognized formatting clause {match.group()!r}")
        try:
            value = next(remaining)
        except StopIteration:
            raise EvaluationError(f"index {len(arguments)} out of range") from None
        precision = match.group("precision")
        if precision and int(precision) > _MAX_PRECISION:
            raise EvaluationError(f"precision {precision} is more than {_MAX_PRECISION}")
        return str(_VERBS[verb](value, int(precision) if precision else None))

    filled = _CLAUSE.sub(fill, template)
    checked_length(len(filled))
    return filled


def value_text(value: Value) -> str:
    """A value as ``%s`` writes it: strings bare, numbers in full, lists and maps with their parts.

    Raises :class:`EvaluationError` for a value that is no text, and for a text of more than :data:`MAX_LENGTH`
    characters.
    """
    return _container_text(value, {}) if isinstance(value, (list, dict)) else _scalar_text(value)


def _container_text(value: Value, known: dict[int, str]) -> str:
    # A part that stands in a value many times is written out once, so that small values with shared parts stay cheap.
    if not isinstance(value, (list, dict)):
        return _scalar_text(value)
    if id(value) not in known:
        if isinstance(value, list):
            text = "[" + _joined([_container_text(one, known) for one in value]) + "]"
        else:
            pairs = sorted((_scalar_text(from_key(key)), _container_text(one, known)) for key, one in value.items())
            text = "{" + _joined([f"{key}: {one}" for key, one in pairs]) + "}"
        known[id(value)] = text
    return known[id(value)]


def _joined(parts: list[str]) -> str:
    checked_length(sum(map(len, parts)) + 2 * len(parts))
    return ", ".join(parts)


def _scalar_text(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case bytes():
            return value.decode("utf-8", errors="replace")
        case Uint() | int():
            return str(int(value))
        case float():
            return _double_text(value)
        case None:
            return "null"
        case Timestamp():
            whole, point, fraction = value.rfc3339().removesuffix("Z").partition(".")
            return f"{whole}{point}{fraction.rstrip('0')}Z"
        case Duration():
            return str(value)
        case Type():
            return value.name
    raise EvaluationError(f"could not convert argument {type_name(value)} to string")


def _double_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _wrong(verb: str, wanted: str, value: Value) -> EvaluationError:
    return EvaluationError(f"%{verb} takes {wanted}, was given {type_name(value)}")


def _string(value: Value, precision: int | None) -> str:
    return value_text(value)


def _decimal(value: Value, precision: int | None) -> str:
    if type(value) in (int, Uint):
        return str(int(value))
    if type(value) is float and not math.isfinite(value):
        return _double_text(value)
    raise _wrong("d", "an integer", value)


def _fixed(value: Value, precision: int | None) -> str:
    number = _number("f", value)
    return f"{number:.{6 if precision is None else precision}f}" if math.isfinite(number) else _double_text(number)


def _scientific(value: Value, precision: int | None) -> str:
    number = _number("e", value)
    return f"{number:.{6 if precision is None else precision}e}" if math.isfinite(number) else _double_text(number)


def _number(verb: str, value: Value) -> float:
    if type(value) in (int, Uint, float):
        return float(value)
    if type(value) is str and value in ("NaN", "Infinity", "-Infinity"):
        return float(value.replace("Infinity", "inf"))
    raise _wrong(verb, "a number", value)


def _based(verb: str, spec: str) -> Any:
    def write(value: Value, precision: int | None) -> str:
        if type(value) in (int, Uint):
            return f"{int(value):{spec}}"
        if verb == "b" and type(value) is bool:
            return "1" if value else "0"
        if verb in "xX" and type(value) in (str, bytes):
            raw = value.encode() if isinstance(value, str) else value
            return raw.hex().upper() if verb == "X" else raw.hex()
        raise _wrong(verb, "an integer", value)

    return write


_VERBS: dict[str, Any] = {
    "s": _string,
    "d": _decimal,
    "f": _fixed,
    "e": _scientific,
    "x": _based("x", "x"),
    "X": _based("X", "X"),
    "o": _based("o", "o"),
    "b": _based("b", "b"),
}
