"""Two columns of numbers against each other: alpha of two raters, and weighted kappa.

Weighted kappa (Cohen 1968, *Weighted kappa*, Psychological Bulletin 70(4)) for pairs (x, y)::

    kappa = 1 - mean of d(x_i, y_i) over the pairs / mean of d(x_i, y_j) over all combinations

with d = 0 or 1 on the nominal scale (which is Cohen's kappa of 1960) and the squared difference otherwise, of positions
in the order on the ordinal scale. Unlike alpha it takes the two sides as they are: if one of them uses the values
differently on the whole, chance is computed from that. It does not exist where both sides always say one and the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.measures.calculations.disagreement import disagreement
from compliance.measures.calculations.item_counts import Units, units_of
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Formula

if TYPE_CHECKING:
    from numpy.typing import NDArray


KAPPA = Formula(
    "Weighted kappa",
    ("κ = 1 − Σ_i d(x_i, y_i) · n / Σ_i Σ_j d(x_i, y_j)",),
    "x_i and y_i are the two verdicts on the n items. d is 0 or 1 on a nominal scale, else the squared difference."
    " Unlike alpha, chance is computed from how each of the two uses the values.",
)


def pair_units(left: NDArray[Any], right: NDArray[Any]) -> Units:
    """Each pair of levels as an item with two ratings."""
    import numpy as np

    levels, value = np.unique(np.concatenate([left, right]), return_inverse=True)
    return units_of(np.tile(np.arange(len(left)), 2), value, levels)


def pair_alpha(left: NDArray[Any], right: NDArray[Any], scale: str) -> float | None:
    """Krippendorff's alpha of two raters, given as levels; None where it does not exist."""
    units = pair_units(left, right)
    if not units.items:
        return None
    (observed,), (expected,) = disagreement(units, scale)(units.weight[None, :].astype(float))
    return rounded(1 - observed / expected) if expected > 0 else None


def weighted_kappa(left: NDArray[Any], right: NDArray[Any], scale: str) -> float | None:
    """Kappa of two raters, given as levels; None where it does not exist."""
    import numpy as np

    if not len(left):
        return None
    if scale == "nominal":
        levels, codes = np.unique(np.stack([left, right]), return_inverse=True)
        shares = [np.bincount(side, minlength=len(levels)) / len(left) for side in codes.reshape(2, -1)]
        observed, expected = float((left != right).mean()), 1 - float((shares[0] * shares[1]).sum())
    else:
        scaled = np.stack([left, right]) / (max(np.abs(left).max(), np.abs(right).max()) or 1.0)
        one, other = scaled - scaled.mean()
        observed = float(((one - other) ** 2).mean())
        expected = float((one**2).mean() + (other**2).mean() - 2 * one.mean() * other.mean())
    return rounded(1 - observed / expected) if expected > 1e-15 else None
