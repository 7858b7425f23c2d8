"""The check: turns a standard and a dossier into an assessment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from compliance.assess.assemble import assemble
from compliance.assess.assessment.model import Assessment, Finding, HeldToItself
from compliance.assess.computations import Computations
from compliance.assess.criterion_run import CriterionRun, RunItem, Variables
from compliance.assess.explain import Explainer
from compliance.assess.finding import finding_of
from compliance.assess.result import evaluate, name_of
from compliance.assess.self_assessment import Own, held_to_itself, load_own
from compliance.dossier.load import Dossier
from compliance.expressions.program.budget import ASSESSMENT, Budget
from compliance.expressions.values.times import read_date
from compliance.log import timed
from compliance.standard.compiled import CompiledCriterion
from compliance.standard.prepared import PreparedStandard
from compliance.standard.profile import Tailored

Progress = Callable[[int, int, str], None]
"""Called with (done, total, id of the criterion)."""


@dataclass(frozen=True)
class Checker:
    """A prepared standard with a profile applied, or none: ready for any number of dossiers, in any thread.

    ``own_results`` are the standard's results on itself, by day: they are found once for a standard and a day.
    """

    prepared: PreparedStandard
    tailored: Tailored
    own_results: dict[date, HeldToItself] = field(default_factory=dict, repr=False, compare=False)

    @property
    def criteria(self) -> list[CompiledCriterion]:
        """The criteria that the profile, if there is one, leaves in."""
        chosen = {placed.criterion.id for placed in self.tailored.criteria}
        return [one for one in self.prepared.criteria if one.placed.criterion.id in chosen]

    @cached_property
    def own(self) -> Own | None:
        """What the standard says of itself. Raises :class:`ComplianceError` (cause STANDARD) where that is wrong."""
        return load_own(self.tailored.standard, self.prepared.facts)

    @timed("assess", "the dossier was assessed")
    def assess(self, dossier: Dossier, as_of: date, progress: Progress | None = None) -> Assessment:
        """The assessment of a dossier as of a day. The same inputs give the same assessment."""
        computations = Computations.of(dossier)
        variables = self.variables(dossier, as_of)
        findings = self._findings(self.criteria, dossier, variables, computations, progress)
        computations.begin("")
        texts = self.prepared.cover.texts(variables, computations.functions(self.prepared.frontend.functions))
        own = self._held_to_itself(as_of)
        return assemble(self.tailored, dossier, as_of, findings, computations, texts, own, self.prepared.facts)

    def find(self, dossier: Dossier, as_of: date, criteria: Collection[str], known: Computations) -> list[Finding]:
        """The findings of some criteria, by id, on a dossier; without what an assessment says beside them.

        What ``known`` has computed for this dossier is not computed again.
        """
        wanted = [one for one in self.criteria if one.placed.criterion.id in criteria]
        return self._findings(wanted, dossier, self.variables(dossier, as_of), known, None)

    def variables(self, dossier: Dossier, as_of: date) -> dict[str, Any]:
        """The variables that every criterion has."""
        return {"dossier": dossier.data, "params": self.tailored.params, "as_of": read_date(as_of.isoformat())}

    def _held_to_itself(self, as_of: date) -> HeldToItself | None:
        if self.own is None:
            return None
        if as_of not in self.own_results:
            itself = replace(self, tailored=self.own.tailored)
            computations, variables = Computations.of(self.own.dossier), itself.variables(self.own.dossier, as_of)
            findings = itself._findings(itself.criteria, self.own.dossier, variables, computations, None)
            self.own_results[as_of] = held_to_itself(self.tailored.standard, findings)
        return self.own_results[as_of]

    def _findings(
        self,
        criteria: Sequence[CompiledCriterion],
        dossier: Dossier,
        variables: Variables,
        computations: Computations,
        progress: Progress | None,
    ) -> list[Finding]:
        explainer = Explainer(dossier)
        functions = computations.functions(self.prepared.frontend.functions)
        budget = Budget(ASSESSMENT)
        findings = []
        for number, criterion in enumerate(criteria):
            if progress is not None:
                progress(number, len(criteria), criterion.placed.criterion.id)
            run = CriterionRun(criterion, variables, functions, budget.share())
            result = evaluate(run, _telling(computations, criterion))
            budget.settle(run.budget)
            findings.append(finding_of(run, result, explainer, self.tailored))
        if progress is not None:
            progress(len(criteria), len(criteria), "")
        return findings


def _telling(computations: Computations, criterion: CompiledCriterion) -> Callable[[RunItem | None], None]:
    """Note the criterion and item for the computations that follow."""

    def begin(item: RunItem | None) -> None:
        computations.begin(criterion.placed.criterion.id, name_of(item.value) if item else "")

    return begin
