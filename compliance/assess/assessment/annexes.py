"""What an assessment carries beside its findings: origins of thresholds, other frameworks, robustness, plan, decisions.

An annex whose data nothing makes yet is empty, and its section of the report does not appear.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from compliance.assess.assessment.parts import Counts, Interval, Outcome, Record, Scalar


class Parameter(Record):
    """A threshold or other constant as it was used, and where it comes from."""

    name: str
    value: Scalar
    unit: str = ""
    why: str = ""
    source: str = Field("", description="Key into the references; empty where the standard proposes the value itself.")
    standard_value: Scalar = Field(None, description="The standard's own value, where a profile changed it.")


class Correspondence(Record):
    """Where a criterion meets a clause of another framework; never a finding of conformity with that framework."""

    criterion: str
    framework: str
    framework_title: str
    clause: str
    relationship: Literal["equal", "subset", "superset", "intersects"] = Field(
        description="Read from criterion to clause, after OSCAL's control mapping."
    )
    gap: str = Field(description="What of the clause an assessment of the criterion says nothing about.")


class OwnResult(Record):
    """A criterion of the standard on the standard itself."""

    criterion: str
    title: str
    level: int
    obligation: Literal["must", "should", "may"]
    outcome: Outcome
    message: str = Field("", description="The first reason, where it did not pass.")


class HeldToItself(Record):
    """The standard held to those of its own criteria that apply to a standard."""

    level: int
    counts: Counts
    results: tuple[OwnResult, ...]


class Robustness(Record):
    """How the score holds when the weights are drawn at random around those of the standard.

    The level does not depend on weights: it asks each `must` to pass.
    """

    draws: int
    seed: int
    spread: float = Field(description="Each weight is multiplied by a factor between 1 - spread and 1 + spread.")
    low: Interval = Field(description="The middle 95 % of the lower ends of the score.")
    high: Interval = Field(description="The middle 95 % of the upper ends of the score.")
    without: dict[str, Interval] = Field(description="By family, the score if that family were left out.")


class PlanStep(Record):
    """One remedy of the plan, and where the assessment stands after it."""

    criterion: str
    title: str
    remedy: str = ""
    days: float
    level_after: int
    score_after: Interval


class Plan(Record):
    """The cheapest set of remedies that reaches the target level."""

    target: int
    days: float
    steps: tuple[PlanStep, ...]


class Determination(Record):
    """What a person decided on a criterion that no machine can decide."""

    criterion: str
    outcome: Outcome
    by: str
    on: str
    reason: str


class Waiver(Record):
    """An approved, reasoned, expiring exception; the criterion is evaluated all the same."""

    criterion: str
    approved_by: str
    approved_on: str
    expires_on: str
    reason: str
    in_force: bool
