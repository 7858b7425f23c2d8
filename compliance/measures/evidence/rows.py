"""Rows: whether a piece of evidence is data, and how much of it.

Who says that 600 answers were judged can put 600 rows into the dossier. Counted are the rows that differ from each
other and hold something: a row that is written twice, or has only empty cells, is no second result. ``repeated`` and
``empty`` say how many rows were left out for that.

Failure modes. A count says nothing of what the rows hold. In a table that names neither items nor people, two honest
results may look the same; such a table should name them.
"""

from __future__ import annotations

from dataclasses import dataclass

from compliance.measures.evidence_columns import Tables


@dataclass(frozen=True, slots=True)
class Rows:
    """Different rows that hold something, and how many rows were ``repeated`` or ``empty``."""

    rows: int
    repeated: int
    empty: int


def rows(evidence: str, *, tables: Tables) -> Rows:
    """Count the rows of the table with the id ``evidence``.

    Raises :class:`NotEvidenced` where there is no such evidence or it is a document.
    """
    table = tables.table(evidence)
    lines = list(zip(*table.columns.values(), strict=True))
    held = [line for line in lines if any(cell is not None for cell in line)]
    different = len(set(held))
    return Rows(different, len(held) - different, len(lines) - len(held))
