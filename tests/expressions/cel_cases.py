"""The cases of the expression language in ``cel_cases.jsonl``, and values as JSON that keeps their kinds."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cel_oracle
from cel_expressions import VARIABLES
from cel_harness import Failure

from compliance.expressions.values.value_types import Duration, Timestamp, Uint, Value

FILE = Path(__file__).with_name("cel_cases.jsonl")


@dataclass(frozen=True)
class Case:
    """An expression, the values of the variables that it reads, and what the reference makes of it.

    ``wanted`` is a value as :func:`as_json` writes it, or ``{"error": null}``.
    """

    section: str
    expression: str
    data: Mapping[str, Any]
    wanted: Any

    @property
    def bindings(self) -> dict[str, Value]:
        return {name: from_json(value) for name, value in self.data.items()}

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each variable; see :data:`cel_expressions.VARIABLES`."""
        return {name: VARIABLES[name] for name in self.data}

    @property
    def line(self) -> str:
        fields = {"section": self.section, "expr": self.expression, "data": self.data, "wanted": self.wanted}
        return json.dumps(fields, ensure_ascii=True)

    def __str__(self) -> str:
        return f"{self.section}: {self.expression}"


def cases() -> Iterator[Case]:
    """Every case, in the order of the file."""
    for line in FILE.read_text("utf-8").splitlines():
        read = json.loads(line)
        yield Case(read["section"], read["expr"], read["data"], read["wanted"])


def as_json(form: Any) -> Any:
    """The form of a value (:func:`cel_oracle.form`) or a failure as JSON: an object of one key, its kind."""
    if isinstance(form, Failure):
        return {"error": None}
    kind, content = form
    match kind:
        case "bytes":
            return {kind: base64.b64encode(content).decode()}
        case "list":
            return {kind: [as_json(one) for one in content]}
        case "map":
            return {kind: sorted(([type(key).__name__, key, as_json(one)] for key, one in content.items()), key=repr)}
    return {kind: content}


def outcome(value: Value | Failure) -> Any:
    """One of our own outcomes as :func:`as_json` writes it."""
    return as_json(value if isinstance(value, Failure) else cel_oracle.form(value))


def from_json(written: Mapping[str, Any]) -> Value:
    """The value that :func:`as_json` wrote."""
    ((kind, content),) = written.items()
    match kind:
        case "uint":
            return Uint(content)
        case "double":
            return float(content)
        case "bytes":
            return base64.b64decode(content)
        case "timestamp":
            return Timestamp(content)
        case "duration":
            return Duration(content)
        case "list":
            return [from_json(one) for one in content]
        case "map":
            return {key: from_json(one) for _, key, one in content}
    return content
