"""Whether data conform to a dossier schema: yes or no, fast, and nothing about why.

Most dossiers conform, so this is asked first. What words a refusal (:mod:`compliance.dossier.schema_problems`) is
loaded only after a no. A schema is compiled once to plain functions. The keywords are those that a standard's schema
may use (:mod:`compliance.files.schema_keywords`); the two answers are compared by a property test.

Why not jsonschema-rs: 15 MB, no current wheel for Linux on ARM, another dialect of regular expressions than the RE2 of
everything else, and a way to the network that has to be closed; a dossier of 70 KB takes a few milliseconds here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from compliance.expressions.values.strings import pattern
from compliance.files.schema_keywords import resolve

Check = Callable[[Any], bool]


def conforms(data: Any, schema: Mapping[str, Any]) -> bool:
    """Whether ``data`` (as a YAML or JSON file gives it) conforms to a schema that a standard was loaded with."""
    return _compiled(_Same(schema))(data)


class _Same:
    """A schema as a key: the same object is the same schema."""

    __slots__ = ("schema",)

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.schema is self.schema


@lru_cache(maxsize=8)
def _compiled(key: _Same) -> Check:
    return _Compiler(key.schema).check(key.schema)


class _Compiler:
    def __init__(self, whole: Mapping[str, Any]) -> None:
        self._whole = whole
        self._known: dict[int, Check] = {}

    def check(self, schema: Any) -> Check:
        if isinstance(schema, bool):
            return _yes if schema else _no
        known = self._known.get(id(schema))
        if known is not None:
            return known
        made: list[Check] = []
        # A schema may refer to itself: its check is known before it is made.
        self._known[id(schema)] = lambda value: made[0](value)
        parts = [part for part in self._parts(schema) if part is not _yes]
        made.append(_yes if not parts else parts[0] if len(parts) == 1 else _all(tuple(parts)))
        self._known[id(schema)] = made[0]
        return made[0]

    def _parts(self, schema: Mapping[str, Any]) -> list[Check]:
        found: list[Check] = []
        if "type" in schema:
            kinds = schema["type"]
            found.append(_of_type([kinds] if isinstance(kinds, str) else kinds))
        found.extend(_SIMPLE[name](schema[name]) for name in schema if name in _SIMPLE)
        if "$ref" in schema:
            found.append(self.check(resolve(self._whole, schema["$ref"])))
        found.extend(self._combined(schema))
        found.extend(self._object(schema))
        found.extend(self._array(schema))
        return found

    def _combined(self, schema: Mapping[str, Any]) -> list[Check]:
        found: list[Check] = [self.check(one) for one in schema.get("allOf", ())]
        if "anyOf" in schema:
            some = [self.check(one) for one in schema["anyOf"]]
            found.append(lambda value: any(one(value) for one in some))
        if "oneOf" in schema:
            single = [self.check(one) for one in schema["oneOf"]]
            found.append(lambda value: sum(one(value) for one in single) == 1)
        if "not" in schema:
            never = self.check(schema["not"])
            found.append(lambda value: not never(value))
        if "if" in schema:
            condition = self.check(schema["if"])
            then, otherwise = self.check(schema.get("then", True)), self.check(schema.get("else", True))
            found.append(lambda value: then(value) if condition(value) else otherwise(value))
        return found

    def _object(self, schema: Mapping[str, Any]) -> list[Check]:
        found: list[Check] = []
        properties = {name: self.check(one) for name, one in schema.get("properties", {}).items()}
        other = self.check(schema.get("additionalProperties", True))
        if properties or other is not _yes:
            found.append(_object_of(properties, other))
        if "propertyNames" in schema:
            name_check = self.check(schema["propertyNames"])
            found.append(lambda value: type(value) is not dict or all(map(name_check, value)))
        for name, one in schema.get("dependentSchemas", {}).items():
            found.append(_where_has(name, self.check(one)))
        return found

    def _array(self, schema: Mapping[str, Any]) -> list[Check]:
        found: list[Check] = []
        first = [self.check(one) for one in schema.get("prefixItems", ())]
        item = self.check(schema.get("items", True))
        if first or item is not _yes:
            found.append(_list_of(first, item))
        if "contains" in schema:
            inside = self.check(schema["contains"])
            least, most = schema.get("minContains", 1), schema.get("maxContains")
            found.append(_contains(inside, least, most))
        return found


def _yes(value: Any) -> bool:
    return True


def _no(value: Any) -> bool:
    return False


def _all(parts: tuple[Check, ...]) -> Check:
    def check(value: Any) -> bool:
        for part in parts:  # noqa: SIM110  # all() with a generator takes twice as long
            if not part(value):
                return False
        return True

    return check


_IS: dict[str, Check] = {
    "object": lambda value: type(value) is dict,
    "array": lambda value: type(value) is list,
    "string": lambda value: type(value) is str,
    "boolean": lambda value: type(value) is bool,
    "null": lambda value: value is None,
    "integer": lambda value: type(value) is int or (type(value) is float and value.is_integer()),
    "number": lambda value: type(value) is int or type(value) is float,
}


def _of_type(kinds: list[str]) -> Check:
    if len(kinds) == 1:
        return _IS[kinds[0]]
    some = [_IS[kind] for kind in kinds]
    return lambda value: any(one(value) for one in some)


def _object_of(properties: Mapping[str, Check], other: Check) -> Check:
    def check(value: Any) -> bool:
        if type(value) is dict:
            for name, one in value.items():
                if not properties.get(name, other)(one):
                    return False
        return True

    return check


def _list_of(first: list[Check], item: Check) -> Check:
    def check(value: Any) -> bool:
        if type(value) is list:
            for index, one in enumerate(value):
                if not (first[index] if index < len(first) else item)(one):
                    return False
        return True

    return check


def _contains(inside: Check, least: int, most: int | None) -> Check:
    def check(value: Any) -> bool:
        if type(value) is not list:
            return True
        count = sum(map(inside, value))
        return count >= least and (most is None or count <= most)

    return check


def _where_has(name: str, then: Check) -> Check:
    return lambda value: type(value) is not dict or name not in value or then(value)


def visible_length(text: str, enough: int) -> int:
    """The number of characters of ``text`` that can be seen, counted up to ``enough``."""
    count = 0
    for character in text:
        if character.isprintable() and character != " ":
            count += 1
            if count >= enough:
                break
    return count


def is_multiple(value: float, step: float) -> bool:
    """Whether ``value`` is a whole number of times ``step``, both as they are written: 0.07 is a multiple of 0.01."""
    from fractions import Fraction

    return (Fraction(repr(value)) / Fraction(repr(step))).denominator == 1


def all_different(values: list[Any]) -> bool:
    """Whether no two values are equal as JSON Schema has it."""
    return len({frozen(one) for one in values}) == len(values)


def frozen(value: Any) -> Any:
    """A form that is equal where JSON Schema calls two values equal: 1 is 1.0 but not true, and keys have no order."""
    kind = type(value)
    if kind is dict:
        return "object", frozenset((name, frozen(one)) for name, one in value.items())
    if kind is list:
        return "array", tuple(map(frozen, value))
    return (kind, value) if kind is bool else value


def _enum(values: list[Any]) -> Check:
    allowed = {frozen(value) for value in values}
    return lambda value: frozen(value) in allowed


def _required(names: list[str]) -> Check:
    def check(value: Any) -> bool:
        if type(value) is dict:
            for name in names:
                if name not in value:
                    return False
        return True

    return check


def _dependent(names: Mapping[str, list[str]]) -> Check:
    parts = tuple(_where_has(name, _required(others)) for name, others in names.items())
    return _all(parts)


def _matches(expression: str) -> Check:
    search = pattern(expression).search
    return lambda value: type(value) is not str or search(value) is not None


def _multiple_of(step: float) -> Check:
    return lambda value: not _IS["number"](value) or is_multiple(value, step)


def _unique(wanted: bool) -> Check:
    return lambda value: not wanted or type(value) is not list or all_different(value)


def _sized(kind: type[str] | type[list[Any]] | type[dict[str, Any]], holds: Callable[[int], bool]) -> Check:
    return lambda value: type(value) is not kind or holds(len(value))


def _bounded(holds: Callable[[Any], bool]) -> Check:
    return lambda value: (type(value) is not int and type(value) is not float) or holds(value)


_SIMPLE: dict[str, Callable[[Any], Check]] = {
    "enum": _enum,
    "const": lambda wanted: _enum([wanted]),
    "required": _required,
    "dependentRequired": _dependent,
    "pattern": _matches,
    "multipleOf": _multiple_of,
    "uniqueItems": _unique,
    "minimum": lambda least: _bounded(lambda value: value >= least),
    "maximum": lambda most: _bounded(lambda value: value <= most),
    "exclusiveMinimum": lambda bound: _bounded(lambda value: value > bound),
    "exclusiveMaximum": lambda bound: _bounded(lambda value: value < bound),
    # A text of blanks says nothing: only what can be seen counts towards a least length.
    "minLength": lambda least: lambda value: type(value) is not str or visible_length(value, least) >= least,
    "maxLength": lambda most: _sized(str, lambda size: size <= most),
    "minItems": lambda least: _sized(list, lambda size: size >= least),
    "maxItems": lambda most: _sized(list, lambda size: size <= most),
    "minProperties": lambda least: _sized(dict, lambda size: size >= least),
    "maxProperties": lambda most: _sized(dict, lambda size: size <= most),
}
