"""What people say together of an item.

What most of them said (nominal), the median (ordinal; between two values it is a step of its own between them), the
mean (interval, ratio). An item without a single most frequent value has no aggregate: people gave no verdict on it, and
any tie-break would be ours. Such items are counted as ties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.measures.ratings_table import Coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

AGGREGATES = {"nominal": "majority", "ordinal": "median", "interval": "mean", "ratio": "mean"}


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``level[i]`` is what people together say of the item with code ``item[i]``, and rests on ``count[i]`` ratings."""

    item: NDArray[Any]
    level: NDArray[Any]
    count: NDArray[Any]
    ties: int


def aggregate(coded: Coded, chosen: NDArray[Any]) -> Aggregate:
    """The aggregate of the chosen ratings, item by item."""
    import numpy as np

    rows = _sorted(coded, chosen)
    item, value = coded.item[rows], coded.value[rows]
    items, start, count = np.unique(item, return_index=True, return_counts=True)
    if coded.scale == "ordinal":
        middle = (coded.levels[value[start + (count - 1) // 2]] + coded.levels[value[start + count // 2]]) / 2
        return Aggregate(items, middle, count, 0)
    if coded.scale != "nominal":
        sums = np.add.reduceat(coded.levels[value], start) if len(start) else np.zeros(0)
        return Aggregate(items, sums / count, count, 0)
    votes = _Votes(item, value)
    clear = votes.tops == 1
    return Aggregate(items[clear], coded.levels[votes.top[clear]], count[clear], int((~clear).sum()))


def aggregate_of_others(coded: Coded, chosen: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each chosen rating, the aggregate of the other chosen ratings of the same item.

    Returns the ratings (their numbers in ``coded``) for which there is one, and the aggregates as levels.
    """
    import numpy as np

    rows = _sorted(coded, chosen)
    item, value = coded.item[rows], coded.value[rows]
    _, start, own, count = np.unique(item, return_index=True, return_inverse=True, return_counts=True)
    others = count[own] - 1
    some = others > 0
    level = coded.levels[value]
    if coded.scale == "nominal":
        left, clear = _Votes(item, value).without_own()
        some &= clear
        return rows[some], coded.levels[left[some]]
    if coded.scale == "ordinal":
        place = np.arange(len(rows)) - start[own]
        low, high = (others - 1) // 2, others // 2
        at_low, at_high = (start[own] + middle + (middle >= place) for middle in (low, high))
        return rows[some], (level[at_low[some]] + level[at_high[some]]) / 2
    sums = np.add.reduceat(level, start) if len(start) else np.zeros(0)
    return rows[some], (sums[own] - level)[some] / others[some]


def _sorted(coded: Coded, chosen: NDArray[Any]) -> NDArray[Any]:
    """The numbers of the chosen ratings, by item and value."""
    import numpy as np

    rows = np.flatnonzero(chosen)
    return rows[np.lexsort((coded.value[rows], coded.item[rows]))]


class _Votes:
    """How often each value occurs in each item, of ratings sorted by item and value.

    ``top`` is the most frequent value of each item, the first of ``tops`` equally frequent ones.
    """

    def __init__(self, item: NDArray[Any], value: NDArray[Any]) -> None:
        import numpy as np

        begins = np.append(True, (item[1:] != item[:-1]) | (value[1:] != value[:-1]))[: len(item)]
        first = np.flatnonzero(begins)
        self._entry = np.cumsum(begins) - 1
        self._value = value[first].astype(np.int64)
        self._votes = np.diff(np.append(first, len(item)))
        _, start, self._owner = np.unique(item[first], return_index=True, return_inverse=True)
        self._start = start
        most = np.maximum.reduceat(self._votes, start) if len(start) else np.zeros(0, np.int64)
        self._is_top = self._votes == most[self._owner]
        self.tops = self._per_item(self._is_top)
        tops = np.flatnonzero(self._is_top)
        self.top = self._value[tops[np.unique(self._owner[tops], return_index=True)[1]]]

    def without_own(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """For each rating, the most frequent value among the others, and whether there is exactly one."""
        import numpy as np

        tops = self.tops[self._owner]
        runner_up = np.where(self._is_top, 0, self._votes)
        second = np.maximum.reduceat(runner_up, self._start)[self._owner] if len(self._start) else runner_up
        other_top = self._per_item(np.where(self._is_top, self._value, 0))[self._owner] - self._value
        # One vote less for a sole winner: it wins still, or the runner-up draws level. One vote less for one of two
        # equal winners: the other wins. One vote less for anyone else changes nothing.
        stays = self._is_top & (tops == 1) & (self._votes - 1 > second)
        other = self._is_top & (tops == 2)
        nothing = ~self._is_top & (tops == 1)
        left = np.where(stays, self._value, np.where(other, other_top, self.top[self._owner]))
        return left[self._entry], (stays | other | nothing)[self._entry]

    def _per_item(self, numbers: NDArray[Any]) -> NDArray[Any]:
        import numpy as np

        return np.add.reduceat(numbers.astype(np.int64), self._start) if len(self._start) else np.zeros(0, np.int64)
