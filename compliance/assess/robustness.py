"""How far the score depends on the weights, which are a choice: weights drawn at random, and each family left out.

The method is the uncertainty analysis of the OECD and JRC *Handbook on Constructing Composite Indicators* (2008), its
seventh step: draw the uncertain inputs many times, compute the composite anew and look at its spread; and leave out one
part at a time. The level needs no such analysis: no weight enters it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compliance.assess.assessment.annexes import Robustness
from compliance.assess.assessment.model import FamilyResult, Finding, Interval
from compliance.assess.score import OVER_FAMILIES, applicable, over_families, overall
from compliance.standard.model import Scoring

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

#: *Proposed*. With 1,000 draws the ends of the middle 95 % have 25 draws beyond each of them.
DRAWS = 1_000
#: *Proposed*: a weight may be half as large again as the standard's, or half of it.
SPREAD = 0.5
SEED = 1
#: The share of the draws that lies between the ends.
MIDDLE = 0.95
# Logarithms differ in their last digits between machines; the same inputs must give the same bytes.
_DECIMALS = 6


def robustness(
    scoring: Scoring,
    families: Sequence[FamilyResult],
    findings: Sequence[Finding],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    spread: float = SPREAD,
) -> Robustness | None:
    """The middle 95 % of both ends of the score under other weights, and the score without each family.

    The weight of each criterion and of each family is multiplied by a factor between 1 - ``spread`` and 1 + ``spread``,
    drawn evenly and each for itself.
    None where nothing applies. A model that uses no weights gives the score itself.
    """
    counted = applicable(findings)
    if not counted:
        return None
    if scoring.model in (*OVER_FAMILIES, "flat"):
        lows, highs = _drawn(scoring, families, counted, draws, seed, spread)
    else:
        nominal = overall(scoring, families, findings)
        lows, highs = [nominal.low], [nominal.high]
    return Robustness(
        draws=draws, seed=seed, spread=spread, low=_middle(lows), high=_middle(highs),
        without=_without(scoring, families, counted),
    )  # fmt: skip


def _drawn(
    scoring: Scoring, families: Sequence[FamilyResult], counted: Sequence[Finding], draws: int, seed: int, spread: float
) -> tuple[list[float], list[float]]:
    import numpy as np

    # Python promises the same numbers from the same seed in every version; numpy does not.
    source = random.Random(seed)  # noqa: S311 - a sample, not a secret
    width = len(counted) + len(families)
    drawn = np.array([source.random() for _ in range(draws * width)]).reshape(draws, width)
    factors = 1 - spread + 2 * spread * drawn
    weights = factors[:, : len(counted)] * np.array([finding.weight for finding in counted])
    if scoring.model == "flat":
        everything = range(len(counted))
        return _means(weights, counted, everything, high=False), _means(weights, counted, everything, high=True)
    parts = []
    for number, family in enumerate(families):
        own = [n for n, finding in enumerate(counted) if finding.family == family.id]
        if own:
            shares = (factors[:, len(counted) + number] * family.weight).tolist()
            parts.append((shares, _means(weights, counted, own, high=False), _means(weights, counted, own, high=True)))
    lows = [[(shares[draw], low[draw]) for shares, low, _ in parts] for draw in range(draws)]
    highs = [[(shares[draw], high[draw]) for shares, _, high in parts] for draw in range(draws)]
    return [over_families(scoring, one) for one in lows], [over_families(scoring, one) for one in highs]


def _means(weights: NDArray[float64], counted: Sequence[Finding], own: Sequence[int], *, high: bool) -> list[float]:
    """The weighted mean of the points of some findings, for each draw.

    Column by column, since a sum over rows is ordered by what the processor can do, and its last digits with it.
    """
    total, points = 0.0 * weights[:, 0], 0.0 * weights[:, 0]
    for column in own:
        finding = counted[column]
        total += weights[:, column]
        points += weights[:, column] * (finding.points_high if high else finding.points)
    means: list[float] = (points / total).tolist()
    return means


def _middle(values: Sequence[float]) -> Interval:
    """The interval that holds the middle of the values; its ends are among them, as many left out on either side."""
    ordered = sorted(values)
    beyond = math.floor(len(ordered) * (1 - MIDDLE) / 2)
    return _rounded(ordered[beyond], ordered[-1 - beyond])


def _rounded(low: float, high: float) -> Interval:
    return Interval(low=round(low, _DECIMALS), high=round(high, _DECIMALS))


def _without(scoring: Scoring, families: Sequence[FamilyResult], counted: Sequence[Finding]) -> dict[str, Interval]:
    """By family, the score of the rest; a family that alone is assessed, or that does not count, is left out."""
    scores = {}
    for family in families:
        rest = [finding for finding in counted if finding.family != family.id]
        if 0 < len(rest) < len(counted):
            score = overall(scoring, [one for one in families if one.id != family.id], rest)
            scores[family.id] = _rounded(score.low, score.high)
    return scores
