"""A dossier held against the JSON Schema of its standard; every refusal gets its place and the nearest valid name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from compliance.errors import Problem
from compliance.files.tree import Tree

MAX_PROBLEMS = 50
"""Refusals that one check lists, at most; the first are what a writer mends first."""


def schema_problems(tree: Tree, schema: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the data, in the order of the file."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    # A text of blanks says nothing: only what can be seen counts towards a least length.
    validator = extend(Draft202012Validator, {"minLength": _least_length})  # type: ignore[no-untyped-call]
    problems: list[tuple[int, int, Problem]] = []
    for error in validator(schema).iter_errors(tree.data):
        for problem in _problems(error, tree):
            place = problem.place
            problems.append(((place.line if place else 0) or 0, (place.column if place else 0) or 0, problem))
        if len(problems) >= MAX_PROBLEMS:
            break
    return [problem for _, _, problem in sorted(problems, key=lambda entry: entry[:2])]


def _least_length(validator: Any, least: int, instance: Any, schema: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(instance, str) and len(_seen(instance)) < least:
        yield ValidationError(f"{instance!r} is too short")


def _problems(error: Any, tree: Tree) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        for name in error.instance:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
                yield Problem(
                    "unknown-key",
                    f"unknown key `{name}`",
                    tree.place((*path, name), key=True),
                    f"one of {', '.join(known)}" if known else None,
                    f"did you mean `{near[0]}`?" if near else None,
                )
    elif error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        for name in missing:
            yield Problem("missing-key", f"`{name}` is missing", tree.place(path), hint=f"add `{name}:`")
    elif error.validator == "type":
        yield Problem(
            "wrong-type", f"this is {_kind(error.instance)}", tree.place(path), _wanted(error.validator_value)
        )
    elif error.validator == "enum":
        values = [str(value) for value in error.validator_value]
        near = difflib.get_close_matches(str(error.instance), values, n=1)
        hint = f"did you mean `{near[0]}`?" if near else None
        yield Problem(
            "value-not-allowed",
            f"{_shown(error.instance)} is not allowed here",
            tree.place(path),
            f"one of {', '.join(values)}",
            hint,
        )
    elif error.validator == "pattern":
        yield Problem(
            "wrong-form",
            f"{_shown(error.instance)} is not of the right form",
            tree.place(path),
            f"the form {error.validator_value}",
        )
    elif error.validator in ("minLength", "minItems") and not _seen(error.instance):
        yield Problem("empty-value", "this is empty", tree.place(path), hint="say it, or leave the key out")
    elif error.validator in _BOUNDS:
        wanted = f"{_BOUNDS[error.validator]} {error.validator_value}"
        yield Problem("out-of-range", f"{_shown(error.instance)} is out of range", tree.place(path), wanted)
    else:
        yield Problem("schema-violation", error.message[:300], tree.place(path))


def _seen(value: Any) -> Any:
    """A text without what can't be seen; anything else as it is."""
    return [one for one in value if one.isprintable() and one != " "] if isinstance(value, str) else value


_BOUNDS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "minItems": "a number of items of at least",
    "maxItems": "a number of items of at most",
    "minLength": "a number of visible characters of at least",
    "maxLength": "a number of characters of at most",
}

_KINDS = {
    dict: "a group of keys",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    type(None): "nothing",
}
_WANTED = {
    "object": "a group of keys",
    "array": "a list",
    "string": "text (put it in quotes)",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "null": "nothing",
}


def _wanted(kinds: str | list[str]) -> str:
    return " or ".join(_WANTED.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _kind(value: Any) -> str:
    return f"{_KINDS[type(value)]} ({_shown(value)})" if isinstance(value, (bool, int, float)) else _KINDS[type(value)]


def _shown(value: Any) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return f"`{text[:80]}`"
