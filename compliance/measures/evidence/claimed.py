"""Whether a stated figure is what the data say.

The difference is stated minus recomputed; it is within the tolerance where its size is no larger. The tolerance is for
rounding, so it is meant to be small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Means, Measure


@dataclass(frozen=True, slots=True)
class Claim:
    """A stated figure against the recomputed one."""

    difference: Annotated[float, Means("stated minus recomputed, in the figure's own units")]
    within: Annotated[bool, Means("whether its size is no larger than the tolerance")]


def claimed(
    stated: Annotated[float, Means("the figure that the dossier states")],
    recomputed: Annotated[float, Means("the figure that the data give")],
    tolerance: Annotated[float, Means("how far they may be apart, in the figure's own units")],
) -> Claim:
    """Compare a stated figure with the recomputed one.

    Raises :class:`EvaluationError` for a negative tolerance.
    """
    if tolerance < 0:
        raise EvaluationError("the tolerance is negative")
    difference = rounded(stated - recomputed)
    return Claim(difference, abs(difference) <= tolerance)


MEASURE = Measure(
    claimed,
    "how far a stated figure is from what the data say",
    failure_modes=(
        "A figure that agrees may still be computed from the wrong data.",
        "The tolerance is in the figure's own units.",
    ),
)
