"""Annexes of an assessment: origins of thresholds, other frameworks, robustness, plan, decisions.

An annex whose data nothing makes yet is empty, and its section of the report does not appear.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from compliance.assess.assessment.outcome import Counts, Outcome
from compliance.assess.assessment.parts import DATE, DAYS, LEVEL, Interval, Scalar, about

_DRAWS: Mapping[str, Any] = {"ge": 1, "le": 10_000}
_SEED: Mapping[str, Any] = {"ge": 0, "lt": 2**32}
_SPREAD: Mapping[str, Any] = {"ge": 0, "lt": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A threshold or other constant as it was used, and where it comes from."""

    name: str
    value: Scalar
    unit: str = ""
    why: str = ""
    source: str = field(
        default="", metadata=about("Key into the references; empty where the standard proposes the value itself.")
    )
    standard_value: Scalar = field(
        default=None, metadata=about("The standard's own value, where a profile changed it.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """Where a criterion meets a clause of another framework; never a finding of conformity with that framework."""

    criterion: str
    framework: str
    framework_title: str
    clause: str
    relationship: Literal["equal", "subset", "superset", "intersects"] = field(
        metadata=about("Read from criterion to clause, after OSCAL's control mapping.")
    )
    gap: str = field(metadata=about("What of the clause an assessment of the criterion says nothing about."))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnResult:
    """A criterion of the standard on the standard itself."""

    criterion: str
    title: str
    level: int = field(metadata=LEVEL)
    obligation: Literal["must", "should", "may"]
    outcome: Outcome
    message: str = field(default="", metadata=about("The first reason, where it did not pass."))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldToItself:
    """The result of the standard on those of its own criteria that apply to a standard."""

    level: int = field(metadata=LEVEL)
    counts: Counts
    results: tuple[OwnResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How the score holds when the weights are drawn at random around those of the standard.

    The level does not depend on weights: it asks each `must` to pass.
    """

    draws: int = field(metadata=_DRAWS)
    seed: int = field(metadata=_SEED)
    spread: float = field(
        metadata=about("Each weight is multiplied by a factor between 1 - spread and 1 + spread.", _SPREAD)
    )
    low: Interval = field(metadata=about("The middle 95 % of the lower ends of the score."))
    high: Interval = field(metadata=about("The middle 95 % of the upper ends of the score."))
    without: dict[str, Interval] = field(metadata=about("By family, the score if that family were left out."))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One remedy of the plan, and the level and score after it."""

    criterion: str
    title: str
    remedy: str = ""
    days: float = field(metadata=DAYS)
    level_after: int = field(metadata=LEVEL)
    score_after: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The cheapest set of remedies that reaches the target level."""

    target: int = field(metadata=LEVEL)
    days: float = field(metadata=about("Person-days of all steps together.", {"ge": 0, "le": 1e8}))
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """A person's decision on a criterion that only people can decide."""

    criterion: str
    outcome: Outcome
    by: str
    on: str = field(metadata=DATE)
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An approved, reasoned, expiring exception; the criterion is evaluated all the same."""

    criterion: str
    approved_by: str
    approved_on: str = field(metadata=DATE)
    expires_on: str = field(metadata=DATE)
    reason: str
    in_force: bool
