"""Dossiers that state everything in the most favourable way and have no evidence, or one page of it.

They are made from the best sample: what it leaves out is filled in from the schema's own examples, so that every field
of the schema is there, and every list that the sample gives has all its items.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compliance.errors import Cause
from compliance.files.source import Source
from compliance.files.yaml_text import parse_yaml

ROOT = Path(__file__).resolve().parents[2]
_FILE = ROOT / "standards" / "mutual-shaping" / "dossier.schema.yaml"
SCHEMA: dict[str, Any] = parse_yaml(Source(_FILE.name, _FILE.read_bytes(), Cause.STANDARD)).data

PAGE = {
    "id": "page",
    "path": "evidence/page.md",
    "title": "One page that says that all is well",
    "method": "test",
    "collected_by": "lab-students",
    "collected_on": "2026-11-20",
    "valid_until": "2027-11-19",
}
_NOTHING: Any = object()


def sample(name: str) -> Any:
    """The data of a sample's dossier as it is written."""
    path = ROOT / "samples" / name / "dossier.yaml"
    return parse_yaml(Source("dossier.yaml", path.read_bytes(), Cause.DOSSIER)).data


def resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with its reference followed; keys beside the reference take precedence."""
    if "$ref" not in schema:
        return schema
    target: Any = SCHEMA
    for part in schema["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return {**target, **schema}


def prose_only() -> dict[str, Any]:
    """Every field filled in, and no evidence: no file, no reference to one, no table."""
    return {**_filled_from_the_best_sample(None), "evidence": []}


def one_page() -> dict[str, Any]:
    """Every field filled in, and one page of text as the evidence of everything."""
    return {**_filled_from_the_best_sample(PAGE["id"]), "evidence": [PAGE]}


def _filled_from_the_best_sample(page: str | None) -> dict[str, Any]:
    whole = sample("benefits-navigator")
    first = {name: items[0]["id"] for name, items in whole.items() if isinstance(items, list) and "id" in items[0]}
    return dict(_filled(SCHEMA, whole, {**first, "evidence": _NOTHING if page is None else page}))


def _filled(schema: Mapping[str, Any], value: Any, first: Mapping[str, Any]) -> Any:
    """``value`` with what it leaves out; ``first`` gives each list of the dossier an id to refer to."""
    schema = resolved(schema)
    target = schema.get("x-refers-to")
    if target == "evidence":
        return first[target]
    if schema.get("type") == "array":
        refers = "x-refers-to" in resolved(schema["items"])
        shows = resolved(schema["items"]).get("x-refers-to") == "evidence"
        items = [_NOTHING] if shows else value if isinstance(value, list) else [] if refers else [_NOTHING]
        return [item for item in (_filled(schema["items"], one, first) for one in items) if item is not _NOTHING]
    if schema.get("type") == "object":
        given = value if isinstance(value, dict) else {}
        fields = {name: _filled(part, given.get(name, _NOTHING), first) for name, part in schema["properties"].items()}
        found = {name: one for name, one in fields.items() if one is not _NOTHING}
        return found if set(schema.get("required", ())) <= set(found) else _NOTHING
    if value is not _NOTHING:
        return value
    return first.get(target, _NOTHING) if target else schema["examples"][0]
