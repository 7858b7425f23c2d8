"""A small assessment as a file, and the same file with values changed by hand."""

from __future__ import annotations

import copy
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import compliance

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DAY = date(2026, 11, 24)


@cache
def assessed(name: str = "meeting-minutes") -> compliance.Assessment:
    """The assessment of a sample."""
    standard = compliance.load_standard()
    return compliance.check(standard, compliance.load_dossier(SAMPLES / name, standard), as_of=DAY)


@cache
def written(name: str = "meeting-minutes") -> bytes:
    """The same as a file."""
    return compliance.render(assessed(name), "json")


def edited(name: str, changes: dict[str, Any], remove: tuple[str, ...] = ()) -> bytes:
    """The file with other values at paths such as ``findings.0.outcome``, and without the fields at others."""
    data = copy.deepcopy(json.loads(written(name)))
    for path, value in changes.items():
        holder, last = _at(data, path)
        if isinstance(holder, list) and last == "+":
            holder.append(copy.deepcopy(holder[value]))
        else:
            holder[int(last) if isinstance(holder, list) else last] = value
    for path in remove:
        holder, last = _at(data, path)
        del holder[int(last) if isinstance(holder, list) else last]
    return json.dumps(data).encode()


def _at(data: Any, path: str) -> tuple[Any, str]:
    *steps, last = path.split(".")
    for step in steps:
        data = data[int(step) if isinstance(data, list) else step]
    return data, last
