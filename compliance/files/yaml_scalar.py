"""The value of a plain (unquoted) scalar: the core schema of YAML 1.2.2, section 10.3.2, and nothing else.

    null  Null  NULL  ~  (nothing)          no value
    true  True  TRUE  false  False  FALSE   a boolean
    12  -3  +7  017 (seventeen)  0o17  0x1F a whole number, within plus or minus 2^53-1
    0.5  .5  1.  1e3  -2.5E-3               a float, finite

Everything else is text: ``yes``, ``no``, ``on``, ``2026-11-23``, ``12:30:45``, ``1_000``, ``0b11``. YAML 1.1 reads
some of these as booleans, octal numbers, dates or minutes; we never do. ``.inf`` and ``.nan`` are refused, since no
comparison with them is meaningful.
"""

from __future__ import annotations

import re

from compliance.files.numerals import NumeralError, decimal, whole

Scalar = str | int | float | bool | None

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NUMERIC_START = frozenset("+-.0123456789")


def resolve(text: str) -> Scalar:
    """The value of the plain scalar ``text``. Raises NumeralError for a number that is not accepted."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _NUMERIC_START:
        return text
    if _WHOLE.fullmatch(text):
        return whole(text)
    if _DECIMAL.fullmatch(text):
        return decimal(text)
    if _OCTAL.fullmatch(text):
        return whole(text, 8)
    if _HEXADECIMAL.fullmatch(text):
        return whole(text, 16)
    if _NOT_FINITE.fullmatch(text):
        raise NumeralError(
            f"{text} is not a finite number", "leave the value out where it is not known, or quote the text"
        )
    return text
