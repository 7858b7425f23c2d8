"""Whether an assessment conforms to the level asked for."""

from __future__ import annotations

from enum import Enum

from compliance.assess.assessment.model import Assessment, Outcome


class Verdict(Enum):
    """What an assessment says of the level asked for."""

    CONFORMS = "conforms"
    DOES_NOT = "does-not-conform"
    #: Only errors of rules or measures stand in the way: it could not be told.
    UNDECIDED = "undecided"


def verdict(assessment: Assessment, level: int) -> Verdict:
    """The verdict on a level, by its number."""
    if assessment.level >= level:
        return Verdict.CONFORMS
    hindering = {
        finding.outcome
        for finding in assessment.findings
        if finding.obligation == "must" and finding.level <= level and not finding.outcome.quiet
    }
    return Verdict.UNDECIDED if hindering == {Outcome.ERROR} else Verdict.DOES_NOT
