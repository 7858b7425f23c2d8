"""Freshness: how old a piece of evidence is, how long it may be relied on, and what has happened since.

Evidence expires on the earlier of the last day that it states for itself and its day of collection plus the age that
the standard allows. It *predates* every event (a change of the system, a release) that came after it was collected:
what it says of the system may no longer hold. An event on the same day is not after it. All in whole days, UTC.

Failure modes. The dates are those of the dossier. An event without a date may have come before or after; it is named in
``undated``, and ``current`` is then not known.
"""

from __future__ import annotations

from dataclasses import dataclass

from compliance.expressions.values.value_types import Timestamp
from compliance.measures.calendar_days import day_of, moment_of


@dataclass(frozen=True, slots=True)
class Dated:
    """A piece of evidence: when it was collected, and the last day on which it may be relied on."""

    collected_on: Timestamp
    valid_until: Timestamp


@dataclass(frozen=True, slots=True)
class Event:
    """Something after which evidence may no longer hold, and when it happened, where stated."""

    id: str
    date: Timestamp | None = None


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh a piece of evidence is.

    ``age_days`` is negative where it is dated after the day of the assessment; it is then not in date. ``days_left`` is
    negative from the day after ``expires``. ``predates`` names the events since it was collected. ``current`` is true
    where it is in date and predates nothing, None where only an undated event speaks against it.
    """

    age_days: int
    expires: Timestamp
    days_left: int
    in_date: bool
    predates: list[str]
    undated: list[str]
    current: bool | None


def freshness(piece: Dated, events: list[Event], max_age_days: int, as_of: Timestamp) -> Freshness:
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
