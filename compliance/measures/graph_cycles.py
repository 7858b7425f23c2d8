"""Circles of a graph, and the simple cycles in them, with bounded work and in a fixed order.

A *circle* is a strongly connected component that holds a cycle (Tarjan 1972). Its simple cycles are enumerated by
Johnson's algorithm (1975); there may be exponentially many, and in a large circle finding each takes long. So at most
:data:`COUNTED` cycles are taken, and of circles that would take too much work only the shortest way round the first
node that matters. A circle is never left without a cycle.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

COUNTED = 2000
"""Cycles taken at most, beyond one a circle."""

WORK = 150_000
"""Nodes times edges, added up over circles, that are enumerated: under a second's work."""

Edge = tuple[int, int]
Cycle = tuple[int, ...]


def circles(edges: Iterable[Edge], matters: Callable[[int], bool]) -> list[list[Edge]]:
    """The circles that hold a node which matters, each as its sorted edges, in the order of their first node."""
    listed = sorted(set(edges))
    parts = sorted(_components(_successors(listed)))
    part_of = {node: number for number, part in enumerate(parts) for node in part}
    within: list[list[Edge]] = [[] for _ in parts]
    for source, target in listed:
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
    if limit <= 0:
        return [], False
    first = list(itertools.islice(_simple_cycles(part), limit + 1))
    return [_turned(cycle) for cycle in first[:limit] if any(map(matters, cycle))], len(first) <= limit


def _shortest(part: list[Edge], matters: Callable[[int], bool]) -> Cycle:
    """The shortest way round the first node that matters."""
    after = _successors(part)
    start = next(node for node in sorted(after) if matters(node))
    ways, frontier = {start: [start]}, [start]
    closing: list[list[int]] = []
    while frontier and not closing:
        closing = [ways[node] for node in frontier if start in after[node]]
        reached = {to: [*ways[node], to] for node in reversed(frontier) for to in after[node] if to not in ways}
        ways |= reached
        frontier = list(reached)
    return _turned(min(closing))


def _turned(cycle: list[int]) -> Cycle:
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])


def _successors(edges: Iterable[Edge]) -> dict[int, list[int]]:
    """The nodes to which each node has an edge; a node without any has an empty list."""
    after: dict[int, list[int]] = {}
    for source, target in edges:
        after.setdefault(source, []).append(target)
        after.setdefault(target, [])
    return after


def _components(after: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """The strongly connected components, each sorted (Tarjan 1972, without recursion)."""
    found: list[list[int]] = []
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    waiting: list[int] = []
    done: set[int] = set()
    for root in after:
        stack = [] if root in number else [(root, iter(after[root]))]
        if stack:
            number[root] = lowest[root] = len(number)
            waiting.append(root)
        while stack:
            node, rest = stack[-1]
            to = next(rest, None)
            if to is None:
                stack.pop()
                if stack:
                    lowest[stack[-1][0]] = min(lowest[stack[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    members = [waiting.pop()]
                    while members[-1] != node:
                        members.append(waiting.pop())
                    done.update(members)
                    found.append(sorted(members))
            elif to not in number:
                number[to] = lowest[to] = len(number)
                waiting.append(to)
                stack.append((to, iter(after[to])))
            elif to not in done:
                lowest[node] = min(lowest[node], number[to])
    return found


def _simple_cycles(part: list[Edge]) -> Iterator[list[int]]:
    """All simple cycles, those through the smallest node first (Johnson 1975, without recursion)."""
    for start in sorted({node for edge in part for node in edge}):
        kept = [edge for edge in part if min(edge) >= start]
        component = next((set(one) for one in _components(_successors(kept)) if start in one), set())
        after = _successors((a, b) for a, b in kept if a in component and b in component)
        if after:
            yield from _cycles_through(start, after)


def _cycles_through(start: int, after: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Simple cycles through ``start`` in a strongly connected graph.

    A node is blocked while it is on the path, and after it led to no cycle until one of its successors is unblocked:
    nothing is searched twice in vain.
    """
    path, blocked, on_cycle = [start], {start}, set[int]()
    unblocks: dict[int, set[int]] = {node: set() for node in after}
    stack = [(start, iter(after[start]))]
    while stack:
        node, rest = stack[-1]
        to = next(rest, None)
        if to == start:
            yield path.copy()
            on_cycle.update(path)
        elif to is not None and to not in blocked:
            path.append(to)
            on_cycle.discard(to)
            blocked.add(to)
            stack.append((to, iter(after[to])))
        elif to is None:
            if node in on_cycle:
                _unblock(node, blocked, unblocks)
            else:
                for other in after[node]:
                    unblocks[other].add(node)
            stack.pop()
            path.pop()


def _unblock(node: int, blocked: set[int], unblocks: dict[int, set[int]]) -> None:
    pending = {node}
    while pending:
        one = pending.pop()
        if one in blocked:
            blocked.remove(one)
            pending |= unblocks[one]
            unblocks[one].clear()
