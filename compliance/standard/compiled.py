"""A criterion made ready to evaluate: every expression checked against the dossier's types and compiled.

All type errors of all criteria are collected before any dossier is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.expressions.argument_types import shape_problems
from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.frames import Layout, Step
from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import BOOL, DOUBLE, DYN, INT, CelType
from compliance.standard.load import PlacedCriterion
from compliance.standard.message_template import split_message

Bound = Mapping[str, Callable[..., Any]]
"""The functions of the standard, each bound to its services."""

SHARE, ALL_OR_NOTHING = "share", "all-or-nothing"


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression of a criterion, and the part of the rule file that it is."""

    text: str
    checked: Checked
    part: tuple[str | int, ...]


Message = tuple[str | Expression, ...]
"""An author's message: text, and expressions whose values are filled in."""


@dataclass(frozen=True, slots=True)
class Program:
    """The steps of one criterion, over one layout of variables."""

    layout: Layout
    when: Step | None
    each: Step | None
    where: Step | None
    clauses: tuple[Step, ...]
    says: tuple[tuple[str | Step, ...], ...]
    points: Step | None


@dataclass
class CompiledCriterion:
    """A criterion whose expressions are checked; compiled to steps when it is first evaluated."""

    placed: PlacedCriterion
    functions: Bound
    names: tuple[str, ...]
    when: Expression | None
    variable: str
    each: Expression | None
    where: Expression | None
    lets: Mapping[str, Expression]
    clauses: tuple[Expression, ...]
    says: tuple[Message, ...]
    points: Expression | None

    @cached_property
    def plain(self) -> Program:
        """Steps that only evaluate."""
        return self._program(trace=False)

    @cached_property
    def traced(self) -> Program:
        """Steps that leave a trace, for what has to be explained."""
        return self._program(trace=True)

    def _program(self, *, trace: bool) -> Program:
        layout = Layout()
        for name in self.names:
            layout.variable(name)

        def step(expression: Expression) -> Step:
            return Compiler(layout, self.functions, expression.checked.types, trace).step(expression.checked.root)

        def maybe(expression: Expression | None) -> Step | None:
            return step(expression) if expression else None

        for name, expression in self.lets.items():
            layout.lazy[layout.slots[name]] = step(expression)
        return Program(
            layout,
            maybe(self.when),
            maybe(self.each),
            maybe(self.where),
            tuple(step(clause) for clause in self.clauses),
            # Only what did not pass is explained, and only in traced evaluation.
            tuple(tuple(part if isinstance(part, str) else step(part) for part in say) for say in self.says if trace),
            maybe(self.points),
        )


@dataclass(slots=True)
class _Builder:
    """Checks the expressions of one criterion and keeps what is wrong with them."""

    placed: PlacedCriterion
    frontend: Frontend
    types: dict[str, CelType]
    problems: list[Problem] = field(default_factory=list)

    def expression(self, text: str, wanted: tuple[CelType, ...], *part: str | int) -> Expression | None:
        try:
            checked = self.frontend.check(text, self.types, Place(""))
        except ComplianceError:
            # Only a refusal needs to know where the text stands, and then it is checked once more.
            self.problems.extend(self._refusals(text, *part))
            return None
        if wanted and checked.result not in (*wanted, DYN):
            kinds = " or ".join(str(kind) for kind in wanted)
            place = self.placed.place(*part)
            self.problems.append(
                Problem("expression-type", f"the expression is of type {checked.result}", place, f"type {kinds}")
            )
            return None
        for complaint in shape_problems(checked, self.frontend):
            self.problems.append(Problem("argument-shape", complaint, self.placed.place(*part)))
        return Expression(text, checked, part)

    def _refusals(self, text: str, *part: str | int) -> tuple[Problem, ...]:
        try:
            self.frontend.check(text, self.types, self.placed.place(*part))
        except ComplianceError as error:
            return error.problems
        return ()

    def message(self, text: str, *part: str | int) -> Message:
        parts: list[str | Expression] = []
        try:
            pieces = split_message(text)
        except ValueError as error:
            self.problems.append(Problem("message-template", str(error), self.placed.place(*part)))
            return ()
        for literal, source in pieces:
            if source is None:
                parts.append(literal)
                continue
            expression = self.expression(source, (), *part)
            if expression is not None:
                parts.append(expression)
        return tuple(parts)


def compile_criteria(
    criteria: tuple[PlacedCriterion, ...],
    frontend: Frontend,
    variables: Mapping[str, CelType],
) -> list[CompiledCriterion]:
    """Check criteria; functions are bound to a dossier later.

    Raises :class:`ComplianceError` (cause STANDARD) with every problem of every criterion.
    """
    compiled, problems = [], []
    for placed in criteria:
        builder = _Builder(placed, frontend, dict(variables))
        compiled.append(_criterion(builder))
        problems.extend(builder.problems)
    if problems:
        raise ComplianceError(Cause.STANDARD, problems)
    return compiled


def _criterion(builder: _Builder) -> CompiledCriterion:
    criterion, types = builder.placed.criterion, builder.types
    when = builder.expression(criterion.when, (BOOL,), "when") if criterion.when else None
    variable, each = _each(builder, criterion.each) if criterion.each else ("", None)
    lets: dict[str, Expression] = {}
    for name, text in criterion.let.items():
        if name in types:
            place = builder.placed.place("let", name, key=True)
            builder.problems.append(Problem("name-taken", f"`{name}` is already the name of something else", place))
            continue
        expression = builder.expression(text, (), "let", name)
        types[name] = expression.checked.result if expression else DYN
        if expression:
            lets[name] = expression
    where = builder.expression(criterion.where, (BOOL,), "where") if criterion.where else None
    clauses = [builder.expression(one.that, (BOOL,), "require", i, "that") for i, one in enumerate(criterion.require)]
    says = [builder.message(one.say, "require", i, "say") for i, one in enumerate(criterion.require)]
    points = None
    if criterion.points not in (SHARE, ALL_OR_NOTHING):
        points = builder.expression(criterion.points, (DOUBLE, INT), "points")
    return CompiledCriterion(
        builder.placed,
        {},
        tuple(types),
        when,
        variable,
        each,
        where,
        lets,
        tuple(clause for clause in clauses if clause is not None),
        tuple(says),
        points,
    )


def _each(builder: _Builder, text: str) -> tuple[str, Expression | None]:
    name, separator, source = text.partition(" in ")
    name, place = name.strip(), builder.placed.place
    if not separator or not name.isidentifier():
        builder.problems.append(
            Problem("each-form", "not a choice of items", place("each"), "NAME in LIST: judge in dossier.judges")
        )
        return "", None
    if name in builder.types:
        builder.problems.append(Problem("name-taken", f"`{name}` is already the name of something else", place("each")))
        return "", None
    expression = builder.expression(source.strip(), (), "each")
    kind = expression.checked.result if expression else DYN
    if kind != DYN and kind.name != "list":
        builder.problems.append(Problem("each-form", f"`each` goes through a {kind}", place("each"), "a list"))
    builder.types[name] = kind.args[0] if kind.name == "list" else DYN
    return name, expression
