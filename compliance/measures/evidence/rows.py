"""Whether a piece of evidence is data, and how much of it.

Who says that 600 answers were judged can put 600 rows into the dossier. Counted are the rows that differ from each
other and hold something: a row that is written twice, or has only empty cells, is no second result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from compliance.measures.declaration import Means, Measure
from compliance.measures.evidence_columns import Tables


@dataclass(frozen=True, slots=True)
class Rows:
    """How much a table holds."""

    rows: Annotated[int, Means("different rows that hold something", "rows")]
    repeated: Annotated[int, Means("rows left out because another is the same", "rows")]
    empty: Annotated[int, Means("rows left out because all their cells are empty", "rows")]


def rows(evidence: Annotated[str, Means("the id of a table")], *, tables: Tables) -> Rows:
    """Count the rows of the table with the id ``evidence``.

    Raises :class:`NotEvidenced` where there is no such evidence or it is a document.
    """
    table = tables.table(evidence)
    lines = list(zip(*map(table.column, table.names), strict=True))
    held = [line for line in lines if any(cell is not None for cell in line)]
    different = len(set(held))
    return Rows(different, len(held) - different, len(lines) - len(held))


MEASURE = Measure(
    rows,
    "how many different results a file of evidence holds, repeated and empty rows left out",
    failure_modes=(
        "A count says nothing of what the rows hold.",
        "In a table that names neither items nor people, two honest results may look the same; such a table should name"
        " them.",
    ),
)
