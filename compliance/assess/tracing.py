"""The full trace of one criterion on one dossier: every sub-expression, its value, and what it read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from compliance.assess.checker import Checker
from compliance.assess.computations import Computations
from compliance.assess.criterion_run import CriterionRun, PartRun
from compliance.assess.result import name_of
from compliance.dossier.load import Dossier
from compliance.errors import Place
from compliance.expressions.program.budget import Budget
from compliance.expressions.program.events import Event
from compliance.expressions.syntax.nodes import Const, Ident
from compliance.expressions.syntax.unparse import unparse
from compliance.expressions.trace.reads import container_paths, read_of
from compliance.expressions.trace.shown_values import shown
from compliance.files.tree import DataPath

MAX_LINES = 400
"""Sub-expressions that one part shows, at most."""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One sub-expression: its depth, its text, its value or failure, and where that was read."""

    depth: int
    text: str
    value: str
    failed: bool
    place: Place | None


@dataclass(frozen=True, slots=True)
class TracedPart:
    """One expression of the criterion on one item: which part of the rule it is, and its lines."""

    part: str
    item: str
    lines: tuple[TraceLine, ...]


def trace_criterion(checker: Checker, dossier: Dossier, criterion: str, as_of: date) -> list[TracedPart]:
    """Every expression of a criterion, evaluated on a dossier with its trace, in the order of the rule."""
    computations = Computations.of(dossier)
    found = next(one for one in checker.criteria if one.placed.criterion.id == criterion)
    functions = computations.functions(checker.prepared.frontend.functions)
    run = CriterionRun(found, checker.variables(dossier, as_of), functions, Budget())
    paths = container_paths(dossier.data)
    return [
        _part(part, paths, dossier)
        for part in run.parts(lambda item: computations.begin(criterion), trace=True)
        if part.event is not None
    ]


def _part(run: PartRun, paths: Mapping[int, DataPath], dossier: Dossier) -> TracedPart:
    lines: list[TraceLine] = []
    if run.event is not None:
        _lines(run.event, 0, lines, paths, dossier)
    if run.failure is not None and lines and not lines[0].failed:
        # What the trace cannot know: the budget is spent, or the value is none that this part may have.
        lines[:1] = [replace(lines[0], value=str(run.failure), failed=True)]
    name = f"require {int(run.part[1]) + 1}" if run.part[0] == "require" else str(run.part[0])
    return TracedPart(name, name_of(run.item.value) if run.item else "", tuple(lines))


def _lines(event: Event, depth: int, lines: list[TraceLine], paths: Mapping[int, DataPath], dossier: Dossier) -> None:
    if len(lines) >= MAX_LINES or event.node is None:
        return
    if depth and isinstance(event.node, Ident) and event.node.name in ("dossier", "params"):
        return
    read = read_of(event, paths)
    place = dossier.tree.place(read.path) if read is not None else None
    text = unparse(event.node)
    if event.failure is not None:
        lines.append(TraceLine(depth, text, event.failure.message, True, place))
    else:
        lines.append(TraceLine(depth, text, _brief(event.value), False, place))
    if isinstance(event.node, Ident) and not event.children:
        return
    for child in event.children:
        if not isinstance(child.node, Const):
            _lines(child, depth + 1, lines, paths, dossier)


def _brief(value: object) -> str:
    if isinstance(value, dict):
        name = name_of(value)
        return f"{{{len(value)} fields{': ' + name if name else ''}}}"
    if isinstance(value, list):
        short = len(value) <= 6 and not any(isinstance(one, (dict, list)) for one in value)
        return f"[{shown(value)}]" if short else f"[{len(value)} items]"
    return shown(value)[:200]
