"""Circles of a graph, and the simple cycles in them, with bounded work and in a fixed order.

A *circle* is a strongly connected component that holds a cycle (Tarjan 1972). Its simple cycles are enumerated by
Johnson's algorithm (1975); there may be exponentially many, and in a large circle finding each takes long. So at most
:data:`COUNTED` cycles are taken, and of circles that would take too much work only the shortest way round the first
node that matters. A circle is never left without a cycle.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

COUNTED = 2000
"""Cycles taken at most, beyond one a circle."""

WORK = 150_000
"""Nodes times edges, added up over circles, that are enumerated: under a second's work."""

Edge = tuple[int, int]
Cycle = tuple[int, ...]


def circles(edges: Iterable[Edge], matters: Callable[[int], bool]) -> list[list[Edge]]:
    """The circles that hold a node which matters, each as its sorted edges, in the order of their first node."""
    import networkx

    graph = networkx.DiGraph(edges)
    parts = sorted(sorted(part) for part in networkx.strongly_connected_components(graph))
    part_of = {node: number for number, part in enumerate(parts) for node in part}
    within: list[list[Edge]] = [[] for _ in parts]
    for source, target in sorted(graph.edges):
        if part_of[source] == part_of[target]:
            within[part_of[source]].append((source, target))
    return [inside for part, inside in zip(parts, within, strict=True) if inside and any(map(matters, part))]


def cycles(parts: list[list[Edge]], matters: Callable[[int], bool]) -> tuple[list[Cycle], bool]:
    """Simple cycles of circles that hold a node which matters, at least one a circle, and whether these are all.

    Each begins with its smallest node; short ones come first.
    """
    found: set[Cycle] = set()
    work, complete = WORK, True
    for part in parts:
        work -= len(part) * len({source for source, _ in part})
        here, all_here = _enumerated(part, matters, COUNTED - len(found)) if work >= 0 else ([], False)
        found.update(here or [_shortest(part, matters)])
        complete = complete and all_here
    return sorted(found, key=lambda cycle: (len(cycle), cycle)), complete


def _enumerated(part: list[Edge], matters: Callable[[int], bool], limit: int) -> tuple[list[Cycle], bool]:
    import networkx

    if limit <= 0:
        return [], False
    first = list(itertools.islice(networkx.simple_cycles(networkx.DiGraph(part)), limit + 1))
    return [_turned(cycle) for cycle in first[:limit] if any(map(matters, cycle))], len(first) <= limit


def _shortest(part: list[Edge], matters: Callable[[int], bool]) -> Cycle:
    import networkx

    graph = networkx.DiGraph(part)
    start = next(node for node in sorted(graph) if matters(node))
    ways = networkx.single_source_shortest_path(graph, start)
    return _turned(min((ways[node] for node in graph.predecessors(start)), key=lambda way: (len(way), way)))


def _turned(cycle: list[int]) -> Cycle:
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])
