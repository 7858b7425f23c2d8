"""Reading an assessment from its JSON form. What is read is also recomputed: it is whole, or it is refused.

The reader is open. Of the same major version it takes older assessments, whose missing fields get their defaults, and
newer ones, whose unknown fields it leaves out. Ranges are those of the model.
"""

from __future__ import annotations

import codecs
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from compliance.assess.assessment.contradictions import contradictions
from compliance.assess.assessment.finding_parts import Contradiction
from compliance.assess.assessment.model import SCHEMA_VERSION, Assessment
from compliance.assess.assessment.results import typed_result
from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.source import Source
from compliance.files.tree import DataPath, Tree

if TYPE_CHECKING:
    from pydantic import TypeAdapter

#: An assessment is larger than its dossier: it contains the narrative and a record of each computation.
ASSESSMENT_BYTES = 64_000_000
#: The name under which a PDF report carries its assessment.
ATTACHMENT = "assessment.json"
_MAJOR = SCHEMA_VERSION.partition(".")[0]


def read_assessment(source: Source | bytes) -> Assessment:
    """The assessment in a file, if everything in it that can be recomputed follows from its findings.

    Raises
    ------
    ComplianceError
        With the source's cause: not strict JSON, another major version, not an assessment, a value out of its range.
        ``VERIFICATION``: level, score, counts, families, robustness or a finding's outcome do not follow from what
        they are made of; one problem for each, with what the file says and what follows.
    """
    source = _named(source)
    tree = _tree(source)
    assessment = _parsed(source, tree)
    found = contradictions(assessment)
    if found:
        raise ComplianceError(Cause.VERIFICATION, [_problem(one, tree) for one in found])
    return assessment


def parse_assessment(source: Source | bytes) -> Assessment:
    """The assessment in a file as it says, not recomputed. Raises as :func:`read_assessment` does for its form."""
    source = _named(source)
    return _parsed(source, _tree(source))


def assessment_in(source: Source) -> Source:
    """The JSON in a file: the file itself, or what a PDF report carries as an attachment.

    Raises :class:`ComplianceError`, of the source's cause, for a PDF that carries none or can't be read.
    """
    if not source.data.startswith(b"%PDF-"):
        return source
    from compliance.files.pdf_attachment import read_attachment

    return Source(f"{source.name}/{ATTACHMENT}", read_attachment(source, ATTACHMENT, ASSESSMENT_BYTES), source.cause)


def _named(source: Source | bytes) -> Source:
    return Source("assessment.json", source, Cause.SETTING) if isinstance(source, bytes) else source


def _tree(source: Source) -> Tree:
    from compliance.files.json_text import parse_json
    from compliance.files.limits import DEFAULT

    return parse_json(source, replace(DEFAULT, json_file_bytes=ASSESSMENT_BYTES, string_chars=ASSESSMENT_BYTES))


def _parsed(source: Source, tree: Tree) -> Assessment:
    from pydantic import ValidationError

    data = tree.data
    version = data.get("schema_version") if isinstance(data, dict) else None
    if isinstance(version, str) and version.partition(".")[0] != _MAJOR:
        raise ComplianceError(source.cause, _other_version(version, tree))
    try:
        read = _adapter().validate_json(source.data.removeprefix(codecs.BOM_UTF8), strict=True)
    except ValidationError as error:
        problems: dict[DataPath, Problem] = {}
        for detail in error.errors(include_url=False, include_input=False):
            # A value that may be of several types is refused once for each of them.
            path = _within(data, detail["loc"])
            what = f"`{detail['loc'][-1]}` is missing" if detail["type"] == "missing" else detail["msg"].lower()
            problem = Problem("not-an-assessment", f"not an assessment: {what}", tree.place(path))
            problems.setdefault((*path, what) if detail["type"] == "missing" else path, problem)
        raise ComplianceError(source.cause, problems.values()) from None
    measures = tuple(replace(one, result=typed_result(one.measure, one.result)) for one in read.measures)
    return replace(read, schema_version=SCHEMA_VERSION, measures=measures)


def _problem(one: Contradiction, tree: Tree) -> Problem:
    expected = f"{one.follows}, which follows from the file itself"
    hint = "check the dossier again; nothing in an assessment is edited by hand"
    return Problem("assessment-contradicts-itself", f"{one.what} is {one.stated}", tree.place(one.path), expected, hint)


def _other_version(version: str, tree: Tree) -> Problem:
    message = f"this assessment has schema version {version}"
    expected = f"schema version {_MAJOR}.x"
    hint = "read it with the version of this program that wrote it, or make the assessment again"
    return Problem("assessment-version", message, tree.place(("schema_version",)), expected, hint)


@cache
def _adapter() -> TypeAdapter[Assessment]:
    from pydantic import TypeAdapter

    return TypeAdapter(Assessment)


def _within(data: object, location: tuple[int | str, ...]) -> DataPath:
    """The part of a location that is there; the rest names alternatives of a type."""
    path: list[int | str] = []
    for part in location:
        inside = part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))
        if not inside:
            break
        data = data[part]  # type: ignore[index]  # a dict or a list by the line above
        path.append(part)
    return tuple(path)
