"""What the front end refuses, in plain words: what is wrong, where, what was expected, the nearest valid name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance.errors import Place, Problem
from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.nodes import Call, Const, Node, children
from compliance.expressions.syntax.types import CelType
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.numbers import NUMBER_FUNCTIONS
from compliance.expressions.values.optionals import OPTIONAL_FUNCTIONS
from compliance.expressions.values.strings import STRING_FUNCTIONS, pattern
from compliance.expressions.values.times import TIME_FUNCTIONS

MAX_DEPTH = 32
"""Levels of one expression within another, at most: the front end's own limit. ``a + b + c`` has two."""

_TOO_DEEP = re.compile(r"recursion (limit|depth)|too deep", re.IGNORECASE)
_REFUSAL = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*?)(?=\n \| |\nERROR: <input>|\Z)", re.DOTALL)
_UNDEFINED_FIELD = re.compile(r"undefined field '(\w+)' not found in struct '([\w.]+)'")
_UNDECLARED = re.compile(r"undeclared reference to '([\w.@]+)'")
_OVERLOAD = re.compile(r"found no matching overload for '([^']+)' applied to '(.*)'", re.DOTALL)

_MACROS = ("all", "exists", "exists_one", "existsOne", "filter", "map", "has", "transformList", "transformMap")
_TABLES = (STRING_FUNCTIONS, TIME_FUNCTIONS, NUMBER_FUNCTIONS, OPTIONAL_FUNCTIONS)
_BUILT_IN = [
    *_MACROS,
    *(name.replace("@max", "greatest").replace("@min", "least") for table in _TABLES for name in table),
]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that an expression may use: variables, functions of the standard, fields by message."""

    variables: Sequence[str]
    functions: Sequence[str]
    fields: Mapping[str, Mapping[str, CelType]]

    @property
    def callable(self) -> list[str]:
        """Names that can be called."""
        return [*self.functions, *_BUILT_IN]

    @property
    def namespaces(self) -> set[str]:
        """What stands before the dot of a function's name."""
        return {name.partition(".")[0] for name in self.callable if "." in name}


def problems(error: str, text: str, known: Known, place: Place) -> list[Problem]:
    """The front end's report on an expression that begins at ``place``, as problems."""
    if _TOO_DEEP.search(error):
        deep = f"the expression is nested more than {MAX_DEPTH} deep"
        hint = "name its parts under `let`, or group them: (a + b + c) + (d + e + f)"
        return [Problem(deep, place, f"at most {MAX_DEPTH} levels", hint)]
    found = []
    for line_text, column_text, words in _REFUSAL.findall(error):
        line, column, message = int(line_text), int(column_text), " ".join(words.split())
        lines = text.split("\n")
        if line > len(lines):
            # What the parser could not recover from has no place; the syntax error before it says why.
            continue
        source = lines[line - 1]
        undeclared = _UNDECLARED.search(message)
        if "'*error*'" in message or (undeclared and _is_namespace(undeclared.group(1), source, column, known)):
            # Both go with an unknown name and say nothing new.
            continue
        if undeclared:
            column, problem = _unknown_name(undeclared.group(1), source, column, known)
        else:
            problem = _plainly(message, known)
        found.append(placed(problem, text, line, column, place))
    return found or [Problem(error.split("\n")[0], place)]


def placed(problem: Problem, text: str, line: int, column: int, place: Place) -> Problem:
    """The problem at a line and column of an expression that begins at ``place``, with the excerpt."""
    spot = Place(
        place.file,
        None if place.line is None else place.line + line - 1,
        None if place.column is None else (place.column + column - 1 if line == 1 else column),
        place.path,
    )
    return replace(problem, place=spot, excerpt=f"{text.split(chr(10))[line - 1]}\n{' ' * (column - 1)}^")


def refused_patterns(checked: Checked, text: str, place: Place) -> Iterator[Problem]:
    """A problem for each literal that is used as a regular expression and is none."""
    pending: list[Node] = [checked.root]
    while pending:
        node = pending.pop()
        pending.extend(children(node))
        if isinstance(node, Call) and node.function == "matches" and isinstance(node.args[-1], Const):
            literal = node.args[-1]
            try:
                if isinstance(literal.value, str):
                    pattern(literal.value)
            except EvaluationError as failure:
                before = text[: checked.offsets.get(literal.id, 0)]
                column = len(before) - before.rfind("\n")
                yield placed(Problem(failure.message), text, before.count("\n") + 1, column, place)


def _is_namespace(name: str, source: str, column: int, known: Known) -> bool:
    return name in known.namespaces and source[column - 1 :].startswith(f"{name}.")


def _unknown_name(name: str, source: str, column: int, known: Known) -> tuple[int, Problem]:
    """Where an unknown name begins, and what to say; the front end points at the ( or the dot after it."""
    called = source[column - 1 : column] == "("
    if called:
        before = re.search(r"[\w.]+\Z", source[: column - 1])
        whole = before.group() if before else name
        # measure.x is a name of its own, dossier.x is not.
        name = whole if whole.partition(".")[0] in known.namespaces else name
        column -= len(name)
        return column, Problem(f"nothing is called `{name}` here", hint=_nearest(name, known.callable))
    name = name.partition(".")[0]
    if source[column - 1 : column] == ".":
        column = source.rfind(name, 0, column) + 1
    hint = _nearest(name, known.variables)
    return column, Problem(f"nothing is called `{name}` here", expected=_one_of(known.variables), hint=hint)


def _plainly(message: str, known: Known) -> Problem:
    if found := _UNDEFINED_FIELD.search(message):
        name, struct = found.groups()
        fields = list(known.fields.get(struct, ()))
        return Problem(f"{struct} has no field `{name}`", expected=_one_of(fields), hint=_nearest(name, fields))
    if found := _OVERLOAD.search(message):
        name, kinds = found.groups()
        shown = name.replace("_", "") or name if name.startswith(("_", "!", "-")) else name
        hint = "write 1.0 for 1, or use double(x)" if "double" in kinds and "int" in kinds else None
        return Problem(f"`{shown}` does not take {kinds.replace('google.protobuf.', '')}", hint=hint)
    if message.startswith("Syntax error"):
        return Problem(f"syntax error: {message.removeprefix('Syntax error: ').split(' expecting ')[0]}")
    return Problem(message)


def _nearest(name: str, known: Sequence[str]) -> str | None:
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean `{close[0]}`?" if close else None


def _one_of(known: Sequence[str]) -> str | None:
    return f"one of {', '.join(sorted(known))}" if known else None
