"""Whether those who took part resemble those who are affected.

Total variation distance between the declared shares p of the affected population and the shares q of the people who
took part: half the sum of |p_g - q_g| over the groups. It is the part of the participants that would have to be other
people for the shares to be equal: 0 is alike, 1 is nothing in common.

Two things have no counterpart and count in full on their side: the part of the population that no declared group names
(where shares add up to less than 1), and participants of no declared group. Leaving a group out of the declaration can
therefore never bring the distance down.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.measures.calculations.rounding import rounded
from compliance.measures.declaration import Formula, Means, Measure

_OVERLAP = 1.01


@dataclass(frozen=True, slots=True)
class Group:
    """An affected group."""

    id: Annotated[str, Means("the id of the group")]
    name: Annotated[str, Means("its name; the id where it has none")] = ""
    share: Annotated[float | None, Means("its share of the affected population, in [0, 1], where known", "share")] = (
        None
    )


@dataclass(frozen=True, slots=True)
class Participants:
    """How many people of a group took part; several entries of one group are added up."""

    group: Annotated[str, Means("the id of the group")]
    count: Annotated[int, Means("how many of its people took part", "people")]


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group among the population and among the participants."""

    group: Annotated[str, Means("the id of the group")]
    name: Annotated[str, Means("its name")]
    population: Annotated[float | None, Means("its share of the affected population", "share")]
    taking_part: Annotated[float | None, Means("its share of the participants", "share")]
    people: Annotated[int, Means("how many of its people took part", "people")]


@dataclass(frozen=True, slots=True)
class Representation:
    """How participants compare with the population."""

    distance: Annotated[
        float | None,
        Means("the total variation distance; unknown where a share is not stated or groups overlap", "share"),
    ]
    missing: Annotated[
        list[str], Means("groups of which nobody took part and whose share is at least the asked one or unknown")
    ]
    shares: Annotated[list[GroupShare], Means("each declared group")]
    people: Annotated[int, Means("participants", "people")]
    others: Annotated[int, Means("participants in no declared group or of unknown group", "people")]
    note: Annotated[str, Means("why there is no distance; empty where there is one")]


Groups = Annotated[list[Group], Means("the affected groups")]
MinShare = Annotated[
    float, Means("a group of this share or more counts as missing where nobody of it took part", "share")
]


def representation(
    groups: Groups,
    participants: Annotated[list[Participants], Means("how many people of which group took part")],
    min_share: MinShare,
) -> Representation:
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
    return compare(groups, counts, min_share)


def compare(groups: list[Group], counts: Mapping[str, int], min_share: float) -> Representation:
    """Compare ``counts`` of participants by the id of their group with the declared shares; otherwise as above."""
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


MEASURE = Measure(
    representation,
    "whether those who took part resemble those who are affected",
    failure_modes=(
        "Shares that overlap (women; people over 65) are no division of a population: where they add up to more than"
        " 1.01 there is no distance.",
        "Resembling in the declared groups says nothing about other traits.",
        "With few participants the distance is large by chance alone: about 0.4 * sqrt((groups - 1) / people) on"
        " average for a fair draw from groups of equal size.",
    ),
    formulas=(
        Formula(
            "Representation: total variation distance",
            ("TV = ½ Σ_g | p_g − q_g |",),
            "p_g is the share of group g in the affected population, q_g its share among those who took part. It is the"
            " part of the participants who would have to be other people for the shares to be equal.",
        ),
    ),
)
