"""Response: what became of each thing that people raised.

Each point goes through up to four stages, each with a date that is not before the one it follows and not after the day
of the assessment: raised, *answered* (those who raised it were told accepted or declined), *changed* (a change names
the point), *verified* (people of a group that raised it looked afterwards and said whether it helped). Days are whole
days between dates. A point is *settled* where a change names it, or where it was declined with a reason.

Joins are by the ids in the dossier; what is not dated is not counted, and what is dated in an impossible order is
listed.

Failure modes. Only what the dossier lists is counted: people whose points were not written down don't appear. A fast
answer may be a bad one; ``helped`` counts what those concerned found.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from compliance.expressions.values.value_types import Timestamp
from compliance.measures.calendar_days import day_of
from compliance.measures.statistics.rounding import rounded
from compliance.measures.statistics.waiting_times import nearest_rank

ACCEPTED, DECLINED = "accepted", "declined"


@dataclass(frozen=True, slots=True)
class Answer:
    """When those who raised a point were told, what was decided, and why."""

    date: Timestamp | None = None
    decision: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that people raised; ``groups`` are theirs."""

    id: str
    date: Timestamp | None = None
    groups: list[str] = field(default_factory=list)
    serious: bool | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """When people of which groups looked at a change, and whether it helped."""

    date: Timestamp | None = None
    groups: list[str] = field(default_factory=list)
    helped: bool | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change, its date, the points that led to it, and its verification."""

    id: str
    date: Timestamp | None = None
    raised: list[str] = field(default_factory=list)
    verified: Verified | None = None


@dataclass(frozen=True, slots=True)
class PointResponse:
    """What became of one point. Days count from the day it was raised; None where that stage was not reached."""

    point: str
    serious: bool | None
    answered: bool
    settled: bool
    changed: bool
    verified: bool
    helped: bool
    days_to_answer: int | None
    days_to_change: int | None
    days_to_verification: int | None


@dataclass(frozen=True, slots=True)
class Response:
    """Counts over all points, shares of all points, and the points themselves.

    ``median_days`` and ``longest_days`` are over the answered points. ``unreasoned`` counts points declined without a
    reason, ``impossible`` names points with dates in an impossible order. Shares are None where nothing was raised.
    """

    raised: int
    answered: int
    settled: int
    changed: int
    verified: int
    helped: int
    answered_share: float | None
    settled_share: float | None
    unreasoned: int
    median_days: int | None
    longest_days: int | None
    impossible: list[str]
    points: list[PointResponse]


def response(raised: list[Point], changes: list[Change], as_of: Timestamp) -> Response:
    """Follow each point to its answer, its change and the verification of that, as known on ``as_of``."""
    today = day_of(as_of)
    changes_of: dict[str, list[Change]] = {}
    for change in changes:
        for point in dict.fromkeys(change.raised):
            changes_of.setdefault(point, []).append(change)
    followed = [_follow(point, changes_of.get(point.id, []), today) for point in raised]
    days = sorted(one.days_to_answer for one, _ in followed if one.days_to_answer is not None)
    points = [one for one, _ in followed]
    total = len(points)
    answered, settled = sum(one.answered for one in points), sum(one.settled for one in points)
    return Response(
        raised=total,
        answered=answered,
        settled=settled,
        changed=sum(one.changed for one in points),
        verified=sum(one.verified for one in points),
        helped=sum(one.helped for one in points),
        answered_share=rounded(answered / total) if total else None,
        settled_share=rounded(settled / total) if total else None,
        unreasoned=sum(
            point.answer is not None and point.answer.decision == DECLINED and not point.answer.reason
            for point in raised
        ),
        median_days=nearest_rank(days, 0.5) if days else None,
        longest_days=days[-1] if days else None,
        impossible=[point.point for point, wrong in followed if wrong],
        points=points,
    )


def _follow(point: Point, changes: list[Change], today: int) -> tuple[PointResponse, bool]:
    """What became of one point, and whether some of its dates are impossible."""
    start = day_of(point.date) if point.date is not None else None
    wrong = start is not None and start > today

    def days_until(moment: Timestamp | None, after: int | None) -> int | None:
        nonlocal wrong
        if moment is None or start is None or after is None:
            return None
        day = day_of(moment)
        if not after <= day <= today:
            wrong = True
            return None
        return day - start

    answer = point.answer or Answer()
    told = days_until(answer.date, start)
    answered = told is not None and answer.decision in (ACCEPTED, DECLINED)
    made, seen, helped = [], [], False
    for change in changes:
        done = days_until(change.date, start)
        if done is None or change.date is None:
            continue
        made.append(done)
        look = change.verified or Verified()
        looked = days_until(look.date, day_of(change.date))
        if looked is not None and look.helped is not None and set(look.groups) & set(point.groups):
            seen.append(looked)
            helped = helped or look.helped
    declined = answered and answer.decision == DECLINED and bool(answer.reason)
    return PointResponse(
        point=point.id,
        serious=point.serious,
        answered=answered,
        settled=bool(made) or declined,
        changed=bool(made),
        verified=bool(seen),
        helped=helped,
        days_to_answer=told if answered else None,
        days_to_change=min(made, default=None),
        days_to_verification=min(seen, default=None),
    ), wrong
