"""Reasons: for each part that did not pass, where it was decided, what was found, and what would pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from compliance.assess.assessment.model import At, Outcome, Reading, Reason, Scalar
from compliance.assess.criterion_run import CriterionRun, Failure, PartRun, RunItem
from compliance.assess.result import NotPassed, Result
from compliance.dossier.load import Dossier
from compliance.errors import Place
from compliance.expressions.program.budget import BudgetSpent
from compliance.expressions.syntax.nodes import Const
from compliance.expressions.trace.explanation import UNKNOWN, Decision, decide
from compliance.expressions.trace.reads import container_paths
from compliance.expressions.trace.shown_values import MAX_SHOWN, enough_digits, shown
from compliance.expressions.values.failures import Absent, EvaluationError, NotEvidenced
from compliance.expressions.values.value_types import Duration, Timestamp, Uint
from compliance.files.tree import DataPath, path_text
from compliance.standard.compiled import EACH, REVIEW, PartPath

MAX_READINGS: Final = 20
"""Values read that one reason lists, at most."""

_NOTHING = Decision(None, UNKNOWN, "", UNKNOWN, ())


@dataclass(slots=True)
class Explainer:
    """Explains results on one dossier. The map of paths is made when the first explanation is asked for."""

    dossier: Dossier
    _paths: Mapping[int, DataPath] | None = None

    @property
    def paths(self) -> Mapping[int, DataPath]:
        """Path of each map and list of the dossier, by identity."""
        if self._paths is None:
            self._paths = container_paths(self.dossier.data)
        return self._paths

    def at(self, path: DataPath | None) -> At:
        """The place of a path in the dossier's file, or the place where it is missing."""
        place = self.dossier.tree.place(path or ())
        return At(file=place.file, line=place.line, column=place.column, path=path_text(path or ()))

    def item_path(self, item: RunItem | None) -> DataPath | None:
        """The path of an item that is a map or list of the dossier, or that stands in a list of it."""
        if item is None:
            return None
        itself, within = self.paths.get(id(item.value)), self.paths.get(id(item.within))
        return itself if itself is not None or within is None else (*within, item.number)

    def of_criterion(self, run: CriterionRun, result: Result) -> tuple[Reason, ...]:
        """Why a criterion was decided before any of its clauses: by its ``when``, its ``each``, its question."""
        decided = result.decided_by
        if decided is None or decided.outcome is Outcome.NOT_APPLICABLE:
            return ()
        if decided.part == REVIEW:
            text = run.compiled.placed.criterion.review or ""
            rule = _rule_at(run.compiled.placed.place(*REVIEW))
            return (Reason(outcome=decided.outcome, clause=text, message=text, at=self.at(()), rule=rule),)
        if decided.failure is None:
            return (self._nothing_to_check(run),)
        return (self.of_part(run, decided, None),)

    def of_part(self, run: CriterionRun, not_passed: NotPassed, item: RunItem | None) -> Reason:
        """Why one part did not pass on an item, with the trace of what it read."""
        part, failure = not_passed.part, not_passed.failure
        if isinstance(failure, BudgetSpent):
            return self._reason(run, not_passed, _NOTHING, "", item)
        traced = run.run(part, item, trace=True)
        if isinstance(traced.failure, BudgetSpent):
            # Whether it passes is known; why would take more work than is allowed.
            return self.in_brief(run, not_passed, item)
        decision = decide(traced.event, self.paths) if traced.event else _NOTHING
        said = self._message(run, traced) if part[0] == "require" else ""
        return self._reason(run, not_passed, decision, said, item)

    def in_brief(self, run: CriterionRun, not_passed: NotPassed, item: RunItem | None) -> Reason:
        """That one part did not pass on an item: the part, its place and its outcome alone."""
        return self._reason(run, replace(not_passed, failure=None), _NOTHING, not_passed.outcome.brief, item)

    def _message(self, run: CriterionRun, traced: PartRun) -> str:
        """The author's message with its values; empty where one of them has none."""
        parts = run.compiled.traced.says[int(traced.part[1])]
        frame = traced.frame or []
        try:
            values = [part if isinstance(part, str) else part(frame) for part in parts]
        except (EvaluationError, BudgetSpent):
            return ""
        digits = enough_digits(value for value in values if type(value) is float)
        said = zip(parts, values, strict=True)
        text = "".join(part if isinstance(part, str) else shown(value, digits) for part, value in said)
        event = traced.event
        if event is not None and isinstance(event.node, Const):
            text += f" (the condition is always {shown(event.value)})"
        return text

    def _reason(
        self, run: CriterionRun, not_passed: NotPassed, decision: Decision, said: str, item: RunItem | None
    ) -> Reason:
        path = decision.path if decision.path is not None else self.item_path(item)
        message = said
        if not_passed.failure is not None:
            message = decision.missed or failure_text(not_passed.failure, path)
        return Reason(
            outcome=not_passed.outcome,
            clause=" ".join(_text_of(run, not_passed.part).split()),
            message=message or "the condition is false",
            at=self.at(path),
            rule=_rule_at(run.compiled.placed.place(*not_passed.part)),
            found=None if decision.found is UNKNOWN else scalar(decision.found),
            wanted=decision.wanted,
            would_pass=None if _not_told(decision.would_pass) else scalar(decision.would_pass),
            read=tuple(
                Reading(path=path_text(read.path), value=scalar(read.value), at=self.at(read.path))
                for read in decision.read[:MAX_READINGS]
            ),
        )

    def _nothing_to_check(self, run: CriterionRun) -> Reason:
        traced = run.run(EACH, None, trace=True)
        decision = decide(traced.event, self.paths) if traced.event else _NOTHING
        where = run.compiled.placed.criterion.where
        message = f"there is nothing to check: {run.compiled.parts[EACH].text} has no item"
        if where:
            message += f" for which {where.strip()}"
        decision = replace(decision, found=UNKNOWN, wanted="at least one item", would_pass=UNKNOWN)
        return self._reason(run, NotPassed(EACH, Outcome.NOT_EVIDENCED), decision, message, None)


def _text_of(run: CriterionRun, part: PartPath) -> str:
    """A part as the rule file writes it."""
    criterion = run.compiled.placed.criterion
    return (criterion.each or "") if part == EACH else run.compiled.parts[part].text


def _not_told(would_pass: Any) -> bool:
    """Whether it can't be told: there is none, or only the beginning of it would be told, which would not pass."""
    return would_pass is UNKNOWN or (type(would_pass) is str and len(would_pass) > MAX_SHOWN)


def _rule_at(place: Place) -> At:
    return At(file=place.file, line=place.line, column=place.column, path=place.path or "")


def failure_text(failure: Failure, path: DataPath | None) -> str:
    """A failure in words; ``path`` is what was read when it happened."""
    if isinstance(failure, NotEvidenced):
        # A plain absence is told by its path alone; a measure tells in its own words what it missed.
        plain = isinstance(failure, Absent) and path
        text = f"the dossier doesn't say `{path_text(path)}`" if plain and path else failure.message
        return f"{text} ({failure.at})" if failure.at else text
    return f"the rule could not be evaluated: {failure}"


def scalar(value: Any) -> Scalar:
    """A value as an assessment shows it: scalars as they are, dates and containers as text."""
    if type(value) is str:
        # A long text may be read by every reason; an assessment stays near the size of its dossier.
        return value if len(value) <= MAX_SHOWN else value[:MAX_SHOWN] + "…"
    if value is None or type(value) in (bool, int, float):
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
