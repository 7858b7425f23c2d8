"""How old a piece of evidence is, how long it may be relied on, and what has happened since.

Evidence expires on the earlier of the last day that it states for itself and its day of collection plus the age that
the standard allows. It *predates* every event (a change of the system, a release) that came after it was collected:
what it says of the system may no longer hold. An event on the same day is not after it. All in whole days, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.value_types import Timestamp
from compliance.measures.calendar_days import day_of, moment_of
from compliance.measures.declaration import Means, Measure


@dataclass(frozen=True, slots=True)
class Dated:
    """A piece of evidence and its dates."""

    collected_on: Annotated[Timestamp, Means("when it was collected")]
    valid_until: Annotated[Timestamp, Means("the last day on which it may be relied on")]


@dataclass(frozen=True, slots=True)
class Event:
    """Something after which evidence may no longer hold."""

    id: Annotated[str, Means("the id of the event")]
    date: Annotated[Timestamp | None, Means("when it happened, where stated")] = None


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh a piece of evidence is."""

    age_days: Annotated[
        int,
        Means(
            "its age; negative where it is dated after the day of the assessment, and then it is not in date", "days"
        ),
    ]
    expires: Annotated[Timestamp, Means("the last day on which it is in date")]
    days_left: Annotated[int, Means("days until it expires; negative from the day after", "days")]
    in_date: Annotated[bool, Means("whether it is in date")]
    predates: Annotated[list[str], Means("the ids of events since it was collected")]
    undated: Annotated[list[str], Means("the ids of events without a date")]
    current: Annotated[
        bool | None,
        Means("whether it is in date and predates nothing; unknown where only an undated event speaks against it"),
    ]


def freshness(
    piece: Annotated[Dated, Means("the piece of evidence")],
    events: Annotated[list[Event], Means("what happened that it may predate")],
    max_age_days: Annotated[int, Means("how old evidence may be", "days")],
    as_of: Annotated[Timestamp, Means("the day of the assessment")],
) -> Freshness:
    """The freshness of ``piece`` on ``as_of``. Events after ``as_of`` have not happened yet."""
    today, collected = day_of(as_of), day_of(piece.collected_on)
    expires = min(day_of(piece.valid_until), collected + max_age_days)
    in_date = collected <= today <= expires
    predates = [e.id for e in events if e.date is not None and collected < day_of(e.date) <= today]
    undated = [e.id for e in events if e.date is None]
    current: bool | None = in_date and not predates
    return Freshness(
        age_days=today - collected,
        expires=moment_of(expires),
        days_left=expires - today,
        in_date=in_date,
        predates=predates,
        undated=undated,
        current=None if current and undated else current,
    )


MEASURE = Measure(
    freshness,
    "how old evidence is, how long it holds, and what has happened since",
    failure_modes=(
        "The dates are those of the dossier.",
        "An event without a date may have come before or after; it is named in `undated`, and `current` is then not"
        " known.",
    ),
)
