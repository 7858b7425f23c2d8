"""Reasons: for each clause that did not pass, where it was decided, what was found, and what would pass."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from compliance.assess.assessment.model import At, Outcome, Reading, Reason, Scalar
from compliance.assess.evaluate import ClauseResult, Result, Variables
from compliance.assess.services import Services
from compliance.dossier.load import Dossier
from compliance.errors import Place
from compliance.expressions.program.frames import Frame, Step
from compliance.expressions.trace.events import Event, Trace, container_paths
from compliance.expressions.trace.explanation import UNKNOWN, Decision, decide, shown
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.expressions.values.value_types import Duration, Timestamp, Uint
from compliance.files.tree import DataPath, path_text
from compliance.standard.compiled import CompiledCriterion

MAX_READINGS = 20
"""Values read that one reason lists, at most."""


@dataclass(slots=True)
class Explainer:
    """Explains results on one dossier. The map of paths is made when the first explanation is asked for."""

    dossier: Dossier
    variables: Variables
    services: Services
    _paths: Mapping[int, DataPath] | None = None

    @property
    def paths(self) -> Mapping[int, DataPath]:
        """DataPath of each map and list of the dossier, by identity."""
        if self._paths is None:
            self._paths = container_paths(self.dossier.data)
        return self._paths

    def at(self, path: DataPath | None) -> At:
        """Where a path stands in the dossier's file, or would stand."""
        place = self.dossier.tree.place(path or ())
        return At(file=place.file, line=place.line, column=place.column, path=path_text(path or ()))

    def item_path(self, item: Any) -> DataPath | None:
        """The path of an item that is a map or list of the dossier."""
        return self.paths.get(id(item))

    def of_part(self, compiled: CompiledCriterion, result: Result) -> tuple[Reason, ...]:
        """Why a criterion was decided before any of its clauses: its ``when``, its ``each``, its question."""
        criterion = compiled.placed.criterion
        if result.part == "review":
            text = criterion.review or ""
            return (self._plain(compiled, Outcome.NEEDS_REVIEW, text, text, ("review",)),)
        text = (criterion.when if result.part == "when" else criterion.each) or ""
        if result.failure is None:
            if result.outcome is Outcome.NOT_APPLICABLE:
                return ()
            return (self._nothing_to_check(compiled, text),)
        program = compiled.traced
        step = program.when if result.part == "when" else program.each
        decision = self._decision(step, self._frame(compiled, None))
        return (self._reason(compiled, result.outcome, text, (result.part,), decision, None, result.failure),)

    def of_item(self, compiled: CompiledCriterion, item: Any, clauses: tuple[ClauseResult, ...]) -> tuple[Reason, ...]:
        """Why an item did not pass: one reason for each clause."""
        return tuple(self._of_clause(compiled, item, clause) for clause in clauses)

    def _of_clause(self, compiled: CompiledCriterion, item: Any, clause: ClauseResult) -> Reason:
        criterion, program = compiled.placed.criterion, compiled.traced
        frame = self._frame(compiled, item)
        if clause.clause < 0:
            part = "where" if clause.clause == -1 else "points"
            step = program.where if part == "where" else program.points
            text = str(getattr(criterion, part))
            return self._reason(
                compiled, clause.outcome, text, (part,), self._decision(step, frame), None, clause.failure, item
            )
        source = criterion.require[clause.clause]
        decision = self._decision(program.clauses[clause.clause], frame)
        said = self._message(program.says[clause.clause], frame)
        part_path = ("require", clause.clause, "that")
        return self._reason(compiled, clause.outcome, source.that, part_path, decision, said, clause.failure, item)

    def _frame(self, compiled: CompiledCriterion, item: Any) -> Frame:
        layout = compiled.traced.layout
        values = [(layout.slots[name], value) for name, value in self.variables.items()]
        if compiled.variable:
            values.append((layout.slots[compiled.variable], item))
        return layout.frame(values, Trace())

    def _decision(self, step: Step | None, frame: Frame) -> Decision:
        event = Event(None)
        if step is not None:
            with contextlib.suppress(EvaluationError):
                step(frame)
            event = frame[0].root.children[-1]
        return decide(event, self.paths)

    def _message(self, parts: tuple[str | Step, ...], frame: Frame) -> str | None:
        text = ""
        for part in parts:
            if isinstance(part, str):
                text += part
                continue
            try:
                text += shown(part(frame))
            except EvaluationError:
                return None
        return text

    def _reason(
        self,
        compiled: CompiledCriterion,
        outcome: Outcome,
        clause: str,
        part: tuple[str | int, ...],
        decision: Decision,
        said: str | None,
        failure: EvaluationError | None,
        item: Any = None,
    ) -> Reason:
        path = decision.path if decision.path is not None else self.item_path(item)
        found = decision.found
        message = said or ""
        if failure is not None:
            message = decision.missed or _failure_text(failure, path)
        return Reason(
            outcome=outcome,
            clause=" ".join(clause.split()),
            message=message or "the clause is false",
            at=self.at(path),
            rule=_rule_at(compiled.placed.place(*part)),
            found=None if found is UNKNOWN else scalar(found),
            wanted=decision.wanted,
            would_pass=None if decision.would_pass is UNKNOWN else scalar(decision.would_pass),
            read=tuple(
                Reading(path=path_text(read.path), value=scalar(read.value), at=self.at(read.path))
                for read in decision.read[:MAX_READINGS]
            ),
        )

    def _plain(
        self, compiled: CompiledCriterion, outcome: Outcome, clause: str, message: str, part: tuple[str | int, ...]
    ) -> Reason:
        rule = _rule_at(compiled.placed.place(*part))
        return Reason(outcome=outcome, clause=clause, message=message, at=self.at(()), rule=rule)

    def _nothing_to_check(self, compiled: CompiledCriterion, text: str) -> Reason:
        frame = self._frame(compiled, None)
        decision = self._decision(compiled.traced.each, frame)
        source = text.partition(" in ")[2].strip()
        message = f"there is nothing to check: {source} has no item"
        if compiled.placed.criterion.where:
            message += f" for which {compiled.placed.criterion.where.strip()}"
        reason = self._reason(compiled, Outcome.NOT_EVIDENCED, text, ("each",), decision, message, None)
        return replace(reason, found=None, wanted="at least one item", would_pass=None)


def _rule_at(place: Place) -> At:
    return At(file=place.file, line=place.line, column=place.column, path=place.path or "")


def _failure_text(failure: EvaluationError, path: DataPath | None) -> str:
    if isinstance(failure, NotEvidenced):
        # A plain absence is told by its path alone; a measure tells in its own words what it missed.
        plain = failure.message.startswith(("no such key", "no element"))
        text = f"the dossier doesn't say `{path_text(path)}`" if plain and path else failure.message
        return f"{text} ({failure.at})" if failure.at else text
    return f"the rule could not be evaluated: {failure.message}"


def scalar(value: Any) -> Scalar:
    """A value as an assessment shows it: scalars as they are, dates and containers as text."""
    if value is None or type(value) in (bool, int, float, str):
        return value  # type: ignore[no-any-return]  # a scalar by the line above
    if isinstance(value, Uint):
        return int(value)
    if isinstance(value, (Timestamp, Duration)):
        return str(value)
    if isinstance(value, list):
        return f"{len(value)} items"
    if isinstance(value, dict):
        return f"{len(value)} fields"
    return None
