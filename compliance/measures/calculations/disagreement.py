"""Observed and expected disagreement of ratings, as functions of how often each kind of item occurs.

The definitions are in :mod:`compliance.measures.calculations.alpha`. With C the matrix of counts (kinds of items by
values) and w the weights of the kinds, the values occur C'w times, and the sums that each scale needs are products
with C. Weights come in blocks, one resample a row, so that a thousand resamples take a few products.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.calculations.item_counts import Units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Disagreement = Callable[[NDArray[Any]], tuple[Numbers, Numbers]]

RATIO_VALUES = 2048
"""On the ratio scale D_e needs every pair of distinct values; more of them than this are refused."""

_NOISE = 1e-9
"""A variance below this part of the mean square is rounding error: all numbers are the same."""


def disagreement(units: Units, scale: str) -> Disagreement:
    """A function from weights of the kinds of items, one resample a row, to D_o and D_e of each resample.

    D_e is 0 where all ratings are the same. Raises :class:`EvaluationError` on the ratio scale with more than
    :data:`RATIO_VALUES` distinct values.
    """
    makers = {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio}
    return makers[scale](units)


def _nominal(units: Units) -> Disagreement:
    import numpy as np

    equal = np.bincount(units.kind, weights=units.count.astype(float) ** 2, minlength=len(units.size))
    within = (units.size**2 - equal) / (units.size - 1)

    def both(weights: NDArray[Any]) -> tuple[Numbers, Numbers]:
        count = units.value_counts(weights)
        total = count.sum(axis=1)
        return _dot(weights, within), (total * total - (count * count).sum(axis=1)) / (total - 1)

    return both


def _interval(units: Units) -> Disagreement:
    import numpy as np

    numbers = units.levels / (np.abs(units.levels).max() or 1.0)
    count = units.value_counts(units.weight[None, :].astype(float))
    numbers = numbers - _dot(count, numbers)[0] / count.sum()
    added, squared = units.kind_sums(np.stack([numbers, numbers**2]))
    spread = numbers[units.value] - (added / units.size)[units.kind]
    spread = np.bincount(units.kind, weights=units.count * spread**2, minlength=len(units.size))
    parts = (2 * units.size * spread / (units.size - 1), units.size.astype(float), added, squared)

    def both(weights: NDArray[Any]) -> tuple[Numbers, Numbers]:
        within, total, sums, squares = (_dot(weights, part) for part in parts)
        among = 2 * (total * squares - sums * sums) / (total - 1)
        return within, np.where(among > _NOISE * squares, among, 0.0)

    return both


def _ordinal(units: Units) -> Disagreement:
    import numpy as np

    rest = units.size - 1.0
    pairs = 2 * units.size / rest

    def both(weights: NDArray[Any]) -> tuple[Numbers, Numbers]:
        count = units.value_counts(weights)
        total = count.sum(axis=1)
        ranks = (np.cumsum(count, axis=1) - count / 2) / total[:, None] - 0.5
        added = units.kind_sums(ranks)
        within = (units.value_counts(weights * pairs) * ranks**2).sum(axis=1)
        within -= 2 * np.einsum("ij,ij->i", weights, added * added / rest)
        among = 2 * total * (count * ranks**2).sum(axis=1) / (total - 1)
        some = np.count_nonzero(count, axis=1) >= 2
        return np.where(some, within, 0.0), np.where(some, among, 0.0)

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

    def both(weights: NDArray[Any]) -> tuple[Numbers, Numbers]:
        count = units.value_counts(weights)
        return _dot(weights, within), np.einsum("ij,ij->i", count, count @ distance) / (count.sum(axis=1) - 1)

    return both


def _dot(rows: NDArray[Any], numbers: NDArray[Any]) -> Numbers:
    """The sum of products of each row with ``numbers``, added in one order on every machine."""
    import numpy as np

    return np.asarray(np.einsum("ij,j->i", rows, numbers))
