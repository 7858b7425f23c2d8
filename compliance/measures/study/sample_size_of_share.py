"""How many items, or people, the interval of a share needs.

The smallest n for which the 95 % interval of Wilson around the expected share p has a half-width of at most w::

    half-width = z sqrt(p (1 - p) / n + z^2 / (4 n^2)) / (1 + z^2 / n),   z = 1.96
"""

from __future__ import annotations

import math
from typing import Annotated

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.calculations.distributions import Z
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Formula, Means, Measure
from compliance.measures.study.sample_size import HalfWidth, SampleSize, check_half_width

_MOST = 10**12


def sample_size_of_share(
    share: Annotated[float, Means("the share that is expected, in [0, 1]", "share")],
    half_width: HalfWidth,
    items: Annotated[int, Means("how many items, or people, there are", "items")],
) -> SampleSize:
    """Items needed for an interval of ``half_width`` around an expected ``share``, and whether ``items`` are enough.

    Raises :class:`EvaluationError` for a share outside [0, 1], a half-width that is not above 0, or a negative number
    of items.
    """
    check_half_width(half_width)
    if not 0 <= share <= 1:
        raise EvaluationError(f"the expected share is {share:g}, which is not between 0 and 1")
    if items < 0:
        raise EvaluationError("the number of items is negative")
    too_few, enough = 0, 1
    while _wilson(share, enough) > half_width:
        too_few, enough = enough, 2 * enough
        if enough > _MOST:
            raise EvaluationError(f"a half-width of {half_width:g} needs more than {_MOST} items")
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        too_few, enough = (middle, enough) if _wilson(share, middle) > half_width else (too_few, middle)
    return SampleSize(rounded(_wilson(share, items)) if items else None, enough, items >= enough)


def _wilson(share: float, number: int) -> float:
    spread = share * (1 - share) / number + Z * Z / (4 * number * number)
    return Z * math.sqrt(spread) / (1 + Z * Z / number)


MEASURE = Measure(
    sample_size_of_share,
    "how many people the interval of a share needs",
    failure_modes=(
        "It holds for items and people drawn at random and independently of each other; many items of one person count"
        " for less.",
        "The expected share is a guess made beforehand: 0.5 is the safe one.",
    ),
    formulas=(
        Formula(
            "Sample size of a share: Wilson's interval",
            ("w = z √(p (1 − p) / n + z² / (4n²)) / (1 + z² / n)",),
            "w is the half-width of the interval around a share p of n people; z is 1.96. The smallest n is taken for"
            " which w is no larger than wanted.",
        ),
    ),
    sources=("Wilson 1927, Journal of the American Statistical Association 22",),
)
