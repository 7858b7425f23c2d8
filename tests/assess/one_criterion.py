"""A standard with one criterion, made in memory, for tests of how criteria are run and explained."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import compliance

DAY = date(2026, 11, 24)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "fall": {"type": "number"},
        "items": {"type": "array", "items": {"type": "string"}},
        "answers": {"type": "array", "items": {"type": ["string", "null"]}},
        "numbers": {"type": "array", "items": {"type": "integer"}},
        "incidents": {
            "type": "array", "x-empty-means": "there were none",
            "items": {"type": "object", "properties": {"id": {"type": "string"}, "serious": {"type": "boolean"}}},
        },
        "pieces": {
            "type": "array",
            "items": {
                "type": "object", "additionalProperties": False, "required": ["id"],
                "properties": {
                    "id": {"type": "string"}, "fall": {"type": "number"},
                    "parts": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}  # fmt: skip
PARAMS: dict[str, Any] = {
    "max_fall": {"value": 1.5, "stricter": "lower", "why": "It hurts.", "proposed": True},
    "least": {"value": 2, "stricter": "higher", "why": "Fewer are none.", "proposed": True},
}


def standard(
    rule: Mapping[str, Any],
    *,
    facts: list[dict[str, str]] | None = None,
    profile: Mapping[str, Any] | None = None,
    others: tuple[Mapping[str, Any], ...] = (),
) -> compliance.Standard:
    """A standard whose first criterion, ``CH-1``, has this rule; ``profile`` is applied to it."""
    fixed = {"title": "It holds", "level": 1, "obligation": "must", "statement": "It must hold."}
    criteria = [{"id": f"CH-{number}", **fixed, **one} for number, one in enumerate((rule, *others), 1)]
    file = {
        "id": "one", "title": "One", "version": "1", "status": "draft", "levels": [{"number": 1, "name": "First"}],
        "families": [{"id": "CH", "title": "Children"}], "params": PARAMS,
        "cover": {"title": "has(dossier.name) ? dossier.name : 'X'", "facts": facts or []},
    }  # fmt: skip
    files = {"standard.yaml": file, "dossier.schema.yaml": SCHEMA}
    files["criteria/CH.yaml"] = {"family": "CH", "criteria": criteria}
    if profile is not None:
        files["profiles/weak.yaml"] = {"id": "weak", "title": "Weak", "standard": "one", **profile}
    # JSON is YAML.
    data = {name: json.dumps(content).encode() for name, content in files.items()}
    return compliance.load_standard(data, profile="weak" if profile is not None else None)


def assess(rule: Mapping[str, Any], dossier: Mapping[str, Any], **more: Any) -> compliance.Assessment:
    """A dossier checked against a standard with this rule."""
    made = standard(rule, **more)
    loaded = compliance.load_dossier({"dossier.json": json.dumps(dossier).encode()}, made)
    return compliance.check(made, loaded, as_of=DAY)


def explained(rule: Mapping[str, Any], dossier: Mapping[str, Any]) -> compliance.Explanation:
    """The criterion explained on a dossier."""
    made = standard(rule)
    loaded = compliance.load_dossier({"dossier.json": json.dumps(dossier).encode()}, made)
    return compliance.explain(made, "CH-1", loaded, as_of=DAY)


def require(that: str, say: str = "no", **parts: Any) -> dict[str, Any]:
    """A rule with one requirement."""
    return {**parts, "require": [{"that": that, "say": say}]}
