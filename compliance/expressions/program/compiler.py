"""From nodes to closures: each node becomes a Python function over a frame.

Plain compilation fuses what is common (a path of fields, a comparison with a constant); traced compilation leaves every
node its own step, so that each leaves its event. Both run the same operators.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from compliance.expressions.program import fused
from compliance.expressions.program import macros as loops
from compliance.expressions.program.frames import Layout, Step, read_lazy, read_slot
from compliance.expressions.program.literals import list_literal, map_literal, message_literal
from compliance.expressions.program.steps import (
    PLAIN_TYPES,
    both,
    call_many,
    call_one,
    call_two,
    choose,
    either,
    field_of,
    has_field,
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
from compliance.expressions.syntax.types import CelType
from compliance.expressions.trace.events import traced
from compliance.expressions.values import operators
from compliance.expressions.values.comparison import RELATIONS, Holds
from compliance.expressions.values.numbers import NUMBER_FUNCTIONS
from compliance.expressions.values.optionals import OPTIONAL_FUNCTIONS
from compliance.expressions.values.strings import STRING_FUNCTIONS, pattern
from compliance.expressions.values.times import TIME_FUNCTIONS
from compliance.expressions.values.value_types import Type

BUILTINS: dict[str, Callable[..., Any]] = {
    **NUMBER_FUNCTIONS,
    **STRING_FUNCTIONS,
    **TIME_FUNCTIONS,
    **OPTIONAL_FUNCTIONS,
}

_TYPE_VALUES = {
    **{name: Type(name) for name in ("bool", "int", "uint", "double", "string", "bytes", "list", "map", "type")},
    "null_type": Type("null_type"),
    "optional_type": Type("optional_type"),
    "google.protobuf.Timestamp": Type("google.protobuf.Timestamp"),
    "google.protobuf.Duration": Type("google.protobuf.Duration"),
}


@dataclass(slots=True)
class Compiler:
    """Compiles expressions into one layout of variables.

    ``functions`` are the standard's own, bound to their services; ``types`` are the checker's, by node.
    """

    layout: Layout
    functions: Mapping[str, Callable[..., Any]]
    types: Mapping[int, CelType] = field(default_factory=dict)
    trace: bool = False
    scope: dict[str, int] = field(default_factory=dict)

    def step(self, node: Node) -> Step:
        """The closure of a node."""
        compiled = self._plain(node)
        return traced(node, compiled) if self.trace and not isinstance(node, Const) else compiled

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
                return self._comprehension(node)

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
        slot, names = self._path(node)
        return plain if slot is None else fused.field_path(slot, names, plain)

    def _path(self, node: Node) -> tuple[int | None, tuple[str, ...]]:
        """The slot and the fields of ``variable.a.b``; no slot for anything else, nor where a trace wants each part."""
        if isinstance(node, Select) and not node.test:
            slot, names = self._path(node.operand)
            return slot, (*names, node.field)
        return (self._fused_slot(node) if isinstance(node, Ident) else None), ()

    def _fused_slot(self, node: Ident) -> int | None:
        slot = self.scope.get(node.name, self.layout.slots.get(node.name))
        return None if self.trace or slot in self.layout.lazy else slot

    # -- calls

    def _call(self, node: Call) -> Step:
        name, args = node.function, node.args
        special = self._special(node)
        if special is not None:
            return special
        against = self._against_constant(node)
        if against is not None:
            slot, names, holds, wanted = against
            plain = relate(name, self.step(args[0]), self.step(args[1]))
            if slot is not None and len(names) == 1:
                return fused.field_against(holds, slot, names[0], wanted, plain)
            return relate_constant(name, self.step(args[0]), wanted)
        if self._is_plain_relation(node):
            return relate(name, self.step(args[0]), self.step(args[1]))
        if name in operators.UNARY and len(args) == 1:
            return call_one(operators.UNARY[name], self.step(args[0]))
        if name in operators.BINARY and len(args) == 2:
            return call_two(operators.BINARY[name], self.step(args[0]), self.step(args[1]))
        function = self.functions.get(name) or BUILTINS.get(name)
        steps = [self.step(argument) for argument in args]
        if function is None or not _takes(function, len(steps)):
            return undeclared(name)
        if len(steps) == 1:
            return call_one(function, steps[0])
        if len(steps) == 2:
            return call_two(function, steps[0], steps[1])
        return call_many(function, steps)

    def _is_plain_relation(self, node: Call) -> bool:
        # Where the checker knows both sides to be of one such type, Python's relation is CEL's.
        if node.function not in RELATIONS or len(node.args) != 2:
            return False
        left, right = (self.types.get(argument.id) for argument in node.args)
        return left is not None and left == right and left.name in PLAIN_TYPES

    def _against_constant(self, node: Node) -> tuple[int | None, tuple[str, ...], Holds, Any] | None:
        """A relation with a literal, of types where Python's is CEL's: the path on the left, relation and literal."""
        if self.trace or not isinstance(node, Call) or not self._is_plain_relation(node):
            return None
        left, right = node.args
        if not isinstance(right, Const):
            return None
        return *self._path(left), RELATIONS[node.function], right.value

    def _special(self, node: Call) -> Step | None:
        args = node.args
        match node.function:
            case "_&&_" | "_||_":
                join = either if node.function == "_||_" else both
                return join(self.step(args[0]), self.step(args[1]))
            case "_?_:_":
                return choose(*(self.step(argument) for argument in args))
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

    # -- macros

    def _comprehension(self, node: Comprehension) -> Step:
        source = self.step(node.range)
        loop = loops.recognise(node)
        outer = dict(self.scope)
        slot = self.layout.hidden()
        slot2 = self.layout.hidden() if node.var2 else None
        if loop is not None and loop.macro == "bind":
            self.layout.lazy[slot] = self.step(node.init)
            self.scope[node.accu] = slot
            result = self.step(node.result)
            self.scope = outer
            return loops.run_bind(result, slot)
        init = self.step(node.init) if loop is None else None
        self.scope[node.var] = slot
        if slot2 is not None:
            self.scope[node.var2] = slot2
        try:
            if loop is None or init is not None:
                return self._any_loop(node, source, init or self.step(node.init), slot, slot2)
            plain = self._macro(node, loop, source, slot, slot2)
            return self._by_field(node, loop, source, slot, plain) or plain
        finally:
            self.scope = outer

    def _macro(self, node: Comprehension, loop: loops.Loop, source: Step, slot: int, slot2: int | None) -> Step:
        predicate = self.step(loop.predicate)
        if loop.collected is not None:
            wanted = None if loop.predicate is loops.EVERY else predicate
            collected = None if loops.is_filter(node, loop) else self.step(loop.collected)
            if slot2 is None:
                return loops.run_map(source, wanted, collected, slot)
            return loops.run_map_two(source, wanted, collected or self.step(loop.collected), slot, slot2)
        if loop.macro in ("all", "exists") and slot2 is None:
            return loops.run_quantifier(source, predicate, slot, decisive=loop.macro == "exists")
        if loop.macro == "exists_one":
            return loops.run_exists_one(source, predicate, slot, slot2)
        return loops.run_decided(loops.verdicts(source, predicate, slot, slot2), decisive=loop.macro == "exists")

    def _by_field(self, node: Comprehension, loop: loops.Loop, source: Step, slot: int, plain: Step) -> Step | None:
        """A macro over a path, with one variable, that asks of each element one field against a literal."""
        against = self._against_constant(loop.predicate)
        if against is None or node.var2 or self._path(node.range)[0] is None:
            return None
        of, names, holds, wanted = against
        if of != slot or len(names) != 1:
            return None
        if loop.macro in ("all", "exists"):
            decisive = loop.macro == "exists"
            return fused.decided_by_field(source, holds, names[0], wanted, plain, decisive=decisive)
        if loop.macro == "exists_one":
            return fused.one_by_field(source, holds, names[0], wanted, plain)
        if loops.is_filter(node, loop):
            return fused.filtered_by_field(source, holds, names[0], wanted, plain)
        return None

    def _any_loop(self, node: Comprehension, source: Step, init: Step, slot: int, slot2: int | None) -> Step:
        accu = self.layout.hidden()
        self.scope[node.accu] = accu
        condition, step = self.step(node.condition), self.step(node.step)
        result = self.step(node.result)
        return loops.run_loop(loops.LoopSteps(source, init, condition, step, result, slot, slot2, accu))


@cache
def _takes(function: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    return True
