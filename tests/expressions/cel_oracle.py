"""The reference implementation as an oracle: cel-expr-python's own evaluator, its values brought to one form.

Its oddities, which this file keeps out of the comparison: the plain value of an error is a string, so the type is
asked; datetimes are cut to microseconds, so moments and spans are read from the value's text; keys of maps lose their
type; an optional has no Python value at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from cel_expr_python import cel
from cel_harness import Failure

from compliance.expressions.values.value_types import SECOND, BoolKey, Duration, Optional, Timestamp, Type, Uint, Value

EXTENSIONS = ("two-var-comprehensions", "math", "strings", "optional", "bindings")

_KINDS = {
    "int": cel.Type.INT, "uint": cel.Type.UINT, "double": cel.Type.DOUBLE, "string": cel.Type.STRING,
    "bytes": cel.Type.BYTES, "bool": cel.Type.BOOL, "timestamp": cel.Type.TIMESTAMP, "duration": cel.Type.DURATION,
    "ints": cel.Type.List(cel.Type.INT), "doubles": cel.Type.List(cel.Type.DOUBLE),
    "strings": cel.Type.List(cel.Type.STRING), "timestamps": cel.Type.List(cel.Type.TIMESTAMP), "dyn": cel.Type.DYN,
    "map": cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
    "tally": cel.Type.Map(cel.Type.STRING, cel.Type.INT),
    "tallies": cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.INT)),
    "nested": cel.Type.Map(cel.Type.STRING, cel.Type.Map(cel.Type.STRING, cel.Type.INT)),
    "rows": cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.DYN)),
}  # fmt: skip
_UNITS = {"h": 3600 * SECOND, "m": 60 * SECOND, "s": SECOND, "ms": 10**6, "us": 10**3, "ns": 1}
_MOMENT = re.compile(r"(\d{1,4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z")


def environment(variables: Mapping[str, str]) -> Any:
    """The reference's environment for variables of these kinds."""
    config = "name: test\nextensions:\n" + "".join(f"- name: {name}\n  version: latest\n" for name in EXTENSIONS)
    kinds = {name: _KINDS[kind] for name, kind in variables.items()}
    return cel.NewEnv(config=cel.NewEnvConfigFromYaml(config), variables=kinds)


def reference(expression: Any, bindings: Mapping[str, Value]) -> Any:
    """The reference's outcome in the form of :func:`form`; a :class:`Failure` where it has no value.

    None where it refuses to start, as for an expression that was only parsed and calls a function it does not have.
    """
    data = {name: _native(value) for name, value in bindings.items()}
    try:
        return _form_of_theirs(expression.eval(data=data))
    except RuntimeError as error:
        return None if "reference resolve step" in str(error) else Failure(error)


def form(value: Value) -> Any:
    """One of our values in a form that compares by kind and content."""
    match value:
        case bool() | str() | bytes() | None:
            return (type(value).__name__, value)
        case Uint():
            return ("uint", int(value))
        case int():
            return ("int", value)
        case float():
            return ("double", repr(value))
        case Timestamp() | Duration():
            return (type(value).__name__.lower(), value.ns)
        case Type(name=name):
            return ("type", name)
        case list():
            return ("list", [form(one) for one in value])
        case dict():
            keys = {key.value if isinstance(key, BoolKey) else key: one for key, one in value.items()}
            return ("map", {key: form(one) for key, one in keys.items()})
        case Optional(present=present):
            return ("optional", form(value.value) if present else None)
    raise TypeError(type(value))


def _native(value: Value) -> Any:
    match value:
        case Timestamp():
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value.ns // 1000)
        case Duration():
            return timedelta(microseconds=value.ns // 1000)
        case Uint():
            return int(value)
        case list():
            return [_native(one) for one in value]
        case dict():
            return {key: _native(one) for key, one in value.items()}
    return value


def _form_of_theirs(value: Any) -> Any:
    kind = value.type().name().partition("<")[0].lower()
    match kind:
        case "error" | "unknown":
            return Failure(Exception(str(value)))
        case "int" | "uint":
            return (kind, int(value.value()))
        case "double":
            return (kind, repr(float(value.value())))
        case "bool":
            return (kind, value.value())
        case "string":
            return ("str", value.value())
        case "bytes":
            return (kind, bytes(value.value()))
        case "null":
            return ("NoneType", None)
        case "timestamp":
            return (kind, _moment(str(value)))
        case "duration":
            return (kind, _span(str(value)))
        case "type":
            return ("type", str(value).partition("<")[0])
        case "list":
            return (kind, [_form_of_theirs(one) for one in value.value()])
        case "map":
            return (kind, {key: _form_of_theirs(one) for key, one in value.value().items()})
    raise TypeError(value.type().name())


def _moment(text: str) -> int:
    found = _MOMENT.fullmatch(text)
    assert found, text
    whole = datetime.fromisoformat(found.group(1).zfill(19)) - datetime(1970, 1, 1)
    return (whole.days * 86_400 + whole.seconds) * SECOND + int((found.group(2) or "").ljust(9, "0"))


def _span(text: str) -> int:
    parts = re.findall(r"([\d.]+)(h|ms|us|ns|m|s)", text)
    assert parts or text == "0", text
    total = sum(Fraction(number) * _UNITS[unit] for number, unit in parts)
    assert total.denominator == 1, text
    return int(-total if text.startswith("-") else total)
