"""Who makes, judges and changes what: actors as shapes, acts as arrows, closed loops in heavy lines."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment
from compliance.measures.provenance import loops as measured
from compliance.measures.provenance.loops import Loops, Node
from compliance.report.document.pictures import WIDTH
from compliance.report.document.pictures.arrows import HEIGHT, Arrow, draw_arrows
from compliance.report.document.pictures.layers import Layout, lay_out
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.wording.locale import ENGLISH, Language, mark
from compliance.report.wording.visible import visible
from compliance.report.wording.width import columns

_STEP = 92.0
_TOP = 8.0
_WIDEST = 128.0
KINDS = {
    "people": mark("people"),
    "model": mark("model"),
    "organisation": mark("organisation"),
    "tool": mark("tool"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """One shape with its text in up to three lines, centred on x; y is its top."""

    name: str
    kind: str
    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    font: float
    closed: bool

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 1)

    @property
    def right(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A loop in words: its actors in order, who of them are people, and whether it is closed."""

    actors: tuple[str, ...]
    anchors: tuple[str, ...]
    share: float | None
    closed: bool


@dataclass(frozen=True, slots=True)
class LoopPicture:
    """The drawing, the loops and the acts in words; ``left_out`` actors were too many to draw."""

    height: float
    actors: tuple[Actor, ...]
    arrows: tuple[Arrow, ...]
    kinds: tuple[tuple[str, str], ...]
    cycles: tuple[Cycle, ...]
    acts: tuple[tuple[str, str, str, bool], ...]
    left_out: int
    acts_left_out: int
    alternative: str


def loop_picture(
    assessment: Assessment, limits: ReportLimits = DEFAULT, language: Language = ENGLISH
) -> LoopPicture | None:
    """The picture of the first provenance graph that the assessment carries, None where it carries none."""
    for record in assessment.measures:
        if isinstance(record.result, Loops) and record.result.nodes:
            return _draw(record.result, limits, language)
    return None


def _draw(found: Loops, limits: ReportLimits, language: Language) -> LoopPicture:
    nodes = {node.id: node for node in found.nodes}
    names = {key: visible(node.name or key, 200) for key, node in nodes.items()}
    every = [edge for edge in found.edges if edge.source in nodes and edge.target in nodes]
    shut = {end for edge in every if edge.closed for end in (edge.source, edge.target)}
    kept = list(nodes) if len(nodes) <= limits.nodes else [key for key in nodes if key in shut][: limits.nodes]
    drawn = [edge for edge in every if edge.source in kept and edge.target in kept][: limits.edges]
    layout = lay_out(kept, [(edge.source, edge.target) for edge in drawn])
    actors = _place(layout, nodes, names, shut)
    arrows = draw_arrows(layout, drawn, actors, _points(layout, actors))
    cycles = tuple(_cycle(cycle, names) for cycle in found.cycles)[: limits.rows]
    acts = tuple((names[edge.source], visible(edge.act, 80), names[edge.target], edge.closed) for edge in every)
    bottom = max((actor.y for actor in actors.values()), default=0.0) + HEIGHT
    return LoopPicture(
        height=bottom + 34,
        actors=tuple(actors.values()),
        arrows=arrows,
        kinds=tuple(
            (kind, language.find(name))
            for kind, name in KINDS.items()
            if any(actor.kind == kind for actor in actors.values())
        ),
        cycles=tuple(sorted(cycles, key=lambda cycle: not cycle.closed)),
        acts=acts[: limits.edges],
        left_out=len(nodes) - len(kept),
        acts_left_out=max(0, len(acts) - limits.edges),
        alternative=_alternative(acts, cycles, language),
    )


def _cycle(cycle: measured.Cycle, names: Mapping[str, str]) -> Cycle:
    def known(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(names.get(one, visible(one, 80)) for one in ids)

    return Cycle(known(cycle.actors), known(cycle.anchored_by), cycle.anchor_share, cycle.closed)


def _place(layout: Layout, nodes: Mapping[str, Node], names: Mapping[str, str], shut: set[str]) -> dict[str, Actor]:
    actors = {}
    for level, layer in enumerate(layout.layers):
        for key, x, room in _slots(layer, nodes):
            if key not in nodes:
                continue
            width = round(min(_WIDEST, room - 14), 1)
            lines, font = _fitted(names[key], width)
            kind = nodes[key].kind
            actors[key] = Actor(names[key], kind, x, _TOP + level * _STEP, width, lines, font, key in shut)
    return actors


def _fitted(name: str, width: float) -> tuple[tuple[str, ...], float]:
    """Lines and font size: two lines of 11.5 px where the name fits, else three of 9.5 px, else cut short."""
    # Letters of a line, fewer where they are wide.
    share = len(name) / max(1, columns(name))
    for font, most in ((11.5, 2), (9.5, 3)):
        room = max(4, int((width - 16) / (font * 0.52) * share))
        lines = textwrap.wrap(name, room)
        if len(lines) <= most:
            return tuple(lines), font
    return tuple(textwrap.wrap(name, room, max_lines=most, placeholder="…")), font


def _slots(layer: Sequence[str], nodes: Collection[str]) -> list[tuple[str, float, float]]:
    """Centre and room of each place of a layer; a bend takes a sixth of an actor's room."""
    weights = [6.0 if key in nodes else 1.0 for key in layer]
    unit = WIDTH / math.fsum(weights)
    slots, left = [], 0.0
    for key, weight in zip(layer, weights, strict=True):
        slots.append((key, round(left + weight * unit / 2, 1), weight * unit))
        left += weight * unit
    return slots


def _points(layout: Layout, actors: Mapping[str, Actor]) -> dict[str, tuple[float, float]]:
    """The top middle of every actor and the place of every bend."""
    return {
        key: (x, _TOP + level * _STEP)
        for level, layer in enumerate(layout.layers)
        for key, x, _ in _slots(layer, actors)
    }


def _alternative(acts: Sequence[tuple[str, str, str, bool]], cycles: Sequence[Cycle], language: Language) -> str:
    shut = [
        language.gettext(" to ").join([*cycle.actors, cycle.actors[0]])
        for cycle in cycles
        if cycle.closed and cycle.actors
    ]
    graph = language.ngettext(
        "A graph of who makes, judges and changes what, with %(num)s act; the table below lists it.",
        "A graph of who makes, judges and changes what, with %(num)s acts; the table below lists them.",
        len(acts),
    )
    if shut:
        found = language.gettext("Closed loops: %(loops)s.", loops=language.gettext("; ").join(shut[:10]))
    else:
        found = language.gettext("No loop is closed.")
    return f"{graph} {found}"
