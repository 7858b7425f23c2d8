"""Whether an assessment conforms to the level asked for, as an exit code."""

from __future__ import annotations

from compliance.assess.assessment.model import Assessment, Outcome
from compliance.exit_codes import ExitCode


def exit_code(assessment: Assessment, level: int) -> ExitCode:
    """0 where the level is reached; 4 where only errors of rules or measures stand in the way; else 1."""
    if assessment.level >= level:
        return ExitCode.CONFORMS
    hindering = {
        finding.outcome
        for finding in assessment.findings
        if finding.obligation == "must"
        and finding.level <= level
        and finding.outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    }
    return ExitCode.UNDECIDED if hindering == {Outcome.ERROR} else ExitCode.DOES_NOT_CONFORM
