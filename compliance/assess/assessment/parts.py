"""What every part of an assessment is made of: scalars, intervals, and the ranges of its numbers.

The parts are plain frozen dataclasses, so that a check need not load the library that validates files. ``about`` puts
a description and a range into a field's metadata, where that library finds them when an assessment is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Scalar = bool | int | float | str | None

#: Ranges by the words of JSON Schema's builder. What is beyond them is no assessment.
SHARE: Mapping[str, Any] = {"ge": 0, "le": 1}
COUNT: Mapping[str, Any] = {"ge": 0, "le": 10**12}
FROM_ONE: Mapping[str, Any] = {"ge": 1, "le": 10**9}
LEVEL: Mapping[str, Any] = {"ge": 0, "le": 1_000}
WEIGHT: Mapping[str, Any] = {"ge": 1e-6, "le": 1e6}
DAYS: Mapping[str, Any] = {"ge": 0, "le": 1e5}
DATE: Mapping[str, Any] = {"pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
SHA256: Mapping[str, Any] = {"pattern": r"^[0-9a-f]{64}$"}


def about(description: str, bounds: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """Metadata of a field: what it means, and its range."""
    return {"description": description, **(bounds or {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What is known of a number in [0, 1]: at least ``low``, at most ``high``."""

    low: float = field(metadata=about("Everything that was not assessed counts as failed; the headline.", SHARE))
    high: float = field(metadata=about("Everything that was not assessed counts as passed.", SHARE))
