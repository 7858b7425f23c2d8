"""A dossier schema looked through for what would go wrong with a dossier: keywords, references, patterns, lists.

The reader of a dossier relies on what is checked here: it meets no keyword that it does not know, no reference that
leads nowhere or round in a circle, and no pattern that could take long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from compliance.errors import Place, Problem, did_you_mean, one_of
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.strings import pattern
from compliance.files.misspelt import misspelt
from compliance.files.schema_keywords import EMPTY_MEANS, FORMATS, KEYWORDS, NOT_READ, REFERS_TO, TYPES, Holds, resolve
from compliance.files.tree import DataPath, Tree
from compliance.standard.schema_circles import circles

_PROPERTY = re.compile(r"[a-z][a-z0-9_]*")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

# The reader of dates and of references goes down these; inside others it would see nothing.
_FOLLOWED = ("properties", "additionalProperties", "items", "$defs")


def problems_of_schema(tree: Tree) -> list[Problem]:
    """What is wrong with a dossier schema, each with its place."""
    if not isinstance(tree.data, dict) or tree.data.get("type") != "object":
        message = "the dossier schema does not describe an object"
        return [Problem("schema-not-object", message, tree.place(()), "type: object at the top")]
    found = list(_Look(tree).at((), tree.data, followed=True))
    return found or circles(tree)


class _Look:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def at(self, path: DataPath, schema: Any, *, followed: bool) -> Iterator[Problem]:
        """The problems of one schema and of those inside it."""
        if isinstance(schema, bool):
            return
        if not isinstance(schema, dict):
            yield Problem("not-a-schema", "this is no schema", self._place(path), "keywords, or true or false")
            return
        if EMPTY_MEANS in schema and not (
            _is_property(path) and followed and ("$ref" in schema or schema.get("type") == "array")
        ):
            yield self._without_effect((*path, EMPTY_MEANS), "array", "`properties`")
        for name, value in schema.items():
            here = (*path, name)
            if name not in KEYWORDS:
                yield self._unknown(here, name)
                continue
            holds = KEYWORDS[name]
            follow = followed and (name in _FOLLOWED or (name == "allOf" and _only(schema)))
            if holds is Holds.SCHEMA:
                yield from self.at(here, value, followed=follow)
            elif holds is Holds.SCHEMAS:
                yield from self._list(here, value, follow)
            elif holds is Holds.SCHEMAS_BY_NAME:
                yield from self._names(here, value, follow)
            elif name == REFERS_TO:
                yield from self._refers(here, value, schema, followed)
            else:
                yield from self._value(here, name, holds, value)

    def _place(self, path: DataPath, *, key: bool = False) -> Place:
        return self._tree.place(path, key=key)

    def _unknown(self, path: DataPath, name: str) -> Problem:
        place = self._place(path, key=True)
        if name in NOT_READ:
            return Problem("unknown-keyword", f"the keyword `{name}` is not read here", place, hint=NOT_READ[name])
        known = [word for word in KEYWORDS if word.startswith("x-") == name.startswith("x-")]
        problem = misspelt(
            "unknown-keyword", f"`{name}` is no keyword of a dossier schema", name, known, self._tree, place
        )
        hint = problem.hint or "keywords of one's own are not read; write what is meant in `description`"
        # The list of all keywords would hide the rest.
        return replace(problem, expected=None, hint=hint)

    def _list(self, path: DataPath, value: Any, followed: bool) -> Iterator[Problem]:
        if not isinstance(value, list) or not value:
            yield self._wrong(path, "a list of schemas")
            return
        for index, one in enumerate(value):
            yield from self.at((*path, index), one, followed=followed)

    def _names(self, path: DataPath, value: Any, followed: bool) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield self._wrong(path, "names, each with a schema")
            return
        for name, one in value.items():
            if followed and path[-1] == "properties" and not _PROPERTY.fullmatch(name):
                message = f"the property `{name}` cannot be named in an expression"
                wanted = "a name of lower-case letters, digits and underscores that begins with a letter"
                yield Problem("property-name", message, self._place((*path, name), key=True), wanted)
            yield from self.at((*path, name), one, followed=followed)

    def _value(self, path: DataPath, name: str, holds: Holds, value: Any) -> Iterator[Problem]:
        if name == "$schema" and isinstance(value, str) and value.rstrip("#") != DIALECT:
            yield self._wrong(path, DIALECT)
        elif holds is Holds.REFERENCE:
            if resolve(self._tree.data, value) is None:
                message = f"the reference `{value}` leads nowhere"
                yield Problem("schema-reference", message, self._place(path), "#/$defs/ and a name that stands there")
        elif holds is Holds.PATTERN and isinstance(value, str):
            try:
                pattern(value)
            except EvaluationError as error:
                hint = "patterns are read as RE2 reads them: without looking around and without going back"
                yield Problem("bad-pattern", error.message, self._place(path), hint=hint)
        elif holds is Holds.FORMAT and isinstance(value, str):
            if value not in FORMATS:
                message = f"there is no format `{value}`"
                yield misspelt("wrong-value", message, value, FORMATS, self._tree, self._place(path))
        elif holds is Holds.TYPE and value in ([], {}):
            yield self._wrong(path, one_of(TYPES))
        elif holds is Holds.TYPE and isinstance(value, list) and len(set(map(str, value))) < len(value):
            yield self._wrong(path, "each type once")
        elif holds is Holds.TYPE:
            for part, kind in _each(path, value):
                if kind not in TYPES:
                    yield self._wrong(part, one_of(TYPES), did_you_mean(str(kind), TYPES))
        elif not _is_of(holds, value):
            yield self._wrong(path, _WANTED[holds])

    def _refers(self, path: DataPath, value: Any, schema: Any, followed: bool) -> Iterator[Problem]:
        if schema.get("type") != "string" or not followed or "$ref" in schema:
            yield self._without_effect(path, "string", "`properties` or `items`")
            return
        lists = [name for name, one in self._properties().items() if self._is_list_with_ids(one)]
        if value == []:
            yield self._wrong(path, one_of(lists))
        for part, name in _each(path, value):
            if name not in lists:
                message = f"there is no list `{name}` whose items have an id"
                yield misspelt("unknown-list", message, name, lists, self._tree, self._place(part))

    def _without_effect(self, path: DataPath, kind: str, under: str) -> Problem:
        message = f"`{path[-1]}` has no effect here"
        hint = f"write it beside `type: {kind}`, under {under}, and not inside anyOf, oneOf, not or if"
        return Problem("keyword-without-effect", message, self._place(path, key=True), hint=hint)

    def _properties(self) -> dict[str, Any]:
        found = self._tree.data.get("properties")
        return found if isinstance(found, dict) else {}

    def _is_list_with_ids(self, schema: Any) -> bool:
        schema = self._behind(schema)
        item = self._behind(schema.get("items")) if schema.get("type") == "array" else {}
        return "id" in (item.get("properties") or {}) or (item.get("type") == "object" and "properties" not in item)

    def _behind(self, schema: Any) -> dict[str, Any]:
        for _ in range(64):
            target = resolve(self._tree.data, schema.get("$ref")) if isinstance(schema, dict) else None
            if not isinstance(target, dict):
                break
            schema = target
        return schema if isinstance(schema, dict) else {}

    def _wrong(self, path: DataPath, wanted: str | None, hint: str | None = None) -> Problem:
        return Problem("not-a-schema", f"this is not what `{_keyword(path)}` takes", self._place(path), wanted, hint)


def _is_property(path: DataPath) -> bool:
    return len(path) > 1 and path[-2] == "properties"


def _only(schema: dict[str, Any]) -> bool:
    return len(schema["allOf"]) == 1 and "type" not in schema if isinstance(schema["allOf"], list) else False


def _keyword(path: DataPath) -> str:
    return next(str(part) for part in reversed(path) if isinstance(part, str))


def _each(path: DataPath, value: Any) -> list[tuple[DataPath, Any]]:
    """A value that may stand alone or in a list, with the place of each."""
    return [((*path, index), one) for index, one in enumerate(value)] if isinstance(value, list) else [(path, value)]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value) and len(set(value)) == len(value)


def _is_of(holds: Holds, value: Any) -> bool:
    if holds in (Holds.TEXT, Holds.PATTERN, Holds.FORMAT):
        return isinstance(value, str)
    if holds is Holds.TRUTH:
        return isinstance(value, bool)
    if holds is Holds.NUMBER:
        return _is_number(value)
    if holds is Holds.POSITIVE:
        return _is_number(value) and value > 0
    if holds is Holds.COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if holds is Holds.LIST:
        return isinstance(value, list)
    if holds is Holds.NAMES:
        return _is_names(value)
    if holds is Holds.NAMES_BY_NAME:
        return isinstance(value, dict) and all(map(_is_names, value.values()))
    return True


_WANTED = {
    Holds.TEXT: "text",
    Holds.PATTERN: "a regular expression",
    Holds.FORMAT: "the name of a format",
    Holds.TRUTH: "true or false",
    Holds.NUMBER: "a number",
    Holds.POSITIVE: "a number above 0",
    Holds.COUNT: "a whole number from 0 on",
    Holds.LIST: "a list",
    Holds.NAMES: "a list of names, each once",
    Holds.NAMES_BY_NAME: "names, each with a list of names",
}
