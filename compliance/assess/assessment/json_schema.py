"""The JSON Schema of assessments, the results of measures included, each by the name of its measure."""

from __future__ import annotations

from typing import Any

from compliance.assess.assessment.model import Assessment
from compliance.assess.assessment.results import result_types
from compliance.expressions.values.value_types import Timestamp

_DATE = {"type": "string", "description": "A date, or a moment with its offset (RFC 3339)."}


def assessment_schema() -> dict[str, Any]:
    """JSON Schema 2020-12. It is open: newer minor versions have fields that it does not name."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(Assessment).json_schema(mode="serialization")
    definitions = schema["$defs"]
    results = []
    for measure, kind in sorted(result_types().items()):
        own = TypeAdapter(kind).json_schema(mode="serialization", ref_template="#/$defs/measure.{model}")
        parts = {**own.pop("$defs", {}), kind.__name__: own}
        for name, part in parts.items():
            definitions[f"measure.{name}"] = _DATE if name == Timestamp.__name__ else _optional(part)
        results.append(
            {
                "if": {"properties": {"measure": {"const": measure}}},
                "then": {"properties": {"result": {"$ref": f"#/$defs/measure.{kind.__name__}"}}},
            }
        )
    definitions["Measured"]["properties"]["result"]["type"] = "object"
    definitions["Measured"]["allOf"] = results
    return schema


def _optional(part: dict[str, Any]) -> dict[str, Any]:
    """A field that is not known is left out, not null."""
    nullable = {
        name for name, field in part.get("properties", {}).items() if {"type": "null"} in field.get("anyOf", ())
    }
    return {**part, "required": [name for name in part.get("required", ()) if name not in nullable]}
