"""Frames hold the variables of an evaluation in a list of slots; the compiler decides the slots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from compliance.expressions.program.budget import Budget
from compliance.expressions.values.failures import EvaluationError

Frame = list[Any]
Step = Callable[[Frame], Any]
"""A compiled expression: given a frame, its value; raises :class:`EvaluationError`."""

Functions = Mapping[str, Callable[..., Any]]
"""The standard's own functions by name, bound to one dossier."""

TRACE: Final = 0
"""The slot that holds the trace of a traced evaluation."""

BUDGET: Final = 1
"""The slot that holds the budget."""

FUNCTIONS: Final = 2
"""The slot that holds the standard's functions, so that one program serves any number of dossiers."""


class Unset:
    """The content of a slot that has no value yet."""


UNSET: Final = Unset()


@dataclass(frozen=True, slots=True)
class Failed:
    """The content of a slot whose computation failed: the same failure each time it is read."""

    error: EvaluationError


@dataclass(slots=True)
class Layout:
    """Maps variables to slots; grows while expressions are compiled.

    ``lazy`` are variables that are computed when they are first read. ``of_item`` are the slots whose content depends
    on the item of a criterion; they are emptied before the next item.
    """

    slots: dict[str, int] = field(default_factory=dict)
    lazy: dict[int, Step] = field(default_factory=dict)
    of_item: set[int] = field(default_factory=set)
    size: int = 3

    def variable(self, name: str) -> int:
        """The slot of a named variable, made where it is new."""
        if name not in self.slots:
            self.slots[name] = self.hidden()
        return self.slots[name]

    def hidden(self) -> int:
        """A fresh slot without a name, for the variable of a macro."""
        self.size += 1
        return self.size - 1

    def frame(
        self,
        values: Iterable[tuple[int, Any]],
        trace: Any = None,
        functions: Functions | None = None,
        budget: Budget | None = None,
    ) -> Frame:
        """A frame with these slots filled."""
        frame: Frame = [UNSET] * self.size
        frame[TRACE], frame[BUDGET], frame[FUNCTIONS] = (
            trace,
            budget or Budget(),
            {} if functions is None else functions,
        )
        for slot, value in values:
            frame[slot] = value
        return frame

    def next_item(self, frame: Frame) -> None:
        """Clear the slots that depend on the item."""
        for slot in self.of_item:
            frame[slot] = UNSET


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
            raise value.error.with_traceback(None)
        return value

    return step
