"""Evidence for tests: measures read it from CSV text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from compliance.errors import Cause
from compliance.files.csv_text import read_table as parse_csv
from compliance.files.source import Source
from compliance.files.table import Table

ID = "table"


class OneTable:
    """Evidence with one table, whatever id is asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def table(self, evidence: str) -> Table:
        return self._table


def csv_evidence(text: str) -> OneTable:
    """The table that ``text`` writes, without regard to blanks before its lines."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return OneTable(parse_csv(Source("table.csv", lines.encode(), Cause.DOSSIER)))


def evidence_of(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> OneTable:
    """A table of rows by column name; None is an empty cell."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return OneTable(parse_csv(Source("table.csv", out.getvalue().encode(), Cause.DOSSIER)))


def file_evidence(path: Path) -> OneTable:
    """The table in a file."""
    return OneTable(parse_csv(Source(path.name, path.read_bytes(), Cause.DOSSIER)))


RATING_COLUMNS = ("item", "rater", "kind", "value", "group")


def ratings_of(
    cells: Mapping[str, list[Any]], models: Iterable[str] = (), groups: Mapping[str, str] | None = None
) -> OneTable:
    """A table of ratings from one list of values a rater; None is an empty cell, an Ellipsis no row at all."""
    groups, models = groups or {}, set(models)
    rows = [
        {
            "item": f"item-{number}",
            "rater": rater,
            "kind": "model" if rater in models else "person",
            "value": value,
            "group": groups.get(rater),
        }
        for rater, values in cells.items()
        for number, value in enumerate(values)
        if value is not ...
    ]
    return evidence_of(rows, RATING_COLUMNS)
