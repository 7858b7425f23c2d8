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

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.agreement.agreement import RatingsTable
from compliance.measures.declaration import Means, Measure
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded, read_ratings

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
    pairs = []
    compared = 0
    for one, other, items, equal in _shared(coded, min_items):
        if not (coded.person[one] or coded.person[other]):
            continue
        compared += 1
        if equal == items and _differs(coded, one, other):
            names = sorted((coded.raters[one], coded.raters[other]))
            pairs.append(Pair(names[0], names[1], items))
    return Copies(sorted(pairs, key=lambda pair: (pair.one, pair.other)), compared)


def _shared(coded: Coded, min_items: int) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of raters who share enough items: how many items both rated, and how many of them alike."""
    import numpy as np

    number = len(coded.raters)
    rows = np.flatnonzero((np.bincount(coded.rater, minlength=number) >= min_items)[coded.rater])
    rows = rows[np.argsort(coded.item[rows], kind="stable")]
    rater, value = coded.rater[rows], coded.value[rows]
    begin = np.searchsorted(coded.item[rows], np.arange(len(coded.items) + 1))
    for one in np.unique(rater).tolist():
        own = np.flatnonzero(rater == one)
        item = coded.item[rows[own]].astype(np.int64)
        # All ratings of the items that this rater rated, item after item.
        size = begin[item + 1] - begin[item]
        beside = np.arange(size.sum()) + np.repeat(begin[item] - (np.cumsum(size) - size), size)
        shared = np.bincount(rater[beside], minlength=number)
        alike = np.bincount(rater[beside[value[beside] == np.repeat(value[own], size)]], minlength=number)
        for other in (np.flatnonzero(shared[one + 1 :] >= min_items) + one + 1).tolist():
            yield one, other, int(shared[other]), int(alike[other])


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
