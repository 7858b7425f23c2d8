"""Caches macros by the variables that they depend on, so that each is evaluated once for each of their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from compliance.expressions.program.events import Event, Trace
from compliance.expressions.program.frames import TRACE, UNSET, Frame, Step
from compliance.expressions.values.failures import EvaluationError

MOST_KEPT: Final = 50_000
"""Results that one macro keeps, at most; each takes about half a kilobyte. What comes later is evaluated anew."""


@dataclass(slots=True)
class _Known:
    """What came of one evaluation. ``held`` keeps what the key names by identity alive."""

    value: Any
    failure: EvaluationError | None
    held: list[Any]
    event: Event | None = None


def remembered(step: Step, slot: int, inputs: tuple[int, ...], *, trace: bool) -> Step:
    """``step``, evaluated once for each content of the slots ``inputs``; results are kept in ``slot``.

    In a traced evaluation the event of the first evaluation is left again wherever the result is used.
    """

    def run(frame: Frame) -> Any:
        memory = frame[slot]
        if memory is UNSET:
            memory = frame[slot] = {}
        held = [frame[one] for one in inputs]
        key = tuple(map(_key, held))
        known = memory.get(key)
        recorder: Trace | None = frame[TRACE] if trace else None
        if known is None:
            position = len(recorder.current.children) if recorder else 0
            known = _Known(None, None, held)
            if len(memory) < MOST_KEPT:
                memory[key] = known
            try:
                known.value = step(frame)
            except EvaluationError as failure:
                known.failure = failure
            if recorder and len(recorder.current.children) > position:
                known.event = recorder.current.children[position]
        elif recorder and known.event is not None:
            recorder.add(known.event)
        if known.failure is not None:
            # The same failure is raised many times; without this, it would collect all their tracebacks.
            raise known.failure.with_traceback(None)
        return known.value

    return run


def _key(value: Any) -> Any:
    if type(value) is str:
        return value
    if type(value) is float:
        # 0.0 and -0.0 are equal, and CEL tells them apart.
        return float, value.hex()
    return id(value) if isinstance(value, (dict, list)) else (type(value), value)
