"""The same as ``representation``, counted from a table of those who took part.

One person in many rows counts once; where the table names no persons, each row is a person of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from compliance.expressions.values.failures import NotEvidenced
from compliance.measures.declaration import Column, Means, Measure
from compliance.measures.evidence_columns import Tables, at, column
from compliance.measures.participation import representation as from_counts
from compliance.measures.participation.representation import Groups, MinShare, Representation, compare


@dataclass(frozen=True, slots=True)
class Register:
    """A table of participants."""

    evidence: Annotated[str, Means("the id of a table of those who took part")]
    group: Annotated[str, Column("the id of the group of the person")] = "group"
    person: Annotated[str, Column("the person; with an empty `person` each row is a person of its own")] = "person"


def representation_from_table(
    groups: Groups,
    register: Annotated[Register, Means("the table of participants and its columns")],
    min_share: MinShare,
    *,
    tables: Tables,
) -> Representation:
    """The same as ``representation``, counted from a table of participants. An empty group is no declared group.

    Raises also :class:`NotEvidenced` where a column is absent or a person is in two groups.
    """
    table = tables.table(register.evidence)
    cells = column(table, register.group)
    if not register.person:
        return compare(groups, Counter(cell or "" for cell in cells), min_share)
    group_of: dict[str, str] = {}
    for row, (person, cell) in enumerate(zip(column(table, register.person), cells, strict=True)):
        if person is None:
            raise NotEvidenced("the row doesn't say who took part", at=at(table, row, register.person))
        if group_of.setdefault(person, cell or "") != (cell or ""):
            raise NotEvidenced(f"`{person}` is in two groups", at=at(table, row, register.group))
    return compare(groups, Counter(group_of.values()), min_share)


MEASURE = Measure(
    representation_from_table,
    "the same, counted from the register of those who took part",
    failure_modes=from_counts.MEASURE.failure_modes,
    formulas=from_counts.MEASURE.formulas,
)
