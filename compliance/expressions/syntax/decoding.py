"""The interchange form of a checked expression, ``cel.expr.CheckedExpr``, decoded to nodes.

Field names and numbers are those of the published ``cel/expr/checked.proto`` and ``cel/expr/syntax.proto``;
descriptors are built from the tables below, so that no generated code is needed. Source positions and macro calls
are left out: the project keeps the positions it needs in :class:`Checked`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from compliance.expressions.syntax import nodes
from compliance.expressions.syntax.types import (
    BOOL,
    BYTES,
    DOUBLE,
    DURATION,
    DYN,
    INT,
    NULL,
    STRING,
    TIMESTAMP,
    UINT,
    CelType,
)
from compliance.expressions.values.value_types import Uint

_PACKAGE = "cel.expr"

# message -> fields; a field is "name number type", "*" before the type repeats it, "{}" makes an int64-keyed map.
_MESSAGES: dict[str, str] = {
    "Reference": "name 1 string | overload_id 3 *string | value 4 Constant",
    "CheckedExpr": "reference_map 2 {}Reference | type_map 3 {}Type | expr 4 Expr | source_info 5 SourceInfo",
    "ParsedExpr": "expr 2 Expr | source_info 3 SourceInfo",
    "SourceInfo": "line_offsets 3 *int32 | positions 4 {}int32",
    "Type": (
        "dyn 1 Empty | null 2 int32 | primitive 3 int32 | wrapper 4 int32 | well_known 5 int32 | list_type 6 ListType"
        " | map_type 7 MapType | message_type 9 string | type_param 10 string | type 11 Type | error 12 Empty"
        " | abstract_type 14 AbstractType"
    ),
    "Empty": "",
    "ListType": "elem_type 1 Type",
    "MapType": "key_type 1 Type | value_type 2 Type",
    "AbstractType": "name 1 string | parameter_types 2 *Type",
    "Constant": (
        "null_value 1 int32 | bool_value 2 bool | int64_value 3 int64 | uint64_value 4 uint64 | double_value 5 double"
        " | string_value 6 string | bytes_value 7 bytes"
    ),
    "Expr": (
        "id 2 int64 | const_expr 3 Constant | ident_expr 4 Ident | select_expr 5 SelectExpr | call_expr 6 CallExpr"
        " | list_expr 7 ListExpr | struct_expr 8 StructExpr | comprehension_expr 9 ComprehensionExpr"
    ),
    "Ident": "name 1 string",
    "SelectExpr": "operand 1 Expr | field 2 string | test_only 3 bool",
    "CallExpr": "target 1 Expr | function 2 string | args 3 *Expr",
    "ListExpr": "elements 1 *Expr | optional_indices 2 *int32",
    "StructExpr": "message_name 1 string | entries 2 *Entry",
    "Entry": "id 1 int64 | field_key 2 string | map_key 3 Expr | value 4 Expr | optional_entry 5 bool",
    "ComprehensionExpr": (
        "iter_var 1 string | iter_var2 8 string | iter_range 2 Expr | accu_var 3 string | accu_init 4 Expr"
        " | loop_condition 5 Expr | loop_step 6 Expr | result 7 Expr"
    ),
}

_SCALARS = ("int32", "int64", "uint64", "double", "bool", "string", "bytes")

# Messages whose scalar members tell by presence which alternative is set.
_ONE_OF = {"Constant", "Type", "Expr"}
_NOT_ONE_OF = {"id"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A decoded expression: its tree, the type of each node that has one, the source offset of each node."""

    root: nodes.Node
    types: dict[int, CelType]
    offsets: dict[int, int]
    result: CelType


class TooDeep(Exception):
    """The expression is nested more deeply than its interchange form can be read: about 50 levels."""


def decode(serialized: bytes) -> Checked:
    """Decode what the front end's ``serialize()`` gives: an ``Any`` with a checked or a parsed expression.

    Raises :class:`TooDeep`: a macro takes several levels, so that the front end's own limit comes too late for it.
    """
    from google.protobuf import any_pb2
    from google.protobuf.message import DecodeError

    envelope = any_pb2.Any.FromString(serialized)
    name = envelope.type_url.rpartition(".")[2]
    try:
        message = _message_classes()[name].FromString(envelope.value)
    except DecodeError:
        raise TooDeep("the expression is nested too deep") from None
    checked = name == "CheckedExpr"
    types = {number: _type(kind) for number, kind in message.type_map.items()} if checked else {}
    root = _node(message.expr, message.reference_map if checked else {})
    return Checked(root, types, dict(message.source_info.positions), types.get(root.id, DYN))


@cache
def _message_classes() -> dict[str, Any]:
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    kinds = descriptor_pb2.FieldDescriptorProto
    scalar = {name: getattr(kinds, f"TYPE_{name.upper()}") for name in _SCALARS}
    file = descriptor_pb2.FileDescriptorProto(name="checked.proto", package=_PACKAGE, syntax="proto3")

    def add_field(message: Any, name: str, number: int, kind: str, *, repeated: bool) -> None:
        label = kinds.LABEL_REPEATED if repeated else kinds.LABEL_OPTIONAL
        field = message.field.add(name=name, number=number, label=label)
        if kind in scalar:
            field.type = scalar[kind]
        else:
            field.type, field.type_name = kinds.TYPE_MESSAGE, f".{_PACKAGE}.{kind}"

    for message_name, text in _MESSAGES.items():
        message = file.message_type.add(name=message_name)
        for line in filter(None, (part.strip() for part in text.split("|"))):
            name, number, kind = line.split()
            if kind.startswith("{}"):
                entry = message.nested_type.add(name=name.title().replace("_", "") + "Entry")
                entry.options.map_entry = True
                add_field(entry, "key", 1, "int64", repeated=False)
                add_field(entry, "value", 2, kind[2:], repeated=False)
                add_field(message, name, int(number), f"{message_name}.{entry.name}", repeated=True)
            else:
                add_field(message, name, int(number), kind.lstrip("*"), repeated=kind.startswith("*"))
                if message_name in _ONE_OF and name not in _NOT_ONE_OF:
                    if not message.oneof_decl:
                        message.oneof_decl.add(name="kind")
                    message.field[-1].oneof_index = 0
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = pool.FindFileByName("checked.proto").message_types_by_name
    return {name: message_factory.GetMessageClass(found[name]) for name in _MESSAGES}


_PRIMITIVES = {1: BOOL, 2: INT, 3: UINT, 4: DOUBLE, 5: STRING, 6: BYTES}
_WELL_KNOWN = {1: DYN, 2: TIMESTAMP, 3: DURATION}


def _type(message: Any) -> CelType:
    kind = message.WhichOneof("kind")
    if kind == "primitive":
        return _PRIMITIVES.get(message.primitive, DYN)
    if kind == "wrapper":
        return CelType("wrapper", (_PRIMITIVES.get(message.wrapper, DYN),))
    if kind == "well_known":
        return _WELL_KNOWN.get(message.well_known, DYN)
    if kind == "list_type":
        return CelType("list", (_type(message.list_type.elem_type),))
    if kind == "map_type":
        return CelType("map", (_type(message.map_type.key_type), _type(message.map_type.value_type)))
    if kind == "message_type":
        return _message_type(message.message_type)
    if kind == "abstract_type":
        return CelType(message.abstract_type.name, tuple(_type(part) for part in message.abstract_type.parameter_types))
    if kind == "type":
        return CelType("type")
    return NULL if kind == "null" else DYN


@cache
def _message_type(name: str) -> CelType:
    return CelType(name)


def _constant(message: Any) -> Any:
    kind = message.WhichOneof("kind")
    if kind in (None, "null_value"):
        return None
    value = getattr(message, kind)
    return Uint(value) if kind == "uint64_value" else value


def _node(message: Any, references: Any) -> nodes.Node:
    number = message.id
    overloads: tuple[str, ...] = ()
    if number in references:
        reference = references[number]
        overloads = tuple(reference.overload_id)
        if not overloads:
            if reference.HasField("value"):
                return nodes.Const(number, _constant(reference.value))
            if reference.name and not message.HasField("struct_expr"):
                return nodes.Ident(number, reference.name.removeprefix("."))
    kind = message.WhichOneof("kind")
    if kind == "select_expr":
        part = message.select_expr
        return nodes.Select(number, _node(part.operand, references), part.field, part.test_only)
    if kind == "ident_expr":
        return nodes.Ident(number, message.ident_expr.name)
    if kind == "call_expr":
        return _call(number, message.call_expr, overloads, references)
    if kind == "const_expr":
        return nodes.Const(number, _constant(message.const_expr))
    if kind == "list_expr":
        part = message.list_expr
        elements = tuple(_node(element, references) for element in part.elements)
        return nodes.MakeList(number, elements, frozenset(part.optional_indices))
    if kind == "struct_expr":
        return _struct(number, message.struct_expr, references)
    loop = message.comprehension_expr
    return nodes.Comprehension(
        number,
        loop.iter_var,
        loop.iter_var2,
        _node(loop.iter_range, references),
        loop.accu_var,
        _node(loop.accu_init, references),
        _node(loop.loop_condition, references),
        _node(loop.loop_step, references),
        _node(loop.result, references),
    )


def _call(number: int, part: Any, overloads: tuple[str, ...], references: Any) -> nodes.Node:
    args = tuple(_node(argument, references) for argument in part.args)
    function = part.function
    method = part.HasField("target")
    if method:
        target = _node(part.target, references)
        namespace = _qualified(target)
        # A namespaced function such as math.least keeps its namespace as a target until it is known to be none.
        if namespace in NAMESPACES or f"{namespace}.{function}" in NAMESPACED:
            return nodes.Call(number, f"{namespace}.{function}", args, False, overloads)
        args = (target, *args)
    return nodes.Call(number, function, args, method, overloads)


NAMESPACES = frozenset({"math"})
NAMESPACED = frozenset({"strings.quote", "optional.of", "optional.none", "optional.ofNonZeroValue"})


def _qualified(node: nodes.Node) -> str:
    if isinstance(node, nodes.Ident):
        return node.name
    if isinstance(node, nodes.Select) and not node.test:
        prefix = _qualified(node.operand)
        return f"{prefix}.{node.field}" if prefix else ""
    return ""


def _struct(number: int, part: Any, references: Any) -> nodes.Node:
    entries = tuple(
        nodes.Entry(
            _node(entry.map_key, references) if entry.HasField("map_key") else entry.field_key,
            _node(entry.value, references),
            entry.optional_entry,
        )
        for entry in part.entries
    )
    if part.message_name:
        return nodes.MakeMessage(number, part.message_name.removeprefix("."), entries)
    return nodes.MakeMap(number, entries)
