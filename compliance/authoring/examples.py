"""The examples of a criterion's page: its first rule test that passes and its first that does not, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from compliance.authoring.rule_cases import Case, load_cases
from compliance.standard.loaded import Standard

LINES = 6
"""Lines of a table that an example shows, at most."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example: what is found, what the case is, what is changed in the base dossier, what the finding says."""

    expect: str
    name: str
    changes: tuple[str, ...]
    says: tuple[str, ...]


def examples(standard: Standard, criterion: str) -> list[Example]:
    """The first passing and the first failing case of a criterion; fewer where the standard has none.

    A criterion that only asks whether something is said can't fail; then it is the first that is not evidenced.

    Raises :class:`ComplianceError` (cause STANDARD) for a file of tests that is wrong.
    """
    cases = [placed.case for placed in load_cases(standard) if placed.case.criterion == criterion]
    first = {expect: next((one for one in cases if one.expect == expect), None) for expect in _SHOWN}
    chosen = (first["pass"], first["fail"] or first["not-evidenced"])
    return [Example(one.expect, one.name, tuple(_changes(one)), one.says or ()) for one in chosen if one]


_SHOWN = ("pass", "fail", "not-evidenced")


def _changes(case: Case) -> list[str]:
    lines = []
    if case.only is not None:
        lines.append(f"only {', '.join(case.only)}")
    lines += [f"{path}: {_value(value)}" for path, value in case.set.items()]
    lines += [f"without {path}" for path in case.remove]
    lines += [f"the first {rows} rows of {identity}" for identity, rows in case.rows.items()]
    for identity, text in case.tables.items():
        rows = text.splitlines()
        lines += [f"the table {identity}:", *(f"  {row}" for row in rows[:LINES])]
        if len(rows) > LINES:
            lines.append(f"  and {len(rows) - LINES} more rows")
    lines += [f"with the parameter {name} at {value}" for name, value in case.params.items()]
    return lines


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
