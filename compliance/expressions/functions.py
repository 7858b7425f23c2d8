"""Functions that a standard may call, made from plain typed Python functions.

The signature is the declaration: ``str``, ``int``, ``float``, ``bool`` and lists of them are CEL's own types; a frozen
dataclass as a *parameter* is a shape (the argument must have at least its required fields, whatever else the standard's
schema gives it); a frozen dataclass as the *result* becomes a message whose fields expressions read. Keyword-only
parameters are services that the caller of :func:`bind` supplies. A result field of None is not known: to read it is
``not-evidenced``.
"""

from __future__ import annotations

import dataclasses
import inspect
import math
import types as python_types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from compliance.expressions.syntax.types import BOOL, DOUBLE, DYN, INT, STRING, TIMESTAMP, CelType, Messages, list_of
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.expressions.values.value_types import Timestamp, type_name

_SCALARS: dict[Any, CelType] = {str: STRING, int: INT, float: DOUBLE, bool: BOOL, Timestamp: TIMESTAMP, Any: DYN}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One positional parameter: its name, its CEL type as declared, and its Python annotation."""

    name: str
    type: CelType
    annotation: Any
    required: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A function as expressions see it."""

    name: str
    parameters: tuple[Parameter, ...]
    result: CelType
    call: Callable[..., Any]
    services: tuple[str, ...]
    doc: str

    @property
    def arities(self) -> range:
        """How many arguments it takes: the optional ones at the end may be left out."""
        return range(sum(p.required for p in self.parameters), len(self.parameters) + 1)


def declare(name: str, call: Callable[..., Any], messages: Messages) -> Function:
    """Read the signature of ``call``; messages for its result are added to ``messages`` under ``measure.``."""
    hints = typing.get_type_hints(call)
    parameters = []
    services = []
    for parameter in inspect.signature(call).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY:
            services.append(parameter.name)
            continue
        annotation = hints[parameter.name]
        required = parameter.default is parameter.empty
        parameters.append(Parameter(parameter.name, _parameter_type(annotation), annotation, required))
    result = result_type(hints["return"], messages)
    return Function(name, tuple(parameters), result, call, tuple(services), inspect.getdoc(call) or "")


def bind(function: Function, services: Mapping[str, Any]) -> Callable[..., Any]:
    """``function`` over CEL values: arguments become shapes. It returns the function's own result (see
    :func:`to_value`)."""
    wanted = {name: services[name] for name in function.services}
    parameters = function.parameters

    def call(*arguments: Any) -> Any:
        shaped = [to_shape(value, p.annotation, ()) for value, p in zip(arguments, parameters, strict=False)]
        return function.call(*shaped, **wanted)

    return call


def result_type(annotation: Any, messages: Messages) -> CelType:
    """The CEL type of a result's annotation; dataclasses are added to ``messages``."""
    annotation = without_none(annotation)
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if typing.get_origin(annotation) in (list, tuple):
        return list_of(result_type(typing.get_args(annotation)[0], messages))
    if dataclasses.is_dataclass(annotation):
        name = f"measure.{annotation.__name__}"  # type: ignore[union-attr]  # is_dataclass narrows to an instance too
        if name not in messages.fields:
            messages.add(name, {})
            hints = typing.get_type_hints(annotation)
            messages.add(name, {f.name: result_type(hints[f.name], messages) for f in dataclasses.fields(annotation)})
        return CelType(name)
    return DYN


@cache
def shape_fields(annotation: Any) -> dict[str, tuple[Any, bool]]:
    """Fields of a shape: name to (annotation, whether it is required)."""
    hints = typing.get_type_hints(annotation)
    none = dataclasses.MISSING
    return {
        f.name: (hints[f.name], f.default is none and f.default_factory is none) for f in dataclasses.fields(annotation)
    }


def element_of(annotation: Any) -> Any:
    """The element annotation of a list annotation, or None."""
    annotation = without_none(annotation)
    return typing.get_args(annotation)[0] if typing.get_origin(annotation) in (list, tuple) else None


def is_shape(annotation: Any) -> bool:
    """Whether an annotation is a shape."""
    annotation = without_none(annotation)
    return annotation not in _SCALARS and dataclasses.is_dataclass(annotation)


def to_shape(value: Any, annotation: Any, path: tuple[str | int, ...]) -> Any:
    """A CEL value as the annotation wants it.

    Raises :class:`NotEvidenced`, with the path within the argument, where a required field is absent.
    """
    annotation = without_none(annotation)
    element = element_of(annotation)
    if element is not None:
        if type(value) is not list:
            raise _wrong(value, "a list", path)
        return [to_shape(one, element, (*path, index)) for index, one in enumerate(value)]
    if not is_shape(annotation):
        return float(value) if annotation is float and type(value) is int else value
    if type(value) is not dict:
        raise _wrong(value, "an object", path)
    arguments = {}
    for name, (kind, required) in shape_fields(annotation).items():
        if value.get(name) is not None:
            arguments[name] = to_shape(value[name], kind, (*path, name))
        elif required:
            raise NotEvidenced(f"the dossier doesn't say `{name}`", (*path, name))
    return annotation(**arguments)


def _wrong(value: Any, wanted: str, path: tuple[str | int, ...]) -> EvaluationError:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return EvaluationError(f"{f'{where}: ' if where else ''}a {type_name(value)} where {wanted} is wanted")


def to_value(result: Any) -> Any:
    """A measure's result as a CEL value; fields of None are left out.

    Raises :class:`EvaluationError` for a number that is not finite: a measure that can't tell returns None.
    """
    if dataclasses.is_dataclass(result):
        fields = ((f.name, getattr(result, f.name)) for f in dataclasses.fields(result))
        return {name: to_value(value) for name, value in fields if value is not None}
    if isinstance(result, (list, tuple)):
        return [to_value(one) for one in result]
    if isinstance(result, float) and not math.isfinite(result):
        raise EvaluationError("a measure returned a number that is not finite")
    return result


def _parameter_type(annotation: Any) -> CelType:
    annotation = without_none(annotation)
    element = element_of(annotation)
    if element is not None:
        return list_of(_parameter_type(element))
    return _SCALARS.get(annotation, DYN)


def type_word(annotation: Any) -> str:
    """The type of an annotation in CEL's words: ``string``, ``list(double)``, or the name of a dataclass."""
    annotation = without_none(annotation)
    element = element_of(annotation)
    if element is not None:
        return f"list({type_word(element)})"
    if is_shape(annotation):
        return str(annotation.__name__)
    return str(_SCALARS.get(annotation, DYN))


def without_none(annotation: Any) -> Any:
    """``X`` of the annotation ``X | None``; any other annotation as it is."""
    if typing.get_origin(annotation) in (typing.Union, python_types.UnionType):
        stated = [one for one in typing.get_args(annotation) if one is not type(None)]
        return stated[0] if len(stated) == 1 else Any
    return annotation
