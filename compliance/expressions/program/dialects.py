"""CEL as its specification has it, and as rules use it: three differences, listed here and in docs/expressions.md.

1. ``<``, ``<=``, ``>`` and ``>=`` of two decimals are made after rounding both to nine significant digits, so that a
   figure that is printed like its threshold meets it.
2. An arithmetic result that is NaN or infinite is a failure.
3. A quantifier that would be true because a list of the dossier is empty has nothing to check, and is not evidenced:
   ``all``, and ``exists`` and ``exists_one`` under a negation. The schema may say what an empty list means
   (``x-empty-means``); then it decides. ``exists`` over an empty list is false as in CEL: that is no pass by emptiness.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from compliance.expressions.values import operators
from compliance.expressions.values.comparison import RELATIONS, Holds, order_relation
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.numbers import NUMBER_FUNCTIONS
from compliance.expressions.values.optionals import OPTIONAL_FUNCTIONS
from compliance.expressions.values.strings import STRING_FUNCTIONS
from compliance.expressions.values.times import TIME_FUNCTIONS

DIGITS: Final = 9
"""Significant digits to which decimals are rounded before their order is asked: more than any measure promises."""

# Rounding to n digits moves a number by at most 5 in the digit after; two numbers further apart keep their order.
_FAR = 10.0 ** (1 - DIGITS)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The operators and functions that expressions are compiled to.

    ``decimal_relations`` are relations of two decimals by the name of their operator. ``empty_lists_decide`` says
    whether an empty list of the dossier may make a quantifier true.
    """

    relations: Mapping[str, Holds]
    decimal_relations: Mapping[str, Holds]
    binary: Mapping[str, Callable[[Any, Any], Any]]
    unary: Mapping[str, Callable[[Any], Any]]
    functions: Mapping[str, Callable[..., Any]]
    empty_lists_decide: bool


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **NUMBER_FUNCTIONS,
    **STRING_FUNCTIONS,
    **TIME_FUNCTIONS,
    **OPTIONAL_FUNCTIONS,
}

CEL: Final = Dialect(RELATIONS, RELATIONS, operators.BINARY, operators.UNARY, _FUNCTIONS, empty_lists_decide=True)
"""The specification's own meaning: what the conformance vectors ask for."""


def _rounded(holds: Holds) -> Holds:
    def relation(left: float, right: float) -> bool:
        if abs(left - right) > _FAR * max(abs(left), abs(right)):
            return holds(left, right)
        return holds(round_decimal(left), round_decimal(right))

    return relation


def round_decimal(number: float) -> float:
    """``number`` rounded to :data:`DIGITS` significant digits."""
    return float(f"{number:.{DIGITS}g}")


def _finite(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        result = function(*values)
        if type(result) is float and not math.isfinite(result):
            what = "is not a number" if math.isnan(result) else "is infinite"
            raise EvaluationError(f"the result of a calculation {what}")
        return result

    return call


_ORDER = ("_<_", "_<=_", "_>_", "_>=_")
_DECIMAL_RELATIONS = {**RELATIONS, **{name: _rounded(RELATIONS[name]) for name in _ORDER}}
_ARITHMETIC = {name: _finite(operators.BINARY[name]) for name in ("_+_", "_-_", "_*_", "_/_")}
_CALCULATIONS = {
    name: _finite(function)
    for name, function in NUMBER_FUNCTIONS.items()
    if name == "double" or (name.startswith("math.") and not name.startswith("math.is"))
}

RULES: Final = Dialect(
    relations=RELATIONS,
    decimal_relations=_DECIMAL_RELATIONS,
    binary={
        **operators.BINARY,
        **_ARITHMETIC,
        **{name: order_relation(name, RELATIONS[name], _DECIMAL_RELATIONS[name]) for name in _ORDER},
    },
    unary=operators.UNARY,
    functions={**_FUNCTIONS, **_CALCULATIONS},
    empty_lists_decide=False,
)
"""What the expressions of a standard mean."""
