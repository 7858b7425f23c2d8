"""A criterion explained: what it asks, why, by which rule, and what decides it on a dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.assess.checker import Checker
from compliance.assess.tracing import TracedPart, trace_criterion
from compliance.authoring.examples import Example, examples
from compliance.dossier.load import Dossier
from compliance.errors import Cause, ComplianceError, Place, Problem, did_you_mean, one_of
from compliance.expressions.facts import Comparison
from compliance.standard.compiled import SHARE
from compliance.standard.loaded import PlacedCriterion


@dataclass(frozen=True, slots=True)
class UsedParameter:
    """A parameter that decides the criterion: its value under the profile, and where the value comes from."""

    name: str
    value: Any
    unit: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A criterion's page.

    ``rule`` are its parts as (key, text) in the order of the file, ``place`` is their place. ``comparisons`` are
    what the rule compares with which bound. ``parts`` are its expressions evaluated on a dossier, each traced; empty
    where no dossier was given.
    """

    criterion: str
    title: str
    obligation: str
    level: int
    level_name: str
    family: str
    weight: float
    statement: str
    rationale: str
    sources: tuple[str, ...]
    place: Place
    rule: tuple[tuple[str, str], ...]
    parameters: tuple[UsedParameter, ...]
    paths: tuple[str, ...]
    measures: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    examples: tuple[Example, ...]
    remedy: str
    parts: tuple[TracedPart, ...] = ()


def explanation(
    checker: Checker, criterion: str, dossier: Dossier | None, as_of: date, also_known: Iterable[str] = ()
) -> Explanation:
    """The page of a criterion, by its id in any case of letters.

    Raises :class:`ComplianceError` (cause SETTING) where the standard has no such criterion.
    """
    placed = find_criterion(checker, criterion, also_known)
    one, standard = placed.criterion, checker.tailored.standard
    level = next(level for level in standard.file.levels if level.number == one.level)
    facts = checker.prepared.facts[one.id]
    return Explanation(
        criterion=one.id,
        title=one.title,
        obligation=one.obligation,
        level=level.number,
        level_name=level.name,
        family=standard.families[placed.family].title,
        weight=checker.tailored.weight(one),
        statement=one.statement,
        rationale=one.rationale or "",
        sources=tuple(standard.file.references[key].text for key in one.source),
        place=placed.place(),
        rule=tuple(_rule(placed)),
        parameters=tuple(_parameter(checker, name) for name in facts.params),
        paths=tuple(".".join(path).replace(".[]", "[]") for path in facts.paths),
        measures=facts.measures,
        comparisons=facts.comparisons,
        examples=tuple(examples(standard, one.id)),
        remedy=one.remedy or "",
        parts=tuple(trace_criterion(checker, dossier, one.id, as_of)) if dossier is not None else (),
    )


def find_criterion(checker: Checker, identity: str, also_known: Iterable[str] = ()) -> PlacedCriterion:
    """A criterion of the standard under its profile. Raises as :func:`explanation`."""
    known = {placed.criterion.id: placed for placed in checker.tailored.criteria}
    found = known.get(identity) or known.get(identity.upper())
    if found is None:
        message, near = f"there is no criterion `{identity}`", did_you_mean(identity, [*known, *also_known])
        problem = Problem("unknown-name", message, None, one_of(list(known)), near)
        raise ComplianceError(Cause.SETTING, problem)
    return found


def _rule(placed: PlacedCriterion) -> list[tuple[str, str]]:
    criterion = placed.criterion
    points = criterion.points if criterion.points != SHARE else None
    rule = [("when", criterion.when), ("each", criterion.each), ("where", criterion.where)]
    rule += [(f"let {name}", text) for name, text in criterion.let.items()]
    rule += [("require", clause.that) for clause in criterion.require]
    rule += [("points", points), ("review", criterion.review)]
    return [(key, text) for key, text in rule if text]


def _parameter(checker: Checker, name: str) -> UsedParameter:
    file = checker.tailored.standard.file
    param = file.params[name]
    source = "proposed by this standard" if param.proposed else file.references[param.source or ""].text
    return UsedParameter(name, checker.tailored.params[name], param.unit or "", param.why, source)
