"""Krippendorff's alpha of the people in a table of ratings.

1 is perfect agreement, 0 what chance alone gives, below 0 is systematic disagreement. Krippendorff (2004, p. 241) asks
for 0.800, and for 0.667 where tentative conclusions are enough. The interval comes from a bootstrap over items. The
formulas and how they are computed: :mod:`compliance.measures.calculations.alpha`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from compliance.expressions.values.failures import NotEvidenced
from compliance.measures.calculations.aggregated_ratings import AGGREGATES, aggregate
from compliance.measures.calculations.alpha import FAILURE_MODES, FORMULAS, RESAMPLES, SEED, SOURCES, estimate
from compliance.measures.calculations.item_counts import units_of
from compliance.measures.declaration import IntervalPicture, Means, Measure
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded, Ratings, read_ratings

if TYPE_CHECKING:
    from numpy.typing import NDArray


AMONG = "people among themselves"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement and what it was computed from."""

    alpha: Annotated[float | None, Means("Krippendorff's alpha; unknown where it does not exist")]
    lower: Annotated[float | None, Means("the lower end of its 95 % interval")]
    upper: Annotated[float | None, Means("the upper end of its 95 % interval")]
    items: Annotated[int, Means("items with at least two comparable ratings", "items")]
    raters: Annotated[int, Means("raters whose ratings went in", "raters")]
    ratings: Annotated[int, Means("ratings that went in", "ratings")]
    fewest: Annotated[int, Means("the smallest number of people on any counted item", "people")]
    singles: Annotated[int, Means("items with one comparable rating only; they are left out", "items")]
    missing: Annotated[int, Means("empty cells of the raters compared", "cells")]
    unreadable: Annotated[
        int, Means("cells that hold no value of the scale, and rows that name no item or no rater", "cells")
    ]
    ties: Annotated[int, Means("items on which the people have no majority", "items")]
    method: Annotated[str, Means("how it was computed, in words")]
    note: Annotated[str, Means("why alpha does not exist; empty where it does")]
    between: Annotated[str, Means("who is compared with whom, in words")] = ""


RatingsTable = Annotated[Ratings, Means("the table of ratings and how to read it")]
Rater = Annotated[str, Means("the rater compared with the people, as the table names it")]


def agreement(ratings: RatingsTable, *, tables: Tables) -> Agreement:
    """Agreement of the people in a table of ratings among themselves.

    Raises :class:`NotEvidenced` and :class:`EvaluationError` as
    :func:`~compliance.measures.ratings_table.read_ratings` does.
    """
    return among(read_ratings(ratings, tables))


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
        between=AMONG,
        method=_method(coded.scale, AMONG),
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
    between = f"{rater} with the people's {AGGREGATES[coded.scale]}"
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
        between=between,
        method=_method(coded.scale, between),
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


MEASURE = Measure(
    agreement,
    "how far people agree among themselves on the same items",
    failure_modes=FAILURE_MODES,
    formulas=FORMULAS,
    sources=SOURCES,
    drawn_as=IntervalPicture("agreement", "alpha", "lower", "upper", "items", "between", among_people=True),
)
