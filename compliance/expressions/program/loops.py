"""Macros at run time: one function for each kind of loop.

A loop that no macro makes is run step by step, as the specification describes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from compliance.expressions.program.frames import BUDGET, UNSET, Frame, Step
from compliance.expressions.values.comparison import no_overload
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.value_types import Value, from_key


def pairs(frame: Frame, values: Value, *, two: bool) -> Iterable[tuple[Value, Value]]:
    """What a macro goes through: (element, None), or with two variables (index, element) or (key, value)."""
    if type(values) is list:
        frame[BUDGET].take_turns(len(values))
        return enumerate(values) if two else ((one, None) for one in values)
    if type(values) is dict:
        frame[BUDGET].take_turns(len(values))
        return ((from_key(key), one) for key, one in values.items())
    raise no_overload("a macro", values)


def single(frame: Frame, values: Value) -> Iterable[Value]:
    """What a macro with one variable goes through: elements of a list, keys of a map."""
    if type(values) is list:
        frame[BUDGET].take_turns(len(values))
        return values
    if type(values) is dict:
        frame[BUDGET].take_turns(len(values))
        return [from_key(key) for key in values]
    raise no_overload("a macro", values)


def verdicts(source: Step, body: Step, slot: int, slot2: int | None) -> Callable[[Frame], Iterable[Any]]:
    """The predicate's outcome for each element in turn: a boolean, or the failure in place of one."""

    def run(frame: Frame) -> Iterable[Any]:
        for first, second in pairs(frame, source(frame), two=slot2 is not None):
            frame[slot] = first
            if slot2 is not None:
                frame[slot2] = second
            try:
                verdict = body(frame)
            except EvaluationError as failure:
                verdict = failure
            if verdict is not True and verdict is not False and not isinstance(verdict, EvaluationError):
                verdict = no_overload("_?_:_", verdict)
            yield verdict

    return run


def run_quantifier(source: Step, body: Step, slot: int, *, decisive: bool) -> Step:
    """``list.all(x, body)`` (decisive False) and ``exists`` (decisive True): one decides, also if others fail."""
    name = "_||_" if decisive else "_&&_"
    other = not decisive

    def step(frame: Frame) -> bool:
        failure: EvaluationError | None = None
        for element in single(frame, source(frame)):
            frame[slot] = element
            try:
                verdict = body(frame)
            except EvaluationError as error:
                failure = failure or error
                continue
            if verdict is decisive:
                return not other
            if verdict is not other:
                failure = failure or no_overload(name, verdict)
        if failure is not None:
            raise failure
        return other

    return step


def run_decided(each: Callable[[Frame], Iterable[Any]], *, decisive: bool) -> Step:
    """``all`` (decisive False) and ``exists`` (decisive True) with two variables."""

    def step(frame: Frame) -> bool:
        failure: EvaluationError | None = None
        for verdict in each(frame):
            if verdict is decisive:
                return bool(decisive)
            if isinstance(verdict, EvaluationError):
                failure = failure or verdict
        if failure is not None:
            raise failure
        return not decisive

    return step


def run_exists_one(source: Step, body: Step, slot: int, slot2: int | None) -> Step:
    """``exists_one``: every element counts, so a failure anywhere is the outcome."""

    def step(frame: Frame) -> bool:
        count = 0
        for element in single(frame, source(frame)):
            frame[slot] = element
            count += _chosen(body(frame))
        return count == 1

    def step_of_two(frame: Frame) -> bool:
        count = 0
        for first, second in pairs(frame, source(frame), two=True):
            frame[slot], frame[slot2 or 0] = first, second
            count += _chosen(body(frame))
        return count == 1

    return step if slot2 is None else step_of_two


def _chosen(verdict: Any) -> bool:
    if verdict is True:
        return True
    if verdict is False:
        return False
    raise no_overload("_?_:_", verdict)


def run_map(source: Step, predicate: Step | None, collected: Step | None, slot: int) -> Step:
    """``map`` and ``filter`` with one variable; a filter collects the elements themselves (None)."""

    def step(frame: Frame) -> list[Any]:
        found = []
        for element in single(frame, source(frame)):
            frame[slot] = element
            if predicate is None or _chosen(predicate(frame)):
                found.append(element if collected is None else collected(frame))
        frame[BUDGET].take_values(len(found))
        return found

    return step


def run_map_two(source: Step, predicate: Step | None, collected: Step, slot: int, slot2: int) -> Step:
    """``transformList``: a map with two variables."""

    def step(frame: Frame) -> list[Any]:
        found = []
        for first, second in pairs(frame, source(frame), two=True):
            frame[slot], frame[slot2] = first, second
            if predicate is None or _chosen(predicate(frame)):
                found.append(collected(frame))
        frame[BUDGET].take_values(len(found))
        return found

    return step


def run_bind(result: Step, slot: int) -> Step:
    """``cel.bind(x, value, result)``: the value is computed where the result first reads it."""

    def step(frame: Frame) -> Any:
        frame[slot] = UNSET
        return result(frame)

    return step


@dataclass(frozen=True, slots=True)
class LoopSteps:
    """The compiled parts of a loop of any shape."""

    source: Step
    init: Step
    condition: Step
    step: Step
    result: Step
    slot: int
    slot2: int | None
    accu: int


def run_loop(parts: LoopSteps) -> Step:
    """The specification's own loop."""

    def step(frame: Frame) -> Any:
        values = parts.source(frame)
        accumulated = parts.init(frame)
        for first, second in pairs(frame, values, two=parts.slot2 is not None):
            frame[parts.accu] = accumulated
            frame[parts.slot] = first
            if parts.slot2 is not None:
                frame[parts.slot2] = second
            if parts.condition(frame) is not True:
                break
            accumulated = parts.step(frame)
        frame[parts.accu] = accumulated
        return parts.result(frame)

    return step
