"""String functions: the standard ones and those of CEL's strings extension. Positions count Unicode code points."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from compliance.expressions.values.comparison import no_overload
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.operators import checked_length
from compliance.expressions.values.text_format import format_text
from compliance.expressions.values.value_types import Value

_UNSTATED: Final = object()
"""An argument that was left out; null is one that was given."""

_LONGEST_PATTERN = 1_000
"""Characters of a regular expression, at most."""


@lru_cache(maxsize=256)
def pattern(text: str) -> Any:
    """A compiled RE2 pattern: linear in the length of what it searches, so that no pattern can hang the checker."""
    import re2

    if len(text) > _LONGEST_PATTERN:
        raise EvaluationError(f"the regular expression is longer than {_LONGEST_PATTERN} characters")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(text, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        detail = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise EvaluationError(f"not a regular expression: {detail}") from None


def matches(text: Value, expression: Value) -> bool:
    """Whether the RE2 expression is found anywhere in the text."""
    _texts("matches", text, expression)
    return pattern(expression).search(text) is not None


def _texts(function: str, *values: Value) -> None:
    if any(type(value) is not str for value in values):
        raise no_overload(function, *values)


def _between(function: str, position: Value, text: str) -> int:
    if type(position) is not int:
        raise no_overload(function, text, position)
    if not 0 <= position <= len(text):
        raise EvaluationError(f"index out of range: {position}")
    return position


def _char_at(text: Value, position: Value) -> str:
    _texts("charAt", text)
    start = _between("charAt", position, text)
    return str(text[start : start + 1])


def _index_of(text: Value, part: Value, start: Value = 0) -> int:
    _texts("indexOf", text, part)
    return int(text.find(part, _between("indexOf", start, text)))


def _last_index_of(text: Value, part: Value, last: Value = _UNSTATED) -> int:
    _texts("lastIndexOf", text, part)
    if last is _UNSTATED:
        return int(text.rfind(part))
    return int(text.rfind(part, 0, _between("lastIndexOf", last, text) + len(part)))


def _substring(text: Value, start: Value, end: Value = _UNSTATED) -> str:
    _texts("substring", text)
    first = _between("substring", start, text)
    last = len(text) if end is _UNSTATED else _between("substring", end, text)
    if last < first:
        raise EvaluationError(f"invalid substring range: {first} to {last}")
    return str(text[first:last])


def _replace(text: Value, old: Value, new: Value, count: Value = -1) -> str:
    _texts("replace", text, old, new)
    if type(count) is not int:
        raise no_overload("replace", text, old, new, count)
    times = text.count(old) if count < 0 else min(count, text.count(old))
    checked_length(len(text) + times * max(0, len(new) - len(old)))
    return str(text.replace(old, new, count))


def _split(text: Value, separator: Value, count: Value = -1) -> list[str]:
    _texts("split", text, separator)
    if type(count) is not int:
        raise no_overload("split", text, separator, count)
    if count == 0:
        return []
    if not separator and text:
        return list(text) if count < 0 else [*text[: count - 1], text[count - 1 :]] if text[count - 1 :] else list(text)
    return str(text).split(separator, -1 if count < 0 else count - 1) if separator else [""]


def _join(parts: Value, separator: Value = "") -> str:
    if type(parts) is not list or any(type(part) is not str for part in parts):
        raise no_overload("join", parts)
    _texts("join", separator)
    checked_length(sum(map(len, parts)) + len(separator) * len(parts))
    return str(separator).join(parts)


# The code points that the extension's specification counts as white space.
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def _one_text(name: str, function: Callable[[str], str]) -> Callable[[Value], str]:
    def call(text: Value) -> str:
        _texts(name, text)
        return function(text)

    return call


def _ascii_case(text: str, *, upper: bool) -> str:
    found = "[a-z]+" if upper else "[A-Z]+"
    return re.sub(found, lambda match: match.group().upper() if upper else match.group().lower(), text)


_ESCAPES = {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}


def _quote(text: str) -> str:
    escapes = {**_ESCAPES, "\\": "\\\\", '"': '\\"'}
    return '"' + "".join(escapes.get(character, character) for character in text) + '"'


def _two_texts(name: str, function: Callable[[str, str], bool]) -> Callable[[Value, Value], bool]:
    def call(text: Value, part: Value) -> bool:
        if type(text) is not str or type(part) is not str:
            raise no_overload(name, text, part)
        return function(text, part)

    return call


STRING_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "contains": _two_texts("contains", str.__contains__),
    "startsWith": _two_texts("startsWith", str.startswith),
    "endsWith": _two_texts("endsWith", str.endswith),
    "matches": matches,
    "charAt": _char_at,
    "indexOf": _index_of,
    "lastIndexOf": _last_index_of,
    "substring": _substring,
    "replace": _replace,
    "split": _split,
    "join": _join,
    "format": format_text,
    "strings.quote": _one_text("strings.quote", _quote),
    "lowerAscii": _one_text("lowerAscii", lambda text: _ascii_case(text, upper=False)),
    "upperAscii": _one_text("upperAscii", lambda text: _ascii_case(text, upper=True)),
    "trim": _one_text("trim", lambda text: text.strip(_SPACE)),
    "reverse": _one_text("reverse", lambda text: text[::-1]),
}
