"""Recognises the macro of a loop: the front end has expanded macros to loops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from compliance.expressions.syntax.nodes import Call, Comprehension, Const, Ident, MakeList, Node

EVERY: Final = Const(0, True)
"""The predicate of a macro that has none."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A recognised macro: its name, its predicate, and what it collects (None for nothing)."""

    macro: str
    predicate: Node
    collected: Node | None = None


def recognise(node: Comprehension) -> Loop | None:
    """Which macro made this loop; None for another shape."""
    step = node.step
    if _is_empty_list(node.range) and _is_const(node.condition, False):
        return Loop("bind", EVERY)
    if not isinstance(step, Call):
        return None
    if step.function == "_&&_" and _is_const(node.init, True) and _is_accu(step.args[0], node):
        return Loop("all", step.args[1])
    if step.function == "_||_" and _is_const(node.init, False) and _is_accu(step.args[0], node):
        return Loop("exists", step.args[1])
    predicate: Node = EVERY
    if step.function == "_?_:_" and _is_accu(step.args[2], node):
        predicate, step = step.args[0], step.args[1]
        if _is_const(node.init, 0):
            return Loop("exists_one", predicate)
    if not isinstance(step, Call) or not isinstance(node.result, Ident) or not step.args:
        return None
    if not _is_accu(step.args[0], node):
        return None
    if step.function == "_+_" and _is_empty_list(node.init) and isinstance(step.args[1], MakeList):
        collected = step.args[1]
        if len(collected.elements) == 1 and not collected.optional:
            return Loop("map", predicate, collected.elements[0])
    return None


def is_filter(node: Comprehension, loop: Loop) -> bool:
    """Whether a loop collects its elements as they are."""
    return isinstance(loop.collected, Ident) and loop.collected.name == node.var and not node.var2


def _is_const(node: Node, value: Any) -> bool:
    return isinstance(node, Const) and type(node.value) is type(value) and bool(node.value == value)


def _is_accu(node: Node, loop: Comprehension) -> bool:
    return isinstance(node, Ident) and node.name == loop.accu


def _is_empty_list(node: Node) -> bool:
    return isinstance(node, MakeList) and not node.elements
