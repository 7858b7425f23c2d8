"""Checks a function's arguments: whether the schema's type has the fields that the measure reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from compliance.errors import nearest
from compliance.expressions.functions import Function, element_of, is_shape, shape_fields, without_none
from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.nodes import Call, Node, children
from compliance.expressions.syntax.types import BOOL, DOUBLE, DYN, INT, STRING, TIMESTAMP, CelType
from compliance.expressions.values.value_types import Timestamp

_SCALARS = {str: STRING, int: INT, float: DOUBLE, bool: BOOL, Timestamp: TIMESTAMP}


def shape_problems(checked: Checked, frontend: Frontend) -> Iterator[str]:
    """What is wrong with the arguments of the functions that an expression calls, one sentence each."""
    for node in _nodes(checked.root):
        function = frontend.functions.get(node.function) if isinstance(node, Call) else None
        if isinstance(node, Call) and function is not None:
            yield from _call_problems(node, function, checked, frontend)


def _call_problems(node: Call, function: Function, checked: Checked, frontend: Frontend) -> Iterator[str]:
    for argument, parameter in zip(node.args, function.parameters, strict=False):
        kind = checked.types.get(argument.id, DYN)
        for complaint in _complaints(kind, parameter.annotation, frontend):
            yield f"{function.name} cannot read its argument `{parameter.name}`: {complaint}"


def _complaints(kind: CelType, annotation: Any, frontend: Frontend) -> Iterator[str]:
    annotation = without_none(annotation)
    element = element_of(annotation)
    if kind == DYN:
        return
    if element is not None:
        if kind.name != "list":
            yield f"it is a {kind}, a list is wanted"
        else:
            yield from _complaints(kind.args[0], element, frontend)
        return
    if not is_shape(annotation):
        wanted = _SCALARS.get(annotation)
        if wanted is not None and kind != wanted and not (wanted == DOUBLE and kind == INT):
            yield f"it is a {kind}, a {wanted} is wanted"
        return
    fields = frontend.messages.fields.get(kind.name)
    if fields is None:
        yield f"it is a {kind}, an object with {_named(annotation)} is wanted"
        return
    for name, (field_annotation, required) in shape_fields(annotation).items():
        if name in fields:
            for complaint in _complaints(fields[name], field_annotation, frontend):
                yield f"in {kind}.{name}, {complaint}"
        elif required:
            near = nearest(name, fields)
            yield f"{kind} has no field `{name}`" + (f"; is `{near}` meant?" if near else "")


def _named(annotation: Any) -> str:
    return ", ".join(f"`{one.name}`" for one in dataclasses.fields(annotation))


def _nodes(root: Node) -> Iterator[Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(children(node))
