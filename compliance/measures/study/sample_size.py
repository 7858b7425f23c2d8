"""How many items an interval of a wanted width needs, from an interval that there is.

The width of the interval of an agreement falls with the root of the number of items, so from n items and a half-width h
a half-width w needs n (h / w)^2 items of the same kind.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Formula, Means, Measure


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many are needed."""

    half_width: Annotated[float | None, Means("half the width of the interval there is; unknown without items")]
    needed: Annotated[int, Means("how many the wanted half-width needs", "items")]
    enough: Annotated[bool, Means("whether there are as many")]


HalfWidth = Annotated[float, Means("half the width that is wanted, above 0")]


def sample_size(
    items: Annotated[int, Means("how many items there are", "items")],
    lower: Annotated[float, Means("the lower end of the interval that they gave")],
    upper: Annotated[float, Means("its upper end")],
    half_width: HalfWidth,
) -> SampleSize:
    """Items needed for an interval of ``half_width``, from an interval that ``items`` of them gave.

    Raises :class:`EvaluationError` for a half-width that is not above 0, an interval upside down, or no items.
    """
    check_half_width(half_width)
    if items < 1 or lower > upper:
        raise EvaluationError("a sample size is reckoned from an interval over at least one item, its lower end first")
    present = (upper - lower) / 2
    needed = max(math.ceil(items * (present / half_width) ** 2 - 1e-9), 1)
    return SampleSize(rounded(present), needed, present <= half_width)


def check_half_width(half_width: float) -> None:
    """Raise :class:`EvaluationError` for a half-width that is not above 0."""
    if not half_width > 0:
        raise EvaluationError("the wanted half-width has to be above 0")


MEASURE = Measure(
    sample_size,
    "how many items an interval of a wanted width needs",
    failure_modes=(
        "It holds for items drawn at random and independently of each other; many items of one person count for less.",
    ),
    formulas=(
        Formula(
            "Sample size",
            ("n' = n (h / w)²",),
            "n items gave an interval of half-width h; n' of the same kind would give the half-width w.",
        ),
    ),
)
