"""How closely a judge and what it judges are related by descent.

Actors are derived from others (fine-tuned, distilled, merged). The *steps* between two actors are counted to their
nearest common ancestor, an actor being its own ancestor at 0 steps: the larger of the two counts, and the smallest such
over all common ancestors. The same actor: 0. One derived from the other, or both from the same third: 1. Two actors of
the same family of models are kin whatever their steps, since a family is a name for common descent. It matters because
models prefer what their own kind writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import NotEvidenced
from compliance.measures.declaration import Means, Measure


@dataclass(frozen=True, slots=True)
class Descent:
    """An actor, and what it is derived from."""

    id: Annotated[str, Means("the id of the actor")]
    derived_from: Annotated[
        list[str] | None,
        Means("the ids of the actors from which it is derived, where stated; an empty list: from none"),
    ] = None
    model_family: Annotated[str | None, Means("the family of models to which it belongs, where stated")] = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """How two actors are related."""

    kin: Annotated[
        bool | None,
        Means(
            "true for a common ancestor within the asked steps or the same family, false where everything within reach"
            " is stated and shows neither, else unknown"
        ),
    ]
    steps: Annotated[int | None, Means("steps to the nearest common ancestor, unknown where none is stated", "steps")]
    ancestor: Annotated[str | None, Means("the id of the nearest common ancestor")]
    same_family: Annotated[bool | None, Means("whether they are of one family; unknown where a family is not stated")]
    note: Annotated[str, Means("what is not stated; empty where that does not matter")]


def lineage(
    judge: Annotated[str, Means("the id of the actor who judges")],
    judged: Annotated[str, Means("the id of the actor who is judged")],
    actors: Annotated[list[Descent], Means("all actors of the dossier")],
    max_steps: Annotated[int, Means("actors are kin within this many steps", "steps")],
) -> Lineage:
    """How the actors with the ids ``judge`` and ``judged`` are related, kin within ``max_steps``.

    Raises :class:`NotEvidenced` where one of them is not declared.
    """
    declared = {actor.id: actor for actor in actors}
    for one in (judge, judged):
        if one not in declared:
            raise NotEvidenced(f"`{one}` is not among the actors")
    above, beside = _ancestors(judge, declared), _ancestors(judged, declared)
    common = {one: max(above[one], beside[one]) for one in above.keys() & beside.keys()}
    ancestor = min(common, key=lambda one: (common[one], one), default=None)
    steps = common[ancestor] if ancestor is not None else None
    families = (declared[judge].model_family, declared[judged].model_family)
    same_family = None if None in families else families[0] == families[1]
    close = (steps is not None and steps <= max_steps) or bool(same_family)
    note = "" if close else _not_stated((judge, above), (judged, beside), declared, max_steps, same_family)
    return Lineage(
        kin=True if close else (None if note else False),
        steps=steps,
        ancestor=ancestor,
        same_family=same_family,
        note=note,
    )


def _ancestors(start: str, declared: dict[str, Descent]) -> dict[str, int]:
    """Every ancestor of an actor, itself included, with the fewest steps to it."""
    steps, frontier = {start: 0}, [start]
    while frontier:
        parents = [p for one in frontier if one in declared for p in declared[one].derived_from or []]
        frontier = [parent for parent in dict.fromkeys(parents) if parent not in steps]
        distance = max(steps.values()) + 1
        steps.update(dict.fromkeys(frontier, distance))
    return steps


def _not_stated(
    judge: tuple[str, dict[str, int]],
    judged: tuple[str, dict[str, int]],
    declared: dict[str, Descent],
    max_steps: int,
    same_family: bool | None,
) -> str:
    for name, ancestors in (judge, judged):
        for one, steps in ancestors.items():
            if steps < max_steps and (one not in declared or declared[one].derived_from is None):
                return f"the dossier doesn't say from what `{one}` is derived"
        if same_family is None and declared[name].model_family is None:
            return f"the dossier doesn't say to which family of models `{name}` belongs"
    return ""


MEASURE = Measure(
    lineage,
    "how closely a judge and what it judges are related by descent",
    failure_modes=(
        "Descent is what the dossier states. Where it does not state from what an actor within reach is derived, or a"
        " family, and no kinship is found in what it does state, `kin` is not known rather than false.",
    ),
    sources=("Panickssery et al. 2024, LLM Evaluators Recognize and Favor Their Own Generations, arXiv:2404.13076",),
)
