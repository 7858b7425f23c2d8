"""JSON as an outline for people: what fits goes on one line, what is empty is left out, long texts are cut and counted.

A place is written as everywhere else, ``file:line:column path``; a list of numbers by its length and its two ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WIDTH = 118
TEXT = 36
EMPTY: tuple[Any, ...] = (None, "", [], {})


def outline(data: dict[str, Any]) -> str:
    """The outline of an assessment as parsed JSON: each key that has a value, with the value or its beginning."""
    return "\n".join(_fields("assessment: ", data, "")) + "\n"


def _fields(label: str, data: dict[str, Any], indent: str) -> Iterator[str]:
    """``label`` and the short fields on as many lines as they need, then each long field below."""
    filled = {name: value for name, value in data.items() if value not in EMPTY}
    short = {name: _inline(value) for name, value in filled.items() if len(_inline(value)) <= WIDTH // 2}
    line = indent + label
    for field in (f"{name} {value}" for name, value in short.items()):
        if len(line) + len(field) + 2 > WIDTH:
            yield line.rstrip()
            line = f"{indent}  "
        line += f", {field}" if line.strip() and line != indent + label else field
    if line.strip():
        yield line.rstrip()
    for name, value in filled.items():
        if name not in short:
            yield from _long(name, value, f"{indent}  ")


def _long(name: str, value: Any, indent: str) -> Iterator[str]:
    whole = f"{indent}{name}: {_inline(value)}"
    if isinstance(value, dict) and len(whole) > WIDTH:
        yield from _fields(f"{name}: ", value, indent)
    elif isinstance(value, list) and len(whole) > WIDTH:
        yield f"{indent}{name}:"
        for one in value:
            if isinstance(one, dict) and len(_inline(one)) > WIDTH - len(indent) - 4:
                yield from _fields("- ", one, f"{indent}  ")
            else:
                yield f"{indent}  - {_inline(one)}"
    else:
        yield whole


def _inline(value: Any) -> str:
    match value:
        case {"file": file, "line": line, "column": column, **path}:
            return " ".join([f"{file}:{line}:{column}", *(str(one) for one in path.values() if one)])
        case str():
            return repr(value) if len(value) <= TEXT else f"{value[:TEXT]!r}+{len(value) - TEXT}"
        case dict():
            return "{" + ", ".join(f"{name} {_inline(one)}" for name, one in value.items() if one not in EMPTY) + "}"
        case [float() | int(), _, _, _, *_]:
            return f"{len(value)} numbers {value[0]!r} to {value[-1]!r}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
    return str(value).lower() if isinstance(value, bool | None) else repr(value)
