"""Validates a parsed file against its model; each problem has its place and the nearest valid name."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Collection
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from compliance.errors import ComplianceError, Place, Problem
from compliance.files.kinds import WANTED, kind_of, shown_value
from compliance.files.misspelt import misspelt
from compliance.files.tree import DataPath, Tree
from compliance.standard.model import Scalar
from compliance.standard.records import from_plain

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Model = TypeVar("Model")


def validate(model: type[Model], tree: Tree) -> Model:
    """``tree`` as ``model``.

    Raises :class:`ComplianceError`, of the cause of the tree's source, with a problem for each thing that is wrong.
    """
    try:
        return from_plain(model, tree.data)
    except ValueError:
        return _validated(model, tree)


def _validated(model: type[Model], tree: Tree) -> Model:
    """The same by pydantic, which knows what is wrong."""
    from pydantic import ValidationError

    # The cache can't say that a class is hashable.
    adapter: TypeAdapter[Model] = _adapter(model)  # type: ignore[arg-type]
    try:
        checked = adapter.validate_python(tree.data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        problems = [_problem(model, tree, one) for one in details if not _follows(one, details)]
        raise ComplianceError(tree.source.cause, _once_a_place(problems)) from None
    return checked


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(model)


def _follows(detail: Any, details: list[Any]) -> bool:
    """Whether a list is only too short because what stands in it is wrong."""
    where = detail["loc"]
    inside = (one["loc"] for one in details if len(one["loc"]) > len(where))
    return detail["type"] == "too_short" and any(other[: len(where)] == where for other in inside)


def _once_a_place(problems: list[Problem]) -> list[Problem]:
    # A value that may be of several types is refused once for each of them; the reader needs to hear it once.
    found: dict[str, Problem] = {}
    for problem in problems:
        found.setdefault(str(problem.place), problem)
    return list(found.values())


def _problem(model: type[Any], tree: Tree, detail: Any) -> Problem:
    path = _existing(tree.data, detail["loc"])
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "unexpected_keyword_argument":
        known = _known_keys(model, path[:-1])
        return misspelt("unknown-key", f"unknown key `{name}`", name, known, tree, tree.place(path, key=True))
    if detail["type"] == "missing":
        return Problem("missing-key", f"`{name}` is missing", tree.place(path), hint=f"add `{name}:`")
    if detail["type"] in ("literal_error", "enum"):
        kind = _annotation(model, path)
        names = list(kind) if isinstance(kind, type) and issubclass(kind, Enum) else typing.get_args(kind)
        allowed = [str(one) for one in names]
        value = _at(tree.data, path)
        message = f"{shown_value(value)} is not allowed here"
        return misspelt("value-not-allowed", message, value, allowed, tree, tree.place(path))
    if detail["type"] in _WANTED:
        value = _at(tree.data, path)
        hint = "there is one dash too many" if isinstance(value, list) and detail["type"] in _GROUPS else None
        return Problem("wrong-type", f"this is {kind_of(value)}", tree.place(path), _WANTED[detail["type"]], hint)
    message = str(detail["msg"]).removeprefix("Value error, ")
    return Problem("wrong-value", message[:1].lower() + message[1:], tree.place(path))


_GROUPS = ("model_type", "dict_type", "dataclass_type")
_WANTED = {
    **dict.fromkeys(_GROUPS, WANTED["object"]),
    **dict.fromkeys(("tuple_type", "list_type"), WANTED["array"]),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), WANTED["integer"]),
    **dict.fromkeys(("float_type", "float_parsing"), WANTED["number"]),
    **dict.fromkeys(("bool_type", "bool_parsing"), WANTED["boolean"]),
    "string_type": WANTED["string"],
}


def _at(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data


def _existing(data: Any, location: tuple[int | str, ...]) -> DataPath:
    path: list[int | str] = []
    for part in location:
        inside = part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))
        if not inside:
            break
        data = data[part]
        path.append(part)
    return tuple(path)


def unknown_name(
    what: str, name: object, known: Collection[str], tree: Tree, path: DataPath, *, key: bool = False
) -> Problem:
    """A name in a file of the standard that names nothing: the value at ``path``, or with ``key`` the key there."""
    return misspelt("unknown-name", f"there is no {what} `{name}`", name, known, tree, tree.place(path, key=key))


def other_type(param: str, value: Scalar, wanted: Scalar, place: Place) -> Problem:
    """A value for a parameter that is of another type than the parameter: whole and decimal numbers differ too."""
    hint = None
    if type(wanted) is float and type(value) is int:
        hint = f"write {value}.0: the parameter is a decimal number"
    elif type(wanted) is int and type(value) is float:
        hint = f"write {round(value)}: the parameter is a whole number"
    message = f"`{param}` is {_KINDS[type(value)]} here, and {_KINDS[type(wanted)]} in the standard"
    return Problem("parameter-type", message, place, _KINDS[type(wanted)], hint)


_KINDS = {bool: "true or false", int: "a whole number", float: "a decimal number", str: "text"}


def _known_keys(model: type[Any], path: DataPath) -> list[str]:
    current = _annotation(model, path)
    return [one.name for one in dataclasses.fields(current)] if dataclasses.is_dataclass(current) else []


def _annotation(model: type[Any], path: DataPath) -> Any:
    """What the model says of the value at ``path``, without what says that it may be left out."""
    current: Any = model
    for part in path:
        if dataclasses.is_dataclass(current) and isinstance(part, str):
            current = typing.get_type_hints(current).get(part)
        else:
            arguments = [one for one in typing.get_args(current) if one is not type(None) and one is not Ellipsis]
            current = arguments[-1] if arguments else None
        while typing.get_args(current) and type(None) in typing.get_args(current):
            current = next(one for one in typing.get_args(current) if one is not type(None))
    return current
