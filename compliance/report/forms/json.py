"""The assessment as JSON, the project's interchange form, and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from compliance.assess.assessment.model import SCHEMA_VERSION, Assessment
from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.source import Source
from compliance.report.forms.form import Form, Options

#: An assessment is larger than the dossier it speaks of: it holds the narrative and one record a computation.
ASSESSMENT_BYTES = 64_000_000

_FREE_FORM = frozenset({"result", "references", "params", "without"})


def to_json(assessment: Assessment) -> str:
    """The assessment as text: keys in the model's order, free-form maps sorted, two spaces, a newline at the end.

    Equal assessments give equal text. Floats are written in their shortest exact form, so nothing is rounded.

    Raises
    ------
    ValueError
        A number is not finite, which no measure may return.
    """
    # The Python form, since the JSON form turns NaN into null in silence.
    data = _sorted_maps(assessment.model_dump())
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def from_json(source: Source | bytes) -> Assessment:
    """Reads an assessment that :func:`to_json` wrote.

    Raises
    ------
    ComplianceError
        With the source's cause: not strict JSON, another schema version, or not an assessment. Every problem has its
        place in the file.
    """
    from compliance.files.json_text import parse_json
    from compliance.files.limits import DEFAULT

    if isinstance(source, bytes):
        source = Source("assessment.json", source, Cause.SETTING)
    tree = parse_json(source, replace(DEFAULT, json_file_bytes=ASSESSMENT_BYTES, string_chars=ASSESSMENT_BYTES))
    data = tree.data
    version = data.get("schema_version") if isinstance(data, dict) else None
    if isinstance(version, str) and version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        message = f"this assessment has schema version {version}"
        hint = "read it with the version of this program that wrote it, or make the assessment again"
        expected = f"schema version {SCHEMA_VERSION.split('.')[0]}.x"
        raise ComplianceError(
            source.cause, Problem("assessment-version", message, tree.place(("schema_version",)), expected, hint)
        )
    try:
        return Assessment.model_validate_json(source.data, strict=True)
    except ValidationError as error:
        problems = [
            Problem("not-an-assessment", f"not an assessment: {detail['msg'].lower()}", tree.place(detail["loc"]))
            for detail in error.errors(include_url=False, include_input=False)
        ]
        raise ComplianceError(source.cause, problems) from None


def _sorted_maps(value: Any, free: bool = False) -> Any:
    if isinstance(value, dict):
        items = sorted(value.items()) if free else value.items()
        return {key: _sorted_maps(entry, free or key in _FREE_FORM) for key, entry in items}
    if isinstance(value, list | tuple):
        return [_sorted_maps(entry, free) for entry in value]
    return value


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_json(assessment).encode()


FORM = Form(
    "json",
    (".json",),
    "application/json",
    "programs; every other form is made from it (`compliance schema assessment`)",
    _render,
)
