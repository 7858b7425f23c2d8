"""Sample size: how many items, or people, an interval of a wanted width needs.

Of an agreement: the width of its interval falls with the root of the number of items, so from n items and a half-width
h a half-width w needs n (h / w)^2 items of the same kind.

Of a share: the smallest n for which the 95 % interval of Wilson (1927, Journal of the American Statistical Association
22) around the expected share p has a half-width of at most w::

    half-width = z sqrt(p (1 - p) / n + z^2 / (4 n^2)) / (1 + z^2 / n),   z = 1.96

Failure modes. Both hold for items and people drawn at random and independently of each other; many items of one person
count for less. The expected share is a guess made beforehand: 0.5 is the safe one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.statistics.rounding import rounded
from compliance.measures.study.influence import Z

_MOST = 10**12


@dataclass(frozen=True, slots=True)
class SampleSize:
    """The ``half_width`` there is (None without items), how many items are ``needed``, whether there are ``enough``."""

    half_width: float | None
    needed: int
    enough: bool


def sample_size(items: int, lower: float, upper: float, half_width: float) -> SampleSize:
    """Items needed for an interval of ``half_width``, from an interval that ``items`` of them gave.

    Raises :class:`EvaluationError` for a half-width that is not above 0, an interval upside down, or no items.
    """
    _check_half_width(half_width)
    if items < 1 or lower > upper:
        raise EvaluationError("a sample size is reckoned from an interval over at least one item, its lower end first")
    present = (upper - lower) / 2
    needed = max(math.ceil(items * (present / half_width) ** 2 - 1e-9), 1)
    return SampleSize(rounded(present), needed, present <= half_width)


def sample_size_of_share(share: float, half_width: float, items: int) -> SampleSize:
    """Items needed for an interval of ``half_width`` around an expected ``share``, and whether ``items`` are enough.

    Raises :class:`EvaluationError` for a share outside [0, 1], a half-width that is not above 0, or a negative number
    of items.
    """
    _check_half_width(half_width)
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


def _check_half_width(half_width: float) -> None:
    if not half_width > 0:
        raise EvaluationError("the wanted half-width has to be above 0")
