"""Circles in which models answer only to models.

A *loop* is a simple cycle of the provenance graph (:mod:`compliance.measures.provenance_graph`) that holds at least one
model or tool: something of what it does comes back to it. A loop is *anchored* where people, in the circle or beside
it, look at what one of its members (other than people) brings forth, at no less than ``min_anchor_share`` of the items.
People who merely stand in the circle, and pass on what they did not look at, anchor nothing. A loop that is not
anchored is *closed*.

Example. A generator prompts a model, a judge judges the model, a trainer trains it by the verdicts::

    generator -prompts-> model, judge -judges-> model, judge -generates-> trainer, trainer -trains-> model

The judge has the model's answers before it, so there are two loops: judge, model and judge, trainer, model. Both are
closed. ``advisers -judges-> model`` with a share of 0.05 anchors both. ``advisers -reviews-> trainer`` anchors only the
second, because what goes from judge to model directly is still seen by nobody.

Whether there is a closed loop is decided exactly, without enumerating: take away the members that people look at
enough, and a closed loop remains wherever a strongly connected component with a machine in it does. How many there are
is counted with bounded work (:mod:`compliance.measures.graph_cycles`); in a very large or dense graph the counts are
lower bounds and ``complete`` is false, but ``closed`` is 0 only if there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.declaration import GraphPicture, Means, Measure
from compliance.measures.graph_cycles import circles, cycles
from compliance.measures.provenance.nearness import FAILURE_MODES, steps_to_people
from compliance.measures.provenance_graph import UNKNOWN, Actors, Graph, MinAnchorShare, Steps, graph_of

LISTED = 100
"""Loops described in a result, of the closed and of the anchored ones each."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One loop."""

    actors: Annotated[list[str], Means("the ids of its actors in order, the first being that whose id sorts first")]
    anchored_by: Annotated[list[str], Means("the ids of the people who look at enough of the items")]
    anchor_share: Annotated[float, Means("the largest share that any people look at, 0 where nobody does", "share")]
    closed: Annotated[bool, Means("whether nobody anchors it")]


@dataclass(frozen=True, slots=True)
class Node:
    """One actor of the graph."""

    id: Annotated[str, Means("the id of the actor")]
    name: Annotated[str, Means("its name")]
    kind: Annotated[str, Means("its kind; `unknown` where it is not declared")]
    closed: Annotated[bool, Means("whether it is part of a closed loop")]
    steps_to_people: Annotated[
        int | None, Means("steps to the nearest people who looked, as `nearness` counts", "steps")
    ]


@dataclass(frozen=True, slots=True)
class Edge:
    """One act of one actor on another."""

    source: Annotated[str, Means("the id of the actor who acts")]
    target: Annotated[str, Means("the id of the actor on whom it acts")]
    act: Annotated[str, Means("what it does")]
    closed: Annotated[bool, Means("whether it is part of what goes round in closed loops")]


@dataclass(frozen=True, slots=True)
class Loops:
    """The loops and the graph in which they are."""

    closed: Annotated[int, Means("closed loops", "loops")]
    anchored: Annotated[int, Means("anchored loops", "loops")]
    complete: Annotated[bool, Means("whether all loops were counted; else the counts are lower bounds")]
    cycles: Annotated[list[Cycle], Means("the first of the loops, the closed ones before the others, short ones first")]
    undeclared: Annotated[list[str], Means("ids of actors that occur in steps only; they are taken for machines")]
    nodes: Annotated[list[Node], Means("the actors")]
    edges: Annotated[list[Edge], Means("who acts on whom")]


def loops(steps: Steps, actors: Actors, min_anchor_share: MinAnchorShare) -> Loops:
    """The loops of the provenance graph.

    Raises :class:`EvaluationError` for a ``min_anchor_share`` that is not above 0, with which a share that nobody
    stated would anchor a loop, and for too many steps.
    """
    if not min_anchor_share > 0:
        raise EvaluationError("the share of items that anchors a loop has to be above 0")
    graph = graph_of(steps, actors)
    unseen = [
        (source, target)
        for source, target in graph.edges
        if not graph.lookers(source, min_anchor_share) and not graph.lookers(target, min_anchor_share)
    ]
    closed_circles = circles(unseen, graph.is_machine)
    flow = {edge for circle in closed_circles for edge in circle}
    members = {node for edge in flow for node in edge}
    closed, all_closed = cycles(closed_circles, graph.is_machine)
    every, all_cycles = cycles(circles(graph.edges, graph.is_machine), graph.is_machine)
    anchored = [cycle for cycle in every if any(graph.lookers(node, min_anchor_share) for node in cycle)]
    near = steps_to_people(graph, min_anchor_share)
    return Loops(
        closed=len(closed),
        anchored=len(anchored),
        complete=all_closed and all_cycles,
        cycles=[_described(graph, cycle, min_anchor_share) for cycle in (*closed[:LISTED], *anchored[:LISTED])],
        undeclared=[one for one, kind in zip(graph.ids, graph.kinds, strict=True) if kind == UNKNOWN],
        nodes=[Node(one, graph.names[i], graph.kinds[i], i in members, near.get(i)) for i, one in enumerate(graph.ids)],
        edges=[Edge(graph.ids[a], graph.ids[b], act, (a, b) in flow) for a, b, act in graph.acts],
    )


def _described(graph: Graph, cycle: tuple[int, ...], min_share: float) -> Cycle:
    anchors = sorted({people for node in cycle for people in graph.lookers(node, min_share)})
    shares = [share for node in cycle for share in graph.looks.get(node, {}).values()]
    return Cycle(
        actors=[graph.ids[node] for node in cycle],
        anchored_by=[graph.ids[people] for people in anchors],
        anchor_share=max(shares, default=0.0),
        closed=not anchors,
    )


MEASURE = Measure(
    loops,
    "circles in which models answer only to models, and the people who open the others",
    failure_modes=FAILURE_MODES,
    drawn_as=GraphPicture("nodes", "edges", "cycles"),
)
