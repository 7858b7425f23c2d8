"""Finds which part of a clause decided it, what was found there, and what would have passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.errors import nearest
from compliance.expressions.program.dialects import DIGITS
from compliance.expressions.program.events import Event
from compliance.expressions.syntax.nodes import Call, Comprehension, Const, Ident, Node, Select
from compliance.expressions.trace.reads import Read, element_at, read_of, reads
from compliance.expressions.trace.shown_values import enough_digits, shown
from compliance.expressions.values.failures import NotEvidenced
from compliance.expressions.values.value_types import DAY, Timestamp, Uint
from compliance.files.tree import DataPath

_WORDS = {"_==_": "", "_!=_": "not ", "_<_": "< ", "_<=_": "<= ", "_>_": "> ", "_>=_": ">= "}
_OPPOSITE = {"_==_": "_!=_", "_!=_": "_==_", "_<_": "_>=_", "_>=_": "_<_", "_>_": "_<=_", "_<=_": "_>_"}
_MIRRORED = {"_==_": "_==_", "_!=_": "_!=_", "_<_": "_>_", "_>_": "_<_", "_<=_": "_>=_", "_>=_": "_<=_"}

UNKNOWN: Any = object()
"""In place of a value that there is none of."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What decided a clause: where in the data it was read, what was found, wanted, and the nearest that would pass.

    ``found`` and ``would_pass`` are :data:`UNKNOWN` where there is no such value. ``missed`` says what a measure could
    not tell, where that is what was missing.
    """

    path: DataPath | None
    found: Any
    wanted: str
    would_pass: Any
    read: tuple[Read, ...]
    missed: str = ""


def decide(event: Event, paths: Mapping[int, DataPath]) -> Decision:
    """The decision of a traced clause that was false, or that had no value."""
    if event.failure is not None:
        return _missing(event, paths)
    element: list[Read] = []
    deciding, truth = _deciding(event, True, paths, element)
    read = tuple(reads(deciding, paths)) or tuple(element) or tuple(reads(event, paths))
    node = deciding.node
    if isinstance(node, Call) and len(deciding_sides(deciding)) == 2 and node.function in (*_WORDS, "@in"):
        return _comparison(deciding, truth, paths, read)
    path = read[0].path if read else None
    if isinstance(deciding.value, bool) and (isinstance(node, Ident) or (isinstance(node, Select) and not node.test)):
        return Decision(path, not truth, "true" if truth else "false", truth, read)
    return Decision(path, UNKNOWN, "", UNKNOWN, read)


def _deciding(event: Event, wanted: bool, paths: Mapping[int, DataPath], element: list[Read]) -> tuple[Event, bool]:
    """Follow the event that made ``event`` other than ``wanted``, down to one that no other explains."""
    node = event.node
    if isinstance(node, Call) and event.children:
        if node.function == "!_":
            return _deciding(event.children[0], not wanted, paths, element)
        if node.function in ("_&&_", "_||_"):
            sides = [child for child in event.children if child.done and child.value is not wanted]
            reached = [_deciding(side, wanted, paths, element) for side in sides]
            return _most_telling(reached) if reached else (event, wanted)
        if node.function == "_?_:_" and len(event.children) > 1:
            return _deciding(event.children[-1], wanted, paths, element)
    if isinstance(node, Comprehension) and len(event.children) == 1 and event.children[0].node is node.result:
        # A bind: its value is computed below, where its result first reads it.
        return _deciding(event.children[0], wanted, paths, element)
    if isinstance(node, Comprehension) and len(event.children) > 1:
        turns = list(event.in_turns())
        guilty = [(turn, child) for turn, child in turns if child.done and child.value is not wanted]
        alone = len(turns) == 1
        if guilty and (alone or (wanted and event.value is False and _is_all(node))):
            turn, child = guilty[-1]
            found = element_at(event.children[0], turn, paths)
            if found is not None:
                element[:] = [found]
            return _deciding(child, wanted, paths, element)
    if isinstance(node, Ident) and event.children:
        return _deciding(event.children[-1], wanted, paths, element)
    return event, wanted


def _most_telling(found: list[tuple[Event, bool]]) -> tuple[Event, bool]:
    """Of alternatives that all failed, a missed threshold tells more than a condition: `not a test || new enough`."""
    for event, wanted in found:
        if isinstance(event.node, Call) and event.node.function in ("_<_", "_<=_", "_>_", "_>=_"):
            return event, wanted
    return found[0]


def _is_all(node: Comprehension) -> bool:
    return isinstance(node.init, Const) and node.init.value is True


def deciding_sides(event: Event) -> list[tuple[Node, Any, Event | None]]:
    """Both sides of a comparison: node, value, and the event where there is one (a constant leaves none)."""
    node = event.node
    if not isinstance(node, Call):
        return []
    remaining = iter(event.children)
    sides: list[tuple[Node, Any, Event | None]] = []
    for argument in node.args:
        if isinstance(argument, Const):
            sides.append((argument, argument.value, None))
        else:
            child = next(remaining, None)
            if child is None:
                return []
            sides.append((argument, child.value, child))
    return sides


def _comparison(event: Event, truth: bool, paths: Mapping[int, DataPath], read: tuple[Read, ...]) -> Decision:
    left, right = deciding_sides(event)
    function = event.node.function if isinstance(event.node, Call) else ""
    if function != "@in" and _is_given(left, paths) and not _is_given(right, paths):
        left, right, function = right, left, _MIRRORED[function]
    # Where the rule sets both sides, nothing that a dossier says would pass.
    fixed = _is_given(left, paths)
    side = reads(left[2], paths) if left[2] is not None else []
    first = next(iter([*side, *read]), None)
    where = first.path if first is not None else None
    if function == "@in" and _is_given(left, paths) and not _is_given(right, paths):
        held = next(iter(reads(right[2], paths)), None) if right[2] is not None else None
        listed = list(right[1]) if isinstance(right[1], (list, dict)) else []
        wanted = f"{'' if truth else 'not '}{shown(left[1])} among them"
        return Decision(held.path if held else where, shown(listed), wanted, UNKNOWN, read)
    if function == "@in":
        members = list(right[1]) if isinstance(right[1], (list, dict)) else []
        names = ", ".join(shown(member, DIGITS) for member in members[:12])
        near = nearest(left[1], [one for one in members if type(one) is str]) if type(left[1]) is str else None
        pick = near if near is not None else (members[0] if members else UNKNOWN)
        wanted = f"one of {names}" if truth else f"none of {names}"
        return Decision(where, left[1], wanted, pick if truth and not fixed else UNKNOWN, read)
    if not truth:
        function = _OPPOSITE[function]
    numbers = [side[1] for side in (left, right) if type(side[1]) is float]
    wanted = _WORDS[function] + shown(right[1], enough_digits(numbers))
    return Decision(where, left[1], wanted, UNKNOWN if fixed else _nearest(function, right[1]), read)


def _is_given(side: tuple[Node, Any, Event | None], paths: Mapping[int, DataPath]) -> bool:
    """Whether a side is a constant or a parameter: what the rule sets, not what the dossier says."""
    node, _, event = side
    if event is None or isinstance(node, Const):
        return True
    while isinstance(node, Select):
        node = node.operand
    return isinstance(node, Ident) and node.name in ("params", "as_of")


def _nearest(function: str, bound: Any) -> Any:
    if isinstance(bound, (list, dict)):
        return UNKNOWN
    if function in ("_==_", "_<=_", "_>=_"):
        return bound
    step = 1 if function == "_>_" else -1
    if function in ("_<_", "_>_"):
        if type(bound) in (int, Uint):
            return type(bound)(bound + step)
        if type(bound) is float:
            return _beyond(bound, step)
        if type(bound) is Timestamp:
            return Timestamp(bound.ns + step * DAY)
    return UNKNOWN


def _beyond(bound: float, step: int) -> float:
    """The nearest decimal that rules tell from ``bound``, above it (``step`` 1) or below (-1)."""
    from decimal import Decimal

    rounded = Decimal(f"{bound:.{DIGITS}g}")
    exponent = rounded.adjusted() if rounded else 0
    return float(rounded + step * Decimal(1).scaleb(exponent - DIGITS + 1))


def _missing(event: Event, paths: Mapping[int, DataPath]) -> Decision:
    """The decision of an event that failed: the path that the dossier doesn't say."""
    failing, element = event, None
    while True:
        below = [child for child in failing.children if child.failure is not None]
        if isinstance(failing.node, Comprehension) and below:
            turn = failing.turns[failing.children.index(below[0])]
            element = element_at(failing.children[0], turn, paths) if turn >= 0 else element
        same = [child for child in below if child.failure is failing.failure]
        if not below:
            break
        failing = (same or below)[0]
    failing = _first_told(event, failing) or failing
    failure = failing.failure
    read = tuple(reads(event, paths))
    own, absent = read_of(failing, paths), reads(failing, paths)
    path: DataPath | None = absent[-1].path if absent else (element.path if element else None)
    missed = ""
    if isinstance(failure, NotEvidenced) and failure.path:
        path = _argument_path(failing, failure.path, paths)
    elif own is not None:
        path = own.path
    elif said := _not_told(failing):
        missed, path = said, absent[0].path if absent else path
    elif path is None and read:
        path = read[-1].path
    return Decision(path, UNKNOWN, "", UNKNOWN, read, missed)


def _first_told(event: Event, failing: Event) -> Event | None:
    """Where a variable that has no value was computed: it is computed once, so a later use of it tells nothing."""
    if not isinstance(failing.node, Ident):
        return None
    for child in event.children:
        if (found := _first_told(child, failing)) is not None:
            return found
    return event if event.failure is failing.failure and not isinstance(event.node, Ident) else None


def _not_told(failing: Event) -> str:
    """That a computed object lacks the field it was asked for, in the words of its note where it has one."""
    held = failing.children[0].value if failing.children and failing.children[0].done else None
    if not isinstance(failing.node, Select) or not isinstance(held, dict) or failing.node.field in held:
        return ""
    note = held.get("note")
    return f"no `{failing.node.field}` could be computed" + (f": {note}" if isinstance(note, str) and note else "")


def _argument_path(failing: Event, within: DataPath, paths: Mapping[int, DataPath]) -> DataPath:
    """The full path of what a measure missed: its own path is within the argument it was given."""
    for child in failing.children:
        base = paths.get(id(child.value)) if child.done else None
        if base is not None and _leads(child.value, within):
            return (*base, *within)
    return within


def _leads(value: Any, within: DataPath) -> bool:
    first = within[0]
    return isinstance(value, dict) if isinstance(first, str) else isinstance(value, list) and first < len(value)
