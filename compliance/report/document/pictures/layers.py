"""A layered layout of a small directed graph with cycles, the same on every machine.

The steps are those of Sugiyama, Tagawa and Toda (IEEE Transactions on Systems, Man, and Cybernetics 11(2), 1981):
turn the edges that close cycles, put nodes into layers by their longest path, split long edges at each layer that they
cross, order each layer by the mean position of its neighbours. Ties keep the order of the input, and no step depends
on hashing or on random numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_SWEEPS = 12
#: Nodes in one layer; more would leave no room for their names.
WIDEST = 5

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """``layers`` holds the names of nodes and of bends, from the top; ``routes`` the names that each edge visits.

    An edge that runs upward is in ``upward``; its route still begins at its source.
    """

    layers: tuple[tuple[str, ...], ...]
    routes: dict[int, tuple[str, ...]]
    upward: frozenset[int]


def lay_out(nodes: Sequence[str], edges: Sequence[Edge]) -> Layout:
    """Layers and routes; edges from a node to itself are left out. Every edge must join known nodes."""
    plain = {index: edge for index, edge in enumerate(edges) if edge[0] != edge[1]}
    upward = _closing(nodes, plain)
    down = {i: (b, a) if i in upward else (a, b) for i, (a, b) in plain.items()}
    depth = _depths(nodes, list(down.values()))
    depth = _split_wide(nodes, depth)
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node in nodes:
        layers[depth[node]].append(node)
    routes, links = {}, []
    for index, (above, below) in down.items():
        bends = [f"{index}@{level}" for level in range(depth[above] + 1, depth[below])]
        for level, bend in enumerate(bends, depth[above] + 1):
            layers[level].append(bend)
        route = (above, *bends, below)
        links += list(pairwise(route))
        routes[index] = route[::-1] if index in upward else route
    return Layout(tuple(tuple(layer) for layer in _ordered(layers, links)), routes, frozenset(upward))


def _closing(nodes: Sequence[str], edges: dict[int, Edge]) -> set[int]:
    """Edges that lead back to a node on the way there, by depth-first search from the nodes that nothing leads to."""
    out: dict[str, list[tuple[int, str]]] = {node: [] for node in nodes}
    entered = {target for _, target in edges.values()}
    for index, (source, target) in edges.items():
        out[source].append((index, target))
    state: dict[str, int] = {}
    closing: set[int] = set()
    for root in [*(node for node in nodes if node not in entered), *nodes]:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, iter(out[root]))]
        while stack:
            node, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                state[node] = 2
                stack.pop()
            elif state.get(step[1]) == 1:
                closing.add(step[0])
            elif step[1] not in state:
                state[step[1]] = 1
                stack.append((step[1], iter(out[step[1]])))
    return closing


def _depths(nodes: Sequence[str], edges: list[Edge]) -> dict[str, int]:
    """The longest path to each node of an acyclic graph."""
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:
        changed = False
        for above, below in edges:
            if depth[below] < depth[above] + 1:
                depth[below] = depth[above] + 1
                changed = True
        if not changed:
            break
    return depth


def _split_wide(nodes: Sequence[str], depth: dict[str, int]) -> dict[str, int]:
    """Depths with each layer of more than :data:`WIDEST` nodes spread over several, as even as can be.

    Nodes of one layer are never joined to each other, so any of them may go below another.
    """
    moved, shift = {}, 0
    for level in range(max(depth.values(), default=-1) + 1):
        layer = [node for node in nodes if depth[node] == level]
        rows = max(1, -(-len(layer) // WIDEST))
        for place, node in enumerate(layer):
            moved[node] = level + shift + place * rows // len(layer)
        shift += rows - 1
    return moved


def _ordered(layers: list[list[str]], links: list[Edge]) -> list[list[str]]:
    """Each layer ordered by the mean place of its neighbours, sweeping down and up; the fewest crossings win."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for upper, lower in links:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    current = [list(layer) for layer in layers]
    best, fewest = current, _crossings(current, below)
    for sweep in range(_SWEEPS):
        current = [list(layer) for layer in current]
        downward = sweep % 2 == 0
        order = range(1, len(current)) if downward else range(len(current) - 2, -1, -1)
        for level in order:
            fixed = current[level - 1 if downward else level + 1]
            place = {name: (index + 0.5) / len(fixed) for index, name in enumerate(fixed)}
            current[level] = _sorted_layer(current[level], above if downward else below, place)
        crossings = _crossings(current, below)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def _sorted_layer(layer: list[str], near: dict[str, list[str]], place: dict[str, float]) -> list[str]:
    """A layer by the mean place of what each name is joined to; a name joined to nothing stays where it is."""

    def mean(entry: tuple[int, str]) -> float:
        known = [place[name] for name in near.get(entry[1], ()) if name in place]
        return round(math.fsum(known) / len(known), 9) if known else (entry[0] + 0.5) / len(layer)

    return [name for _, name in sorted(enumerate(layer), key=mean)]


def _crossings(layers: list[list[str]], below: dict[str, list[str]]) -> int:
    total = 0
    for upper, lower in pairwise(layers):
        place = {name: index for index, name in enumerate(lower)}
        ends = [(i, place[target]) for i, name in enumerate(upper) for target in below.get(name, ()) if target in place]
        total += sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for n, a in enumerate(ends) for b in ends[n + 1 :])
    return total
