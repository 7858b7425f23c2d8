"""What the rule tests of a standard leave untested, criterion by criterion."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from compliance.assess.assessment.model import Outcome
from compliance.authoring.rule_tests import AT, BELOW, CaseResult
from compliance.standard.compiled import CompiledCriterion, clause_path
from compliance.standard.facts import asks_for_presence
from compliance.standard.prepared import PreparedStandard


@dataclass(frozen=True, slots=True)
class Gap:
    """Something about a criterion that no case tries."""

    criterion: str
    missing: str


def gaps(prepared: PreparedStandard, criteria: Collection[str], results: Sequence[CaseResult]) -> list[Gap]:
    """All gaps of the criteria with these ids, in the standard's order.

    Each criterion needs a case for each outcome that it can have, one on either side of each number it reads from the
    parameters, each clause false at least once, and the messages of every failing case written down. For a clause that
    only asks whether something is said, a case in which it is not said will do.
    """
    found: list[Gap] = []
    for compiled in prepared.criteria:
        identity = compiled.placed.criterion.id
        if identity in criteria:
            own = [one for one in results if one.placed.case.criterion == identity and one.passed]
            found.extend(Gap(identity, missing) for missing in _missing(prepared, compiled, own))
    return found


def _missing(prepared: PreparedStandard, compiled: CompiledCriterion, own: Sequence[CaseResult]) -> list[str]:
    criterion = compiled.placed.criterion
    missing: list[str] = []
    outcomes = {one.placed.case.expect for one in own}
    presence = [asks_for_presence(clause.checked.root) for clause in compiled.clauses]
    wanted = ["needs-review"] if criterion.review else ["pass", "fail", "not-evidenced"]
    if not criterion.review and all(presence):
        wanted.remove("fail")
    if criterion.when:
        wanted.append("not-applicable")
    missing += [f"no case whose outcome is {outcome}" for outcome in wanted if outcome not in outcomes]
    for name in prepared.facts[criterion.id].params:
        if isinstance(prepared.standard.file.params[name].value, bool | str):
            continue
        sides = {one.side for one in own if one.placed.case.edge == name}
        missing += [f"no case just {side} the threshold {name}" for side in (AT, BELOW) if side not in sides]
    reasons = [reason for one in own if one.finding for reason in one.finding.reasons]
    for number, only_presence in enumerate(presence):
        counted = {Outcome.FAIL, Outcome.NOT_EVIDENCED} if only_presence else {Outcome.FAIL}
        place = compiled.placed.place(*clause_path(number)).path
        if not any(reason.outcome in counted and reason.rule.path == place for reason in reasons):
            missing.append(f"no case in which requirement {number + 1} is false")
    missing += [
        f'the case "{one.placed.case.name}" does not say the messages'
        for one in own
        if one.placed.case.expect == "fail" and one.placed.case.says is None
    ]
    return missing
