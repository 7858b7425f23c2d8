"""Observed and expected disagreement of ratings, as functions of how often each kind of item occurs.

The definitions stand in :mod:`compliance.measures.statistics.alpha`. With C the matrix of counts (kinds of items by
values) and w the weights of the kinds, the values occur C'w times, and the sums that each scale needs are products
with C.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.statistics.item_counts import Units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Disagreement = Callable[[NDArray[Any]], tuple[float, float]]

RATIO_VALUES = 2048
"""On the ratio scale D_e needs every pair of distinct values; more of them than this are refused."""

_NOISE = 1e-9
"""A variance below this part of the mean square is rounding error: all numbers are the same."""


def disagreement(units: Units, scale: str) -> Disagreement:
    """A function from weights of the kinds of items to D_o and D_e; D_e is 0 where all ratings are the same.

    Raises :class:`EvaluationError` on the ratio scale with more than :data:`RATIO_VALUES` distinct values.
    """
    makers = {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio}
    return makers[scale](units)


def _nominal(units: Units) -> Disagreement:
    import numpy as np

    equal = np.bincount(units.kind, weights=units.count.astype(float) ** 2, minlength=len(units.size))
    within = (units.size**2 - equal) / (units.size - 1)
    _, by_value = units.matrices()

    def both(weights: NDArray[Any]) -> tuple[float, float]:
        count = by_value @ weights
        total = float(count.sum())
        return _dot(weights, within), (total * total - _dot(count, count)) / (total - 1)

    return both


def _interval(units: Units) -> Disagreement:
    import numpy as np

    by_kind, by_value = units.matrices()
    numbers = units.levels / (np.abs(units.levels).max() or 1.0)
    count = by_value @ units.weight
    numbers = numbers - _dot(count, numbers) / count.sum()
    added, squared = by_kind @ numbers, by_kind @ numbers**2
    spread = numbers[units.value] - (added / units.size)[units.kind]
    spread = np.bincount(units.kind, weights=units.count * spread**2, minlength=len(units.size))
    parts = np.stack([2 * units.size * spread / (units.size - 1), units.size.astype(float), added, squared])

    def both(weights: NDArray[Any]) -> tuple[float, float]:
        within, total, sums, squares = np.einsum("ij,j->i", parts, weights)
        among = 2 * (total * squares - sums * sums) / (total - 1)
        return float(within), float(among) if among > _NOISE * squares else 0.0

    return both


def _ordinal(units: Units) -> Disagreement:
    import numpy as np

    by_kind, by_value = units.matrices()
    rest = units.size - 1.0
    pairs = 2 * units.size / rest

    def both(weights: NDArray[Any]) -> tuple[float, float]:
        count = by_value @ weights
        total = float(count.sum())
        if np.count_nonzero(count) < 2:
            return 0.0, 0.0
        ranks = (np.cumsum(count) - count / 2) / total - 0.5
        added = by_kind @ ranks
        within = _dot(by_value @ (weights * pairs), ranks**2) - 2 * _dot(weights, added * added / rest)
        return within, 2 * total * _dot(count, ranks**2) / (total - 1)

    return both


def _ratio(units: Units) -> Disagreement:
    import numpy as np

    if len(units.levels) > RATIO_VALUES:
        raise EvaluationError(
            f"the ratio scale takes at most {RATIO_VALUES} distinct values, and there are {len(units.levels)}; "
            "round the values, or use the interval scale"
        )
    levels = units.levels / (units.levels.max() or 1.0)
    added = levels[:, None] + levels[None, :]
    distance = ((levels[:, None] - levels[None, :]) / np.where(added > 0, added, 1.0)) ** 2
    within = np.zeros(len(units.size))
    for lag in range(1, int(np.bincount(units.kind).max())):
        left = np.flatnonzero(units.kind[lag:] == units.kind[:-lag])
        pairs = distance[units.value[left], units.value[left + lag]] * units.count[left] * units.count[left + lag]
        within += np.bincount(units.kind[left], weights=2 * pairs, minlength=len(within))
    within /= units.size - 1
    _, by_value = units.matrices()

    def both(weights: NDArray[Any]) -> tuple[float, float]:
        count = by_value @ weights
        return _dot(weights, within), _dot(count, np.einsum("ij,j->i", distance, count)) / (count.sum() - 1)

    return both


def _dot(left: NDArray[Any], right: NDArray[Any]) -> float:
    """Sum of products on one thread; see :meth:`Units.matrices`."""
    import numpy as np

    return float(np.einsum("i,i", left, right))
