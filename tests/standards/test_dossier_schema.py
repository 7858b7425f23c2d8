"""The shipped dossier schema explains each field to those who fill it in, and asks for nothing that nobody reads."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import shipped
from jsonschema import Draft202012Validator

from compliance.expressions.facts import facts_of
from compliance.expressions.functions import element_of, is_shape, shape_fields, without_none
from compliance.measures.registry import measures

SCHEMA = shipped.standard().dossier_schema
#: What no criterion reads, and why it is asked for all the same.
UNREAD = {
    "setting": "a reviewer needs the situation to judge the stakes",
    "recruited": "no rule can tell a fair invitation from an unfair one; a reviewer can",
    "touches": "says what a change was made to, for a reviewer who follows it up",
    "attestations": "names who vouches for the dossier",
    "role": "the role of the person who vouches for the dossier",
    "summary": "says what the system does and for whom, for a reader",
    "version": "tells a reviewer which version of an actor acted",
    "question": "says what an evaluation is meant to answer, for a reviewer",
    "path": "tells the checker which file to read",
    "sha256": "is compared with the file when it is read",
}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    target: Any = SCHEMA
    for part in schema["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


def fields(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    schema = resolved(schema)
    for name, inner in schema.get("properties", {}).items():
        own = resolved(inner)
        yield f"{path}.{name}".lstrip("."), own
        yield from fields(own, f"{path}.{name}")
    if isinstance(schema.get("items"), dict):
        yield from fields(schema["items"], path)


FIELDS = dict(fields(SCHEMA))


def leaf(schema: dict[str, Any]) -> bool:
    items = resolved(schema.get("items", {}))
    return "properties" not in schema and "properties" not in items


def test_each_field_has_a_title_and_a_description() -> None:
    assert [path for path, field in FIELDS.items() if not field.get("title") or not field.get("description")] == []


def test_each_field_that_is_filled_in_has_an_example_that_it_accepts() -> None:
    for path, field in FIELDS.items():
        if leaf(field):
            assert field.get("examples"), path
            whole = {**field, "$defs": SCHEMA["$defs"]}
            for example in field["examples"]:
                assert Draft202012Validator(whole).is_valid(example), (path, example)


def test_each_field_is_read_by_a_criterion_or_kept_for_readers() -> None:
    prepared = shipped.checker().prepared
    paths = [path for facts in prepared.facts.values() for path in (*facts.paths, *facts.printed)]
    names = {name: (name,) for name in ("dossier", "params", "as_of")}
    paths += [path for _, fact in prepared.cover.entries for path in facts_of(fact.root, names).reads]
    read = {step for path in paths for step in path}
    for measure in measures().values():
        for kind in typing.get_type_hints(measure.function).values():
            read |= fields_of(kind)
    assert {path.rpartition(".")[2] for path in FIELDS} - read == set(UNREAD)


def fields_of(kind: Any) -> set[str]:
    """Names of the fields that a measure reads of an argument of this type, and of what it holds."""
    kind = element_of(kind) or without_none(kind)
    if not is_shape(kind):
        return set()
    fields = shape_fields(kind)
    return set(fields).union(*(fields_of(inner) for inner, _ in fields.values()))
