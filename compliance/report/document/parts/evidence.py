"""The evidence with a number for each file, and what was computed from it."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment, EvidenceFile, Measured
from compliance.assess.assessment.results import plain_result
from compliance.report.document.parts.findings import Cited
from compliance.report.limits import ReportLimits
from compliance.report.wording import words
from compliance.report.wording.locale import Language

_PLAIN = (bool, int, float, str)


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One file with its mark, ``E3``, by which findings cite it."""

    file: EvidenceFile
    mark: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Computed:
    """One result of a measure: its plain values by name."""

    measure: str
    subject: str
    expression: str
    criteria: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


def evidence_views(assessment: Assessment, limits: ReportLimits) -> tuple[EvidenceView, ...]:
    """The files in the dossier's order, as many as the limit allows."""
    return tuple(
        EvidenceView(file, f"E{number}", f"evidence-{number}")
        for number, file in enumerate(assessment.evidence[: limits.rows], 1)
    )


def read_by(files: tuple[EvidenceView, ...]) -> dict[str, Cited]:
    """By criterion, the marks and anchors of the files that its evaluation read."""
    found: dict[str, Cited] = {}
    for one in files:
        for criterion in one.file.used_by:
            found[criterion] = (*found.get(criterion, ()), (one.mark, one.anchor))
    return found


def computed(record: Measured, language: Language) -> Computed:
    """A result with its lists and maps left out, numbers first."""
    plain = {name: value for name, value in plain_result(record.result).items() if isinstance(value, _PLAIN)}
    values = tuple(
        (name, words.scalar(value, language))
        for name, value in sorted(plain.items(), key=lambda entry: (isinstance(entry[1], str), entry[0]))
        if value != ""
    )
    return Computed(record.measure, record.subject, record.expression, record.criteria, values)
