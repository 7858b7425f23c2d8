"""The summary of an assessment, from its findings: what prevents the next level, how sure it is, what is open."""

from __future__ import annotations

import math
from collections.abc import Sequence

from compliance.assess.assessment.model import Assessment, FamilyResult, Finding, Item, Level, Reason
from compliance.report.wording.locale import ENGLISH, Language


def weakened(assessment: Assessment) -> tuple[str, ...]:
    """Each way in which the profile, if there is one, asks for less than a ``must`` of the standard."""
    return assessment.profile.weakens if assessment.profile else ()


def open_findings(assessment: Assessment) -> list[Finding]:
    """Findings that did not pass, in the standard's order."""
    return [finding for finding in assessment.findings if not finding.outcome.quiet]


def next_level(assessment: Assessment) -> Level | None:
    """The lowest level that is not reached, None where all are."""
    above = [level for level in assessment.standard.levels if level.number > assessment.level]
    return min(above, key=lambda level: level.number, default=None)


def blockers(assessment: Assessment) -> list[Finding]:
    """The ``must`` criteria that keep the next level from being reached, failures first, then by criterion order."""
    target = next_level(assessment)
    if target is None:
        return []
    hindering = [
        finding
        for finding in open_findings(assessment)
        if finding.obligation == "must" and finding.level <= target.number
    ]
    return sorted(hindering, key=lambda finding: finding.outcome.reading)


def by_family(assessment: Assessment) -> list[tuple[FamilyResult, list[Finding]]]:
    """Each family with its findings, both in the standard's order; a family without findings is left out."""
    groups: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        groups.setdefault(finding.family, []).append(finding)
    return [(family, groups[family.id]) for family in assessment.families if family.id in groups]


def level_title(assessment: Assessment, number: int, language: Language = ENGLISH) -> str:
    """``2 Involved``; ``0, none`` below the first level."""
    if number == 0:
        return language.gettext("0, none")
    names = {level.number: level.name for level in assessment.standard.levels}
    return f"{number} {names.get(number, '')}".strip()


def unassessed(assessment: Assessment) -> int:
    """How many findings are neither passed nor failed nor ruled out."""
    return sum(finding.outcome.open for finding in assessment.findings)


def effort(findings: list[Finding]) -> float | None:
    """Person-days for what has not passed, None where no finding names any."""
    days = [finding.effort_days for finding in findings if finding.effort_days is not None]
    return math.fsum(days) if days else None


def owners(finding: Finding) -> dict[Reason, Item]:
    """The item of each reason of a finding; reasons of the finding as a whole are not in it."""
    return {reason: item for item in finding.items for reason in item.reasons}


def grouped(reasons: Sequence[Reason]) -> list[list[Reason]]:
    """Neighbouring reasons that differ in their clause alone, together: one missing field can stop many clauses."""
    groups: list[list[Reason]] = []
    for reason in reasons:
        if groups and _but_for_clause(groups[-1][0]) == _but_for_clause(reason):
            groups[-1].append(reason)
        else:
            groups.append([reason])
    return groups


def _but_for_clause(reason: Reason) -> tuple[object, ...]:
    return (reason.outcome, reason.message, reason.at, reason.found, reason.wanted, reason.would_pass)
