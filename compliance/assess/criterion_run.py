"""Runs one criterion on one dossier: every part of the rule with its value or failure and, if asked, its trace.

This is the only place where a criterion is evaluated. The check, explanations, rule tests and examples consume it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from compliance.expressions.program.budget import Budget, BudgetSpent
from compliance.expressions.program.events import Event, Trace
from compliance.expressions.program.frames import Frame
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.value_types import type_name
from compliance.standard.compiled import EACH, POINTS, REVIEW, WHEN, WHERE, CompiledCriterion, PartPath

Variables = Mapping[str, Any]
"""The variables every criterion has: ``dossier``, ``params``, ``as_of``."""

Failure = EvaluationError | BudgetSpent


@dataclass(frozen=True, slots=True)
class RunItem:
    """One item that a criterion with ``each`` looks at; ``number`` counts from 0 in the list ``within``."""

    number: int
    value: Any
    within: list[Any] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True)
class PartRun:
    """One part of the rule on the dossier, or on one item: its value, or the failure in place of one.

    ``event`` is its trace and ``frame`` what it was evaluated in; both are None unless a trace was asked for.
    """

    part: PartPath
    item: RunItem | None
    value: Any = None
    failure: Failure | None = None
    event: Event | None = None
    frame: Frame | None = field(default=None, repr=False)


@dataclass(slots=True)
class CriterionRun:
    """A criterion, a dossier's variables and functions, and the budget that is left."""

    compiled: CompiledCriterion
    variables: Variables
    functions: Mapping[str, Callable[..., Any]]
    budget: Budget
    _frame: Frame | None = None

    def parts(self, begin: Callable[[RunItem | None], None], *, trace: bool = False) -> Iterator[PartRun]:
        """The parts of the rule in the order in which they decide, as far as they are reached.

        ``begin`` is told of each item before it is evaluated. The run ends where ``when`` is not true, where ``each``
        has no value, and where the budget is spent.
        """
        known = self.compiled.parts
        begin(None)
        if WHEN in known:
            yield (run := self.run(WHEN, None, trace=trace))
            if run.value is not True:
                return
        if self.compiled.placed.criterion.review:
            yield PartRun(REVIEW, None)
            return
        items: list[RunItem | None] = [None]
        if EACH in known:
            run = self.run(EACH, None, trace=trace)
            if run.failure is None and type(run.value) is not list:
                run = replace(run, failure=EvaluationError(f"`each` goes through a {type_name(run.value)}, not a list"))
            yield run
            if run.failure is not None:
                return
            items = [RunItem(number, value, run.value) for number, value in enumerate(run.value)]
        for item in items:
            begin(item)
            for run in self._item(item, trace=trace):
                yield run
                if isinstance(run.failure, BudgetSpent):
                    return

    def _item(self, item: RunItem | None, *, trace: bool) -> Iterator[PartRun]:
        if self._frame is not None:
            self.compiled.plain.layout.next_item(self._frame)
        known = self.compiled.parts
        if WHERE in known:
            yield (run := self.run(WHERE, item, trace=trace))
            if run.value is not True:
                return
        decided = True
        for part in known:
            if part[0] == "require":
                yield (run := self.run(part, item, trace=trace))
                decided = decided and run.failure is None
        if POINTS in known and decided:
            yield self.run(POINTS, item, trace=trace)

    def run(self, part: PartPath, item: RunItem | None, *, trace: bool = False) -> PartRun:
        """One part on one item. With a trace it is evaluated by itself, and takes nothing from the budget."""
        program = self.compiled.traced if trace else self.compiled.plain
        record = Trace() if trace else None
        frame = self._plain_frame() if record is None else self._new_frame(record)
        if self.compiled.variable and item is not None:
            frame[program.layout.slots[self.compiled.variable]] = item.value
        value: Any = None
        failure: Failure | None = None
        try:
            value = program.steps[part](frame)
            if part == POINTS and not 0 <= value <= 1:
                failure = EvaluationError(f"points are {value}, a number from 0 to 1 is needed")
        except (EvaluationError, BudgetSpent) as error:
            failure = error
        if record is None:
            return PartRun(part, item, value, failure)
        return PartRun(part, item, value, failure, record.root.children[-1], frame)

    def _plain_frame(self) -> Frame:
        if self._frame is None:
            slots = self.compiled.plain.layout.slots
            values = [(slots[name], value) for name, value in self.variables.items()]
            self._frame = self.compiled.plain.layout.frame(values, None, self.functions, self.budget)
        return self._frame

    def _new_frame(self, record: Trace) -> Frame:
        slots = self.compiled.traced.layout.slots
        values = [(slots[name], value) for name, value in self.variables.items()]
        return self.compiled.traced.layout.frame(values, record, self.functions, Budget())
