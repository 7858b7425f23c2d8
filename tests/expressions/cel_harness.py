"""Running one expression in the ways that tests compare: plain and traced, checked or only parsed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.errors import ComplianceError, Place
from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.dialects import CEL, Dialect
from compliance.expressions.program.events import Event, Trace
from compliance.expressions.program.frames import Layout
from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import DYN, CelType, Messages
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.value_types import Optional, Value

PLACE = Place("rules.yaml", 1, 1)
PLAIN = Frontend(Messages(), {})
"""A front end without messages or functions of its own."""


@dataclass(frozen=True)
class Failure:
    """What an evaluation that has no value ended in; every failure equals every other."""

    error: Exception

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Failure)

    def __hash__(self) -> int:
        return 0


def check(text: str, types: Mapping[str, CelType], frontend: Frontend = PLAIN) -> Checked:
    """The checked expression; one that the type checker refuses is only parsed, as the vectors expect."""
    try:
        return frontend.check(text, types, PLACE)
    except ComplianceError:
        return frontend.check(text, types, PLACE, unchecked=True)


def run(
    checked: Checked,
    bindings: Mapping[str, Value],
    *,
    trace: bool = False,
    dialect: Dialect = CEL,
    remember: bool = True,
) -> tuple[Value | Failure, Event]:
    """The value or failure of a checked expression, and the root of its trace (empty where it was not traced)."""
    layout = Layout()
    values = [(layout.variable(name), value) for name, value in bindings.items()]
    record = Trace()
    try:
        step = Compiler(layout, (), checked.types, trace, dialect, remember=remember).root(checked.root)
        return step(layout.frame(values, record)), record.root
    except EvaluationError as error:
        return Failure(error), record.root


def both_ways(text: str, bindings: Mapping[str, Value], types: Mapping[str, CelType] | None = None) -> Value | Failure:
    """The outcome of an expression, which plain and traced evaluation must agree upon; unstated types are dyn."""
    try:
        checked = check(text, types or dict.fromkeys(bindings, DYN))
    except ComplianceError as error:
        return Failure(error)
    plain, _ = run(checked, bindings)
    traced, _ = run(checked, bindings, trace=True)
    assert same(plain, traced), f"{text}: plain gives {plain!r}, traced gives {traced!r}"
    return plain


def same(left: Any, right: Any) -> bool:
    """Equality of values with their types, all the way down; NaN is the same as NaN."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        kinds = {key: type(key) for key in right}
        return len(left) == len(right) and all(
            kinds.get(key) is type(key) and same(value, right[key]) for key, value in left.items()
        )
    if isinstance(left, Optional):
        return left.present == right.present and same(left.value, right.value)
    return bool(left == right)
