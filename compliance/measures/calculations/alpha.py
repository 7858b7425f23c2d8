"""Krippendorff's alpha and its bootstrap, from per-item counts.

For ratings of items u by m_u raters each (items with fewer than two ratings say nothing about agreement)::

    alpha = 1 - D_o / D_e
    D_o = sum_u sum_{i != j} d(x_ui, x_uj) / (m_u - 1)        disagreement within items
    D_e = sum_{i != j} d(x_i, x_j) / (n - 1)                  disagreement among all n ratings, items ignored

with d the squared difference that the scale allows: nominal 0 or 1; interval (a - b)^2; ratio ((a - b) / (a + b))^2;
ordinal the squared difference of mid-ranks, r_a = sum_{g < a} n_g + n_a / 2 (which is Krippendorff's sum of the ranks
between, written as a difference). All of them are functions of how often each value occurs in each item, so equal
items are counted once with a weight, and a bootstrap resample of the items is nothing but other weights.

Formulas, sources and failure modes that all measures that compute alpha declare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.measures.calculations.disagreement import disagreement
from compliance.measures.calculations.item_counts import Units
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Formula

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


RESAMPLES = 1000
SEED = 20_070_416

FORMULAS = (
    Formula(
        "Agreement: Krippendorff's alpha",
        (
            "α = 1 − D_o / D_e",
            "D_o = Σ_u Σ_i≠j δ²(x_ui, x_uj) / (m_u − 1)",
            "D_e = Σ_i≠j δ²(x_i, x_j) / (n − 1)",
        ),
        "D_o is the disagreement within items u, each rated m_u times, D_e that among all n ratings with the items"
        " ignored. δ is 0 or 1 on a nominal scale, the difference of the values on an interval scale, that of their"
        " mid-ranks on an ordinal one, and that over their sum on a ratio scale. Items rated once say nothing.",
    ),
    Formula(
        "Its interval: bootstrap",
        ("[ q(0.025), q(0.975) ]",),
        "The items are drawn anew 1,000 times with a fixed seed, alpha is computed for each draw, and the interval"
        " holds the middle 95 % of the results. Its lower end is what a criterion compares. A draw without any"
        " difference among its ratings counts as the lowest value seen, and as 0 at most.",
    ),
)
SOURCES = (
    "Krippendorff, Content Analysis (2nd ed. 2004), chapter 11",
    "Hayes and Krippendorff 2007, Answering the Call for a Standard Reliability Measure for Coding Data,"
    " Communication Methods and Measures 1(1)",
)
FAILURE_MODES = (
    "Without any difference among all ratings alpha does not exist: raters who always say the same show nothing about"
    " whether they could tell items apart.",
    "Alpha says how far raters are interchangeable, not whether they are right.",
    "The interval is too narrow for few items (below about 30).",
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Alpha with the 2.5 % and 97.5 % points of its bootstrap; all None where alpha does not exist."""

    alpha: float | None
    lower: float | None
    upper: float | None


def estimate(units: Units, scale: str, *, resamples: int = RESAMPLES) -> Estimate:
    """Alpha of ``units`` with its 95 % percentile bootstrap interval over items, the seed being fixed.

    A resample without any difference among its ratings has no alpha; it counts as the lowest value seen, and as 0 at
    most, so that data on the edge of showing nothing can't have a high lower bound. Results are rounded to 9 decimals,
    beyond which they depend on the machine.

    Raises :class:`EvaluationError` as :func:`~compliance.measures.calculations.disagreement.disagreement` does.
    """
    import numpy as np

    if not units.items:
        return Estimate(None, None, None)
    both = disagreement(units, scale)

    def alpha(weights: NDArray[Any]) -> NDArray[np.float64]:
        observed, expected = both(weights.astype(float))
        some = expected > 0
        return np.where(some, 1 - observed / np.where(some, expected, 1.0), np.nan)

    (point,) = alpha(units.weight[None, :])
    if np.isnan(point):
        return Estimate(None, None, None)
    alphas = np.concatenate([alpha(block) for block in resampled(units.weight, resamples, units.block())])
    undefined = np.isnan(alphas)
    alphas[undefined] = min(0.0, float(alphas[~undefined].min(initial=0.0)))
    lower, upper = np.quantile(alphas, [0.025, 0.975])
    return Estimate(rounded(point), rounded(lower), rounded(upper))


def resampled(weight: NDArray[Any], resamples: int, block: int) -> Iterator[NDArray[Any]]:
    """Weights of bootstrap resamples, one a row, in blocks: as many draws with replacement as there are items.

    They are always the same ones, whatever the size of a block. Where kinds are few, the counts are drawn at once from
    their multinomial distribution. Otherwise each half of a raw 64-bit word is scaled to an item's number (no number is
    preferred by more than items / 2^32). Both the legacy generator and the raw words are streams that NumPy promises
    never to change.
    """
    import numpy as np

    items, kinds = int(weight.sum()), len(weight)
    sizes = [min(block, resamples - done) for done in range(0, resamples, block)]
    if kinds * 20 <= items:
        random = np.random.RandomState(SEED)
        share = weight / items
        for rows in sizes:
            yield random.multinomial(items, share, size=rows)
        return
    words = np.random.PCG64(SEED)
    kind = np.repeat(np.arange(kinds, dtype=np.int64), weight)
    half = (items + 1) // 2
    for rows in sizes:
        raw = words.random_raw(rows * half).reshape(rows, half)
        drawn = np.concatenate([raw & np.uint64(2**32 - 1), raw >> np.uint64(32)], axis=1)[:, :items]
        drawn *= np.uint64(items)
        drawn >>= np.uint64(32)
        number = kind[drawn.view(np.int64)] + np.arange(0, rows * kinds, kinds)[:, None]
        yield np.bincount(number.ravel(), minlength=rows * kinds).reshape(rows, kinds)
