"""What a traced evaluation read from the data: paths and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.expressions.program.events import Event
from compliance.expressions.program.frames import Unset
from compliance.expressions.syntax.nodes import Call, Comprehension, Ident, Select
from compliance.expressions.values.value_types import Optional, from_key
from compliance.files.tree import DataPath


def container_paths(data: Any, root: str = "") -> dict[int, DataPath]:
    """DataPath of each map and list within ``data``, by identity; ``root`` is the name at the front, if any."""
    paths: dict[int, DataPath] = {}
    pending: list[tuple[Any, DataPath]] = [(data, (root,) if root else ())]
    while pending:
        value, path = pending.pop()
        if isinstance(value, (dict, list)):
            paths[id(value)] = path
            pairs = value.items() if isinstance(value, dict) else enumerate(value)
            pending.extend((one, (*path, key)) for key, one in pairs if isinstance(one, (dict, list)))
    return paths


@dataclass(frozen=True, slots=True)
class Read:
    """A value that was read from the data, or the absence of one (``value`` is then :class:`Unset`)."""

    path: DataPath
    value: Any


def reads(event: Event, paths: Mapping[int, DataPath]) -> list[Read]:
    """What an event and those below it read, in order, each path once, without containers passed through."""
    found: dict[DataPath, Read] = {}
    _collect(event, paths, found, None)
    above = {path[:length] for path in found for length in range(len(path))}
    return [read for path, read in found.items() if path not in above or not isinstance(read.value, (dict, list))]


def _collect(event: Event, paths: Mapping[int, DataPath], found: dict[DataPath, Read], element: Read | None) -> None:
    read = read_of(event, paths)
    if read is None and element is not None and isinstance(event.node, Ident) and event.done:
        read = element if event.value is element.value else None
    if read is not None:
        found.setdefault(read.path, read)
    source = event.children[0] if isinstance(event.node, Comprehension) and event.children else None
    for position, child in zip(event.turns, event.children, strict=True):
        below = element_at(source, position, paths) if source is not None and position >= 0 else None
        _collect(child, paths, found, below or element)


def element_at(source: Event, position: int, paths: Mapping[int, DataPath]) -> Read | None:
    """The element of one of the data's lists that a macro looked at in its ``position``-th turn."""
    base = paths.get(id(source.value))
    if base is None:
        return None
    if isinstance(source.value, list) and position < len(source.value):
        return Read((*base, position), source.value[position])
    return None


def read_of(event: Event, paths: Mapping[int, DataPath]) -> Read | None:
    """What this event itself read from the data: a field, an element, or a variable that holds a container."""
    node = event.node
    if isinstance(node, Select) or (isinstance(node, Call) and node.function in ("_[_]", "_[?_]", "_?._")):
        return _member(event, paths)
    if isinstance(node, Ident) and event.done and id(event.value) in paths:
        return Read(paths[id(event.value)], event.value)
    return None


def _member(event: Event, paths: Mapping[int, DataPath]) -> Read | None:
    if not event.children or not event.children[0].done:
        return None
    container = event.children[0].value
    if type(container) is Optional:
        container = container.value
    base = paths.get(id(container))
    if base is None or not isinstance(container, (dict, list)):
        return None
    if isinstance(event.node, Select):
        key: Any = event.node.field
    elif len(event.children) > 1 and event.children[1].done:
        key = event.children[1].value
    else:
        key = getattr(getattr(event.node, "args", (None, None))[1], "value", None)
    if isinstance(container, list):
        position = int(key) if isinstance(key, (int, float)) else -1
        inside = 0 <= position < len(container)
        return Read((*base, position), container[position] if inside else Unset())
    return Read((*base, from_key(key)), container.get(key, Unset()))
