"""Self-assessment: a dossier about the standard is checked against those of its criteria that apply to a standard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compliance.assess.assessment.model import Counts, Finding, HeldToItself, OwnResult
from compliance.assess.score import reached
from compliance.dossier.load import Dossier, load_dossier
from compliance.errors import Cause, ComplianceError
from compliance.files.sources import open_files
from compliance.standard.check_files import OWN
from compliance.standard.facts import Facts
from compliance.standard.load_profile import load_own_profile
from compliance.standard.loaded import Standard
from compliance.standard.profile import Tailored, tailor


@dataclass(frozen=True, slots=True)
class Own:
    """What a standard says of itself, and its own choice of the criteria that apply to it, each exclusion reasoned."""

    dossier: Dossier
    tailored: Tailored


def load_own(standard: Standard, facts: Mapping[str, Facts]) -> Own | None:
    """The dossier and the profile in the standard's folder ``self``; None where there is none.

    Raises :class:`ComplianceError` (cause STANDARD) for whatever is wrong with them.
    """
    with open_files(standard.origin, Cause.STANDARD) as files:
        if not files.exists(OWN):
            return None
    try:
        tailored = tailor(standard, facts, load_own_profile(standard))
        return Own(load_dossier(standard.part(OWN), standard.dossier_schema), tailored)
    except ComplianceError as error:
        raise ComplianceError(Cause.STANDARD, error.problems) from None


def held_to_itself(standard: Standard, findings: Sequence[Finding]) -> HeldToItself:
    """The result, in brief, from the findings on the standard."""
    return HeldToItself(
        level=reached(standard.file.levels, findings),
        counts=Counts.of(finding.outcome for finding in findings),
        results=tuple(
            OwnResult(
                criterion=one.criterion,
                title=one.title,
                level=one.level,
                obligation=one.obligation,
                outcome=one.outcome,
                message=one.reasons[0].message if one.reasons else "",
            )
            for one in findings
        ),
    )
