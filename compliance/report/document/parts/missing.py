"""What the dossier lacks: each missing value once, its place, and the criteria that need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment, Outcome
from compliance.report.document.parts.findings import Cited, FindingView
from compliance.report.limits import ReportLimits
from compliance.report.wording import words


@dataclass(frozen=True, slots=True)
class Missing:
    """One missing value; ``place`` is where it belongs."""

    place: str
    message: str
    criteria: Cited


def missing(
    assessment: Assessment, views: Mapping[str, FindingView], limits: ReportLimits
) -> tuple[tuple[Missing, ...], int]:
    """Missing things in the order of the dossier's places, and how many more there are."""
    waiting: dict[tuple[str, int, int, str, str], dict[str, str]] = {}
    for finding in assessment.findings:
        anchor = views[finding.criterion].anchor if finding.criterion in views else ""
        for reason in finding.reasons:
            if reason.outcome is Outcome.NOT_EVIDENCED:
                at = reason.at
                key = (at.file, at.line or 0, at.column or 0, words.place(at), words.one_line(reason.message))
                waiting.setdefault(key, {})[finding.criterion] = anchor
    rows = [Missing(key[3], key[4], tuple(criteria.items())) for key, criteria in sorted(waiting.items())]
    return tuple(rows[: limits.rows]), max(0, len(rows) - limits.rows)
