"""Frames: where an evaluation keeps its variables, as a list of slots decided at compile time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from compliance.errors import Cause, ComplianceError, Problem
from compliance.expressions.values.failures import EvaluationError

Frame = list[Any]
Step = Callable[[Frame], Any]
"""A compiled expression: given a frame, its value; raises :class:`EvaluationError`."""

TRACE: Final = 0
"""The slot that holds the trace of a traced evaluation."""


TURNS: Final = 1
"""The slot that counts the turns of macros."""

MAX_TURNS: Final = 10_000_000
"""Turns that the macros evaluated in one frame may take together: a second or two of work."""


class Unset:
    """The content of a slot that has no value yet."""


UNSET: Final = Unset()


@dataclass(frozen=True, slots=True)
class Failed:
    """The content of a slot whose computation failed: the same failure each time it is read."""

    error: EvaluationError


@dataclass(slots=True)
class Layout:
    """Which slot holds which variable; grows as expressions are compiled into it."""

    slots: dict[str, int] = field(default_factory=dict)
    lazy: dict[int, Step] = field(default_factory=dict)
    size: int = 2

    def variable(self, name: str) -> int:
        """The slot of a named variable, made where it is new."""
        if name not in self.slots:
            self.slots[name] = self.hidden()
        return self.slots[name]

    def hidden(self) -> int:
        """A fresh slot without a name, for the variable of a macro."""
        self.size += 1
        return self.size - 1

    def frame(self, values: Iterable[tuple[int, Any]], trace: Any = None) -> Frame:
        """A frame with these slots filled."""
        frame: Frame = [UNSET] * self.size
        frame[TRACE], frame[TURNS] = trace, 0
        for slot, value in values:
            frame[slot] = value
        return frame


def spend(frame: Frame, turns: int) -> None:
    """Count the turns that a macro is about to take.

    Raises :class:`ComplianceError` (cause UNDECIDED) where they become too many. It is no :class:`EvaluationError`,
    which the macros around would absorb and go on.
    """
    frame[TURNS] += turns
    if frame[TURNS] > MAX_TURNS:
        message = f"the macros of an expression go through more than {MAX_TURNS} elements"
        hint = "compare fewer things with each other, or ask a measure"
        raise ComplianceError(Cause.UNDECIDED, Problem("evaluation-budget", message, hint=hint))


def read_slot(slot: int, name: str) -> Step:
    """Read a variable that may have no value."""

    def step(frame: Frame) -> Any:
        value = frame[slot]
        if value is UNSET:
            raise EvaluationError(f"undeclared reference to '{name}'")
        return value

    return step


def read_lazy(slot: int, compute: Step) -> Step:
    """Read a variable that is computed when it is first read."""

    def step(frame: Frame) -> Any:
        value = frame[slot]
        if value is UNSET:
            try:
                value = compute(frame)
            except EvaluationError as error:
                frame[slot] = Failed(error)
                raise
            frame[slot] = value
        elif type(value) is Failed:
            raise value.error
        return value

    return step
