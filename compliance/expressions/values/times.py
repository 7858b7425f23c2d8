"""Moments and spans: reading them from text, and the parts of a moment in a time zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

from compliance.expressions.values.comparison import no_overload
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.operators import checked_int
from compliance.expressions.values.value_types import DAY, INT_MAX, INT_MIN, SECOND, Duration, Timestamp, Value

_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)\Z",
    re.ASCII,
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_SPAN_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(h|ms|us|µs|ns|m|s)", re.ASCII)
_UNITS = {"h": 3600 * SECOND, "m": 60 * SECOND, "s": SECOND, "ms": 1_000_000, "us": 1_000, "µs": 1_000, "ns": 1}
_OFFSET = re.compile(r"([+-]?)(\d\d):(\d\d)\Z", re.ASCII)


def read_timestamp(text: str) -> Timestamp:
    """A moment from RFC 3339 text; an offset is mandatory and leap seconds are refused.

    Raises :class:`EvaluationError`.
    """
    found = _MOMENT.match(text)
    if not found:
        raise EvaluationError(f"not a time with an offset (RFC 3339): {text!r}")
    *parts, fraction, offset = found.groups()
    try:
        naive = datetime(*(int(part) for part in parts))  # type: ignore[arg-type]  # six numbers by the pattern
    except ValueError as error:
        raise EvaluationError(f"not a time: {text!r}: {error}") from None
    seconds = int((naive - datetime(1970, 1, 1)).total_seconds())
    if offset not in "Zz":
        hours, minutes = int(offset[1:3]), int(offset[4:6])
        if hours > 23 or minutes > 59:
            raise EvaluationError(f"not an offset: {offset!r}")
        seconds -= (hours * 3600 + minutes * 60) * (1 if offset[0] == "+" else -1)
    return Timestamp(seconds * SECOND + int((fraction or "").ljust(9, "0")))


def read_date(text: str) -> Timestamp:
    """Midnight in UTC of a date written YYYY-MM-DD. Raises :class:`EvaluationError`."""
    if not _DATE.match(text):
        raise EvaluationError(f"not a date (YYYY-MM-DD): {text!r}")
    return read_timestamp(text + "T00:00:00Z")


def read_duration(text: str) -> Duration:
    """A span from text such as ``1h30m`` or ``-1.5s``. Raises :class:`EvaluationError`."""
    sign = -1 if text.startswith("-") else 1
    rest = text.removeprefix("-") if sign < 0 else text.removeprefix("+")
    if rest == "0":
        return Duration(0)
    total, end = 0, 0
    while end < len(rest):
        found = _SPAN_PART.match(rest, end)
        if not found:
            break
        whole, _, fraction = found.group(1).partition(".")
        unit = _UNITS[found.group(2)]
        total += int(whole or 0) * unit + int((fraction or "0")[:18]) * unit // 10 ** len((fraction or "0")[:18])
        end = found.end()
    if not rest or end != len(rest):
        raise EvaluationError(f"not a duration: {text!r}")
    if not INT_MIN <= total <= INT_MAX:
        raise EvaluationError(f"duration out of range: {text!r}")
    return Duration(sign * total)


def days(count: Value) -> Duration:
    """A span of ``count`` days of 24 hours."""
    if type(count) is not int:
        raise no_overload("days", count)
    return Duration(checked_int(count * DAY))


def date(text: Value) -> Timestamp:
    """``date('2026-01-31')``: midnight of that day in UTC."""
    if type(text) is not str:
        raise no_overload("date", text)
    return read_date(text)


def _zone(name: str) -> tzinfo:
    if name in ("", "UTC"):
        return timezone.utc  # noqa: UP017  # the annotation is about tzinfo, both names are one object
    found = _OFFSET.match(name)
    if found:
        sign = -1 if found.group(1) == "-" else 1
        return timezone(sign * timedelta(hours=int(found.group(2)), minutes=int(found.group(3))))
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise EvaluationError(f"unknown time zone: {name!r}") from None


_CYCLE_YEARS = 400
_CYCLE = 146_097 * DAY
"""The Gregorian calendar repeats, weekdays and all, after 400 years."""


def _local(moment: Timestamp, zone: tzinfo) -> tuple[datetime, int]:
    """The moment in a zone, and the years to add to it: next to the first and last year Python's clock ends."""
    for years in (0, _CYCLE_YEARS, -_CYCLE_YEARS):
        try:
            moved = Timestamp(moment.ns + _CYCLE * years // _CYCLE_YEARS)
            return moved.moment().astimezone(zone), -years
        except (OverflowError, ValueError, EvaluationError):
            continue
    raise EvaluationError("the moment is out of range in that time zone")


def _part(name: str, of_moment: Callable[[datetime], int], of_span: Callable[[int], int] | None = None) -> Any:
    def call(value: Value, zone: Value = "") -> int:
        if type(value) is Timestamp and type(zone) is str:
            local, years = _local(value, _zone(zone))
            return of_moment(local) + (years if name == "getFullYear" else 0)
        if type(value) is Duration and of_span and zone == "":
            return of_span(value.ns)
        raise no_overload(name, value)

    return call


def _cut(ns: int, unit: int) -> int:
    return ns // unit if ns >= 0 else -(-ns // unit)


TIME_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "days": days,
    "date": date,
    "getFullYear": _part("getFullYear", lambda moment: moment.year),
    "getMonth": _part("getMonth", lambda moment: moment.month - 1),
    "getDayOfMonth": _part("getDayOfMonth", lambda moment: moment.day - 1),
    "getDate": _part("getDate", lambda moment: moment.day),
    "getDayOfWeek": _part("getDayOfWeek", lambda moment: moment.isoweekday() % 7),
    "getDayOfYear": _part("getDayOfYear", lambda moment: moment.timetuple().tm_yday - 1),
    "getHours": _part("getHours", lambda moment: moment.hour, lambda ns: _cut(ns, 3600 * SECOND)),
    "getMinutes": _part("getMinutes", lambda moment: moment.minute, lambda ns: _cut(ns, 60 * SECOND)),
    "getSeconds": _part("getSeconds", lambda moment: moment.second, lambda ns: _cut(ns, SECOND)),
    "getMilliseconds": _part(
        "getMilliseconds",
        lambda moment: moment.microsecond // 1000,
        lambda ns: _cut(ns - _cut(ns, SECOND) * SECOND, 1_000_000),
    ),
}
