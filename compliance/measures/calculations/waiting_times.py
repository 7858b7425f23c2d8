"""Quantiles of counts of days."""

from __future__ import annotations

import math
from collections import Counter

_ROUNDING = 1e-9


def nearest_rank(ordered: list[int], share: float) -> int:
    """The smallest of the ordered numbers that at least ``share`` of them don't exceed."""
    return ordered[max(math.ceil(share * len(ordered) - _ROUNDING) - 1, 0)]


def days_until_done(days: list[int], done: list[bool], share: float) -> int | None:
    """After how many days ``share`` of all cases are done, where some are still open after the days they have waited.

    Kaplan and Meier 1958 (Journal of the American Statistical Association 53): with d_t cases done at t days and n_t
    cases that had waited at least that long, S(t) is the product of 1 - d_t / n_t, and the quantile is the first t at
    which S(t) is at most 1 - ``share``. Leaving the open cases out, or counting them as done today, would make slowness
    look fast. None where too many are still open to tell. Without open cases it is :func:`nearest_rank`.
    """
    ending = Counter(days)
    finished = Counter(day for day, one in zip(days, done, strict=True) if one)
    waiting, left = len(days), 1.0
    for day in sorted(ending):
        left *= 1 - finished[day] / waiting
        if finished[day] and left <= 1 - share + _ROUNDING:
            return day
        waiting -= ending[day]
    return None
