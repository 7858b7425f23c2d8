"""Other frameworks, clause by clause: which criteria meet them, how, what came out, and what is left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment, Outcome
from compliance.report.document.parts.findings import FindingView
from compliance.report.limits import ReportLimits
from compliance.report.wording.locale import Language, mark

#: After OSCAL's control mapping, read from criterion to clause.
RELATIONSHIP = {
    "equal": mark("asks the same"),
    "subset": mark("asks a part of it"),
    "superset": mark("asks for it and more"),
    "intersects": mark("overlaps"),
}


@dataclass(frozen=True, slots=True)
class Mapped:
    """One clause of a framework and a criterion that meets it; the outcome is None where it was not assessed."""

    clause: str
    criterion: str
    anchor: str
    relationship: str
    outcome: Outcome | None
    gap: str


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework with its clauses in the standard's order."""

    title: str
    rows: tuple[Mapped, ...]
    left: int


def frameworks(
    assessment: Assessment, views: Mapping[str, FindingView], limits: ReportLimits, language: Language
) -> tuple[Framework, ...]:
    """Every framework that the standard maps its criteria to; clauses of one name stay together."""
    outcomes = {finding.criterion: finding.outcome for finding in assessment.findings}
    titles = {one.framework: one.framework_title for one in assessment.crosswalk}
    found = []
    for key, title in titles.items():
        own = [one for one in assessment.crosswalk if one.framework == key]
        order = {clause: place for place, clause in enumerate(dict.fromkeys(one.clause for one in own))}
        rows = [
            Mapped(
                one.clause,
                one.criterion,
                views[one.criterion].anchor if one.criterion in views else "",
                language.find(RELATIONSHIP[one.relationship]),
                outcomes.get(one.criterion),
                one.gap,
            )
            for one in sorted(own, key=lambda one: order[one.clause])
        ]
        found.append(Framework(title, tuple(rows[: limits.rows]), max(0, len(rows) - limits.rows)))
    return tuple(found)
