"""What a criterion reads and compares, part by part, from its checked expressions.

Weakening by a profile, untested thresholds, the report's table of parameters and explanations ask these facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compliance.expressions.facts import ELEMENT, Comparison, ExpressionFacts, Origin, facts_of
from compliance.expressions.syntax.nodes import Call, Const, Node, Select
from compliance.standard.compiled import EACH, CompiledCriterion, Expression, PartPath


@dataclass(frozen=True, slots=True)
class PartFacts:
    """The facts of one part of the rule."""

    part: PartPath
    facts: ExpressionFacts


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a criterion.

    ``params`` are those that decide its outcome or its points, in the order in which it reads them; those that only its
    messages print are left out. ``paths`` are the paths in the dossier that decide, ``printed`` those that its messages
    print, ``measures`` what it calls.
    ``parts`` are the expressions of ``let`` (``("let", name)``) and the parts of the rule.
    """

    params: tuple[str, ...]
    paths: tuple[Origin, ...]
    printed: tuple[Origin, ...]
    measures: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    parts: tuple[PartFacts, ...]


def facts_of_criterion(compiled: CompiledCriterion, params: Iterable[str]) -> Facts:
    """The facts of a criterion; ``params`` are all parameters of its standard."""
    names: dict[str, Origin | None] = {name: (name,) for name in ("dossier", "params", "as_of")}
    parts: list[PartFacts] = []

    def read(expression: Expression) -> ExpressionFacts:
        found = facts_of(expression.checked.root, names, compiled.functions)
        parts.append(PartFacts(expression.part, found))
        return found

    for part, expression in compiled.parts.items():
        if part == EACH:
            source = read(expression).result
            names[compiled.variable] = (*source, ELEMENT) if source is not None else None
            for name, let in compiled.lets.items():
                names[name] = read(let).result
        elif part[0] == "when":
            read(expression)
    if EACH not in compiled.parts:
        for name, let in compiled.lets.items():
            names[name] = read(let).result
    for part, expression in compiled.parts.items():
        if part != EACH and part[0] != "when":
            read(expression)
    all_facts = [one.facts for one in parts]
    read_params = [name for one in all_facts for name in (params if one.every_param else one.params)]
    return Facts(
        params=tuple(dict.fromkeys(name for name in read_params if name in set(params))),
        paths=tuple(dict.fromkeys(path for one in all_facts for path in one.reads if path[0] == "dossier")),
        printed=tuple(dict.fromkeys(path for path in _printed(compiled, names) if path[0] == "dossier")),
        measures=tuple(dict.fromkeys(name for one in all_facts for name in one.functions)),
        comparisons=tuple(comparison for one in all_facts for comparison in one.comparisons),
        parts=tuple(parts),
    )


def _printed(compiled: CompiledCriterion, names: Mapping[str, Origin | None]) -> Iterator[Origin]:
    for message in compiled.says:
        for part in message:
            if not isinstance(part, str):
                yield from facts_of(part.checked.root, names, compiled.functions).reads


def facts_by_criterion(criteria: Iterable[CompiledCriterion], params: Iterable[str]) -> Mapping[str, Facts]:
    """The facts of each criterion, by id."""
    known = tuple(params)
    return {one.placed.criterion.id: facts_of_criterion(one, known) for one in criteria}


def asks_for_presence(node: Node) -> bool:
    """Whether a condition only asks that something is said at all: ``x != ''``, ``x >= 0``, ``has(x) || x != ''``.

    A schema that refuses empty texts leaves nothing that makes it false.
    """
    match node:
        case Call(function="_&&_", args=(left, right)):
            return asks_for_presence(left) and asks_for_presence(right)
        case Call(function="_||_", args=(Select(test=True), right)):
            return asks_for_presence(right)
        case Call(function="_!=_", args=(Select(test=False), Const(value=""))):
            return True
        case Call(function="_>=_", args=(Select(test=False), Const(value=value))):
            return value == 0 and type(value) in (int, float)
    return False
