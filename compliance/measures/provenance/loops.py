"""Loops: circles in which models answer only to models.

A *loop* is a simple cycle of the provenance graph (:mod:`compliance.measures.provenance_graph`) that holds at least one model
or tool: something of what it does comes back to it. A loop is *anchored* where people, in the circle or beside it, look
at what one of its members (other than people) brings forth, at no less than ``min_anchor_share`` of the items. People
who merely stand in the circle, and pass on what they did not look at, anchor nothing. A loop that is not anchored is
*closed*.

Example. A generator prompts a model, a judge judges the model, a trainer trains it by the verdicts::

    generator -prompts-> model, judge -judges-> model, judge -generates-> trainer, trainer -trains-> model

The judge has the model's answers before it, so there are two loops: judge, model and judge, trainer, model. Both are
closed. ``advisers -judges-> model`` with a share of 0.05 anchors both. ``advisers -reviews-> trainer`` anchors only the
second, because what goes from judge to model directly is still seen by nobody.

Whether there is a closed loop is decided exactly, without enumerating: take away the members that people look at
enough, and a closed loop remains wherever a strongly connected component with a machine in it does. How many there are
is counted with bounded work (:mod:`compliance.measures.graph_cycles`); in a very large or dense graph the counts are lower
bounds and ``complete`` is false, but ``closed`` is 0 only if there is none.

Failure modes. A step that the dossier leaves out can hide a loop; criteria have to ask for the steps of each verdict.
The share is what the dossier states: it says how much people look at, not how well.
"""

from __future__ import annotations

from dataclasses import dataclass

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.graph_cycles import circles, cycles
from compliance.measures.provenance.nearness import steps_to_people
from compliance.measures.provenance_graph import UNKNOWN, Actor, Graph, Step, graph_of

LISTED = 100
"""Loops described in a result, of the closed and of the anchored ones each."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One loop: its ``actors`` in order, the first being that whose id sorts first.

    ``anchored_by`` are the people who look at enough of the items; ``anchor_share`` is the largest share that any
    people look at, 0 where nobody does.
    """

    actors: list[str]
    anchored_by: list[str]
    anchor_share: float
    closed: bool


@dataclass(frozen=True, slots=True)
class Node:
    """One actor; ``steps_to_people`` as :mod:`compliance.measures.provenance.nearness` counts them."""

    id: str
    name: str
    kind: str
    closed: bool
    steps_to_people: int | None


@dataclass(frozen=True, slots=True)
class Edge:
    """One act of one actor on another; ``closed`` where it is part of what goes round in closed loops."""

    source: str
    target: str
    act: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Loops:
    """How many loops are ``closed`` and ``anchored``, and the graph for drawing.

    ``cycles`` describes the first of them (all, unless there are very many), the closed ones before the others, short
    ones first. ``undeclared`` are actors that occur in steps only; they are taken for machines.
    """

    closed: int
    anchored: int
    complete: bool
    cycles: list[Cycle]
    undeclared: list[str]
    nodes: list[Node]
    edges: list[Edge]


def loops(steps: list[Step], actors: list[Actor], min_anchor_share: float) -> Loops:
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
