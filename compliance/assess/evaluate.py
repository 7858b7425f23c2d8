"""One criterion on one dossier: whether it applies, what its items come to, how many points it earns."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.assess.assessment.model import Outcome
from compliance.assess.services import Services
from compliance.expressions.program.frames import Frame
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.standard.compiled import ALL_OR_NOTHING, CompiledCriterion, Program

Variables = Mapping[str, Any]
"""The variables every criterion has: ``dossier``, ``params``, ``as_of``."""


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """What one clause came to for one item; ``failure`` where it has no value."""

    clause: int
    outcome: Outcome
    failure: EvaluationError | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item: the value itself, the clauses that did not pass, and what they come to together."""

    value: Any
    outcome: Outcome
    low: float
    high: float
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A criterion's outcome and points, and what decided: a part of the rule (``when``, ``each``...), or its items."""

    outcome: Outcome
    low: float
    high: float
    items: tuple[ItemResult, ...] = ()
    part: str = ""
    failure: EvaluationError | None = None


_WHOLE = object()


def evaluate(compiled: CompiledCriterion, variables: Variables, services: Services) -> Result:
    """The result of a criterion. Raises nothing for what the dossier or the rule lack: that is the outcome."""
    criterion = compiled.placed.criterion
    program = compiled.plain
    services.begin(criterion.id)
    try:
        applies = program.when(_frame(program, variables)) if program.when else True
    except EvaluationError as failure:
        return _undecided(failure, "when")
    if applies is not True:
        return Result(Outcome.NOT_APPLICABLE, 0.0, 0.0, part="when")
    if criterion.review:
        return Result(Outcome.NEEDS_REVIEW, 0.0, 1.0, part="review")
    items: list[Any] = [_WHOLE]
    if program.each is not None:
        try:
            items = list(program.each(_frame(program, variables)))
        except EvaluationError as failure:
            return _undecided(failure, "each")
    results = []
    for item in items:
        frame = _frame(program, variables, compiled.variable, item)
        services.begin(criterion.id, name_of(item) if item is not _WHOLE else "")
        result = _item(program, frame, item)
        if result is not None:
            results.append(result)
    if not results:
        return Result(Outcome.NOT_EVIDENCED, 0.0, 1.0, part="each")
    return _together(criterion.points, tuple(results))


def _frame(program: Program, variables: Variables, name: str = "", item: Any = None) -> Frame:
    slots = program.layout.slots
    values = [(slots[key], value) for key, value in variables.items()]
    if name and item is not _WHOLE:
        values.append((slots[name], item))
    return program.layout.frame(values)


def _undecided(failure: EvaluationError, part: str) -> Result:
    outcome = Outcome.NOT_EVIDENCED if isinstance(failure, NotEvidenced) else Outcome.ERROR
    return Result(outcome, 0.0, 1.0, part=part, failure=failure)


def _item(program: Program, frame: Frame, item: Any) -> ItemResult | None:
    """The result of one item; None where the criterion's ``where`` leaves it out."""
    if program.where is not None:
        try:
            if program.where(frame) is not True:
                return None
        except EvaluationError as failure:
            clause = ClauseResult(-1, _undecided(failure, "where").outcome, failure)
            return _item_result(item, (clause,), program, frame)
    clauses = []
    for number, step in enumerate(program.clauses):
        try:
            if step(frame) is not True:
                clauses.append(ClauseResult(number, Outcome.FAIL))
        except EvaluationError as failure:
            clauses.append(ClauseResult(number, _undecided(failure, "require").outcome, failure))
    return _item_result(item, tuple(clauses), program, frame)


def _item_result(item: Any, clauses: tuple[ClauseResult, ...], program: Program, frame: Frame) -> ItemResult:
    outcome = worst(clause.outcome for clause in clauses)
    low, high = _POINTS[outcome]
    if program.points is not None and outcome in (Outcome.PASS, Outcome.FAIL):
        try:
            points = float(program.points(frame))
            if not 0 <= points <= 1:
                raise EvaluationError(f"points are {points}, a number from 0 to 1 is needed")
        except NotEvidenced:
            return ItemResult(item, outcome, 0.0, 1.0, clauses)
        except EvaluationError as failure:
            return ItemResult(item, Outcome.ERROR, 0.0, 1.0, (*clauses, ClauseResult(-2, Outcome.ERROR, failure)))
        low = high = points
    return ItemResult(item, outcome, low, high, clauses)


_POINTS = {
    Outcome.PASS: (1.0, 1.0),
    Outcome.FAIL: (0.0, 0.0),
    Outcome.NOT_EVIDENCED: (0.0, 1.0),
    Outcome.NEEDS_REVIEW: (0.0, 1.0),
    Outcome.ERROR: (0.0, 1.0),
}

_SEVERITY = (Outcome.ERROR, Outcome.FAIL, Outcome.NOT_EVIDENCED, Outcome.NEEDS_REVIEW)


def worst(outcomes: Any) -> Outcome:
    """What several outcomes come to together; none of them is a pass."""
    found = set(outcomes)
    return next((outcome for outcome in _SEVERITY if outcome in found), Outcome.PASS)


def _together(points: str, items: tuple[ItemResult, ...]) -> Result:
    outcome = worst(item.outcome for item in items)
    if outcome is Outcome.ERROR:
        return Result(outcome, 0.0, 1.0, items)
    if points == ALL_OR_NOTHING:
        low, high = float(all(item.low == 1 for item in items)), float(all(item.high == 1 for item in items))
    else:
        low = math.fsum(item.low for item in items) / len(items)
        high = math.fsum(item.high for item in items) / len(items)
    return Result(outcome, low, high, items)


def name_of(item: Any) -> str:
    """How people call an item: its name, title or id."""
    if isinstance(item, dict):
        for key in ("name", "title", "label", "id"):
            if isinstance(item.get(key), str):
                return str(item[key])
        return ""
    return str(item)
