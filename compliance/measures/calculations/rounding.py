"""How statistics are rounded."""

from __future__ import annotations

_DECIMALS = 9


def rounded(number: float) -> float:
    """A statistic as results show it: rounded to 9 decimals, with no negative zero.

    Beyond that the last digits depend on the machine's arithmetic, and the same inputs must give the same result.
    """
    return round(float(number), _DECIMALS) + 0.0
