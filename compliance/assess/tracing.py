"""The whole evaluation of one criterion on one dossier, laid open: every sub-expression, its value, what it read."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from compliance.assess.checker import Checker
from compliance.assess.evaluate import name_of
from compliance.assess.services import Services
from compliance.dossier.load import Dossier
from compliance.errors import Place
from compliance.expressions.program.frames import Frame, Step
from compliance.expressions.syntax.nodes import Const, Ident
from compliance.expressions.syntax.unparse import unparse
from compliance.expressions.trace.events import Event, Trace, container_paths, read_of
from compliance.expressions.trace.explanation import shown
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.times import read_date
from compliance.files.tree import DataPath
from compliance.standard.compiled import CompiledCriterion

MAX_LINES = 400
"""Sub-expressions that one part shows, at most."""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One sub-expression: how deep it stands, its text, its value or failure, and where that was read."""

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
    """Every expression of a criterion, evaluated on a dossier and laid open, in the order of the rule."""
    services = Services.of(dossier)
    found = next(one for one in checker.criteria if one.placed.criterion.id == criterion)
    compiled = replace(found, functions=services.bound(checker.frontend.functions))
    variables = {
        "dossier": dossier.data,
        "params": checker.tailored.params,
        "as_of": read_date(as_of.isoformat()),
    }
    return list(_parts(compiled, variables, dossier))


def _parts(compiled: CompiledCriterion, variables: dict[str, object], dossier: Dossier) -> Iterator[TracedPart]:
    program, paths = compiled.traced, container_paths(dossier.data)

    def frame(item: object = None) -> Frame:
        values = [(program.layout.slots[name], value) for name, value in variables.items()]
        if compiled.variable and item is not None:
            values.append((program.layout.slots[compiled.variable], item))
        return program.layout.frame(values, Trace())

    def lay_open(part: str, item: str, step: Step, on: Frame) -> TracedPart:
        with contextlib.suppress(EvaluationError):
            step(on)
        lines: list[TraceLine] = []
        _lines(on[0].root.children[-1], 0, lines, paths, dossier)
        return TracedPart(part, item, tuple(lines))

    if program.when is not None:
        part = lay_open("when", "", program.when, frame())
        yield part
        if part.lines[0].failed or part.lines[0].value != "true":
            return
    items: list[object] = [None]
    if program.each is not None:
        on = frame()
        yield lay_open("each", "", program.each, on)
        found = on[0].root.children[-1].value
        items = list(found) if isinstance(found, list) else []
    for item in items:
        name = name_of(item) if item is not None else ""
        if program.where is not None:
            part = lay_open("where", name, program.where, frame(item))
            yield part
            if part.lines[0].value == "false":
                continue
        for number, step in enumerate(program.clauses):
            yield lay_open(f"require {number + 1}", name, step, frame(item))


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
