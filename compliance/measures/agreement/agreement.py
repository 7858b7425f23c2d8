"""Agreement of people among themselves, and of one rater with people.

Krippendorff's alpha (formula, sources and failure modes: :mod:`compliance.measures.statistics.alpha`): 1 is perfect agreement, 0
what chance alone gives, below 0 is systematic disagreement. Krippendorff (2004, p. 241) asks for 0.800, and for 0.667
where tentative conclusions are enough.

A rater is compared with the people's aggregate of each item (:mod:`compliance.measures.statistics.aggregated_ratings`). The aggregate is
steadier than any one person, so this alpha may exceed what people reach among themselves; ``judge`` gives the ceiling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.expressions.values.failures import NotEvidenced
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded, Ratings, read_ratings
from compliance.measures.statistics.aggregated_ratings import AGGREGATES, aggregate
from compliance.measures.statistics.alpha import RESAMPLES, SEED, estimate
from compliance.measures.statistics.item_counts import units_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement and what it was computed from.

    ``alpha`` with ``lower`` and ``upper``, its 95 % interval, or none of them where alpha does not exist; ``note`` says
    why. ``items`` are the items with at least two comparable ratings, ``singles`` those with only one; ``raters`` and
    ``ratings`` count who and what went in; ``fewest`` is the smallest number of people on any counted item. ``missing``
    counts empty cells, ``unreadable`` cells that hold no value of the scale and rows that name no item or no rater;
    ``ties`` items on which the people have no majority. ``method`` says in words how it was done.
    """

    alpha: float | None
    lower: float | None
    upper: float | None
    items: int
    raters: int
    ratings: int
    fewest: int
    singles: int
    missing: int
    unreadable: int
    ties: int
    method: str
    note: str


def agreement(ratings: Ratings, *, tables: Tables) -> Agreement:
    """Agreement of the people in a table of ratings among themselves.

    Raises :class:`NotEvidenced` and :class:`EvaluationError` as :func:`~compliance.measures.ratings_table.read_ratings` does.
    """
    return among(read_ratings(ratings, tables))


def agreement_with(ratings: Ratings, rater: str, *, tables: Tables) -> Agreement:
    """Agreement of one rater with the aggregate of the people (other than that rater) on the same items.

    Raises :class:`NotEvidenced` where the table has no such rater, and as :func:`agreement` does.
    """
    return with_people(read_ratings(ratings, tables), rater)


def among(coded: Coded, chosen: NDArray[Any] | None = None) -> Agreement:
    """Agreement of the people in ``coded`` among themselves; ``chosen`` says of each rating whether it counts."""
    import numpy as np

    mask = coded.person[coded.rater]
    if chosen is not None:
        mask &= chosen
    units = units_of(coded.item[mask], coded.value[mask], coded.levels)
    pairable = np.bincount(coded.item[mask], minlength=len(coded.items)) >= 2
    raters = np.unique(coded.rater[mask & pairable[coded.item]])
    found = estimate(units, coded.scale)
    return Agreement(
        alpha=found.alpha,
        lower=found.lower,
        upper=found.upper,
        items=units.items,
        raters=len(raters),
        ratings=units.ratings,
        fewest=int(units.size.min()) if units.items else 0,
        singles=units.singles,
        missing=int(coded.missing[coded.person].sum()),
        unreadable=int(coded.unreadable[coded.person].sum()) + coded.nameless,
        ties=0,
        method=_method(coded.scale, "people among themselves"),
        note=_note(found.alpha, units.items, len(np.unique(coded.rater[mask]))),
    )


def with_people(coded: Coded, rater: str, chosen: NDArray[Any] | None = None) -> Agreement:
    """Agreement of one rater in ``coded`` with the aggregate of the other people.

    ``chosen`` says of each rating of the people whether it counts.
    """
    import numpy as np

    who = rater_number(coded, rater)
    own = coded.rater == who
    people = coded.person[coded.rater] & ~own
    if chosen is not None:
        people &= chosen
    together = aggregate(coded, people)
    paired = np.isin(together.item, coded.item[own])
    item, level, count = together.item[paired], together.level[paired], together.count[paired]
    mine = own & np.isin(coded.item, item)
    both = np.concatenate([level, coded.levels[coded.value[mine]]])
    levels, value = np.unique(both, return_inverse=True)
    units = units_of(np.concatenate([item, coded.item[mine]]), value, levels)
    found = estimate(units, coded.scale)
    involved = coded.person.copy()
    involved[who] = True
    return Agreement(
        alpha=found.alpha,
        lower=found.lower,
        upper=found.upper,
        items=units.items,
        raters=len(np.unique(coded.rater[people & np.isin(coded.item, item)])) + 1,
        ratings=int(count.sum()) + int(mine.sum()),
        fewest=int(count.min()) if len(count) else 0,
        singles=len(np.unique(coded.item[people | own])) - units.items - together.ties,
        missing=int(coded.missing[involved].sum()),
        unreadable=int(coded.unreadable[involved].sum()) + coded.nameless,
        ties=together.ties,
        method=_method(coded.scale, f"{rater} with the people's {AGGREGATES[coded.scale]}"),
        note=_note(found.alpha, units.items, 2 if own.any() else 1),
    )


def rater_number(coded: Coded, rater: str) -> int:
    """The number of a rater in ``coded``. Raises :class:`NotEvidenced` where there is no such rater."""
    if rater not in coded.raters:
        named = ", ".join(f"`{one}`" for one in coded.raters[:8])
        raise NotEvidenced(f"the table of ratings has no rater `{rater}`; it has {named}")
    return coded.raters.index(rater)


def _method(scale: str, who: str) -> str:
    return (
        f"Krippendorff's alpha ({scale}), {who}; 95 % percentile bootstrap over items, "
        f"{RESAMPLES} resamples, seed {SEED}"
    )


def _note(alpha: float | None, items: int, raters: int) -> str:
    if alpha is not None:
        return ""
    if raters < 2:
        return "agreement needs two raters, and there is " + ("one" if raters else "none")
    if not items:
        return "no item was rated by two raters"
    return "every rating has the same value, which shows nothing about agreement"
