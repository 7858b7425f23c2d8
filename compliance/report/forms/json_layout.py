"""JSON laid out for people and programs alike: a group of plain values stands on one line, everything else is indented.

An assessment has tens of thousands of places and readings; one line for each makes the file half as long to read, and
half as large.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Any, Final

LINE: Final = 100
"""Characters that a group on one line may have; *proposed*: what fits beside the indentation on a screen."""

_PLAIN = frozenset({str, int, float, bool, type(None)})


def laid_out(data: Any) -> str:
    """``data`` (dicts with text keys, lists and plain values) as JSON text, two spaces a level, a newline at the end.

    Numbers are written in their shortest exact form. Raises ValueError for a number that is not finite.
    """
    pieces: list[str] = []
    _write(data, "\n", pieces)
    pieces.append("\n")
    return "".join(pieces)


def _write(value: Any, line: str, pieces: list[str]) -> None:
    """Write a value; ``line`` is a line end with the indentation that the value stands in."""
    kind = type(value)
    if kind in _PLAIN:
        pieces.append(_plain(value))
        return
    opening, closing = ("{", "}") if kind is dict else ("[", "]")
    if not value:
        pieces.append(opening + closing)
        return
    short = _on_one_line(value, opening, closing)
    if short is not None:
        pieces.append(short)
        return
    inner = line + "  "
    start = opening
    for one in value.items() if kind is dict else value:
        pieces.append(start + inner)
        if kind is dict:
            pieces.append(encode_basestring(one[0]) + ": ")
        _write(one[1] if kind is dict else one, inner, pieces)
        start = ","
    pieces.append(line + closing)


def _on_one_line(value: Any, opening: str, closing: str) -> str | None:
    """A group of plain values as one line; None where it is longer, or holds anything else."""
    values = value.values() if type(value) is dict else value
    if any(type(one) not in _PLAIN for one in values):
        return None
    if type(value) is dict:
        text = ", ".join([f"{encode_basestring(key)}: {_plain(one)}" for key, one in value.items()])
    else:
        text = ", ".join([_plain(one) for one in value])
    return opening + text + closing if len(text) <= LINE else None


def _plain(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    if kind is int:
        return str(value)
    if value - value != 0:
        raise ValueError("a number is not finite")
    return repr(value)
