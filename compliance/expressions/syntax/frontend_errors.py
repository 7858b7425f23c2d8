"""The front end's errors as problems: what is wrong, where, what was expected, the nearest valid name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from compliance.errors import Place, Problem, did_you_mean, nearest, one_of
from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.habits import arguments_from, habits
from compliance.expressions.syntax.nodes import Call, Const, Node, children
from compliance.expressions.syntax.types import CelType
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.numbers import NUMBER_FUNCTIONS
from compliance.expressions.values.optionals import OPTIONAL_FUNCTIONS
from compliance.expressions.values.strings import STRING_FUNCTIONS, pattern
from compliance.expressions.values.times import TIME_FUNCTIONS

if TYPE_CHECKING:
    from compliance.expressions.functions import Function

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
    functions: Mapping[str, Function]
    fields: Mapping[str, Mapping[str, CelType]]

    @property
    def callable(self) -> list[str]:
        """Names that can be called."""
        return [*self.functions, *_BUILT_IN]

    @property
    def namespaces(self) -> set[str]:
        """The namespace of a function's name, before the dot."""
        return {name.partition(".")[0] for name in self.callable if "." in name}


def problems(error: str, text: str, known: Known, place: Place) -> list[Problem]:
    """The front end's report on an expression that begins at ``place``, as problems."""
    if _TOO_DEEP.search(error):
        deep = f"the expression is nested more than {MAX_DEPTH} deep"
        hint = "name its parts under `let`, or group them: (a + b + c) + (d + e + f)"
        return [Problem("expression-too-deep", deep, place, f"at most {MAX_DEPTH} levels", hint)]
    typed = [placed(problem, text, line, column, place, width) for problem, line, column, width in habits(error, text)]
    if typed:
        # Whatever else the parser says follows from these.
        return typed
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
        width = 0
        if undeclared:
            column, width, problem = _unknown_name(undeclared.group(1), text, line, column, known)
        else:
            width, problem = _plainly(message, source, known)
            # The front end points at the dot before a field.
            column += source[column - 1 : column] == "." and width > 0
        found.append(placed(problem, text, line, column, place, width))
    return found or [Problem("expression-refused", error.split("\n")[0], place)]


def placed(problem: Problem, text: str, line: int, column: int, place: Place, width: int = 0) -> Problem:
    """The problem at a line and column of an expression that begins at ``place``, with the excerpt.

    ``width`` is the number of characters that the problem speaks of, where that is known. A fix is kept only where the
    file writes the expression as it is read, so that it would be put in the right place.
    """
    excerpt = f"{text.split(chr(10))[line - 1]}\n{' ' * (column - 1)}^"
    shift = _shift(text, place)
    if shift is None or place.line is None or place.column is None:
        spot = Place(
            place.file,
            None if place.line is None else place.line + line - 1,
            None if place.column is None else (place.column + column - 1 if line == 1 else column),
            place.path,
        )
        return replace(problem, place=spot, excerpt=excerpt, fix=None)
    start = place.column + shift + column - 1
    ends = (place.line, start + width) if width else (None, None)
    spot = Place(place.file, place.line, start, place.path, *ends)
    return replace(problem, place=spot, excerpt=excerpt, fix=problem.fix if width else None)


def _shift(text: str, place: Place) -> int | None:
    """How far into its place an expression of one line begins: 1 after a quote; None where it is written otherwise."""
    if place.column is None or place.end_column is None or place.line != place.end_line:
        return None
    shift = (place.end_column - place.column - len(text)) / 2
    return int(shift) if shift in (0, 1) else None


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
                yield placed(Problem("bad-pattern", failure.message), text, before.count("\n") + 1, column, place)


def _is_namespace(name: str, source: str, column: int, known: Known) -> bool:
    return name in known.namespaces and source[column - 1 :].startswith(f"{name}.")


def _unknown_name(name: str, text: str, line: int, column: int, known: Known) -> tuple[int, int, Problem]:
    """Where an unknown name begins, how long it is, and what to say. The front end points at what follows it."""
    source = text.split("\n")[line - 1]
    called = source[column - 1 : column] == "("
    if called:
        before = re.search(r"[\w.]+\Z", source[: column - 1])
        whole = before.group() if before else name
        # measure.x is a name of its own, dossier.x is not.
        name = whole if whole.partition(".")[0] in known.namespaces else name
        start = sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column
        column -= len(name)
        if name in known.callable:
            return column, len(name), _wrong_count(name, arguments_from(text, start), known)
        message, near = f"nothing is called `{name}` here", nearest(name, known.callable)
        hint = did_you_mean(name, known.callable)
        return column, len(name), Problem("unknown-function", message, hint=hint, fix=near)
    name = name.partition(".")[0]
    if source[column - 1 : column] == ".":
        column = source.rfind(name, 0, column) + 1
    message, near = f"nothing is called `{name}` here", nearest(name, known.variables)
    hint = did_you_mean(name, known.variables)
    return (
        column,
        len(name),
        Problem("unknown-variable", message, None, one_of(sorted(known.variables)), hint, fix=near),
    )


def _wrong_count(name: str, given: int, known: Known) -> Problem:
    """A function that exists, called with another number of arguments than it takes."""
    has = f"{given} {'is' if given == 1 else 'are'} given"
    function = known.functions.get(name)
    if function is None:
        expected = _MACRO_FORMS.get(name)
        return Problem("wrong-arguments", f"`{name}` does not take this number of arguments: {has}", None, expected)
    names = [one.name if one.required else f"{one.name} (may be left out)" for one in function.parameters]
    least, most = function.arities.start, function.arities.stop - 1
    number = str(most) if least == most else f"{least} to {most}"
    message = f"`{name}` takes {number} argument{'' if most == 1 else 's'}, and {has}"
    lacking = [one.name for one in function.parameters[given:least]]
    hint = f"{' and '.join(f'`{one}`' for one in lacking)} {'is' if len(lacking) == 1 else 'are'} missing"
    return Problem("wrong-arguments", message, None, f"{name}({', '.join(names)})", hint if lacking else None)


_MACRO_FORMS = {
    **{name: f"LIST.{name}(ITEM, CONDITION)" for name in ("all", "exists", "exists_one", "existsOne", "filter")},
    "map": "LIST.map(ITEM, EXPRESSION)",
    "has": "has(NAME.FIELD)",
}


def _plainly(message: str, source: str, known: Known) -> tuple[int, Problem]:
    """What to say, and how many characters it speaks of, if that is known."""
    if found := _UNDEFINED_FIELD.search(message):
        name, struct = found.groups()
        fields = known.fields.get(struct, {})
        text, near = f"{struct} has no field `{name}`", nearest(name, fields)
        hint = did_you_mean(name, fields)
        return len(name), Problem("no-such-field", text, None, one_of(sorted(fields)), hint, fix=near)
    if found := _OVERLOAD.search(message):
        name, kinds = found.groups()
        shown = name.replace("_", "") or name if name.startswith(("_", "!", "-")) else name
        kinds = kinds.replace("google.protobuf.", "")
        advice = [words for both, words in _OVERLOAD_HINTS if all(one in kinds for one in both)][:1]
        hint = "; ".join([*_parameters(source, known), *advice]) or None
        return 0, Problem("wrong-operands", f"`{shown}` does not take {kinds}", hint=hint)
    if message.startswith("Syntax error"):
        words = message.removeprefix("Syntax error: ").split(" expecting ")[0]
        hint = None
        if "<EOF>" in words:
            hint = "the expression ends too early; in YAML, # begins a comment, so a rule that holds one needs quotes"
        return 0, Problem("expression-syntax", f"syntax error: {words}", hint=hint)
    return 0, Problem("expression-refused", message)


def _parameters(source: str, known: Known) -> Iterator[str]:
    """What the parameters in a line are: their types come from another file, and may have changed there."""
    types = known.fields.get("standard.Params", {})
    for name in dict.fromkeys(re.findall(r"\bparams\.(\w+)", source)):
        if name in types:
            yield f"the parameter `{name}` is {_TYPE_WORDS.get(str(types[name]), types[name])}"


_TYPE_WORDS = {"bool": "true or false", "int": "a whole number", "double": "a decimal number", "string": "text"}
_OVERLOAD_HINTS = (
    (("double", "int"), "write 1.0 for 1, or use double(x)"),
    (("Timestamp", "string"), "write a day as date('2026-01-31')"),
    (("Timestamp", "int"), "write a number of days as days(n)"),
)
