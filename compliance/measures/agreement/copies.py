"""Raters in a table of ratings who are one and the same under two names.

Two raters, at least one of whom is said to be a person, are *copies* where they gave the same value to every item that
both rated, there are at least ``min_items`` such items, and on at least a tenth of them the value was not the most
frequent one (where nearly every item has one value, giving it every time shows nothing).

Why it can be told: two careful people who agree on nineteen items in twenty give the same values to fifty items one
time in thirteen, and to a hundred one time in a hundred and seventy. Where judgement is worth asking for they agree
less. A judge whose verdicts were entered a second time as a person's agrees with that "person" perfectly. Readable
values only are compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.agreement.agreement import RatingsTable
from compliance.measures.declaration import Means, Measure
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded, read_ratings

if TYPE_CHECKING:
    from numpy.typing import NDArray

OTHER_VALUES = 0.1
"""The least share of the items that have another than their most frequent value."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two raters who are copies."""

    one: Annotated[str, Means("the rater whose name sorts first")]
    other: Annotated[str, Means("the other rater")]
    items: Annotated[int, Means("items that both rated", "items")]


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies that were found."""

    pairs: Annotated[list[Pair], Means("the pairs of raters that are copies, in the order of their names")]
    compared: Annotated[int, Means("pairs that share enough items to be compared", "pairs")]


def copies(
    ratings: RatingsTable,
    min_items: Annotated[int, Means("the least number of shared items from which two raters are compared", "items")],
    *,
    tables: Tables,
) -> Copies:
    """Find raters who gave the same value to all of at least ``min_items`` shared items.

    Raises :class:`EvaluationError` for fewer than two items, and as ``agreement`` does.
    """
    if min_items < 2:
        raise EvaluationError("raters can't be told apart by fewer than two items")
    coded = read_ratings(ratings, tables)
    shared, equal = _counts(coded, min_items)
    pairs = []
    compared = 0
    for one, other, items in zip(*shared.coords, shared.data, strict=True):
        if one >= other or items < min_items or not (coded.person[one] or coded.person[other]):
            continue
        compared += 1
        if equal[one, other] == items and _differs(coded, int(one), int(other)):
            names = sorted((coded.raters[one], coded.raters[other]))
            pairs.append(Pair(names[0], names[1], int(items)))
    return Copies(sorted(pairs, key=lambda pair: (pair.one, pair.other)), compared)


def _counts(coded: Coded, min_items: int) -> tuple[Any, Any]:
    """Sparse counts, rater by rater: items that both rated, and items to which both gave the same value."""
    import numpy as np
    from scipy.sparse import csr_array

    often = np.bincount(coded.rater, minlength=len(coded.raters)) >= min_items
    rows = often[coded.rater]
    rater, item = coded.rater[rows].astype(np.int64), coded.item[rows].astype(np.int64)
    width = max(len(coded.values), 1)

    def together(column: NDArray[Any], columns: int) -> Any:
        ones = np.ones(len(rater), dtype=np.int64)
        seen = csr_array((ones, (rater, column)), shape=(len(coded.raters), max(columns, 1)))
        return seen @ seen.T

    shared = together(item, len(coded.items)).tocoo()
    return shared, together(item * width + coded.value[rows], len(coded.items) * width)


def _differs(coded: Coded, one: int, other: int) -> bool:
    """Whether enough of what both rated has another than the most frequent value."""
    import numpy as np

    theirs = coded.item[coded.rater == other]
    values = coded.value[(coded.rater == one) & np.isin(coded.item, theirs)]
    return bool(len(values) - np.bincount(values).max(initial=0) >= OTHER_VALUES * len(values))


MEASURE = Measure(
    copies,
    "raters who are one and the same under two names",
    failure_modes=(
        "Whoever changes a few values on purpose is not found; that takes a look at how the ratings came about.",
        "On very easy questions two honest people may be taken for one.",
    ),
)
