"""The trace of an evaluation: which sub-expression had which value.

A traced evaluation runs the same compiled steps as a plain one, each wrapped to leave an :class:`Event`. It is made
only for what has to be explained, so that a plain evaluation pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from compliance.expressions.program.frames import TRACE, Frame, Step
from compliance.expressions.syntax.nodes import Node
from compliance.expressions.values.failures import EvaluationError

MAX_EVENTS: Final = 500
"""Events after which a trace ends: what macros go through later is evaluated all the same, and leaves no event."""

KEPT_TURNS: Final = 200
"""Events after which a trace drops the turns of ``all`` and ``exists`` that did not decide, so that the one that did is
still in it."""


@dataclass(slots=True)
class Event:
    """One sub-expression evaluated once: its node, what came of it, the events below it in order.

    For each event below, ``turns`` has the turn of the macro in which it happened, from 0; -1 outside of turns.
    """

    node: Node | None
    value: Any = None
    failure: EvaluationError | None = None
    children: list[Event] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    done: bool = False
    turn: int = -1

    def in_turns(self) -> Iterator[tuple[int, Event]]:
        """The events below that happened in turns of this macro, each with its turn."""
        return ((turn, child) for turn, child in zip(self.turns, self.children, strict=True) if turn >= 0)


@dataclass(slots=True)
class Trace:
    """Collects events; ``root`` has one child for each expression evaluated with this trace."""

    root: Event = field(default_factory=lambda: Event(None))
    count: int = 0
    current: Event = field(init=False)

    def __post_init__(self) -> None:
        self.current = self.root

    def add(self, event: Event) -> None:
        """Put an event below the current one."""
        self.count += 1
        self.current.children.append(event)
        self.current.turns.append(self.current.turn)


def traced(node: Node, step: Step) -> Step:
    """``step`` that leaves an event in the frame's trace."""

    def run(frame: Frame) -> Any:
        trace: Trace = frame[TRACE]
        parent = trace.current
        event = Event(node)
        trace.add(event)
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


def turn(step: Step, plain: Step, decisive: bool | None, *, begins: bool = True) -> Step:
    """The body of a macro: ``step`` leaves events while the trace has room, then ``plain`` is evaluated.

    ``decisive`` is the value of the body that decides the macro, if one does. ``begins`` is false for the second
    expression of a turn.
    """

    def run(frame: Frame) -> Any:
        trace: Trace = frame[TRACE]
        macro = trace.current
        macro.turn += begins
        if trace.count >= MAX_EVENTS:
            return plain(frame)
        count, position = trace.count, len(macro.children)
        value = step(frame)
        if decisive is not None and value is not decisive and count > KEPT_TURNS:
            del macro.children[position:], macro.turns[position:]
            trace.count = count
        return value

    return run
