"""Macros at run time: the front end expands them to loops, this file recognises each loop and runs it directly.

A loop of a shape that no macro has is run step by step, as the specification describes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from compliance.expressions.program.frames import UNSET, Frame, Step, spend
from compliance.expressions.syntax.nodes import Call, Comprehension, Const, Ident, MakeList, Node
from compliance.expressions.values.comparison import no_overload
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.value_types import Value, from_key

EVERY: Final = Const(0, True)
"""The predicate of a macro that has none."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A macro, recognised: its name, the predicate, what it collects (None for nothing)."""

    macro: str
    predicate: Node
    collected: Node | None = None


def recognise(node: Comprehension) -> Loop | None:
    """Which macro made this loop; None for another shape."""
    step = node.step
    if _is_empty_list(node.range) and _is_const(node.condition, False):
        return Loop("bind", EVERY)
    if not isinstance(step, Call):
        return None
    if step.function == "_&&_" and _is_const(node.init, True) and _is_accu(step.args[0], node):
        return Loop("all", step.args[1])
    if step.function == "_||_" and _is_const(node.init, False) and _is_accu(step.args[0], node):
        return Loop("exists", step.args[1])
    predicate: Node = EVERY
    if step.function == "_?_:_" and _is_accu(step.args[2], node):
        predicate, step = step.args[0], step.args[1]
        if _is_const(node.init, 0):
            return Loop("exists_one", predicate)
    if not isinstance(step, Call) or not isinstance(node.result, Ident) or not step.args:
        return None
    if not _is_accu(step.args[0], node):
        return None
    if step.function == "_+_" and _is_empty_list(node.init) and isinstance(step.args[1], MakeList):
        collected = step.args[1]
        if len(collected.elements) == 1 and not collected.optional:
            return Loop("map", predicate, collected.elements[0])
    return None


def is_filter(node: Comprehension, loop: Loop) -> bool:
    """Whether a loop collects its elements as they are."""
    return isinstance(loop.collected, Ident) and loop.collected.name == node.var and not node.var2


def _is_const(node: Node, value: Any) -> bool:
    return isinstance(node, Const) and type(node.value) is type(value) and bool(node.value == value)


def _is_accu(node: Node, loop: Comprehension) -> bool:
    return isinstance(node, Ident) and node.name == loop.accu


def _is_empty_list(node: Node) -> bool:
    return isinstance(node, MakeList) and not node.elements


def pairs(frame: Frame, values: Value, *, two: bool) -> Iterable[tuple[Value, Value]]:
    """What a macro goes through: (element, None), or with two variables (index, element) or (key, value)."""
    if type(values) is list:
        spend(frame, len(values))
        return enumerate(values) if two else ((one, None) for one in values)
    if type(values) is dict:
        spend(frame, len(values))
        return ((from_key(key), one) for key, one in values.items())
    raise no_overload("a macro", values)


def single(frame: Frame, values: Value) -> Iterable[Value]:
    """What a macro with one variable goes through: elements of a list, keys of a map."""
    if type(values) is list:
        spend(frame, len(values))
        return values
    if type(values) is dict:
        spend(frame, len(values))
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
    """``list.all(x, body)`` (decisive False) and ``exists`` (decisive True): one decides, whatever fails beside it."""
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
