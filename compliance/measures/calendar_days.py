"""Days as whole numbers, so that the time between two dates is a difference."""

from __future__ import annotations

import re
from datetime import date

from compliance.expressions.values.value_types import DAY, Timestamp

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH = date(1970, 1, 1).toordinal()


def day_of(moment: Timestamp) -> int:
    """The day, in UTC, on which a moment falls, counted from 1970-01-01."""
    return moment.ns // DAY


def moment_of(day: int) -> Timestamp:
    """The beginning of a day in UTC."""
    return Timestamp(day * DAY)


def parse_day(text: str) -> int | None:
    """The day that ``text`` writes as YYYY-MM-DD, counted from 1970-01-01, or None."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:
        return None
