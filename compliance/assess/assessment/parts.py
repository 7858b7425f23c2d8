"""What every part of an assessment is made of: records, outcomes, intervals, counts."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

Scalar = bool | int | float | str | None


class Outcome(StrEnum):
    """A criterion's outcome on a dossier."""

    PASS = "pass"
    FAIL = "fail"
    NOT_EVIDENCED = "not-evidenced"
    NOT_APPLICABLE = "not-applicable"
    NEEDS_REVIEW = "needs-review"
    ERROR = "error"


class Record(BaseModel):
    """Base of every part of an assessment: frozen, closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Interval(Record):
    """What is known of a number in [0, 1]: at least ``low``, at most ``high``."""

    low: float = Field(description="Everything that was not assessed counts as failed; the headline.")
    high: float = Field(description="Everything that was not assessed counts as passed.")


class Counts(Record):
    """How many findings had which outcome."""

    passed: int = 0
    failed: int = 0
    not_evidenced: int = 0
    not_applicable: int = 0
    needs_review: int = 0
    error: int = 0
