"""What the rule tests of a standard leave untested, criterion by criterion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compliance.assess.assessment.model import Outcome
from compliance.authoring.rule_tests import AT, BELOW, CaseResult
from compliance.standard.facts import params_of
from compliance.standard.load import PlacedCriterion, Standard

_THERE = re.compile(r"(?:has\([\w.]+\) \|\| )?[\w.]+ (?:!= ''|>= 0(?:\.0)?)")
"""A requirement that something is said at all. A schema that refuses empty texts leaves nothing that makes it false."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something about a criterion that no case tries."""

    criterion: str
    missing: str


def gaps(standard: Standard, criteria: Sequence[PlacedCriterion], results: Sequence[CaseResult]) -> list[Gap]:
    """All gaps, in the order of the criteria.

    Each criterion needs a case for each outcome that it can have, one on either side of each number it reads from the
    parameters, each clause false at least once, and the messages of every failing case written down. For a clause that
    only asks whether something is said, a case in which it is not said will do.
    """
    found: list[Gap] = []
    for placed in criteria:
        own = [one for one in results if one.placed.case.criterion == placed.criterion.id and one.passed]
        found.extend(Gap(placed.criterion.id, missing) for missing in _missing(standard, placed, own))
    return found


def _missing(standard: Standard, placed: PlacedCriterion, own: Sequence[CaseResult]) -> list[str]:
    criterion = placed.criterion
    missing: list[str] = []
    outcomes = {one.placed.case.expect for one in own}
    clauses = [re.sub(r"\s+", " ", clause.that).strip() for clause in criterion.require]
    there = {clause for clause in clauses if all(_THERE.fullmatch(part) for part in clause.split(" && "))}
    wanted = ["needs-review"] if criterion.review else ["pass", "fail", "not-evidenced"]
    if not criterion.review and there.issuperset(clauses):
        wanted.remove("fail")
    if criterion.when:
        wanted.append("not-applicable")
    missing += [f"no case whose outcome is {outcome}" for outcome in wanted if outcome not in outcomes]
    for name in params_of(criterion):
        if isinstance(standard.file.params[name].value, bool | str):
            continue
        sides = {one.side for one in own if one.placed.case.edge == name}
        missing += [f"no case just {side} the threshold {name}" for side in (AT, BELOW) if side not in sides]
    unmet = {
        reason.clause
        for one in own
        for reason in (one.finding.reasons if one.finding else ())
        if reason.outcome is Outcome.FAIL or (reason.outcome is Outcome.NOT_EVIDENCED and reason.clause in there)
    }
    for number, clause in enumerate(clauses, 1):
        if clause not in unmet:
            missing.append(f"no case in which requirement {number} is false")
    missing += [
        f'the case "{one.placed.case.name}" does not say the messages'
        for one in own
        if one.placed.case.expect == "fail" and one.placed.case.says is None
    ]
    return missing
