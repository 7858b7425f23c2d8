"""The provenance graph: who acts on whom, and what flows to whom because of it.

An edge from a to b says that what a does shapes what b is, does or says. Each step of the dossier is such an edge from
its source to its target. One kind of edge is rarely written down, because it goes without saying: who judges, rates,
filters, selects, reviews or decides has before it what the other brought forth. Between two machines that flow is
added, so that a model and the model that judges it are the circle they are, and leaving a step out does not open it.

People *look* at what an actor brings forth by those same acts, at the share of the items that the step states. A share
that is not stated counts as 0. Writing prompts, making data or training is work of people too, but it is not looking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import EvaluationError
from compliance.measures.declaration import Means

PEOPLE = "people"
MACHINES = ("model", "tool")
UNKNOWN = "unknown"
LOOKING = ("judges", "rates", "reviews", "decides", "filters", "selects")
BROUGHT_FORTH = "is looked at by"
MAX_STEPS = 10_000
"""Steps of one dossier; more are refused."""


@dataclass(frozen=True, slots=True)
class Step:
    """One actor acts on another."""

    source: Annotated[str, Means("the id of the actor who acts")]
    target: Annotated[str, Means("the id of the actor on whom it acts")]
    act: Annotated[str, Means("what it does: `trains`, `judges`, `reviews`, ...")]
    share: Annotated[float | None, Means("the share of the items looked at, where stated", "share")] = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A model, a group of people, an organisation or a tool."""

    id: Annotated[str, Means("the id of the actor")]
    kind: Annotated[str, Means("`people`, `model`, `tool`, ...")]
    name: Annotated[str, Means("its name; the id where it has none")] = ""


Steps = Annotated[list[Step], Means("the steps of the provenance: who acts on whom")]
Actors = Annotated[list[Actor], Means("all actors of the dossier")]
MinAnchorShare = Annotated[float, Means("the share of the items from which people count as looking, above 0", "share")]


@dataclass(frozen=True, slots=True)
class Graph:
    """Actors as numbers, in the order of their ids.

    ``edges`` are pairs of numbers, ``acts`` the same with the act; both are sorted. ``looks`` says of each actor that
    is not people who looks at what it brings forth, and the largest share stated for that.
    """

    ids: list[str]
    names: list[str]
    kinds: list[str]
    edges: list[tuple[int, int]]
    acts: list[tuple[int, int, str]]
    looks: dict[int, dict[int, float]]

    def lookers(self, node: int, share: float) -> list[int]:
        """The people who look at no less than ``share`` of what the actor brings forth, in the order of their ids."""
        return sorted(people for people, part in self.looks.get(node, {}).items() if part >= share)

    def is_people(self, node: int) -> bool:
        """Whether the actor is people."""
        return self.kinds[node] == PEOPLE

    def is_machine(self, node: int) -> bool:
        """Whether the actor is a model or a tool; who is not declared counts as one."""
        return self.kinds[node] in (*MACHINES, UNKNOWN)


def graph_of(steps: list[Step], actors: list[Actor]) -> Graph:
    """The graph of a dossier's steps. Actors that are not declared have the kind ``unknown``.

    Raises :class:`EvaluationError` for more than :data:`MAX_STEPS` steps.
    """
    if len(steps) > MAX_STEPS:
        raise EvaluationError(f"there are {len(steps)} steps in the provenance; at most {MAX_STEPS} can be followed")
    declared = {actor.id: actor for actor in actors}
    ids = sorted({end for step in steps for end in (step.source, step.target)} | set(declared))
    number = {one: index for index, one in enumerate(ids)}
    kinds = [declared[one].kind if one in declared else UNKNOWN for one in ids]
    names = [declared[one].name or one if one in declared else one for one in ids]
    graph = Graph(ids, names, kinds, [], [], {})
    acts: set[tuple[int, int, str]] = set()
    for step in steps:
        source, target = number[step.source], number[step.target]
        acts.add((source, target, step.act))
        if step.act in LOOKING and graph.is_people(source) and not graph.is_people(target):
            shares = graph.looks.setdefault(target, {})
            shares[source] = max(step.share or 0.0, shares.get(source, 0.0))
    told = {(source, target) for source, target, _ in acts}
    for source, target, act in sorted(acts):
        both = graph.is_machine(source) and graph.is_machine(target)
        if act in LOOKING and both and (target, source) not in told:
            acts.add((target, source, BROUGHT_FORTH))
    graph.acts.extend(sorted(acts))
    graph.edges.extend(sorted({(source, target) for source, target, _ in acts}))
    return graph
