"""A dossier's data as its schema types it: dates become moments, whole numbers decimal ones where the schema says so.

The walk also follows ``x-refers-to``: a text that must be the id of an item in a top-level list of the dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.errors import Problem, did_you_mean, nearest
from compliance.expressions.values.failures import EvaluationError
from compliance.expressions.values.times import read_date, read_timestamp
from compliance.files.schema_keywords import REFERS_TO, resolve
from compliance.files.tree import DataPath, Tree, path_text

Convert = Callable[[Any, DataPath], Any]


@dataclass(slots=True)
class Typing:
    """One walk over one dossier; collects what is wrong.

    ``absent_lists_count`` says whether a reference into a list that the dossier does not have is wrong.
    """

    schema: Mapping[str, Any]
    tree: Tree
    absent_lists_count: bool = True
    problems: list[Problem] = field(default_factory=list)
    _ids: dict[str, set[str]] = field(default_factory=dict)
    _known: dict[int, Convert] = field(default_factory=dict)

    def run(self) -> Any:
        """The typed data; ``problems`` tells of dates that are none and references that lead nowhere."""
        return self._converter(self.schema)(self.tree.data, ())

    def _converter(self, schema: Any) -> Convert:
        if not isinstance(schema, Mapping):
            return _as_is
        known = self._known.get(id(schema))
        if known is not None:
            return known
        made: list[Convert] = []
        # A schema may refer to itself: the converter is known before it is made.
        self._known[id(schema)] = lambda value, path: made[0](value, path)
        made.append(self._make(schema))
        self._known[id(schema)] = made[0]
        return made[0]

    def _make(self, schema: Mapping[str, Any]) -> Convert:
        if "$ref" in schema:
            return self._converter(resolve(self.schema, schema["$ref"]))
        if "allOf" in schema and len(schema["allOf"]) == 1 and "type" not in schema:
            return self._converter(schema["allOf"][0])
        kind = schema.get("type")
        if isinstance(kind, list):
            stated = [one for one in kind if one != "null"]
            kind = stated[0] if len(stated) == 1 else None
        if kind == "object":
            return self._object(schema)
        if kind == "array":
            item = self._converter(schema.get("items"))
            return lambda value, path: (
                [item(one, (*path, index)) for index, one in enumerate(value)] if isinstance(value, list) else value
            )
        if kind == "number":
            return lambda value, path: float(value) if type(value) is int else value
        if kind == "string" and schema.get("format") in ("date", "date-time"):
            return self._moment(read_date if schema["format"] == "date" else read_timestamp)
        if kind == "string" and REFERS_TO in schema:
            return self._reference(schema[REFERS_TO])
        return _as_is

    def _object(self, schema: Mapping[str, Any]) -> Convert:
        fields = {name: self._converter(part) for name, part in schema.get("properties", {}).items()}
        other = self._converter(schema.get("additionalProperties"))

        def convert(value: Any, path: DataPath) -> Any:
            if not isinstance(value, dict):
                return value
            # An explicit null says no more than leaving the key out.
            return {name: fields.get(name, other)(one, (*path, name)) for name, one in value.items() if one is not None}

        return convert

    def _moment(self, read: Callable[[str], Any]) -> Convert:
        def convert(value: Any, path: DataPath) -> Any:
            if not isinstance(value, str):
                return value
            try:
                return read(value)
            except EvaluationError as error:
                expected = "a date such as 2026-01-31" if read is read_date else "a time such as 2026-01-31T09:30:00Z"
                self.problems.append(Problem("not-a-date", error.message, self.tree.place(path), expected))
                return value

        return convert

    def _reference(self, target: str | list[str]) -> Convert:
        lists = [target] if isinstance(target, str) else target

        def convert(value: Any, path: DataPath) -> Any:
            if not isinstance(value, str) or not (
                self.absent_lists_count or any(name in self.tree.data for name in lists)
            ):
                return value
            known = sorted(set().union(*(self._ids_of(name) for name in lists)))
            if value not in known:
                near = nearest(value, known)
                hint = did_you_mean(value, known) or f"add an item with this id to `{lists[0]}`"
                message = f"no item of `{' or '.join(lists)}` has the id `{value}`"
                fix = self.tree.written(near) if near else None
                self.problems.append(Problem("dangling-reference", message, self.tree.place(path), hint=hint, fix=fix))
            return value

        return convert

    def _ids_of(self, name: str) -> set[str]:
        if name not in self._ids:
            items = self.tree.data.get(name) if isinstance(self.tree.data, dict) else None
            items = items if isinstance(items, list) else []
            self._ids[name] = {
                item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)
            }
        return self._ids[name]

    def duplicate_ids(self) -> list[Problem]:
        """Items of one list, at any depth, that have the same id."""
        problems: list[Problem] = []
        waiting: list[tuple[DataPath, Any]] = [((), self.tree.data)]
        while waiting:
            path, value = waiting.pop()
            inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
            waiting.extend(((*path, key), one) for key, one in inner)
            seen: set[str] = set()
            for index, item in enumerate(value if isinstance(value, list) else []):
                identity = item.get("id") if isinstance(item, dict) else None
                if isinstance(identity, str) and identity in seen:
                    place = self.tree.place((*path, index, "id"))
                    problems.append(
                        Problem("duplicate-id", f"the id `{identity}` appears twice in `{path_text(path)}`", place)
                    )
                elif isinstance(identity, str):
                    seen.add(identity)
        return sorted(problems, key=lambda problem: (problem.place.line or 0) if problem.place else 0)


def _as_is(value: Any, path: DataPath) -> Any:
    return value
