"""The verdict of a check in one line: the last one on the screen."""

from __future__ import annotations

from compliance.assess.assessment.model import Assessment
from compliance.assess.verdict import Verdict
from compliance.report.wording import words
from compliance.report.wording.log_line import plain
from compliance.report.wording.summary import weakened

_VERDICT = {
    Verdict.CONFORMS: "conforms to",
    Verdict.DOES_NOT: "does not conform to",
    Verdict.UNDECIDED: "cannot be decided, because rules or measures broke, for",
}


def verdict_line(assessment: Assessment, asked: int, verdict: Verdict) -> str:
    """``Level 2 (Involved) of 3, score 81.2 to 94.4 of 100: conforms to level 1``; numbers as in every other form."""
    levels = assessment.standard.levels
    reached = f"Level {assessment.level} ({assessment.level_name})" if assessment.level else "No level"
    weaker = ", under a profile that asks for less than the standard" if weakened(assessment) else ""
    score = words.span(assessment.score)
    return plain(f"{reached} of {len(levels)}, score {score} of 100: {_VERDICT[verdict]} level {asked}{weaker}")
