"""Results of measures for assessments that are made by hand: a few fields given, the others as of nothing."""

from __future__ import annotations

from typing import Any

from compliance.assess.assessment.model import Measured
from compliance.assess.assessment.results import typed_result

_LOOPS = {"closed": 0, "anchored": 0, "complete": True, "cycles": [], "undeclared": [], "nodes": [], "edges": []}
_COUNTS = ("items", "raters", "ratings", "fewest", "singles", "missing", "unreadable", "ties")


def loops(
    expression: str = "measure.loops()", subject: str = "", criteria: tuple[str, ...] = (), **fields: Any
) -> Measured:
    """A provenance graph; nodes may leave out ``closed``."""
    nodes = [{"closed": False, **node} for node in fields.pop("nodes", [])]
    data = {**_LOOPS, **fields, "nodes": nodes}
    return _typed("loops", expression, subject, criteria, data)


def agreement(
    measure: str = "agreement", expression: str = "e", subject: str = "", criteria: tuple[str, ...] = (), **fields: Any
) -> Measured:
    """An agreement of people, or of a judge with people."""
    data = {**dict.fromkeys(_COUNTS, 0), "method": "", "note": "", **fields}
    return _typed(measure, expression, subject, criteria, data)


def _typed(measure: str, expression: str, subject: str, criteria: tuple[str, ...], data: dict[str, Any]) -> Measured:
    result = typed_result(measure, data)
    assert not isinstance(result, dict), f"not a result of {measure}: {data}"
    return Measured(measure=measure, expression=expression, criteria=criteria, subject=subject, result=result)
