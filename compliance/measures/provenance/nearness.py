"""How many steps lie between a verdict and people who looked.

Counted back along the provenance graph (:mod:`compliance.measures.provenance_graph`) from the actor who gave the
verdict: 0 where that actor is people; 1 where people look at what it brings forth, at no less than the asked share of
the items; one more for each actor in between. A judge model whose verdicts people review is at 1; a judge model that
nobody reviews, of a model whose answers people read, is at 2. Where no people are reached there is no distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.measures.declaration import Means, Measure
from compliance.measures.provenance_graph import Actors, Graph, MinAnchorShare, Steps, graph_of


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near people are."""

    steps: Annotated[int | None, Means("steps to the nearest people who looked; unknown where there are none", "steps")]
    people: Annotated[list[str], Means("the ids of those people")]


def nearness(
    actor: Annotated[str, Means("the id of the actor who gave the verdict")],
    steps: Steps,
    actors: Actors,
    min_anchor_share: MinAnchorShare,
) -> Nearness:
    """How near people are to what ``actor`` (an id) says.

    Raises :class:`NotEvidenced` where the actor is in neither list, :class:`EvaluationError` for a
    ``min_anchor_share`` that is not above 0 and for too many steps.
    """
    if not min_anchor_share > 0:
        raise EvaluationError("the share of items that counts as a look has to be above 0")
    graph = graph_of(steps, actors)
    if actor not in graph.ids:
        raise NotEvidenced(f"`{actor}` is not among the actors")
    frontier, passed = {graph.ids.index(actor)}, set[int]()
    before: dict[int, list[int]] = {}
    for source, target in graph.edges:
        before.setdefault(target, []).append(source)
    distance = 0
    while frontier:
        people = {node for node in frontier if graph.is_people(node)}
        if people:
            return Nearness(distance, [graph.ids[node] for node in sorted(people)])
        passed |= frontier
        looking = {people for node in frontier for people in graph.lookers(node, min_anchor_share)}
        acting = {node for one in frontier for node in before.get(one, []) if not graph.is_people(node)}
        frontier = (looking | acting) - passed
        distance += 1
    return Nearness(None, [])


def steps_to_people(graph: Graph, min_share: float) -> dict[int, int]:
    """For each actor from which people are reached, how many steps it takes."""
    steps = {node: 0 for node in range(len(graph.ids)) if graph.is_people(node)}
    frontier = [node for node in range(len(graph.ids)) if node not in steps and graph.lookers(node, min_share)]
    after: dict[int, list[int]] = {}
    for source, target in graph.edges:
        after.setdefault(source, []).append(target)
    distance = 1
    while frontier:
        steps.update(dict.fromkeys(frontier, distance))
        frontier = sorted({to for node in frontier for to in after.get(node, [])} - set(steps))
        distance += 1
    return steps


FAILURE_MODES = (
    "A step that the dossier leaves out can hide a loop; criteria have to ask for the steps of each verdict.",
    "The share is what the dossier states: it says how much people look at, not how well.",
)

MEASURE = Measure(
    nearness,
    "how many steps lie between a verdict and people who looked",
    failure_modes=FAILURE_MODES,
)
