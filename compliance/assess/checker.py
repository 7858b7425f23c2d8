"""The check itself: a standard and a dossier in, an assessment out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from compliance.assess.assemble import record
from compliance.assess.assessment.model import Assessment, Finding, HeldToItself
from compliance.assess.cover import Cover, check_cover, cover_texts
from compliance.assess.evaluate import evaluate
from compliance.assess.explain import Explainer
from compliance.assess.finding import finding_of
from compliance.assess.self_assessment import Own, held_to_itself, load_own
from compliance.assess.services import Services
from compliance.dossier.load import Dossier
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import CelType
from compliance.expressions.values.times import read_date
from compliance.log import timed
from compliance.standard.compiled import CompiledCriterion, compile_criteria
from compliance.standard.load import frontend_of
from compliance.standard.profile import Tailored

Progress = Callable[[int, int, str], None]
"""Called with (done, total, id of the criterion)."""


@dataclass(frozen=True)
class Checker:
    """A tailored standard, checked and ready for any number of dossiers. ``every`` criterion is compiled, also those
    that a profile leaves out."""

    tailored: Tailored
    frontend: Frontend
    variables: Mapping[str, CelType]
    every: tuple[CompiledCriterion, ...]
    cover: Cover

    @classmethod
    @timed("assess", "the criteria were compiled")
    def of(cls, tailored: Tailored, functions: Mapping[str, Callable[..., Any]]) -> Checker:
        """Check every expression of the standard.

        Raises :class:`ComplianceError` (cause STANDARD) with every problem of every criterion.
        """
        frontend, variables = frontend_of(tailored.standard, functions)
        every = compile_criteria(tailored.standard.criteria, frontend, variables)
        return cls(tailored, frontend, variables, tuple(every), check_cover(tailored.standard, frontend, variables))

    @property
    def criteria(self) -> list[CompiledCriterion]:
        """The criteria that the profile, if there is one, leaves in."""
        chosen = {placed.criterion.id for placed in self.tailored.criteria}
        return [one for one in self.every if one.placed.criterion.id in chosen]

    @cached_property
    def own(self) -> Own | None:
        """What the standard says of itself. Raises :class:`ComplianceError` (cause STANDARD) where that is wrong."""
        return load_own(self.tailored.standard)

    @timed("assess", "the dossier was assessed")
    def assess(self, dossier: Dossier, as_of: date, progress: Progress | None = None) -> Assessment:
        """The assessment of a dossier as of a day. The same inputs give the same assessment."""
        services = Services.of(dossier)
        variables = self._variables(dossier, as_of)
        findings = self._findings(self.criteria, dossier, variables, services, progress)
        texts = cover_texts(self.cover, variables)
        return record(self.tailored, dossier, as_of, findings, services, texts, self._held_to_itself(as_of))

    def find(self, dossier: Dossier, as_of: date, criteria: Collection[str], services: Services) -> list[Finding]:
        """The findings of some criteria, by id, on a dossier; without what an assessment says beside them.

        What ``services`` already computed for this dossier is not computed again.
        """
        wanted = [one for one in self.criteria if one.placed.criterion.id in criteria]
        return self._findings(wanted, dossier, self._variables(dossier, as_of), services, None)

    def _held_to_itself(self, as_of: date) -> HeldToItself | None:
        if self.own is None:
            return None
        itself = replace(self, tailored=self.own.tailored)
        variables = itself._variables(self.own.dossier, as_of)
        findings = itself._findings(itself.criteria, self.own.dossier, variables, Services.of(self.own.dossier), None)
        return held_to_itself(self.tailored.standard, findings)

    def _variables(self, dossier: Dossier, as_of: date) -> dict[str, Any]:
        return {"dossier": dossier.data, "params": self.tailored.params, "as_of": read_date(as_of.isoformat())}

    def _findings(
        self,
        criteria: Sequence[CompiledCriterion],
        dossier: Dossier,
        variables: Mapping[str, Any],
        services: Services,
        progress: Progress | None,
    ) -> list[Finding]:
        explainer = Explainer(dossier, variables, services)
        bound = services.bound(self.frontend.functions)
        findings = []
        for number, criterion in enumerate(criteria):
            if progress is not None:
                progress(number, len(criteria), criterion.placed.criterion.id)
            own = replace(criterion, functions=bound)
            findings.append(finding_of(own, evaluate(own, variables, services), explainer, self.tailored))
        if progress is not None:
            progress(len(criteria), len(criteria), "")
        return findings
