"""Checks a criterion's expressions against the dossier's types, and compiles them.

All type errors of all criteria are collected before any dossier is seen. What is compiled knows no dossier: its frame
brings data and functions, so that one compiled standard serves any number of dossiers and threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.expressions.argument_types import shape_problems
from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.frames import Layout, Step
from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.nodes import free_names
from compliance.expressions.syntax.polarity import Polarity, add_polarities, polarities
from compliance.expressions.syntax.types import BOOL, DOUBLE, DYN, INT, CelType
from compliance.standard.dossier_lists import DossierLists
from compliance.standard.loaded import PlacedCriterion
from compliance.standard.message_template import split_message

SHARE, ALL_OR_NOTHING = "share", "all-or-nothing"

PartPath = tuple[str | int, ...]
"""Which part of a criterion an expression is: its path in the criterion, such as ``("require", 0, "that")``."""

WHEN: PartPath = ("when",)
EACH: PartPath = ("each",)
WHERE: PartPath = ("where",)
POINTS: PartPath = ("points",)
REVIEW: PartPath = ("review",)


def clause_path(number: int) -> PartPath:
    """The part that is the condition of a requirement; ``number`` counts from 0."""
    return ("require", number, "that")


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression of a criterion, and the part of the rule file that it is."""

    text: str
    checked: Checked
    part: PartPath


Message = tuple[str | Expression, ...]
"""An author's message: text, and expressions whose values are filled in."""


@dataclass(frozen=True, slots=True)
class Program:
    """The steps of one criterion by part, over one layout of variables; ``says`` are those of its messages."""

    layout: Layout
    steps: Mapping[PartPath, Step]
    says: tuple[tuple[str | Step, ...], ...]


@dataclass
class CompiledCriterion:
    """A criterion whose expressions are checked; compiled to steps when it is first evaluated.

    ``names`` are all its variables, ``variable`` is that of ``each``. ``parts`` are its expressions in the order in
    which they are evaluated, ``lets`` those of ``let``.
    """

    placed: PlacedCriterion
    names: tuple[str, ...]
    variable: str
    parts: Mapping[PartPath, Expression]
    lets: Mapping[str, Expression]
    says: tuple[Message, ...]
    functions: frozenset[str]
    lists: DossierLists

    @property
    def clauses(self) -> list[Expression]:
        """The conditions of the requirements, in order."""
        return [one for part, one in self.parts.items() if part[0] == "require"]

    @cached_property
    def plain(self) -> Program:
        """Steps that only evaluate."""
        return self._program(trace=False)

    @cached_property
    def traced(self) -> Program:
        """Steps that leave a trace, for what has to be explained."""
        return self._program(trace=True)

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: all but the programs, which are closures and are compiled again."""
        return {name: value for name, value in self.__dict__.items() if name not in ("plain", "traced")}

    def _polarities_of_lets(self) -> dict[str, Polarity]:
        """How the names of ``let`` count in the rule and in one another; a later one reads earlier ones."""
        found: dict[str, Polarity] = {}
        for expression in self.parts.values():
            add_polarities(found, polarities(expression.checked.root))
        for name, expression in reversed(list(self.lets.items())):
            add_polarities(found, polarities(expression.checked.root, found.get(name, True)))
        return found

    def _program(self, *, trace: bool) -> Program:
        layout = Layout()
        for name in self.names:
            layout.variable(name)
        of_item = {self.variable} if self.variable else set()
        for name, expression in self.lets.items():
            if free_names(expression.checked.root) & of_item:
                of_item.add(name)
        layout.of_item.update(layout.slots[name] for name in of_item)
        lists = self.lists.within({name: one.checked for name, one in self.lets.items()})

        def step(expression: Expression, polarity: Polarity = True) -> Step:
            checked = expression.checked
            compiler = Compiler(
                layout, self.functions, checked.types, trace, dossier_lists=lists.holds(checked), polarity=polarity
            )
            return compiler.root(checked.root)

        ways = self._polarities_of_lets()
        for name, expression in self.lets.items():
            layout.lazy[layout.slots[name]] = step(expression, ways.get(name, True))
        return Program(
            layout,
            {part: step(expression) for part, expression in self.parts.items()},
            # Only what did not pass is explained, and only in traced evaluation.
            tuple(tuple(part if isinstance(part, str) else step(part) for part in say) for say in self.says if trace),
        )


@dataclass(slots=True)
class _Builder:
    """Checks the expressions of one criterion and keeps what is wrong with them."""

    placed: PlacedCriterion
    frontend: Frontend
    types: dict[str, CelType]
    parts: dict[PartPath, Expression] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def part(self, text: str | None, wanted: tuple[CelType, ...], part: PartPath) -> None:
        expression = self.expression(text, wanted, part) if text else None
        if expression is not None:
            self.parts[part] = expression

    def expression(self, text: str, wanted: tuple[CelType, ...], part: PartPath) -> Expression | None:
        try:
            checked = self.frontend.check(text, self.types, Place(""))
        except ComplianceError:
            # Only an error needs the place of the text, and then it is checked once more.
            self.problems.extend(self._refusals(text, part))
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

    def _refusals(self, text: str, part: PartPath) -> tuple[Problem, ...]:
        try:
            self.frontend.check(text, self.types, self.placed.place(*part))
        except ComplianceError as error:
            return error.problems
        return ()

    def message(self, text: str, part: PartPath) -> Message:
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
            expression = self.expression(source, (), part)
            if expression is not None:
                parts.append(expression)
        return tuple(parts)


def compile_criteria(
    criteria: tuple[PlacedCriterion, ...],
    frontend: Frontend,
    variables: Mapping[str, CelType],
) -> list[CompiledCriterion]:
    """Check criteria; data and functions come with a dossier later.

    Raises :class:`ComplianceError` (cause STANDARD) with every problem of every criterion.
    """
    compiled, problems = [], []
    lists = DossierLists(frontend.messages)
    for placed in criteria:
        builder = _Builder(placed, frontend, dict(variables))
        compiled.append(_criterion(builder, lists))
        problems.extend(builder.problems)
    if problems:
        raise ComplianceError(Cause.STANDARD, problems)
    return compiled


def _criterion(builder: _Builder, lists: DossierLists) -> CompiledCriterion:
    criterion, types = builder.placed.criterion, builder.types
    builder.part(criterion.when, (BOOL,), WHEN)
    variable = _each(builder, criterion.each) if criterion.each else ""
    lets: dict[str, Expression] = {}
    for name, text in criterion.let.items():
        if name in types:
            place = builder.placed.place("let", name, key=True)
            builder.problems.append(Problem("name-taken", f"`{name}` is already the name of something else", place))
            continue
        expression = builder.expression(text, (), ("let", name))
        types[name] = expression.checked.result if expression else DYN
        if expression:
            lets[name] = expression
    builder.part(criterion.where, (BOOL,), WHERE)
    for number, clause in enumerate(criterion.require):
        builder.part(clause.that, (BOOL,), clause_path(number))
    says = [builder.message(clause.say, ("require", n, "say")) for n, clause in enumerate(criterion.require)]
    if criterion.points not in (SHARE, ALL_OR_NOTHING):
        builder.part(criterion.points, (DOUBLE, INT), POINTS)
    functions = frozenset(builder.frontend.functions)
    return CompiledCriterion(builder.placed, tuple(types), variable, builder.parts, lets, tuple(says), functions, lists)


def _each(builder: _Builder, text: str) -> str:
    name, separator, source = text.partition(" in ")
    name, place = name.strip(), builder.placed.place
    if not separator or not name.isidentifier():
        builder.problems.append(
            Problem("each-form", "not a choice of items", place("each"), "NAME in LIST: judge in dossier.judges")
        )
        return ""
    if name in builder.types:
        builder.problems.append(Problem("name-taken", f"`{name}` is already the name of something else", place("each")))
        return ""
    builder.part(source.strip(), (), EACH)
    expression = builder.parts.get(EACH)
    kind = expression.checked.result if expression else DYN
    if kind != DYN and kind.name != "list":
        builder.problems.append(Problem("each-form", f"`each` goes through a {kind}", place("each"), "a list"))
    builder.types[name] = kind.args[0] if kind.name == "list" else DYN
    return name
