"""What the report's cover says of a dossier: the standard's own expressions, checked at load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from compliance.errors import Cause, ComplianceError, Problem
from compliance.expressions.program.budget import BudgetSpent
from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.frames import Layout, Step
from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import STRING, CelType
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.standard.loaded import Standard


@dataclass
class Cover:
    """Expressions by label; the first, without label, is the title. ``names`` are the variables they read."""

    entries: tuple[tuple[str, Checked], ...]
    names: tuple[str, ...]
    functions: frozenset[str]

    def texts(self, variables: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> list[tuple[str, str]]:
        """What the cover says of one dossier, by label; empty where the dossier doesn't say.

        A fact that could not be computed says so, and why.
        """
        layout, steps = self._program
        frame = layout.frame([(layout.slots[name], value) for name, value in variables.items()], None, functions)
        return [(label, _text(step, frame)) for (label, _), step in zip(self.entries, steps, strict=True)]

    @cached_property
    def _program(self) -> tuple[Layout, list[Step]]:
        layout = Layout()
        for name in self.names:
            layout.variable(name)
        return layout, [Compiler(layout, self.functions, one.types).root(one.root) for _, one in self.entries]

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: all but the program, which is made of closures and is compiled again."""
        return {name: value for name, value in self.__dict__.items() if name != "_program"}


def _text(step: Step, frame: list[Any]) -> str:
    try:
        return str(step(frame))
    except NotEvidenced:
        return ""
    except EvaluationError as failure:
        return f"could not be computed: {failure.message}"
    except BudgetSpent as spent:
        return f"could not be computed: {spent}"


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
            message = f"the expression is of type {checked.result}"
            problems.append(Problem("expression-type", message, place, "type string"))
        found.append((label, checked))
    if problems:
        raise ComplianceError(Cause.STANDARD, problems)
    return Cover(tuple(found), tuple(variables), frozenset(frontend.functions))
