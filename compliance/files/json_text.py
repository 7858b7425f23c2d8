"""Strict JSON: what every reader understands in the same way; anything else is refused with its place."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from compliance.files.folding import folded
from compliance.files.json_scan import Scanner
from compliance.files.limits import DEFAULT, Limits
from compliance.files.numerals import MOST
from compliance.files.source import Source
from compliance.files.text import FORBIDDEN, decode
from compliance.files.tree import Spot, Tree

# Escapes of characters that may not be allowed. A lone surrogate is found only after reading.
_SUSPECT_ESCAPE = re.compile(r"\\u(?:0000|00[89]|[dD][89a-fA-F]|[fF][dDfF])")


def parse_json(source: Source, limits: Limits = DEFAULT) -> Tree:
    """The tree in the JSON text ``source`` (RFC 8259, restricted to RFC 7493 and a little further).

    Raises ComplianceError, with line and column, for: keys that are equal (also after NFKC and case folding), NaN,
    Infinity and numbers beyond finite floats, integers beyond plus or minus 2^53-1, half surrogate pairs, NUL, C1
    controls and noncharacters, text after the value, a byte order mark, bytes that are not UTF-8, and limits.
    """
    text = decode(source, limits.json_file_bytes, "json_file_bytes")

    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        sound = _sound(data, limits, suspect=_SUSPECT_ESCAPE.search(text) is not None)
    except (ValueError, RecursionError):
        sound = False
    if not sound:
        _locate(source, text, limits)
        raise source.refusal("not-json", "the file is not strict JSON")  # not reached as long as both readers agree
    return Tree(data, source, text, limits, _locate)


def _locate(source: Source, text: str, limits: Limits) -> Spot:
    return Scanner(source, text, limits).scan()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) != len(pairs) or len({folded(key) for key in built}) != len(built):
        raise ValueError
    return built


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def _sound(data: Any, limits: Limits, *, suspect: bool) -> bool:
    """Whether all of ``data`` is within ``limits`` and what the scanner would accept; goes down one level at a time."""
    longest = limits.string_chars
    level = [data]
    nodes = 0
    depth = -1
    while level:
        nodes += len(level)
        depth += 1
        below: list[Any] = []
        for value in level:
            kind = type(value)
            if kind is str:
                if len(value) > longest or (suspect and FORBIDDEN.search(value)):
                    return False
            elif kind is dict:
                if depth >= limits.depth:
                    return False
                for key in value:
                    if len(key) > longest or (suspect and FORBIDDEN.search(key)):
                        return False
                below.extend(value.values())
            elif kind is list:
                if depth >= limits.depth:
                    return False
                below.extend(value)
            elif kind is int:
                if not -MOST <= value <= MOST:
                    return False
            elif kind is float and not math.isfinite(value):
                return False
        if nodes > limits.json_nodes:
            return False
        level = below
    return True
