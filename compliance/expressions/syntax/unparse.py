"""An expression's nodes back as text, for showing which part had which value."""

from __future__ import annotations

import json

from compliance.expressions.syntax.macros import EVERY, recognise
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
from compliance.expressions.values.text_format import value_text
from compliance.expressions.values.value_types import Uint

_RANK = {"_||_": 1, "_&&_": 2, "@in": 3, "_+_": 4, "_-_": 4, "_*_": 5, "_/_": 5, "_%_": 5}
_RANK |= dict.fromkeys(("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"), 3)


def unparse(node: Node) -> str:
    """Text of an expression: equal in meaning to its source, in one line, with as few parentheses as it needs."""
    match node:
        case Const(value=value):
            if isinstance(value, (str, bytes)):
                return json.dumps(value_text(value), ensure_ascii=False)
            return repr(value) if isinstance(value, Uint) else value_text(value)
        case Ident():
            return node.name
        case Select():
            text = f"{unparse(node.operand)}.{node.field}"
            return f"has({text})" if node.test else text
        case Call():
            return _call(node)
        case MakeList():
            return "[" + ", ".join(map(unparse, node.elements)) + "]"
        case MakeMap() | MakeMessage():
            name = node.name if isinstance(node, MakeMessage) else ""
            return name + "{" + ", ".join(_entries(node)) + "}"
        case Comprehension():
            return _macro(node)


def _entries(node: MakeMap | MakeMessage) -> list[str]:
    keys = (entry.key if isinstance(entry.key, str) else unparse(entry.key) for entry in node.entries)
    return [f"{key}: {unparse(entry.value)}" for key, entry in zip(keys, node.entries, strict=True)]


def _call(node: Call) -> str:
    name, args = node.function, node.args
    if name in _RANK and len(args) == 2:
        sign = "in" if name == "@in" else name.strip("_")
        return f"{_inner(args[0], _RANK[name])} {sign} {_inner(args[1], _RANK[name] + 1)}"
    if name == "_?_:_":
        return f"{_inner(args[0], 1)} ? {_inner(args[1], 1)} : {unparse(args[2])}"
    if name in ("!_", "-_"):
        return name[0] + _inner(args[0], 6)
    if name == "_[_]":
        return f"{_inner(args[0], 7)}[{unparse(args[1])}]"
    if name == "_[?_]":
        return f"{_inner(args[0], 7)}[?{unparse(args[1])}]"
    if name == "_?._" and isinstance(args[1], Const):
        return f"{_inner(args[0], 7)}.?{args[1].value}"
    name = {"math.@max": "math.greatest", "math.@min": "math.least"}.get(name, name)
    if node.method:
        return f"{_inner(args[0], 7)}.{name}({', '.join(map(unparse, args[1:]))})"
    return f"{name}({', '.join(map(unparse, args))})"


def _inner(node: Node, rank: int) -> str:
    text = unparse(node)
    own = _RANK.get(node.function, 0 if node.function == "_?_:_" else 8) if isinstance(node, Call) else 8
    return f"({text})" if own < rank else text


def _macro(node: Comprehension) -> str:
    loop = recognise(node)
    names = f"{node.var}, {node.var2}" if node.var2 else node.var
    if loop is None:
        return f"{unparse(node.range)}.<loop>({names}, ...)"
    if loop.macro == "bind":
        return f"cel.bind({node.accu}, {unparse(node.init)}, {unparse(node.result)})"
    if loop.collected is None:
        return f"{_inner(node.range, 7)}.{loop.macro}({names}, {unparse(loop.predicate)})"
    if isinstance(loop.collected, Ident) and loop.collected.name == node.var and loop.predicate is not EVERY:
        return f"{_inner(node.range, 7)}.filter({names}, {unparse(loop.predicate)})"
    predicate = "" if loop.predicate is EVERY else f"{unparse(loop.predicate)}, "
    return f"{_inner(node.range, 7)}.map({names}, {predicate}{unparse(loop.collected)})"
