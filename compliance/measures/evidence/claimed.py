"""Claimed against recomputed: whether a stated figure is what the data say.

The difference is stated minus recomputed; it is within the tolerance where its size is no larger. The tolerance is for
rounding, so it is meant to be small.

Failure modes. A figure that agrees may still be computed from the wrong data. The tolerance is in the figure's own
units.
"""

from __future__ import annotations

from dataclasses import dataclass

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.statistics.rounding import rounded


@dataclass(frozen=True, slots=True)
class Claim:
    """The ``difference`` of a stated figure from the recomputed one, and whether it is ``within`` the tolerance."""

    difference: float
    within: bool


def claimed(stated: float, recomputed: float, tolerance: float) -> Claim:
    """Compare a stated figure with the recomputed one.

    Raises :class:`EvaluationError` for a negative tolerance.
    """
    if tolerance < 0:
        raise EvaluationError("the tolerance is negative")
    difference = rounded(stated - recomputed)
    return Claim(difference, abs(difference) <= tolerance)
