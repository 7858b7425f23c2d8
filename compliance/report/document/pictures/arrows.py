"""Lines between shapes: where they leave and enter, how they bend, and where their labels can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from compliance.measures.provenance.loops import Edge
from compliance.report.document.pictures.layers import Layout
from compliance.report.wording.visible import visible
from compliance.report.wording.width import columns

#: The height of every shape.
HEIGHT = 36.0
#: With more lines than this only those of closed loops are labelled.
LABELLED = 16
_TIP = 7.0
_LETTER = 5.1

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Shape(Protocol):
    """What a line joins: centred on x, its top at y."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def width(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Arrow:
    """One line with its head; ``label`` is empty where there is no room for it."""

    path: str
    head: str
    closed: bool
    label: str
    label_x: float
    label_y: float


def draw_arrows(
    layout: Layout, rows: Sequence[Edge], shapes: Mapping[str, Shape], points: Mapping[str, Point]
) -> tuple[Arrow, ...]:
    """One arrow for each act, in the order of the acts."""
    ports = _ports(layout, points, shapes)
    drafts: list[tuple[list[Point], Arrow]] = []
    loose = []
    for index, row in enumerate(rows):
        closed = row.closed
        if index not in layout.routes:
            loose.append(_self_arrow(shapes[row.source], closed))
            continue
        start, end = ports[index]
        bends = [(points[key][0], points[key][1] + HEIGHT / 2) for key in layout.routes[index][1:-1]]
        base = end[1] + (_TIP if index in layout.upward else -_TIP)
        way = [start, *bends, (end[0], base)]
        head = f"{end[0]:.1f},{end[1]:.1f} {end[0] - 4:.1f},{base:.1f} {end[0] + 4:.1f},{base:.1f}"
        label = visible(row.act, 24) if closed or len(rows) <= LABELLED else ""
        drafts.append((way, Arrow(_curve(way), head, closed, label, 0.0, 0.0)))
    taken = [(s.x - s.width / 2, s.y, s.x + s.width / 2, s.y + HEIGHT) for s in shapes.values()]
    return (*_labelled(drafts, taken), *loose)


def _labelled(drafts: list[tuple[list[Point], Arrow]], taken: list[Box]) -> tuple[Arrow, ...]:
    """Each label where it covers the least of other lines; none where it would cover a shape or a label."""
    lines = [[_on_curve(way, step / 24) for step in range(25)] for way, _ in drafts]
    boxes = list(taken)
    placed = []
    for index, (way, arrow) in enumerate(drafts):
        best: tuple[int, float, float] | None = None
        half = columns(arrow.label) * _LETTER / 2 + 3
        for part in (0.5, 0.6, 0.4, 0.7, 0.3, 0.8) if arrow.label else ():
            x, y = _on_curve(way, part)
            box = (x - half, y - 7, x + half, y + 7)
            if any(_overlap(box, other) for other in boxes):
                continue
            rest = (point for n, line in enumerate(lines) if n != index for point in line)
            covered = sum(box[0] < a < box[2] and box[1] < b < box[3] for a, b in rest)
            if best is None or covered < best[0]:
                best = (covered, x, y)
        if best is None:
            placed.append(replace(arrow, label=""))
            continue
        _, x, y = best
        boxes.append((x - half, y - 7, x + half, y + 7))
        placed.append(replace(arrow, label_x=round(x, 1), label_y=round(y + 3, 1)))
    return tuple(placed)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _on_curve(way: Sequence[Point], part: float) -> Point:
    """The point at ``part`` of a route; each piece is the cubic that :func:`_curve` writes."""
    piece = min(int(part * (len(way) - 1)), len(way) - 2)
    t = part * (len(way) - 1) - piece
    (ax, ay), (bx, by) = way[piece], way[piece + 1]
    u, middle = 1 - t, (ay + by) / 2
    x = ax + (bx - ax) * (3 * t * t - 2 * t * t * t)
    return x, ay * u**3 + 3 * middle * u * u * t + 3 * middle * u * t * t + by * t**3


def _ports(layout: Layout, points: Mapping[str, Point], shapes: Mapping[str, Shape]) -> dict[int, tuple[Point, Point]]:
    """Where each edge leaves and enters: spread along the side of the shape in the order of where it goes."""
    sides: dict[tuple[str, str], list[tuple[float, int, int]]] = {}
    for index, route in layout.routes.items():
        up = index in layout.upward
        for which, key, near in ((0, route[0], route[1]), (1, route[-1], route[-2])):
            side = "top" if (which == 0) == up else "bottom"
            sides.setdefault((key, side), []).append((points[near][0], index, which))
    found: dict[int, list[Point]] = {index: [(0.0, 0.0), (0.0, 0.0)] for index in layout.routes}
    for (key, side), ends in sides.items():
        shape = shapes[key]
        for place, (_, index, which) in enumerate(sorted(ends)):
            x = shape.x + (place - (len(ends) - 1) / 2) * min(26.0, shape.width * 0.7 / len(ends))
            found[index][which] = (round(x, 1), shape.y if side == "top" else shape.y + HEIGHT)
    return {index: (ends[0], ends[1]) for index, ends in found.items()}


def _curve(way: Sequence[Point]) -> str:
    text = f"M{way[0][0]:.1f},{way[0][1]:.1f}"
    for (ax, ay), (bx, by) in pairwise(way):
        middle = (ay + by) / 2
        text += f" C{ax:.1f},{middle:.1f} {bx:.1f},{middle:.1f} {bx:.1f},{by:.1f}"
    return text


def _self_arrow(shape: Shape, closed: bool) -> Arrow:
    x, y = shape.x + shape.width / 2, shape.y
    path = f"M{x:.1f},{y + 9:.1f} C{x + 26:.1f},{y + 2:.1f} {x + 26:.1f},{y + 34:.1f} {x + 7:.1f},{y + 27:.1f}"
    head = f"{x:.1f},{y + 27:.1f} {x + 7:.1f},{y + 23:.1f} {x + 7:.1f},{y + 31:.1f}"
    return Arrow(path, head, closed, "", 0.0, 0.0)
