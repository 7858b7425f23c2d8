"""Agreement of the people of each group: whether an average hides that it is worse for some.

Alpha is computed as for everybody (see ``agreement``), for the people of each group alone. ``gap`` is the alpha over
everybody less the lowest alpha of a group: 0.1 says that one group is served 0.1 worse than the average says. Only
groups with at least the asked number of items are compared; the others are named in ``small``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from compliance.measures.agreement.agreement import Agreement, RatingsTable, among
from compliance.measures.calculations.alpha import FAILURE_MODES as ALPHA_FAILURE_MODES
from compliance.measures.calculations.alpha import FORMULAS
from compliance.measures.calculations.alpha import SOURCES as ALPHA_SOURCES
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Means, Measure
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Ratings, groups_of_raters, read_ratings

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """Agreement within one group, or with it."""

    group: Annotated[str, Means("the group")]
    alpha: Annotated[float | None, Means("alpha of its people")]
    lower: Annotated[float | None, Means("the lower end of its 95 % interval")]
    upper: Annotated[float | None, Means("the upper end of its 95 % interval")]
    items: Annotated[int, Means("items with at least two comparable ratings", "items")]
    raters: Annotated[int, Means("raters whose ratings went in", "raters")]


@dataclass(frozen=True, slots=True)
class ByGroup:
    """Agreement overall and by group."""

    overall: Annotated[float | None, Means("alpha over everybody")]
    worst: Annotated[str | None, Means("the group with the lowest alpha among those with enough items")]
    worst_alpha: Annotated[
        float | None, Means("its alpha; unknown where a group with enough items has no alpha or no group has enough")
    ]
    gap: Annotated[
        float | None, Means("how far the lowest alpha is below that over everybody; 0 where it is not below")
    ]
    smallest: Annotated[int, Means("the least number of items in any group", "items")]
    small: Annotated[list[str], Means("groups with fewer items than asked, which are not compared")]
    ungrouped: Annotated[int, Means("people of no group", "people")]
    missing: Annotated[int, Means("empty cells of the whole table", "cells")]
    unreadable: Annotated[
        int, Means("cells that hold no value of the scale, and rows that name no item or no rater", "cells")
    ]
    groups: Annotated[list[GroupAgreement], Means("each group, in the order of their names")]
    note: Annotated[str, Means("why there is no worst group; empty where there is one")]


MinItems = Annotated[int, Means("groups with fewer items than this are not compared", "items")]


def agreement_by_group(ratings: RatingsTable, min_items: MinItems, *, tables: Tables) -> ByGroup:
    """Agreement of the people of each group among themselves; groups count from ``min_items`` items on.

    Raises :class:`NotEvidenced` where there is no group column or a rater is in two groups, and as ``agreement``
    does.
    """
    return by_group(ratings, min_items, tables, among)


def by_group(ratings: Ratings, min_items: int, tables: Tables, compare: Callable[..., Agreement]) -> ByGroup:
    """What ``compare`` (of ratings, and of which of them count) gives for everybody and for each group."""
    import numpy as np

    coded = read_ratings(ratings, tables)
    group_of = groups_of_raters(ratings, coded, tables)
    names = sorted({name for name, person in zip(group_of, coded.person, strict=True) if person and name is not None})
    overall = compare(coded).alpha
    found = []
    for name in names:
        chosen = np.array([one == name for one in group_of], dtype=bool)[coded.rater]
        part = compare(coded, chosen)
        found.append(GroupAgreement(name, part.alpha, part.lower, part.upper, part.items, part.raters))
    large = [group for group in found if group.items >= min_items]
    note = _note(large, names, min_items)
    worst = None if note else min(large, key=lambda group: (group.alpha or 0.0, group.group))
    lowest = worst.alpha if worst else None
    return ByGroup(
        overall=overall,
        worst=worst.group if worst else None,
        worst_alpha=lowest,
        gap=rounded(max(overall - lowest, 0.0)) if overall is not None and lowest is not None else None,
        smallest=min((group.items for group in found), default=0),
        small=[group.group for group in found if group.items < min_items],
        ungrouped=int(sum(person and name is None for name, person in zip(group_of, coded.person, strict=True))),
        missing=int(coded.missing.sum()),
        unreadable=int(coded.unreadable.sum()) + coded.nameless,
        groups=found,
        note=note,
    )


def _note(large: list[GroupAgreement], names: list[str], min_items: int) -> str:
    if not names:
        return "nobody is in a group"
    if not large:
        return f"no group has {min_items} items"
    without = [group.group for group in large if group.alpha is None]
    return f"there is no alpha for {without[0]}: every rating has the same value" if without else ""


FAILURE_MODES = (
    "Alpha of few items varies by chance, and the lowest of many varies downwards. Groups in `small` are not compared"
    " and have to be looked at, or dividing a group into small ones would make it vanish.",
    "A group's alpha also falls when its items are more alike, without anyone being less careful.",
    *ALPHA_FAILURE_MODES,
)
SOURCES = ("Aroyo et al. 2023, DICES, arXiv:2306.11247", *ALPHA_SOURCES)

MEASURE = Measure(
    agreement_by_group,
    "agreement of each group of people among themselves, and the gap between groups",
    failure_modes=FAILURE_MODES,
    formulas=FORMULAS,
    sources=SOURCES,
)
