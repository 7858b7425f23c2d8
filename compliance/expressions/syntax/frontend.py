"""CEL's own parser and type checker; its errors become problems with a place.

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

Variables = tuple[tuple[str, CelType], ...]
"""Names and types of the variables that an expression may read."""


class NativeTypes:
    """Types as the front end wants them, each made once."""

    def __init__(self) -> None:
        self._known: dict[CelType, Any] = {}

    def __call__(self, kind: CelType) -> Any:
        if kind not in self._known:
            self._known[kind] = self._made(kind)
        return self._known[kind]

    def _made(self, kind: CelType) -> Any:
        from cel_expr_python import cel

        scalar = _SCALARS.get(kind.name)
        if scalar is not None:
            return getattr(cel.Type, scalar)
        if kind.name == "list":
            return cel.Type.List(self(kind.args[0]))
        if kind.name == "map":
            return cel.Type.Map(self(kind.args[0]), self(kind.args[1]))
        if kind.name == "optional_type":
            return cel.Type.AbstractType("optional_type", [self(kind.args[0])])
        return cel.Type(kind.name) if kind.is_message else cel.Type.DYN


_SCALARS = {
    "bool": "BOOL",
    "bytes": "BYTES",
    "double": "DOUBLE",
    "dyn": "DYN",
    "int": "INT",
    "null_type": "NULL",
    "string": "STRING",
    "uint": "UINT",
    "google.protobuf.Timestamp": "TIMESTAMP",
    "google.protobuf.Duration": "DURATION",
}


@dataclass(slots=True)
class Frontend:
    """Checks expressions against the messages and functions of one standard."""

    messages: Messages
    functions: Mapping[str, Function]
    _environments: dict[Variables, Any] = field(default_factory=dict)
    _checked: dict[tuple[str, Variables, bool], Checked] = field(default_factory=dict)
    _native: NativeTypes = field(default_factory=NativeTypes)
    _shared: tuple[Any, Any, list[Any]] | None = None

    def __reduce__(self) -> tuple[type[Frontend], tuple[Messages, Mapping[str, Function]]]:
        """What is pickled: all but the environments, which the other side makes again where it needs them."""
        return Frontend, (self.messages, self.functions)

    def check(self, text: str, variables: Mapping[str, CelType], place: Place, *, unchecked: bool = False) -> Checked:
        """Parse and check one expression; ``place`` is where its text begins.

        ``unchecked`` only parses, leaving every type to run time.
        Raises :class:`ComplianceError` with a problem for each refusal, its excerpt and the nearest valid name.
        """
        # Criteria repeat themselves: of 487 expressions of the shipped standard 382 differ in text or variables.
        declared = self._declared(text, tuple(variables.items()))
        key = text, declared, unchecked
        if key not in self._checked:
            self._checked[key] = self._check(text, variables, declared, place, unchecked=unchecked)
        return self._checked[key]

    def _declared(self, text: str, variables: Variables) -> Variables:
        """The variables, or as many of the first of them as an environment is there for and the text can name.

        An environment takes a millisecond, and a variable whose name stands nowhere in the text changes nothing.
        """
        needed = max((number for number, (name, _) in enumerate(variables, start=1) if name in text), default=0)
        shorter = (variables[:length] for length in range(needed, len(variables)))
        return next((one for one in shorter if one in self._environments), variables)

    def _check(
        self, text: str, variables: Mapping[str, CelType], declared: Variables, place: Place, *, unchecked: bool
    ) -> Checked:
        if len(text) > MAX_CHARACTERS:
            message = f"the expression is longer than {MAX_CHARACTERS} characters"
            raise ComplianceError(Cause.STANDARD, Problem("expression-too-long", message, place))
        if not text.isprintable() and any("\ud800" <= character <= "\udfff" for character in text):
            raise ComplianceError(
                Cause.STANDARD, Problem("forbidden-character", "the expression holds half a character", place)
            )
        environment = self._environment(declared)
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

    def _environment(self, variables: Variables) -> Any:
        if variables not in self._environments:
            from cel_expr_python import cel

            if self._shared is None:
                # What all environments have in common takes most of the time to make.
                functions = [_declaration(function, self._native) for function in self.functions.values()]
                config = cel.NewEnvConfigFromYaml(_CONFIG)
                self._shared = descriptor_pool(self.messages), config, [*_own_declarations(), *functions]
            pool, config, declarations = self._shared
            types = {name: self._native(kind) for name, kind in variables}
            self._environments[variables] = cel.NewEnv(pool, config=config, variables=types, functions=declarations)
        return self._environments[variables]


def _own_declarations() -> list[Any]:
    from cel_expr_python import cel

    days = cel.Overload("days_int", return_type=cel.Type.DURATION, parameters=[cel.Type.INT])
    date = cel.Overload("date_string", return_type=cel.Type.TIMESTAMP, parameters=[cel.Type.STRING])
    return [cel.FunctionDecl("days", [days]), cel.FunctionDecl("date", [date])]


def _declaration(function: Function, native: NativeTypes) -> Any:
    from cel_expr_python import cel

    return cel.FunctionDecl(
        function.name,
        [
            cel.Overload(
                f"{function.name.replace('.', '_')}_{arity}",
                return_type=native(function.result),
                parameters=[native(parameter.type) for parameter in function.parameters[:arity]],
            )
            for arity in function.arities
        ],
    )
