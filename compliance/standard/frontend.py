"""The front end that checks a standard's expressions: the types of the dossier, the parameters and the functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from compliance.errors import Place
from compliance.expressions.functions import Function, declare
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import CelType, Messages, schema_messages
from compliance.standard.loaded import Standard


def frontend_of(standard: Standard, functions: Mapping[str, Callable[..., Any]]) -> tuple[Frontend, dict[str, CelType]]:
    """The front end that checks this standard's expressions, and the types of the variables every criterion has.

    ``functions`` are offered to expressions by name; their signatures are their declarations.
    """
    messages = Messages()
    place = Place(standard.schema_tree.source.name)
    dossier = schema_messages(standard.dossier_schema, "dossier", "Dossier", messages, place)
    kinds = {bool: "bool", int: "int", float: "double", str: "string"}
    params = {name: CelType(kinds[type(param.value)]) for name, param in standard.file.params.items()}
    variables = {
        "dossier": dossier,
        "params": messages.add("standard.Params", params),
        "as_of": CelType("google.protobuf.Timestamp"),
    }
    declared: dict[str, Function] = {name: declare(name, call, messages) for name, call in functions.items()}
    return Frontend(messages, declared), variables
