"""Values as messages and explanations show them: enough digits, and never more text than a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from compliance.expressions.program.dialects import DIGITS
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.text_format import value_text
from compliance.expressions.values.value_types import Timestamp, type_name

FEW_DIGITS = 4
"""Significant digits of a decimal in a message, where nothing asks for more."""


def enough_digits(numbers: Iterable[float]) -> int:
    """How many significant digits tell those of ``numbers`` apart that rules tell apart."""
    different = {f"{number:.{DIGITS}g}" for number in numbers}
    return next(
        (
            few
            for few in range(FEW_DIGITS, DIGITS)
            if len({f"{float(one):.{few}g}" for one in different}) == len(different)
        ),
        DIGITS,
    )


MAX_SHOWN = 4_000
"""Characters of a value that messages show, at most. A list may hold one part many times, and be far longer than it."""


def shown(value: Any, digits: int = FEW_DIGITS) -> str:
    """A value as messages show it: decimals to some significant digits, dates as dates, lists with commas.

    It ends with an ellipsis after :data:`MAX_SHOWN` characters.
    """
    texts: list[str] = []
    length = 0
    for text in _texts(value, digits):
        length += len(text) + len(", ")
        texts.append(text)
        if length > MAX_SHOWN:
            break
    together = ", ".join(texts)
    return together if len(together) <= MAX_SHOWN else together[:MAX_SHOWN] + "…"


def _texts(value: Any, digits: int) -> Iterator[str]:
    if not isinstance(value, list):
        yield _one_shown(value, digits)
    elif not value:
        yield "none"
    else:
        for one in value:
            yield from _texts(one, digits)


def _one_shown(value: Any, digits: int) -> str:
    if type(value) is float:
        return f"{value:.{digits}g}" if abs(value) < 1e15 else repr(value)
    if type(value) is Timestamp:
        return str(value)
    try:
        return value_text(value)
    except EvaluationError:
        # A map of more characters than any text may have, or a value that has no text, such as an optional.
        return f"{{{len(value)} fields}}" if isinstance(value, dict) else type_name(value)
