"""A parsed file held against its model; each refusal gets its place and the nearest valid name."""

from __future__ import annotations

import dataclasses
import difflib
import typing
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from compliance.errors import ComplianceError, Place, Problem
from compliance.files.tree import DataPath, Tree

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Model = TypeVar("Model")


def validate(model: type[Model], tree: Tree) -> Model:
    """``tree`` as ``model``.

    Raises :class:`ComplianceError`, of the cause of the tree's source, with a problem for each thing that is wrong.
    """
    from pydantic import ValidationError

    try:
        checked: Model = _adapter(model).validate_python(tree.data)
    except ValidationError as error:
        problems = [_problem(model, tree, detail) for detail in error.errors(include_url=False)]
        raise ComplianceError(tree.source.cause, _once_a_place(problems)) from None
    return checked


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(model)


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
        return Problem(
            f"unknown key `{name}`", tree.place(path, key=True), nearest_of(known), did_you_mean(name, known)
        )
    if detail["type"] == "missing":
        return Problem(f"`{name}` is missing", tree.place(path), hint=f"add `{name}:`")
    message = str(detail["msg"]).removeprefix("Value error, ")
    return Problem(message[:1].lower() + message[1:], tree.place(path))


def _existing(data: Any, location: tuple[int | str, ...]) -> DataPath:
    path: list[int | str] = []
    for part in location:
        inside = part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))
        if not inside:
            break
        data = data[part]
        path.append(part)
    return tuple(path)


def nearest_of(known: list[str]) -> str | None:
    """The valid names, as the expectation of a problem."""
    return f"one of {', '.join(known)}" if known else None


def did_you_mean(name: str, known: list[str]) -> str | None:
    """The nearest valid name, as the hint of a problem."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean `{close[0]}`?" if close else None


def unknown_name(what: str, name: str, known: list[str], place: Place) -> Problem:
    """A name in a file of the standard that names nothing."""
    return Problem(f"there is no {what} `{name}`", place, nearest_of(known), did_you_mean(name, known))


def _known_keys(model: type[Any], path: DataPath) -> list[str]:
    current: Any = model
    for part in path:
        if dataclasses.is_dataclass(current) and isinstance(part, str):
            current = typing.get_type_hints(current).get(part)
        else:
            arguments = [one for one in typing.get_args(current) if one is not type(None) and one is not Ellipsis]
            current = arguments[-1] if arguments else None
        while typing.get_args(current) and type(None) in typing.get_args(current):
            current = next(one for one in typing.get_args(current) if one is not type(None))
    return [one.name for one in dataclasses.fields(current)] if dataclasses.is_dataclass(current) else []
