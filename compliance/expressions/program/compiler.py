"""Compiles nodes to closures: each node becomes a Python function of a frame.

Plain compilation fuses common shapes (a path of fields, a comparison with a constant). Traced compilation keeps a step
for each node, so that each records its event. Both run the same operators. Macros are compiled in
:mod:`compliance.expressions.program.macro_compiler`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from compliance.expressions.program import fused
from compliance.expressions.program.dialects import RULES, Dialect
from compliance.expressions.program.events import traced
from compliance.expressions.program.frames import Layout, Step, read_lazy, read_slot
from compliance.expressions.program.literals import list_literal, map_literal, message_literal
from compliance.expressions.program.macro_compiler import compile_macro
from compliance.expressions.program.steps import (
    PLAIN_TYPES,
    both,
    call_counted,
    call_many,
    call_one,
    call_own,
    call_two,
    choose,
    either,
    equality,
    field_of,
    has_field,
    membership,
    not_strictly_false,
    or_else,
    relate,
    relate_constant,
    select_optional,
    undeclared,
    within,
)
from compliance.expressions.syntax.nodes import (
    Call,
    Comprehension,
    Const,
    Ident,
    MakeList,
    MakeMap,
    MakeMessage,
    Node,
    Select,
)
from compliance.expressions.syntax.polarity import Polarity, opposite, turns_round
from compliance.expressions.syntax.types import DOUBLE, DURATION, INT, TIMESTAMP, UINT, CelType
from compliance.expressions.values.comparison import Holds
from compliance.expressions.values.strings import pattern
from compliance.expressions.values.value_types import Type

_TYPE_VALUES = {
    **{name: Type(name) for name in ("bool", "int", "uint", "double", "string", "bytes", "list", "map", "type")},
    "null_type": Type("null_type"),
    "optional_type": Type("optional_type"),
    "google.protobuf.Timestamp": Type("google.protobuf.Timestamp"),
    "google.protobuf.Duration": Type("google.protobuf.Duration"),
}


# Results of these types have one size, so that nothing has to be counted.
_SMALL = frozenset({INT, UINT, DOUBLE, TIMESTAMP, DURATION})

# Functions whose work grows with the length of their arguments.
_COUNTED = frozenset(
    {
        "matches", "contains", "indexOf", "lastIndexOf", "replace", "split", "join", "format", "strings.quote",
        "reverse", "lowerAscii", "upperAscii", "trim", "substring", "math.@max", "math.@min", "string", "bytes",
        "cel.@mapInsert",
    }
)  # fmt: skip


@dataclass(slots=True)
class Compiler:
    """Compiles expressions into one layout of variables.

    ``functions`` are the names of the standard's own; the frame holds them. ``types`` are the checker's, by node.
    ``dossier_lists`` says of a node whether it is a list of the dossier of which an empty one says nothing.
    ``polarity`` says whether the current node counts for or against the whole. ``remember`` says whether macros are
    evaluated once for each value of what they depend on; it changes no outcome.
    """

    layout: Layout
    functions: Collection[str] = ()
    types: Mapping[int, CelType] = field(default_factory=dict)
    trace: bool = False
    dialect: Dialect = RULES
    dossier_lists: Callable[[Node], bool] = lambda node: False
    scope: dict[str, int] = field(default_factory=dict)
    polarity: Polarity = True
    remember: bool = True
    free_names: dict[int, frozenset[str]] = field(default_factory=dict)

    def root(self, node: Node) -> Step:
        """The closure of a whole expression; in a traced evaluation it always records an event, also for a constant."""
        compiled = self.step(node)
        return traced(node, compiled) if self.trace and isinstance(node, Const) else compiled

    def step(self, node: Node) -> Step:
        """The closure of a node."""
        compiled = self._plain(node)
        return traced(node, compiled) if self.trace and not isinstance(node, (Const, Comprehension)) else compiled

    def _plain(self, node: Node) -> Step:
        match node:
            case Const(value=value):
                return lambda frame: value
            case Ident():
                return self._ident(node.name)
            case Select():
                return self._select(node)
            case Call():
                return self._call(node)
            case MakeList():
                return list_literal([self.step(element) for element in node.elements], node.optional)
            case MakeMap():
                return self._map(node)
            case MakeMessage():
                return message_literal(node.name, {str(one.key): self.step(one.value) for one in node.entries})
            case Comprehension():
                return compile_macro(self, node)

    # -- variables and fields

    def _ident(self, name: str) -> Step:
        slot = self.scope.get(name, self.layout.slots.get(name))
        if slot is None:
            if name in _TYPE_VALUES:
                kind = _TYPE_VALUES[name]
                return lambda frame: kind
            return undeclared(name)
        if slot in self.layout.lazy:
            return read_lazy(slot, self.layout.lazy[slot])
        return (lambda frame: frame[slot]) if name in self.scope else read_slot(slot, name)

    def _select(self, node: Select) -> Step:
        operand = self.step(node.operand)
        if node.test:
            kind = self.types.get(node.operand.id)
            return has_field(operand, node.field, of_message=kind is not None and kind.is_message)
        plain = field_of(operand, node.field)
        if self.trace:
            return plain
        slot, names = self.path(node)
        return plain if slot is None else fused.field_path(slot, names, plain)

    def path(self, node: Node) -> tuple[int | None, tuple[str, ...]]:
        """The slot and the fields of ``variable.a.b``; no slot for anything else, nor where a trace wants each part."""
        if isinstance(node, Select) and not node.test:
            slot, names = self.path(node.operand)
            return slot, (*names, node.field)
        return (self._fused_slot(node) if isinstance(node, Ident) else None), ()

    def _fused_slot(self, node: Ident) -> int | None:
        slot = self.scope.get(node.name, self.layout.slots.get(node.name))
        return None if self.trace or slot in self.layout.lazy else slot

    # -- calls

    def _call(self, node: Call) -> Step:
        outer = self.polarity
        self.polarity = opposite(outer) if turns_round(node) else outer
        try:
            if node.function != "_?_:_":
                return self._known_call(node)
            condition = self.step(node.args[0])
        finally:
            self.polarity = outer
        return choose(condition, *map(self.step, node.args[1:]))

    def _known_call(self, node: Call) -> Step:
        name, args = node.function, node.args
        special = self._special(node)
        if special is not None:
            return special
        against = self.against_constant(node)
        if against is not None:
            slot, names, holds, wanted = against
            general = self.dialect.binary[name]
            if slot is not None and len(names) == 1:
                plain = relate(holds, general, self.step(args[0]), self.step(args[1]))
                return fused.field_against(holds, slot, names[0], wanted, plain)
            return relate_constant(holds, general, self.step(args[0]), wanted)
        steps = [self.step(argument) for argument in args]
        if self._is_plain_relation(node):
            holds = self._relation(node)
            return self._of_paths(node, holds, relate(holds, self.dialect.binary[name], *steps))
        if name in self.dialect.unary and len(steps) == 1:
            return call_one(self.dialect.unary[name], steps[0])
        if name in self.dialect.binary and len(steps) == 2:
            return self._binary(node, steps)
        if name in self.functions:
            return call_own(name, steps)
        return self._function(name, steps)

    def _binary(self, node: Call, steps: list[Step]) -> Step:
        name = node.function
        if name in ("_==_", "_!=_"):
            return equality(*steps, wanted=name == "_==_")
        if name == "@in":
            return self._of_paths(node, None, membership(*steps))
        if name == "_+_" and self.types.get(node.id) not in _SMALL:
            return call_counted(self.dialect.binary[name], steps)
        return call_two(self.dialect.binary[name], *steps)

    def _of_paths(self, node: Call, holds: Holds | None, plain: Step) -> Step:
        """A relation of two short paths, or where there is none, membership, in one closure."""
        (slot, names), (other, fields) = (self.path(argument) for argument in node.args)
        if slot is None or other is None or len(names) != 1 or len(fields) > 1:
            return plain
        if holds is not None:
            return fused.field_against_path(holds, slot, names[0], other, fields, plain)
        return fused.field_among(slot, names[0], other, fields[0], plain) if fields else plain

    def _function(self, name: str, steps: list[Step]) -> Step:
        function = self.dialect.functions.get(name)
        if function is None or not _takes(function, len(steps)):
            return undeclared(name)
        if name in _COUNTED:
            return call_counted(function, steps)
        if len(steps) == 1:
            return call_one(function, steps[0])
        if len(steps) == 2:
            return call_two(function, steps[0], steps[1])
        return call_many(function, steps)

    def _relation(self, node: Call) -> Holds:
        """The relation of a call whose two sides are of one plain type."""
        decimal = self.types[node.args[0].id] == DOUBLE
        return (self.dialect.decimal_relations if decimal else self.dialect.relations)[node.function]

    def _is_plain_relation(self, node: Call) -> bool:
        # Where the checker knows both sides to be of one such type, Python's relation is CEL's.
        if node.function not in self.dialect.relations or len(node.args) != 2:
            return False
        left, right = (self.types.get(argument.id) for argument in node.args)
        return left is not None and left == right and left.name in PLAIN_TYPES

    def against_constant(self, node: Node) -> tuple[int | None, tuple[str, ...], Holds, Any] | None:
        """A relation with a literal, of types where Python's is CEL's: the path on the left, relation and literal."""
        if self.trace or not isinstance(node, Call) or not self._is_plain_relation(node):
            return None
        left, right = node.args
        if not isinstance(right, Const):
            return None
        return *self.path(left), self._relation(node), right.value

    def _special(self, node: Call) -> Step | None:
        args = node.args
        match node.function:
            case "_&&_" | "_||_":
                join = either if node.function == "_||_" else both
                return join(self.step(args[0]), self.step(args[1]))
            case "@not_strictly_false":
                return not_strictly_false(self.step(args[0]))
            case "or" | "orValue" if len(args) == 2:
                return or_else(self.step(args[0]), self.step(args[1]), unwrap=node.function == "orValue")
            case "@in" if not self.trace and isinstance(args[1], MakeList):
                texts = [one.value for one in args[1].elements if isinstance(one, Const) and type(one.value) is str]
                return within(self.step(args[0]), texts) if len(texts) == len(args[1].elements) else None
            case "_?._":
                return self._optional_field(args)
            case "matches" if isinstance(args[-1], Const) and type(args[-1].value) is str:
                pattern(args[-1].value)
        return None

    def _optional_field(self, args: tuple[Node, ...]) -> Step:
        operand, name = self.step(args[0]), args[1].value if isinstance(args[1], Const) else ""
        return lambda frame: select_optional(operand, name, frame)

    # -- literals

    def _map(self, node: MakeMap) -> Step:
        return map_literal(
            [
                (self.step(entry.key), self.step(entry.value), entry.optional)
                for entry in node.entries
                if not isinstance(entry.key, str)
            ]
        )


@cache
def _takes(function: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    return True
