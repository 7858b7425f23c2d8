"""What the report's cover says of a dossier: the standard's own expressions, checked at load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.errors import Cause, ComplianceError, Problem
from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.frames import Layout
from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import STRING, CelType
from compliance.expressions.values.failures import EvaluationError
from compliance.standard.load import Standard

Cover = tuple[tuple[str, Checked], ...]
"""Expressions by label; the first, without label, is the title."""


def check_cover(standard: Standard, frontend: Frontend, variables: Mapping[str, CelType]) -> Cover:
    """The cover's expressions, checked.

    Raises :class:`ComplianceError` (cause STANDARD) with every problem.
    """
    cover = standard.file.cover
    found: list[tuple[str, Checked]] = []
    problems: list[Problem] = []
    entries: list[tuple[str, str, tuple[str | int, ...]]] = [("", cover.title, ("cover", "title"))]
    entries += [(fact.label, fact.value, ("cover", "facts", i, "value")) for i, fact in enumerate(cover.facts)]
    for label, text, path in entries:
        place = standard.tree.place(path)
        try:
            checked = frontend.check(text, variables, place)
        except ComplianceError as error:
            problems.extend(error.problems)
            continue
        if checked.result != STRING:
            problems.append(
                Problem("expression-type", f"the expression is of type {checked.result}", place, "type string")
            )
        found.append((label, checked))
    if problems:
        raise ComplianceError(Cause.STANDARD, problems)
    return tuple(found)


def cover_texts(cover: Cover, variables: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the cover says of one dossier, by label; nothing where the dossier doesn't say."""
    return [(label, _text_of(checked, variables)) for label, checked in cover]


def _text_of(checked: Checked, variables: Mapping[str, Any]) -> str:
    layout = Layout()
    slots = [(layout.variable(name), value) for name, value in variables.items()]
    try:
        return str(Compiler(layout, {}, checked.types).step(checked.root)(layout.frame(slots)))
    except EvaluationError:
        return ""
