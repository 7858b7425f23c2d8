"""The checked expression as a frozen syntax tree, decoded from the front end's protobuf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.expressions.values.value_types import Value


@dataclass(frozen=True, slots=True)
class Const:
    """A literal."""

    id: int
    value: Value


@dataclass(frozen=True, slots=True)
class Ident:
    """A variable, or a type's name, by its full name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Select:
    """``operand.field``, or ``has(operand.field)`` where ``test`` is true."""

    id: int
    operand: Node
    field: str
    test: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator; a method's receiver is the first argument and ``method`` is true.

    ``overloads`` are the checker's candidates; empty for an unchecked expression.
    """

    id: int
    function: str
    args: tuple[Node, ...]
    method: bool
    overloads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MakeList:
    """``[a, ?b]``: elements and the indices of the optional ones."""

    id: int
    elements: tuple[Node, ...]
    optional: frozenset[int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a map or message; ``key`` is a node for maps and a field name for messages."""

    key: Node | str
    value: Node
    optional: bool


@dataclass(frozen=True, slots=True)
class MakeMap:
    """``{k: v, ?k: v}``."""

    id: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MakeMessage:
    """``Name{field: value}``."""

    id: int
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Comprehension:
    """A macro's loop: ``accu`` starts as ``init`` and takes ``step`` for each element while ``condition`` holds.

    ``var2`` is empty for the macros with one variable.
    """

    id: int
    var: str
    var2: str
    range: Node
    accu: str
    init: Node
    condition: Node
    step: Node
    result: Node


Node = Const | Ident | Select | Call | MakeList | MakeMap | MakeMessage | Comprehension


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order of the source."""
    match node:
        case Select():
            return (node.operand,)
        case Call():
            return node.args
        case MakeList():
            return node.elements
        case MakeMap() | MakeMessage():
            keys_and_values = [(entry.key, entry.value) for entry in node.entries]
            return tuple(part for pair in keys_and_values for part in pair if not isinstance(part, str))
        case Comprehension():
            return (node.range, node.init, node.condition, node.step, node.result)
        case _:
            return ()


def walk(root: Node) -> Iterator[Node]:
    """Every node of an expression, each after the one above it."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(children(node)))


def size(root: Node) -> int:
    """How many nodes an expression has."""
    return sum(1 for _ in walk(root))


def free_names(node: Node, known: dict[int, frozenset[str]] | None = None) -> frozenset[str]:
    """The variables that an expression reads and does not define itself.

    ``known`` keeps the names of macros, by identity, for who asks for those within macros too.
    """
    known = {} if known is None else known
    if isinstance(node, Ident):
        return frozenset((node.name,))
    if not isinstance(node, Comprehension):
        return frozenset().union(*[free_names(one, known) for one in children(node)])
    if id(node) not in known:
        accu = {node.accu}
        inner = free_names(node.condition, known) | free_names(node.step, known)
        outside = free_names(node.range, known) | free_names(node.init, known)
        result = free_names(node.result, known) - accu
        known[id(node)] = frozenset(outside | result | (inner - accu - {node.var, node.var2}))
    return known[id(node)]
