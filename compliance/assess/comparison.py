"""Two assessments compared, finding by finding: where they differ, and what each says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from compliance.assess.assessment.data import to_data
from compliance.assess.assessment.finding_parts import same
from compliance.assess.assessment.model import Assessment

Part = Literal["file", "dossier", "standard", "check"]

#: Differences that are told of one finding, measure or other part; the rest is counted.
TOLD = 5
#: Characters of a value that are told.
CHARS = 120

# What says how an assessment was made is compared by itself.
_APART = ("schema_version", "engine", "digests")
# Fields of version 1.1 that older assessments have empty.
_ADDED = ("points_rule", "between")
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: in which part of the verification, what it is, what the file says, what was found."""

    part: Part
    what: str
    stated: str
    found: str


def differences(stated: Assessment, found: Assessment) -> list[Difference]:
    """Where an assessment differs from what a check finds now, in the order of the assessment."""
    ours, theirs = to_data(stated), to_data(found)
    told: list[Difference] = []
    for name in theirs:
        if name in _APART:
            continue
        if name in _KEYS:
            told += _listed(name, ours[name], theirs[name])
        else:
            told += _told(_label(name), list(_leaves(ours[name], theirs[name], "")))
    return told


#: Lists whose entries are matched by what names them.
_KEYS = {
    "findings": ("criterion",),
    "families": ("id",),
    "measures": ("expression", "subject"),
    "evidence": ("id",),
    "narrative": ("path",),
    "parameters": ("name",),
}


def _label(name: str) -> str:
    return name.replace("_", " ")


def _listed(name: str, ours: list[Any], theirs: list[Any]) -> Iterator[Difference]:
    before, now = (_named(name, entries) for entries in (ours, theirs))
    for key in [*before, *(one for one in now if one not in before)]:
        what = f"{_label(name)}: {' '.join(str(part) for part in key[:-1] if part)}"
        if key not in now:
            yield Difference("check", what, "there again" if key[-1] else "there", "not there")
        elif key not in before:
            yield Difference("check", what, "not there", "there again" if key[-1] else "there")
        else:
            yield from _told(what, list(_leaves(before[key], now[key], "")))
    if list(before) != list(now) and set(before) == set(now):
        yield Difference("check", f"the order of {_label(name)}", "another", "that of the standard")


def _named(name: str, entries: list[Any]) -> dict[tuple[Any, ...], Any]:
    """Entries by what names them and by how many of the same name stand before: an entry that is there twice counts."""
    found: dict[tuple[Any, ...], Any] = {}
    before: Counter[tuple[Any, ...]] = Counter()
    for one in entries:
        key = tuple(one[part] for part in _KEYS[name])
        found[*key, before[key]] = one
        before[key] += 1
    return found


def _told(what: str, leaves: list[tuple[str, Any, Any]]) -> Iterator[Difference]:
    for path, ours, theirs in leaves[:TOLD]:
        yield Difference("check", f"{what} {path}".strip(), _text(ours), _text(theirs))
    if len(leaves) > TOLD:
        more = f"{len(leaves) - TOLD} more values"
        yield Difference("check", f"{what}: {more}", "others", "others")


def _leaves(ours: Any, theirs: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Each place in which two values differ, with both."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [*ours, *(one for one in theirs if one not in ours)]:
            if key in _ADDED and ours.get(key) in ("", None):
                continue
            inner = f"{path}.{key}" if path else str(key)
            yield from _leaves(ours.get(key, _NOTHING), theirs.get(key, _NOTHING), inner)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield path, f"{len(ours)} entries", f"{len(theirs)} entries"
        for index, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from _leaves(one, other, f"{path}[{index}]")
    elif not _alike(ours, theirs):
        yield path, ours, theirs


def _alike(ours: Any, theirs: Any) -> bool:
    numbers = type(ours) in (int, float) and type(theirs) in (int, float)
    return same(ours, theirs) if numbers else bool(ours == theirs and type(ours) is type(theirs))


def _text(value: Any) -> str:
    if value is None:
        return _NOTHING
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= CHARS else f"{text[:CHARS]}… ({len(text)} characters)"
