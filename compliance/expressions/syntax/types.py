"""Types of expressions, and the message types that a JSON Schema describes.

A schema's objects become messages, arrays lists, ``format: date`` and ``date-time`` timestamps; what a schema leaves
open (no type, alternatives) is ``dyn``. The front end checks expressions against these messages, so that a misspelt
field stops the load of a standard.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.schema_keywords import EMPTY_MEANS


@dataclass(frozen=True, slots=True)
class CelType:
    """A type by CEL's name, with its arguments: ``list(int)``, ``map(string, dyn)``; messages have dotted names."""

    name: str
    args: tuple[CelType, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.args))})" if self.args else self.name

    @property
    def is_message(self) -> bool:
        """Whether the type is a message of a schema or of a measure's result."""
        return "." in self.name and not self.name.startswith("google.protobuf.")


BOOL, BYTES, DOUBLE, DYN = CelType("bool"), CelType("bytes"), CelType("double"), CelType("dyn")
INT, NULL, STRING, UINT = CelType("int"), CelType("null_type"), CelType("string"), CelType("uint")
TIMESTAMP, DURATION = CelType("google.protobuf.Timestamp"), CelType("google.protobuf.Duration")


def list_of(element: CelType) -> CelType:
    """The type of lists of ``element``."""
    return CelType("list", (element,))


def map_of(value: CelType) -> CelType:
    """The type of maps from strings to ``value``."""
    return CelType("map", (STRING, value))


@dataclass(slots=True)
class Messages:
    """Message types by name, each with its fields' types.

    ``empty_means`` are the fields, by message and name, for which the schema says what an empty list means.
    """

    fields: dict[str, dict[str, CelType]] = field(default_factory=dict)
    empty_means: set[tuple[str, str]] = field(default_factory=set)

    def add(self, name: str, fields: Mapping[str, CelType]) -> CelType:
        """Add a message type and return its type."""
        self.fields[name] = dict(fields)
        return CelType(name)


_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_SCALARS = {"string": STRING, "integer": INT, "number": DOUBLE, "boolean": BOOL, "null": NULL}
_FORMATS = {"date": TIMESTAMP, "date-time": TIMESTAMP}


def schema_messages(schema: Mapping[str, Any], package: str, root: str, messages: Messages, place: Place) -> CelType:
    """Add the message types of a JSON Schema to ``messages`` and return the type of the whole.

    ``package`` and ``root`` name the messages as errors show them: ``dossier.Dossier``. Only references within the
    document (``#/$defs/name``) are followed.

    Raises :class:`ComplianceError` where a property cannot be named in an expression or a reference leads nowhere.
    """
    return _Reader(schema, package, messages, place).type_of(schema, root)


@dataclass(slots=True)
class _Reader:
    whole: Mapping[str, Any]
    package: str
    messages: Messages
    place: Place

    def type_of(self, schema: Any, name: str) -> CelType:
        if not isinstance(schema, Mapping):
            return DYN
        if "$ref" in schema:
            target, target_name = self.resolve(schema["$ref"])
            known = CelType(f"{self.package}.{target_name}")
            return known if known.name in self.messages.fields else self.type_of(target, target_name)
        if "allOf" in schema and len(schema["allOf"]) == 1 and "type" not in schema:
            return self.type_of(schema["allOf"][0], name)
        kind = schema.get("type")
        if isinstance(kind, list):
            stated = [one for one in kind if one != "null"]
            kind = stated[0] if len(stated) == 1 else None
        if kind is None and "enum" in schema and all(isinstance(value, str) for value in schema["enum"]):
            return STRING
        if kind == "object":
            return self.object_type(schema, name)
        if kind == "array":
            return list_of(self.type_of(schema.get("items"), _singular(name)))
        if kind == "string":
            return _FORMATS.get(schema.get("format", ""), STRING)
        return _SCALARS.get(str(kind), DYN)

    def object_type(self, schema: Mapping[str, Any], name: str) -> CelType:
        if "properties" not in schema:
            return map_of(self.type_of(schema.get("additionalProperties"), name))
        full = f"{self.package}.{name}"
        fields = self.messages.fields.setdefault(full, {})
        for key, value in schema["properties"].items():
            if not _FIELD_NAME.match(key):
                raise ComplianceError(
                    Cause.STANDARD,
                    Problem(
                        "property-name",
                        f"the property {key!r} cannot be named in an expression",
                        self.place,
                        expected="a name of lower-case letters, digits and underscores, beginning with a letter",
                    ),
                )
            if isinstance(value, Mapping) and EMPTY_MEANS in value:
                self.messages.empty_means.add((full, key))
            fields[key] = self.type_of(value, name + _camel(key) if name != "Dossier" else _camel(key))
        return CelType(full)

    def resolve(self, reference: str) -> tuple[Any, str]:
        parts = reference.removeprefix("#/").split("/")
        target: Any = self.whole
        if reference.startswith("#/"):
            for part in parts:
                target = target.get(part) if isinstance(target, Mapping) else None
        if not reference.startswith("#/") or target is None:
            raise ComplianceError(
                Cause.STANDARD,
                Problem(
                    "schema-reference",
                    f"the reference {reference!r} leads nowhere",
                    self.place,
                    expected="#/$defs/ and a name there",
                ),
            )
        return target, _camel(parts[-1])


def _camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_\-\s]+", name))


def _singular(name: str) -> str:
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if name.endswith(ending) and not name.endswith("ss"):
            return name.removesuffix(ending) + instead
    return name + "Item"
