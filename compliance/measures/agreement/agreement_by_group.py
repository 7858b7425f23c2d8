"""Agreement by group: whether an average hides that it is worse for some.

The same computation as for everybody (:mod:`compliance.measures.statistics.alpha`), for the people of each group alone: how far
they agree among themselves, or how far a judge agrees with their aggregate. ``gap`` is the alpha over everybody less
the lowest alpha of a group: 0.1 says that one group is served 0.1 worse than the average says. After Aroyo et al. 2023,
*DICES*, arXiv:2306.11247, who show how raters of different groups differ on the safety of the same answers.

Failure modes. Alpha of few items varies by chance, and the lowest of many varies downwards: only groups with at least
the asked number of items are compared. The others are named in ``small`` and have to be looked at, or dividing a group
into small ones would make it vanish. A group's alpha also falls when its items are more alike, without anyone being
less careful.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.measures.agreement.agreement import Agreement, among, with_people
from compliance.measures.evidence_columns import Tables
from compliance.measures.ratings_table import Coded, Ratings, groups_of_raters, read_ratings
from compliance.measures.statistics.rounding import rounded

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """Agreement within one group, or with it."""

    group: str
    alpha: float | None
    lower: float | None
    upper: float | None
    items: int
    raters: int


@dataclass(frozen=True, slots=True)
class ByGroup:
    """Agreement overall and by group, groups in the order of their names.

    ``worst`` is the group with the lowest alpha among those with enough items, ``worst_alpha`` its alpha, ``gap`` how
    far below the overall alpha that is (0 where it is not below). They are None, and ``note`` says why, where a group
    with enough items has no alpha or no group has enough. ``smallest`` is the least number of items in any group,
    ``small`` names the groups with fewer than asked, ``ungrouped`` counts people of no group. ``missing`` counts empty
    cells of the whole table, ``unreadable`` cells without a value of the scale and rows that name no item or no rater.
    """

    overall: float | None
    worst: str | None
    worst_alpha: float | None
    gap: float | None
    smallest: int
    small: list[str]
    ungrouped: int
    missing: int
    unreadable: int
    groups: list[GroupAgreement]
    note: str


def agreement_by_group(ratings: Ratings, min_items: int, *, tables: Tables) -> ByGroup:
    """Agreement of the people of each group among themselves; groups count from ``min_items`` items on.

    Raises :class:`NotEvidenced` where there is no group column or a rater stands in two
    groups, and as ``agreement`` does.
    """
    return _by_group(ratings, min_items, tables, among)


def agreement_with_by_group(ratings: Ratings, rater: str, min_items: int, *, tables: Tables) -> ByGroup:
    """Agreement of the rater named ``rater`` with the aggregate of each group's people; otherwise as above."""

    def compare(coded: Coded, chosen: NDArray[Any] | None = None) -> Agreement:
        return with_people(coded, rater, chosen)

    return _by_group(ratings, min_items, tables, compare)


def _by_group(ratings: Ratings, min_items: int, tables: Tables, compare: Callable[..., Agreement]) -> ByGroup:
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
