"""The JSON Schema 2020-12 keywords that a dossier schema may use, and what the value of each must be."""

from __future__ import annotations

from enum import Enum, auto


class Holds(Enum):
    """The kinds of values of a keyword."""

    SCHEMA = auto()
    SCHEMAS = auto()
    SCHEMAS_BY_NAME = auto()
    TYPE = auto()
    TEXT = auto()
    TRUTH = auto()
    NUMBER = auto()
    POSITIVE = auto()
    COUNT = auto()
    LIST = auto()
    NAMES = auto()
    NAMES_BY_NAME = auto()
    PATTERN = auto()
    FORMAT = auto()
    REFERENCE = auto()
    LISTS = auto()
    ANYTHING = auto()


REFERS_TO = "x-refers-to"
"""Our own keyword beside ``type: string``: the text is the id of an item in that top-level list (or one of several)."""

EMPTY_MEANS = "x-empty-means"
"""Our own keyword beside ``type: array``: what an empty list means, in words: ``there were no incidents``.

Without it an empty list says nothing, and no rule passes because of it.
"""

KEYWORDS: dict[str, Holds] = {
    **dict.fromkeys(
        ("additionalProperties", "items", "contains", "propertyNames", "not", "if", "then", "else"), Holds.SCHEMA
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), Holds.SCHEMAS),
    **dict.fromkeys(("properties", "$defs", "dependentSchemas"), Holds.SCHEMAS_BY_NAME),
    **dict.fromkeys(("title", "description", "$comment", "$schema", EMPTY_MEANS), Holds.TEXT),
    **dict.fromkeys(("uniqueItems", "deprecated", "readOnly", "writeOnly"), Holds.TRUTH),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), Holds.NUMBER),
    **dict.fromkeys(
        (
            *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
            *("minContains", "maxContains"),
        ),
        Holds.COUNT,
    ),
    **dict.fromkeys(("enum", "examples"), Holds.LIST),
    **dict.fromkeys(("const", "default"), Holds.ANYTHING),
    "type": Holds.TYPE,
    "multipleOf": Holds.POSITIVE,
    "required": Holds.NAMES,
    "dependentRequired": Holds.NAMES_BY_NAME,
    "pattern": Holds.PATTERN,
    "format": Holds.FORMAT,
    "$ref": Holds.REFERENCE,
    REFERS_TO: Holds.LISTS,
    EMPTY_MEANS: Holds.TEXT,
}

NOT_READ: dict[str, str] = {
    **dict.fromkeys(
        ("$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$vocabulary"),
        'refer to a part of the file with `$ref: "#/$defs/NAME"`',
    ),
    "patternProperties": "name the keys under `properties`, or give `additionalProperties` and `propertyNames`",
    "unevaluatedProperties": "write `additionalProperties` beside the `properties` it speaks of",
    "unevaluatedItems": "write `items` beside `prefixItems`",
    "contentEncoding": "put the content into an evidence file",
    "contentMediaType": "put the content into an evidence file",
    "contentSchema": "put the content into an evidence file",
}
"""Keywords of JSON Schema that are not read here, and what to write instead."""

TYPES = ("object", "array", "string", "boolean", "integer", "number", "null")

FORMATS = (
    *("date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6"),
    *("uri", "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer"),
    "regex",
)
"""Formats that JSON Schema names. ``date`` and ``date-time`` are checked and read as moments; the others only say."""

IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas")
"""Keywords whose schemas speak of the same value as the schema that they stand in."""


def resolve(whole: object, reference: object) -> object | None:
    """The schema to which a reference within one document leads (``#/$defs/name``); None where it leads nowhere."""
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return None
    target: object | None = whole
    for part in reference.removeprefix("#/").split("/"):
        target = target.get(part) if isinstance(target, dict) else None
    return target if isinstance(target, dict) else None
