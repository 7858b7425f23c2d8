"""Representation: whether those who took part resemble those who are affected.

Total variation distance between the declared shares p of the affected population and the shares q of the people who
took part: half the sum of |p_g - q_g| over the groups. It is the part of the participants that would have to be other
people for the shares to be equal: 0 is alike, 1 is nothing in common.

Two things have no counterpart and count in full on their side: the part of the population that no declared group names
(where shares add up to less than 1), and participants of no declared group. Leaving a group out of the declaration can
therefore never bring the distance down.

Failure modes. Shares that overlap (women; people over 65) are no division of a population: where they add up to more
than 1.01 there is no distance. Resembling in the declared groups says nothing about other traits, and with few
participants the distance is large by chance alone: about 0.4 * sqrt((groups - 1) / people) on average for a fair draw
from groups of equal size.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.measures.evidence_columns import Tables, at, column
from compliance.measures.statistics.rounding import rounded

_OVERLAP = 1.01


@dataclass(frozen=True, slots=True)
class Group:
    """An affected group, and its share of the affected population in [0, 1] where it is known."""

    id: str
    name: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Participants:
    """How many people of a group (by its id) took part; several entries of one group are added up."""

    group: str
    count: int


@dataclass(frozen=True, slots=True)
class Register:
    """A table of participants: the column ``group`` holds the id of each one's group, ``person`` identifies them.

    One person in many rows counts once. With an empty ``person`` each row is a person of its own.
    """

    evidence: str
    group: str = "group"
    person: str = "person"


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group's share of the population, its share of the participants, and how many of its people took part."""

    group: str
    name: str
    population: float | None
    taking_part: float | None
    people: int


@dataclass(frozen=True, slots=True)
class Representation:
    """How participants compare with the population.

    ``distance`` is the total variation distance, or None where it can't be told (``note`` says why). ``missing`` names
    the declared groups of which nobody took part and whose share is at least the asked one or unknown. ``people`` is
    the number of participants, ``others`` of them in no declared group or of unknown group.
    """

    distance: float | None
    missing: list[str]
    shares: list[GroupShare]
    people: int
    others: int
    note: str


def representation(groups: list[Group], participants: list[Participants], min_share: float) -> Representation:
    """Compare counts of participants with the declared shares; a group of ``min_share`` or more counts as missing
    where nobody of it took part.

    Raises :class:`NotEvidenced` where no group is declared or one is declared twice, :class:`EvaluationError` for a
    share outside [0, 1] or a negative count.
    """
    counts: Counter[str] = Counter()
    for entry in participants:
        if entry.count < 0:
            raise EvaluationError(f"the number of participants of `{entry.group}` is negative")
        counts[entry.group] += entry.count
    return _compare(groups, counts, min_share)


def representation_from_table(
    groups: list[Group], register: Register, min_share: float, *, tables: Tables
) -> Representation:
    """The same as :func:`representation`, counted from a table of participants. An empty group is no declared group.

    Raises also :class:`NotEvidenced` where a column is absent or a person stands in two groups.
    """
    table = tables.table(register.evidence)
    cells = column(table, register.group)
    if not register.person:
        return _compare(groups, Counter(cell or "" for cell in cells), min_share)
    group_of: dict[str, str] = {}
    for row, (person, cell) in enumerate(zip(column(table, register.person), cells, strict=True)):
        if person is None:
            raise NotEvidenced("the row doesn't say who took part", at=at(table, row, register.person))
        if group_of.setdefault(person, cell or "") != (cell or ""):
            raise NotEvidenced(f"`{person}` stands in two groups", at=at(table, row, register.group))
    return _compare(groups, Counter(group_of.values()), min_share)


def _compare(groups: list[Group], counts: Mapping[str, int], min_share: float) -> Representation:
    if not groups:
        raise NotEvidenced("no affected group is declared")
    (most, times), *_ = Counter(group.id for group in groups).most_common(1)
    if times > 1:
        raise NotEvidenced(f"the group `{most}` is declared {times} times")
    for group in groups:
        if group.share is not None and not 0 <= group.share <= 1:
            raise EvaluationError(f"the share of `{group.id}` is {group.share:g}, which is not between 0 and 1")
    people = sum(counts.values())
    others = people - sum(counts.get(group.id, 0) for group in groups)
    distance, note = _distance(groups, counts, people, others)
    return Representation(
        distance=distance,
        missing=[g.name or g.id for g in groups if not counts.get(g.id) and (g.share is None or g.share >= min_share)],
        shares=[
            GroupShare(
                group=g.id,
                name=g.name or g.id,
                population=g.share,
                taking_part=rounded(counts.get(g.id, 0) / people) if people else None,
                people=counts.get(g.id, 0),
            )
            for g in groups
        ],
        people=people,
        others=others,
        note=note,
    )


def _distance(groups: list[Group], counts: Mapping[str, int], people: int, others: int) -> tuple[float | None, str]:
    unknown = [group.id for group in groups if group.share is None]
    if unknown:
        return None, f"the share of `{unknown[0]}` in the population is not stated"
    if not people:
        return None, "nobody took part"
    shares = {group.id: group.share or 0.0 for group in groups}
    total = math.fsum(shares.values())
    if total > _OVERLAP:
        return None, f"the shares add up to {total:g}: the groups overlap, and there is no distance between them"
    whole = max(total, 1.0)
    apart = math.fsum(abs(share / whole - counts.get(group, 0) / people) for group, share in shares.items())
    apart += max(1.0 - total, 0.0) + others / people
    return rounded(apart / 2), ""
