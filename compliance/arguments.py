"""Arguments of the public interface: their types are checked once, where they come in, and named if they are wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The date of a check if none is named: today in UTC."""
    return datetime.now(UTC).date()


def expect(name: str, value: object, kind: type | tuple[type, ...], meaning: str) -> None:
    """Raise TypeError, naming the argument, where it is of another type than the functions here take."""
    if not isinstance(value, kind):
        raise TypeError(f"`{name}` is of type {type(value).__name__}; expected {meaning}")


def day_of(as_of: date | None) -> date:
    """The day that ``as_of`` names: today in UTC where it is None. Raises TypeError where it is no plain date."""
    if as_of is None:
        return today()
    if isinstance(as_of, datetime) or not isinstance(as_of, date):
        raise TypeError(f"`as_of` is of type {type(as_of).__name__}; expected a datetime.date")
    return as_of
