"""Lineage: how closely a judge and what it judges are related by descent.

Actors are derived from others (fine-tuned, distilled, merged). The *steps* between two actors are counted to their
nearest common ancestor, an actor being its own ancestor at 0 steps: the larger of the two counts, and the smallest such
over all common ancestors. The same actor: 0. One derived from the other, or both from the same third: 1. Two actors of
the same family of models are kin whatever their steps, since a family is a name for common descent.

Models prefer what their own kind writes (Panickssery et al. 2024, *LLM Evaluators Recognize and Favor Their Own
Generations*, arXiv:2404.13076), which is why it matters.

Failure modes. Descent is what the dossier states. Where it doesn't state from what an actor within reach is derived (an
empty list says: from nothing), or a family, and no kinship is found in what it does state, ``kin`` is not known rather
than false.
"""

from __future__ import annotations

from dataclasses import dataclass

from compliance.expressions.values.failures import NotEvidenced


@dataclass(frozen=True, slots=True)
class Descent:
    """An actor by its id, with what it is derived from and which family of models it belongs to, where stated."""

    id: str
    derived_from: list[str] | None = None
    model_family: str | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """How two actors are related.

    ``steps`` to the nearest common ``ancestor``, or None where the dossier states none. ``same_family`` is None where a
    family is not stated. ``kin`` is true for a common ancestor within the asked steps or the same family, false where
    everything within reach is stated and shows neither, None otherwise; ``note`` says what is not stated.
    """

    kin: bool | None
    steps: int | None
    ancestor: str | None
    same_family: bool | None
    note: str


def lineage(judge: str, judged: str, actors: list[Descent], max_steps: int) -> Lineage:
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
