"""Whether the parts of a finding fit one another: its outcome and points against its items, theirs against reasons."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compliance.assess.assessment.model import Finding, Interval, Outcome, Reason
from compliance.files.tree import DataPath

#: How a rule file says that points are the share of items, and that all items must pass.
SHARE_OF_ITEMS, ALL_OR_NOTHING = "share", "all-or-nothing"
_BY_OUTCOME = (SHARE_OF_ITEMS, ALL_OR_NOTHING)
_UNKNOWN = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing that does not follow: what it is, what the file says, what follows, and where in the file it stands."""

    what: str
    stated: str
    follows: str
    path: DataPath


def same(one: float, other: float, tolerance: float = 1e-9) -> bool:
    """Whether two numbers are one; the last digits of a logarithm differ between machines."""
    return abs(one - other) <= tolerance


def interval_text(interval: Interval | None) -> str:
    """An interval in words."""
    return "none" if interval is None else _points_text((interval.low, interval.high))


def of_finding(number: int, finding: Finding) -> Iterator[Contradiction]:
    """What in the finding with this number does not follow from its parts."""
    path: DataPath = ("findings", number)
    name = f"of `{finding.criterion}`"
    rule = finding.points_rule
    for index, item in enumerate(finding.items):
        of_item, place = f"of item {index + 1} {name}", (*path, "items", index)
        yield from _outcome(of_item, item.outcome, item.reasons, place)
        yield from _points(of_item, (item.points, item.points_high), _possible(item.outcome, rule), place)
    if not finding.items:
        yield from _outcome(name, finding.outcome, finding.reasons, path)
        yield from _points(name, (finding.points, finding.points_high), _possible(finding.outcome, rule), path)
        return
    together = Outcome.worst(item.outcome for item in finding.items)
    if finding.outcome is not together:
        yield _differs(f"the outcome {name}", finding.outcome, together, (*path, "outcome"))
    if finding.reasons != tuple(reason for item in finding.items for reason in item.reasons):
        yield Contradiction(f"the reasons {name}", "others", "those of its items in their order", (*path, "reasons"))
    yield from _points(name, (finding.points, finding.points_high), _together(finding, together), path)


def _outcome(name: str, outcome: Outcome, reasons: Sequence[Reason], path: DataPath) -> Iterator[Contradiction]:
    """An outcome is the worst of its reasons; what needs none has none."""
    together = Outcome.worst(reason.outcome for reason in reasons)
    if outcome is not together and not (outcome.quiet and not reasons):
        yield _differs(f"the outcome {name}", outcome, together, (*path, "outcome"))


def _possible(outcome: Outcome, rule: str) -> list[tuple[float, float]] | None:
    """The points that an outcome may have; None for any that are settled, or wholly unknown, by a rule of its own."""
    if outcome.applies and not outcome.open and rule not in _BY_OUTCOME:
        return None
    return [outcome.points]


def _together(finding: Finding, outcome: Outcome) -> list[tuple[float, float]]:
    """The points that the items make. Before version 1.1 the file does not say by which rule."""
    if outcome is Outcome.ERROR:
        return [outcome.points]
    ends = [[item.points for item in finding.items], [item.points_high for item in finding.items]]
    share = (math.fsum(ends[0]) / len(ends[0]), math.fsum(ends[1]) / len(ends[1]))
    whole = (float(all(one == 1 for one in ends[0])), float(all(one == 1 for one in ends[1])))
    if not finding.points_rule:
        return [share, whole]
    return [whole if finding.points_rule == ALL_OR_NOTHING else share]


def _points(
    name: str, stated: tuple[float, float], possible: list[tuple[float, float]] | None, path: DataPath
) -> Iterator[Contradiction]:
    if possible is None:
        possible = [(stated[0], stated[0]), _UNKNOWN]
    if not any(same(stated[0], low) and same(stated[1], high) for low, high in possible):
        follows = " or ".join(_points_text(one) for one in possible)
        yield Contradiction(f"the interval of points {name}", _points_text(stated), follows, (*path, "points"))


def _points_text(ends: tuple[float, float]) -> str:
    low, high = (f"{end:.9g}" for end in ends)
    return low if low == high else f"{low} to {high}"


def _differs(what: str, stated: Outcome, follows: Outcome, path: DataPath) -> Contradiction:
    return Contradiction(what, stated.value, follows.value, path)
