"""Combines the parts of a criterion into its outcome, items and points."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from compliance.assess.assessment.model import Outcome
from compliance.assess.criterion_run import CriterionRun, Failure, PartRun, RunItem
from compliance.expressions.values.failures import NotEvidenced
from compliance.standard.compiled import ALL_OR_NOTHING, EACH, POINTS, REVIEW, WHEN, WHERE, PartPath


@dataclass(frozen=True, slots=True)
class NotPassed:
    """A part of the rule that did not pass, and its outcome; ``failure`` where it has no value."""

    part: PartPath
    outcome: Outcome
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item (None: the dossier as a whole), the parts that did not pass on it, and what they come to together."""

    item: RunItem | None
    outcome: Outcome
    low: float
    high: float
    not_passed: tuple[NotPassed, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A criterion's outcome and points, and what decided: one part of the rule, or its items."""

    outcome: Outcome
    low: float
    high: float
    items: tuple[ItemResult, ...] = ()
    decided_by: NotPassed | None = None


def evaluate(run: CriterionRun, begin: Callable[[RunItem | None], None]) -> Result:
    """The result of a criterion. Raises nothing for what the dossier or the rule lack: that is the outcome."""
    items: dict[int, tuple[RunItem | None, list[PartRun]]] = {}
    for part in run.parts(begin):
        if part.part in (WHEN, EACH, REVIEW):
            decided = _decided_alone(part)
            if decided is not None:
                return decided
        else:
            number = part.item.number if part.item else 0
            items.setdefault(number, (part.item, []))[1].append(part)
    results = [_item(item, parts) for item, parts in items.values() if not _left_out(parts)]
    if not results:
        return _alone(NotPassed(EACH, Outcome.NOT_EVIDENCED))
    return _together(run.compiled.placed.criterion.points, tuple(results))


def outcome_of(failure: Failure) -> Outcome:
    """The outcome of a part without a value."""
    return Outcome.NOT_EVIDENCED if isinstance(failure, NotEvidenced) else Outcome.ERROR


def _decided_alone(part: PartRun) -> Result | None:
    if part.failure is not None:
        return _alone(NotPassed(part.part, outcome_of(part.failure), part.failure))
    if part.part == WHEN and part.value is not True:
        return Result(Outcome.NOT_APPLICABLE, 0.0, 0.0, decided_by=NotPassed(WHEN, Outcome.NOT_APPLICABLE))
    if part.part == REVIEW:
        return _alone(NotPassed(REVIEW, Outcome.NEEDS_REVIEW))
    return None


def _alone(decided: NotPassed) -> Result:
    return Result(decided.outcome, 0.0, 1.0, decided_by=decided)


def _left_out(parts: list[PartRun]) -> bool:
    """Whether the criterion's ``where`` leaves the item out."""
    return parts[0].part == WHERE and parts[0].failure is None and parts[0].value is not True


def _item(item: RunItem | None, parts: list[PartRun]) -> ItemResult:
    not_passed = [one for one in map(_not_passed, parts) if one is not None]
    outcome = Outcome.worst(one.outcome for one in not_passed)
    low, high = outcome.points
    points = next((part for part in parts if part.part == POINTS), None)
    if points is None:
        return ItemResult(item, outcome, low, high, tuple(not_passed))
    failure = points.failure
    if isinstance(failure, NotEvidenced):
        low, high = 0.0, 1.0
    elif failure is not None:
        outcome, low, high = Outcome.ERROR, 0.0, 1.0
        not_passed.append(NotPassed(POINTS, outcome, failure))
    else:
        low = high = float(points.value)
    return ItemResult(item, outcome, low, high, tuple(not_passed))


def _not_passed(part: PartRun) -> NotPassed | None:
    if part.part == POINTS or (part.failure is None and part.value is True):
        return None
    return NotPassed(part.part, outcome_of(part.failure) if part.failure else Outcome.FAIL, part.failure)


def _together(points: str, items: tuple[ItemResult, ...]) -> Result:
    outcome = Outcome.worst(item.outcome for item in items)
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
    return "nothing" if item is None else str(item)
