"""Validates a dossier against the JSON Schema of its standard; each problem has its place and the nearest name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from compliance.dossier.fits_schema import all_different, conforms, is_multiple, visible_length
from compliance.errors import Problem, in_order
from compliance.expressions.values.strings import pattern
from compliance.files.kinds import WANTED, kind_of, shown_value
from compliance.files.misspelt import misspelt
from compliance.files.tree import Tree

MAX_PROBLEMS = 50
"""Refusals that one check lists, at most; the first are what a writer mends first."""


def schema_problems(tree: Tree, schema: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the data, in the order of the file."""
    if conforms(tree.data, schema):
        return []
    problems: list[Problem] = []
    for error in worded_validator(schema).iter_errors(tree.data):
        problems.extend(_problems(error, tree))
        if len(problems) >= MAX_PROBLEMS:
            break
    return in_order(problems)


def worded_validator(schema: Any) -> Any:
    """jsonschema's validator, with those keywords replaced that mean something else here or that could take long."""
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    def keyword(holds: Callable[[Any, Any], bool], kind: tuple[type, ...]) -> Any:
        def check(validator: Any, wanted: Any, instance: Any, schema: Any) -> Iterator[Any]:
            if isinstance(instance, kind) and not isinstance(instance, bool) and not holds(instance, wanted):
                yield ValidationError(f"{instance!r} does not hold {wanted!r}")

        return check

    replaced = {
        "minLength": keyword(lambda text, least: visible_length(text, least) >= least, (str,)),
        "pattern": keyword(lambda text, expression: pattern(expression).search(text) is not None, (str,)),
        "multipleOf": keyword(is_multiple, (int, float)),
        "uniqueItems": keyword(lambda items, wanted: not wanted or all_different(items), (list,)),
    }
    return extend(Draft202012Validator, replaced)(schema)  # type: ignore[no-untyped-call]


def _problems(error: Any, tree: Tree) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        for name in error.instance:
            if name not in known:
                yield misspelt(
                    "unknown-key", f"unknown key `{name}`", name, known, tree, tree.place((*path, name), key=True)
                )
    elif error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        for name in missing:
            yield Problem("missing-key", f"`{name}` is missing", tree.place(path), hint=f"add `{name}:`")
    elif error.validator == "type":
        kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        wanted = " or ".join(WANTED[kind] for kind in kinds)
        yield Problem("wrong-type", f"this is {kind_of(error.instance)}", tree.place(path), wanted)
    elif error.validator == "enum":
        values = [str(value) for value in error.validator_value]
        message = f"{shown_value(error.instance)} is not allowed here"
        yield misspelt("value-not-allowed", message, error.instance, values, tree, tree.place(path))
    elif error.validator == "pattern":
        yield Problem(
            "wrong-form",
            f"{shown_value(error.instance)} is not of the right form",
            tree.place(path),
            f"the form {error.validator_value}",
        )
    elif error.validator in ("minLength", "minItems") and _is_empty(error.instance):
        yield Problem("empty-value", "this is empty", tree.place(path), hint="say it, or leave the key out")
    elif error.validator in _BOUNDS:
        wanted = f"{_BOUNDS[error.validator]} {error.validator_value}"
        yield Problem("out-of-range", f"{shown_value(error.instance)} is out of range", tree.place(path), wanted)
    else:
        yield Problem("schema-violation", error.message[:300], tree.place(path))


def _is_empty(value: Any) -> bool:
    return visible_length(value, 1) == 0 if isinstance(value, str) else not value


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
