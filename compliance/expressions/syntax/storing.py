"""Checked expressions as plain data (lists, texts, numbers) and back, for the cache of prepared standards.

What is read back is not trusted: every node has to be of the form that :class:`Store` writes, or the whole is refused.
Offsets into the source are left out; they serve refusals, and what is stored was not refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.nodes import (
    Call,
    Comprehension,
    Const,
    Entry,
    Ident,
    MakeList,
    MakeMap,
    MakeMessage,
    Node,
    Select,
)
from compliance.expressions.syntax.types import CelType
from compliance.expressions.values.value_types import Uint


class Malformed(ValueError):
    """Stored data that is not of the form in which it was stored."""


class Store:
    """Collects expressions and types; each is stored once, and named by its number."""

    def __init__(self) -> None:
        self.types: list[list[Any]] = []
        self.expressions: list[list[Any]] = []
        self._types: dict[CelType, int] = {}
        self._expressions: dict[int, int] = {}

    def type(self, kind: CelType) -> int:
        """The number of a type."""
        if kind not in self._types:
            entry = [kind.name, [self.type(one) for one in kind.args]]
            self._types[kind] = len(self.types)
            self.types.append(entry)
        return self._types[kind]

    def expression(self, checked: Checked) -> int:
        """The number of an expression, which has to outlive the store."""
        if id(checked) not in self._expressions:
            types = [part for number, kind in checked.types.items() for part in (number, self.type(kind))]
            self._expressions[id(checked)] = len(self.expressions)
            self.expressions.append([_plain(checked.root), types, self.type(checked.result)])
        return self._expressions[id(checked)]


class Stored:
    """Reads types and expressions by number. Raises :class:`Malformed` for what :class:`Store` would not write."""

    def __init__(self, types: Any, expressions: Any) -> None:
        self.types: list[CelType] = []
        for name, arguments in _lists(types, 2):
            # A type's arguments are stored before it, so that no type can hold itself.
            self.types.append(CelType(_text(name), tuple(self.type(one) for one in _list(arguments))))
        self._expressions = _list(expressions)
        self._known: dict[int, Checked] = {}

    def type(self, number: Any) -> CelType:
        """The type of that number."""
        return self.types[_index(number, self.types)]

    def expression(self, number: Any) -> Checked:
        """The expression of that number."""
        if _index(number, self._expressions) not in self._known:
            root, types, result = _list(self._expressions[number], 3)
            pairs = zip(_list(types)[::2], types[1::2], strict=True)
            kinds = {_whole(one): self.type(kind) for one, kind in pairs}
            self._known[number] = Checked(_node(root), kinds, {}, self.type(result))
        return self._known[number]


def _plain(node: Node) -> list[Any]:
    match node:
        case Const():
            return ["c", node.id, _plain_constant(node.value)]
        case Ident():
            return ["i", node.id, node.name]
        case Select():
            return ["s", node.id, _plain(node.operand), node.field, node.test]
        case Call():
            return ["f", node.id, node.function, [_plain(one) for one in node.args], node.method, list(node.overloads)]
        case MakeList():
            return ["l", node.id, [_plain(one) for one in node.elements], sorted(node.optional)]
        case MakeMap():
            return ["m", node.id, _plain_entries(node.entries)]
        case MakeMessage():
            return ["t", node.id, node.name, _plain_entries(node.entries)]
        case Comprehension():
            inner = (node.range, node.init, node.condition, node.step, node.result)
            return ["o", node.id, node.var, node.var2, node.accu, *map(_plain, inner)]


def _plain_entries(entries: Sequence[Entry]) -> list[Any]:
    return [[one.key if isinstance(one.key, str) else _plain(one.key), _plain(one.value), one.optional]
            for one in entries]  # fmt: skip


def _plain_constant(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return {"uint": int(value)} if isinstance(value, Uint) else value


def _node(plain: Any) -> Node:
    if type(plain) is not list or len(plain) < 3:
        raise Malformed("a node is wanted")
    kind, number = plain[0], _whole(plain[1])
    if kind == "s":
        _, _, operand, field, test = _list(plain, 5)
        return Select(number, _node(operand), _text(field), _truth(test))
    if kind == "i":
        return Ident(number, _text(_list(plain, 3)[2]))
    if kind == "f":
        _, _, function, args, method, overloads = _list(plain, 6)
        names = tuple(map(_text, _list(overloads)))
        return Call(number, _text(function), tuple(map(_node, _list(args))), _truth(method), names)
    if kind == "c":
        return Const(number, _constant(_list(plain, 3)[2]))
    if kind == "o":
        _, _, var, var2, accu, *inner = _list(plain, 10)
        of, init, condition, step, result = map(_node, inner)
        return Comprehension(number, _text(var), _text(var2), of, _text(accu), init, condition, step, result)
    if kind == "l":
        _, _, elements, optional = _list(plain, 4)
        return MakeList(number, tuple(map(_node, _list(elements))), frozenset(map(_whole, _list(optional))))
    if kind == "m":
        return MakeMap(number, _entries(_list(plain, 3)[2]))
    if kind == "t":
        _, _, name, entries = _list(plain, 4)
        return MakeMessage(number, _text(name), _entries(entries))
    raise Malformed("there is no such node")


def _entries(plain: Any) -> tuple[Entry, ...]:
    return tuple(
        Entry(key if type(key) is str else _node(key), _node(value), _truth(optional))
        for key, value, optional in _lists(plain, 3)
    )


def _constant(plain: Any) -> Any:
    if plain is None or type(plain) in (bool, int, float, str):
        return plain
    if type(plain) is dict and plain.keys() == {"bytes"}:
        return bytes.fromhex(_text(plain["bytes"]))
    if type(plain) is dict and plain.keys() == {"uint"}:
        return Uint(_whole(plain["uint"]))
    raise Malformed("a constant is wanted")


def _lists(plain: Any, length: int) -> list[list[Any]]:
    return [_list(one, length) for one in _list(plain)]


def _list(plain: Any, length: int | None = None) -> list[Any]:
    if type(plain) is not list or (length is not None and len(plain) != length):
        raise Malformed("a list is wanted")
    return plain


def _text(plain: Any) -> str:
    if type(plain) is not str:
        raise Malformed("text is wanted")
    return plain


def _whole(plain: Any) -> int:
    if type(plain) is not int:
        raise Malformed("a whole number is wanted")
    return plain


def _truth(plain: Any) -> bool:
    if type(plain) is not bool:
        raise Malformed("true or false is wanted")
    return plain


def _index(plain: Any, of: Sequence[Any]) -> int:
    if type(plain) is not int or not 0 <= plain < len(of):
        raise Malformed("the number of something is wanted")
    return plain
