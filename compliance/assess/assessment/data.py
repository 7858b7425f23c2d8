"""The assessment as plain data, ready to be written: keys in the model's order, maps sorted, nothing rounded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from compliance.assess.assessment.model import Measured
from compliance.assess.assessment.outcome import Outcome
from compliance.assess.assessment.results import plain_result

_SCALARS = frozenset({str, int, float, bool, type(None)})


def to_data(value: Any) -> Any:
    """An assessment, or a part of one, as dicts, lists and scalars. Equal parts give equal data in the same order."""
    kind: Any = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple or kind is list:
        return [to_data(one) for one in value]
    if kind is Outcome:
        return value.value
    if isinstance(value, Mapping):
        return _sorted({key: to_data(one) for key, one in value.items()})
    data: dict[str, Any] = {}
    for name, decimal in _fields(kind):
        one = getattr(value, name)
        if name == "result" and kind is Measured:
            data[name] = plain_result(one)
        else:
            data[name] = float(one) if decimal and type(one) is int else to_data(one)
    return data


@cache
def _fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Names of the fields, and whether a whole number in them is written as a decimal one."""
    return tuple((field.name, field.type in ("float", "float | None")) for field in fields(kind))


def _sorted(value: Any) -> Any:
    """Maps of free keys have no order of their own; what stands in them is sorted with them."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(one) for one in value] if isinstance(value, list) else value
