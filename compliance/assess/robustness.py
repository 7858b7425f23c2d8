"""How far the score depends on the weights, which are a choice: weights drawn at random, and each family left out.

The method is the uncertainty analysis of the OECD and JRC *Handbook on Constructing Composite Indicators* (2008), its
seventh step: draw the uncertain inputs many times, compute the composite again, look at its spread; and leave out one
part at a time. The level needs no such analysis: no weight enters it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import add, mul, truediv

from compliance.assess.assessment.annexes import Robustness
from compliance.assess.assessment.model import FamilyResult, Finding, Interval
from compliance.assess.score import OVER_FAMILIES, applicable, overall
from compliance.standard.model import Scoring

#: *Proposed*. With 1,000 draws the ends of the middle 95 % have 25 draws beyond each of them.
DRAWS = 1_000
#: *Proposed*: a weight may be half as large again as the standard's, or half of it.
SPREAD = 0.5
SEED = 1
#: The share of the draws that lies between the ends.
MIDDLE = 0.95
# Logarithms differ in their last digits between machines; the same inputs must give the same bytes.
_DECIMALS = 6
# Random numbers are drawn by so many, so that dossiers with nearly as many criteria that apply share them.
_BLOCK = 16_384

Column = list[float]
"""One number for each draw. Columns are added and multiplied whole: a loop over draws takes five times as long."""
Mean = Column | float
"""A mean for each draw, or one that is the same in all of them."""


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
        low, high = _drawn(scoring, families, counted, draws, seed, spread)
    else:
        nominal = overall(scoring, families, findings)
        low, high = _rounded(nominal.low, nominal.low), _rounded(nominal.high, nominal.high)
    return Robustness(
        draws=draws, seed=seed, spread=spread, low=low, high=high, without=_without(scoring, families, counted)
    )


def _drawn(
    scoring: Scoring, families: Sequence[FamilyResult], counted: Sequence[Finding], draws: int, seed: int, spread: float
) -> tuple[Interval, Interval]:
    """The middle of the lower and of the upper ends of the score."""
    width = len(counted) + len(families)
    numbers = _random_numbers(seed, -(-draws * width // _BLOCK) * _BLOCK)

    def weights(weight: float, columns: Iterable[int]) -> Column:
        # The sum of weights that are all drawn around ``weight``.
        drawn = [numbers[column : draws * width : width] for column in columns]
        least, range_ = weight * len(drawn) * (1 - spread), weight * 2 * spread
        return [least + range_ * number for number in _sum(drawn)]

    if scoring.model == "flat":
        low, high = _means(list(enumerate(counted)), weights)
        return _middle(low), _middle(high)
    shares, lows, highs = [], [], []
    for column, family in enumerate(families, start=len(counted)):
        own = [(number, finding) for number, finding in enumerate(counted) if finding.family == family.id]
        if own:
            low, high = _means(own, weights)
            shares.append(weights(family.weight, [column]))
            lows.append(low)
            highs.append(high)
    return _over_families(scoring, shares, lows), _over_families(scoring, shares, highs)


@lru_cache(maxsize=4)
def _random_numbers(seed: int, count: int) -> Column:
    # Python promises the same numbers from the same seed in every version.
    draw = random.Random(seed).random  # noqa: S311 - a sample, not a secret
    return [draw() for _ in range(count)]


def _means(own: Sequence[tuple[int, Finding]], weights: Callable[[float, Iterable[int]], Column]) -> tuple[Mean, Mean]:
    """The weighted means of the low and of the high points of some findings, each with the column of its weights."""
    low, high = {one.points for _, one in own}, {one.points_high for _, one in own}
    if len(low) == len(high) == 1:
        return low.pop(), high.pop()
    # Criteria of the same weight and points are added first and multiplied once.
    alike: dict[tuple[float, float, float], list[int]] = {}
    for column, one in own:
        alike.setdefault((one.weight, one.points, one.points_high), []).append(column)
    sums = {key: weights(key[0], columns) for key, columns in alike.items()}
    total = _sum(sums.values())

    def mean(end: int) -> Column:
        return list(map(truediv, _sum(_times(column, key[end]) for key, column in sums.items() if key[end]), total))

    return low.pop() if len(low) == 1 else mean(1), high.pop() if len(high) == 1 else mean(2)


def _over_families(scoring: Scoring, shares: Sequence[Column], means: Sequence[Mean]) -> Interval:
    """The middle of the overall score by a model that is made of families, as in :func:`score.over_families`."""
    if scoring.model == "default":
        return _middle(_weighted(shares, means))
    # The geometric mean rises with the mean of the logarithms, so that the ends of these are enough.
    floor = scoring.floor
    logarithms: list[Mean] = [
        [math.log1p(score / floor) for score in mean] if isinstance(mean, list) else math.log1p(mean / floor)
        for mean in means
    ]
    low, high = (min(1.0, max(0.0, floor * math.expm1(end))) for end in _ends(_weighted(shares, logarithms)))
    return _rounded(low, high)


def _weighted(shares: Sequence[Column], means: Sequence[Mean]) -> Mean:
    parts = [
        list(map(mul, share, mean)) if isinstance(mean, list) else _times(share, mean)
        for share, mean in zip(shares, means, strict=True)
        if mean
    ]
    return list(map(truediv, _sum(parts), _sum(shares))) if parts else 0.0


def _sum(columns: Iterable[Column]) -> Column:
    first, *rest = columns
    for column in rest:
        first = list(map(add, first, column))
    return first


def _times(column: Column, factor: float) -> Column:
    return column if factor == 1 else [factor * number for number in column]


def _middle(values: Mean) -> Interval:
    """The interval that holds the middle of the values; its ends are among them, as many left out on either side."""
    return _rounded(*_ends(values))


def _ends(values: Mean) -> tuple[float, float]:
    if not isinstance(values, list):
        return values, values
    ordered = sorted(values)
    beyond = math.floor(len(ordered) * (1 - MIDDLE) / 2)
    return ordered[beyond], ordered[-1 - beyond]


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
