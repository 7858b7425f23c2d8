"""JSON Schemas of the project's own files, from their models."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from compliance.assess.assessment.json_schema import assessment_schema
from compliance.assess.assessment.model import SCHEMA_VERSION
from compliance.authoring.rule_cases import CasesFile
from compliance.standard.model import CriteriaFile, ProfileFile, StandardFile

_MODELS: dict[str, tuple[str, type[Any]]] = {
    "standard": ("standard.yaml of a compliance standard", StandardFile),
    "criteria": ("criteria/*.yaml of a compliance standard", CriteriaFile),
    "profile": ("profiles/*.yaml of a compliance standard", ProfileFile),
    "tests": ("tests/*.yaml of a compliance standard", CasesFile),
}


def file_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``standard``, ``criteria``, ``profile``, ``tests`` or ``assessment`` files."""
    if kind == "assessment":
        title, schema = f"Assessment {SCHEMA_VERSION} by the compliance checker", assessment_schema()
    else:
        title, model = _MODELS[kind]
        schema = TypeAdapter(model).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
