"""Items as counts of values: what agreement depends on, and nothing more.

Two items with the same counts are the same for every statistic here, so equal items are kept once with a weight.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLLAPSIBLE_VALUES = 64
_MATRIX_NUMBERS = 4_000_000
"""Kinds times values up to which counts are held as a matrix; beyond, most of it would be zeros."""
_BLOCK_NUMBERS = 100_000
"""Numbers of one block of resamples: what stays in a processor's cache."""


@dataclass(frozen=True, slots=True)
class Units:
    """Distinct kinds of pairable items, that is, items with at least two ratings.

    Kind t occurs ``weight[t]`` times and has ``size[t]`` ratings. Entry e says that kind ``kind[e]`` holds the value
    with code ``value[e]`` ``count[e]`` times; entries are sorted by kind, then value. ``levels`` are the numbers behind
    the codes. ``singles`` counts the items left out because they have one rating only.
    """

    weight: NDArray[np.int64]
    size: NDArray[np.int64]
    kind: NDArray[np.int32]
    value: NDArray[np.int32]
    count: NDArray[np.int32]
    levels: NDArray[np.float64]
    singles: int

    @property
    def items(self) -> int:
        """How many pairable items there are."""
        return int(self.weight.sum())

    @property
    def ratings(self) -> int:
        """How many pairable ratings there are."""
        return int(self.weight @ self.size)

    def block(self) -> int:
        """How many resamples are computed at once: as many as fit into a block."""
        return max(min(_BLOCK_NUMBERS // max(len(self.size), len(self.levels), 1), 1000), 1)

    def value_counts(self, weights: NDArray[Any]) -> NDArray[np.float64]:
        """How often each value occurs where the kinds occur ``weights`` times; a row is a resample.

        Of whole weights the result is exact, in whatever order a machine adds.
        """
        import numpy as np

        if self._is_small:
            return np.asarray(weights @ self._matrix())
        rows = [np.bincount(self.value, self.count * row[self.kind], len(self.levels)) for row in weights]
        return np.stack(rows)

    def kind_sums(self, numbers: NDArray[Any]) -> NDArray[np.float64]:
        """The sum of each kind's ratings where the values stand for ``numbers``: rows by values to rows by kinds."""
        import numpy as np

        if self._is_small:
            return np.asarray(numbers @ self._matrix().T)
        return np.stack([np.bincount(self.kind, self.count * row[self.value], len(self.size)) for row in numbers])

    @property
    def _is_small(self) -> bool:
        return len(self.size) * len(self.levels) <= _MATRIX_NUMBERS

    def _matrix(self) -> NDArray[np.float64]:
        """Counts, kinds by values."""
        import numpy as np

        matrix = np.zeros((len(self.size), len(self.levels)))
        matrix[self.kind, self.value] = self.count
        return matrix


def units_of(item: NDArray[Any], value: NDArray[Any], levels: NDArray[Any]) -> Units:
    """Count values by item and collapse equal items; ``item`` and ``value`` are codes, one pair a rating."""
    import numpy as np

    width = max(len(levels), 1)
    key = item.astype(np.int64)
    key *= width
    key += value
    key.sort()
    begins = np.ones(len(key), dtype=bool)
    np.not_equal(key[1:], key[:-1], out=begins[1:])
    edges = np.append(np.flatnonzero(begins), len(key)).astype(np.int32)
    count = edges[1:] - edges[:-1]
    key = key[begins]
    owner = (key // width).astype(np.int32)
    code = (key % width).astype(np.int32)
    del key, begins, edges
    per_item = np.bincount(owner)
    size = np.bincount(owner, weights=count).astype(np.int64)
    pairable = size >= 2
    code, count = code[pairable[owner]], count[pairable[owner]]
    singles = int((size == 1).sum())
    size, per_item = size[pairable], per_item[pairable]
    kind = np.repeat(np.arange(len(size), dtype=np.int32), per_item)
    weight = np.ones(len(size), dtype=np.int64)
    if len(levels) <= _COLLAPSIBLE_VALUES and len(size):
        first, weight = _collapse(kind, code, count, len(size), len(levels))
        kept = np.zeros(len(size), dtype=bool)
        kept[first] = True
        code, count, size, per_item = code[kept[kind]], count[kept[kind]], size[kept], per_item[kept]
        kind = np.repeat(np.arange(len(size), dtype=np.int32), per_item)
    return Units(weight, size, kind, code, count, levels, singles)


def _collapse(
    kind: NDArray[np.int32], code: NDArray[np.int32], count: NDArray[np.int32], items: int, width: int
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """For each distinct combination of counts: the first item that has it, and how many have it.

    The counts of an item are the digits of one integer; when it would grow out of 62 bits, the numbers so far are
    replaced by their ranks.
    """
    import numpy as np

    signature, bound = np.zeros(items, dtype=np.int64), 1
    order = np.argsort(code, kind="stable")
    edges = np.searchsorted(code[order], np.arange(width + 1))
    for low, high in itertools.pairwise(edges):
        entries = order[low:high]
        radix = int(count[entries].max(initial=0)) + 1
        if bound * radix >= 2**62:
            distinct, signature = np.unique(signature, return_inverse=True)
            bound = len(distinct)
        signature *= radix
        signature[kind[entries]] += count[entries]
        bound *= radix
    _, first, weight = np.unique(signature, return_index=True, return_counts=True)
    order = np.argsort(first)
    return first[order], weight[order]
