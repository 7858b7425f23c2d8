"""What became of each thing that people raised.

Each point goes through up to four stages, each with a date that is not before the one it follows and not after the day
of the assessment: raised, *answered* (those who raised it were told accepted or declined), *changed* (a change names
the point), *verified* (people of a group that raised it looked afterwards and said whether it helped). Days are whole
days between dates. A point is *settled* where a change names it, or where it was declined with a reason.

Joins are by the ids in the dossier; what is not dated is not counted, and what is dated in an impossible order is
listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from compliance.expressions.values.value_types import Timestamp
from compliance.measures.calculations.rounding import rounded
from compliance.measures.calculations.waiting_times import nearest_rank
from compliance.measures.calendar_days import day_of
from compliance.measures.declaration import Means, Measure

ACCEPTED, DECLINED = "accepted", "declined"


@dataclass(frozen=True, slots=True)
class Answer:
    """What those who raised a point were told."""

    date: Annotated[Timestamp | None, Means("when they were told")] = None
    decision: Annotated[str, Means("`accepted` or `declined`")] = ""
    reason: Annotated[str, Means("why")] = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that people raised."""

    id: Annotated[str, Means("the id of the point")]
    date: Annotated[Timestamp | None, Means("when it was raised")] = None
    groups: Annotated[list[str], Means("the ids of the groups that raised it")] = field(default_factory=list)
    serious: Annotated[bool | None, Means("whether it is serious, where stated")] = None
    answer: Annotated[Answer | None, Means("what those who raised it were told")] = None


@dataclass(frozen=True, slots=True)
class Verified:
    """Who looked at a change afterwards."""

    date: Annotated[Timestamp | None, Means("when they looked")] = None
    groups: Annotated[list[str], Means("the ids of their groups")] = field(default_factory=list)
    helped: Annotated[bool | None, Means("whether the change helped")] = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the system."""

    id: Annotated[str, Means("the id of the change")]
    date: Annotated[Timestamp | None, Means("when it was made")] = None
    raised: Annotated[list[str], Means("the ids of the points that led to it")] = field(default_factory=list)
    verified: Annotated[Verified | None, Means("who looked at it afterwards")] = None


@dataclass(frozen=True, slots=True)
class PointResponse:
    """What became of one point. Days count from the day it was raised; unknown where that stage was not reached."""

    point: Annotated[str, Means("the id of the point")]
    serious: Annotated[bool | None, Means("whether it is serious, where stated")]
    answered: Annotated[bool, Means("whether those who raised it were told accepted or declined")]
    settled: Annotated[bool, Means("whether a change names it, or it was declined with a reason")]
    changed: Annotated[bool, Means("whether a change names it")]
    verified: Annotated[bool, Means("whether people of a group that raised it looked at the change")]
    helped: Annotated[bool, Means("whether they said that it helped")]
    days_to_answer: Annotated[int | None, Means("until the answer", "days")]
    days_to_change: Annotated[int | None, Means("until the first change", "days")]
    days_to_verification: Annotated[int | None, Means("until the first verification", "days")]


@dataclass(frozen=True, slots=True)
class Response:
    """What became of all points."""

    raised: Annotated[int, Means("points raised", "points")]
    answered: Annotated[int, Means("points answered", "points")]
    settled: Annotated[int, Means("points settled", "points")]
    changed: Annotated[int, Means("points that a change names", "points")]
    verified: Annotated[int, Means("points whose change was verified", "points")]
    helped: Annotated[int, Means("points whose change helped", "points")]
    answered_share: Annotated[float | None, Means("answered / raised; unknown where nothing was raised", "share")]
    settled_share: Annotated[float | None, Means("settled / raised; unknown where nothing was raised", "share")]
    unreasoned: Annotated[int, Means("points declined without a reason", "points")]
    median_days: Annotated[int | None, Means("the median until the answer, over the answered points", "days")]
    longest_days: Annotated[int | None, Means("the longest until an answer, over the answered points", "days")]
    impossible: Annotated[list[str], Means("the ids of points with dates in an impossible order")]
    points: Annotated[list[PointResponse], Means("each point")]


def response(
    raised: Annotated[list[Point], Means("the points that people raised")],
    changes: Annotated[list[Change], Means("the changes made")],
    as_of: Annotated[Timestamp, Means("the day of the assessment")],
) -> Response:
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


MEASURE = Measure(
    response,
    "what became of each thing that people raised, and after how many days",
    failure_modes=(
        "Only what the dossier lists is counted: people whose points were not written down don't appear.",
        "A fast answer may be a bad one; `helped` counts what those concerned found.",
    ),
)
