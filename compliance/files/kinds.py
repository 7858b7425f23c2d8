"""Kinds of values, in the words of somebody who writes a file: a group of keys, a list, text, a number."""

from __future__ import annotations

from typing import Any

WANTED = {
    "object": "a group of keys",
    "array": "a list",
    "string": "text (put it in quotes)",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "null": "nothing",
}
"""What is wanted, by JSON Schema's name of the type."""

_KINDS = {
    dict: "a group of keys",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    type(None): "nothing",
}


def kind_of(value: Any) -> str:
    """What a value is; a number or a truth value with what it says."""
    kind = _KINDS[type(value)]
    return f"{kind} ({shown_value(value)})" if isinstance(value, (bool, int, float)) else kind


def shown_value(value: Any) -> str:
    """A value in back quotes, at most 80 characters of it."""
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return f"`{text[:80]}`"
