"""The check itself: a standard and a dossier in, an assessment out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from compliance import __version__
from compliance.assess.evaluate import ItemResult, Result, evaluate, name_of
from compliance.assess.explain import Explainer, scalar
from compliance.assess.model import (
    Assessment,
    Digests,
    Engine,
    EvidenceFile,
    Fact,
    Finding,
    Item,
    Level,
    Measured,
    Narrative,
    Outcome,
    ProfileIdentity,
    StandardIdentity,
)
from compliance.assess.score import counts, family_results, overall, reached
from compliance.assess.services import Services
from compliance.dossier.load import Dossier
from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.tree import path_text
from compliance.language.compiler import Compiler
from compliance.language.failures import EvaluationError
from compliance.language.frames import Layout
from compliance.language.frontend import Frontend
from compliance.language.times import read_date
from compliance.language.types import STRING, CelType
from compliance.language.values import Timestamp
from compliance.standard.compiled import CompiledCriterion, compile_criteria
from compliance.standard.load import frontend_of
from compliance.standard.profile import Tailored

Progress = Callable[[int, int, str], None]
"""Called with (done, total, id of the criterion)."""


@dataclass(frozen=True)
class Checker:
    """A tailored standard, checked and ready for any number of dossiers."""

    tailored: Tailored
    frontend: Frontend
    variables: Mapping[str, CelType]
    criteria: list[CompiledCriterion]

    @classmethod
    def of(cls, tailored: Tailored, functions: Mapping[str, Callable[..., Any]]) -> Checker:
        """Check every expression of the standard.

        Raises :class:`ComplianceError` (cause STANDARD) with every problem of every criterion.
        """
        frontend, variables = frontend_of(tailored.standard, functions)
        criteria = compile_criteria(tailored.criteria, frontend, variables)
        checker = cls(tailored, frontend, variables, criteria)
        checker._cover()
        return checker

    def compiled(self, bound: Mapping[str, Callable[..., Any]]) -> list[CompiledCriterion]:
        """The criteria, with functions bound to one dossier's services."""
        return [replace(criterion, functions=bound) for criterion in self.criteria]

    def _cover(self) -> list[tuple[str, Any]]:
        """The cover's expressions by label; the first, without label, is the title."""
        standard, cover = self.tailored.standard, self.tailored.standard.file.cover
        found: list[tuple[str, Any]] = []
        problems: list[Problem] = []
        entries: list[tuple[str, str, tuple[str | int, ...]]] = [("", cover.title, ("cover", "title"))]
        entries += [(fact.label, fact.value, ("cover", "facts", i, "value")) for i, fact in enumerate(cover.facts)]
        for label, text, path in entries:
            place = standard.tree.place(path)
            try:
                checked = self.frontend.check(text, self.variables, place)
            except ComplianceError as error:
                problems.extend(error.problems)
                continue
            if checked.result != STRING:
                problems.append(Problem(f"the expression is of type {checked.result}", place, "type string"))
            found.append((label, checked))
        if problems:
            raise ComplianceError(Cause.STANDARD, problems)
        return found

    def assess(self, dossier: Dossier, as_of: date, progress: Progress | None = None) -> Assessment:
        """The assessment of a dossier as of a day. The same inputs give the same assessment."""
        services = Services.of(dossier)
        variables = self._variables(dossier, as_of)
        findings = self._findings(self.criteria, dossier, variables, services, progress)
        return self._assessment(dossier, as_of, variables, findings, services)

    def find(self, dossier: Dossier, as_of: date, criteria: Collection[str], services: Services) -> list[Finding]:
        """The findings of some criteria, by id, on a dossier; without what an assessment says beside them.

        What ``services`` already computed for this dossier is not computed again.
        """
        wanted = [one for one in self.criteria if one.placed.criterion.id in criteria]
        return self._findings(wanted, dossier, self._variables(dossier, as_of), services, None)

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
            findings.append(_finding(own, evaluate(own, variables, services), explainer, self.tailored))
        return findings

    def _assessment(
        self,
        dossier: Dossier,
        as_of: date,
        variables: Mapping[str, Any],
        findings: list[Finding],
        services: Services,
    ) -> Assessment:
        standard, tailored = self.tailored.standard, self.tailored
        families = family_results(standard.file.families, findings)
        level = reached(standard.file.levels, findings)
        cited = {key for finding in findings for key in finding.sources}
        references = {key: one.text for key, one in standard.file.references.items() if key in cited}
        names = {one.number: one.name for one in standard.file.levels}
        (_, title), *facts = [(label, _text_of(checked, variables)) for label, checked in self._cover()]
        return Assessment(
            engine=Engine(version=__version__),
            standard=StandardIdentity(
                id=standard.file.id,
                title=standard.file.title,
                version=standard.file.version,
                status=standard.file.status,
                levels=tuple(
                    Level(number=one.number, name=one.name, description=one.description or "")
                    for one in standard.file.levels
                ),
            ),
            profile=ProfileIdentity(id=tailored.profile.id, title=tailored.profile.title, changes=tailored.changes)
            if tailored.profile
            else None,
            as_of=as_of.isoformat(),
            title=title or "an unnamed system",
            facts=tuple(Fact(label=label, value=value) for label, value in facts if value),
            level=level,
            level_name=names.get(level, ""),
            level_high=reached(standard.file.levels, findings, if_unassessed_passed=True),
            score=overall(standard.file.scoring, families, findings),
            scoring_model=standard.file.scoring.model,
            counts=counts(findings),
            digests=Digests(dossier=dossier.digest, standard=standard.digest, profile=tailored.digest),
            families=families,
            findings=tuple(findings),
            measures=_measured(services),
            evidence=_evidence(dossier, services),
            narrative=tuple(Narrative(path=one.path, text=one.text) for one in dossier.narrative),
            references=references,
            params=dict(tailored.params),
        )


def _text_of(checked: Any, variables: Mapping[str, Any]) -> str:
    layout = Layout()
    slots = [(layout.variable(name), value) for name, value in variables.items()]
    try:
        return str(Compiler(layout, {}, checked.types).step(checked.root)(layout.frame(slots)))
    except EvaluationError:
        return ""


def _finding(compiled: CompiledCriterion, result: Result, explainer: Explainer, tailored: Tailored) -> Finding:
    criterion = compiled.placed.criterion
    each = compiled.each is not None
    items = tuple(_item(compiled, number, item, explainer) for number, item in enumerate(result.items)) if each else ()
    if each and items:
        reasons = tuple(reason for item in items for reason in item.reasons)
    elif result.items:
        reasons = explainer.of_item(compiled, None, result.items[0].clauses)
    else:
        reasons = explainer.of_part(compiled, result)
    return Finding(
        criterion=criterion.id,
        title=criterion.title,
        family=compiled.placed.family,
        level=criterion.level,
        obligation=criterion.obligation,
        direction=criterion.direction,
        weight=tailored.weight(criterion),
        statement=criterion.statement,
        rationale=criterion.rationale or "",
        sources=criterion.source,
        outcome=result.outcome,
        points=result.low,
        points_high=result.high,
        condition=" ".join((criterion.when or "").split()) if result.outcome is Outcome.NOT_APPLICABLE else "",
        question=(criterion.review or "") if result.outcome is Outcome.NEEDS_REVIEW else "",
        items=items,
        reasons=reasons,
        remedy=criterion.remedy or "",
        effort_days=_effort(compiled, result),
    )


def _item(compiled: CompiledCriterion, number: int, result: ItemResult, explainer: Explainer) -> Item:
    path = explainer.item_path(result.value)
    reasons = explainer.of_item(compiled, result.value, result.clauses)
    return Item(
        path=path_text(path) if path is not None else f"item {number + 1}",
        name=name_of(result.value),
        outcome=result.outcome,
        points=result.low,
        points_high=result.high,
        at=explainer.at(path),
        reasons=reasons,
    )


def _effort(compiled: CompiledCriterion, result: Result) -> float | None:
    effort = compiled.placed.criterion.effort
    if effort is None or result.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return None
    if effort.per and result.items:
        return effort.days * sum(item.outcome is not Outcome.PASS for item in result.items)
    return effort.days


def _measured(services: Services) -> tuple[Measured, ...]:
    return tuple(
        Measured(
            measure=one.measure.removeprefix("measure."),
            expression=f"{one.measure}({', '.join(str(scalar(argument)) for argument in one.arguments)})",
            criteria=tuple(sorted(one.criteria)),
            subject=one.subject,
            result=_plain(one.value),
        )
        for one in services.computations.values()
        if one.failure is None and isinstance(one.value, dict)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Timestamp) else value


def _evidence(dossier: Dossier, services: Services) -> tuple[EvidenceFile, ...]:
    return tuple(
        EvidenceFile(
            id=item.id,
            path=item.source.name,
            size=len(item.source.data),
            sha256=item.digest,
            used_by=tuple(sorted(services.evidence.used_by.get(item.id, ()))),
            **{key: str(item.said[key]) for key in _SAID if item.said.get(key) is not None},
        )
        for item in dossier.evidence
    )


_SAID = ("title", "method", "collected_by", "collected_on", "valid_until")
