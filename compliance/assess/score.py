"""Scores and levels from findings, as intervals: ``low`` counts what was not assessed as failed, ``high`` as passed.

The four models of XCCDF 1.2 (NIST IR 7275 rev. 4) are here by their names, scaled to [0, 1]; and the weighted geometric
mean over families, in which excellence in one family cannot buy absence in another (JRC/OECD, *Handbook on Constructing
Composite Indicators*, 2008, on geometric aggregation).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

from compliance.assess.assessment.model import Counts, FamilyResult, Finding, Interval, Outcome

Points = Callable[[Finding], float]

#: Models whose overall score is made of the scores of families; the others are made of criteria.
OVER_FAMILIES = ("weighted-geometric-mean", "default")


class Family(Protocol):
    """A family as a standard or an assessment describes it."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str | None: ...
    @property
    def weight(self) -> float: ...


class Scoring(Protocol):
    """How the overall score is made: the name of the model, and the floor of a geometric mean."""

    @property
    def model(self) -> str: ...
    @property
    def floor(self) -> float: ...


class Level(Protocol):
    """A level by its number."""

    @property
    def number(self) -> int: ...


class Result(Protocol):
    """What decides a level: a finding, or a result on the standard itself."""

    @property
    def level(self) -> int: ...
    @property
    def obligation(self) -> str: ...
    @property
    def outcome(self) -> Outcome: ...


def applicable(findings: Sequence[Finding]) -> list[Finding]:
    """Findings that count: all but those that do not apply."""
    return [finding for finding in findings if finding.outcome.applies]


def family_results(families: Sequence[Family], findings: Sequence[Finding]) -> tuple[FamilyResult, ...]:
    """Each family's weighted mean over its applicable criteria."""
    results = []
    for family in families:
        own = [finding for finding in findings if finding.family == family.id]
        if own:
            results.append(
                FamilyResult(
                    id=family.id,
                    title=family.title,
                    description=family.description or "",
                    weight=family.weight,
                    score=_interval(lambda points, own=own: weighted_mean(applicable(own), points)),  # type: ignore[misc]
                    counts=Counts.of(finding.outcome for finding in own),
                )
            )
    return tuple(results)


def _low(finding: Finding) -> float:
    return finding.points


def _high(finding: Finding) -> float:
    return finding.points_high


def _interval(score: Callable[[Points], float | None]) -> Interval | None:
    low, high = score(_low), score(_high)
    return None if low is None or high is None else Interval(low=low, high=high)


def weighted_mean(findings: Sequence[Finding], points: Points) -> float | None:
    """Mean of the findings' points by their weights; None without findings."""
    total = math.fsum(finding.weight for finding in findings)
    return math.fsum(finding.weight * points(finding) for finding in findings) / total if findings else None


def overall(scoring: Scoring, families: Sequence[FamilyResult], findings: Sequence[Finding]) -> Interval:
    """The overall score by the standard's model; 0 to 0 where nothing applies."""
    counted = applicable(findings)
    if not counted:
        return Interval(low=0.0, high=0.0)
    if scoring.model in OVER_FAMILIES:
        scored = [(family.weight, family.score) for family in families if family.score is not None]
        low = over_families(scoring, [(weight, score.low) for weight, score in scored])
        high = over_families(scoring, [(weight, score.high) for weight, score in scored])
        return Interval(low=low, high=high)
    return Interval(low=_flat(scoring.model, counted, _low), high=_flat(scoring.model, counted, _high))


def over_families(scoring: Scoring, scores: Sequence[tuple[float, float]]) -> float:
    """The overall score from (weight, score in [0, 1]) pairs of families, by a model that is made of families."""
    total = math.fsum(weight for weight, _ in scores)
    if scoring.model == "default":
        return math.fsum(weight * score for weight, score in scores) / total
    return geometric_mean(scores, scoring.floor)


def geometric_mean(scores: Sequence[tuple[float, float]], floor: float) -> float:
    """Weighted geometric mean of (weight, score in [0, 1]) pairs.

    ``floor`` is added to each score before and taken off after, scaled so that all 0 is 0 and all 1 is 1: without it a
    single family at 0 would make the whole 0, and mending any other would change nothing. It is monotone in each score.
    """
    if len({score for _, score in scores}) == 1:
        return scores[0][1]
    total = math.fsum(weight for weight, _ in scores)
    logs = math.fsum(weight * math.log1p(score / floor) for weight, score in scores)
    return min(1.0, max(0.0, floor * math.expm1(logs / total)))


def _flat(model: str, findings: Sequence[Finding], points: Points) -> float:
    if model == "flat":
        return weighted_mean(findings, points) or 0.0
    full = [points(finding) == 1 for finding in findings]
    if model == "absolute":
        return float(all(full))
    return sum(full) / len(full)


def reached(levels: Sequence[Level], results: Sequence[Result], *, if_unassessed_passed: bool = False) -> int:
    """The highest level of which every applicable ``must``, its own and those below, passes; 0 is none.

    A level without an applicable ``must`` of its own is not reached: nothing shown is nothing reached.
    """
    highest = 0
    musts = [one for one in results if one.outcome.applies and one.obligation == "must"]
    for level in sorted(levels, key=lambda one: one.number):
        own = [one for one in musts if one.level == level.number]
        if not own or not all(one.outcome.passes or (if_unassessed_passed and one.outcome.open) for one in own):
            break
        highest = level.number
    return highest
