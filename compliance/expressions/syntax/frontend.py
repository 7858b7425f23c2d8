"""CEL's own parser and type checker, with its refusals turned into problems with a place.

Two-variable macros, math, strings, optionals and ``cel.bind`` are on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.expressions.functions import Function
from compliance.expressions.syntax.decoding import Checked, TooDeep, decode
from compliance.expressions.syntax.descriptors import descriptor_pool
from compliance.expressions.syntax.frontend_errors import Known, problems, refused_patterns
from compliance.expressions.syntax.types import CelType, Messages

_EXTENSIONS = ("two-var-comprehensions", "math", "strings", "optional", "bindings")
_CONFIG = "name: compliance\nextensions:\n" + "".join(f"- name: {name}\n  version: latest\n" for name in _EXTENSIONS)
MAX_CHARACTERS = 10_000
"""Characters of one expression, at most."""


@dataclass(slots=True)
class Frontend:
    """Checks expressions against the messages and functions of one standard."""

    messages: Messages
    functions: Mapping[str, Function]
    _environments: dict[tuple[tuple[str, CelType], ...], Any] = field(default_factory=dict)
    _pool: Any = None

    def __reduce__(self) -> tuple[type[Frontend], tuple[Messages, Mapping[str, Function]]]:
        """What is pickled: all but the environments, which the other side makes again where it needs them."""
        return Frontend, (self.messages, self.functions)

    def check(self, text: str, variables: Mapping[str, CelType], place: Place, *, unchecked: bool = False) -> Checked:
        """Parse and check one expression; ``place`` is where its text begins.

        ``unchecked`` only parses, leaving every type to run time.
        Raises :class:`ComplianceError` with a problem for each refusal, its excerpt and the nearest valid name.
        """
        if len(text) > MAX_CHARACTERS:
            message = f"the expression is longer than {MAX_CHARACTERS} characters"
            raise ComplianceError(Cause.STANDARD, Problem("expression-too-long", message, place))
        if not text.isprintable() and any("\ud800" <= character <= "\udfff" for character in text):
            raise ComplianceError(
                Cause.STANDARD, Problem("forbidden-character", "the expression holds half a character", place)
            )
        environment = self._environment(tuple(variables.items()))
        try:
            compiled = environment.compile(text, disable_check=unchecked)
            checked = decode(compiled.serialize())
        except (RuntimeError, TooDeep) as error:
            known = Known(list(variables), self.functions, self.messages.fields)
            raise ComplianceError(Cause.STANDARD, problems(str(error), text, known, place)) from None
        refused = list(refused_patterns(checked, text, place))
        if refused:
            raise ComplianceError(Cause.STANDARD, refused)
        return checked

    def _environment(self, variables: tuple[tuple[str, CelType], ...]) -> Any:
        if variables not in self._environments:
            from cel_expr_python import cel

            if self._pool is None:
                self._pool = descriptor_pool(self.messages)
            self._environments[variables] = cel.NewEnv(
                self._pool,
                config=cel.NewEnvConfigFromYaml(_CONFIG),
                variables={name: native_type(kind) for name, kind in variables},
                functions=[*_own_declarations(), *(_declaration(function) for function in self.functions.values())],
            )
        return self._environments[variables]


def native_type(kind: CelType) -> Any:
    """A type as the front end wants it."""
    from cel_expr_python import cel

    scalars = {
        "bool": cel.Type.BOOL,
        "bytes": cel.Type.BYTES,
        "double": cel.Type.DOUBLE,
        "dyn": cel.Type.DYN,
        "int": cel.Type.INT,
        "null_type": cel.Type.NULL,
        "string": cel.Type.STRING,
        "uint": cel.Type.UINT,
        "google.protobuf.Timestamp": cel.Type.TIMESTAMP,
        "google.protobuf.Duration": cel.Type.DURATION,
    }
    if kind.name in scalars:
        return scalars[kind.name]
    if kind.name == "list":
        return cel.Type.List(native_type(kind.args[0]))
    if kind.name == "map":
        return cel.Type.Map(native_type(kind.args[0]), native_type(kind.args[1]))
    if kind.name == "optional_type":
        return cel.Type.AbstractType("optional_type", [native_type(kind.args[0])])
    return cel.Type(kind.name) if kind.is_message else cel.Type.DYN


def _own_declarations() -> list[Any]:
    from cel_expr_python import cel

    days = cel.Overload("days_int", return_type=cel.Type.DURATION, parameters=[cel.Type.INT])
    date = cel.Overload("date_string", return_type=cel.Type.TIMESTAMP, parameters=[cel.Type.STRING])
    return [cel.FunctionDecl("days", [days]), cel.FunctionDecl("date", [date])]


def _declaration(function: Function) -> Any:
    from cel_expr_python import cel

    return cel.FunctionDecl(
        function.name,
        [
            cel.Overload(
                f"{function.name.replace('.', '_')}_{arity}",
                return_type=native_type(function.result),
                parameters=[native_type(parameter.type) for parameter in function.parameters[:arity]],
            )
            for arity in function.arities
        ],
    )
