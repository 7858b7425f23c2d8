"""The trace of an evaluation: which sub-expression had which value, read from which path.

A traced evaluation runs the same compiled steps as a plain one, each wrapped to leave an :class:`Event`. It is made
only for what has to be explained, so that a plain evaluation pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from compliance.expressions.program.frames import TRACE, Frame, Step, Unset
from compliance.expressions.syntax.nodes import Call, Comprehension, Ident, Node, Select
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.value_types import Optional, from_key
from compliance.files.tree import DataPath

MAX_EVENTS: Final = 50_000
"""Events that one trace keeps; what comes after is evaluated all the same, and not noted."""


@dataclass(slots=True)
class Event:
    """One sub-expression evaluated once: its node, what came of it, the events below it in order."""

    node: Node | None
    value: Any = None
    failure: EvaluationError | None = None
    children: list[Event] = field(default_factory=list)
    done: bool = False


@dataclass(slots=True)
class Trace:
    """Collects events; ``root`` has one child for each expression evaluated with this trace."""

    root: Event = field(default_factory=lambda: Event(None))
    count: int = 0
    current: Event = field(init=False)

    def __post_init__(self) -> None:
        self.current = self.root


def traced(node: Node, step: Step) -> Step:
    """``step`` that leaves an event in the frame's trace."""

    def run(frame: Frame) -> Any:
        trace: Trace = frame[TRACE]
        parent = trace.current
        event = Event(node)
        trace.count += 1
        if trace.count <= MAX_EVENTS:
            parent.children.append(event)
        trace.current = event
        try:
            event.value = step(frame)
            event.done = True
        except EvaluationError as failure:
            event.failure = failure
            raise
        finally:
            trace.current = parent
        return event.value

    return run


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
    return [read for path, read in found.items() if not _is_passed_through(path, found)]


def _is_passed_through(path: DataPath, found: Mapping[DataPath, Read]) -> bool:
    value = found[path].value
    return isinstance(value, (dict, list)) and any(
        len(other) > len(path) and other[: len(path)] == path for other in found
    )


def _collect(event: Event, paths: Mapping[int, DataPath], found: dict[DataPath, Read], element: Read | None) -> None:
    read = read_of(event, paths)
    if read is None and element is not None and isinstance(event.node, Ident) and event.done:
        read = element if event.value is element.value else None
    if read is not None:
        found.setdefault(read.path, read)
    if isinstance(event.node, Comprehension) and event.children:
        source, bodies = event.children[0], event.children[1:]
        _collect(source, paths, found, element)
        turn = -1
        for body in bodies:
            # A turn leaves one event, or two where a macro has a predicate and a result; the first is of one node.
            turn += body.node is bodies[0].node
            _collect(body, paths, found, element_at(source, turn, paths) or element)
        return
    for child in event.children:
        _collect(child, paths, found, element)


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
