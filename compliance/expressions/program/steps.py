"""Closures from which the compiler builds a program: one function for each way of combining steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from compliance.expressions.program.budget import Budget
from compliance.expressions.program.frames import BUDGET, FUNCTIONS, Frame, Step
from compliance.expressions.values import operators, optionals
from compliance.expressions.values.comparison import Holds, equal, no_overload
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.expressions.values.value_types import Optional

# Types on which Python's relations are CEL's when both sides are of the one type.
PLAIN_TYPES = frozenset({"string", "int", "uint", "double", "bool", "bytes", "google.protobuf.Timestamp"})


def undeclared(name: str) -> Step:
    """An undeclared name: a failure, which ``&&`` and ``||`` absorb like any other."""

    def step(frame: Frame) -> Any:
        raise EvaluationError(f"undeclared reference to '{name}'")

    return step


def field_of(operand: Step, name: str) -> Step:
    """``operand.name``."""

    def step(frame: Frame) -> Any:
        container = operand(frame)
        try:
            return container[name]
        except (KeyError, TypeError):
            return operators.select(container, name)

    return step


def has_field(operand: Step, name: str, *, of_message: bool) -> Step:
    """``has(operand.name)``; the fields of an absent message are absent, an absent key of a map is an error."""

    def step(frame: Frame) -> bool:
        try:
            container = operand(frame)
        except NotEvidenced:
            if of_message:
                return False
            raise
        if type(container) is Optional:
            container = container.value if container.present else {}
        if type(container) is dict:
            return name in container
        raise no_overload("has", container)

    return step


def relate(holds: Holds, general: Callable[[Any, Any], bool], left: Step, right: Step) -> Step:
    """A relation of two values that the checker knows to be of one plain type; ``general`` takes any others."""

    def step(frame: Frame) -> bool:
        first, second = left(frame), right(frame)
        try:
            return holds(first, second)
        except TypeError:
            return bool(general(first, second))

    return step


def relate_constant(holds: Holds, general: Callable[[Any, Any], bool], left: Step, wanted: Any) -> Step:
    """A relation of such a value with a literal."""

    def step(frame: Frame) -> bool:
        value = left(frame)
        try:
            return holds(value, wanted)
        except TypeError:
            return bool(general(value, wanted))

    return step


def equality(left: Step, right: Step, *, wanted: bool) -> Step:
    """``left == right``, and ``left != right`` where ``wanted`` is false."""

    def step(frame: Frame) -> bool:
        return equal(left(frame), right(frame), frame[BUDGET].take_comparisons) is wanted

    return step


def membership(element: Step, container: Step) -> Step:
    """``element in container``."""

    def step(frame: Frame) -> bool:
        value, values = element(frame), container(frame)
        if type(values) is not list:
            return operators.contains(value, values)
        take = frame[BUDGET].take_comparisons
        take(len(values))
        return value in values if type(value) is str else any(equal(value, one, take) for one in values)

    return step


def within(element: Step, texts: list[str]) -> Step:
    """``element in ['a', 'b']``."""
    known = frozenset(texts)

    def step(frame: Frame) -> bool:
        value = element(frame)
        return value in known if type(value) is str else operators.contains(value, texts)

    return step


def not_empty(source: Step, text: str) -> Step:
    """A list of the dossier that a quantifier goes through: an empty one says nothing."""

    def step(frame: Frame) -> Any:
        values = source(frame)
        if type(values) is list and not values:
            raise NotEvidenced(f"there is nothing to check: `{text}` is empty")
        return values

    return step


def heavy(step: Step, weight: int) -> Step:
    """The body of a macro that is so long that each turn counts ``weight`` times more."""

    def run(frame: Frame) -> Any:
        frame[BUDGET].take_turns(weight)
        return step(frame)

    return run


def call_one(function: Callable[[Any], Any], argument: Step) -> Step:
    """A function of one argument."""
    return lambda frame: function(argument(frame))


def call_two(function: Callable[[Any, Any], Any], first: Step, second: Step) -> Step:
    """A function of two arguments."""
    return lambda frame: function(first(frame), second(frame))


def call_many(function: Callable[..., Any], steps: list[Step]) -> Step:
    """A function of any number of arguments."""
    return lambda frame: function(*[step(frame) for step in steps])


def call_own(name: str, steps: list[Step]) -> Step:
    """A function of the standard, as the frame has it."""
    return lambda frame: frame[FUNCTIONS][name](*[step(frame) for step in steps])


def call_counted(function: Callable[..., Any], steps: list[Step]) -> Step:
    """A function whose work grows with the length of its arguments and result, which the budget counts."""

    def step(frame: Frame) -> Any:
        values = [one(frame) for one in steps]
        budget = frame[BUDGET]
        for value in values:
            _count(budget, value)
        result = function(*values)
        _count(budget, result)
        return result

    return step


def _count(budget: Budget, value: Any) -> None:
    kind = type(value)
    if kind is str or kind is bytes:
        budget.take_characters(len(value))
    elif kind is list or kind is dict:
        budget.take_values(len(value))


def both(left: Step, right: Step) -> Step:
    """``left && right``: a false side decides, whatever fails on the other."""

    def step(frame: Frame) -> bool:
        failure: EvaluationError | None = None
        try:
            first = left(frame)
            if first is False:
                return False
            if first is not True:
                failure = no_overload("_&&_", first)
        except EvaluationError as error:
            failure = error
        try:
            second = right(frame)
        except EvaluationError:
            # Of two failures the first counts.
            if failure is not None:
                raise failure from None
            raise
        if second is False:
            return False
        if failure is not None:
            raise failure
        if second is True:
            return True
        raise no_overload("_&&_", second)

    return step


def either(left: Step, right: Step) -> Step:
    """``left || right``: a true side decides, whatever fails on the other."""

    def step(frame: Frame) -> bool:
        failure: EvaluationError | None = None
        try:
            first = left(frame)
            if first is True:
                return True
            if first is not False:
                failure = no_overload("_||_", first)
        except EvaluationError as error:
            failure = error
        try:
            second = right(frame)
        except EvaluationError:
            # Of two failures the first counts.
            if failure is not None:
                raise failure from None
            raise
        if second is True:
            return True
        if failure is not None:
            raise failure
        if second is False:
            return False
        raise no_overload("_||_", second)

    return step


def choose(condition: Step, yes: Step, no: Step) -> Step:
    """``condition ? yes : no``."""

    def step(frame: Frame) -> Any:
        verdict = condition(frame)
        if verdict is True:
            return yes(frame)
        if verdict is False:
            return no(frame)
        raise no_overload("_?_:_", verdict)

    return step


def not_strictly_false(argument: Step) -> Step:
    """What a macro asks before it goes on: a failure counts as true."""

    def step(frame: Frame) -> bool:
        try:
            return argument(frame) is not False
        except EvaluationError:
            return True

    return step


def or_else(first: Step, second: Step, *, unwrap: bool) -> Step:
    """``first.or(second)`` and ``first.orValue(second)``."""
    return lambda frame: optionals.or_else(first(frame), lambda: second(frame), unwrap=unwrap)


def select_optional(operand: Step, name: str, frame: Frame) -> Optional:
    """``operand.?name``: absent data is the absent optional."""
    container = operand(frame)
    return optionals.absent_as_none(lambda _: operators.optional_index(container, name), frame)
