"""What an expression reads and compares, from its checked tree: nothing here looks at its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from compliance.expressions.syntax.macros import EVERY, is_filter, recognise
from compliance.expressions.syntax.nodes import Call, Comprehension, Const, Ident, Node, Select, children

ELEMENT = "[]"
"""The step of a path from a list to its elements."""

Origin = tuple[str, ...]
"""Where a value comes from: a variable and fields, ``("dossier", "actors", "[]", "name")``."""

Operator = Literal["<", "<=", ">", ">=", "==", "!=", "in"]

_OPERATORS: dict[str, Operator] = {
    "_<_": "<", "_<=_": "<=", "_>_": ">", "_>=_": ">=", "_==_": "==", "_!=_": "!=", "@in": "in",
}  # fmt: skip
_MIRRORED: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value against a bound: ``subject operator bound``.

    ``subject`` is where the value comes from, None where it is computed from several things. ``param`` is the name of
    the parameter that is the bound, if it is one; ``literal`` the constant, if it is one. ``holds_when`` says whether
    the comparison helps the expression to be true by being true (False under a negation, None where it is neither).
    """

    subject: Origin | None
    operator: Operator
    param: str | None
    literal: Any
    holds_when: bool | None


@dataclass(frozen=True, slots=True)
class ExpressionFacts:
    """What one expression reads: parameters, paths, functions of the standard, constants, comparisons.

    ``reads`` are the longest paths, each once, in order. ``every_param`` says that parameters are handed on as a whole,
    so that any of them may be read. ``result`` is where the value of the whole comes from, where that is one place.
    """

    params: tuple[str, ...]
    every_param: bool
    reads: tuple[Origin, ...]
    functions: tuple[str, ...]
    constants: tuple[Any, ...]
    comparisons: tuple[Comparison, ...]
    result: Origin | None


def facts_of(root: Node, names: Mapping[str, Origin | None], functions: Iterable[str] = ()) -> ExpressionFacts:
    """The facts of an expression.

    ``names`` are its variables with where they come from; a variable that was computed comes from None. ``functions``
    are the names of the standard's own.
    """
    reader = _Reader(frozenset(functions))
    result = reader.read(root, dict(names), True)
    used = set(reader.passed_through)
    reads = [path for path in dict.fromkeys(reader.paths) if path not in used]
    params = [path[1] for path in reader.paths if path[0] == "params" and len(path) > 1]
    # A name for all parameters reads none of them by itself; handing them on to anything else may read any.
    handed_on = reader.paths.count(("params",)) - reader.passed_through.count(("params",))
    whole = handed_on > (result == ("params",))
    return ExpressionFacts(
        tuple(dict.fromkeys(params)),
        whole,
        tuple(reads),
        tuple(dict.fromkeys(reader.functions)),
        tuple(reader.constants),
        tuple(reader.comparisons),
        result,
    )


class _Reader:
    """One walk over one expression; keeps what it meets."""

    def __init__(self, functions: frozenset[str]) -> None:
        self._own = functions
        self.paths: list[Origin] = []
        self.passed_through: list[Origin] = []
        self.functions: list[str] = []
        self.constants: list[Any] = []
        self.comparisons: list[Comparison] = []

    def read(self, node: Node, names: dict[str, Origin | None], truth: bool | None) -> Origin | None:
        """Where the value of a node comes from; ``truth`` is what of it helps the whole to be true."""
        match node:
            case Const(value=value):
                self.constants.append(value)
                return None
            case Ident(name=name):
                return self._met(names.get(name))
            case Select():
                return self._select(node, names)
            case Comprehension():
                return self._macro(node, names, truth)
            case Call():
                return self._call(node, names, truth)
        for child in children(node):
            self.read(child, names, None)
        return None

    def _met(self, path: Origin | None) -> Origin | None:
        if path is not None:
            self.paths.append(path)
        return path

    def _select(self, node: Select, names: dict[str, Origin | None]) -> Origin | None:
        base = self.read(node.operand, names, None)
        if base is None:
            return None
        self.passed_through.append(base)
        return self._met((*base, node.field))

    def _call(self, node: Call, names: dict[str, Origin | None], truth: bool | None) -> Origin | None:
        if node.function in self._own:
            self.functions.append(node.function)
        if node.function in _OPERATORS and len(node.args) == 2:
            self._comparison(node, names, truth)
            return None
        below = {"_&&_": truth, "_||_": truth, "!_": None if truth is None else not truth}.get(node.function)
        found = [self.read(argument, names, below) for argument in node.args]
        if node.function in ("_[_]", "_[?_]", "_?._") and found[0] is not None:
            return self._element(found[0], node.args[1])
        return found[0] if node.function in ("dyn", "optional.of", "value") and found else None

    def _element(self, base: Origin, key: Node) -> Origin | None:
        named = key.value if isinstance(key, Const) and isinstance(key.value, str) else None
        if base == ("params",) and named is None:
            return None  # whichever it is: the parameters count as read as a whole
        self.passed_through.append(base)
        return self._met((*base, named or ELEMENT))

    def _comparison(self, node: Call, names: dict[str, Origin | None], truth: bool | None) -> None:
        operator = _OPERATORS[node.function]
        left, right = (self.read(argument, names, None) for argument in node.args)
        given, value, subject = node.args[1], right, left
        if operator != "in" and _is_given(node.args[0], left) and not _is_given(node.args[1], right):
            operator, given, value, subject = _MIRRORED[operator], node.args[0], left, right
        param = value[1] if value is not None and value[0] == "params" and len(value) > 1 else None
        literal = given.value if isinstance(given, Const) else None
        self.comparisons.append(Comparison(subject, operator, param, literal, truth))

    def _macro(self, node: Comprehension, names: dict[str, Origin | None], truth: bool | None) -> Origin | None:
        loop = recognise(node)
        if loop is not None and loop.macro == "bind":
            inner = {**names, node.accu: self.read(node.init, names, None)}
            return self.read(node.result, inner, truth)
        source = self.read(node.range, names, None)
        element = (*source, ELEMENT) if source is not None else None
        if source is not None and source != ("params",):
            # A macro over all parameters reads any of them.
            self.passed_through.append(source)
        inner = {**names, node.var2 or node.var: element}
        if node.var2:
            inner[node.var] = None
        if loop is None:
            inner[node.accu] = None
            for part in (node.init, node.condition, node.step, node.result):
                self.read(part, inner, None)
            return None
        if loop.predicate is not EVERY:
            self.read(loop.predicate, inner, truth if loop.macro in ("all", "exists") else None)
        if loop.collected is None:
            return None
        self.read(loop.collected, inner, None)
        return source if is_filter(node, loop) else None


def _is_given(node: Node, path: Origin | None) -> bool:
    """Whether a side of a comparison is set by the rule: a constant or a parameter."""
    return isinstance(node, Const) or (path is not None and path[0] in ("params", "as_of"))
