"""Message types as protobuf descriptors, the form in which CEL's type checker wants them."""

from __future__ import annotations

from typing import Any

from compliance.expressions.syntax.types import DURATION, TIMESTAMP, CelType, Messages


def descriptor_pool(messages: Messages) -> Any:
    """A protobuf descriptor pool with every message of ``messages`` and the well-known types they use.

    What protobuf cannot nest (lists of lists, lists of maps) is loosened to the well-known dynamic types.
    """
    from google.protobuf import descriptor_pb2, duration_pb2, struct_pb2, timestamp_pb2
    from google.protobuf.descriptor_pool import DescriptorPool

    pool = DescriptorPool()
    for module in (timestamp_pb2, duration_pb2, struct_pb2):
        known = descriptor_pb2.FileDescriptorProto()
        module.DESCRIPTOR.CopyToProto(known)
        pool.Add(known)
    for package in sorted({name.rpartition(".")[0] for name in messages.fields}):
        file = descriptor_pb2.FileDescriptorProto(name=f"{package}.proto", package=package, syntax="proto3")
        used = set()
        for name, fields in messages.fields.items():
            if name.rpartition(".")[0] != package:
                continue
            message = file.message_type.add(name=name.rpartition(".")[2])
            for number, (field, kind) in enumerate(fields.items(), start=1):
                _add_field(message, f".{name}", field, number, kind)
        for known_file in ("timestamp", "duration", "struct"):
            used.add(f"google/protobuf/{known_file}.proto")
        file.dependency.extend(sorted(used))
        pool.Add(file)
    return pool


def _add_field(message: Any, full_name: str, name: str, number: int, kind: CelType) -> None:
    from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Kinds

    if kind.name == "map" and kind.args[1].name not in ("list", "map"):
        entry = message.nested_type.add(name="".join(part.title() for part in name.split("_")) + "Entry")
        entry.options.map_entry = True
        _add_field(entry, "", "key", 1, CelType("string"))
        _add_field(entry, "", "value", 2, kind.args[1])
        message.field.add(
            name=name,
            number=number,
            label=Kinds.LABEL_REPEATED,
            type=Kinds.TYPE_MESSAGE,
            type_name=f"{full_name}.{entry.name}",
        )
        return
    repeated = kind.name == "list"
    element = kind.args[0] if repeated else kind
    number_of, type_name = _field_type(element)
    field = message.field.add(name=name, number=number, type=number_of)
    field.label = Kinds.LABEL_REPEATED if repeated else Kinds.LABEL_OPTIONAL
    if type_name:
        field.type_name = type_name


def _field_type(kind: CelType) -> tuple[int, str]:
    from google.protobuf.descriptor_pb2 import FieldDescriptorProto as Kinds

    scalars = {
        "bool": Kinds.TYPE_BOOL,
        "int": Kinds.TYPE_INT64,
        "uint": Kinds.TYPE_UINT64,
        "double": Kinds.TYPE_DOUBLE,
        "string": Kinds.TYPE_STRING,
        "bytes": Kinds.TYPE_BYTES,
    }
    if kind.name in scalars:
        return scalars[kind.name], ""
    if kind in (TIMESTAMP, DURATION) or kind.is_message:
        return Kinds.TYPE_MESSAGE, f".{kind.name}"
    loosened = {"list": "ListValue", "map": "Struct"}.get(kind.name, "Value")
    return Kinds.TYPE_MESSAGE, f".google.protobuf.{loosened}"
