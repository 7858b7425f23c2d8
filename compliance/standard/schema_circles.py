"""References of a dossier schema that lead round in a circle.

A group may hold groups: on the way round stands an object's key, and each turn goes one level down into the data. A
reference that comes back to itself without going down says nothing, and a list of lists of itself has no type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from compliance.errors import Problem
from compliance.files.schema_keywords import IN_PLACE, KEYWORDS, Holds, resolve
from compliance.files.tree import DataPath, Tree

Step = tuple[DataPath, DataPath, dict[str, Any]]
"""From one schema to another: the place of the step, the path of the schema that it leads to, and that schema."""

Steps = Callable[[Tree, DataPath, dict[str, Any]], Iterator[Step]]


def circles(tree: Tree) -> list[Problem]:
    """A problem for each step that closes such a circle. To be asked of a schema whose keywords are sound."""
    message = "this leads back to itself and never says anything"
    hint = "write out what is meant; a thing may hold things of its kind under a key of `properties`"
    found = list(_circles(tree, _in_place, Problem("circular-reference", message, hint=hint)))
    if found:
        return found
    message = "lists inside lists of themselves have no type that an expression could be checked against"
    hint = "put the inner list under a key: items with `properties`, one of which refers back"
    return list(_circles(tree, _typed, Problem("circular-reference", message, hint=hint)))


def _circles(tree: Tree, steps: Steps, problem: Problem) -> Iterator[Problem]:
    done: set[int] = set()
    for path, schema in _schemas((), tree.data):
        if id(schema) in done:
            continue
        # In depth, with a stack of our own: a chain of references may be long.
        above = {id(schema)}
        stack = [(schema, steps(tree, path, schema))]
        while stack:
            here, following = stack[-1]
            step = next(following, None)
            if step is None:
                stack.pop()
                above.discard(id(here))
                done.add(id(here))
                continue
            at, target_path, target = step
            if id(target) in above:
                yield replace(problem, place=tree.place(at))
            elif id(target) not in done:
                above.add(id(target))
                stack.append((target, steps(tree, target_path, target)))


def _referred(tree: Tree, path: DataPath, schema: dict[str, Any]) -> Iterator[Step]:
    reference = schema.get("$ref")
    target = resolve(tree.data, reference)
    if isinstance(target, dict):
        yield (*path, "$ref"), tuple(str(reference).removeprefix("#/").split("/")), target


def _in_place(tree: Tree, path: DataPath, schema: dict[str, Any]) -> Iterator[Step]:
    """Schemas that speak of the same value."""
    yield from _referred(tree, path, schema)
    for name in IN_PLACE:
        for part, inner in _inner(name, schema.get(name)):
            yield (*path, name, *part), (*path, name, *part), inner


def _typed(tree: Tree, path: DataPath, schema: dict[str, Any]) -> Iterator[Step]:
    """Schemas of which the type of an expression is made, but for the fields of messages, which have names."""
    yield from _referred(tree, path, schema)
    names = ["items"] if "properties" in schema else ["items", "additionalProperties"]
    if isinstance(schema.get("allOf"), list) and len(schema["allOf"]) == 1:
        names.append("allOf")
    for name in names:
        for part, inner in _inner(name, schema.get(name)):
            yield (*path, name, *part), (*path, name, *part), inner


def _schemas(path: DataPath, schema: dict[str, Any]) -> Iterator[tuple[DataPath, dict[str, Any]]]:
    pending = [(path, schema)]
    while pending:
        here, one = pending.pop()
        yield here, one
        for name, value in one.items():
            pending.extend(((*here, name, *part), inner) for part, inner in _inner(name, value))


def _inner(name: str, value: Any) -> Iterator[tuple[DataPath, dict[str, Any]]]:
    holds = KEYWORDS.get(name)
    if holds is Holds.SCHEMA and isinstance(value, dict):
        yield (), value
    elif holds is Holds.SCHEMAS and isinstance(value, list):
        yield from (((index,), one) for index, one in enumerate(value) if isinstance(one, dict))
    elif holds is Holds.SCHEMAS_BY_NAME and isinstance(value, dict):
        yield from (((key,), one) for key, one in value.items() if isinstance(one, dict))
